// Frames: what is drawn, read from the bytes that patch_sim_ui/frames.py describes or made of a preview.

/** {token, start, stop, dt, sweeps, points, some, levels, unit, signals: {name: Signal}} of the bytes of an answer. Where only
 *  `some` of the sweeps came, a signal's sweeps have holes in place of the others. */
export function decode(token, buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const floats = new Float32Array(buffer, 4 + length);
  const { start, stop, dt, sweeps: count, points, some, levels, level_unit: unit, applied } = header;
  const signals = {};
  for (const [name, signal] of Object.entries(header.signals)) {
    const read = signal.form === "path" ? paths : grid;
    const came = read(signal, floats, some?.length ?? count, header.stop - header.dt);
    signals[name] = { ...signal, sweeps: some ? placed(came, some, count) : came };
  }
  return { token, start, stop, dt, sweeps: count, points, some, levels, unit, signals, applied };
}

function placed(came, some, count) {
  const sweeps = new Array(count);
  came.forEach((sweep, i) => (sweeps[some[i]] = sweep));
  return sweeps;
}

function grid({ n, x0, dx, gap, at }, floats, count, last) {
  const x = Float64Array.from({ length: n }, (_, i) => Math.min(last, x0 + (i >> 1) * dx + (i & 1) * gap));
  return Array.from({ length: count }, (_, k) => ({ x, y: floats.subarray(at + k * n, at + (k + 1) * n) }));
}

function paths({ counts, at }, floats) {
  const total = counts.reduce((sum, n) => sum + n, 0);
  let from = at;
  return counts.map((n) => {
    const sweep = { x: floats.subarray(from, from + n), y: floats.subarray(from + total, from + total + n) };
    from += n;
    return sweep;
  });
}

/** The command that is about to be given, in the form of a Frame with the one signal `command`. */
export function previewFrame({ duration, unit, levels = [], sweeps = [] }) {
  const y = sweeps.flatMap((sweep) => sweep.y);
  const range = y.length ? y.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [y[0], y[0]]) : [0, 0];
  const command = { unit, range, fit: range, blanked: 0, form: "path", sweeps };
  return { token: "", start: 0, stop: duration, dt: 0, sweeps: sweeps.length, levels, unit, signals: { command } };
}
