// The scope's picture: fetches what is wanted, one request at a time and the newest first, and draws it.
// The last picture stays until the next one is there; what the user zoomed survives a new recording.
import { Ahead, pointsNow } from "./ahead.js";
import { drugs, shown } from "./applied.js";
import { arrange } from "./arrange.js";
import { areSame, axisOf } from "./axes.js";
import { bars } from "./bars.js";
import { complete } from "./complete.js";
import * as cursors from "./cursors.js";
import { previewFrame } from "./decode.js";
import * as displays from "./display.js";
import { isDragging, onDragging } from "./dragging.js";
import { fill } from "./fill.js";
import { flags } from "./flags.js";
import { Lost, fetchFrame } from "./frames.js";
import { FLAGS, LANE, scales, stack, weight } from "./geometry.js";
import { gridText } from "./grid.js";
import { nearest } from "./hit.js";
import { Marks } from "./marks.js";
import { Paper } from "./paper.js";
import { Strokes, hasSingle } from "./plot.js";
import { drawn as referenceOf, kept } from "./reference.js";
import { current, limit, subscribe } from "./selection.js";
import { sharpen } from "./sharpen.js";
import { spots } from "./spotted.js";
import { flagsOf } from "./tags.js";
import { pan, zoom } from "./ticks.js";

const SETTLE_MS = 150;
const RETRY_MS = 1000;

const nextPaint = () => new Promise((done) => requestAnimationFrame(() => done()));

export class Screen {
  constructor({ root, plot, axes, overlay, references, lane, lines }, { onLayout, onFault, onLost }) {
    Object.assign(this, { root, axes, references, onLayout, onFault, onLost, size: [0, 0] });
    this.marks = new Marks(overlay);
    // A drag's traces are drawn as they come; the numbers beside them follow.
    this.ahead = new Ahead(({ token }) => isDragging() && this.goal?.token && this.want({ ...this.goal, token }));
    this.paper = new Paper(plot, () => this.resize());
    this.goal = null; // what is wanted: {token, panels, preview}
    this.raw = null; // the recording on the screen as it came
    this.whole = null; // the same as it is arranged
    this.detail = null; // a part of it with more points, after zooming
    this.panels = []; // what is drawn, each with its range and scale
    this.kept = {}; // range and scale of every panel and choice seen so far
    this.view = { time: null, values: {} }; // what the user zoomed
    this.strokes = new Strokes();
    this.reference = null; // sweeps of an earlier run, by signal
    this.tags = [];
    this.layers = [flags(lane, lines, this), spots(this.marks, this)];
    this.ends = [
      ...this.layers.map(({ end }) => end),
      subscribe(({ selected }) => this.select(selected)),
      displays.subscribe(() => this.raw && this.show(this.raw, this.arranged.of[1])),
      onDragging((held) => held || setTimeout(() => this.refresh(), SETTLE_MS)),
    ];
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(root);
  }

  dispose() {
    this.ends.forEach((end) => end());
    this.watcher.disconnect();
    clearTimeout(this.timer);
    this.ahead.end();
    this.paper.dispose();
  }

  /** Show another goal; where newer traces are drawn already, they stay. */
  want(goal) {
    const was = this.goal ?? {};
    const token = this.ahead.later(goal.token, was.token);
    this.goal = { ...goal, token };
    if (!token || token !== was.token || goal.panels !== was.panels) this.refresh();
  }

  async refresh() {
    this.stale = true;
    if (this.running || this.paper.isOver || !this.goal) return;
    this.running = true;
    while (this.stale && !this.paper.isOver) {
      this.stale = false;
      await this.update(this.goal);
    }
    this.running = false;
  }

  async update({ token, panels, preview }) {
    try {
      const names = panels.flatMap((panel) => panel.signals.map((signal) => signal.name));
      const frame = token ? await this.fetch(token, [...new Set(names)]) : previewFrame(preview ?? {});
      if (this.paper.isOver) return;
      this.show(frame, panels);
      await sharpen(this);
      this.onFault("");
    } catch (error) {
      if (error instanceof Lost) this.onLost(token);
      else this.onFault(error.message);
      if (error instanceof TypeError) setTimeout(() => this.refresh(), RETRY_MS);
      return;
    }
    await nextPaint();
    this.root.dataset.painted = token;
  }

  async fetch(token, names, points = pointsNow()) {
    const { raw, ahead } = this;
    ahead.want(names);
    if (raw?.token === token && raw.points >= points && names.every((name) => raw.signals[name])) return raw;
    return ahead.take(token, names, points) ?? fetchFrame(token, names, points);
  }

  /** Make a frame the picture: arrange it, fit the axes to it and draw. */
  show(raw, panels) {
    const { whole } = this;
    const { display } = displays.current();
    const now = [raw, panels, display].every((one, k) => one === this.arranged?.of[k])
      ? this.arranged
      : { ...arrange(raw, panels, display), of: [raw, panels, display] };
    if (now.frame !== whole) this.detail = null;
    if (whole && (whole.start !== now.frame.start || whole.stop !== now.frame.stop)) this.view.time = null;
    if (now !== this.arranged) this.view.values = this.valuesOf(now.panels);
    Object.assign(this, { raw, whole: now.frame, arranged: now });
    this.fitted = current().selected;
    this.panels = now.panels.map((panel) => ({ ...panel, ...this.axis(now.frame, panel) }));
    limit(raw.token ? raw.sweeps : Infinity);
    this.draw();
  }

  /** Whether the sweeps lie over each other, on one time axis: only then are there cursors and references. */
  get isOverlay() {
    return this.whole === this.raw;
  }

  valuesOf(panels) {
    return Object.fromEntries(panels.flatMap(({ key }) => (this.view.values[key] ? [[key, this.view.values[key]]] : [])));
  }

  /** The y axis of a panel; what was fitted is kept, what the user zoomed goes before it. */
  axis(frame, panel) {
    const { key } = panel;
    const { locked, density } = displays.current();
    const axis = axisOf(frame, panel, this.kept[key], { held: isDragging(), locked: locked.includes(panel.id), density, selected: this.fitted });
    if (!axis.zeroOnly) this.kept[key] = axis;
    return { ...axis, range: this.view.values[key] ?? axis.range };
  }

  get time() {
    return this.view.time ?? this.limits;
  }

  get limits() {
    const { start = 0, stop = 1 } = this.whole ?? {};
    return stop > start ? [start, stop] : [start, start + 1];
  }

  /** The frame that covers the visible time, the finer one if there is one. */
  get frame() {
    const { detail, time } = this;
    return detail && detail.window[0] <= time[0] && detail.window[1] >= time[1] ? detail : this.whole;
  }

  resize() {
    this.size = [this.root.clientWidth, this.root.clientHeight]; // to ask for it costs a layout
    if (this.whole) this.draw();
  }

  draw() {
    const [width, height] = this.size;
    if (this.paper.isOver || !width || !height || !this.panels.length) return;
    const { frame, panels, time } = this;
    const weights = panels.map((panel, i) => panel.weight ?? weight(i, panels.length, !this.whole.token));
    this.laned = cursors.current().on && Boolean(this.whole.token) && this.isOverlay;
    this.geometry = stack(width, height, weights, this.laned ? FLAGS : LANE);
    fill(this.axes, gridText(this.geometry, panels, time));
    this.paper.draw(this.strokes.of(frame, panels, this.geometry), this.geometry, panels, (i) => this.scalesOf(i), time);
    const before = this.reference && this.isOverlay ? referenceOf(this.reference, panels, this.geometry, time) : "";
    fill(this.references, before + bars(panels, this.geometry));
    this.mark();
    this.layers.forEach((layer) => layer.draw());
    this.onLayout(this.geometry, panels, frame);
  }

  /** Other sweeps are selected: the axis of what is drawn for these alone follows, where it has to. */
  select(selected) {
    const isOther = selected !== this.fitted && hasSingle(this.panels);
    if (isOther && this.refits(selected)) this.show(this.raw, this.arranged.of[1]);
    else this.mark();
  }

  refits(selected) {
    this.fitted = selected;
    return !areSame(this.panels, this.arranged.panels.map((panel) => this.axis(this.whole, panel)));
  }

  mark() {
    if (!this.geometry) return;
    const selection = this.whole.token ? current() : { selected: [], hovered: null };
    this.root.toggleAttribute("data-selected", selection.selected.length > 0 && this.whole.sweeps > 1);
    this.root.toggleAttribute("data-single", this.whole.sweeps === 1);
    const flowing = drugs(shown(this.whole, selection.selected), this.panels, this.geometry, this.time);
    const words = flowing + flagsOf(this.tags, this.panels, this.geometry, this.time, this.chained);
    this.marks.draw(this.frame, this.panels, this.geometry, this.time, selection, words);
    complete(this, selection.selected);
  }

  /** The time from sweep to sweep of a chain; 0 where they share one time. */
  get chained() {
    const { raw, whole } = this;
    return whole.stop > raw.stop ? raw.stop - raw.start : 0;
  }

  /** Show these tags {sweep, time, text}. */
  note(tags) {
    this.tags = tags;
    if (this.geometry) this.mark();
  }

  scalesOf(i) {
    return scales(this.geometry, this.geometry.panels[i], this.time, this.panels[i].range);
  }

  /** {signal, sweep} of the recorded trace near a point of panel i, or null. */
  nearest(i, x, y) {
    if (!this.whole?.token) return null;
    return nearest(this.frame, this.panels[i].signals, this.scalesOf(i), x, y);
  }

  /* What the user sees of it. Every change is drawn with the next picture of the browser. */

  look(time, values = {}) {
    if (time[1] - time[0] > 4 * (this.whole.dt || 0)) {
      const isAll = time[0] <= this.limits[0] && time[1] >= this.limits[1];
      this.view.time = isAll ? null : time;
    }
    for (const [i, range] of Object.entries(values)) {
      this.view.values[this.panels[i].key] = range;
      this.panels[i].range = range;
    }
    if (!this.due) this.due = requestAnimationFrame(() => ((this.due = null), this.draw()));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), SETTLE_MS);
  }

  zoomTime(x, factor) {
    this.look(zoom(this.time, this.scalesOf(0).t(x), factor, this.limits));
  }

  zoomValue(i, y, factor) {
    this.look(this.time, { [i]: zoom(this.panels[i].range, this.scalesOf(i).v(y), factor) });
  }

  panTime(from, to) {
    const { t } = this.scalesOf(0);
    this.look(pan(this.time, t(from) - t(to), this.limits));
  }

  panValue(i, from, to) {
    const { v } = this.scalesOf(i);
    this.look(this.time, { [i]: pan(this.panels[i].range, v(from) - v(to)) });
  }

  /** Show the box: its time, and its values too if it is tall enough to mean them. */
  box(i, x, y) {
    const { t, v } = this.scalesOf(i);
    const tall = Math.abs(y[1] - y[0]) > 16;
    this.look([t(Math.min(...x)), t(Math.max(...x))], tall ? { [i]: [v(Math.max(...y)), v(Math.min(...y))] } : {});
  }

  /** Keep the selected sweeps on the screen, whatever is recorded next. */
  keep() {
    if (!this.raw?.token || !this.isOverlay) return false;
    this.reference = kept(this.raw, current().selected);
    this.draw();
    return true;
  }

  /** Take the range that a panel has now, zoomed or not, as its own: what a lock holds, and what follows the data after it. */
  hold(key) {
    const panel = this.panels.find((one) => one.key === key);
    if (!panel || !this.kept[key]) return;
    this.kept[key] = { ...this.kept[key], range: panel.range };
    delete this.view.values[key];
  }

  forget() {
    this.reference = null;
    this.draw();
  }

  /** Fit all axes but those that are locked. */
  autoscale() {
    const { locked } = displays.current();
    const keys = this.panels.filter(({ id }) => locked.includes(id)).map(({ key }) => key);
    this.view = { time: null, values: {} };
    this.kept = Object.fromEntries(Object.entries(this.kept).filter(([key]) => keys.includes(key)));
    this.refresh();
  }
}
