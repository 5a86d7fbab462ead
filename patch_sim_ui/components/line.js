// The line to a cell that goes on: a websocket that comes back by itself, and says in a word how it is.
import { getBackendURL } from "$/utils/state";
import { readStretch } from "./stretch.js";

const GONE = 4404;
const ELSEWHERE = 4409;
const FIRST_WAIT = 400;
const LONGEST_WAIT = 5000;

export class Line {
  /** `on` is {stretch, state, fault, lost}: a stretch came; "connecting", "open", "broken", "elsewhere", and why; it is
      gone; what is in the bath as [dose, percent of it]; and `read`, where what comes is no stretch of traces. */
  constructor(key, on) {
    Object.assign(this, { key, on, wait: FIRST_WAIT, early: [] });
    this.open();
  }

  open() {
    this.on.state("connecting");
    const socket = new WebSocket(`${getBackendURL().origin.replace(/^http/, "ws")}/live/${encodeURIComponent(this.key)}`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.on.state("open");
      this.early.splice(0).forEach((what) => this.say(what));
    };
    socket.onmessage = ({ data }) => {
      this.wait = FIRST_WAIT;
      if (typeof data === "string") this.told(JSON.parse(data));
      else this.on.stretch((this.on.read ?? readStretch)(data));
    };
    socket.onclose = ({ code, reason }) => this.closed(code, reason);
    this.socket = socket;
  }

  told({ fault = "", bath = [] }) {
    this.on.fault(fault);
    this.on.bath?.(bath);
  }

  closed(code, reason) {
    if (this.isOver) return;
    if (code === GONE) this.on.lost();
    else if (code === ELSEWHERE) this.on.state("elsewhere");
    else {
      this.on.state("broken", reason);
      this.timer = setTimeout(() => this.open(), this.wait);
      this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
    }
  }

  /** What is said before the line is open waits for it; once it is broken, it is lost. */
  say(what) {
    const { readyState } = this.socket;
    if (readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(what));
    else if (readyState === WebSocket.CONNECTING) this.early.push(what);
  }

  end() {
    this.isOver = true;
    clearTimeout(this.timer);
    this.socket.close();
  }
}
