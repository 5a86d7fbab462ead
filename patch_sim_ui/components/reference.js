// Reference traces: sweeps of an earlier run that stay on the screen, gray and dashed, until they are taken away.
import { scales } from "./geometry.js";
import { path, thin } from "./lines.js";

const MOST = 20;

/** The sweeps to keep of a frame: {signal name: [{x, y}]}, the selected ones, or all if they are few. */
export function kept(frame, selected) {
  const numbers = selected.length ? selected : Array.from({ length: Math.min(MOST, frame.sweeps) }, (_, k) => k);
  const entries = Object.entries(frame.signals).map(([name, { sweeps }]) => {
    const copies = numbers.filter((k) => sweeps[k]).map((k) => ({ x: [...sweeps[k].x], y: [...sweeps[k].y] }));
    return [name, copies];
  });
  return Object.fromEntries(entries);
}

/** SVG text of the reference on the panels of its signals. */
export function drawn(reference, panels, geometry, time) {
  const { left, right } = geometry;
  return panels
    .map((panel, i) => {
      const { top, bottom } = geometry.panels[i];
      const scale = scales(geometry, geometry.panels[i], time, panel.range);
      const tolerance = (0.3 * (panel.range[1] - panel.range[0])) / (bottom - top);
      const lines = panel.signals.flatMap(({ name }) => reference[name] ?? []);
      const paths = lines.map((line) => `<path class="reference" d="${path(thin(line, tolerance), scale, time)}"/>`);
      const box = `x="${left}" y="${top - 2}" width="${right - left}" height="${bottom - top + 4}"`;
      return `<svg ${box} viewBox="${left} ${top - 2} ${right - left} ${bottom - top + 4}">${paths.join("")}</svg>`;
    })
    .join("");
}
