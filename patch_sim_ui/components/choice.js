// Choices of view, kept in the browser for as long as its tab lives: which signals a panel shows.
import { useCallback, useEffect, useState } from "react";

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

/** What the panels show: each with the chosen signals in place of its choices. Without a recording, not the quantities inside. */
export function resolve(panels, chosen, isEmpty) {
  return panels
    .filter(({ color }) => !isEmpty || color !== "quantity")
    .map(({ choices = [], ...panel }) => {
      const choice = choices.find(({ label }) => label === chosen[panel.id]) ?? choices[0] ?? {};
      const shown = { signals: [], unit: "", ...panel, ...choice, label: choice.label };
      const names = shown.signals.map(({ name }) => name);
      return { ...shown, choices: choices.map(({ label }) => label), key: [panel.id, shown.unit, ...names].join(" ") };
    });
}
