// The strip chart's pure functions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Board } from "../../../patch_sim_ui/components/board.js";
import { Calm } from "../../../patch_sim_ui/components/calm.js";
import { Pace } from "../../../patch_sim_ui/components/pace.js";
import { pulses } from "../../../patch_sim_ui/components/pulses.js";
import { Spikes } from "../../../patch_sim_ui/components/spikes.js";
import { Tape } from "../../../patch_sim_ui/components/tape.js";
import { trace } from "../../../patch_sim_ui/components/trace.js";
import { Trigger } from "../../../patch_sim_ui/components/trigger.js";

const stretch = (start, response, dx = 1) => ({
  start,
  dx,
  gap: dx / 2,
  response: Float32Array.from(response),
  command: new Float32Array(response.length),
});

test("the tape keeps the last seconds in order, however long it runs", () => {
  const tape = new Tape();
  for (let k = 0; k < 4000; k++) tape.append(stretch(k * 20, new Array(200).fill(k), 0.2));
  assert.ok(Math.abs(tape.end - 80) < 0.01);
  for (const width of [0.25, 1, 5]) {
    const { time, response, command } = tape.window(width);
    assert.ok(time[0] <= tape.end - width && time[0] > tape.end - width - 0.01, "it begins at the left edge");
    assert.equal(response.length, time.length);
    assert.equal(command.length, time.length);
    assert.ok(time.every((t, i) => !i || t > time[i - 1]));
    assert.equal(response.at(-1), 3999);
    assert.equal(response[0], Math.floor(time[0] / 0.02 + 1e-6));
  }
});

test("a young tape shows what it has", () => {
  const tape = new Tape();
  assert.equal(tape.window(1).time.length, 0);
  tape.append(stretch(0, [1, 2, 3, 4]));
  assert.deepEqual([...tape.window(1).time], [0, 0.0005, 0.001, 0.0015]);
  tape.clear();
  assert.equal(tape.end, 0);
});

test("the tape goes back for more than a minute of what a page shows", () => {
  const tape = new Tape();
  const row = new Array(208).fill(0);
  for (let k = 0; k < 30 * 300; k++) tape.append(stretch((k * 1000) / 30, row, 1000 / 30 / 104));
  assert.ok(tape.end - tape.start > 80);
  const { time } = tape.window(1, tape.end - 60);
  assert.ok(time[0] <= tape.end - 61 && time[0] > tape.end - 61.01);
  assert.ok(time.at(-1) >= tape.end - 60 && time.at(-1) < tape.end - 59.99);
});

test("a trigger lays its sweeps over each other at the crossing, each once it is whole", () => {
  const [tape, trigger] = [new Tape(), new Trigger()];
  trigger.become({ level: 0, isRising: true, width: 0.02 }, tape);
  const period = 10; // ms from crossing to crossing, with two samples a ms
  const wave = (k) => Array.from({ length: 20 }, (_, i) => Math.sin((2 * Math.PI * (20 * k + i + 0.5)) / (2 * period)));
  for (let k = 0; k < 40; k++) {
    tape.append(stretch(10 * k, wave(k)));
    trigger.follow(tape);
    for (const { at } of trigger.sweeps) assert.ok(at + 0.016 <= tape.end);
  }
  assert.ok(trigger.sweeps.length >= 15);
  for (const { at, time, response, command } of trigger.sweeps) {
    assert.ok(Math.abs((1000 * at + 0.25) % period) < 1e-6 || period - ((1000 * at + 0.25) % period) < 1e-6, `${at}`);
    const i = time.findIndex((t) => t >= 0);
    assert.ok(response[i - 1] < 0 && response[i] >= 0, "time 0 is the crossing");
    assert.ok(time[0] >= -0.0046 && time.at(-1) <= 0.0171 && response.length === time.length && command.length === time.length);
  }
  const gaps = trigger.sweeps.slice(1).map(({ at }, k) => at - trigger.sweeps[k].at);
  assert.ok(gaps.every((gap) => gap > 0.016 - 1e-9), "no sweep begins within another's end");
  trigger.become({ isRising: false }, tape);
  assert.equal(trigger.sweeps.length, 0);
  tape.append(stretch(400, wave(40)));
  tape.append(stretch(410, wave(41)));
  tape.append(stretch(420, wave(42)));
  trigger.follow(tape);
  assert.ok(trigger.sweeps.length >= 1);
  const [{ time, response }] = trigger.sweeps;
  const i = time.findIndex((t) => t >= 0);
  assert.ok(response[i - 1] > 0 && response[i] <= 0);
});

test("a trigger waits where nothing crosses", () => {
  const [tape, trigger] = [new Tape(), new Trigger()];
  for (let k = 0; k < 10; k++) tape.append(stretch(20 * k, new Array(40).fill(-65)));
  trigger.follow(tape);
  assert.deepEqual(trigger.sweeps, []);
  assert.equal(trigger.read, tape.end);
});

test("a spike is one upward crossing, also from one stretch to the next", () => {
  const spikes = new Spikes();
  spikes.append(stretch(0, [-65, -30, -21, -19, 40, -70]));
  spikes.append(stretch(3, [-60, -40]));
  spikes.append(stretch(4, [30, 20, -10, -60]));
  assert.equal(spikes.count, 2);
});

test("the rate is that of the intervals, and falls once it is silent", () => {
  const spikes = new Spikes();
  for (let k = 0; k < 50; k++) spikes.append(stretch(20 * k, [-65, 40, -65, -65], 5));
  assert.equal(spikes.count, 50);
  assert.ok(Math.abs(spikes.rate(0.985) - 50) < 0.5);
  assert.ok(Math.abs(spikes.rate(1.18) - 5) < 0.5, "two tenths of a second without one");
  assert.equal(spikes.rate(3), 0);
  spikes.clear();
  assert.equal(spikes.count, 0);
});

test("a held depolarization is no spike more", () => {
  const spikes = new Spikes();
  spikes.append(stretch(0, [-10, -5, -10]));
  assert.equal(spikes.count, 0);
  const held = new Spikes();
  held.append(stretch(0, [-65, 10, 20, 10, 20]));
  assert.equal(held.count, 1);
});

test("an axis grows at once and shrinks only after a while", () => {
  const axis = new Calm();
  const rest = axis.follow(0, 0, 0);
  assert.ok(rest[0] < 0 && rest[1] > 0);
  const grown = axis.follow(0, 110, 33);
  assert.ok(grown[0] < 0 && grown[1] > 110, "with air on both sides");
  assert.deepEqual(axis.follow(0, 105, 66), grown, "and holds still");
  for (let t = 100; t < 4000; t += 33) assert.deepEqual(axis.follow(0, 0, t), grown);
  assert.ok(axis.follow(0, 0, 4200)[1] < 20);
});

test("an axis that its data visit now and then does not shrink", () => {
  const axis = new Calm();
  const wide = axis.follow(-70, 40, 0);
  for (let t = 0; t < 20000; t += 1000) assert.deepEqual(axis.follow(-70, t % 3000 ? -69 : 40, t), wide);
});

test("the potential has an axis of its own until it is fitted", () => {
  const axis = new Calm([-90, 50]);
  assert.deepEqual(axis.follow(-65, -65, 0), [-90, 50]);
  assert.deepEqual(axis.follow(-75, 40, 10), [-90, 50]);
  assert.ok(axis.follow(-120, 40, 20)[0] < -120);
  axis.tighten();
  const tight = axis.follow(-66, -64, 30);
  assert.ok(tight[0] > -67 && tight[1] < -63);
  axis.tighten();
  assert.deepEqual(axis.follow(-66, -64, 40), [-90, 50], "and back");
});

test("nothing to show is no reason to fail", () => {
  assert.deepEqual(new Calm().follow(Infinity, -Infinity, 0), [-1, 1]);
});

test("Inject offers every sweep, and first the one farthest from holding", () => {
  const sweep = (level) => ({ x: [0, 10, 10, 20, 20, 30], y: [-70, -70, level, level, -70, -70] });
  const { all, farthest } = pulses({ duration: 30, sweeps: [-100, -60, 20].map(sweep) }, [-100, -60, 20]);
  assert.equal(farthest, 2);
  assert.deepEqual(all.map(({ sweep, level }) => [sweep, level]), [[0, -100], [1, -60], [2, 20]]);
  assert.equal(all[2].path, "M0 9L10 9L10 0L20 0L20 9L30 9");
  assert.deepEqual(pulses({}, []).all, []);
});

test("many sweeps share the pictures of some", () => {
  const sweeps = Array.from({ length: 60 }, (_, k) => ({ x: [0, 1], y: [0, k] }));
  const levels = Array.from({ length: 200 }, (_, k) => k);
  const { all } = pulses({ duration: 1, sweeps }, levels);
  assert.equal(all.length, 200);
  assert.ok(all.every(({ path }) => path.startsWith("M0 12L30 ")));
});

test("pace tells how fast the cell lives", () => {
  const pace = new Pace();
  for (let k = 0; k < 60; k++) pace.note({ start: k * 16.5 }, k * 33);
  const { frames, pace: share } = pace.read(60 * 33);
  assert.ok(Math.abs(frames - 30.3) < 0.1 && Math.abs(share - 0.5) < 0.001);
  assert.equal(pace.read(9000).pace, null, "nothing came for a while");
});

const drawn = (x, y, place) => {
  const points = [];
  const pen = { moveTo: (...p) => points.push(p), lineTo: (...p) => points.push(p) };
  trace(pen, x, y, 0, x.length - 1, { x0: 0, left: 0, perX: 1, y0: 0, top: 0, perY: -1, ...place });
  return points;
};

test("a trace with few samples is drawn as it is", () => {
  assert.deepEqual(drawn([0, 2, 4, 6], [0, 5, 1, 3]), [[0, 0], [2, 5], [4, 1], [6, 3]]);
});

test("of many samples in a pixel its extremes are drawn where they are", () => {
  const x = Array.from({ length: 1000 }, (_, i) => i / 100);
  const y = x.map((t) => (Math.abs(t - 5.37) < 1e-9 ? 40 : Math.sin(t)));
  const points = drawn(x, y);
  assert.ok(points.length <= 40);
  assert.ok(points.some(([px, py]) => Math.abs(px - 5.37) < 1e-9 && py === 40));
  assert.ok(points.every(([px], i) => !i || px >= points[i - 1][0]));
});

test("a step is upright, wherever in a pixel it falls", () => {
  const x = Array.from({ length: 100 }, (_, i) => i / 10);
  const y = x.map((t) => (t > 3.45 && t < 6.72 ? 50 : 0));
  const points = drawn(x, y);
  assert.equal(points.length, 6);
  const [, before, up, still, down] = points;
  assert.ok(up[0] - before[0] < 0.11 && down[0] - still[0] < 0.11);
});

test("a level run is one line", () => {
  assert.deepEqual(drawn([0, 2, 4, 6, 8, 10], [1, 1, 1, 5, 5, 5]), [[0, 1], [4, 1], [6, 5], [10, 5]]);
});

/** A canvas that notes what is written on it, and where lines of a trace are drawn. */
function canvas() {
  const noted = { texts: [], lines: [], options: null };
  const pen = new Proxy({ noted }, {
    get: (held, name) =>
      name in held ? held[name] : name === "fillText" ? (text, x, y) => noted.texts.push({ text, x, y }) : () => {},
    set: (held, name, value) => ((held[name] = value), true),
  });
  return { noted, getContext: (kind, options) => ((noted.options = options), pen) };
}

test("a board writes the numbers of its gutter once, its times with every picture", () => {
  globalThis.devicePixelRatio = 1;
  globalThis.Path2D = class {
    moveTo() {}
    lineTo() {}
  };
  const place = canvas();
  const board = new Board(place);
  assert.equal(place.noted.options.alpha, false);
  board.resize({ width: 600, height: 300 }, "sans");
  const ink = { ground: "white", grid: "gray", zero: "black", text: "black", drug: "green" };
  const traces = [{ x: Float64Array.of(0, 1), y: Float32Array.of(-60, 20) }];
  const panel = { top: 20, bottom: 200, range: [-90, 50], scale: 1, line: "blue", traces, baths: [] };
  const draw = (time, range = panel.range) => {
    place.noted.texts = [];
    board.draw({ left: 50, right: 550 }, [{ ...panel, range }], time, 1, ink);
    return place.noted.texts;
  };
  const inGutter = (texts) => texts.filter(({ x }) => x < 50).map(({ text }) => text);
  assert.ok(inGutter(draw([0, 1])).includes("−50"));
  const later = draw([0.5, 1.5]);
  assert.deepEqual(inGutter(later), []);
  assert.ok(later.some(({ text }) => text === "1.0"), JSON.stringify(later));
  assert.ok(inGutter(draw([0.5, 1.5], [-90, 200])).includes("100"));
});
