// Choices of view, kept in the browser for as long as its tab lives.
import { useCallback, useEffect, useState } from "react";

const NONE = { shown: {}, added: [], removed: [] };

/** [value, set] remembered under `key`. The first picture has the default, as the server drew it. */
export function useStored(key, fallback) {
  const [value, setValue] = useState(fallback);
  useEffect(() => {
    const stored = sessionStorage.getItem(key);
    if (stored) setValue(JSON.parse(stored));
  }, [key]);
  const set = useCallback(
    (next) => {
      sessionStorage.setItem(key, JSON.stringify(next));
      setValue(next);
    },
    [key],
  );
  return [value, set];
}

/** What the tab remembers of its panels: {shown: {id: label}, added: [id], removed: [id]}. */
export const useLayout = () => useStored("patch_sim.panels", NONE);
