// Grid and numbers of the axes: where round values lie, and the SVG of them.
import { scales } from "./geometry.js";
import { short } from "./format.js";
import { ticks } from "./ticks.js";

/** {across, up}: the marks of time, and those of each panel's values, as [{at, text}]; `at` is in the data's own unit. */
export function grid({ left, right, panels: places }, panels, time) {
  const across = ticks(time[0], time[1], Math.max(3, (right - left) / 90)).map((at) => ({ at, text: short(at) }));
  const up = panels.map(({ range, scale, zeroOnly, lift }, i) => {
    const { top, bottom } = places[i];
    const values = lift ? [] : zeroOnly ? [0] : levels(range[0] * scale, range[1] * scale, bottom - top);
    return values.map((v) => ({ at: v / scale, text: short(v) }));
  });
  return { across, up };
}

/** Whether a panel has a line at zero, stronger than its grid. */
export const hasZero = ({ range, lift }) => !lift && range[0] <= 0 && range[1] >= 0;

/** Marks of a y axis, closer in low panels; none so near the top that it would touch the unit in the head. */
function levels(low, high, height) {
  const apart = Math.max(17, Math.min(48, height / 4.5));
  return ticks(low, high, Math.max(2, height / apart)).filter((v) => ((high - v) / (high - low)) * height > 5);
}

const crisp = (pixel) => Math.round(pixel) + 0.5;

/** SVG text of grid and numbers; the first panel's upright lines are of the class "first". */
export function gridText(geometry, panels, time) {
  const { left, right } = geometry;
  const { across, up } = grid(geometry, panels, time);
  const parts = panels.map((panel, i) => {
    const { top, bottom } = geometry.panels[i];
    const scale = scales(geometry, geometry.panels[i], time, panel.range);
    const upright = across.map(({ at }) => `M${crisp(scale.x(at))} ${top}V${bottom}`).join("");
    const level = up[i].map(({ at }) => `M${left} ${crisp(scale.y(at))}H${right}`).join("");
    const zero = hasZero(panel) ? `<path class="zero" d="M${left} ${crisp(scale.y(0))}H${right}"/>` : "";
    const numbers = up[i].map(
      ({ at, text }) => `<text class="value" x="${left - 5}" y="${(scale.y(at) + 4).toFixed(1)}">${text}</text>`,
    );
    const first = i ? "" : ' class="first"';
    return `<path${first} d="${upright}"/><path d="${level}"/>${zero}${numbers.join("")}`;
  });
  const last = geometry.panels.at(-1);
  const { x } = scales(geometry, last, time, [0, 1]);
  const times = across.map(({ at, text }) => `<text x="${x(at).toFixed(1)}" y="${last.bottom + 16}">${text}</text>`);
  return parts.join("") + times.join("");
}
