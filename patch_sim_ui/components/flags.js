// The flags of the cursors: they stand in a lane over the panels, are dragged or stepped by the arrows, and their lines
// run down through all panels.
import { current, place, settle, subscribe } from "./cursors.js";
import { short } from "./format.js";

const STEP_MS = 1;

/** Flags and lines in `lane` and `lines` (an SVG), kept in step with the screen. Returns {draw, end}. */
export function flags(lane, lines, screen) {
  let held = null;
  const made = [1, 2, 3, 4].map((n, k) => flag(n, k));
  lane.replaceChildren(...made);

  function flag(n, k) {
    const node = document.createElement("button");
    Object.assign(node, { type: "button", className: n > 2 ? "flag dash" : "flag", textContent: n });
    node.setAttribute("role", "slider");
    node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      held = k;
      node.setPointerCapture(event.pointerId);
    });
    node.addEventListener("pointermove", (event) => {
      if (held === k) place(k, screen.scalesOf(0).t(event.clientX - lane.getBoundingClientRect().left), screen.limits);
    });
    for (const name of ["pointerup", "pointercancel"]) node.addEventListener(name, () => (held = null));
    node.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by) return;
      place(k, current().at[k] + by * (event.shiftKey ? STEP_MS : screen.whole?.dt || STEP_MS), screen.limits);
      event.preventDefault();
    });
    return node;
  }

  function draw() {
    const { on, at } = current();
    const { geometry, whole } = screen;
    const isShown = Boolean(on && geometry && whole?.token && screen.isOverlay);
    lane.hidden = !isShown;
    lines.toggleAttribute("data-on", isShown);
    if (!isShown) return;
    const { x } = screen.scalesOf(0);
    const { left, right } = geometry;
    const isSeen = at.map((t) => x(t) >= left - 1 && x(t) <= right + 1);
    made.forEach((node, k) => {
      node.hidden = !isSeen[k];
      node.style.left = `${x(at[k])}px`;
      node.setAttribute("aria-label", `Cursor ${k + 1}`);
      node.setAttribute("aria-valuemin", screen.limits[0]);
      node.setAttribute("aria-valuemax", screen.limits[1]);
      node.setAttribute("aria-valuenow", +at[k].toFixed(4));
      node.setAttribute("aria-valuetext", `${short(at[k])} ms`);
    });
    const within = (t) => Math.max(left, Math.min(right, x(t)));
    lines.innerHTML = geometry.panels
      .map(({ top, bottom }) => {
        const [y, height] = [top - 2, bottom - top + 5];
        const regions = [0, 2].map((k) => {
          const [a, b] = [within(at[k]), within(at[k + 1])];
          return `<rect x="${Math.min(a, b)}" width="${Math.abs(b - a)}" y="${y}" height="${height}"/>`;
        });
        const rules = at.map((t, k) =>
          isSeen[k]
            ? `<line class="${k > 1 ? "dash" : ""}" x1="${x(t)}" x2="${x(t)}" y1="${y}" y2="${y + height}"/>`
            : "",
        );
        return regions.join("") + rules.join("");
      })
      .join("");
  }

  const follow = () => {
    if (current().on && screen.whole?.token) settle(screen.limits, screen.time);
    if (screen.whole) screen.draw();
  };
  const end = subscribe(({ on }) => (on !== screen.laned && screen.isOverlay ? follow() : draw()));
  return { draw, end };
}
