// The tools over the scope: cursors, reference, fit, and the list of all keys.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { listen, tell } from "./commands.js";
import { current, subscribe, toggle } from "./cursors.js";
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
    ["R", "Keep the selected sweeps as a reference; again, take it away"],
  ]],
  ["In a number", [
    ["↑ ↓", "One step; Shift finely, Alt coarsely"],
    ["Enter", "Take it"],
    ["Esc", "Back to what it was"],
    ["Double-click", "On a name: back to the library's value"],
  ]],
]; // prettier-ignore

export function ScopeTools({ token = "" }) {
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

  const tool = (name, label, pressed, act) => (
    <button type="button" className="tool" aria-label={label} title={label} aria-pressed={pressed} disabled={!token} onClick={act}>
      <Icon name={name} />
    </button>
  );
  return (
    <div className="scope-tools">
      {tool("cursors", "Cursors (C)", on, toggle)}
      {tool("pin", hasReference ? "Take the reference away (R)" : "Keep as reference (R)", hasReference, () =>
        tell(hasReference ? "forget" : "keep"),
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
