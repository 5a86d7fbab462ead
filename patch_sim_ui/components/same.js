// When a field of a form is to be drawn again: its data are others. What it does on an event is the same for all of its life.
export function isSame(old, next) {
  const names = Object.keys(next);
  return names.length === Object.keys(old).length && names.every((name) => Object.is(old[name], next[name]) || areActs(old[name], next[name]));
}

const areActs = (a, b) => typeof a === "function" && typeof b === "function";
