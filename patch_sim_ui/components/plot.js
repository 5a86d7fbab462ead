// The Plotly figure of the scope: traces and layout. Colors are not Plotly's: each trace is painted by CSS (scope.css)
// with the variable --c, so that a change of theme or selection draws nothing.
import { short } from "./format.js";
import { path, thin } from "./lines.js";
import { hue, ramp } from "./ramp.js";
import { ticks } from "./ticks.js";

const COLORS_OF_LEVELS = 32;
const PIXELS = 0.12; // how far a thinned trace may be off
const WHOLE = { simplify: false }; // Plotly's own thinning leaves corners that show in thin lines

/** What is drawn: [{uid, panel, color, dash, quantity, sweeps}], the sweeps of one color together and thinned. */
export function strokes(frame, panels, geometry) {
  return panels.flatMap((panel, i) => {
    const { top, bottom } = geometry.panels[i];
    const tolerance = (PIXELS * (panel.range[1] - panel.range[0])) / (bottom - top);
    const quantity = panel.color !== "level";
    return panel.signals.flatMap((signal) => {
      const recorded = frame.signals[signal.name]?.sweeps ?? [];
      if (!recorded.length || isSingle(panel, signal)) return [];
      const sweeps = recorded.map((sweep) => thin(sweep, tolerance));
      const groups = quantity ? [{ sweeps, color: hue(signal.hue) }] : byColor(sweeps);
      return groups.map((group, k) => {
        const uid = `${panel.id}-${signal.name}-${k}`.replace(/[^\w-]/g, "_");
        return { ...group, uid, panel: i, dash: Boolean(signal.dash), quantity };
      });
    });
  });
}

/** The strokes as Plotly's traces; one of nothing in each panel, for Plotly draws no axes without a trace. */
export function traces(drawn, panels) {
  const line = { type: "scatter", mode: "lines", line: WHOLE, hoverinfo: "skip", xaxis: "x" };
  const frames = panels.map((_, i) => ({ ...line, yaxis: axis("y", i), uid: `frame-${i}`, x: [null], y: [null] }));
  const lines = drawn.map(({ uid, panel, sweeps }) => ({ ...line, yaxis: axis("y", panel), uid, ...joined(sweeps) }));
  return [...frames, ...lines];
}

const nodeOf = (plot, uid) => plot.getElementsByClassName(`trace${uid}`)[0];

/** Give the nodes that Plotly made their colors. */
export function color(plot, drawn) {
  for (const stroke of drawn) {
    const node = nodeOf(plot, stroke.uid);
    node?.style.setProperty("--c", stroke.color);
    node?.classList.toggle("dash", stroke.dash);
    node?.classList.toggle("quantity", stroke.quantity);
  }
}

/** New data in the figure as it stands: its lines are moved without Plotly, at a tenth of the cost. */
export function redraw(plot, drawn, scaleOf, { left, panels }, time) {
  for (const { uid, panel, sweeps } of drawn) {
    const lines = nodeOf(plot, uid)?.getElementsByClassName("js-line") ?? [];
    if (lines.length !== sweeps.length) return false;
    const scale = scaleOf(panel);
    sweeps.forEach((sweep, k) => lines[k].setAttribute("d", path(sweep, scale, time, -left, -panels[panel].top)));
  }
  return true;
}

/** Whether a signal is drawn for the selected sweep only: one with its own hue among levels. */
export const isSingle = (panel, signal) => panel.color === "level" && Boolean(signal.hue);

const axis = (letter, i) => (i ? `${letter}${i + 1}` : letter);

function byColor(sweeps) {
  const n = sweeps.length;
  if (n <= COLORS_OF_LEVELS) return sweeps.map((sweep, k) => ({ sweeps: [sweep], color: ramp(k, n) }));
  const size = Math.ceil(n / COLORS_OF_LEVELS);
  const groups = [];
  for (let k = 0; k < n; k += size) groups.push({ sweeps: sweeps.slice(k, k + size), color: ramp(k, n) });
  return groups;
}

/** One line of several sweeps, with gaps between: Plotly's cost is by trace. */
function joined(sweeps) {
  if (sweeps.length === 1) return sweeps[0];
  const size = sweeps.reduce((sum, { y }) => sum + y.length + 1, 0);
  const x = new Float64Array(size);
  const y = new Float64Array(size);
  let at = 0;
  for (const sweep of sweeps) {
    x.set(sweep.x, at);
    y.set(sweep.y, at);
    at += sweep.y.length;
    x[at] = sweep.x[sweep.x.length - 1];
    y[at] = NaN;
    at += 1;
  }
  return { x, y };
}

/** Ticks of a y axis, closer in low panels; none so near the top that it would touch the unit in the head. */
function levels(low, high, height) {
  const apart = Math.max(17, Math.min(48, height / 4.5));
  return ticks(low, high, Math.max(2, height / apart)).filter((v) => ((high - v) / (high - low)) * height > 5);
}

const BARE = { zeroline: false, showline: false, ticks: "", automargin: false, fixedrange: true, tickmode: "array" };

/** Plotly's layout of the panels on `time`; each panel brings its range, scale (of the unit) and `zeroOnly`. */
export function layout(geometry, panels, time) {
  const { width, height, left, right } = geometry;
  const across = ticks(time[0], time[1], Math.max(3, (right - left) / 90));
  const figure = {
    width,
    height,
    margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    showlegend: false,
    hovermode: false,
    dragmode: false,
    font: { size: 11 },
    xaxis: {
      ...BARE,
      domain: [left / width, right / width],
      range: time,
      anchor: axis("y", panels.length - 1),
      tickvals: across,
      ticktext: across.map((t) => short(t)),
      ticklabelstandoff: 4,
    },
  };
  panels.forEach(({ range, scale, zeroOnly, lift }, i) => {
    const { top, bottom } = geometry.panels[i];
    const up = lift ? [] : zeroOnly ? [0] : levels(range[0] * scale, range[1] * scale, bottom - top);
    figure[i ? `yaxis${i + 1}` : "yaxis"] = {
      ...BARE,
      anchor: "x",
      domain: [1 - bottom / height, 1 - top / height],
      range,
      zeroline: !lift,
      zerolinewidth: 1,
      tickvals: up.map((v) => v / scale),
      ticktext: up.map((v) => short(v)),
      ticklabelstandoff: 5,
    };
  });
  return figure;
}
