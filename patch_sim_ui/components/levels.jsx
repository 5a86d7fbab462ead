// The level strip: legend, overview and selector of the sweeps in one, and a stepper that names the selected one.
import { memo } from "react";
import { short } from "./format.js";
import { Icon } from "./icon.jsx";
import { ramp } from "./ramp.js";
import { hover, leading, select, step, stepByKey, useSelection } from "./selection.js";

const MOST_SWATCHES = 40;
const level = (levels, unit, k) => `${short(levels[k] ?? 0, true)} ${unit}`;
const ARROWS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

export function Levels({ levels = [], unit = "", recorded = -1 }) {
  const n = levels.length;
  const count = recorded < 0 ? n : Math.min(recorded, n);
  if (!n) return null;
  if (n === 1)
    return (
      <div className="levels">
        <span className="levels-end">1 sweep</span>
        <b>{level(levels, unit, 0)}</b>
      </div>
    );
  return (
    <div className="levels">
      <span className="levels-end">{short(levels[0], true)}</span>
      {n > MOST_SWATCHES ? (
        <Slider levels={levels} unit={unit} count={count} />
      ) : (
        <Swatches levels={levels} unit={unit} count={count} />
      )}
      <span className="levels-end">{level(levels, unit, n - 1)}</span>
      <Stepper levels={levels} unit={unit} count={count} />
    </div>
  );
}

function Stepper({ levels, unit, count }) {
  const sweep = useSelection(leading);
  const n = levels.length;
  const widest = Math.max(...levels.map((value) => short(value, true).length));
  return (
    <span className="levels-stepper">
      <button type="button" className="levels-step" aria-label="Previous sweep" onClick={() => step(-1, count)}>
        <Icon name="left" />
      </button>
      <b style={{ minWidth: `${11 + 2 * String(n).length + widest + unit.length}ch` }}>
        {sweep === null ? (
          <>
            All {n} <span className="wide">sweeps</span>
          </>
        ) : (
          <>
            <span className="wide">Sweep </span>
            {sweep + 1}
            <span className="of"> of {n}</span>
            <span className="level">{level(levels, unit, sweep)}</span>
          </>
        )}
      </b>
      <button type="button" className="levels-step" aria-label="Next sweep" onClick={() => step(1, count)}>
        <Icon name="right" />
      </button>
    </span>
  );
}

function Swatches({ levels, unit, count }) {
  const n = levels.length;
  const onKeyDown = (event) => {
    if (stepByKey(event, count, ARROWS)) event.currentTarget.children[leading() ?? 0]?.focus();
  };
  return (
    <div
      className="levels-swatches"
      role="listbox"
      aria-label={`Sweeps by level, ${unit}`}
      aria-multiselectable="true"
      onKeyDown={onKeyDown}
    >
      {levels.map((_, k) => (
        <Swatch key={k} k={k} n={n} text={level(levels, unit, k)} isAhead={k >= count} />
      ))}
    </div>
  );
}

/** A sweep of the strip; only those that change are drawn again. */
const Swatch = memo(function Swatch({ k, n, text, isAhead }) {
  const isOn = useSelection(({ selected }) => selected.includes(k));
  const isNear = useSelection(({ hovered }) => hovered === k);
  const isStop = useSelection((selection) => (leading(selection) ?? 0) === k);
  return (
    <div
      role="option"
      tabIndex={isStop ? 0 : -1}
      className={`${isAhead ? "ahead" : ""}${isNear ? " near" : ""}`}
      style={{ "--c": ramp(k, n) }}
      aria-selected={isOn}
      aria-disabled={isAhead}
      aria-label={`Sweep ${k + 1}, ${text}`}
      title={`Sweep ${k + 1} · ${text}`}
      onPointerEnter={() => isAhead || hover(k)}
      onPointerLeave={() => hover(null)}
      onClick={(event) => isAhead || select(k, event.ctrlKey || event.metaKey || event.shiftKey)}
    >
      <i />
    </div>
  );
});

function Slider({ levels, unit, count }) {
  const sweep = useSelection(leading);
  const at = sweep ?? 0;
  return (
    <input
      type="range"
      className={sweep === null ? "ramp none" : "ramp"}
      style={{ "--c": ramp(at, levels.length) }}
      min={0}
      max={Math.max(0, count - 1)}
      value={at}
      aria-label="Sweep"
      aria-valuetext={sweep === null ? "All sweeps" : `Sweep ${at + 1}, ${level(levels, unit, at)}`}
      onChange={(event) => select(Number(event.target.value))}
    />
  );
}
