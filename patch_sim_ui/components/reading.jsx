// A number of a result that shows in the scope from which samples it came: under the pointer or the focus, and for good
// with a click.
import { useEffect, useSyncExternalStore } from "react";
import { current, follow, hide, isPinned, pin, show, subscribe } from "./origins.js";

const never = () => false;

export function Reading({ path = "", index = 0, origin = "", children }) {
  const key = `value ${index}`;
  const pick = ({ values }) => values[index];
  const isKept = useSyncExternalStore(subscribe, () => current() && isPinned(key), never);
  useEffect(() => follow(path, key, pick), [path]);
  useEffect(() => () => follow("", key), []);

  if (!origin) return <span className="reading">{children}</span>;
  return (
    <button
      type="button"
      className="reading"
      data-tip={origin}
      aria-description={origin}
      aria-pressed={isKept}
      onPointerEnter={(event) => event.pointerType !== "touch" && show(path, key, pick)}
      onPointerLeave={hide}
      onFocus={(event) => event.target.matches(":focus-visible") && show(path, key, pick)}
      onBlur={hide}
      onClick={() => pin(path, key, pick)}
    >
      {children}
    </button>
  );
}
