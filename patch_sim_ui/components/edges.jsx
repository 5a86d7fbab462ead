// The edges between the regions of the page: dragged or stepped by the arrows, folded by a double-click or Enter, and
// remembered in this browser, apart for wide and for narrow windows.
import { useEffect, useRef, useState } from "react";
import { bounded, kept, step } from "./edges.js";

const NARROW = "(max-width: 1180px)";
const NAMES = { left: "Width of the left column", right: "Width of the right column", drawer: "Height of the drawer" };

export function Edges() {
  const first = useRef(null);
  const [isNarrow, setNarrow] = useState(null);
  const [sizes, setSizes] = useState({}); // those that the user chose: {left: {size, folded}}
  const [usual, setUsual] = useState({});
  const key = `patch_sim.regions.${isNarrow ? "narrow" : "wide"}`;
  const app = () => first.current.closest(".app");

  useEffect(() => {
    const query = window.matchMedia(NARROW);
    const follow = () => setNarrow(query.matches);
    follow();
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);

  useEffect(() => {
    if (isNarrow === null) return;
    const own = app();
    for (const name of Object.keys(NAMES)) own.style.removeProperty(`--${name}`);
    const style = getComputedStyle(own);
    setUsual(Object.fromEntries(Object.keys(NAMES).map((name) => [name, parseFloat(style.getPropertyValue(`--${name}`))])));
    setSizes(kept(localStorage.getItem(key)));
  }, [isNarrow]);

  useEffect(() => {
    const own = first.current?.closest(".app");
    if (!own || isNarrow === null) return;
    for (const name of Object.keys(NAMES)) {
      const { size, folded } = sizes[name] ?? {};
      if (folded || size) own.style.setProperty(`--${name}`, `${folded ? 0 : bounded(name, size, window)}px`);
      else own.style.removeProperty(`--${name}`);
      own.toggleAttribute(`data-folded-${name}`, Boolean(folded));
    }
  }, [sizes, isNarrow]);

  useEffect(() => {
    // A tab of the folded drawer unfolds it.
    const open = (event) => {
      if (event.target.closest(".drawer-tabs [data-tab]")) change("drawer", { folded: false });
    };
    document.addEventListener("click", open);
    return () => document.removeEventListener("click", open);
  });

  function change(name, next) {
    const all = { ...sizes, [name]: { ...sizes[name], ...next } };
    if (JSON.stringify(all[name]) === JSON.stringify(sizes[name] ?? {})) return;
    setSizes(all);
    localStorage.setItem(key, JSON.stringify(all));
  }

  const edge = (name) => {
    const { size = usual[name] ?? 0, folded = false } = sizes[name] ?? {};
    const fold = () => change(name, { folded: !folded });
    const drag = (event) => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const box = app().getBoundingClientRect();
      const status = app().querySelector(".status").offsetHeight;
      const at = {
        left: event.clientX - box.left,
        right: box.right - event.clientX,
        drawer: box.bottom - status - event.clientY - 32,
      }[name];
      change(name, { size: bounded(name, at, window), folded: false });
    };
    return (
      <div
        key={name}
        ref={name === "left" ? first : undefined}
        className={`edge edge-${name}`}
        role="separator"
        tabIndex={0}
        aria-label={NAMES[name]}
        aria-orientation={name === "drawer" ? "horizontal" : "vertical"}
        aria-valuemin={0}
        aria-valuemax={1000}
        aria-valuenow={folded ? 0 : Math.round(size)}
        aria-valuetext={folded ? "folded" : `${Math.round(size)} pixels`}
        title="Drag to resize, double-click to fold"
        onPointerDown={(event) => {
          if (event.button) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          event.preventDefault();
        }}
        onPointerMove={drag}
        onDoubleClick={fold}
        onKeyDown={(event) => {
          const by = step(name, event.key, event.shiftKey);
          if (event.key === "Enter") fold();
          else if (event.key === "Home") change(name, { size: usual[name], folded: false });
          else if (by) change(name, { size: bounded(name, size + by, window), folded: false });
          else return;
          event.preventDefault();
        }}
      />
    );
  };
  return <>{Object.keys(NAMES).map(edge)}</>;
}
