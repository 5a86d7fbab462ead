// Continuous: the strip chart of a cell that goes on, with its own row of tools. React draws words, Strip the traces.
import { useEffect, useMemo, useRef, useState } from "react";
import "uplot/dist/uPlot.min.css";
import { useStored } from "./choice.js";
import { fixed, short } from "./format.js";
import { Icon } from "./icon.jsx";
import { Line } from "./line.js";
import { Pace } from "./pace.js";
import { pulses } from "./pulses.js";
import { Segments } from "./segments.jsx";
import { leading, stepByKey, select, useSelection } from "./selection.js";
import { Spikes } from "./spikes.js";
import { Strip } from "./strip.js";

const ARROWS = { ArrowDown: -1, ArrowUp: 1 };
const WINDOWS = [0.05, 0.25, 1, 5];
const SPEEDS = [0.1, 1];
const READ_MS = 250;
const NOTHING = { mode: "cc", units: ["mV", "pA"], count: 0, rate: 0, pace: null, frames: null };
const TEACH = {
  cc: "Raise Holding until it fires, or press Inject.",
  vc: "Press Inject, or move Holding: the current answers.",
};

export function Chart({ session = "", preview, levels = [], unit = "", onLost }) {
  const root = useRef(null);
  const board = useRef(null);
  const upper = useRef(null);
  const lower = useRef(null);
  const parts = useRef(null); // {strip, spikes, pace, line}
  const lost = useRef(onLost);
  const [state, setState] = useState({ name: "connecting", why: "" });
  const [fault, setFault] = useState("");
  const [paused, setPaused] = useState(false);
  const [touched, setTouched] = useState(false);
  const [geometry, setGeometry] = useState(null);
  const [reading, setReading] = useState(NOTHING);
  const [speed, setSpeed] = useStored("patch_sim.speed", 1);
  const [width, setWidth] = useStored("patch_sim.window", 1);
  const written = JSON.stringify([preview ?? {}, levels]);
  const given = useMemo(() => pulses(...JSON.parse(written)), [written]);
  const top = given.all.length - 1;
  const chosen = Math.min(leading(useSelection()) ?? given.farthest, top);
  const pulse = given.all[chosen];

  useEffect(() => {
    lost.current = onLost;
  }, [onLost]);

  useEffect(() => {
    const own = { spikes: new Spikes(), pace: new Pace(), line: null, last: 0 };
    const seen = () => own.last && own.line?.say({ seen: own.last });
    const strip = new Strip(board.current, [upper.current, lower.current], { layout: setGeometry, drawn: seen });
    parts.current = Object.assign(own, { strip });
    const timer = setInterval(() => {
      const { mode, units, tape } = strip;
      const rate = own.spikes.rate(tape.end);
      const read = { mode, units: units.map(({ unit }) => unit), count: own.spikes.count, rate };
      setReading({ ...read, ...own.pace.read(performance.now()) });
    }, READ_MS);
    root.current.focus({ preventScroll: true });
    return () => {
      clearInterval(timer);
      strip.dispose();
    };
  }, []);

  useEffect(() => {
    const own = parts.current;
    const line = new Line(session, {
      stretch: (stretch) => {
        if (own.strip.append(stretch)) own.spikes.clear();
        if (stretch.mode === "cc") own.spikes.append(stretch);
        own.pace.note(stretch, performance.now());
        own.last = stretch.number;
      },
      state: (name, why = "") => {
        setState({ name, why });
        if (name === "open") setFault("");
      },
      fault: setFault,
      lost: () => lost.current?.(),
    });
    own.line = line;
    return () => line.end();
  }, [session]);

  // What the server has to know again after every connection.
  useEffect(() => {
    if (state.name !== "open") return;
    parts.current.last = 0;
    parts.current.line.say({ speed });
    parts.current.line.say({ paused });
    parts.current.pace.clear();
  }, [state.name, speed, paused]);

  useEffect(() => parts.current.strip.look(width), [width]);

  const inject = () => {
    parts.current.line.say({ play: pulse.sweep });
    setTouched(true);
    setPaused(false);
  };
  const press = (event) => {
    if (event.target !== root.current || event.ctrlKey || event.metaKey || event.altKey) return;
    if (stepByKey(event, given.all.length, ARROWS)) return;
    const act = {
      " ": () => setPaused(!paused),
      i: inject,
      f: () => parts.current.strip.tighten(),
    }[event.key.toLowerCase()];
    if (!act || event.repeat) return;
    act();
    event.preventDefault();
  };
  const step = (by) => select(Math.max(0, Math.min(top, chosen + by)));

  const { mode, units, count, rate } = reading;
  const isNew = !touched && !count && !fault && state.name === "open";
  return (
    <div
      ref={root}
      className="chart"
      tabIndex={0}
      role="application"
      aria-label="Continuous. Space pauses, I injects, up and down arrows choose the level, F fits the axes."
      onKeyDown={press}
    >
      <div className="chart-tools">
        <button type="button" className="button" onClick={() => setPaused(!paused)}>
          <Icon name={paused ? "play" : "pause"} />
          <span className="chart-pause">{paused ? "Go on" : "Pause"}</span>
          <kbd>Space</kbd>
        </button>
        <Segments label="Speed" values={SPEEDS} value={speed} text={(x) => `×${short(x)}`} onChoose={setSpeed} />
        <Segments label="Window" unit="s" values={WINDOWS} value={width} text={(x) => short(x)} onChoose={setWidth} />
        <span className="gap" />
        {pulse && (
          <>
            {top > 0 && (
              <span className="chart-levels" role="group" aria-label="Level">
                <button type="button" aria-label="Lower level" disabled={chosen <= 0} onClick={() => step(-1)}>
                  <Icon name="left" />
                </button>
                <button type="button" aria-label="Higher level" disabled={chosen >= top} onClick={() => step(1)}>
                  <Icon name="right" />
                </button>
              </span>
            )}
            <button type="button" className="button inject" onClick={inject}>
              <svg viewBox="-1 -1 32 14" aria-hidden="true">
                <path d={pulse.path} />
              </svg>
              Inject
              <span className="chart-level">
                {short(pulse.level, true)} <span className="unit">{unit}</span>
              </span>
              <kbd>I</kbd>
            </button>
          </>
        )}
      </div>
      <div ref={board} className="chart-board">
        <div ref={upper} className="chart-plot" aria-hidden="true" />
        <div ref={lower} className="chart-plot" aria-hidden="true" />
        {geometry && (
          <>
            <div className="chart-head first" style={{ top: geometry.panels[0].head }}>
              <span className="chart-unit">{units[0]}</span>
              <b>{mode === "cc" ? "V" : <>I<sub>m</sub></>}</b>
              {mode === "cc" && (
                <span className="chart-count">
                  <b data-spikes={count}>{count}</b> {count === 1 ? "spike" : "spikes"}
                  <b data-rate={fixed(rate, 1)}>{fixed(rate, rate < 10 ? 1 : 0)}</b> <span className="unit">Hz</span>
                </span>
              )}
              <span className="gap" />
              <Condition {...reading} {...state} paused={paused} speed={speed} isOut={fault !== ""} />
            </div>
            <div className="chart-head" style={{ top: geometry.panels[1].head }}>
              <span className="chart-unit">{units[1]}</span>
              <b>Command</b>
            </div>
            <span className="chart-s" style={{ top: geometry.panels[1].bottom + 4 }}>
              s
            </span>
            {isNew && (
              <p className="chart-teach" style={{ top: geometry.panels[0].top + 8 }}>
                {TEACH[mode]}
              </p>
            )}
            {fault && (
              <p className="chart-fault" role="alert" style={{ top: geometry.panels[0].top + 8 }}>
                {fault}
              </p>
            )}
          </>
        )}
      </div>
    </div>
  );
}

const SAID = { connecting: "Connecting …", broken: "No connection; trying again …", elsewhere: "Shown in another tab" };

/** How the line is, in a word and a dot. */
function Condition({ name, why, paused, isOut, speed, pace, frames }) {
  const slow = pace !== null && pace < 0.85 * speed;
  const of = (share, digits) => (share === 1 ? "real time" : `${fixed(share, digits)} × real time`);
  const [kind, word] =
    name !== "open"
      ? ["amber", why || SAID[name]]
      : paused
        ? ["still", "Paused"]
        : isOut && !frames
          ? ["amber", "Stopped; change a value to go on"]
          : slow
            ? ["amber", `Slower than asked: ${of(pace, 2)}`]
            : ["live", `Live · ${of(speed, 1)}`];
  return (
    <span className="chart-state" role="status" data-kind={kind} title={frames ? `${fixed(frames, 0)} frames/s` : ""}>
      {word}
    </span>
  );
}
