// What the tools over the scope ask of it, without knowing it.
const listeners = new Set();

export function listen(act) {
  listeners.add(act);
  return () => listeners.delete(act);
}

/** "fit": fit the axes; "keep": keep the selected sweeps as a reference; "forget": take the reference away;
 * "copy", "png", "svg": a picture of it. Answers are "kept", "forgotten", "copied", "saved", "refused". */
export const tell = (what) => listeners.forEach((act) => act(what));
