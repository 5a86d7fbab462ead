import assert from "node:assert/strict";
import test from "node:test";
import { apart, bounds, decade, named, nearest, places, reading } from "../../../patch_sim_ui/components/graph.js";

const EDGE = { top: 10, right: 10, bottom: 30, left: 40 };
const spec = {
  xs: [-100, -50, 0, 50],
  x: { label: "V", unit: "mV", log: false },
  y: { label: "I", unit: "pA", log: false, range: [-20000, 0] },
  lines: [
    { name: "", label: "I", y: [0, -10000, -20000, 0], color: "red", dash: false, area: false },
    { name: "", label: "area", y: [0, 1, 2, 3], color: "red", dash: false, area: true },
  ],
};

test("the ends of an axis lie on the edges, and a pixel leads back to its value", () => {
  const { x, y } = bounds(spec, 400, 200, EDGE);
  assert.equal(x.at(-100), 40);
  assert.equal(x.at(50), 390);
  assert.equal(y.at(-20000), 170);
  assert.equal(y.at(0), 10);
  assert.ok(Math.abs(x.value(x.at(-12.5)) + 12.5) < 1e-9);
});

test("large currents are read in nA", () => {
  const plot = bounds(spec, 400, 200, EDGE);
  assert.equal(plot.unit, "nA");
  assert.deepEqual(reading(spec, 2, plot.scale), [{ label: "I", text: "\u221220 nA" }]);
  assert.ok(plot.y.ticks.some(({ text }) => text === "\u221210"));
});

test("a logarithmic axis has decades, and a pixel leads back to its value", () => {
  const log = { ...spec, xs: [0.01, 1, 100], x: { label: "c", unit: "µM", log: true } };
  const { x } = bounds(log, 400, 200, EDGE);
  assert.deepEqual(
    x.ticks.map(({ text }) => text),
    ["0.01", "0.1", "1", "10", "100"],
  );
  assert.ok(Math.abs(x.value(x.at(3)) - 3) < 1e-9);
  assert.equal(decade(-5), "10⁻⁵");
});

test("the nearest place, and paths through all of them", () => {
  assert.equal(nearest(spec.xs, -26), 1);
  assert.equal(nearest(spec.xs, 1e9), 3);
  const plot = bounds(spec, 400, 200, EDGE);
  assert.equal(places(spec, spec.lines[0], plot).split("L").length, 4);
  assert.ok(places(spec, spec.lines[1], plot).endsWith("Z"));
});

test("marks that are close together have no text but the first", () => {
  const x = { at: (value) => value };
  const lines = [0, 30, 200].map((at) => ({ mark: { x: at } }));
  assert.deepEqual(
    lines.map(({ mark }) => apart(lines, mark, x)),
    [true, false, true],
  );
});

test("a name stands beside its own line, within the graph", () => {
  const xs = Array.from({ length: 100 }, (_, i) => i);
  const line = (name, level) => ({ name, y: xs.map(() => level), color: name });
  const two = { ...spec, xs, y: { ...spec.y, range: [0, 1] }, lines: [line("low", 0.1), line("high", 0.9)] };
  const plot = bounds(two, 400, 200, EDGE);
  const [low, high] = named(two, plot);
  assert.ok(Math.abs(low.py - plot.y.at(0.1)) < 20 && Math.abs(high.py - plot.y.at(0.9)) < 20);
  assert.ok(low.px > 40 && low.px < 390);
});

test("names of curves that run together at both ends do not lie over each other, and the outer ones beside their own", () => {
  const xs = Array.from({ length: 169 }, (_, i) => -130 + i * 1.25);
  const curve = (name, half) => ({ name, y: xs.map((v) => 1 / (1 + Math.exp(-(v - half) / 12))), color: name });
  const lines = [curve("0.1 µM", 15), curve("1 µM", -12), curve("10 µM", -39)];
  const three = { ...spec, xs, y: { ...spec.y, range: [0, 1] }, lines };
  const plot = bounds(three, 330, 232, { top: 26, right: 10, bottom: 34, left: 40 });
  const found = named(three, plot);
  for (const [k, one] of found.entries()) {
    for (const other of found.slice(k + 1))
      assert.ok(Math.abs(one.px - other.px) > 40 || Math.abs(one.py - other.py) >= 13, `${one.text} over ${other.text}`);
    const beside = lines.map(({ y }) =>
      Math.min(...xs.map((v, i) => Math.hypot(plot.x.at(v) - one.px, plot.y.at(y[i]) - one.py))),
    );
    if (k !== 1) assert.equal(beside.indexOf(Math.min(...beside)), k, `${one.text} stands beside its own curve`);
  }
});
