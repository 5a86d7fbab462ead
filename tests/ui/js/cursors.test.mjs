// Cursors and reference traces, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { current, place, settle, subscribe, toggle } from "../../../patch_sim_ui/components/cursors.js";
import { stack } from "../../../patch_sim_ui/components/geometry.js";
import { drawn, kept } from "../../../patch_sim_ui/components/reference.js";

test("cursors first stand in what is seen, then stay, and never leave the sweep", () => {
  let told = 0;
  const end = subscribe(() => (told += 1));
  toggle();
  assert.equal(current().on, true);
  settle([0, 30], [10, 20]);
  assert.deepEqual(current().at, [12, 14, 16, 18]);
  settle([0, 30], [0, 5]);
  assert.deepEqual(current().at, [12, 14, 16, 18], "a zoom does not move them");
  place(0, 99, [0, 30]);
  assert.equal(current().at[0], 30);
  settle([0, 15], [0, 15]);
  assert.deepEqual(current().at, [15, 14, 15, 15]);
  end();
  assert.equal(told, 4);
});

const frame = {
  sweeps: 3,
  signals: { v: { sweeps: [0, 1, 2].map((k) => ({ x: [0, 1, 2], y: [k, k + 1, k] })) } },
};

test("a reference keeps copies of the selected sweeps, or of all", () => {
  assert.equal(kept(frame, []).v.length, 3);
  const one = kept(frame, [2]);
  frame.signals.v.sweeps[2].y[0] = 99;
  assert.deepEqual(one.v, [{ x: [0, 1, 2], y: [2, 3, 2] }]);
});

test("a reference is drawn on the panels that show its signal", () => {
  const panels = [
    { range: [0, 4], signals: [{ name: "v" }] },
    { range: [0, 4], signals: [{ name: "i" }] },
  ];
  const text = drawn(kept(frame, [0]), panels, stack(400, 300, [1, 1]), [0, 2]);
  assert.equal(text.match(/<path/g).length, 1);
  assert.equal(text.match(/<svg/g).length, 2);
});
