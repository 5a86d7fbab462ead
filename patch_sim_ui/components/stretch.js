// A stretch of a cell that goes on, read from the bytes that patch_sim_ui/live.py describes.
const HEADER = 40;

/** {start, dx, gap, made, number, mode, response, command}: samples in pairs, the i-th at start + (i >> 1) dx + (i & 1) gap. */
export function readStretch(buffer) {
  const head = new DataView(buffer);
  const [start, dx, gap, made] = [0, 8, 16, 24].map((at) => head.getFloat64(at, true));
  const floats = new Float32Array(buffer, HEADER);
  const n = floats.length / 2;
  return {
    start,
    dx,
    gap,
    made,
    number: head.getUint32(32, true),
    mode: head.getUint32(36, true) ? "vc" : "cc",
    response: floats.subarray(0, n),
    command: floats.subarray(n),
  };
}
