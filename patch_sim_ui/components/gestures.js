// The pointer on the scope: hover, click, wheel, box zoom, panning by an axis.
import { zoneAt } from "./geometry.js";
import { clear, hover, select } from "./selection.js";

const STARTS = 4;
const CURSOR = { axis: "ns-resize", time: "ew-resize" };

/** Wires `glass` (what lies over the figure) to the screen; `tell(hit, x, y)` shows the tag. Returns the undoing. */
export function gestures(glass, screen, box, tell) {
  let press = null;
  let queued = null;

  const place = ({ clientX, clientY }) => {
    const { left, top } = glass.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };

  const zoneOf = ([x, y]) => (screen.geometry ? zoneAt(screen.geometry, x, y) : null);

  const hitAt = (point) => {
    const at = zoneOf(point);
    return at?.zone === "plot" ? screen.nearest(at.panel, ...point) : null;
  };

  function look(point) {
    screen.pointer = point;
    const hit = hitAt(point);
    hover(hit?.sweep ?? null);
    tell(hit, ...point);
    glass.style.cursor = hit ? "pointer" : (CURSOR[zoneOf(point)?.zone] ?? "");
  }

  function lookOnce() {
    if (queued) look(queued);
    queued = null;
  }

  function leave() {
    hover(null);
    tell(null);
  }

  function drag(point) {
    const { at, last } = press;
    if (at.zone === "time") screen.panTime(last[0], point[0]);
    else if (at.zone === "axis") screen.panValue(at.panel, last[1], point[1]);
    else outline(press.from, point);
    press.last = point;
  }

  function outline(from, to) {
    const { left, right, panels } = screen.geometry;
    const { top, bottom } = panels[press.at.panel];
    const x = [from[0], Math.max(left, Math.min(right, to[0]))];
    const y = [from[1], Math.max(top, Math.min(bottom, to[1]))];
    const isFlat = Math.abs(y[1] - y[0]) <= 16;
    press.box = [x, y];
    Object.assign(box.style, {
      display: "block",
      left: `${Math.min(...x)}px`,
      width: `${Math.abs(x[1] - x[0])}px`,
      top: `${isFlat ? top : Math.min(...y)}px`,
      height: `${isFlat ? bottom - top : Math.abs(y[1] - y[0])}px`,
    });
  }

  const on = {
    pointermove(event) {
      const point = place(event);
      if (press) {
        const [dx, dy] = [point[0] - press.from[0], point[1] - press.from[1]];
        if (press.moving || Math.hypot(dx, dy) > STARTS) {
          if (!press.moving) leave();
          press.moving = true;
          drag(point);
        }
        return;
      }
      if (event.pointerType === "touch") return;
      if (!queued) requestAnimationFrame(lookOnce);
      queued = point;
    },
    pointerleave() {
      queued = null;
      if (!press) leave();
    },
    pointerdown(event) {
      const point = place(event);
      const at = zoneOf(point);
      delete glass.dataset.dragged;
      if (event.button !== 0 || !at || event.pointerType === "touch") return;
      press = { at, from: point, last: point, moving: false, box: null };
      glass.setPointerCapture(event.pointerId);
    },
    pointerup() {
      if (press?.box) screen.box(press.at.panel, ...press.box);
      box.style.display = "none";
      if (press?.moving) glass.dataset.dragged = "";
      press = null;
    },
    pointercancel() {
      box.style.display = "none";
      press = null;
    },
    click(event) {
      const isDrag = "dragged" in glass.dataset;
      delete glass.dataset.dragged;
      if (isDrag) return;
      const hit = hitAt(place(event));
      if (hit) select(hit.sweep, event.ctrlKey || event.metaKey || event.shiftKey);
      else clear();
    },
    dblclick() {
      screen.autoscale();
    },
    wheel(event) {
      const point = place(event);
      const at = zoneOf(point);
      if (!at || event.ctrlKey) return;
      event.preventDefault();
      const turned = event.deltaY || event.deltaX;
      const factor = Math.exp(Math.max(-0.5, Math.min(0.5, turned * 0.0015)));
      if (event.shiftKey || at.zone === "axis") screen.zoomValue(at.panel, point[1], factor);
      else screen.zoomTime(point[0], factor);
    },
  };

  for (const [name, listen] of Object.entries(on)) glass.addEventListener(name, listen, { passive: false });
  return () => {
    hover(null);
    for (const [name, listen] of Object.entries(on)) glass.removeEventListener(name, listen);
  };
}
