// What a CSS color is on this page: variables and mixtures are worked out by the browser itself.

/** {css, end}: css(color) is #rrggbb of a color as it is inside `root`. */
export function resolver(root) {
  const probe = root.appendChild(document.createElement("i"));
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const css = (color) => {
    if (!known.has(color)) {
      probe.style.color = color;
      pen.fillStyle = getComputedStyle(probe).color;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
      known.set(color, `#${[r, g, b].map((part) => part.toString(16).padStart(2, "0")).join("")}`);
    }
    return known.get(color);
  };
  return { css, end: () => probe.remove() };
}
