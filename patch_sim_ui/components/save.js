// What is on the screen, to the clipboard or into a file.
import { resolver } from "./colors.js";
import { picture } from "./picture.js";
import { current } from "./selection.js";

const SCALE = 2; // pixels of a PNG to those of the screen

/** The SVG text of a screen as it is. */
export function drawing(screen) {
  const { css, end } = resolver(screen.root);
  const style = getComputedStyle(screen.root);
  const dims = ["--dim", "--dim-q"].map((name) => Number(style.getPropertyValue(name)));
  const { geometry, panels, frame, time } = screen;
  const reference = screen.isOverlay ? screen.reference : null;
  const drawn = screen.strokes.of(screen.frame, screen.panels, screen.geometry);
  const { selected } = current();
  const text = picture({ geometry, panels, frame, drawn, time, selected, reference }, css, style.fontFamily, dims);
  end();
  return text;
}

async function png(text) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: SCALE * image.width, height: SCALE * image.height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function download(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

/** "copy": a picture in the clipboard; "png" and "svg": a file. Returns what was done. */
export async function save(screen, what) {
  const text = drawing(screen);
  if (what === "svg") download(new Blob([text], { type: "image/svg+xml" }), "patch_sim.svg");
  else if (what === "png") download(await png(text), "patch_sim.png");
  else await navigator.clipboard.write([new ClipboardItem({ "image/png": png(text) })]);
  return what === "copy" ? "copied" : "saved";
}
