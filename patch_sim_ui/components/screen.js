// The scope's picture: fetches what is wanted, one request at a time and the newest first, and draws it.
// The last picture stays until the next one is there; what the user zoomed survives a new recording.
import * as cursors from "./cursors.js";
import { previewFrame } from "./decode.js";
import { isDragging, onDragging } from "./dragging.js";
import { flags } from "./flags.js";
import { scaled } from "./format.js";
import { Lost, fetchFrame } from "./frames.js";
import { FLAGS, LANE, scales, stack, weight } from "./geometry.js";
import { nearest } from "./hit.js";
import { marks } from "./marks.js";
import { color, layout, redraw, strokes, traces } from "./plot.js";
import { drawn as referenceOf, kept } from "./reference.js";
import { current, limit, subscribe } from "./selection.js";
import { follow, pan, zoom } from "./ticks.js";

const FINE = 1000;
const COARSE = 400;
const SETTLE_MS = 150;
const RETRY_MS = 1000;
const CONFIG = { staticPlot: true, displayModeBar: false, responsive: false };
const plotly =
  typeof window === "undefined" ? null : import("plotly.js-cartesian-dist-min").then((all) => all.default ?? all);

const nextPaint = () => new Promise((done) => requestAnimationFrame(() => done()));
const isShare = (unit, low, high) => unit === "" && low >= 0 && high <= 1;

export class Screen {
  constructor({ root, plot, overlay, references, lane, lines }, { onLayout, onFault, onLost }) {
    Object.assign(this, { root, plot, overlay, references, onLayout, onFault, onLost });
    this.goal = null; // what is wanted: {token, panels, preview}
    this.whole = null; // the recording on the screen
    this.detail = null; // a part of it with more points, after zooming
    this.panels = []; // what is drawn, each with its range and scale
    this.kept = {}; // range and scale of every panel and choice seen so far
    this.view = { time: null, values: {} }; // what the user zoomed
    this.reference = null; // sweeps of an earlier run, by signal
    this.flags = flags(lane, lines, this);
    this.ends = [
      this.flags.end,
      subscribe(() => this.mark()),
      onDragging((held) => held || setTimeout(() => this.refresh(), SETTLE_MS)),
    ];
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(root);
    plotly.then((library) => {
      this.plotly = library;
      this.refresh();
    });
  }

  dispose() {
    this.ends.forEach((end) => end());
    this.watcher.disconnect();
    clearTimeout(this.timer);
    this.plotly?.purge(this.plot);
    this.plotly = null;
  }

  want(goal) {
    this.goal = goal;
    this.refresh();
  }

  async refresh() {
    this.stale = true;
    if (this.running || !this.plotly || !this.goal) return;
    this.running = true;
    while (this.stale && this.plotly) {
      this.stale = false;
      await this.update(this.goal);
    }
    this.running = false;
  }

  async update({ token, panels, preview }) {
    try {
      const names = panels.flatMap((panel) => panel.signals.map((signal) => signal.name));
      const frame = token ? await this.fetch(token, [...new Set(names)]) : previewFrame(preview ?? {});
      if (!this.plotly) return;
      this.show(frame, panels);
      await this.sharpen();
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

  async fetch(token, names) {
    const points = isDragging() ? COARSE : FINE;
    const { whole } = this;
    if (whole?.token === token && whole.points >= points && names.every((name) => whole.signals[name])) return whole;
    return Object.assign(await fetchFrame(token, names, points), { points });
  }

  /** Make a frame the picture: fit the axes to it and draw. */
  show(frame, panels) {
    const { whole } = this;
    if (frame !== whole) this.detail = null;
    if (whole && (whole.start !== frame.start || whole.stop !== frame.stop)) this.view.time = null;
    if (whole?.panels !== panels) this.view.values = this.valuesOf(panels);
    this.whole = Object.assign(frame, { panels });
    this.panels = panels.map((panel) => ({ ...panel, ...this.axis(frame, panel) }));
    limit(frame.token ? frame.sweeps : Infinity);
    this.draw();
  }

  valuesOf(panels) {
    const kept = panels.filter(({ key }) => this.view.values[key]);
    return Object.fromEntries(kept.map(({ key }) => [key, this.view.values[key]]));
  }

  /** {key, range, scale, unit, blanked, zeroOnly} of a panel's y axis. */
  axis(frame, { key, unit, signals }) {
    const present = signals.map(({ name }) => frame.signals[name]).filter(Boolean);
    if (!present.length) return { range: [-0.08, 1], scale: 1, unit, blanked: 0, zeroOnly: true };
    const low = Math.min(...present.map((signal) => signal.fit[0]));
    const high = Math.max(...present.map((signal) => signal.fit[1]));
    const old = this.kept[key];
    const fitted = isShare(unit, low, high) ? [-0.05, 1.12] : follow(old?.range, low, high, isDragging());
    const size = isDragging() && old ? old : scaled(unit, Math.max(-low, high));
    this.kept[key] = { range: fitted, unit: size.unit, scale: size.scale };
    const blanked = Math.max(...present.map((signal) => signal.blanked));
    return { ...this.kept[key], range: this.view.values[key] ?? fitted, blanked, zeroOnly: false };
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
    if (this.whole) this.draw();
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (!this.plotly || !width || !height || !this.panels.length) return;
    const { frame, panels, time } = this;
    const weights = panels.map((panel, i) => panel.weight ?? weight(i, panels.length));
    this.laned = cursors.current().on && Boolean(this.whole.token);
    this.geometry = stack(width, height, weights, this.laned ? FLAGS : LANE);
    const { drawn, data } = this.strokes();
    const figure = layout(this.geometry, panels, time);
    const kind = JSON.stringify([figure, drawn.map(({ uid }) => uid)]);
    const scaleOf = (i) => this.scalesOf(i);
    if (kind !== this.kind || !redraw(this.plot, drawn, scaleOf, this.geometry, time)) {
      this.plotly.react(this.plot, data(), figure, CONFIG);
      color(this.plot, drawn);
      this.kind = kind;
    }
    this.references.innerHTML = this.reference ? referenceOf(this.reference, panels, this.geometry, time) : "";
    this.mark();
    this.flags.draw();
    this.onLayout(this.geometry, panels, frame);
  }

  /** The lines of the frame, and Plotly's traces of them: made anew only when frame or y axes change. */
  strokes() {
    const { frame, panels, geometry, built } = this;
    const need = JSON.stringify([geometry.height, panels.map(({ key, range }) => [key, range])]);
    if (built?.frame === frame && built.need === need) return built;
    const drawn = strokes(frame, panels, geometry);
    let made = null;
    this.built = { frame, need, drawn, data: () => (made ??= traces(drawn, panels)) };
    return this.built;
  }

  mark() {
    if (!this.geometry) return;
    const selection = this.whole.token ? current() : { selected: [], hovered: null };
    this.root.toggleAttribute("data-selected", selection.selected.length > 0);
    this.root.toggleAttribute("data-single", this.whole.sweeps === 1);
    this.overlay.innerHTML = marks(this.frame, this.panels, this.geometry, this.time, selection);
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
    if (!this.due) this.due = requestAnimationFrame(() => this.redraw());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), SETTLE_MS);
  }

  redraw() {
    this.due = null;
    this.draw();
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
    if (!this.whole?.token) return false;
    this.reference = kept(this.whole, current().selected);
    this.draw();
    return true;
  }

  forget() {
    this.reference = null;
    this.draw();
  }

  autoscale() {
    this.view = { time: null, values: {} };
    this.kept = {};
    this.refresh();
  }

  /** After zooming in, ask for the samples that the overview left out. */
  async sharpen() {
    const { whole, view, detail, limits } = this;
    const coarse = (frame) => Object.values(frame.signals).some(({ gap }) => gap > 1.5 * whole.dt);
    if (!whole.token || !view.time || !coarse(whole) || isDragging()) return;
    const [from, to] = view.time;
    const width = to - from;
    if (this.frame === detail && (detail.window[1] - detail.window[0] < 4 * width || !coarse(detail))) return;
    const window = [Math.max(limits[0], from - width), Math.min(limits[1], to + width)];
    const finer = await fetchFrame(whole.token, Object.keys(whole.signals), 2 * FINE, window);
    if (whole !== this.whole) return;
    this.detail = Object.assign(finer, { window, start: whole.start, stop: whole.stop });
    this.draw();
  }
}
