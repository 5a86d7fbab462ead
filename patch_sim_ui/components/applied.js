// Drugs that come and go, as bars with their names at the top of the first panel.
import { scales } from "./geometry.js";

const LOW = 6; // px below the panel's top, and what a row takes
const ROW = 13;

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

/** Bars of sweeps one after the other, `long` ms each; what goes on into the next sweep is one bar. */
export function joined(applied, long) {
  const bars = [];
  applied.forEach((sweep, k) => {
    for (const [label, from, to] of sweep) {
      const before = bars.find(([name, , end]) => name === label && Math.abs(end - (from + k * long)) < 1e-6 * long);
      if (before) before[2] = to + k * long;
      else bars.push([label, from + k * long, to + k * long]);
    }
  });
  return bars;
}

/** The bars to draw of a frame: of a chain all, of one sweep its own, of many those of the selected. */
export const shown = ({ applied = [], chain, sweeps }, selected) =>
  chain ?? applied[sweeps === 1 ? 0 : selected.at(-1)] ?? [];

/** SVG text of bars [[label, from, to]]; each drug has a row of its own. */
export function drugs(bars, panels, geometry, time) {
  if (!bars.length || !panels.length) return "";
  const [place] = geometry.panels;
  const { left, right } = geometry;
  const { x } = scales(geometry, place, time, panels[0].range);
  const rows = [...new Set(bars.map(([label]) => label))];
  return bars
    .map(([label, from, to]) => {
      const [start, end] = [Math.max(left, x(from)), Math.min(right, x(to))];
      if (end <= start) return "";
      const y = place.top + LOW + ROW * rows.indexOf(label);
      const line = `<path class="drug-bar" d="M${start.toFixed(1)} ${y}H${end.toFixed(1)}"/>`;
      return `${line}<text class="drug-name" x="${(start + 3).toFixed(1)}" y="${y + 11}">${escaped(label)}</text>`;
    })
    .join("");
}
