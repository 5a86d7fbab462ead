// Whether a slider is being dragged anywhere on the page: meanwhile axes hold still and frames are coarser.
let held = false;
const listeners = new Set();

const isSlider = (target) => target instanceof Element && target.closest("input[type=range], [role=slider]");

function become(next) {
  if (held === next) return;
  held = next;
  listeners.forEach((listen) => listen(held));
}

if (typeof document !== "undefined") {
  document.addEventListener("pointerdown", (event) => isSlider(event.target) && become(true), true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => become(false), true);
  window.addEventListener("blur", () => become(false));
}

export const isDragging = () => held;

export function onDragging(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
