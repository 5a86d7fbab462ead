// The y axis of a panel: which range, unit and scale its traces get, and when it holds still.
import { dense, scaled } from "./format.js";
import { follow } from "./ticks.js";

const SHARE = [-0.05, 1.12];
const LEAST = { mV: 0.5, pA: 1 }; // what an axis spans at least: the last digits of a trace at rest are no shape
const isShare = (unit, low, high) => unit === "" && low >= 0 && high <= 1;

/** {range, unit, scale, density, blanked, zeroOnly}; `old` is the axis before, `held` a drag, `locked` what the user set. */
export function axisOf(frame, { unit, signals, area }, old, { held, locked, density }) {
  const present = signals.map(({ name }) => frame.signals[name]).filter(Boolean);
  if (!present.length) return { range: [-0.08, 1], scale: 1, unit, density, blanked: 0, zeroOnly: true };
  const [low, high] = wide(
    Math.min(...present.map((signal) => signal.fit[0])),
    Math.max(...present.map((signal) => signal.fit[1])),
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

function wide(low, high, least) {
  const lacks = Math.max(0, least - (high - low)) / 2;
  return high > low ? [low - lacks, high + lacks] : [low, high];
}
