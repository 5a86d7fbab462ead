// Keys of the whole page; they never act while a field has the focus.
import { useEffect, useRef } from "react";
import { actOf } from "./keymap.js";
import { isCovered } from "./modal.js";

const OWN_KEYS = "input:not([type=range]):not([type=radio]), textarea, select, button, a, summary, [contenteditable]";
const FIELDS = "input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, [contenteditable]";

function nameOf(event) {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  const letter = key.toLowerCase();
  if ((ctrlKey || metaKey) && !altKey) return { z: shiftKey ? "redo" : "undo", y: "redo" }[letter];
  if (ctrlKey || metaKey || altKey || shiftKey) return undefined;
  const act = actOf(event);
  return act === "run" || act === "look" ? act : key === "Escape" ? "stop" : "123456".includes(key) ? key : undefined;
}

export function Keys({ onKey }) {
  const tell = useRef(onKey);
  useEffect(() => {
    tell.current = onKey;
  }, [onKey]);

  useEffect(() => {
    let byPointer = false;
    const press = (event) => {
      byPointer = false;
      const name = nameOf(event);
      if (!name || event.repeat || isCovered()) return;
      // Escape has other meanings on the scope and on buttons, and none of them hinders a run from being stopped.
      const isStop = name === "stop";
      if (event.defaultPrevented && !isStop) return;
      if (event.target.closest?.(event.ctrlKey || event.metaKey || isStop ? FIELDS : OWN_KEYS)) return;
      if (!isStop) event.preventDefault();
      tell.current(name);
    };
    const point = () => {
      byPointer = true;
    };
    // After a choice by pointer the screen has the keys, so that Space runs what was chosen; or the window over it.
    const screen = () => document.querySelector("[role=dialog]") ?? document.querySelector(".chart") ?? document.querySelector(".scope");
    const choose = (event) => byPointer && event.target.matches("select") && screen()?.focus();
    document.addEventListener("keydown", press);
    document.addEventListener("pointerdown", point, true);
    document.addEventListener("change", choose);
    return () => {
      document.removeEventListener("keydown", press);
      document.removeEventListener("pointerdown", point, true);
      document.removeEventListener("change", choose);
    };
  }, []);
  return null;
}
