// The strip chart's picture: the response over the command, drawn by uPlot; the newest at the right edge, or the sweeps
// of a trigger over each other.
import { Calm } from "./calm.js";
import { fixed, scaled, short } from "./format.js";
import { GUTTER, RIGHT, stack } from "./geometry.js";
import { Tape } from "./tape.js";
import { ticks } from "./ticks.js";
import { trace } from "./trace.js";
import { BEFORE, Trigger } from "./trigger.js";

const WEIGHTS = [2.9, 1];
const AXIS = 24;
const FLOOR = { cc: [-90, 50], vc: null }; // mV that V always shows
const SIGNALS = ["response", "command"];
const UNITS = { cc: ["mV", "pA"], vc: ["pA", "mV"] };
const FIRE = { cc: { level: -20, isRising: true }, vc: { level: -100, isRising: false } }; // where a trigger begins
const MS_BELOW = 0.5; // s; narrower sweeps have their time in ms
const library = typeof window === "undefined" ? null : import("uplot").then((module) => module.default);

export class Strip {
  /** Draws into the elements `root` and, one for each signal, `places`. `on` is {layout, drawn}. */
  constructor(root, places, on) {
    Object.assign(this, { root, places, on, tape: new Tape(), width: 1, plots: [] });
    this.trigger = new Trigger();
    this.isTriggered = false;
    this.until = null; // the time at the right edge, s; the newest where there is none
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
    if (mode !== this.mode) this.trigger.become(FIRE[mode], this.tape);
    this.mode = mode;
    this.tape.clear();
    this.trigger.clear();
    this.baths = this.baths?.length ? [{ ...this.baths.at(-1), from: 0 }] : []; // {from, drugs}: what the bath is since when
    this.until = null;
    this.axes = [new Calm(FLOOR[mode]), new Calm()];
    this.units = UNITS[mode].map((unit) => ({ unit, scale: 1 }));
  }

  /** Write a stretch on the tape; whether that begins a new one: under another clamp, or of another cell. */
  append(stretch) {
    const isNew = stretch.mode !== this.mode || stretch.start < 1000 * this.tape.end - 1;
    if (isNew) this.become(stretch.mode);
    this.tape.append(stretch);
    if (this.isTriggered) this.trigger.follow(this.tape);
    this.redraw();
    return isNew;
  }

  /** Show the last `width` s, or sweeps of as much. */
  look(width, isTriggered = false) {
    if (isTriggered && (!this.isTriggered || width !== this.width)) this.trigger.become({ width }, this.tape);
    if (isTriggered !== this.isTriggered) this.axes.forEach((axis) => axis.forget());
    Object.assign(this, { width, isTriggered });
    this.redraw();
  }

  /** Show the tape as it was up to `time` (s) and no further; the newest again with null. */
  rewind(time) {
    const { start, end } = this.tape;
    this.until = time === null || time >= end ? null : Math.max(time, Math.min(start + this.width, end));
    this.redraw();
  }

  /** Where a value of the response lies, px from the top, within its panel; and the value at a place. */
  placeOf(value) {
    const { min, max } = this.plots[0]?.scales.y ?? {};
    if (!this.geometry || !(max > min)) return null;
    const { top, bottom } = this.geometry.panels[0];
    return Math.max(top, Math.min(bottom, bottom - ((value - min) / (max - min)) * (bottom - top)));
  }

  valueAt(y) {
    const { min, max } = this.plots[0].scales.y;
    const { top, bottom } = this.geometry.panels[0];
    return min + ((bottom - Math.max(top, Math.min(bottom, y))) / (bottom - top)) * (max - min);
  }

  /** From now on this is in the bath: [dose, percent of it] of every drug. */
  wash(drugs) {
    this.baths.push({ from: this.tape.end, drugs });
    while (this.baths.length > 1 && this.baths[1].from < this.tape.start) this.baths.shift();
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
    const end = this.until ?? this.tape.end;
    const span = this.isTriggered ? [-BEFORE * this.width, (1 - BEFORE) * this.width] : [end - this.width, end];
    const shown = this.isTriggered ? null : this.tape.window(this.width, end);
    this.plots.forEach((plot, i) => {
      const sweeps = shown ? [] : this.trigger.sweeps.map((sweep) => ({ x: sweep.time, y: sweep[SIGNALS[i]] }));
      const level = !shown && i === 0 ? [this.trigger.level] : [];
      const [low, high] = extent(shown ? [shown[SIGNALS[i]]] : [level, ...sweeps.map(({ y }) => y)]);
      const [min, max] = this.axes[i].follow(low, high, performance.now());
      this.units[i] = scaled(UNITS[this.mode][i], Math.max(-min, max));
      plot.unit = this.units[i];
      plot.sweeps = sweeps;
      plot.perSecond = this.perSecond;
      plot.baths = shown && i === 0 ? this.baths : [];
      plot.batch(() => {
        plot.setData(shown ? [shown.time, shown[SIGNALS[i]]] : [span, [null, null]], false);
        plot.setScale("x", { min: span[0], max: span[1] });
        plot.setScale("y", { min, max });
      });
    });
  }

  /** What the time axis is written in: 1 for s, 1000 for ms. */
  get perSecond() {
    return this.isTriggered && this.width < MS_BELOW ? 1000 : 1;
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (!this.uPlot || !width || !height) return;
    const font = `11px ${getComputedStyle(this.root).fontFamily}`;
    const geometry = stack(width, height, WEIGHTS);
    this.geometry = geometry;
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
      plot.ink = { drug: token("q-drug"), line: token(i ? "q-cmd" : "q-v"), grid: token("grid"), zero: token("zero"), text: token("text-3") };
    });
    this.redraw();
  }
}

/** The least and the largest of several rows of numbers. */
function extent(rows) {
  let low = Infinity;
  let high = -Infinity;
  for (const values of rows)
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
    hooks: { drawAxes: [zero], draw: [superimposed, washed] },
  };
}

/** The line of a series, as uPlot asks for it. */
function paths(plot, series, i0, i1) {
  if (plot.sweeps?.length || plot.data[series][i0] === null) return null;
  const stroke = new Path2D();
  trace(stroke, plot.data[0], plot.data[series], i0, i1, place(plot));
  return { stroke, fill: null, clip: null, band: null, gaps: null, flags: 1 };
}

/** How data map to the canvas. */
function place({ bbox: { left, top, width, height }, scales: { x, y } }) {
  return { x0: x.min, left, perX: width / (x.max - x.min), y0: y.max, top, perY: height / (y.max - y.min) };
}

/** The sweeps of a trigger: the older the fainter, the newest on top. */
function superimposed(plot) {
  const { ctx, bbox, sweeps = [] } = plot;
  if (!sweeps.length) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = plot.ink?.line;
  ctx.lineJoin = "round";
  sweeps.forEach(({ x, y }, k) => {
    const isNewest = k === sweeps.length - 1;
    const stroke = new Path2D();
    trace(stroke, x, y, 0, x.length - 1, place(plot));
    ctx.globalAlpha = isNewest ? 1 : 0.1 + (0.25 * k) / sweeps.length;
    ctx.lineWidth = (isNewest ? 1.5 : 1) * devicePixelRatio;
    ctx.stroke(stroke);
  });
  ctx.restore();
}

/** Drugs that are in the bath, a bar each along the top: the fuller, the more of the dose has come. */
function washed(plot) {
  const { ctx, bbox, baths = [], scales } = plot;
  const doses = [...new Set(baths.flatMap(({ drugs }) => drugs.map(([dose]) => dose)))];
  const right = bbox.left + bbox.width;
  ctx.save();
  ctx.fillStyle = plot.ink?.drug;
  baths.forEach(({ from, drugs }, k) => {
    const to = Math.min(right, plot.valToPos(baths[k + 1]?.from ?? scales.x.max, "x", true));
    const left = Math.max(bbox.left, plot.valToPos(from, "x", true));
    if (to <= left) return;
    drugs.forEach(([dose, share]) => {
      ctx.globalAlpha = 0.15 + 0.0085 * share;
      ctx.fillRect(left, bbox.top + (2 + 6 * doses.indexOf(dose)) * devicePixelRatio, to - left, 4 * devicePixelRatio);
    });
  });
  ctx.restore();
}

/** Ticks of a y axis, closer in low panels; none so near an end that it would touch the head or the time. */
function levels(low, high, height, scale) {
  const apart = Math.max(17, Math.min(48, height / 4.5));
  const all = ticks(low * scale, high * scale, Math.max(2, height / apart)).map((v) => v / scale);
  return all.filter((v) => height * Math.min(high - v, v - low) > 5 * (high - low));
}

/** A time with as many decimals as its neighbors need; none where the unit stands. */
function moment(plot, t, all) {
  const { perSecond = 1 } = plot;
  if (t - plot.scales.x.min < (14 * (plot.scales.x.max - plot.scales.x.min)) / plot.width) return "";
  const step = all.length > 1 ? all[1] - all[0] : 1;
  return fixed(perSecond * t, Math.max(0, Math.ceil(-Math.log10(perSecond * step) - 1e-9)));
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
