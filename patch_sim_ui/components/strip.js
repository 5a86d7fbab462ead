// The strip chart's picture: the response over the command; the newest at the right edge, or the sweeps of a trigger over
// each other.
import { Board } from "./board.js";
import { Calm } from "./calm.js";
import { scaled } from "./format.js";
import { stack } from "./geometry.js";
import { Tape } from "./tape.js";
import { BEFORE, Trigger } from "./trigger.js";

const WEIGHTS = [2.9, 1];
const FLOOR = { cc: [-90, 50], vc: null }; // mV that V always shows
const SIGNALS = ["response", "command"];
const UNITS = { cc: ["mV", "pA"], vc: ["pA", "mV"] };
const FIRE = { cc: { level: -20, isRising: true }, vc: { level: -100, isRising: false } }; // where a trigger begins
const MS_BELOW = 0.5; // s; narrower sweeps have their time in ms

export class Strip {
  /** Draws into `canvas`, which fills the element `root`. `on` is {layout, drawn}. */
  constructor(root, canvas, on) {
    Object.assign(this, { root, on, board: new Board(canvas), tape: new Tape(), width: 1, ranges: [] });
    this.trigger = new Trigger();
    this.isTriggered = false;
    this.until = null; // the time at the right edge, s; the newest where there is none
    this.become("cc");
    this.watchers = [new ResizeObserver(() => this.resize()), new MutationObserver(() => this.paint())];
    this.watchers[0].observe(root);
    this.watchers[1].observe(document.documentElement, { attributeFilter: ["class", "data-theme"] });
  }

  dispose() {
    this.watchers.forEach((watcher) => watcher.disconnect());
    cancelAnimationFrame(this.due);
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
    const [min, max] = this.ranges[0] ?? [];
    if (!this.geometry || !(max > min)) return null;
    const { top, bottom } = this.geometry.panels[0];
    return Math.max(top, Math.min(bottom, bottom - ((value - min) / (max - min)) * (bottom - top)));
  }

  valueAt(y) {
    const [min, max] = this.ranges[0];
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
    if (!this.geometry) return;
    const end = this.until ?? this.tape.end;
    const span = this.isTriggered ? [-BEFORE * this.width, (1 - BEFORE) * this.width] : [end - this.width, end];
    const shown = this.isTriggered ? null : this.tape.window(this.width, end);
    const panels = this.geometry.panels.map((place, i) => {
      const traces = shown ? [{ x: shown.time, y: shown[SIGNALS[i]] }] : this.superimposed(SIGNALS[i]);
      const level = !shown && i === 0 ? [this.trigger.level] : [];
      const range = this.axes[i].follow(...extent([level, ...traces.map(({ y }) => y)]), performance.now());
      this.ranges[i] = range;
      this.units[i] = scaled(UNITS[this.mode][i], Math.max(-range[0], range[1]));
      const baths = shown && i === 0 ? this.baths : [];
      return { ...place, range, traces, baths, scale: this.units[i].scale, line: this.ink[SIGNALS[i]] };
    });
    this.board.draw(this.geometry, panels, span, this.perSecond, this.ink);
  }

  /** The sweeps of a trigger: the older the fainter, the newest on top. */
  superimposed(signal) {
    const { sweeps } = this.trigger;
    return sweeps.map(({ time, [signal]: y }, k) => {
      const isNewest = k === sweeps.length - 1;
      return { x: time, y, alpha: isNewest ? 1 : 0.1 + (0.25 * k) / sweeps.length, width: isNewest ? 1.5 : 1 };
    });
  }

  /** What the time axis is written in: 1 for s, 1000 for ms. */
  get perSecond() {
    return this.isTriggered && this.width < MS_BELOW ? 1000 : 1;
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (!width || !height) return;
    this.geometry = stack(width, height, WEIGHTS);
    this.board.resize(this.geometry, getComputedStyle(this.root).fontFamily);
    this.paint();
    this.on.layout(this.geometry);
  }

  /** Take the colors of the theme. */
  paint() {
    const style = getComputedStyle(this.root);
    const token = (name) => style.getPropertyValue(`--${name}`).trim();
    const ink = { response: "q-v", command: "q-cmd", drug: "q-drug", grid: "grid", zero: "zero", text: "text-3", ground: "scope" };
    this.ink = Object.fromEntries(Object.entries(ink).map(([use, name]) => [use, token(name)]));
    this.draw(); // at once: a canvas of another size is empty
    this.on.drawn();
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
