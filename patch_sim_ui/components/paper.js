// The traces of the panels as a Plotly figure, without Plotly's axes: those are drawn in grid.js, so that a new range moves
// the lines and nothing else. Colors are not Plotly's either: each trace is painted by CSS (scope.css) with the variable
// --c, so that a change of theme or selection draws nothing.
import { path } from "./lines.js";
import { sketch } from "./sketch.js";

const CONFIG = { staticPlot: true, displayModeBar: false, responsive: false };
const WHOLE = { simplify: false }; // Plotly's own thinning leaves corners that show in thin lines
const BARE = { visible: false, fixedrange: true };
let library = null; // Plotly takes longer to start than all of the page: it is brought when the page has its first data

const axis = (letter, i) => (i ? `${letter}${i + 1}` : letter);

export class Paper {
  /** Draws into the element `place`; `onPlotly` is told when there is Plotly to draw with. */
  constructor(place, onPlotly) {
    Object.assign(this, { place, onPlotly, drawn: new Map() }); // the sweeps that each stroke's nodes show
  }

  /** Bring Plotly, behind the picture that the browser is about to paint. */
  bring() {
    if (this.isOver || this.isBringing) return;
    this.isBringing = true;
    requestAnimationFrame(() => setTimeout(() => this.begin()));
  }

  async begin() {
    library ??= import("plotly.js-cartesian-dist-min").then((all) => all.default ?? all, () => null);
    const plotly = await library; // null where it cannot be had: then the sketch stays
    if (this.isOver || !plotly) return;
    this.place.replaceChildren();
    this.kind = "";
    this.plotly = plotly;
    this.onPlotly();
  }

  dispose() {
    this.isOver = true;
    this.plotly?.purge(this.place);
    this.plotly = null;
  }

  /** Draw what `strokes` (plot.js) found in `time`; as long as there are the same lines in the same places, they are moved. */
  draw(strokes, geometry, panels, scaleOf, time) {
    const kind = JSON.stringify([geometry, strokes.map(({ uid }) => uid)]);
    const isMoved = kind === this.kind && this.move(strokes, geometry, scaleOf, time);
    this.time = String(time);
    if (isMoved) return;
    this.drawn.clear();
    if (this.plotly) {
      this.plotly.react(this.place, traces(strokes, panels), layout(geometry, panels, time), CONFIG);
      this.color(strokes);
    } else this.place.innerHTML = sketch(strokes, geometry, scaleOf, time);
    this.kind = kind;
  }

  /** Other data, or other axes, for the lines that Plotly made: 3 ms in place of 50 to 100; whether that was possible. */
  move(strokes, { left, panels }, scaleOf, time) {
    for (const { uid, panel, sweeps } of strokes) {
      const lines = this.nodeOf(uid)?.getElementsByClassName("js-line") ?? [];
      if (lines.length !== sweeps.length) return false;
      if (this.drawn.get(uid) === sweeps && this.time === String(time)) continue; // thinned for another axis, they are others
      this.drawn.set(uid, sweeps);
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

/** The strokes as Plotly's traces; one of nothing in each panel, for Plotly makes no panel without a trace. */
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

/** Plotly's layout of the panels on `time`; each panel brings its range. */
function layout({ width, height, left, right, panels: places }, panels, time) {
  const xaxis = { ...BARE, domain: [left / width, right / width], range: time, anchor: axis("y", panels.length - 1) };
  const yaxes = panels.map(({ range }, i) => {
    const { top, bottom } = places[i];
    return [i ? `yaxis${i + 1}` : "yaxis", { ...BARE, anchor: "x", domain: [1 - bottom / height, 1 - top / height], range }];
  });
  return {
    width,
    height,
    margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    showlegend: false,
    hovermode: false,
    dragmode: false,
    xaxis,
    ...Object.fromEntries(yaxes),
  };
}
