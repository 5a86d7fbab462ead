// A button with a menu: arrows move, Enter takes, Esc and a click elsewhere close it. It lies over everything else.
import { Fragment, useEffect, useId, useRef, useState } from "react";

/** `items` are {text, group, checked, disabled, act}; `checked` makes it one of several, a heading stands where `group` changes. */
export function Menu({ label, className = "tool", items, children, disabled }) {
  const button = useRef(null);
  const list = useRef(null);
  const [isOpen, setOpen] = useState(false);
  const id = useId();

  useEffect(() => {
    const node = list.current;
    const follow = (event) => setOpen(event.newState === "open");
    node.addEventListener("toggle", follow);
    return () => node.removeEventListener("toggle", follow);
  }, []);

  const entries = () => [...list.current.querySelectorAll("button:not(:disabled)")];

  function open() {
    const { right, bottom, top } = button.current.getBoundingClientRect();
    const node = list.current;
    node.showPopover();
    const space = window.innerHeight - bottom - 8;
    const isBelow = node.offsetHeight <= space || space > top;
    node.style.maxHeight = `${Math.max(120, isBelow ? space : top - 8)}px`;
    node.style.left = `${Math.max(4, right - node.offsetWidth)}px`;
    node.style.top = `${isBelow ? bottom + 2 : Math.max(4, top - node.offsetHeight - 2)}px`;
    (node.querySelector("[aria-checked=true]") ?? entries()[0])?.focus();
  }

  function press(event) {
    const all = entries();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Tab" || event.key === "Escape") {
      list.current.hidePopover();
      button.current.focus();
      if (event.key === "Escape") event.preventDefault();
    } else if (to !== undefined) {
      all.at(to % all.length)?.focus();
      event.preventDefault();
    }
    event.stopPropagation();
  }

  function take(item) {
    list.current.hidePopover();
    button.current.focus();
    item.act();
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={id}
        disabled={disabled}
        onClick={() => (isOpen ? list.current.hidePopover() : open())}
      >
        {children}
      </button>
      <div ref={list} id={id} popover="auto" className="pop-menu" role="menu" aria-label={label} onKeyDown={press}>
        {items.map((item, k) => (
          <Fragment key={item.text}>
            {item.group !== items[k - 1]?.group && (
              <div className="pop-group" role="presentation">
                {item.group}
              </div>
            )}
            <button
              type="button"
              tabIndex={-1}
              role={item.checked === undefined ? "menuitem" : "menuitemradio"}
              aria-checked={item.checked}
              disabled={item.disabled}
              onClick={() => take(item)}
            >
              {item.shown ?? item.text}
            </button>
          </Fragment>
        ))}
      </div>
    </>
  );
}
