// The tools over the scope: how sweeps lie, cursors, reference, fit, and the way to the list of all keys.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { listen, tell } from "./commands.js";
import { current, subscribe, toggle } from "./cursors.js";
import { DISPLAYS, become, toggleTruth, useDisplay } from "./display.js";
import { Icon } from "./icon.jsx";
import { KeySheet } from "./key_sheet.jsx";
import { capOf, useKeys } from "./keymap.js";

const WORDS = {
  overlay: ["Overlay", "All sweeps over each other"],
  tile: ["Tile", "Each sweep a step above the one before"],
  chain: ["Chain", "Each sweep after the one before in time"],
};

/** Currents as they are, or divided by the membrane that they cross. */
export function Units() {
  const { density } = useDisplay();
  const words = [["pA", false, "Currents of the whole membrane"], ["µA/cm²", true, "Currents by membrane area"]];
  return (
    <span className="scope-choices units" role="group" aria-label="Units of currents">
      {words.map(([text, value, title]) => (
        <button key={text} type="button" title={title} aria-pressed={density === value} onClick={() => become({ density: value })}>
          {text}
        </button>
      ))}
    </span>
  );
}

export function ScopeTools({ token = "" }) {
  const { display, truth } = useDisplay();
  const { on } = useSyncExternalStore(subscribe, current, () => ({ on: false }));
  const [hasReference, setReference] = useState(false);
  const opener = useRef(null);
  const keys = useKeys();
  const cap = (act) => ` (${capOf(keys[act])})`;

  useEffect(() => {
    const end = listen((what) => ["kept", "forgotten"].includes(what) && setReference(what === "kept"));
    return end;
  }, []);

  useEffect(() => {
    document.documentElement.toggleAttribute("data-untold", !truth);
  }, [truth]);

  const tool = (name, label, pressed, act, apart = true) => (
    <button type="button" className="tool" aria-label={label} title={label} aria-pressed={pressed} disabled={!token || !apart} onClick={act}>
      <Icon name={name} />
    </button>
  );
  return (
    <div className="scope-tools">
      <span className="scope-choices displays" role="group" aria-label="Sweeps">
        {DISPLAYS.map((one) => (
          <button
            key={one}
            type="button"
            title={WORDS[one][1]}
            disabled={!token}
            aria-pressed={one === display}
            onClick={() => become({ display: one })}
          >
            {WORDS[one][0]}
          </button>
        ))}
      </span>
      {tool("cursors", `Cursors${cap("cursors")}`, on && display === "overlay", toggle, display === "overlay")}
      {tool("pin", `${hasReference ? "Take the reference away" : "Keep as reference"}${cap("reference")}`, hasReference, () =>
        tell(hasReference ? "forget" : "keep"), display === "overlay",
      )}
      {tool("truth", `True potential and true values beside what is measured${cap("truth")}`, truth, toggleTruth)}
      {tool("tag", `Tag the selected sweep${cap("tag")}`, undefined, () => tell("tag"))}
      {tool("fit", `Fit all axes${cap("fit")}`, undefined, () => tell("fit"))}
      <button type="button" className="tool" aria-label={`All keys${cap("keys")}`} title={`All keys${cap("keys")}`} onClick={() => opener.current()}>
        <Icon name="keys" />
      </button>
      <KeySheet opener={opener} />
    </div>
  );
}
