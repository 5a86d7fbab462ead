// A window in front of the page has the keys wherever the focus is, and keeps the focus.
import { useEffect, useRef } from "react";
import { keyOf } from "./modal.js";

const above = () => document.querySelector("dialog[open]");

/** `act(key)` of the window in `root` says whether it takes a key. */
export function useFront(root, act) {
  const tell = useRef(act);
  useEffect(() => {
    tell.current = act;
  }, [act]);
  useEffect(() => {
    const press = (event) => {
      const key = above() ? "" : keyOf(event);
      if (key && tell.current(key)) event.preventDefault();
    };
    const keep = (event) => {
      if (!above() && !root.current?.contains(event.target)) root.current?.focus({ preventScroll: true });
    };
    document.addEventListener("keydown", press);
    document.addEventListener("focusin", keep);
    return () => {
      document.removeEventListener("keydown", press);
      document.removeEventListener("focusin", keep);
    };
  }, [root]);
}
