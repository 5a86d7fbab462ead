// The sweeps that stand out, drawn over the figure: selected ones in full, the hovered one brighter.
// They are ours and not Plotly's, so that selecting costs no redraw.
import { scales } from "./geometry.js";
import { path } from "./lines.js";
import { isSingle } from "./plot.js";
import { hue, ramp } from "./ramp.js";

/** SVG text of all marks. */
export function marks(frame, panels, geometry, time, { selected, hovered }) {
  const stress = selected.map((sweep) => ({ sweep, kind: "on" }));
  if (hovered !== null && !selected.includes(hovered)) stress.push({ sweep: hovered, kind: "near" });
  if (!stress.length) return "";
  const { left, right } = geometry;
  return panels
    .map((panel, i) => {
      const { top, bottom } = geometry.panels[i];
      const scale = scales(geometry, geometry.panels[i], time, panel.range);
      const drawn = stress.flatMap(({ sweep, kind }) =>
        panel.signals.map((signal) => {
          const line = frame.signals[signal.name]?.sweeps[sweep];
          const single = isSingle(panel, signal);
          if (!line || (single && kind === "near")) return "";
          const color = panel.color === "level" && !single ? ramp(sweep, frame.sweeps) : hue(signal.hue);
          const look = `${kind}${single ? " single" : ""}${signal.dash ? " dash" : ""}`;
          return `<path class="${look}" style="--c:${color}" d="${path(line, scale, time)}"/>`;
        }),
      );
      const box = `x="${left}" y="${top - 2}" width="${right - left}" height="${bottom - top + 4}"`;
      return `<svg ${box} viewBox="${left} ${top - 2} ${right - left} ${bottom - top + 4}">${drawn.join("")}</svg>`;
    })
    .join("");
}
