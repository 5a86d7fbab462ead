// SVG written into an element, and not once more as long as it is the same: new nodes cost the page a look at every style
// that asks what is inside what.
const held = new WeakMap();

export function fill(element, text) {
  if (held.get(element) === text) return;
  held.set(element, text);
  element.innerHTML = text;
}
