// A small figure of a result, drawn from its spec: points by sweep, fits and truth as lines.
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { plain, scaled, short } from "./format.js";
import { Named } from "./named.jsx";
import { hue, ramp } from "./ramp.js";
import { hover, leading, select, stepByKey, useSelection } from "./selection.js";
import { fit, ticks } from "./ticks.js";

const EDGE = { top: 24, right: 12, bottom: 22, left: 40 };
const ARROWS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

export function Figure({ spec, empty = "", height = 200 }) {
  const root = useRef(null);
  const width = useWidth(root);
  const plot = useMemo(() => spec && width && prepare(spec, width, height), [spec, width, height]);
  const series = spec?.traces ?? [];
  const isEmpty = !plot?.hasData;
  const count = Math.max(0, ...series.flatMap(({ sweeps = [] }) => sweeps.map((k) => k + 1)));
  const name = spec ? `${plain(spec.y?.label)} against ${plain(spec.x?.label)}` : "Figure";

  const press = (event) => event.target === root.current && stepByKey(event, count, ARROWS);
  const pick = (event) => {
    const sweep = event.target.dataset?.sweep;
    if (sweep !== undefined) select(Number(sweep), event.ctrlKey || event.metaKey || event.shiftKey);
  };
  const point = (event) => hover(event.target.dataset?.sweep === undefined ? null : Number(event.target.dataset.sweep));

  return (
    <div
      ref={root}
      className={isEmpty ? "figure ghost" : "figure"}
      style={{ height }}
      role="application"
      aria-label={`${spec?.title || name}. Left and right arrows step through the points.`}
      tabIndex={0}
      onKeyDown={press}
      onClick={pick}
      onPointerMove={point}
      onPointerLeave={() => hover(null)}
    >
      {plot && (
        <svg width={width} height={height} aria-hidden="true">
          <Axes plot={plot} spec={spec} />
          {series.map((one, i) =>
            one.mark === "line" ? (
              <path
                key={i}
                className={one.dash ? "line dash" : "line"}
                style={{ "--c": hue(one.hue) }}
                d={line(one, plot)}
              />
            ) : (
              <Points key={i} {...{ series: one, plot }} count={spec.n_sweeps ?? count} />
            ),
          )}
        </svg>
      )}
      {!isEmpty && <Legend series={series} place={plot && corner(plot, series)} />}
      {isEmpty && empty && <p>{empty}</p>}
    </div>
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

/** Ranges, ticks and maps to pixels. */
function prepare({ x = {}, y = {}, traces = [] }, width, height) {
  const { top, right, bottom, left } = EDGE;
  const hasData = traces.some(({ y: values }) => values?.some(Number.isFinite));
  const axis = (letter, from, to, each) => {
    const values = traces.flatMap((one) => one[letter] ?? []).filter(Number.isFinite);
    const [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [-1, 1];
    const { unit, scale } = scaled((letter === "x" ? x : y).unit ?? "", Math.max(-low, high));
    const range = fit(low, high);
    const at = (value) => from + ((value - range[0]) / (range[1] - range[0])) * (to - from);
    const marked = ticks(range[0] * scale, range[1] * scale, Math.max(2, Math.abs(to - from) / each));
    return {
      at,
      unit,
      ticks: marked.map((v) => ({
        at: Math.round(at(v / scale)) + 0.5,
        text: hasData ? short(v) : "",
        isZero: Math.abs(v) < 1e-12,
      })),
    };
  };
  return { width, height, hasData, x: axis("x", left, width - right, 56), y: axis("y", height - bottom, top, 36) };
}

function Axes({ plot: { x, y, width, height }, spec }) {
  const { top, right, bottom, left } = EDGE;
  const name = `${plain(spec.x?.label)}${x.unit && ` (${x.unit})`}`;
  return (
    <g>
      {x.ticks.map(({ at, text, isZero }) => (
        <g key={at}>
          <line className={isZero ? "zero" : "grid"} x1={at} x2={at} y1={top} y2={height - bottom} />
          {at < width - right - 7 * name.length - 8 && (
            <text x={at} y={height - bottom + 15} textAnchor="middle">
              {text}
            </text>
          )}
        </g>
      ))}
      {y.ticks.map(({ at, text, isZero }) => (
        <g key={at}>
          <line className={isZero ? "zero" : "grid"} x1={left} x2={width - right} y1={at} y2={at} />
          <text x={left - 6} y={at + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      <text className="axis-name" x={4} y={12}>
        {plain(spec.y?.label)}
        {y.unit && ` (${y.unit})`}
      </text>
      <text className="axis-name" x={width - right} y={height - bottom + 15} textAnchor="end">
        {name}
      </text>
    </g>
  );
}

function line({ x, y }, plot) {
  let d = "";
  let pen = "M";
  for (let i = 0; i < y.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) pen = "M";
    else {
      d += `${pen}${plot.x.at(x[i]).toFixed(1)} ${plot.y.at(y[i]).toFixed(1)}`;
      pen = "L";
    }
  }
  return d;
}

/** The points, and the selected ones once more, so that they lie on top; their nodes stay, as new ones cost restyling. */
function Points({ series, plot, count }) {
  const selected = useSelection((selection) => selection.selected);
  const hovered = useSelection((selection) => selection.hovered);
  return (
    <>
      <Several {...{ series, plot, count, hovered }} />
      {selected.length > 0 && <Several {...{ series, plot, count, hovered }} only={selected} />}
    </>
  );
}

/** The points of all sweeps, or `only` of some. */
const Several = memo(function Several({ series, plot, count, hovered, only = null }) {
  const { x, y, sweeps = [], hollow = [] } = series;
  const lead = only && leading({ selected: only });
  const isDrawn = (i) => Number.isFinite(x[i]) && Number.isFinite(y[i]) && (!only || only.includes(sweeps[i]));
  const drawn = y.map((_, i) => i).filter(isDrawn);
  return drawn.map((i, slot) => {
    const k = sweeps[i] ?? null;
    const isOn = only !== null;
    const look = { isOn, isNear: k !== null && k === hovered, isHollow: Boolean(hollow[i]), isLead: isOn && k === lead };
    const color = k === null ? hue(series.hue) : ramp(k, count);
    return <Point key={slot} cx={plot.x.at(x[i])} cy={plot.y.at(y[i])} color={color} sweep={k} {...look} />;
  });
});

const Point = memo(function Point({ cx, cy, color, isOn, isNear, isHollow, isLead, sweep }) {
  const look = `point${isHollow ? " hollow" : ""}${isOn ? " on" : ""}${isNear ? " near" : ""}`;
  return (
    <g style={{ "--c": color }}>
      <circle className={look} cx={cx} cy={cy} r={isLead ? 5 : 3} />
      {sweep !== null && <circle className="reach" data-sweep={sweep} cx={cx} cy={cy} r={9} />}
    </g>
  );
});

/** The corner of the figure that holds the fewest points. */
function corner({ x, y, width, height }, series) {
  const middle = { x: (EDGE.left + width - EDGE.right) / 2, y: (EDGE.top + height - EDGE.bottom) / 2 };
  const counts = { "top left": 0, "top right": 0, "bottom left": 0, "bottom right": 0 };
  for (const one of series)
    one.y.forEach((value, i) => {
      if (!Number.isFinite(value) || !Number.isFinite(one.x[i])) return;
      const place = `${y.at(value) < middle.y ? "top" : "bottom"} ${x.at(one.x[i]) < middle.x ? "left" : "right"}`;
      counts[place] += one.mark === "line" ? 1 / one.y.length : 1 / 4;
    });
  return Object.keys(counts).reduce((best, place) => (counts[place] < counts[best] ? place : best));
}

function Legend({ series, place }) {
  const entries = series.filter(({ label }, i) => label && series.findIndex((other) => other.label === label) === i);
  if (entries.length < 2 || !place) return null;
  return (
    <ul className="figure-legend" data-place={place} aria-hidden="true">
      {entries.map(({ label, mark, hue: quantity, dash }) => (
        <li key={label} style={{ "--c": mark === "line" ? hue(quantity) : "var(--text-2)" }}>
          <i className={`${mark}${dash ? " dash" : ""}`} />
          <span>
            <Named label={label} />
          </span>
        </li>
      ))}
    </ul>
  );
}
