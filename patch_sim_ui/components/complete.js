// Of very many sweeps only some come: a selected one that did not is asked for.
import { FINE } from "./ahead.js";
import { Lost, bring } from "./frames.js";

/** Bring what `screen` lacks of the `selected` sweeps; where sweeps stand apart, they are arranged anew with it. */
export function complete(screen, selected) {
  const { frame, raw, arranged, isOverlay } = screen;
  const into = isOverlay ? frame : raw;
  if (!into.some) return;
  const isThere = () => (isOverlay ? frame === screen.frame : arranged === screen.arranged);
  const again = () => (isOverlay ? screen.mark() : screen.show(raw, [...arranged.of[1]]));
  bring(into, selected, FINE).then(
    (came) => came && isThere() && again(),
    (error) => error instanceof Lost && screen.onLost(into.token),
  );
}
