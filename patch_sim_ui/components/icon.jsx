// The few glyphs of the instruments, 16 × 16, in the color of their text.
const PATHS = {
  left: "M10 4L6 8l4 4",
  right: "M6 4l4 4-4 4",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  share: "M6 9.5l4-4M7 4.5l1.5-1.5a3 3 0 0 1 4.2 4.2L11.2 8.7M9 11.5L7.5 13a3 3 0 0 1-4.2-4.2L4.8 7.3",
  play: "M5 3l8 5-8 5z",
};

export const Icon = ({ name }) => (
  <svg className="levels-glyph" viewBox="0 0 16 16" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
