// The scope as a picture of its own: an SVG text with every color resolved, drawn from panels, axes and traces.
import { bar } from "./bars.js";
import { scales } from "./geometry.js";
import { grid, hasZero } from "./grid.js";
import { path } from "./lines.js";
import { isSingle } from "./plot.js";
import { hue, ramp } from "./ramp.js";

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

/** "I_Na" with a lowered Na. */
function lowered(label) {
  const [name, ...index] = label.split("_");
  if (!index.length) return escaped(name);
  return `${escaped(name)}<tspan dy="3" font-size="9">${escaped(index.join("_"))}</tspan>`;
}

/**
 * `of` is {geometry, panels, frame, drawn, time, selected, reference}; `css` gives the color of a CSS value, `font` the
 * family, `dims` the opacities of traces that are not selected, by levels and by quantity.
 */
export function picture({ geometry, panels, frame, drawn, time, selected, reference }, css, font, dims) {
  const { width, height, left, right } = geometry;
  const { across, up } = grid(geometry, panels, time);
  const text = (x, y, what, look) => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${look}>${what}</text>`;
  const rule = (d, color) => `<path d="${d}" stroke="${css(color)}"/>`;
  const faint = `fill="${css("var(--text-3)")}"`;
  const ink = `fill="${css("var(--text)")}"`;
  const line = (d, color, wide, rest = "") => `<path d="${d}" stroke="${color}" stroke-width="${wide}"${rest}/>`;

  const parts = panels.map((panel, i) => {
    const place = geometry.panels[i];
    const { head, top, bottom } = place;
    const scale = scales(geometry, place, time, panel.range);
    const level = (y) => `M${left} ${scale.y(y).toFixed(1)}H${right}`;
    const rules = [
      ...across.map(({ at }) => rule(`M${scale.x(at).toFixed(1)} ${top}V${bottom}`, "var(--grid)")),
      ...up[i].map(({ at }) => rule(level(at), "var(--grid)")),
      ...(hasZero(panel) ? [rule(level(0), "var(--zero)")] : []),
    ];
    const numbers = up[i].map((mark) =>
      text(left - 5, scale.y(mark.at) + 4, mark.text, `text-anchor="end" ${faint}`),
    );
    const { from, to, text: length } = bar(panel, place);
    if (panel.lift) {
      numbers.push(rule(`M${left - 10} ${from.toFixed(1)}V${to.toFixed(1)}`, "var(--text-2)"));
      numbers.push(text(left - 16, (from + to) / 2 + 4, length, `text-anchor="end" ${faint}`));
    }
    const words = [
      text(left - 8, head + 15, escaped(panel.unit), `text-anchor="end" ${faint}`),
      text(left + 4, head + 15, lowered(panel.title), `font-weight="600" ${ink}`),
    ];
    let x = left + 24 + 7 * panel.title.length;
    for (const { label, hue: name, dash } of panel.signals.filter((one) => panel.color === "quantity" || one.hue)) {
      words.push(line(`M${x} ${head + 11}h10`, css(hue(name)), 2, dash ? ' stroke-dasharray="3 2"' : ""));
      words.push(text(x + 15, head + 15, lowered(label), ink));
      x += 28 + 7 * label.length;
    }
    const isAlone = frame.sweeps === 1;
    const dim = (quantity) => (selected.length && !isAlone ? dims[quantity ? 1 : 0] : quantity && !isAlone ? 0.75 : 1);
    const traces = drawn
      .filter((one) => one.panel === i)
      .flatMap(({ sweeps, color, dash, quantity }) =>
        sweeps.map((sweep) => {
          const rest = `${dash ? ' stroke-dasharray="4 2"' : ""} stroke-opacity="${dim(quantity)}"`;
          return line(path(sweep, scale, time), css(color), isAlone ? 1.5 : 1.1, rest);
        }),
      );
    const kept = panel.signals
      .flatMap(({ name }) => reference?.[name] ?? [])
      .map((one) => line(path(one, scale, time), css("var(--q-ref)"), 1.2, ' stroke-dasharray="4 3"'));
    const marks = selected.flatMap((k) =>
      panel.signals.map((signal) => {
        const sweep = frame.signals[signal.name]?.sweeps[k];
        const single = isSingle(panel, signal);
        const color = panel.color === "level" && !single ? ramp(k, frame.sweeps) : hue(signal.hue);
        const rest = signal.dash ? ' stroke-dasharray="4 2"' : "";
        return sweep ? line(path(sweep, scale, time), css(color), single ? 1.6 : 2, rest) : "";
      }),
    );
    const clip = `<clipPath id="panel-${i}"><rect x="${left}" y="${top - 2}" width="${right - left}" height="${bottom - top + 4}"/></clipPath>`;
    const lines = [...traces, ...kept, ...marks].filter((one) => !one.includes('d=""')).join("\n");
    return `${clip}<g>${rules.join("")}${numbers.join("")}${words.join("")}</g>\n<g clip-path="url(#panel-${i})">\n${lines}\n</g>`;
  });

  const last = geometry.panels.at(-1);
  const { x } = scales(geometry, last, time, [0, 1]);
  const times = across.map((mark) => text(x(mark.at), last.bottom + 17, mark.text, `text-anchor="middle" ${faint}`));
  times.push(text(left - 14, last.bottom + 17, "ms", `text-anchor="end" ${faint}`));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `fill="none" stroke-linejoin="round" font-family="${escaped(font).replaceAll('"', "'")}" font-size="11">\n` +
    `<rect width="${width}" height="${height}" fill="${css("var(--scope)")}"/>\n${parts.join("\n")}\n${times.join("")}\n</svg>\n`
  );
}
