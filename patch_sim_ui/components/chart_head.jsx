// The head of the strip chart's response: spikes, trigger, drugs in the bath, and how the cell is doing.
import { Condition } from "./condition.jsx";
import { fixed } from "./format.js";

/** `reading` is what the chart reads four times a second; `onTurn` turns the edge of the trigger round. */
export function ChartHead({ top, reading, state, paused, speed, isOut, isTriggered, bath, onTurn }) {
  const { mode, units, count, rate } = reading;
  return (
    <div className="chart-head first" style={{ top }}>
      <span className="chart-unit">{units[0].unit}</span>
      <b>{mode === "cc" ? "V" : <>I<sub>m</sub></>}</b>
      {mode === "cc" && (
        <span className="chart-count">
          <b data-spikes={count}>{count}</b> {count === 1 ? "spike" : "spikes"}
          <b data-rate={fixed(rate, 1)}>{fixed(rate, rate < 10 ? 1 : 0)}</b> <span className="unit">Hz</span>
        </span>
      )}
      {isTriggered && <Fired {...reading} onTurn={onTurn} />}
      {bath.map(([dose, share]) => (
        <span key={dose} className="chart-drug" data-share={share}>
          {dose}
          {share < 100 && ` · ${fixed(share, 0)} %`}
        </span>
      ))}
      <span className="gap" />
      <Condition {...reading} {...state} paused={paused} speed={speed} isOut={isOut} />
    </div>
  );
}

/** What the trigger waits for, and how many sweeps it has. */
function Fired({ sweeps, isRising, onTurn }) {
  return (
    <>
      <button type="button" className="chart-edge" title="Rising or falling through the level" onClick={onTurn}>
        {isRising ? "↗ rising" : "↘ falling"}
      </button>
      <span className="chart-count" data-sweeps={sweeps}>
        {sweeps ? `last ${sweeps} ${sweeps === 1 ? "sweep" : "sweeps"}` : "waits for a crossing"}
      </span>
    </>
  );
}
