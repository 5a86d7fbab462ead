// Which key does what as a rule, and which keys a user may give to it: the part that needs no browser.
export const USUAL = { run: " ", look: "v", inject: "i", trigger: "t", truth: "t", fit: "f", cursors: "c", reference: "r", tag: "m", keys: "?" };
export const WHERE = { inject: "chart", trigger: "chart", truth: "scope", cursors: "scope", reference: "scope", tag: "scope" };
const TAKEN = /^(escape|tab|enter|backspace|delete|home|end|page(up|down)|arrow\w+|[1-6])$/; // have a meaning of their own

/** Whether two acts can be asked for at one place, and so need different keys. */
const meet = (one, other) => !WHERE[one] || !WHERE[other] || WHERE[one] === WHERE[other];

/** A kept text as keys; the usual ones where it is none. */
export function sound(text) {
  try {
    const kept = JSON.parse(text ?? "null");
    const all = { ...USUAL, ...Object.fromEntries(Object.keys(USUAL).flatMap((act) => (act in kept ? [[act, kept[act]]] : []))) };
    const acts = Object.keys(all);
    const isClear = acts.every((act, k) => acts.slice(k + 1).every((other) => all[other] !== all[act] || !meet(act, other)));
    return isClear && Object.values(all).every((key) => typeof key === "string" && key && !TAKEN.test(key)) ? all : USUAL;
  } catch {
    return USUAL;
  }
}

/** The keys with `act` on another one; acts beside it that had it get the old one. Null for a key with a meaning of its own. */
export function moved(all, act, key) {
  if (TAKEN.test(key) || [...key].length > 1) return null;
  const others = Object.keys(all).filter((one) => all[one] === key && meet(act, one));
  const next = { ...all, ...Object.fromEntries(others.map((one) => [one, all[act]])), [act]: key };
  return sound(JSON.stringify(next)) === USUAL ? null : next;
}
