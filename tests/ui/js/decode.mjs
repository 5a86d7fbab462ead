// Reads frames from standard input as the scope does and writes them as JSON, for test_javascript.py.
import { readFileSync } from "node:fs";
import { decode } from "../../../patch_sim_ui/components/decode.js";

const bytes = readFileSync(0);
const frame = decode("token", bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
for (const signal of Object.values(frame.signals))
  signal.sweeps = signal.sweeps.map(({ x, y }) => [Array.from(x), Array.from(y)]);
process.stdout.write(JSON.stringify(frame));
