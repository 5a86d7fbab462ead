// The marks of the number that is pointed at, kept in step with the screen.
import { current, subscribe } from "./origins.js";
import { spotsOf } from "./spots.js";

/** Draws into `marks` of a screen. Returns {draw, end}. */
export function spots(marks, screen) {
  function draw() {
    const { token, samples } = current();
    const { frame, panels, geometry, time, chained, whole } = screen;
    marks.spot(samples && whole?.token === token ? spotsOf(samples, frame, panels, geometry, time, chained) : "");
  }
  return { draw, end: subscribe(() => screen.geometry && draw()) };
}
