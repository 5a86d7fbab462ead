// The scope: stacked panels on one time axis. React draws the heads, Screen the traces.
import { useEffect, useMemo, useRef, useState } from "react";
import { listen, tell } from "./commands.js";
import { useLayout } from "./choice.js";
import { toggle } from "./cursors.js";
import { recall, toggleTruth, useDisplay } from "./display.js";
import { plain, short } from "./format.js";
import { gestures } from "./gestures.js";
import { GUTTER, RIGHT } from "./geometry.js";
import { Head } from "./head.jsx";
import { actOf } from "./keymap.js";
import { resolve, untold } from "./panels.js";
import { save } from "./save.js";
import { Screen } from "./screen.js";
import { leading, stepByKey, useSelection } from "./selection.js";
import { Tagging } from "./tagging.jsx";
import { momentOf } from "./tags.js";

const ARROWS = { ArrowDown: -1, ArrowUp: 1 };
const level = ({ levels, unit }, k) => (k in levels ? `${short(levels[k], true)} ${unit}` : "");

export function Scope(props) {
  const { token = "", panels = [], offers = [], areas = {}, preview, busy = false, fault = "", keys = [], tags = [], hydrated = false, onLost, onKey, onTag, children } = props;
  const root = useRef(null);
  const axes = useRef(null);
  const plot = useRef(null);
  const overlay = useRef(null);
  const references = useRef(null);
  const lane = useRef(null);
  const lines = useRef(null);
  const glass = useRef(null);
  const box = useRef(null);
  const tag = useRef(null);
  const screen = useRef(null);
  const lost = useRef(onLost);
  const [seen, setSeen] = useState(null); // what is on the screen: {geometry, panels, frame}
  const [trouble, setTrouble] = useState("");
  const [tagging, setTagging] = useState(null); // where a tag is being written
  const [layout, setLayout] = useLayout();
  const { truth } = useDisplay();

  const isEmpty = !token;
  const written = JSON.stringify([panels, offers, areas]);
  const shown = useMemo(() => {
    const [given, all, area] = JSON.parse(written);
    return resolve(given, all, layout, isEmpty).map((panel) => ({
      ...(truth ? panel : untold(panel)),
      origin: panel, // as it is before its sweeps are arranged
      area: area[panel.signals[0].name] ?? 0,
    }));
  }, [written, layout, isEmpty, truth]);
  const foreseen = isEmpty ? JSON.stringify(preview ?? {}) : "";
  const goal = useMemo(
    () => ({ token, panels: shown, preview: foreseen && JSON.parse(foreseen) }),
    [token, shown, foreseen],
  );

  useEffect(() => {
    lost.current = onLost;
  }, [onLost]);

  useEffect(() => {
    const parts = { references: references.current, lane: lane.current, lines: lines.current };
    const below = { root: root.current, axes: axes.current, plot: plot.current };
    const own = new Screen({ ...below, overlay: overlay.current, ...parts }, {
      onLayout: (geometry, drawn, frame) =>
        setSeen((old) => (isSame(old, drawn, frame, geometry) ? old : { geometry, panels: drawn, frame })),
      onFault: setTrouble,
      onLost: () => lost.current?.(),
    });
    screen.current = own;
    const end = gestures(glass.current, own, box.current, (hit, x, y) => showTag(tag.current, hit, x, y, own));
    const deaf = listen((what) => (what === "tag" ? setTagging(momentOf(own)) : obey(own, what)));
    recall();
    return () => {
      deaf();
      end();
      own.dispose();
    };
  }, []);

  useEffect(() => screen.current.want(goal), [goal]);
  // What an empty scope will draw can come by itself, too.
  useEffect(() => {
    if (!isEmpty || !hydrated) return;
    const [given, all] = JSON.parse(written);
    const awaited = resolve(given, all, layout, false).map((panel) => (truth ? panel : untold(panel)));
    screen.current.ahead.want([...new Set(awaited.flatMap(({ signals }) => signals.map(({ name }) => name)))]);
  }, [written, layout, isEmpty, truth, hydrated]);
  useEffect(() => {
    if (hydrated) screen.current.paper.bring();
  }, [hydrated]);
  const noted = JSON.stringify(tags.filter((tag) => tag.token === token));
  useEffect(() => screen.current.note(JSON.parse(noted)), [noted]);

  const press = (event) => {
    if (event.target !== root.current) return;
    const { raw } = screen.current; // React may not have been told of it yet
    const count = token && raw?.token ? raw.sweeps : 0;
    if (stepByKey(event, count, ARROWS)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actOf(event);
    if (act === "fit") screen.current.autoscale();
    else if (act === "cursors" && token) toggle();
    else if (act === "truth" && token) toggleTruth();
    else if (act === "tag" && token) tell("tag");
    else if (act === "reference" && token) tell(screen.current.reference ? "forget" : "keep");
    else if (keys.includes(event.key)) onKey?.(event.key);
    else return;
    event.preventDefault();
  };

  const message = fault || trouble;
  return (
    <div
      ref={root}
      className="scope"
      tabIndex={0}
      role="application"
      aria-label="Scope. Up and down arrows step through the sweeps, Escape selects none, F fits the axes, C shows cursors, T shows the truth, R keeps a reference."
      aria-busy={busy}
      data-empty={isEmpty || undefined}
      onKeyDown={press}
    >
      <svg ref={axes} className="scope-axes" aria-hidden="true" />
      <div ref={plot} className="scope-plot" aria-hidden="true" />
      <svg ref={references} className="scope-marks" aria-hidden="true" />
      <svg ref={overlay} className="scope-marks scope-over" aria-hidden="true" />
      <svg ref={lines} className="scope-marks scope-cursors" aria-hidden="true" />
      <div ref={glass} className="scope-glass" />
      <div ref={box} className="scope-box" />
      <div ref={lane} className="scope-lane" hidden />
      {seen?.panels.map((panel, i) => (
        <Head
          key={panel.id}
          panel={panel}
          top={seen.geometry.panels[i].head}
          isFirst={i === 0}
          frame={seen.frame}
          given={panels}
          offers={isEmpty ? [] : offers}
          drawn={shown}
          layout={layout}
          onLayout={setLayout}
          onLock={() => screen.current.hold(panel.key)}
        />
      ))}
      {seen && (
        <span className="scope-ms" style={{ top: seen.geometry.panels.at(-1).bottom + 4 }}>
          ms
        </span>
      )}
      {message && (
        <p className="scope-fault" role="status">
          {message}
        </p>
      )}
      {isEmpty && seen && children && (
        <div className="scope-empty" style={emptyPlace(seen.geometry)}>
          {children}
        </div>
      )}
      <div ref={tag} className="scope-tag" />
      {tagging && (
        <Tagging
          at={tagging}
          onKeep={(sweep, time, text) => onTag(sweep, time, text)}
          onClose={() => {
            setTagging(null);
            root.current.focus({ preventScroll: true });
          }}
        />
      )}
      <Announce frame={token ? seen?.frame : null} />
    </div>
  );
}

function obey(screen, what) {
  if (what === "fit") screen.autoscale();
  else if (["png", "svg", "copy"].includes(what)) save(screen, what).then(tell, () => tell("refused"));
  else if (what === "keep" && screen.keep()) tell("kept");
  else if (what === "forget") {
    screen.forget();
    tell("forgotten");
  }
}

const emptyPlace = ({ panels: [{ top, bottom }] }) => ({ left: GUTTER, right: RIGHT, top, height: bottom - top });

/** Whether the heads would look the same. */
function isSame(old, panels, frame, geometry) {
  if (!old || old.frame.token !== frame.token || old.frame.sweeps !== frame.sweeps) return false;
  if (JSON.stringify(old.geometry) !== JSON.stringify(geometry) || old.panels.length !== panels.length) return false;
  return panels.every((panel, i) => {
    const before = old.panels[i];
    return (
      panel.key === before.key &&
      panel.unit === before.unit &&
      panel.blanked === before.blanked &&
      panel.title === before.title &&
      panel.label === before.label &&
      panel.choices.length === before.choices.length
    );
  });
}

/** Says to a screen reader which sweep is selected. */
function Announce({ frame }) {
  const sweep = useSelection(leading);
  const text = frame && sweep !== null ? `Sweep ${sweep + 1} of ${frame.sweeps}, ${level(frame, sweep)}` : "";
  return (
    <p className="unseen" aria-live="polite">
      {text}
    </p>
  );
}

function showTag(tag, hit, x, y, screen) {
  tag.style.display = hit ? "block" : "none";
  if (!hit) return;
  const { frame, geometry } = screen;
  const of = hit.signal.hue ? `${plain(hit.signal.label)} · ` : "";
  tag.textContent = `${of}Sweep ${hit.sweep + 1} · ${level(frame, hit.sweep)}`;
  tag.style.left = `${Math.min(x + 12, geometry.right - tag.offsetWidth)}px`;
  tag.style.top = `${Math.max(2, y - 26)}px`;
}
