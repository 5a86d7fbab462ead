// The tools over the scope: cursors, reference, fit, and the list of all keys.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { listen, tell } from "./commands.js";
import { current, subscribe, toggle } from "./cursors.js";
import { DISPLAYS, become, useDisplay } from "./display.js";
import { Icon } from "./icon.jsx";

const KEYS = [
  ["Anywhere outside a field", [
    ["Space", "Run the protocol"],
    ["1 … 6", "Begin with one of the six starts, while nothing is recorded"],
    ["Esc", "Stop a long run"],
    ["Ctrl Z", "Undo"],
    ["Ctrl Shift Z", "Redo"],
    ["?", "This list"],
  ]],
  ["On the scope", [
    ["↑ ↓", "Step through the sweeps"],
    ["Home End", "First or last sweep"],
    ["Esc", "Select none"],
    ["Click", "Select a sweep; with Ctrl or Shift one more"],
    ["Drag", "Zoom into a box; on an axis, move it"],
    ["Wheel", "Zoom time; with Shift, or over an axis, its values"],
    ["F", "Fit all axes"],
    ["C", "Cursors; ← → move the one that has the focus, Shift by 1 ms"],
    ["⋯", "Of a panel: what it shows, one more, one less; the lock beside it holds its axis"],
    ["R", "Keep the selected sweeps as a reference; again, take it away"],
  ]],
  ["On an edge between regions", [
    ["← → ↑ ↓", "Move it; Shift coarsely"],
    ["Enter", "Fold or unfold; so does a double-click"],
    ["Home", "As it was"],
  ]],
  ["In a number", [
    ["↑ ↓", "One step; Shift finely, Alt coarsely"],
    ["Enter", "Take it"],
    ["Esc", "Back to what it was"],
    ["Double-click", "On a name: back to the library's value"],
  ]],
]; // prettier-ignore

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
  const { display } = useDisplay();
  const { on } = useSyncExternalStore(subscribe, current, () => ({ on: false }));
  const [hasReference, setReference] = useState(false);
  const dialog = useRef(null);

  useEffect(() => {
    const press = (event) => {
      if (event.key !== "?" || event.target.closest?.("input:not([type=range]), textarea, select")) return;
      dialog.current.showModal();
      event.preventDefault();
    };
    document.addEventListener("keydown", press);
    const end = listen((what) => ["kept", "forgotten"].includes(what) && setReference(what === "kept"));
    return () => {
      document.removeEventListener("keydown", press);
      end();
    };
  }, []);

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
      {tool("cursors", "Cursors (C)", on && display === "overlay", toggle, display === "overlay")}
      {tool("pin", hasReference ? "Take the reference away (R)" : "Keep as reference (R)", hasReference, () =>
        tell(hasReference ? "forget" : "keep"), display === "overlay",
      )}
      {tool("fit", "Fit all axes (F)", undefined, () => tell("fit"))}
      <button type="button" className="tool" aria-label="All keys (?)" title="All keys (?)" onClick={() => dialog.current.showModal()}>
        <Icon name="keys" />
      </button>
      <dialog ref={dialog} className="keys-sheet" aria-label="Keys" onClick={(e) => e.target === dialog.current && dialog.current.close()}>
        <header>
          <h2>Keys</h2>
          <button type="button" className="tool" aria-label="Close" onClick={() => dialog.current.close()}>
            <Icon name="x" />
          </button>
        </header>
        <div>
          {KEYS.map(([where, keys]) => (
            <section key={where}>
              <h3>{where}</h3>
              <dl>
                {keys.map(([key, what]) => (
                  <div key={key + what}>
                    <dt>
                      {key.split(" ").map((cap) => (
                        <kbd key={cap}>{cap}</kbd>
                      ))}
                    </dt>
                    <dd>{what}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </dialog>
    </div>
  );
}
