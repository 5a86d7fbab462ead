// Which key does what: those that a user may change are kept in the browser, for all tabs.
import { useSyncExternalStore } from "react";

const KEPT = "patch_sim.keys";
export const USUAL = { run: " ", look: "v", inject: "i", trigger: "t", fit: "f", cursors: "c", reference: "r", tag: "m", keys: "?" };
const TAKEN = /^(escape|tab|enter|backspace|delete|home|end|page(up|down)|arrow\w+|[1-6])$/; // have a meaning of their own

let keys = null;
const listeners = new Set();

/** The keys of all acts; what is kept counts where it is whole. */
export function current() {
  if (keys) return keys;
  if (typeof localStorage === "undefined") return USUAL;
  keys = sound(localStorage.getItem(KEPT));
  return keys;
}

/** A kept text as keys; the usual ones where it is none. */
export function sound(text) {
  try {
    const kept = JSON.parse(text ?? "null");
    const all = { ...USUAL, ...Object.fromEntries(Object.keys(USUAL).flatMap((act) => (act in kept ? [[act, kept[act]]] : []))) };
    const own = Object.values(all);
    return own.every((key) => typeof key === "string" && key && !TAKEN.test(key)) && new Set(own).size === own.length ? all : USUAL;
  } catch {
    return USUAL;
  }
}

/** The keys with `act` on another one; an act that had it gets the old one. Null for a key with a meaning of its own. */
export function moved(all, act, key) {
  if (TAKEN.test(key) || [...key].length > 1) return null;
  const other = Object.keys(all).find((one) => all[one] === key);
  return { ...all, ...(other && { [other]: all[act] }), [act]: key };
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

/** The act of a key that was pressed alone, or undefined. */
export function actOf({ key, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey) return undefined;
  const all = current();
  return Object.keys(all).find((act) => all[act] === key.toLowerCase());
}

/** How a key is written on its cap. */
export const capOf = (key) => (key === " " ? "Space" : key.toUpperCase());

const listen = (heard) => {
  listeners.add(heard);
  return () => listeners.delete(heard);
};

export const useKeys = () => useSyncExternalStore(listen, current, () => USUAL);
