// How the scope shows what it has: sweeps over each other, apart or one after the other; currents absolute or as
// densities; axes that are locked; whether
// what only a simulator knows is told. One store for the scope and its tools, kept in the tab.
import { useSyncExternalStore } from "react";

const KEY = "patch_sim.display";
export const DISPLAYS = ["overlay", "tile", "chain"];
const FIRST = { display: "overlay", density: false, locked: [], truth: true };

let state = FIRST;
const listeners = new Set();

export const current = () => state;

export function subscribe(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

export function become(next) {
  state = { ...state, ...next };
  if (typeof sessionStorage !== "undefined") sessionStorage.setItem(KEY, JSON.stringify(state));
  listeners.forEach((listen) => listen(state));
}

/** Take up what the tab kept. */
export function recall() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (kept && DISPLAYS.includes(kept.display) && Array.isArray(kept.locked))
    become({ display: kept.display, density: Boolean(kept.density), locked: kept.locked, truth: kept.truth !== false });
}

export const toggleTruth = () => become({ truth: !state.truth });

export const toggleLock = (id) =>
  become({ locked: state.locked.includes(id) ? state.locked.filter((other) => other !== id) : [...state.locked, id] });

export const useDisplay = () => useSyncExternalStore(subscribe, current, () => FIRST);
