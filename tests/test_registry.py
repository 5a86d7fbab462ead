"""Registries answer at once whether they have a name."""

import pytest

from patch_sim import CHANNELS, Experiment, ParameterError, UnknownNameError, registry


def test_asking_for_a_name_that_is_not_there_searches_for_none_that_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched(*args: object) -> Exception:
        raise AssertionError(args)

    monkeypatch.setattr(registry, "unknown", searched)
    assert "nav_h" not in CHANNELS
    assert CHANNELS.get("nav_h") is None
    assert CHANNELS.get("nav_h", 1) == 1
    assert CHANNELS.get("nav_hh") is CHANNELS["nav_hh"]


@pytest.mark.parametrize("name", [float("nan"), 5, None, True, [], {}, b"nav_hh", 1j])
def test_what_is_no_name_is_refused(name: object) -> None:
    with pytest.raises(UnknownNameError, match="no channel"):
        CHANNELS[name]  # ty: ignore
    with pytest.raises(ParameterError, match=r"Experiment\.cell = .*: must be a Cell, or the name of one"):
        Experiment.of(name, "iv_curve")  # ty: ignore
