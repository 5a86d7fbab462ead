// The Membrane Test: big numbers that can be read from the manipulator, the live current with its fit, their history.
import { useEffect, useRef, useState } from "react";
import { useStored } from "./choice.js";
import { toggleTruth, useDisplay } from "./display.js";
import { SAID } from "./condition.jsx";
import { fixed } from "./format.js";
import { useFront } from "./front.js";
import { Icon } from "./icon.jsx";
import { Line } from "./line.js";
import { LIMITS } from "./limits.js";
import { Plot } from "./membrane_plot.jsx";
import { Reading } from "./membrane_reading.jsx";
import { PULSE } from "./membrane_rules.js";
import { Side } from "./membrane_side.jsx";
import { Rhythm } from "./rhythm.js";

const STAGES = [["bath", "Bath"], ["patch", "Patch"], ["cell", "Cell"]];
const KEPT = 1300; // points of the history, a minute of them
const DRAWN_MS = 60;
const PAST = 60; // s of the history
const GAP = 3; // s without a reading after which a line of the history begins anew
const LEAST = 0.04; // of a number that its history spans at least: the last digits are no course
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
  const own = useRef({ history: [], tags: [], pace: new Rhythm(), last: 0 });
  const lost = useRef(onLost);
  const [told, setTold] = useState(null);
  const [fault, setFault] = useState("");
  const [state, setState] = useState("connecting");
  const [stage, setStage] = useState("cell");
  const [limits, setLimits] = useStored("patch_sim.mt_limits", LIMITS);
  const [trouble, setTrouble] = useState("");
  const [average, setAverage] = useStored("patch_sim.mt_average", 8);
  const [pulse, setPulse] = useStored("patch_sim.mt_pulse", PULSE);
  const { truth: truthful } = useDisplay();
  const [paused, setPaused] = useState(false);

  useEffect(() => {
    lost.current = onLost;
  }, [onLost]);

  useEffect(() => {
    const { current: mine } = own;
    const to = new Line(session, {
      read: (data) => JSON.parse(decoder.decode(data)),
      stretch: (pulse) => {
        mine.pace.note(performance.now());
        // While a patch breaks, its resistance falls by a factor of a thousand: no history could show both.
        if (!pulse.breaks) mine.history.push({ at: performance.now(), stage: pulse.stage, values: pulse.values, true: pulse.true });
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
    line.current.say({ paused });
    for (const [name, value] of Object.entries(pulse)) line.current.say({ [name]: value });
  }, [state, stage, average, trouble, paused, pulse]);

  const acts = { Escape: () => onClose?.(), t: toggleTruth, p: () => setPaused(!paused) };
  STAGES.forEach(([key], k) => (acts[k + 1] = () => setStage(key)));
  useFront(root, (key) => {
    acts[key]?.();
    return key in acts;
  });
  const tagged = (name) => {
    const text = troubles.find((one) => one.name === name)?.label ?? "mended";
    own.current.tags.push({ at: performance.now(), text });
    setTrouble(name);
  };
  const rate = own.current.pace.rate(performance.now());
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
        <span className="chart-state" data-kind={state === "open" && !fault && !waits && !paused ? "live" : "amber"} role="status" data-rate={rate}>
          {fault || (waits ? "Preparing …" : state !== "open" ? SAID[state] : paused ? "Paused" : `${fixed(rate, rate < 1 ? 1 : 0)} pulses/s`)}
        </span>
        <button type="button" className="button small mt-switch" aria-pressed={paused} title="Stop pulsing, or go on" onClick={() => setPaused(!paused)}>
          <Icon name={paused ? "play" : "pause"} />
          {paused ? "Go on" : "Pause"} <kbd>P</kbd>
        </button>
        <button type="button" className="button small mt-switch" aria-pressed={truthful} title="Show what the simulator knows beside what is measured" onClick={toggleTruth}>
          <Icon name="truth" />
          Truth <kbd>T</kbd>
        </button>
      </header>
      <section className="mt-numbers" aria-label="Measured values">
        {shown.map((number) => (
          <Reading key={number.name} {...number} told={told} limit={bounds(told?.stage)[number.name]} truthful={truthful} />
        ))}
      </section>
      <section className="mt-traces">
        <figure>
          <figcaption>
            <b>Current</b> <i className="mt-key raw" /> average of {told?.averaged ?? 0} {told?.fit.t.length > 0 && <><i className="mt-key fit" /> fit</>}
          </figcaption>
          {waits && (
            <p className="mt-waits" role="status">
              Preparing the engine: the first pulse of a new installation takes about a minute, later ones none.
            </p>
          )}
          <Plot lines={told ? [{ ...told.trace, kind: "raw" }, { t: told.fit.t.map((t) => t + told.on), i: told.fit.i, kind: "fit" }] : []} x="ms" y="pA" label="Current during the pulse, with its fit" />
        </figure>
        <figure>
          <figcaption>
            <b>First {told?.closely ?? 2} ms of the step</b> {stage === "cell" && "with the fit"}
          </figcaption>
          <Plot lines={told ? [{ ...told.close, kind: "raw" }, { ...upTo(told.fit, told.closely), kind: "fit" }] : []} range={[-0.2, told?.closely ?? 2]} x="ms" y="pA" label="Current after the step, with its fit" />
        </figure>
      </section>
      <section className="mt-history">
        {(stage === "cell" ? NUMBERS : [total(stage, told), NUMBERS[4]]).map((number) => (
          <figure key={number.name}>
            <figcaption>
              <b>{number.name}</b> <span className="mt-past">last minute</span> {truthful && <span className="truth">- - true</span>}
            </figcaption>
            <Plot
              lines={past(own.current.history, number, stage, truthful)}
              x="s"
              y={number.unit}
              range={[-PAST, 0]}
              least={LEAST}
              floor={10 * 10 ** -number.digits}
              gap={GAP}
              limits={bounds(stage)[number.name]}
              tags={tagsOf(own.current.tags)}
              label={`${number.name} over the last minute`}
            />
          </figure>
        ))}
      </section>
      <Side
        told={told}
        pulse={pulse}
        onPulse={setPulse}
        average={average}
        onAverage={setAverage}
        numbers={NUMBERS}
        limits={limits}
        onLimits={setLimits}
        troubles={troubles}
        trouble={trouble}
        onTrouble={tagged}
      />
    </div>
  );
}

/** The one number of a stage without a cell: the resistance in all. */
function total(stage, told) {
  const isGiga = (told?.values.Rt ?? 0) >= GIGA;
  return { name: "Rt", what: TOTAL[stage] ?? "in all", unit: isGiga ? "GΩ" : "MΩ", digits: 2, scale: isGiga ? 1e-3 : 1 };
}

/** A line {t, i} as far as a time. */
function upTo({ t, i }, end) {
  const n = t.filter((x) => x <= end).length;
  return { t: t.slice(0, n), i: i.slice(0, n) };
}

const since = (at) => (at - performance.now()) / 1000;
const tagsOf = (tags) => tags.map(({ at, text }) => ({ t: since(at), text })).filter(({ t }) => t > -PAST);

function past(history, { name, scale = 1 }, stage, truthful) {
  const line = (key, kind) => {
    const kept = history.filter((one) => one.stage === stage && since(one.at) > -PAST && (one[key][name] ?? null) !== null);
    return { t: kept.map((one) => since(one.at)), i: kept.map((one) => scale * one[key][name]), kind };
  };
  return [...(truthful ? [line("true", "true")] : []), line("values", "dots")];
}
