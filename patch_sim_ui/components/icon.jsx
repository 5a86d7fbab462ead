// The few glyphs of the instruments, 16 × 16, in the color of their text.
const PATHS = {
  left: "M10 4L6 8l4 4",
  right: "M6 4l4 4-4 4",
  eye: "M1.5 8C3.5 4.6 5.6 3.4 8 3.4s4.5 1.2 6.5 4.6c-2 3.4-4.1 4.6-6.5 4.6S3.5 11.4 1.5 8zM8 6.2a1.8 1.8 0 100 3.6 1.8 1.8 0 000-3.6z",
  truth: "M1.5 10c2-7 4.2-7 6.5-2s4.5 5 6.5-2M2 13.5h2.5M6.8 13.5h2.5M11.5 13.5h2.5",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  share: "M6 9.5l4-4M7 4.5l1.5-1.5a3 3 0 0 1 4.2 4.2L11.2 8.7M9 11.5L7.5 13a3 3 0 0 1-4.2-4.2L4.8 7.3",
  cursors: "M5 2v12M11 2v12M5 8h6M5 8l1.5-1.5M5 8l1.5 1.5M11 8L9.5 6.5M11 8L9.5 9.5",
  pin: "M8 10v4M5 2.5h6M6 2.5v3.5L4.5 9v1h7V9L10 6V2.5",
  tag: "M2.5 3v4.5l6 6 5-5-6-6H2.5zM5.2 5.6h.1",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  keys: "M2 4.5h12v7H2zM4.5 7h.1M7 7h.1M9.5 7h.1M12 7h.1M5 9.5h6",
  x: "M4.5 4.5l7 7M11.5 4.5l-7 7",
  more: "M3.5 8h.1M8 8h.1M12.5 8h.1",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  open: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 4.8-1",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  down: "M4 6l4 4 4-4",
  play: "M5 3l8 5-8 5z",
};

export const Icon = ({ name }) => (
  <svg className="levels-glyph" viewBox="0 0 16 16" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
