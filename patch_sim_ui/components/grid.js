// Grid and numbers of the axes: where round values lie.
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
