// Keys while a window lies over the page: they are the window's, and nothing behind it hears them.

const OWN_KEYS = "input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

/** Whether a window lies over the page. */
export const isCovered = (page = document) => Boolean(page.querySelector("[role=dialog], dialog[open]"));

/** The key that a window acts on, wherever the focus is but in a field, which has keys of its own; "" for none. */
export function keyOf({ key, target, ctrlKey, metaKey, altKey, defaultPrevented }) {
  if (defaultPrevented || ctrlKey || metaKey || altKey) return "";
  return target?.closest?.(OWN_KEYS) ? "" : key;
}
