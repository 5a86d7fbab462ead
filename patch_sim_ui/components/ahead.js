// Traces that come by themselves: the server sends those of a new recording before the page is told of it. What did not
// come, or is not enough, is fetched.
import { getBackendURL, getToken } from "$/utils/state";
import { decode } from "./decode.js";
import { isDragging, onDragging } from "./dragging.js";

export const FINE = 1000; // points of a trace
const COARSE = 400;
const TOKEN = 24; // bytes before a frame (patch_sim_ui/ahead_route.py)
const KEPT = 8; // the page may be told of a recording when newer ones have come
const AGAIN_MS = 2000;

/** The points of a trace that is to be drawn now. */
export const pointsNow = () => (isDragging() ? COARSE : FINE);

export class Ahead {
  frames = [];
  signals = [];
  opened = -AGAIN_MS;

  /** `onCame` is told of each Frame. */
  constructor(onCame) {
    this.onCame = onCame;
    this.deaf = onDragging(() => this.say());
  }

  /** From now on these signals are drawn. */
  want(signals) {
    this.signals = signals;
    this.say();
  }

  say() {
    const said = JSON.stringify({ signals: this.signals, points: pointsNow() });
    const state = this.socket?.readyState ?? WebSocket.CLOSED;
    if (state === WebSocket.OPEN && said !== this.said) this.socket.send((this.said = said));
    if (state > WebSocket.OPEN && this.signals.length && performance.now() - this.opened > AGAIN_MS) this.open();
  }

  open() {
    this.opened = performance.now();
    const origin = getBackendURL().origin.replace(/^http/, "ws");
    const socket = new WebSocket(`${origin}/ahead/${encodeURIComponent(getToken())}`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.said = "";
      this.say();
    };
    socket.onmessage = ({ data }) => {
      const token = new TextDecoder().decode(new Uint8Array(data, 0, TOKEN)).trim();
      this.frames = [...this.frames.slice(1 - KEPT), decode(token, data.slice(TOKEN))];
      this.onCame(this.frames.at(-1));
    };
    this.socket = socket;
  }

  /** The Frame of a recording, if it came and has these signals with as many points. */
  take(token, names, points) {
    return this.frames.find((one) => one.token === token && one.points >= points && names.every((name) => one.signals[name]));
  }

  /** Of two recordings, or none, the one that came later; the first where that is not known. */
  later(token, other) {
    const [one, two] = [token, other].map((each) => this.frames.findIndex((frame) => frame.token === each));
    return one >= 0 && one < two ? other : token;
  }

  end() {
    this.deaf();
    this.socket?.close();
    this.frames = [];
  }
}
