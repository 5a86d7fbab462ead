// How the scope shows what it has: which panels, how sweeps are arranged, axes that hold, pictures, sizes of regions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange, within } from "../../../patch_sim_ui/components/arrange.js";
import { areSame, axisOf } from "../../../patch_sim_ui/components/axes.js";
import { bar } from "../../../patch_sim_ui/components/bars.js";
import { bounded, kept, step } from "../../../patch_sim_ui/components/edges.js";
import { dense, scaled } from "../../../patch_sim_ui/components/format.js";
import { scales, stack } from "../../../patch_sim_ui/components/geometry.js";
import { nearest } from "../../../patch_sim_ui/components/hit.js";
import { moved, sound, USUAL } from "../../../patch_sim_ui/components/key_rules.js";
import { menu, resolve, untold, withPanel, withoutPanel } from "../../../patch_sim_ui/components/panels.js";
import { picture } from "../../../patch_sim_ui/components/picture.js";
import { Strokes, strokes } from "../../../patch_sim_ui/components/plot.js";
import { isSame } from "../../../patch_sim_ui/components/same.js";
import { placeOf, spotsOf, told } from "../../../patch_sim_ui/components/spots.js";

const signal = (name, hue = "") => ({ name, label: name, hue, dash: false });
const panel = (id, color, choices, ...signals) => ({ id, title: id, unit: "pA", color, signals, choices });
const currents = { label: "Currents", unit: "pA", signals: [signal("i_na", "na"), signal("i_k", "k")] };
const gates = { label: "Gates", unit: "", signals: [signal("na.m", "na")] };
const PANELS = [
  panel("I_m", "level", [], signal("i_m")),
  panel("parts", "quantity", [currents, gates], ...currents.signals),
  panel("command", "level", [], signal("command")),
];
const offer = (label, unit, color, ...signals) => ({ label, group: "All", unit, color, signals });
const OFFERS = [
  offer("V", "mV", "level", signal("v")),
  offer("I_m", "pA", "level", signal("i_m")),
  offer("Currents", "pA", "quantity", ...currents.signals),
  offer("I_Na", "pA", "level", signal("i_na")),
];
const NONE = { shown: {}, added: [], removed: [] };
const names = (panels) => panels.map(({ signals }) => signals.map(({ name }) => name).join("+"));

function frame() {
  const x = [0, 5, 5, 10];
  const sweeps = [0, 20, 40].map((level) => ({ x, y: [0, 0, level, level] }));
  const of = (fit) => ({ sweeps, fit, blanked: 0, unit: "mV" });
  return { token: "t", start: 0, stop: 12, dt: 0.1, sweeps: 3, levels: [0, 20, 40], unit: "mV", signals: { v: of([0, 40]) } };
}

test("panels show what the user chose, and what they can no longer show is as it was", () => {
  assert.deepEqual(names(resolve(PANELS, OFFERS, NONE, false)), ["i_m", "i_na+i_k", "command"]);
  const chosen = { ...NONE, shown: { I_m: "V", parts: "Gates", command: "gone" } };
  const [first, parts, last] = resolve(PANELS, OFFERS, chosen, false);
  assert.deepEqual(names([first, parts, last]), ["v", "na.m", "command"]);
  assert.deepEqual([first.unit, first.title, first.id], ["mV", "V", "I_m"]);
  assert.deepEqual(parts.choices, ["Currents", "Gates"]);
  assert.equal(resolve(PANELS, OFFERS, { ...NONE, shown: { parts: "I_Na" } }, false)[1].color, "level");
  assert.deepEqual(names(resolve(PANELS, OFFERS, chosen, true)), ["v", "command"], "nothing inside is shown before a run");
});

test("a panel more stands over the command and shows what none shows yet; at most five", () => {
  let layout = NONE;
  for (let k = 0; k < 6; k++) layout = withPanel(layout, resolve(PANELS, OFFERS, layout, false), OFFERS);
  const drawn = resolve(PANELS, OFFERS, layout, false);
  assert.deepEqual(names(drawn).slice(0, 4), ["i_m", "i_na+i_k", "v", "i_na"]);
  assert.deepEqual([drawn.length, drawn.at(-1).id], [5, "command"]);
  const fewer = withoutPanel(withoutPanel(layout, "extra-1"), "parts");
  assert.deepEqual(names(resolve(PANELS, OFFERS, fewer, false)), ["i_m", "i_na", "command"]);
});

test("the menu has every offer, and the choices that are none of them", () => {
  const labels = menu(PANELS, OFFERS).map(({ label }) => label);
  assert.deepEqual(labels, ["Gates", "command", "V", "I_m", "Currents", "I_Na"]);
});

test("a chain puts each sweep after the one before, and is hit there", () => {
  const { frame: chain, panels } = arrange(frame(), [panel("v", "level", [], signal("v"))], "chain");
  assert.equal(chain.stop, 36);
  assert.deepEqual(Array.from(chain.signals.v.sweeps[2].x), [24, 29, 29, 34]);
  assert.deepEqual(within(frame(), chain, [26, 28]), { before: 24, window: [0, 6] });
  assert.equal(within(frame(), chain, [10, 14]).window, undefined, "no finer samples across two sweeps");
  assert.deepEqual(within(frame(), frame(), [6, 7]), { before: 0, window: [5, 8] });
  const geometry = stack(800, 300, [1]);
  const scale = scales(geometry, geometry.panels[0], [0, 36], [-5, 45]);
  assert.equal(nearest(chain, panels[0].signals, scale, scale.x(32), scale.y(40)).sweep, 2);
});

test("tiles stand apart, the last on top, and their range holds them and no more", () => {
  const two = [panel("a", "level", [], signal("v")), panel("b", "level", [], signal("v"))];
  const { frame: tiled, panels } = arrange(frame(), two, "tile");
  const { sweeps, fit } = tiled.signals["a/v"];
  assert.ok(sweeps[1].y[0] > sweeps[0].y[2] && sweeps[2].y[0] > sweeps[1].y[2], "three sweeps do not touch");
  assert.deepEqual(fit, [0, 40 + 2 * panels[0].lift]);
  const cut = frame();
  cut.signals.v.fit = [0, 25]; // the axis leaves out what is briefly higher
  assert.deepEqual(arrange(cut, two, "tile").frame.signals["a/v"].fit, [0, 25 + 2 * 25 * 1.05]);
  assert.deepEqual(panels.map(({ signals }) => signals[0].name), ["a/v", "b/v"]);
});

test("what lies over each other is as it came", () => {
  const one = frame();
  assert.equal(arrange(one, [], "overlay").frame, one);
  assert.equal(arrange({ ...one, sweeps: 1 }, [], "chain").frame.sweeps, 1);
});

test("a scale bar is round, and as long as it says", () => {
  const { from, to, text } = bar({ range: [0, 400], scale: 0.1 }, { top: 0, bottom: 200 });
  assert.ok(Math.abs((to - from) / 200 - Number(text) / 40) < 1e-9);
  assert.equal(text, "10");
});

test("a locked axis holds still, another follows", () => {
  const small = { unit: "mV", signals: [signal("v")] };
  const before = { range: [-500, 500], unit: "mV", scale: 1, density: false };
  const how = { held: false, locked: true, density: false };
  assert.deepEqual(axisOf(frame(), small, before, how).range, [-500, 500]);
  assert.ok(axisOf(frame(), small, before, { ...how, locked: false }).range[1] < 60);
});

test("an axis fits what is drawn: a signal for the selected sweep only counts with that sweep", () => {
  const one = frame();
  const x = [0, 10];
  const v = [[-5, 5], [-200, 400], [0, 80]].map((y) => ({ x, y }));
  one.signals = { command: one.signals.v, v: { sweeps: v, fit: [-200, 400], blanked: 0, unit: "mV" } };
  const both = panel("command", "level", [], signal("command"), signal("v", "truth"));
  const how = { held: false, locked: false, density: false };
  const top = (selected) => axisOf(one, both, null, { ...how, selected }).range[1];
  assert.ok(top([]) < 60 && top([0]) < 60);
  assert.ok(top([2]) > 80 && top([2]) < 120);
  assert.ok(top([1, 2]) > 400);
  assert.ok(axisOf(one, { ...both, color: "quantity" }, null, how).range[1] > 400, "all sweeps of it are drawn there");
});

test("a panel is thinned anew only for another frame, place or axis, and is redrawn only for another axis", () => {
  const shown = (range) => ({ ...panel("V_m", "level", [], signal("v")), key: "v", range, unit: "mV" });
  const kept = new Strokes();
  const geometry = stack(600, 300, [1, 1]);
  const one = frame();
  const before = kept.of(one, [shown([-5, 45]), { ...shown([-5, 45]), id: "w" }], geometry);
  const after = kept.of(one, [shown([-5, 45]), { ...shown([-90, 45]), id: "w" }], geometry);
  assert.deepEqual(before.map((stroke, k) => stroke === after[k]), before.map(({ panel }) => panel === 0));
  assert.notEqual(kept.of(frame(), [shown([-5, 45])], geometry)[0], after[0]);
  assert.ok(areSame([shown([-5, 45])], [{ range: [-5, 45], unit: "mV" }]));
  assert.ok(!areSame([shown([-5, 45])], [{ range: [-5, 46], unit: "mV" }]));
});

test("a field is drawn again for other data, not for another function that does the same", () => {
  const field = { text: "1" };
  assert.ok(isSame({ field, onCommit: () => 1 }, { field, onCommit: () => 1 }));
  assert.ok(!isSame({ field, onCommit: () => 1 }, { field: { text: "1" }, onCommit: () => 1 }));
  assert.ok(!isSame({ field }, { field, disabled: true }));
});

test("a current is written as a density of its membrane, a small concentration in nM", () => {
  const { unit, scale } = dense(4000, 1000); // 10 pA is 1 µA/cm² of 1000 µm²
  assert.deepEqual([unit, scale * 4000], ["µA/cm²", 400]);
  assert.deepEqual(scaled("mM", 0.00024), { unit: "nM", scale: 1e6 });
  assert.deepEqual(scaled("mM", 0.02), { unit: "µM", scale: 1e3 });
  assert.deepEqual(scaled("mM", 3.5), { unit: "mM", scale: 1 });
});

test("a picture has every trace, axis and name, and no color that only this page knows", () => {
  const panels = [{ ...panel("V_m", "level", [], signal("v")), range: [-5, 45], scale: 1, unit: "mV" }];
  const geometry = stack(600, 300, [1]);
  const all = { geometry, panels, frame: frame(), time: [0, 12], selected: [1] };
  const svg = picture({ ...all, drawn: strokes(all.frame, panels, geometry) }, () => "#123456", '"Arial", serif', [0.3, 0.15]);
  assert.equal(svg.match(/stroke-opacity="0.3"/g).length, 3);
  assert.match(svg, /stroke-width="2"/);
  assert.match(svg, /V<tspan[^>]*>m<\/tspan>/);
  assert.ok(svg.includes(">40</text>") && svg.includes(">ms</text>"));
  assert.ok(!svg.includes("var(") && !svg.includes("NaN") && !svg.includes("undefined"));
});

test("regions leave room for the scope, and what was remembered wrongly is forgotten", () => {
  const window = { innerWidth: 1440, innerHeight: 900 };
  assert.equal(bounded("left", 9999, window), 518);
  assert.equal(bounded("drawer", 5, window), 96);
  assert.equal(step("right", "ArrowLeft", false), 8);
  assert.equal(step("drawer", "ArrowLeft", true), 0);
  assert.deepEqual(kept("not json"), {});
  assert.deepEqual(kept('{"left":{"size":300},"else":{"size":1},"right":{"size":"wide","folded":true}}'), {
    left: { size: 300, folded: false },
    right: { size: undefined, folded: true },
  });
});

test("what only a simulator knows can be hidden from a panel, and nothing else of it", () => {
  const told = panel("command", "level", [], signal("command"), signal("v", "truth"), signal("v_pip", "raw"));
  const [shown] = resolve([told], [], NONE, false);
  assert.deepEqual(untold(shown).signals.map(({ name }) => name), ["command"]);
  assert.notEqual(untold(shown).key, shown.key);
  const [parts] = resolve([panel("parts", "quantity", [currents], ...currents.signals)], [], NONE, false);
  assert.equal(untold(parts), parts);
});

test("two acts share a key only where they cannot be asked for at one place", () => {
  assert.equal(USUAL.trigger, USUAL.truth);
  assert.equal(sound(JSON.stringify({ cursors: "t" })), USUAL);
  assert.equal(sound(JSON.stringify({ truth: "w" })).truth, "w");
  const swapped = moved(USUAL, "cursors", "t");
  assert.deepEqual([swapped.cursors, swapped.truth, swapped.trigger], ["t", "c", "t"]);
});

test("the samples of a number are marked in the panel of their signal, each on the trace of its sweep", () => {
  const x = Float64Array.from({ length: 11 }, (_, k) => k);
  const sweeps = [0, 1].map((sweep) => ({ x, y: Float64Array.from(x, (t) => t + 10 * sweep) }));
  const signals = { i_m: { unit: "pA", sweeps }, command: { unit: "mV", sweeps } };
  const frame = { token: "a", start: 0, stop: 10, sweeps: 2, signals };
  const panels = [PANELS[0], PANELS[2]].map((one) => ({ ...one, range: [0, 20] }));
  const geometry = stack(400, 300, [1, 1]);
  const draw = (one, time = [0, 10], long = 0) => spotsOf({ unit: "", ...one }, frame, panels, geometry, time, long);
  const { x: at, y } = scales(geometry, geometry.panels[1], [0, 10], [0, 20]);
  const ring = draw({ signal: "command", spans: [[1, 5, 5], null] });
  assert.ok(ring.includes(`data-panel="1"`) && ring.includes(`cx="${at(5).toFixed(1)}" cy="${y(15).toFixed(1)}"`));
  assert.equal(ring.match(/<(circle|path|rect)/g).length, 1);
  const mean = draw({ signal: "i_m", spans: [[0, 2, 8], [1, 2, 8]] });
  assert.equal(mean.match(/<path/g).length, 2);
  assert.equal(mean.match(/<rect/g).length, 1, "two sweeps share a band");
  const many = draw({ signal: "i_m", spans: Array.from({ length: 9 }, (_, k) => [k % 2, 2, 8]) });
  assert.ok(!many.includes("<path") && many.includes("<rect"), "lines over very many traces would hide them");
  assert.ok(draw({ signal: "command", spans: [[1, 5, 5]] }, [0, 20], 10).includes(`cx="${at(7.5).toFixed(1)}"`), "in a chain");
  assert.equal(placeOf({ signal: "i_nav", unit: "pA" }, panels, frame).name, "i_m", "a signal that no panel shows");
  assert.equal(placeOf({ signal: "ca_i", unit: "mM" }, panels, frame).panel, 0);
});

test("where a number came from is told in words", () => {
  assert.equal(told("peak", [8, 6.21, 6.21]), "peak of sweep 9, 6.21 ms");
  assert.equal(told("mean", [0, 80, 100]), "mean of sweep 1, 80–100 ms");
});
