// A sentence about what the pointer or the focus rests on (data-tip), and the way to its page (data-link).
import { useEffect, useLayoutEffect, useRef, useState } from "react";

const RESTS = 450; // ms
const LEAVES = 250; // ms in which the pointer may reach the tip

export function Tips() {
  const box = useRef(null);
  const [tip, setTip] = useState({ text: "", link: "", at: null });

  useLayoutEffect(() => {
    if (tip.at) place(box.current, tip.at); // as large as its words make it
  }, [tip]);

  useEffect(() => {
    const node = box.current;
    let timer = 0;
    let owner = null;

    const hide = () => {
      owner?.removeAttribute("aria-describedby");
      owner = null;
      node.matches(":popover-open") && node.hidePopover();
    };
    const show = (of) => {
      if (!of.isConnected) return;
      hide();
      owner = of;
      of.setAttribute("aria-describedby", node.id);
      node.showPopover();
      setTip({ text: of.dataset.tip, link: of.dataset.link ?? "", at: of.getBoundingClientRect() });
    };
    const later = (act, ms) => {
      clearTimeout(timer);
      timer = setTimeout(act, ms);
    };
    const rest = (event) => {
      if (event.pointerType === "touch") return;
      if (node.contains(event.target)) return clearTimeout(timer);
      const of = event.target.closest?.("[data-tip]");
      if (of?.dataset.tip && of !== owner) later(() => show(of), RESTS);
      else if (!of) later(hide, LEAVES);
      else clearTimeout(timer);
    };
    const focus = (event) => event.target.matches?.(":focus-visible") && rest(event);
    const key = (event) => event.key === "Escape" && hide();
    const press = (event) => node.contains(event.target) || (clearTimeout(timer), hide());
    const on = { pointerover: rest, focusin: focus, keydown: key, pointerdown: press };
    for (const [name, act] of Object.entries(on)) document.addEventListener(name, act);
    return () => {
      clearTimeout(timer);
      for (const [name, act] of Object.entries(on)) document.removeEventListener(name, act);
    };
  }, []);

  return (
    <div ref={box} id="tip" className="tip" role="tooltip" popover="manual">
      {tip.text}
      {tip.link && (
        <a className="link" href={tip.link}>
          In the Library
        </a>
      )}
    </div>
  );
}

/** Beside the column where there is room, else below. */
function place(node, { left, right, top, bottom }) {
  const { offsetWidth: width, offsetHeight: height } = node;
  const isBeside = right + 12 + width < window.innerWidth && left < 300;
  const x = isBeside ? Math.max(right + 12, Math.min(300, window.innerWidth - width - 8)) : Math.max(8, Math.min(left, window.innerWidth - width - 8));
  const y = isBeside ? Math.max(8, Math.min(top - 4, window.innerHeight - height - 8)) : bottom + 6;
  Object.assign(node.style, { left: `${x}px`, top: `${y}px` });
}
