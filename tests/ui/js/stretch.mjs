// Reads a stretch from standard input as the browser does, and writes it as JSON.
import { readFileSync } from "node:fs";
import { readStretch } from "../../../patch_sim_ui/components/stretch.js";

const bytes = readFileSync(0);
const { response, command, ...head } = readStretch(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
console.log(JSON.stringify({ ...head, response: [...response], command: [...command] }));
