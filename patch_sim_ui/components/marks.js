// The sweeps that stand out, drawn over the figure: selected ones in full, the hovered one brighter.
// They are ours and not Plotly's, so that selecting costs no redraw; their nodes stay, so that it costs no layout either.
import { scales } from "./geometry.js";
import { path, thin } from "./lines.js";
import { isSingle, toleranceOf } from "./plot.js";
import { hue, ramp } from "./ramp.js";

const PANE = { class: "pane", x: -1e4, y: -1e4, width: 3e4, height: 3e4 }; // more than any line takes
const node = (name, parent) => parent.appendChild(document.createElementNS("http://www.w3.org/2000/svg", name));

/** What stands out of a panel: [{look, color, line}]. */
function standing(frame, panel, { selected, hovered }) {
  const stress = selected.map((sweep) => ({ sweep, kind: "on" }));
  if (hovered !== null && !selected.includes(hovered)) stress.push({ sweep: hovered, kind: "near" });
  return stress.flatMap(({ sweep, kind }) =>
    panel.signals.flatMap((signal) => {
      const line = frame.signals[signal.name]?.sweeps[sweep];
      const single = isSingle(panel, signal);
      if (!line || (single && kind === "near")) return [];
      const color = panel.color === "level" && !single ? ramp(sweep, frame.sweeps) : hue(signal.hue);
      return [{ look: `${kind}${single ? " single" : ""}${signal.dash ? " dash" : ""}`, color, line }];
    }),
  );
}

export class Marks {
  /** Draws into the SVG element `root`. */
  constructor(root) {
    this.root = node("g", root);
    this.words = node("g", root);
    this.spots = node("g", root);
    this.panels = []; // {window, paths} of each
  }

  add() {
    const window = node("svg", this.root);
    const pane = node("rect", window); // invisible, so that the bounds of what is drawn stay (assets/apart.css)
    for (const [name, value] of Object.entries(PANE)) pane.setAttribute(name, value);
    this.panels.push({ window, paths: [] });
  }

  /** Draw the sweeps of a selection, and `text`, the SVG of what is noted beside them. */
  draw(frame, panels, geometry, time, selection, text) {
    while (this.panels.length > panels.length) this.panels.pop().window.remove();
    while (this.panels.length < panels.length) this.add();
    panels.forEach((panel, i) => {
      const { window, paths } = this.panels[i];
      const { top, bottom } = geometry.panels[i];
      const box = [geometry.left, top - 2, geometry.right - geometry.left, bottom - top + 4];
      if (this.panels[i].box !== box.join(" ")) {
        ["x", "y", "width", "height"].forEach((name, k) => window.setAttribute(name, box[k]));
        window.setAttribute("viewBox", (this.panels[i].box = box.join(" ")));
      }
      const scale = scales(geometry, geometry.panels[i], time, panel.range);
      const tolerance = toleranceOf(panel, geometry.panels[i]);
      const lines = standing(frame, panel, selection);
      while (paths.length > lines.length) paths.pop().remove();
      lines.forEach(({ look, color, line }, k) => {
        paths[k] ??= node("path", window);
        paths[k].setAttribute("class", look);
        paths[k].style.setProperty("--c", color);
        paths[k].setAttribute("d", path(thin(line, tolerance), scale, time));
      });
    });
    if (text !== this.text) this.words.innerHTML = this.text = text;
  }
  /** Draw the SVG text of the samples of a number. */
  spot(text) {
    if (text !== (this.spotted ?? "")) this.spots.innerHTML = this.spotted = text;
  }
}
