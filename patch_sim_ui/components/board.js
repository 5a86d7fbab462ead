// The canvas of the strip chart: two panels on one time axis. It is opaque, for what hides all below it costs the browser
// less to put on the screen, and its gutter is written again only when a number of it is another.
import { fixed, short } from "./format.js";
import { ticks } from "./ticks.js";
import { trace } from "./trace.js";

const GAP = 5; // px between an axis and its numbers
const APART = 90; // px between two times, about

export class Board {
  constructor(canvas) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d", { alpha: false });
  }

  /** Take the size of `geometry`, in px of the page, and `font`, the family of its numbers. */
  resize({ width, height }, font) {
    this.ratio = devicePixelRatio;
    Object.assign(this.canvas, { width: Math.round(width * this.ratio), height: Math.round(height * this.ratio) });
    this.font = font;
    this.gutter = "";
  }

  /** Draw `panels`, each {top, bottom, range, scale, line, traces, baths}, within left and right, at `time`. A trace is
   *  {x, y, alpha, width}; `perSecond` is what the time axis is written in; `ink` are the colors. */
  draw({ left, right }, panels, time, perSecond, ink) {
    const { pen, ratio } = this;
    const width = right - left;
    const perX = width / (time[1] - time[0]);
    const xOf = (t) => left + (t - time[0]) * perX;
    const times = ticks(time[0], time[1], Math.max(3, width / APART)).map((t) => ({ t, x: Math.round(xOf(t)) + 0.5 }));
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.number(panels, left, ink);
    pen.fillStyle = ink.ground;
    const last = panels.at(-1).bottom;
    pen.fillRect(left, 0, this.canvas.width, this.canvas.height);
    pen.fillRect(0, last + 8, this.canvas.width, this.canvas.height);
    panels.forEach((panel) => {
      const { top, bottom, range, line, traces, baths } = panel;
      const perY = (bottom - top) / (range[1] - range[0]);
      const yOf = (v) => Math.round(bottom - (v - range[0]) * perY) + 0.5;
      const lines = (color, all) => this.rule(color, all);
      const upright = times.map(({ x }) => [x, top, x, bottom]);
      lines(ink.grid, [...upright, ...levels(panel).map((v) => [left, yOf(v), right, yOf(v)])]);
      if (range[0] < 0 && range[1] > 0) lines(ink.zero, [[left, yOf(0), right, yOf(0)]]);
      pen.save();
      pen.beginPath();
      pen.rect(left, top, width, bottom - top);
      pen.clip();
      pen.setTransform(1, 0, 0, 1, 0, 0);
      const place = { x0: time[0], left: left * ratio, perX: perX * ratio, y0: range[1], top: top * ratio, perY: perY * ratio };
      traces.forEach((one) => this.stroke(one, line, place));
      pen.restore();
      this.wash(baths, { from: left, to: right, top }, xOf, ink.drug);
    });
    this.date(times, { left, foot: last + 4 + GAP, perSecond, width }, ink.text);
  }

  rule(color, lines) {
    const { pen } = this;
    pen.strokeStyle = color;
    pen.lineWidth = 1;
    pen.beginPath();
    for (const [x, y, toX, toY] of lines) {
      pen.moveTo(x, y);
      pen.lineTo(toX, toY);
    }
    pen.stroke();
  }

  stroke({ x, y, alpha = 1, width = 1 }, color, place) {
    if (!x.length) return;
    const { pen } = this;
    const path = new Path2D();
    trace(path, x, y, 0, x.length - 1, place);
    Object.assign(pen, { strokeStyle: color, lineJoin: "round", globalAlpha: alpha, lineWidth: width * this.ratio });
    pen.stroke(path);
    pen.globalAlpha = 1;
  }

  /** Drugs that are in the bath, a bar each along the top: the fuller, the more of the dose has come. */
  wash(baths, { from, to, top }, xOf, color) {
    const { pen } = this;
    const doses = [...new Set(baths.flatMap(({ drugs }) => drugs.map(([dose]) => dose)))];
    pen.fillStyle = color;
    baths.forEach(({ from: since, drugs }, k) => {
      const [begin, end] = [Math.max(from, xOf(since)), Math.min(to, k + 1 < baths.length ? xOf(baths[k + 1].from) : to)];
      if (end <= begin) return;
      drugs.forEach(([dose, share]) => {
        pen.globalAlpha = 0.15 + 0.0085 * share;
        pen.fillRect(begin, top + 2 + 6 * doses.indexOf(dose), end - begin, 4);
      });
    });
    pen.globalAlpha = 1;
  }

  /** The numbers of the y axes, where they are others than those that stand there. */
  number(panels, left, ink) {
    const numbers = panels.flatMap((panel) =>
      levels(panel).map((v) => {
        const share = (v - panel.range[0]) / (panel.range[1] - panel.range[0]);
        return { text: short(v * panel.scale), y: Math.round(panel.bottom - share * (panel.bottom - panel.top)) + 0.5 };
      }),
    );
    const written = JSON.stringify([numbers, ink]);
    if (written === this.gutter) return;
    this.gutter = written;
    const { pen } = this;
    pen.fillStyle = ink.ground;
    pen.fillRect(0, 0, left, this.canvas.height);
    Object.assign(pen, { fillStyle: ink.text, font: `11px ${this.font}`, textAlign: "right", textBaseline: "middle" });
    for (const { text, y } of numbers) pen.fillText(text, left - GAP, y);
  }

  /** The times below; none where the unit stands. */
  date(times, { left, foot, perSecond, width }, color) {
    const { pen } = this;
    const step = times.length > 1 ? times[1].t - times[0].t : 1;
    const digits = Math.max(0, Math.ceil(-Math.log10(perSecond * step) - 1e-9));
    Object.assign(pen, { fillStyle: color, font: `11px ${this.font}`, textAlign: "center", textBaseline: "top" });
    for (const { t, x } of times)
      if (x > left + 14 && x <= left + width) pen.fillText(fixed(perSecond * t, digits), x, foot);
  }
}

/** Ticks of a y axis, closer in low panels; none so near an end that it would touch the head or the time. */
function levels({ range: [low, high], top, bottom, scale }) {
  const height = bottom - top;
  const apart = Math.max(17, Math.min(48, height / 4.5));
  const all = ticks(low * scale, high * scale, Math.max(2, height / apart)).map((v) => v / scale);
  return all.filter((v) => height * Math.min(high - v, v - low) > 5 * (high - low));
}
