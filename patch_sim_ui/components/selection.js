// Which sweeps are selected and which one is under the pointer: one store for all views, so that scope, level strip,
// table and figure are in step without asking the server. Views read it with useSelection() and never copy it: each part
// of a page takes as little as it shows, so that a step renders what it changes and no more.
import { useSyncExternalStore } from "react";

let state = { selected: [], hovered: null };
const listeners = new Set();

function become(next) {
  state = { ...state, ...next };
  listeners.forEach((listen) => listen(state));
}

export const current = () => state;

export function subscribe(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** The last selected sweep leads: it is the one that names, tables and single views speak of. */
export const leading = ({ selected } = state) => selected.at(-1) ?? null;

export function select(sweep, add = false) {
  const { selected } = state;
  if (!add) become({ selected: [sweep] });
  else if (selected.includes(sweep)) become({ selected: selected.filter((other) => other !== sweep) });
  else become({ selected: [...selected, sweep] });
}

export const clear = () => state.selected.length && become({ selected: [] });

export const hover = (sweep) => sweep !== state.hovered && become({ hovered: sweep });

/** One sweep up or down; from no selection the first step lands on an end. */
export function step(by, count) {
  if (!count) return;
  const from = leading();
  const to = from === null ? (by > 0 ? 0 : count - 1) : from + by;
  select(Math.max(0, Math.min(count - 1, to)));
}

/** Forget sweeps that a shorter recording no longer has. */
export function limit(count) {
  if (state.selected.some((sweep) => sweep >= count)) become({ selected: state.selected.filter((k) => k < count) });
  if (state.hovered >= count) become({ hovered: null });
}

/** The keys that move a selection; `arrows` maps those of the view to −1 or 1. True when the key was one of them. */
export function stepByKey(event, count, arrows) {
  const by = arrows[event.key];
  const act = by
    ? () => step(by, count)
    : {
        Home: () => count && select(0),
        End: () => count && select(count - 1),
        Escape: clear,
      }[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return false;
  act();
  event.preventDefault();
  return true;
}

const nothing = { selected: [], hovered: null };

/** What `pick` takes of {selected, hovered}; it is rendered again when that is another. */
export const useSelection = (pick) => useSyncExternalStore(subscribe, () => pick(state), () => pick(nothing));
