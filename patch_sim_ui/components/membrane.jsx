// The Membrane Test: big numbers that can be read from the manipulator, the live current with its fit, their history.
import { useEffect, useRef, useState } from "react";
import { useStored } from "./choice.js";
import { fixed, short } from "./format.js";
import { useFront } from "./front.js";
import { Icon } from "./icon.jsx";
import { Line } from "./line.js";
import { Limits } from "./limit_table.jsx";
import { LIMITS, off, outside } from "./limits.js";
import { Rhythm } from "./rhythm.js";
import { Segments } from "./segments.jsx";
import { fit, ticks } from "./ticks.js";

const STAGES = [["bath", "Bath"], ["patch", "Patch"], ["cell", "Cell"]];
const AVERAGES = [1, 4, 8, 20];
const KEPT = 1000; // points of the history, a minute of them
const DRAWN_MS = 60;
const GIGA = 1000; // MΩ from which a resistance is written in GΩ
const NUMBERS = [
  { name: "Ra", what: "access", unit: "MΩ", digits: 2 },
  { name: "Rm", what: "membrane", unit: "MΩ", digits: 0 },
  { name: "Cm", what: "capacitance", unit: "pF", digits: 1 },
  { name: "Tau", what: "of the transient", unit: "ms", digits: 3 },
  { name: "Hold", what: "holding current", unit: "pA", digits: 1 },
];
const TOTAL = { bath: "pipette", patch: "seal" };
const decoder = new TextDecoder();

export function MembraneTest({ session = "", cell = "", rig = "", troubles = [], onClose, onLost }) {
  const root = useRef(null);
  const line = useRef(null);
  const own = useRef({ history: [], pace: new Rhythm(), last: 0 });
  const lost = useRef(onLost);
  const [told, setTold] = useState(null);
  const [fault, setFault] = useState("");
  const [state, setState] = useState("connecting");
  const [stage, setStage] = useState("cell");
  const [limits, setLimits] = useStored("patch_sim.mt_limits", LIMITS);
  const [trouble, setTrouble] = useState("");
  const [average, setAverage] = useStored("patch_sim.mt_average", 8);

  useEffect(() => {
    lost.current = onLost;
  }, [onLost]);

  useEffect(() => {
    const { current: mine } = own;
    const to = new Line(session, {
      read: (data) => JSON.parse(decoder.decode(data)),
      stretch: (pulse) => {
        mine.pace.note(performance.now());
        mine.history.push({ at: performance.now(), stage: pulse.stage, ...pulse.values });
        if (mine.history.length > KEPT) mine.history.splice(0, mine.history.length - KEPT);
        mine.latest = pulse;
        to.say({ seen: pulse.number });
      },
      state: setState,
      fault: setFault,
      lost: () => lost.current?.(),
    });
    line.current = to;
    const timer = setInterval(() => mine.latest && setTold(mine.latest), DRAWN_MS);
    root.current.focus({ preventScroll: true });
    return () => {
      clearInterval(timer);
      to.end();
    };
  }, [session]);

  // What the server has to know again after every connection.
  useEffect(() => {
    if (state !== "open") return;
    line.current.say({ stage });
    line.current.say({ average });
    line.current.say({ trouble });
  }, [state, stage, average, trouble]);

  useFront(root, (key) => {
    const chosen = STAGES["123".indexOf(key)];
    if (key === "Escape") onClose?.();
    else if (chosen) setStage(chosen[0]);
    return key === "Escape" || Boolean(chosen);
  });
  const rate = own.current.pace.rate(performance.now());
  const wrong = troubles.find(({ name }) => name === trouble);
  const waits = state === "open" && !told && !fault;
  const bounds = (of) => (of === "cell" ? limits : {}); // limits are meant for a cell
  const shown = told?.stage === "cell" ? NUMBERS : [total(told?.stage ?? stage, told), NUMBERS[4]];
  return (
    <div ref={root} className="mt" role="dialog" aria-label="Membrane Test" aria-modal="true" tabIndex={-1}>
      <header>
        <button type="button" className="button small" onClick={() => onClose?.()}>
          <Icon name="left" />
          Acquire
        </button>
        <h1>Membrane Test</h1>
        <span className="unit mt-what">
          {cell} · {told?.rig ?? rig}
        </span>
        <span className="gap" />
        <div className="modes mt-stages" role="group" aria-label="Stage">
          {STAGES.map(([key, text], k) => (
            <button key={key} type="button" aria-pressed={stage === key} onClick={() => setStage(key)}>
              {text} <kbd>{k + 1}</kbd>
            </button>
          ))}
        </div>
        <span className="gap" />
        <span className="chart-state" data-kind={state === "open" && !fault && !waits ? "live" : "amber"} role="status" data-rate={rate}>
          {fault || (waits ? "Preparing …" : state === "open" ? `${fixed(rate, 0)} pulses/s` : "Connecting …")}
        </span>
      </header>
      <section className="mt-numbers" aria-label="Measured values">
        {shown.map((number) => (
          <Reading key={number.name} {...number} told={told} limit={bounds(told?.stage)[number.name]} />
        ))}
      </section>
      <section className="mt-traces">
        <figure>
          <figcaption>
            <b>Current</b> average of {told?.averaged ?? 0}
          </figcaption>
          {waits && (
            <p className="mt-waits" role="status">
              Preparing the engine: the first pulse of a new installation takes about a minute, later ones none.
            </p>
          )}
          <Plot lines={told ? [{ ...told.trace, kind: "raw" }] : []} x="ms" y="pA" label="Current during the pulse" />
        </figure>
        <figure>
          <figcaption>
            <b>First 2 ms of the step</b> with its fit
          </figcaption>
          <Plot lines={told ? [{ ...told.close, kind: "raw" }, { ...cut(told.fit), kind: "fit" }] : []} x="ms" y="pA" label="Current after the step, with its fit" />
        </figure>
        <aside>
          <Segments label="Average" unit="pulses" values={AVERAGES} value={average} text={String} onChoose={setAverage} />
          <Limits numbers={NUMBERS} limits={limits} onChange={setLimits} />
          <label className="mt-trouble">
            Trouble
            <select aria-label="Trouble" value={trouble} onChange={(event) => setTrouble(event.target.value)}>
              <option value="">{told?.made.length ? "none added" : "none"}</option>
              {troubles.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          {told?.made.length > 0 && <p className="mt-wrong">In the rig already: {told.made.join(", ")}.</p>}
          {wrong && (
            <p className="mt-wrong">
              {told?.trouble.name === trouble && `${fixed(100 * told.trouble.share, 0)} %. `}
              {wrong.see} {wrong.why}
            </p>
          )}
          {told && (
            <p className="unit">
              <b className="mt-said">{told.said}</b> {short(told.step, true)} mV from {short(told.holding, true)} mV
              {Math.abs(told.shift) >= 0.05 && `, commanded ${fixed(told.shift, 1, true)} mV off for what flows over Ra`}. {told.note || "Whole-cell compensation, correction and prediction are off during the test."}
            </p>
          )}
        </aside>
      </section>
      <section className="mt-history">
        {(stage === "cell" ? NUMBERS : [total(stage, told), NUMBERS[4]]).map((number) => (
          <figure key={number.name}>
            <figcaption>
              <b>{number.name}</b> last minute
            </figcaption>
            <Plot lines={past(own.current.history, number, stage)} x="s" y={number.unit} range={[-60, 0]} least={LEAST} limits={bounds(stage)[number.name]} label={`${number.name} over the last minute`} />
          </figure>
        ))}
      </section>
    </div>
  );
}

/** The one number of a stage without a cell: the resistance in all. */
function total(stage, told) {
  const isGiga = (told?.values.Rt ?? 0) >= GIGA;
  return { name: "Rt", what: TOTAL[stage] ?? "in all", unit: isGiga ? "GΩ" : "MΩ", digits: 2, scale: isGiga ? 1e-3 : 1 };
}

const cut = ({ t, i }) => {
  const n = t.filter((x) => x <= 2).length;
  return { t: t.slice(0, n), i: i.slice(0, n) };
};

function past(history, { name, scale = 1 }, stage) {
  const now = performance.now();
  const kept = history.filter((one) => one.stage === stage && now - one.at < 60_000 && one[name] !== null);
  const all = kept.map((one) => scale * one[name]);
  return [{ t: kept.map((one) => (one.at - now) / 1000), i: all, kind: "dots" }];
}

function Reading({ name, what, unit, digits, scale = 1, told, limit }) {
  const value = told?.values[name] ?? null;
  const truth = told?.true[name] ?? null;
  const error = value !== null && truth ? off(scale * value, scale * truth, unit, digits) : null;
  const beyond = outside(value, limit);
  return (
    <div className="mt-number" data-name={name} data-over={beyond ? true : undefined}>
      <span>
        <b>{name}</b> {what}
      </span>
      <output>
        {value === null ? "–" : fixed(scale * value, digits)} <span className="unit">{unit}</span>
      </output>
      <small>
        {truth !== null && <span className="truth">true {fixed(scale * truth, digits)}</span>}
        {error && <span className={error.isNear ? "near" : "far"}>{error.text}</span>}
        {beyond && (
          <span className="far">
            {beyond} {unit}
          </span>
        )}
      </small>
    </div>
  );
}

const EDGE = { top: 8, right: 10, bottom: 20, left: 52 };
const LEAST = 0.04; // of a number that its history spans at least: the last digits are no course

/** Lines {t, i, kind} on one pair of axes, in the size of its box. */
function Plot({ lines, x, y, range, limits = [], least = 0, label }) {
  const box = useRef(null);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const watcher = new ResizeObserver(([{ contentRect: seen }]) => setSize({ width: seen.width, height: seen.height }));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  const all = (key) => lines.flatMap((one) => one[key] ?? []);
  const spread = (values, share = 0) => {
    if (!values.length) return [0, 1];
    const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
    const more = Math.max(0, share * Math.abs(low + high) / 2 - (high - low)) / 2;
    return fit(low - more, high + more);
  };
  const [x0, x1] = range ?? spread(all("t"));
  const edges = limits.filter((one) => one !== null);
  const [y0, y1] = spread([...all("i"), ...edges], least);
  const right = width - EDGE.right;
  const bottom = height - EDGE.bottom;
  const px = (v) => EDGE.left + ((v - x0) / (x1 - x0)) * (right - EDGE.left);
  const py = (v) => bottom - ((v - y0) / (y1 - y0)) * (bottom - EDGE.top);
  const path = ({ t, i }) => t.map((v, k) => `${k ? "L" : "M"}${px(v).toFixed(1)} ${py(i[k]).toFixed(1)}`).join("");
  return (
    <div ref={box} className="mt-plot">
      {width > 60 && height > 40 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          {ticks(y0, y1, Math.max(2, height / 40)).map((v) => (
            <g key={`y${v}`}>
              <line className="grid" x1={EDGE.left} x2={right} y1={py(v)} y2={py(v)} />
              {py(v) > EDGE.top + 14 && (
                <text x={EDGE.left - 6} y={py(v) + 4} textAnchor="end">
                  {short(v)}
                </text>
              )}
            </g>
          ))}
          {ticks(x0, x1, Math.max(2, width / 90)).map((v) => (
            <text key={`x${v}`} x={px(v)} y={bottom + 15} textAnchor="middle">
              {short(v)}
            </text>
          ))}
          <text x={4} y={EDGE.top + 6}>
            {y}
          </text>
          <text x={4} y={bottom + 15}>
            {x}
          </text>
          {edges.map((one) => (
            <line key={`limit${one}`} className="mt-line limit" x1={EDGE.left} x2={right} y1={py(one)} y2={py(one)} />
          ))}
          {lines.map((one) => (
            <path key={one.kind} className={`mt-line ${one.kind}`} d={path(one)} />
          ))}
        </svg>
      )}
    </div>
  );
}
