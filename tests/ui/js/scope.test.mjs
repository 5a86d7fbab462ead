// The scope's pure functions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drugs, joined, shown } from "../../../patch_sim_ui/components/applied.js";
import { fixed, scaled, short } from "../../../patch_sim_ui/components/format.js";
import { scales, stack, zoneAt } from "../../../patch_sim_ui/components/geometry.js";
import { lowerBound, nearest } from "../../../patch_sim_ui/components/hit.js";
import { path, thin } from "../../../patch_sim_ui/components/lines.js";
import { sketch } from "../../../patch_sim_ui/components/sketch.js";
import { ramp } from "../../../patch_sim_ui/components/ramp.js";
import { fit, follow, pan, ticks, zoom } from "../../../patch_sim_ui/components/ticks.js";

test("ticks are round and lie in the range", () => {
  assert.deepEqual(ticks(0, 32, 8), [0, 5, 10, 15, 20, 25, 30]);
  assert.deepEqual(ticks(-105, 62, 4), [-100, -50, 0, 50]);
  assert.deepEqual(ticks(0, 1, 2), [0, 0.5, 1]);
});

test("an axis fits its data with some air, even if they are all alike", () => {
  const [low, high] = fit(-17010, 45414);
  assert.ok(low < -17010 && high > 45414 && high - low < 1.3 * 62424);
  assert.ok(fit(-70, -70)[0] < -70 && fit(-70, -70)[1] > -70);
});

test("an axis holds still as long as the data allow", () => {
  const range = [-20, 50];
  assert.equal(follow(range, -15, 45, false), range);
  assert.equal(follow(range, -1, 2, true), range, "while dragging it does not shrink");
  assert.notEqual(follow(range, -1, 2, false), range, "afterwards it does");
  const grown = follow(range, -15, 80, true);
  assert.ok(grown[0] === -20 && grown[1] > 80, "while dragging it only grows");
});

test("zooming keeps what is under the pointer and the ends of the recording", () => {
  assert.deepEqual(zoom([0, 10], 5, 0.5), [2.5, 7.5]);
  assert.deepEqual(zoom([0, 10], 5, 3, [0, 12]), [0, 12]);
  assert.deepEqual(pan([2, 4], 10, [0, 10]), [8, 10]);
});

test("panels share the height, and pixels map to data and back", () => {
  const geometry = stack(800, 500, [2, 1]);
  const [first, second] = geometry.panels;
  assert.ok(first.bottom < second.head && second.bottom < 500);
  const { x, y, t, v } = scales(geometry, first, [0, 30], [-20, 50]);
  assert.equal(x(0), geometry.left);
  assert.equal(y(-20), first.bottom);
  assert.ok(Math.abs(t(x(12)) - 12) < 1e-9 && Math.abs(v(y(7)) - 7) < 1e-9);
});

test("a place is a plot, an axis or nothing", () => {
  const geometry = stack(800, 500, [2, 1]);
  const { top } = geometry.panels[1];
  assert.deepEqual(zoneAt(geometry, 300, top + 5), { panel: 1, zone: "plot" });
  assert.deepEqual(zoneAt(geometry, 20, top + 5), { panel: 1, zone: "axis" });
  assert.deepEqual(zoneAt(geometry, 300, 495), { panel: 1, zone: "time" });
  assert.equal(zoneAt(geometry, 300, geometry.panels[1].head + 8), null);
});

test("the nearest trace is found, on its steep parts too, and none beyond reach", () => {
  const x = [0, 10, 10.01, 30];
  const sweeps = [0, 40].map((level) => ({ x, y: [-20, -20, level, level] }));
  const frame = { signals: { v: { sweeps } } };
  const geometry = stack(800, 500, [1]);
  const scale = scales(geometry, geometry.panels[0], [0, 30], [-30, 50]);
  const at = (t, v) => nearest(frame, [{ name: "v" }], scale, scale.x(t), scale.y(v));
  assert.equal(at(20, 1).sweep, 0);
  assert.equal(at(20, 39).sweep, 1);
  assert.equal(at(10.1, 25).sweep, 1, "beside the step");
  assert.equal(at(20, 20), null);
  assert.equal(nearest(frame, [{ name: "gone" }], scale, 300, 100), null);
});

test("a thinned line passes all samples within its tolerance", () => {
  const x = Float64Array.from({ length: 1000 }, (_, i) => i * 0.03);
  const y = x.map((t) => 40 * Math.exp(-t / 3) * Math.sin(3 * t));
  const thinned = thin({ x, y }, 0.05);
  assert.ok(thinned.x.length < 300);
  x.forEach((t, i) => {
    const k = Math.max(1, lowerBound(thinned.x, t));
    const [x0, x1, y0, y1] = [thinned.x[k - 1], thinned.x[k], thinned.y[k - 1], thinned.y[k]];
    assert.ok(Math.abs(y0 + ((y1 - y0) * (t - x0)) / (x1 - x0) - y[i]) <= 0.05 + 1e-9);
  });
});

test("a thinned line keeps a spike, vertical edges and its ends", () => {
  const spike = { x: [0, 1, 2, 3, 4, 5], y: [0, 0, 0, 9, 0, 0] };
  assert.ok(Array.from(thin(spike, 0.1).y).includes(9));
  const edge = { x: [0, 5, 5, 25, 25, 30], y: [-70, -70, 10, 10, -70, -70] };
  assert.deepEqual(Array.from(thin(edge, 0.1).y), edge.y);
});

test("a path has the samples in view and one on each side", () => {
  const scale = { x: (t) => t, y: (v) => v };
  const line = { x: [0, 1, 2, 3, 4, 5], y: [0, 1, 0, 1, 0, 1] };
  assert.equal(path(line, scale, [2.5, 3.5]), "M2 0l1 1 1 -1 ");
  assert.equal(path(line, scale, [7, 8], 0.5), "M5.5 1l0 0", "beyond the end the last one");
});

test("the corners of a path lie within a twentieth of a pixel of the samples, however many came before", () => {
  const x = Float64Array.from({ length: 2000 }, (_, i) => i * 0.0317);
  const y = x.map((t) => 300 * Math.sin(7 * t));
  const numbers = path({ x, y }, { x: (t) => 3 + 17 * t, y: (v) => 200 - 0.5 * v }, [0, 64], 0.25, -0.125).match(/-?[\d.]+/g);
  let [px, py] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    px += Number(numbers[2 * i]);
    py += Number(numbers[2 * i + 1]);
    assert.ok(Math.abs(px - (3.25 + 17 * x[i])) <= 0.05 + 1e-9 && Math.abs(py - (199.875 - 0.5 * y[i])) <= 0.05 + 1e-9);
  }
});

test("numbers have a true minus sign, no sign for zero, and a prefix when they are large", () => {
  assert.equal(fixed(-15.47, 1), "\u221215.5");
  assert.equal(fixed(-0.04, 1, true), "0.0");
  assert.equal(fixed(20, 0, true), "+20");
  assert.equal(short(-0.00001), "0");
  assert.deepEqual(scaled("pA", 45000), { unit: "nA", scale: 1e-3 });
  assert.deepEqual(scaled("mV", 45000), { unit: "mV", scale: 1 });
});

test("a sketch has the lines of each panel within it, in their colors", () => {
  const geometry = stack(600, 400, [1, 1]);
  const line = { x: [0, 10], y: [0, 1] };
  const look = { color: "red", dash: false, quantity: false };
  const strokes = [
    { ...look, uid: "a", panel: 0, sweeps: [line, line] },
    { ...look, uid: "b", panel: 1, dash: true, sweeps: [line] },
  ];
  const svg = sketch(strokes, geometry, (i) => scales(geometry, geometry.panels[i], [0, 10], [0, 1]), [0, 10]);
  const [, first, second] = svg.split('<svg x="');
  const { top, bottom } = geometry.panels[0];
  const [wide, high] = [geometry.right - geometry.left, bottom - top];
  assert.equal(first.match(/<path/g).length, 2);
  assert.ok(first.includes(`y="${top}"`) && first.includes(`d="M0 ${high}l${wide} ${-high} "`));
  assert.ok(second.includes('class="traceb dash"') && second.match(/<path/g).length === 1);
});

test("the ramp goes through the five stops of the theme", () => {
  assert.match(ramp(0, 17), /ramp-1\) 0\.0%, var\(--ramp-0/);
  assert.match(ramp(16, 17), /ramp-4\) 100\.0%, var\(--ramp-3/);
  assert.match(ramp(0, 1), /ramp-3\) 0\.0%, var\(--ramp-2/);
});

test("drugs are bars in rows, of the selected sweep, and whole across chained sweeps", () => {
  const applied = [[], [["TTX", 20, 80]], [["TTX", 0, 80], ["TEA", 10, 30]]];
  assert.deepEqual(shown({ applied, sweeps: 3 }, []), []);
  assert.deepEqual(shown({ applied, sweeps: 3 }, [1]), applied[1]);
  assert.deepEqual(shown({ sweeps: 3 }, [1]), []);
  const chain = joined(applied, 80);
  assert.deepEqual(chain, [["TTX", 100, 240], ["TEA", 170, 190]]);
  const geometry = stack(600, 400, [1, 1]);
  const svg = drugs(chain, [{ range: [0, 1] }, { range: [0, 1] }], geometry, [0, 160]);
  assert.equal(svg.match(/<path/g).length, 1, "what lies outside of the view is left out");
  assert.ok(svg.includes(`H${geometry.right.toFixed(1)}`));
});
