// From which samples the number under the pointer or the focus came: one store for the numbers, which tell it, and the
// scope, which marks them. Nothing is asked of the server before a number is first pointed at.
import { getBackendURL } from "$/utils/state";
import { hover } from "./selection.js";

const NONE = { key: "", token: "", samples: null };
let state = NONE;
let pinned = null; // {path, key, pick} of the number whose marks stay
let held = { path: "", found: null };
let asked = 0;
const listeners = new Set();

export const current = () => state;

export function subscribe(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

function become(next) {
  if (next === state) return;
  state = next;
  listeners.forEach((listen) => listen(state));
}

/** What a path of the server knows, asked for once. */
function bring(path) {
  if (held.path !== path) {
    const found = fetch(`${getBackendURL().origin}${path}`).then((answer) => (answer.ok ? answer.json() : null));
    held = { path, found: found.catch(() => null) };
  }
  return held.found;
}

/** Mark what `pick` takes of the answer to `path` ("/samples/<token>/<analysis>"), under the name `key`; what it took. */
export async function show(path, key, pick) {
  const mine = ++asked;
  const found = path ? await bring(path) : null;
  if (mine !== asked) return null;
  const samples = (found && pick(found)) ?? null;
  become({ key, token: path.split("/")[2] ?? "", samples });
  const sweeps = new Set(samples?.spans.filter(Boolean).map(([sweep]) => sweep));
  if (samples && !isPinned(key)) hover(sweeps.size === 1 ? [...sweeps][0] : null);
  return samples;
}

/** Mark nothing more but what is pinned. */
export function hide() {
  asked++;
  hover(null);
  if (pinned) show(pinned.path, pinned.key, pinned.pick);
  else become(NONE);
}

/** Let the marks of a number stay, or no more. */
export function pin(path, key, pick) {
  pinned = pinned?.key === key ? null : { path, key, pick };
  if (pinned) show(path, key, pick);
  else become({ ...state }); // tells that it is pinned no more
}

export const isPinned = (key) => pinned?.key === key;

/** The marks of a number follow to another recording, or go with the number (no path). */
export function follow(path, key, pick) {
  if (isPinned(key)) pinned = path ? { path, key, pick } : null;
  if (state.key !== key) return;
  if (path) show(path, key, pick);
  else hide();
}
