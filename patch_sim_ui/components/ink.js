// The traces, each panel's on a canvas of its own: no sweep is an element of the page, and to dim all is one opacity.
import { resolver } from "./colors.js";
import { lowerBound } from "./hit.js";

const AIR = 2; // px over and under a panel, for lines at its edge
const FAINT = 0.75; // of one quantity among others
const [THIN, ALONE] = [1.1, 1.5]; // px

export class Ink {
  constructor(place) {
    this.place = place;
    this.sheets = [];
    this.repaint();
  }

  /** Forget the colors: the theme is another. */
  repaint() {
    this.colors?.end();
    this.colors = resolver(this.place);
  }

  dispose() {
    this.colors.end();
    this.sheets.forEach((sheet) => sheet.remove());
  }

  /** Draw what `strokes` (plot.js) found in `time`; `isAlone` says that there is a single sweep. */
  draw(strokes, geometry, panels, scaleOf, time, isAlone) {
    this.fit(geometry, panels);
    const { left } = geometry;
    for (const { panel, color, dash, quantity, sweeps } of strokes) {
      const pen = this.sheets[panel].getContext("2d");
      pen.strokeStyle = this.colors.css(color);
      pen.globalAlpha = quantity && !isAlone ? FAINT : 1;
      pen.lineWidth = isAlone ? ALONE : THIN;
      pen.lineJoin = "round";
      pen.setLineDash(dash ? [4, 2] : []);
      pen.beginPath();
      const scale = scaleOf(panel);
      const top = geometry.panels[panel].top - AIR;
      sweeps.forEach((sweep) => line(pen, sweep, scale, time, left, top));
      pen.stroke();
    }
  }

  /** One blank canvas over every panel. */
  fit({ left, right, panels: places }, panels) {
    const ratio = devicePixelRatio;
    while (this.sheets.length > places.length) this.sheets.pop().remove();
    places.forEach(({ top, bottom }, i) => {
      this.sheets[i] ??= this.place.appendChild(document.createElement("canvas"));
      const sheet = this.sheets[i];
      const [width, height] = [right - left, bottom - top + 2 * AIR];
      const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (sheet.width !== wide || sheet.height !== high) Object.assign(sheet, { width: wide, height: high });
      sheet.className = panels[i].color === "level" ? "" : "quantity";
      Object.assign(sheet.style, { left: `${left}px`, top: `${top - AIR}px`, width: `${width}px`, height: `${height}px` });
      const pen = sheet.getContext("2d");
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, wide, high);
      pen.setTransform(wide / width, 0, 0, high / height, 0, 0);
    });
  }
}

function line(pen, { x, y }, scale, time, left, top) {
  const from = Math.max(0, lowerBound(x, time[0]) - 1);
  const to = Math.min(x.length, lowerBound(x, time[1]) + 1);
  for (let i = from; i < to; i++) {
    if (i === from) pen.moveTo(scale.x(x[i]) - left, scale.y(y[i]) - top);
    else pen.lineTo(scale.x(x[i]) - left, scale.y(y[i]) - top);
  }
}
