// Recordings from the server, by token.
import { getBackendURL } from "$/utils/state";
import { decode } from "./decode.js";

export class Lost extends Error {}

/** A Frame of the named signals. `window` is [start, stop] in ms, or null for whole sweeps; `sweeps` are those to bring. */
export async function fetchFrame(token, signals, points, window, sweeps) {
  const query = new URLSearchParams({ signals: signals.join(","), points });
  if (window) {
    query.set("start", window[0]);
    query.set("stop", window[1]);
  }
  if (sweeps) query.set("sweeps", sweeps.join(","));
  const url = `${getBackendURL().origin}/frames/${encodeURIComponent(token)}?${query}`;
  const response = await fetch(url);
  if (response.status === 404) throw new Lost(token);
  if (!response.ok) throw new Error((await response.json()).message);
  return decode(token, await response.arrayBuffer());
}

/** Bring those of the `selected` sweeps that are not among some of a Frame; whether any came. */
export async function bring(frame, selected, points) {
  const signals = Object.entries(frame.signals);
  frame.asked ??= new Set();
  const missing = selected.filter((k) => !frame.asked.has(k) && signals.some(([, { sweeps }]) => !sweeps[k]));
  if (!missing.length) return false;
  missing.forEach((k) => frame.asked.add(k));
  try {
    const more = await fetchFrame(frame.token, Object.keys(frame.signals), points, frame.window, missing);
    for (const [name, { sweeps }] of signals) for (const k of missing) sweeps[k] = more.signals[name].sweeps[k];
    return true;
  } finally {
    missing.forEach((k) => frame.asked.delete(k));
  }
}
