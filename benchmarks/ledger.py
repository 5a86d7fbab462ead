"""What is measured beside what is asked of it."""

from collections.abc import Mapping


class Ledger:
    """The lines so far, and whether each is met."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, bool | None]] = []

    def most(self, what: str, value: float | None, limit: float, unit: str = "") -> None:
        """`value` should be `limit` or less; None if it was not measured."""
        self._line(what, value, f"≤ {limit:g}", unit, None if value is None else value <= limit)

    def least(self, what: str, value: float | None, limit: float, unit: str = "") -> None:
        """`value` should be `limit` or more."""
        self._line(what, value, f"≥ {limit:g}", unit, None if value is None else value >= limit)

    def ratio(self, best: Mapping[str, float], what: str, method: str, peer: str, limit: float) -> None:
        """`method` should be `limit` times as fast as `peer`."""
        value = best[peer] / best[method] if peer in best else None
        self.least(f"{what} {method}, times as fast as {peer}", value, limit)

    def _line(self, what: str, value: float | None, limit: str, unit: str, met: bool | None) -> None:
        verdict = {True: "met", False: "NOT MET", None: "not measured"}[met]
        figure = "" if value is None else f"{value:.4g}"
        print(f"     asked  {what:58s}{figure:>10s} {unit:4s}{limit:>10s}   {verdict}", flush=True)
        self.lines.append((what, met))

    def close(self) -> None:
        """Print how many are met, and the others."""
        met = sum(found is True for _, found in self.lines)
        print(f"\n{met} of {len(self.lines)} met")
        for what, found in self.lines:
            if not found:
                print(f"  {'not measured' if found is None else 'NOT MET'}: {what}")
