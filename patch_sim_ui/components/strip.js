// The strip chart's picture: the response over the command, the newest at the right edge, drawn by uPlot.
import { Calm } from "./calm.js";
import { fixed, scaled, short } from "./format.js";
import { GUTTER, RIGHT, stack } from "./geometry.js";
import { Tape } from "./tape.js";
import { ticks } from "./ticks.js";
import { trace } from "./trace.js";

const WEIGHTS = [2.9, 1];
const AXIS = 24;
const FLOOR = { cc: [-90, 50], vc: null }; // mV that V always shows
const SIGNALS = ["response", "command"];
const UNITS = { cc: ["mV", "pA"], vc: ["pA", "mV"] };
const library = typeof window === "undefined" ? null : import("uplot").then((module) => module.default);

export class Strip {
  /** Draws into the elements `root` and, one for each signal, `places`. `on` is {layout, drawn}. */
  constructor(root, places, on) {
    Object.assign(this, { root, places, on, tape: new Tape(), width: 1, plots: [] });
    this.become("cc");
    this.watchers = [new ResizeObserver(() => this.resize()), new MutationObserver(() => this.paint())];
    this.watchers[0].observe(root);
    this.watchers[1].observe(document.documentElement, { attributeFilter: ["class", "data-theme"] });
    library.then((uPlot) => {
      this.uPlot = uPlot;
      this.resize();
    });
  }

  dispose() {
    this.uPlot = null;
    this.watchers.forEach((watcher) => watcher.disconnect());
    cancelAnimationFrame(this.due);
    this.plots.forEach((plot) => plot.destroy());
    this.plots = [];
  }

  /** Begin an empty tape under a clamp. */
  become(mode) {
    this.mode = mode;
    this.tape.clear();
    this.axes = [new Calm(FLOOR[mode]), new Calm()];
    this.units = UNITS[mode].map((unit) => ({ unit, scale: 1 }));
  }

  /** Write a stretch on the tape; whether that begins a new one: under another clamp, or of another cell. */
  append(stretch) {
    const isNew = stretch.mode !== this.mode || stretch.start < 1000 * this.tape.end - 1;
    if (isNew) this.become(stretch.mode);
    this.tape.append(stretch);
    this.redraw();
    return isNew;
  }

  /** Show the last `width` s. */
  look(width) {
    this.width = width;
    this.redraw();
  }

  tighten() {
    this.axes.forEach((axis) => axis.tighten());
    this.redraw();
  }

  /** Draw with the next picture of the browser, once whatever came meanwhile. */
  redraw() {
    this.due ||= requestAnimationFrame(() => {
      this.due = 0;
      this.draw();
      this.on.drawn();
    });
  }

  draw() {
    const { end } = this.tape;
    const shown = this.tape.window(this.width);
    this.plots.forEach((plot, i) => {
      const values = shown[SIGNALS[i]];
      const [low, high] = extent(values);
      const [min, max] = this.axes[i].follow(low, high, performance.now());
      this.units[i] = scaled(UNITS[this.mode][i], Math.max(-min, max));
      plot.unit = this.units[i];
      plot.batch(() => {
        plot.setData([shown.time, values], false);
        plot.setScale("x", { min: end - this.width, max: end });
        plot.setScale("y", { min, max });
      });
    });
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (!this.uPlot || !width || !height) return;
    const font = `11px ${getComputedStyle(this.root).fontFamily}`;
    const geometry = stack(width, height, WEIGHTS);
    geometry.panels.forEach(({ top, bottom }, i) => {
      const isLast = i === WEIGHTS.length - 1;
      const size = { width, height: bottom - top + (isLast ? AXIS : 1) };
      this.places[i].style.top = `${top}px`;
      if (this.plots[i]) this.plots[i].setSize(size);
      else this.plots[i] = new this.uPlot({ ...options(i, isLast, font), ...size }, [[], []], this.places[i]);
    });
    this.paint();
    this.on.layout(geometry);
  }

  /** Take the colors of the theme. */
  paint() {
    if (!this.plots.length) return;
    const style = getComputedStyle(this.root);
    const token = (name) => style.getPropertyValue(`--${name}`).trim();
    this.plots.forEach((plot, i) => {
      plot.ink = { line: token(i ? "q-cmd" : "q-v"), grid: token("grid"), zero: token("zero"), text: token("text-3") };
    });
    this.redraw();
  }
}

function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return [low, high];
}

/** What uPlot needs to know of panel i; its colors and unit are read when it draws. */
function options(i, isLast, font) {
  const ink = (name) => (plot) => plot.ink?.[name];
  const grid = { stroke: ink("grid"), width: 1 };
  const axis = { font, grid, stroke: ink("text"), ticks: { show: false } };
  const scale = (plot) => plot.unit?.scale ?? 1;
  return {
    padding: [0, RIGHT, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    select: { show: false },
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    series: [{}, { paths, stroke: ink("line"), width: 1, points: { show: false } }],
    axes: [
      {
        ...axis,
        size: isLast ? AXIS : 0,
        gap: 4,
        splits: (plot, _, low, high) => ticks(low, high, Math.max(3, plot.bbox.width / devicePixelRatio / 90)),
        values: (plot, all) => all.map((t) => (isLast ? moment(plot, t, all) : "")),
      },
      {
        ...axis,
        size: GUTTER,
        gap: 5,
        splits: (plot, _, low, high) => levels(low, high, plot.bbox.height / devicePixelRatio, scale(plot)),
        values: (plot, all) => all.map((v) => short(v * scale(plot))),
      },
    ],
    hooks: { drawAxes: [zero] },
  };
}

/** The line of a series, as uPlot asks for it. */
function paths(plot, series, i0, i1) {
  const { left, top, width, height } = plot.bbox;
  const { x, y } = plot.scales;
  const stroke = new Path2D();
  const place = { x0: x.min, left, perX: width / (x.max - x.min), y0: y.max, top, perY: height / (y.max - y.min) };
  trace(stroke, plot.data[0], plot.data[series], i0, i1, place);
  return { stroke, fill: null, clip: null, band: null, gaps: null, flags: 1 };
}

/** Ticks of a y axis, closer in low panels; none so near an end that it would touch the head or the time. */
function levels(low, high, height, scale) {
  const apart = Math.max(17, Math.min(48, height / 4.5));
  const all = ticks(low * scale, high * scale, Math.max(2, height / apart)).map((v) => v / scale);
  return all.filter((v) => height * Math.min(high - v, v - low) > 5 * (high - low));
}

/** A time with as many decimals as its neighbors need; none where the unit stands. */
function moment(plot, t, all) {
  if (t - plot.scales.x.min < (14 * (plot.scales.x.max - plot.scales.x.min)) / plot.width) return "";
  const step = all.length > 1 ? all[1] - all[0] : 1;
  return fixed(t, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}

/** The line at zero, a little stronger than the grid. */
function zero(plot) {
  const { min, max } = plot.scales.y;
  if (!(min < 0 && max > 0)) return;
  const { left, width } = plot.bbox;
  const y = Math.round(plot.valToPos(0, "y", true)) + 0.5;
  plot.ctx.save();
  plot.ctx.strokeStyle = plot.ink?.zero;
  plot.ctx.lineWidth = devicePixelRatio;
  plot.ctx.beginPath();
  plot.ctx.moveTo(left, y);
  plot.ctx.lineTo(left + width, y);
  plot.ctx.stroke();
  plot.ctx.restore();
}
