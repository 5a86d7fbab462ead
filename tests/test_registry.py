"""Registries answer at once whether they have a name."""

import pytest

from patch_sim import CHANNELS, registry


def test_asking_for_a_name_that_is_not_there_searches_for_none_that_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched(*args: object) -> Exception:
        raise AssertionError(args)

    monkeypatch.setattr(registry, "unknown", searched)
    assert "nav_h" not in CHANNELS
    assert CHANNELS.get("nav_h") is None
    assert CHANNELS.get("nav_h", 1) == 1
    assert CHANNELS.get("nav_hh") is CHANNELS["nav_hh"]
