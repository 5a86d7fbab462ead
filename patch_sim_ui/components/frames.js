// Recordings from the server, by token.
import { getBackendURL } from "$/utils/state";
import { decode } from "./decode.js";

export class Lost extends Error {}

/** A Frame of the named signals. `window` is [start, stop] in ms, or null for whole sweeps. */
export async function fetchFrame(token, signals, points, window) {
  const query = new URLSearchParams({ signals: signals.join(","), points });
  if (window) {
    query.set("start", window[0]);
    query.set("stop", window[1]);
  }
  const url = `${getBackendURL().origin}/frames/${encodeURIComponent(token)}?${query}`;
  const response = await fetch(url);
  if (response.status === 404) throw new Lost(token);
  if (!response.ok) throw new Error((await response.json()).message);
  return decode(token, await response.arrayBuffer());
}
