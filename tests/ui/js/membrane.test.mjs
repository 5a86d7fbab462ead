// The numbers and keys of the Membrane Test: what is beyond a limit is said, what is no limit is refused with the reason.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, limitsOf, off, outside, scaleOf } from "../../../patch_sim_ui/components/limits.js";
import { pulseOf } from "../../../patch_sim_ui/components/membrane_rules.js";
import { isCovered, keyOf } from "../../../patch_sim_ui/components/modal.js";

test("a number is colored beyond either limit and says which", () => {
  assert.equal(outside(21, LIMITS.Ra), "above 20");
  assert.equal(outside(20, LIMITS.Ra), "");
  assert.equal(outside(-250, LIMITS.Hold), "below \u2212200");
  assert.equal(outside(1e6, LIMITS.Rm), "");
  assert.equal(outside(null, LIMITS.Ra), "");
  assert.equal(outside(5, undefined), "");
});

test("a limit is read with either decimal mark and either minus", () => {
  assert.deepEqual(limitsOf("Tau", ["1,5", ""]), { pair: [1.5, null] });
  assert.deepEqual(limitsOf("Hold", ["\u2212200", "-3.5"]), { pair: [-200, -3.5] });
  assert.deepEqual(limitsOf("Rm", [" ", " 12 "]), { pair: [null, 12] });
});

test("what cannot be a limit is refused with the reason", () => {
  assert.deepEqual(limitsOf("Ra", ["x", ""]), { wrong: 0, error: "x is not a number." });
  assert.match(limitsOf("Ra", ["", "1e999"]).error, /not a number/);
  assert.deepEqual(limitsOf("Ra", ["", "-5"]), { wrong: 1, error: "Ra cannot be below 0." });
  assert.deepEqual(limitsOf("Rm", ["500", "100"]), { wrong: 1, error: "100 is not above 500." });
});

test("a pulse that cannot be is refused with the rule and what is kept", () => {
  assert.deepEqual(pulseOf("amplitude", "\u22125", -10), { value: -5 });
  assert.deepEqual(pulseOf("holding", " ", -70), { value: null });
  assert.deepEqual(pulseOf("amplitude", "0", -10), { error: "must be 1 to 50 mV either way; still \u221210" });
  assert.deepEqual(pulseOf("rate", "99", 15), { error: "must be 1 to 20 Hz; still 15" });
  assert.deepEqual(pulseOf("holding", "x", null), { error: "x is not a number; still auto" });
  assert.match(pulseOf("rate", "", 15).error, /not a number/);
});

test("the bar of a number holds its limits, its value and 0", () => {
  assert.deepEqual(scaleOf(10, [null, 20]), [0, 25]);
  assert.deepEqual(scaleOf(-100, [-200, null]), [-250, 0]);
  assert.deepEqual(scaleOf(40, [-200, null]), [-250, 250]);
});

test("a value is beside the true one in percent, or far off in its unit", () => {
  assert.deepEqual(off(10.4, 10, "MΩ", 2), { text: "+4.0 %", isNear: true });
  assert.deepEqual(off(-250, -12, "pA", 1), { text: "\u2212238.0 pA", isNear: false });
});

test("a window over the page has the keys, but not those of its fields", () => {
  const on = (tag) => ({ closest: (query) => (query.includes(tag) ? {} : null) });
  assert.equal(keyOf({ key: "1", target: on("body") }), "1");
  assert.equal(keyOf({ key: "Escape", target: on("button") }), "Escape");
  assert.equal(keyOf({ key: "1", target: on("select") }), "");
  assert.equal(keyOf({ key: "1", target: on("body"), ctrlKey: true }), "");
  assert.equal(keyOf({ key: "Escape", target: on("body"), defaultPrevented: true }), "");
  assert.equal(isCovered({ querySelector: () => null }), false);
  assert.equal(isCovered({ querySelector: (query) => (query.includes("[role=dialog]") ? {} : null) }), true);
});
