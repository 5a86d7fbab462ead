// The y axis of a panel: which range, unit and scale its traces get, and when it holds still.
import { dense, scaled } from "./format.js";
import { isSingle } from "./plot.js";
import { follow } from "./ticks.js";

const SHARE = [-0.05, 1.12];
const LEAST = { mV: 0.5, pA: 1 }; // what an axis spans at least: the last digits of a trace at rest are no shape
const isShare = (unit, low, high) => unit === "" && low >= 0 && high <= 1;

/** {range, unit, scale, density, blanked, zeroOnly}; `old` is the axis before, `held` a drag, `locked` what the user set.
 *  A signal that is drawn for `selected` sweeps only counts with these. */
export function axisOf(frame, panel, old, { held, locked, density, selected = [] }) {
  const { unit, signals, area } = panel;
  const all = signals.filter(({ name }) => frame.signals[name]);
  const drawn = all.flatMap((signal) => fitsOf(frame.signals[signal.name], isSingle(panel, signal) && selected));
  const present = all.map(({ name }) => frame.signals[name]);
  if (!drawn.length) return { range: [-0.08, 1], scale: 1, unit, density, blanked: 0, zeroOnly: true };
  const [low, high] = wide(
    Math.min(...drawn.map(([least]) => least)),
    Math.max(...drawn.map(([, most]) => most)),
    LEAST[present[0].unit] ?? 0,
  );
  const isLocked = Boolean(old) && locked;
  const fitted = isShare(unit, low, high) ? SHARE : follow(old?.range, low, high, held);
  const isKept = old && old.density === density && (held || isLocked);
  const largest = Math.max(-low, high);
  const size = isKept ? old : density && area ? dense(largest, area) : scaled(unit, largest);
  return {
    range: isLocked ? old.range : fitted,
    unit: size.unit,
    scale: size.scale,
    density,
    blanked: Math.max(...present.map((signal) => signal.blanked)),
    zeroOnly: false,
  };
}

/** Whether `panels` have these axes already. */
export const areSame = (panels, axes) =>
  axes.every((axis, i) => Object.keys(axis).every((name) => String(axis[name]) === String(panels[i][name])));

/** The ranges that a signal asks for: its own, or those of `some` of its sweeps. */
function fitsOf({ fit, sweeps }, some) {
  if (!some) return [fit];
  return some.flatMap((k) => (sweeps[k] ? [extent(sweeps[k].y)] : []));
}

const extent = (y) => y.reduce(([least, most], v) => [Math.min(least, v), Math.max(most, v)], [y[0], y[0]]);

function wide(low, high, least) {
  const lacks = Math.max(0, least - (high - low)) / 2;
  return high > low ? [low - lacks, high + lacks] : [low, high];
}
