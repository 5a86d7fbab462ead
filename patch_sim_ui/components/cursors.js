// Four cursors on the time axis, in two pairs: one store for the scope, which draws them, and the strip, which reads
// them. They stay where they are from run to run, and in the tab.
const KEY = "patch_sim.cursors";
const SHARES = [0.2, 0.4, 0.6, 0.8]; // of the visible time, where they first stand

let state = { on: false, at: [] };
const listeners = new Set();

function become(next) {
  state = { ...state, ...next };
  if (typeof sessionStorage !== "undefined") sessionStorage.setItem(KEY, JSON.stringify(state));
  listeners.forEach((listen) => listen(state));
}

export const current = () => state;

export function subscribe(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** Take up what the tab kept. */
export function recall() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (kept && Array.isArray(kept.at)) become({ on: Boolean(kept.on), at: kept.at.filter(Number.isFinite) });
}

export const toggle = () => become({ on: !state.on });

/** Stand within `time` (the whole of it), at first spread over what is `seen` of it. */
export function settle([start, stop], [from, to]) {
  if (state.at.length !== SHARES.length) become({ at: SHARES.map((share) => from + share * (to - from)) });
  else if (state.at.some((t) => t < start || t > stop)) become({ at: state.at.map((t) => clamp(t, start, stop)) });
}

export const place = (k, t, [start, stop]) =>
  become({ at: state.at.map((old, i) => (i === k ? clamp(t, start, stop) : old)) });

const clamp = (t, start, stop) => Math.max(start, Math.min(stop, t));
