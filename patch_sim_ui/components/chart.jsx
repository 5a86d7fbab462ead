// Continuous: the strip chart of a cell that goes on, with its own row of tools. React draws words, Strip the traces.
import { useEffect, useMemo, useRef, useState } from "react";
import { Cap } from "./cap.jsx";
import { ChartHead } from "./chart_head.jsx";
import { useStored } from "./choice.js";
import { short } from "./format.js";
import { Icon } from "./icon.jsx";
import { actOf } from "./keymap.js";
import { Level } from "./level.jsx";
import { Line } from "./line.js";
import { Pace } from "./pace.js";
import { Past } from "./past.jsx";
import { pulses } from "./pulses.js";
import { Segments } from "./segments.jsx";
import { leading, select, stepByKey, useSelection } from "./selection.js";
import { Spikes } from "./spikes.js";
import { Strip } from "./strip.js";

const ARROWS = { ArrowDown: -1, ArrowUp: 1 };
const VIEWS = { strip: "Strip", trigger: "Trigger" };
const WINDOWS = { strip: [0.25, 1, 5, 20], trigger: [0.01, 0.02, 0.05, 0.25] };
const SPEEDS = [0.1, 0.3, 1, 3, 10];
const READ_MS = 250;
const NOTHING = { mode: "cc", units: [{ unit: "mV", scale: 1 }, { unit: "pA", scale: 1 }], count: 0, rate: 0, pace: null, frames: null, sweeps: 0, isRising: true, level: -20 };
const NOW = { start: 0, end: 0, until: 0 };
const TEACH = {
  cc: "Raise Holding until it fires, or press Inject.",
  vc: "Press Inject, or move Holding: the current answers.",
};

export function Chart({ session = "", preview, levels = [], unit = "", onLost }) {
  const root = useRef(null);
  const board = useRef(null);
  const canvas = useRef(null);
  const mark = useRef(null); // the line of the trigger's level
  const parts = useRef(null); // {strip, spikes, pace, line}
  const lost = useRef(onLost);
  const pull = useRef(null); // where a drag of the tape began
  const [state, setState] = useState({ name: "connecting", why: "" });
  const [fault, setFault] = useState("");
  const [bath, setBath] = useState([]);
  const [paused, setPaused] = useState(false);
  const [touched, setTouched] = useState(false);
  const [geometry, setGeometry] = useState(null);
  const [reading, setReading] = useState(NOTHING);
  const [past, setPast] = useState(NOW);
  const [speed, setSpeed] = useStored("patch_sim.speed", 1);
  const [view, setView] = useStored("patch_sim.view", "strip");
  const [widths, setWidths] = useStored("patch_sim.windows", { strip: 1, trigger: 0.05 });
  const width = widths[view];
  const isTriggered = view === "trigger";
  const written = JSON.stringify([preview ?? {}, levels]);
  const given = useMemo(() => pulses(...JSON.parse(written)), [written]);
  const top = given.all.length - 1;
  const chosen = Math.min(useSelection(leading) ?? given.farthest, top);
  const pulse = given.all[chosen];

  const read = () => {
    const { strip, spikes, pace } = parts.current;
    const { mode, units, tape, trigger } = strip;
    const { sweeps, level, isRising } = trigger;
    const seen = { mode, units: [...units], count: spikes.count, rate: spikes.rate(tape.end), sweeps: sweeps.length, level, isRising };
    setReading({ ...seen, ...pace.read(performance.now()) });
    setPast({ start: tape.start, end: tape.end, until: strip.until ?? tape.end });
  };

  useEffect(() => {
    lost.current = onLost;
  }, [onLost]);

  useEffect(() => {
    const own = { spikes: new Spikes(), pace: new Pace(), line: null, last: 0 };
    const drawn = () => {
      if (mark.current) mark.current.style.top = `${own.strip.placeOf(own.strip.trigger.level) ?? 0}px`;
      if (own.last) own.line?.say({ seen: own.last });
    };
    own.strip = new Strip(board.current, canvas.current, { layout: setGeometry, drawn });
    parts.current = own;
    const timer = setInterval(read, READ_MS);
    root.current.focus({ preventScroll: true });
    return () => {
      clearInterval(timer);
      own.strip.dispose();
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
        if (name !== "open") return;
        own.last = 0; // numbers are those of a connection
        setFault("");
      },
      fault: setFault,
      bath: (now) => {
        setBath(now);
        own.strip.wash(now);
      },
      lost: () => lost.current?.(),
    });
    own.line = line;
    return () => line.end();
  }, [session]);

  // What the server has to know again after every connection.
  useEffect(() => {
    if (state.name !== "open") return;
    parts.current.line.say({ speed });
    parts.current.line.say({ window: width });
    parts.current.line.say({ paused });
    parts.current.pace.clear();
  }, [state.name, speed, paused, width]);

  useEffect(() => parts.current.strip.look(width, isTriggered), [width, isTriggered]);

  const pause = (next) => {
    if (!next) parts.current.strip.rewind(null);
    setPaused(next);
  };
  const go = (time) => {
    const { strip } = parts.current;
    if (time !== null) setPaused(true);
    strip.rewind(time);
    read();
  };
  const move = (share) => go((parts.current.strip.until ?? parts.current.strip.tape.end) + share * width);
  const fire = (next) => {
    parts.current.strip.trigger.become(next, parts.current.strip.tape);
    parts.current.strip.redraw();
    read();
  };
  const inject = () => {
    parts.current.line.say({ play: pulse.sweep });
    setTouched(true);
    pause(false);
  };
  const press = (event) => {
    if (event.target !== root.current || event.ctrlKey || event.metaKey || event.altKey) return;
    if (stepByKey(event, given.all.length, ARROWS)) return;
    const far = event.shiftKey ? 1 : 0.1;
    const act = {
      run: () => event.repeat || pause(!paused),
      inject: () => event.repeat || inject(),
      fit: () => parts.current.strip.tighten(),
      trigger: () => setView(isTriggered ? "strip" : "trigger"),
      ArrowLeft: () => isTriggered || move(-far),
      ArrowRight: () => isTriggered || move(far),
    }[actOf(event, "chart") ?? event.key];
    if (!act) return;
    act();
    event.preventDefault();
  };
  const step = (by) => select(Math.max(0, Math.min(top, chosen + by)));

  // The tape is pulled with the pointer, and turned by the wheel.
  const grab = (event) => {
    if (isTriggered || event.button !== 0) return;
    const { strip } = parts.current;
    pull.current = { x: event.clientX, until: strip.until ?? strip.tape.end };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const drag = (event) => {
    if (!pull.current || !geometry) return;
    const by = event.clientX - pull.current.x;
    if (Math.abs(by) > 3) go(pull.current.until - (by * width) / (geometry.right - geometry.left));
  };
  const free = () => (pull.current = null);

  const { mode, units, count } = reading;
  const isNew = !touched && !count && !fault && !isTriggered && state.name === "open";
  return (
    <div
      ref={root}
      className="chart"
      data-view={view}
      tabIndex={0}
      role="application"
      aria-label="Continuous. Space pauses, I injects, up and down arrows choose the level, left and right scroll back, T is the trigger, F fits the axes."
      onKeyDown={press}
    >
      <div className="chart-tools">
        <button type="button" className="button" onClick={() => pause(!paused)}>
          <Icon name={paused ? "play" : "pause"} />
          <span className="chart-pause">{paused ? "Go on" : "Pause"}</span>
          <Cap act="run" />
        </button>
        <Segments label="View" values={Object.keys(VIEWS)} value={view} text={(name) => VIEWS[name]} onChoose={setView} />
        <Segments label="Speed" values={SPEEDS} value={speed} text={(x) => `×${short(x)}`} onChoose={setSpeed} />
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
              <Cap act="inject" />
            </button>
          </>
        )}
      </div>
      <div
        ref={board}
        className="chart-board"
        onPointerDown={grab}
        onPointerMove={drag}
        onPointerUp={free}
        onPointerCancel={free}
        onWheel={(event) => isTriggered || event.ctrlKey || move(0.001 * (event.deltaX || event.deltaY))}
      >
        <canvas ref={canvas} className="chart-plot" aria-hidden="true" />
        {geometry && (
          <>
            <ChartHead
              top={geometry.panels[0].head}
              onTurn={() => fire({ isRising: !reading.isRising })}
              isOut={fault !== ""}
              {...{ reading, state, paused, speed, isTriggered, bath }}
            />
            <div className="chart-head" style={{ top: geometry.panels[1].head }}>
              <span className="chart-unit">{units[1].unit}</span>
              <b>Command</b>
            </div>
            <span className="chart-s" style={{ top: geometry.panels[1].bottom + 4 }}>
              {parts.current.strip.perSecond === 1 ? "s" : "ms"}
            </span>
            {isTriggered && (
              <Level
                mark={mark}
                strip={() => parts.current.strip}
                level={reading.level}
                unit={units[0]}
                onLevel={(level) => fire({ level })}
              />
            )}
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
      <Past
        past={past}
        width={width}
        widths={WINDOWS[view]}
        onWidth={(next) => setWidths({ ...widths, [view]: next })}
        isTriggered={isTriggered}
        onGo={go}
      />
    </div>
  );
}
