// The list of all keys, and the place to change those that may be changed.
import { useEffect, useRef, useState } from "react";
import { Icon } from "./icon.jsx";
import { USUAL } from "./key_rules.js";
import { actOf, capOf, current, put, reset, useKeys } from "./keymap.js";

// [keys, what they do]; of an act that has a key of its own, its name: {act}.
const KEYS = [
  ["Anywhere outside a field", [
    [{ act: "run" }, "Record: run the protocol, the lab book keeps it; in Continuous, pause and go on"],
    [{ act: "look" }, "View only: run the protocol, and keep nothing of it"],
    ["1 … 6", "Begin with one of the six starts, while nothing is recorded"],
    ["Esc", "Stop a long run"],
    ["Ctrl Z", "Undo"],
    ["Ctrl Shift Z", "Redo"],
    [{ act: "keys" }, "This list"],
  ]],
  ["On the scope", [
    ["↑ ↓", "Step through the sweeps"],
    ["Home End", "First or last sweep"],
    ["Esc", "Select none"],
    ["Click", "Select a sweep; with Ctrl or Shift one more"],
    ["Drag", "Zoom into a box; on an axis, move it"],
    ["Wheel", "Zoom time; with Shift, or over an axis, its values"],
    [{ act: "fit" }, "Fit all axes"],
    [{ act: "cursors" }, "Cursors; ← → move the one that has the focus, Shift by 1 ms"],
    [{ act: "truth" }, "The true potential over command and record, and true values beside measured ones; again, hide them"],
    [{ act: "reference" }, "Keep the selected sweeps as a reference; again, take it away"],
    [{ act: "tag" }, "Write a tag beside the selected sweep, where the pointer is; the lab book keeps it"],
    ["⋯", "Of a panel: what it shows, one more, one less; the lock beside it holds its axis"],
  ]],
  ["In Continuous", [
    [{ act: "inject" }, "Inject a sweep of the protocol; ↑ ↓ choose which"],
    [{ act: "trigger" }, "Sweeps over each other at a trigger, or the strip"],
    ["← →", "Scroll back over the past; Shift by a window. So do wheel and drag"],
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

/** Opened by its key anywhere outside a field, and by `opener.current`. */
export function KeySheet({ opener }) {
  const dialog = useRef(null);
  const keys = useKeys();
  const [asked, setAsked] = useState(""); // the act that waits for its new key
  const [said, setSaid] = useState("");

  useEffect(() => {
    opener.current = () => dialog.current.showModal();
    const press = (event) => {
      if (actOf(event) !== "keys" || event.target.closest?.("input:not([type=range]), textarea, select")) return;
      if (!dialog.current.open) dialog.current.showModal();
      event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [opener]);

  const take = (event) => {
    if (!asked || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    if (event.key !== "Escape") {
      const had = keys;
      if (!put(asked, event.key)) setSaid(`${capOf(event.key)} has a meaning of its own`);
      else {
        const other = Object.keys(had).find((act) => act !== asked && current()[act] !== had[act]);
        setSaid(other ? `${capOf(event.key)} was taken: what it did is on ${capOf(current()[other])} now` : "");
      }
    }
    setAsked("");
  };
  const close = () => {
    setAsked("");
    setSaid("");
  };

  return (
    <dialog
      ref={dialog}
      className="keys-sheet"
      aria-label="Keys"
      onKeyDown={take}
      onClose={close}
      onCancel={(event) => asked && event.preventDefault()}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <header>
        <h2>Keys</h2>
        <span className="hint" role="status">
          {said || (asked ? "Press the new key, or Esc" : "Click a key with a dotted edge to change it")}
        </span>
        <span className="gap" />
        {keys !== USUAL && (
          <button type="button" className="link" onClick={reset}>
            As they were
          </button>
        )}
        <button type="button" className="tool" aria-label="Close" onClick={() => dialog.current.close()}>
          <Icon name="x" />
        </button>
      </header>
      <div>
        {KEYS.map(([where, all]) => (
          <section key={where}>
            <h3>{where}</h3>
            <dl>
              {all.map(([key, what]) => (
                <div key={what}>
                  <dt>{key.act ? <Own {...key} {...{ keys, asked }} what={what} onAsk={setAsked} /> : <Fixed text={key} />}</dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}

const Fixed = ({ text }) => text.split(" ").map((cap) => <kbd key={cap}>{cap}</kbd>);

const Own = ({ act, keys, asked, what, onAsk }) => (
  <button type="button" className="key-own" aria-label={`Key of: ${what}`} aria-pressed={asked === act} onClick={() => onAsk(act)}>
    {asked === act ? "…" : capOf(keys[act])}
  </button>
);
