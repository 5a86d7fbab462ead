// Which key does what: those that a user may change are kept in the browser, for all tabs.
import { useSyncExternalStore } from "react";
import { USUAL, WHERE, moved, sound } from "./key_rules.js";

const KEPT = "patch_sim.keys";
let keys = null;
const listeners = new Set();

/** The keys of all acts; what is kept counts where it is whole. */
export function current() {
  if (keys) return keys;
  if (typeof localStorage === "undefined") return USUAL;
  keys = sound(localStorage.getItem(KEPT));
  return keys;
}

function become(next) {
  keys = next;
  if (next === USUAL) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, JSON.stringify(next));
  listeners.forEach((listen) => listen());
}

/** Give an act another key; false where that key cannot be had. */
export function put(act, key) {
  const next = moved(current(), act, key.toLowerCase());
  if (next) become(next);
  return Boolean(next);
}

export const reset = () => become(USUAL);

/** The act of a key that was pressed alone, on the "scope" or on the "chart" of a cell that goes on, or undefined. */
export function actOf({ key, ctrlKey, metaKey, altKey }, where = "scope") {
  if (ctrlKey || metaKey || altKey) return undefined;
  const all = current();
  return Object.keys(all).find((act) => all[act] === key.toLowerCase() && (WHERE[act] ?? where) === where);
}

/** How a key is written on its cap. */
export const capOf = (key) => (key === " " ? "Space" : key.toUpperCase());

const listen = (heard) => {
  listeners.add(heard);
  return () => listeners.delete(heard);
};

export const useKeys = () => useSyncExternalStore(listen, current, () => USUAL);
