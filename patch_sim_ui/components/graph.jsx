// Curves over one axis: hovering any graph of a group reads all of them at the same place; arrows move the place.
import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { plain, short } from "./format.js";
import { apart, bounds, named, nearest, places, reading } from "./graph.js";

const EDGE = { top: 26, right: 10, bottom: 34, left: 40 };
const MOVES = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1 };

const at = new Map();
const listeners = new Set();
const put = (group, value) => {
  at.set(group, value);
  listeners.forEach((tell) => tell());
};
const listen = (tell) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

/** A graph, or room for one that is still being computed. */
export function Graph({ spec, height = 232 }) {
  if (!spec?.lines) return <section className="graph" style={{ minHeight: height + 24 }} aria-hidden="true" />;
  return <Drawn spec={spec} height={height} />;
}

// What measures its own width is there from its first moment on: its element never changes under the observer.
function Drawn({ spec, height }) {
  const root = useRef(null);
  const clip = useId();
  const width = useWidth(root);
  const read = useSyncExternalStore(listen, () => at.get(spec.group) ?? null, () => null);
  const plot = useMemo(() => (width ? bounds(spec, width, height, EDGE) : null), [spec, width, height]);
  const k = read === null ? null : nearest(spec.xs, read);
  const move = (event) => {
    const box = root.current.getBoundingClientRect();
    put(spec.group, plot.x.value(event.clientX - box.left));
  };
  const step = (event) => {
    if (!(event.key in MOVES)) return;
    event.preventDefault();
    const by = MOVES[event.key] * (event.shiftKey ? 10 : 1);
    const from = k ?? Math.round(spec.xs.length / 2);
    put(spec.group, spec.xs[Math.max(0, Math.min(spec.xs.length - 1, from + by))]);
  };
  const said = k === null ? [] : reading(spec, k, plot?.scale ?? 1);
  const where = k === null ? "" : `${plain(spec.x.label)} ${short(+spec.xs[k].toPrecision(3))} ${spec.x.unit}`;

  return (
    <section className="graph" aria-label={spec.title}>
      <header>
        <h2>{spec.title}</h2>
        <output className="unit">
          {k === null ? (
            spec.note
          ) : (
            <>
              {where}:{" "}
              {said.map(({ label, text }, i) => (
                <span key={label}>
                  {i > 0 && ", "}
                  <Lowered label={label} /> {text}
                </span>
              ))}
            </>
          )}
        </output>
      </header>
      <div
        ref={root}
        className="curves"
        style={{ height }}
        role="application"
        aria-label={`${spec.title}: ${plain(spec.y.label)} against ${plain(spec.x.label)}. Arrows move the place that is read.`}
        tabIndex={0}
        onPointerMove={move}
        onPointerDown={move}
        onPointerLeave={() => put(spec.group, null)}
        onBlur={() => put(spec.group, null)}
        onKeyDown={step}
      >
        {plot && <Drawing spec={spec} plot={plot} k={k} width={width} height={height} clip={clip} />}
      </div>
    </section>
  );
}

/** "m_∞ at 1 µM": what follows the underscore is lowered, up to a space. */
function Lowered({ label }) {
  const [, head, low = "", rest] = label.match(/^([^_]*)(?:_(\S*))?(.*)$/);
  return (
    <>
      {head}
      {low && <sub>{low}</sub>}
      {rest}
    </>
  );
}

function Drawing({ spec, plot, k, width, height, clip }) {
  const { x, y, unit, scale } = plot;
  const { top, right, bottom, left } = EDGE;
  const names = useMemo(() => named(spec, plot), [spec, plot]);
  return (
    <svg width={width} height={height} aria-hidden="true">
      <clipPath id={clip}>
        <rect x={left} y={top - 2} width={Math.max(0, width - left - right)} height={height - top - bottom + 4} />
      </clipPath>
      {x.ticks.map(({ at: px, text, zero }) => (
        <g key={`x${px}`}>
          <line className={zero ? "zero" : "grid"} x1={px} x2={px} y1={top} y2={height - bottom} />
          <text x={px} y={height - bottom + 14} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {y.ticks.map(({ at: py, text, zero }) => (
        <g key={`y${py}`}>
          <line className={zero ? "zero" : "grid"} x1={left} x2={width - right} y1={py} y2={py} />
          <text x={left - 6} y={py + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      <text className="axis-name" x={width - right} y={height - 4} textAnchor="end">
        {`${plain(spec.x.label)} (${spec.x.unit})`}
      </text>
      <text className="axis-name" x={2} y={14}>
        {unit ? `${plain(spec.y.label)} (${unit})` : plain(spec.y.label)}
      </text>
      <g clipPath={`url(#${clip})`} className={spec.lines.length > 6 ? "many" : ""}>
        {spec.lines.map((line, i) => (
          <path
            key={i}
            className={line.area ? "area" : line.dash ? "line dash" : "line"}
            style={{ "--c": line.color }}
            d={places(spec, line, plot)}
          />
        ))}
      </g>
      {spec.lines.map(
        ({ mark, color }, i) =>
          mark && (
            <g key={i} style={{ "--c": color }}>
              <line className="half" x1={x.at(mark.x)} x2={x.at(mark.x)} y1={y.at(mark.y)} y2={height - bottom} />
              <circle className="dot" cx={x.at(mark.x)} cy={y.at(mark.y)} r={3.5} />
              {apart(spec.lines, mark, x) && (
                <text className="name" x={x.at(mark.x) - 7} y={y.at(mark.y) - 6} textAnchor="end" style={{ fill: color }}>
                  {mark.text}
                </text>
              )}
            </g>
          ),
      )}
      {names.map(({ text, px, py, color, anchor }) => (
        <text key={text} className="name" x={px} y={py} textAnchor={anchor} style={{ fill: color }}>
          {text.includes("_") ? (
            <>
              {text.slice(0, text.indexOf("_"))}
              <tspan dy="3" fontSize="9">
                {text.slice(text.indexOf("_") + 1)}
              </tspan>
            </>
          ) : (
            text
          )}
        </text>
      ))}
      {k !== null && (
        <g>
          <line className="place" x1={x.at(spec.xs[k])} x2={x.at(spec.xs[k])} y1={top} y2={height - bottom} />
          {spec.lines.map((line, i) => (
            <circle
              key={i}
              className={line.area ? "none" : "dot"}
              style={{ "--c": line.color }}
              cx={x.at(spec.xs[k])}
              cy={Math.max(top, Math.min(height - bottom, y.at(line.y[k])))}
              r={spec.lines.length > 6 ? 2 : 3.5}
            />
          ))}
        </g>
      )}
    </svg>
  );
}

function useWidth(root) {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const watcher = new ResizeObserver(([{ contentRect }]) => setWidth(Math.round(contentRect.width)));
    watcher.observe(root.current);
    return () => watcher.disconnect();
  }, [root]);
  return width;
}
