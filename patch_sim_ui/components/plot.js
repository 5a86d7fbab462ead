// What of a frame is drawn: its sweeps, those of one color together, with no more points than one sees.
import { thin } from "./lines.js";
import { hue, ramp } from "./ramp.js";

const COLORS_OF_LEVELS = 32;
const PIXELS = 0.12; // how far a thinned trace may be off

/** The strokes on the screen: a panel's are thinned anew only when its frame, place or y axis are others. */
export class Strokes {
  panels = []; // {frame, need, drawn} of each

  of(frame, panels, geometry) {
    return panels.flatMap((panel, i) => {
      const need = JSON.stringify([geometry.panels[i], panel.key, panel.range]);
      const old = this.panels[i];
      if (old?.frame !== frame || old.need !== need)
        this.panels[i] = { frame, need, drawn: strokesOf(frame, panel, i, geometry.panels[i]) };
      return this.panels[i].drawn;
    });
  }
}

/** [{uid, panel, color, dash, quantity, sweeps}]: the sweeps of one color together and thinned. */
export const strokes = (frame, panels, geometry) => new Strokes().of(frame, panels, geometry);

/** How far (in y) a thinned trace may be off in a panel at its place. */
export const toleranceOf = ({ range }, { top, bottom }) => (PIXELS * (range[1] - range[0])) / (bottom - top);

function strokesOf(frame, panel, i, place) {
  const quantity = panel.color !== "level";
  return panel.signals.flatMap((signal) => {
    const recorded = frame.signals[signal.name]?.sweeps ?? [];
    if (!recorded.length || isSingle(panel, signal)) return [];
    const sweeps = recorded.map((sweep) => thin(sweep, toleranceOf(panel, place))); // of very many only some are there
    const groups = quantity ? [{ sweeps, color: hue(signal.hue) }] : byColor(sweeps);
    return groups.map(({ sweeps: some, color }, k) => {
      const uid = `${panel.id}-${signal.name}-${k}`.replace(/[^\w-]/g, "_");
      return { uid, color, sweeps: some.flat(), panel: i, dash: Boolean(signal.dash), quantity };
    });
  });
}

/** Whether a signal is drawn for the selected sweep only: one with its own hue among levels. */
export const isSingle = (panel, signal) => panel.color === "level" && Boolean(signal.hue);

export const hasSingle = (panels) => panels.some((panel) => panel.signals.some((signal) => isSingle(panel, signal)));

function byColor(sweeps) {
  const n = sweeps.length;
  const size = Math.ceil(n / COLORS_OF_LEVELS);
  const groups = [];
  for (let k = 0; k < n; k += size) groups.push({ sweeps: sweeps.slice(k, k + size), color: ramp(k, n) });
  return groups;
}
