// The traces and axes of the panels as a Plotly figure. Colors are not Plotly's: each trace is painted by CSS (scope.css)
// with the variable --c, so that a change of theme or selection draws nothing.
import { grid, hasZero } from "./grid.js";
import { path } from "./lines.js";

const CONFIG = { staticPlot: true, displayModeBar: false, responsive: false };
const WHOLE = { simplify: false }; // Plotly's own thinning leaves corners that show in thin lines
const BARE = { zeroline: false, showline: false, ticks: "", automargin: false, fixedrange: true, tickmode: "array" };
const library =
  typeof window === "undefined" ? null : import("plotly.js-cartesian-dist-min").then((all) => all.default ?? all);

const axis = (letter, i) => (i ? `${letter}${i + 1}` : letter);

export class Paper {
  constructor(place, onReady) {
    this.place = place;
    library.then((plotly) => {
      if (this.isOver) return;
      this.plotly = plotly;
      onReady();
    });
  }

  get isReady() {
    return Boolean(this.plotly);
  }

  dispose() {
    this.isOver = true;
    this.plotly?.purge(this.place);
    this.plotly = null;
  }

  /** Draw the axes, and what `strokes` (plot.js) found in `time`; as long as only data changes, lines are just moved. */
  draw(strokes, geometry, panels, scaleOf, time) {
    const figure = layout(geometry, panels, time);
    const kind = JSON.stringify([figure, strokes.map(({ uid }) => uid)]);
    if (kind === this.kind && this.move(strokes, geometry, scaleOf, time)) return;
    if (this.drawn !== strokes) this.data = traces(strokes, panels);
    this.plotly.react(this.place, this.data, figure, CONFIG);
    this.color(strokes);
    Object.assign(this, { kind, drawn: strokes });
  }

  /** New data in the figure as it stands, without Plotly and at a tenth of the cost; whether that was possible. */
  move(strokes, { left, panels }, scaleOf, time) {
    for (const { uid, panel, sweeps } of strokes) {
      const lines = this.nodeOf(uid)?.getElementsByClassName("js-line") ?? [];
      if (lines.length !== sweeps.length) return false;
      const scale = scaleOf(panel);
      sweeps.forEach((sweep, k) => lines[k].setAttribute("d", path(sweep, scale, time, -left, -panels[panel].top)));
    }
    return true;
  }

  /** Give the nodes that Plotly made their colors. */
  color(strokes) {
    for (const stroke of strokes) {
      const node = this.nodeOf(stroke.uid);
      node?.style.setProperty("--c", stroke.color);
      node?.classList.toggle("dash", stroke.dash);
      node?.classList.toggle("quantity", stroke.quantity);
    }
  }

  nodeOf(uid) {
    return this.place.getElementsByClassName(`trace${uid}`)[0];
  }
}

/** The strokes as Plotly's traces; one of nothing in each panel, for Plotly draws no axes without a trace. */
function traces(strokes, panels) {
  const line = { type: "scatter", mode: "lines", line: WHOLE, hoverinfo: "skip", xaxis: "x" };
  const frames = panels.map((_, i) => ({ ...line, yaxis: axis("y", i), uid: `frame-${i}`, x: [null], y: [null] }));
  const lines = strokes.map(({ uid, panel, sweeps }) => ({ ...line, yaxis: axis("y", panel), uid, ...joined(sweeps) }));
  return [...frames, ...lines];
}

/** One line of several sweeps, with gaps between: Plotly's cost is by trace. */
function joined(sweeps) {
  if (sweeps.length === 1) return { x: sweeps[0].x, y: sweeps[0].y };
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

/** Plotly's layout of the panels on `time`; each panel brings its range, scale (of the unit), `zeroOnly` and `lift`. */
function layout(geometry, panels, time) {
  const { width, height, left, right } = geometry;
  const { across, up } = grid(geometry, panels, time);
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
      tickvals: across.map(({ at }) => at),
      ticktext: across.map(({ text }) => text),
      ticklabelstandoff: 4,
    },
  };
  panels.forEach((panel, i) => {
    const { top, bottom } = geometry.panels[i];
    figure[i ? `yaxis${i + 1}` : "yaxis"] = {
      ...BARE,
      anchor: "x",
      domain: [1 - bottom / height, 1 - top / height],
      range: panel.range,
      zeroline: hasZero(panel),
      zerolinewidth: 1,
      tickvals: up[i].map(({ at }) => at),
      ticktext: up[i].map(({ text }) => text),
      ticklabelstandoff: 5,
    };
  });
  return figure;
}
