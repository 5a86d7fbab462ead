// Sweeps apart: tiled, each a step above the one before, or chained, each after the one before in time.
// Arranged traces are traces like others, so that hover, selection and zoom need not know.
import { joined } from "./applied.js";

const CLEAR = 1.05; // of the span: two sweeps do not touch
const TALL = 3; // spans that all steps together take: many sweeps overlap

/** The frame and panels as `display` shows them: {frame, panels}. A tiled panel has `lift`, the step between sweeps. */
export function arrange(frame, panels, display) {
  if (frame.sweeps < 2 || !frame.token || display === "overlay") return { frame, panels };
  return display === "chain" ? { frame: chained(frame), panels } : tiled(frame, panels);
}

const period = (frame) => frame.stop - frame.start;

/** Where a time on the screen, and as much on both sides, lies in the sweeps of `raw`: {before, window}; no window across sweeps. */
export function within(raw, shown, [from, to]) {
  const isChain = shown.stop > raw.stop;
  const before = isChain ? Math.floor((from - raw.start) / period(raw)) * period(raw) : 0;
  if (to - before > raw.stop) return { before };
  const width = to - from;
  return { before, window: [Math.max(raw.start, from - before - width), Math.min(raw.stop, to - before + width)] };
}

function chained(frame) {
  const long = period(frame);
  const moved = new Map(); // signals share their times
  const signals = Object.entries(frame.signals).map(([name, signal]) => {
    const sweeps = signal.sweeps.map(({ x, y }, k) => {
      if (!moved.has(x)) moved.set(x, []);
      moved.get(x)[k] ??= Float64Array.from(x, (t) => t + k * long);
      return { x: moved.get(x)[k], y };
    });
    return [name, { ...signal, sweeps }];
  });
  const chain = joined(frame.applied ?? [], long);
  return { ...frame, stop: frame.start + frame.sweeps * long, signals: Object.fromEntries(signals), chain };
}

/** The range of lifted sweeps, each within what an axis should fit. */
function tall(sweeps, [low, high], lift) {
  let [from, to] = [Infinity, -Infinity];
  sweeps.forEach(({ y }, k) => {
    for (const v of y) {
      const shown = Math.max(low, Math.min(high, v)) + k * lift;
      if (shown < from) from = shown;
      if (shown > to) to = shown;
    }
  });
  return [from, to];
}

/** The same signal may stand in two panels, each with its own step: tiled signals go by panel and name. */
function tiled(frame, panels) {
  const steps = frame.sweeps - 1;
  const signals = {};
  const shown = panels.map((panel) => {
    const present = panel.signals.filter(({ name }) => name in frame.signals);
    const ends = present.flatMap(({ name }) => frame.signals[name].fit);
    const lift = (Math.max(...ends) - Math.min(...ends) || 1) * Math.min(CLEAR, TALL / steps);
    for (const { name } of present) {
      const { sweeps, fit, ...signal } = frame.signals[name];
      signals[`${panel.id}/${name}`] = {
        ...signal,
        sweeps: sweeps.map(({ x, y }, k) => ({ x, y: Float64Array.from(y, (v) => v + k * lift) })),
        fit: tall(sweeps, fit, lift),
      };
    }
    const renamed = panel.signals.map((signal) => ({ ...signal, name: `${panel.id}/${signal.name}` }));
    return { ...panel, signals: renamed, lift, key: `${panel.key} tile` };
  });
  return { frame: { ...frame, signals }, panels: shown };
}
