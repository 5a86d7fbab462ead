// After zooming in, the samples that the overview left out are asked for; of a chain within one of its sweeps.
import { arrange, within } from "./arrange.js";
import { isDragging } from "./dragging.js";
import { fetchFrame } from "./frames.js";

const POINTS = 2000;

/** Give `screen` a finer frame of the time that it shows, where its samples are too few. */
export async function sharpen(screen) {
  const { raw, whole, arranged, view, detail } = screen;
  const coarse = (frame) => Object.values(frame.signals).some(({ gap }) => gap > 1.5 * raw.dt);
  if (!raw.token || !view.time || !coarse(whole) || isDragging()) return;
  const width = view.time[1] - view.time[0];
  if (screen.frame === detail && (detail.window[1] - detail.window[0] < 4 * width || !coarse(detail))) return;
  const { before, window } = within(raw, whole, view.time);
  if (!window) return;
  const finer = await fetchFrame(raw.token, Object.keys(raw.signals), POINTS, window);
  if (arranged !== screen.arranged) return;
  const { frame } = arrange(finer, arranged.of[1], arranged.of[2]);
  screen.detail = Object.assign(frame, { window: window.map((t) => t + before), start: whole.start, stop: whole.stop });
  screen.draw();
}
