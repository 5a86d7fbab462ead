// The limits of the Membrane Test: what is beyond one is said, what is no number is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS, limitOf, outside } from "../../../patch_sim_ui/components/limits.js";

test("a number is colored beyond either limit and says which", () => {
  assert.equal(outside(21, LIMITS.Ra), "above 20");
  assert.equal(outside(20, LIMITS.Ra), "");
  assert.equal(outside(-250, LIMITS.Hold), "below -200");
  assert.equal(outside(1e6, LIMITS.Rm), "");
  assert.equal(outside(null, LIMITS.Ra), "");
  assert.equal(outside(5, undefined), "");
});

test("what is no number is no limit", () => {
  assert.deepEqual(["", " ", "x", "12", "-3.5"].map(limitOf), [null, null, null, 12, -3.5]);
});
