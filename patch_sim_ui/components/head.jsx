// The head of a panel: its unit and signals, a lock for its axis, and the menu of what it could show.
import { MOST_PANELS, menu, what, withPanel, withoutPanel } from "./panels.js";
import { toggleLock, useDisplay } from "./display.js";
import { plain, short } from "./format.js";
import { Icon } from "./icon.jsx";
import { Menu } from "./menu.jsx";
import { Named } from "./named.jsx";
import { isSingle } from "./plot.js";
import { hue } from "./ramp.js";
import { useSelection } from "./selection.js";

const SEGMENTS = 3; // more choices than these are in the menu only

export function Head({ panel, top, isFirst, frame, given, offers, drawn, layout, onLayout, onLock }) {
  const { id, title, unit, color, signals, choices, label, blanked, zeroOnly } = panel;
  const isLocked = useDisplay().locked.includes(id);
  const show = (what) => onLayout({ ...layout, shown: { ...layout.shown, [id]: what } });
  const chips = signals.filter(({ name, hue }) => (color === "quantity" || hue) && name in frame.signals);
  const isNone = useSelection(({ selected }) => !selected.length);
  const waits = isNone && frame.sweeps > 1 && chips.some((signal) => isSingle(panel, signal));
  const name = plain(title);
  const own = what(panel.origin);
  const items = [
    ...menu(given, offers).map((one) => ({
      text: one.label,
      shown: <Named label={one.label} />,
      group: one.group,
      checked: what(one) === own,
      act: () => show(one.label),
    })),
    {
      text: "Add a panel",
      group: "Panels",
      disabled: drawn.length >= MOST_PANELS,
      act: () => onLayout(withPanel(layout, drawn, offers)),
    },
    {
      text: "Remove this panel",
      group: "Panels",
      disabled: drawn.length < 2,
      act: () => onLayout(withoutPanel(layout, id)),
    },
    {
      text: "Panels as they were",
      group: "Panels",
      disabled: ![layout.shown, layout.added, layout.removed].some((one) => Object.keys(one).length),
      act: () => onLayout({ shown: {}, added: [], removed: [] }),
    },
  ];
  return (
    <div className={isFirst ? "scope-head first" : "scope-head"} style={{ top }}>
      <span className="scope-unit">{unit}</span>
      {choices.length > 1 && choices.length <= SEGMENTS ? (
        <span className="scope-choices" role="group" aria-label={`Signals of the panel ${name}`}>
          {choices.map((choice) => (
            <button key={choice} type="button" aria-pressed={choice === label} onClick={() => show(choice)}>
              {choice}
            </button>
          ))}
        </span>
      ) : (
        <b className="scope-title">
          <Named label={title} />
        </b>
      )}
      <span className="scope-chips">
        {chips.map((signal) => (
          <span key={signal.name} className="scope-chip" style={{ "--c": hue(signal.hue) }}>
            <i className={signal.dash ? "dash" : ""} />
            <span>
              <Named label={signal.label} />
            </span>
          </span>
        ))}
      </span>
      {waits && <span className="scope-note">of the sweep that is selected</span>}
      {isFirst && frame.some && (
        <span className="scope-note">
          {frame.some.length} of {frame.sweeps} sweeps drawn
        </span>
      )}
      {blanked > 0 && <span className="scope-note">{short(blanked)} ms blanked</span>}
      {offers.length > 0 && !zeroOnly && (
        <span className="scope-acts">
          <button
            type="button"
            className="scope-act lock"
            aria-pressed={isLocked}
            aria-label={`Lock the axis of ${name}`}
            title={isLocked ? "The axis holds still; let it follow the data" : "Hold this axis still"}
            onClick={() => {
              onLock();
              toggleLock(id);
            }}
          >
            <Icon name={isLocked ? "lock" : "open"} />
          </button>
          <Menu label={`What the panel ${name} shows`} className="scope-act" items={items}>
            <Icon name="more" />
          </Menu>
        </span>
      )}
    </div>
  );
}
