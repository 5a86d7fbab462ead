"""Numbers as people type and read them."""

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patch_sim_ui.view.numbers import Unreadable, fixed, parse, written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12.0), ("-65.5", -65.5), ("\u221265,5", -65.5), ("+3", 3.0), (" 1 200 ", 1200.0),
        ("1\u00a0200,5", 1200.5), ("1e3", 1000.0), ("1,5E-2", 0.015), (".5", 0.5), ("5.", 5.0), ("0", 0.0), ("-0", 0.0),
    ],
)  # fmt: skip
def test_what_people_type_is_read(text: str, number: float) -> None:
    assert parse(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "abc", "nan", "NaN", "inf", "-inf", "Infinity", "1e999", "-1e999", "1e", "e5", "--5", "5-", "1,2,3",
        "1,200.5", "1.2.3", "0x10", "1_000", "12 mV", "½", "\u0661\u0662", "None", "True", "()", "1" * 41,
        "9" * 100_000, "1e99999", "\x00", "__import__('os')", "<b>1</b>",
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_a_rule(text: str) -> None:
    with pytest.raises(Unreadable, match="must be a"):
        parse(text)


@pytest.mark.parametrize("text", ["120 130", "120  130", "\u2212100 200", "1\t200", "10\n200", "120 130 140"])
def test_two_numbers_are_not_read_as_one(text: str) -> None:
    with pytest.raises(Unreadable, match="one number"):
        parse(text)


@pytest.mark.parametrize(("text", "number"), [("120 000", 120000.0), ("12 500", 12500.0), ("120\u202f130", 120130.0)])
def test_a_blank_that_parts_thousands_is_read(text: str, number: float) -> None:
    assert parse(text) == number


@given(st.text())
def test_no_text_does_anything_else(text: str) -> None:
    with contextlib.suppress(Unreadable):
        assert math.isfinite(parse(text))


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_what_is_written_reads_back_to_six_digits(number: float) -> None:
    assert parse(written(number)) == pytest.approx(number, rel=1e-5, abs=1e-300)


@pytest.mark.parametrize(
    ("number", "text"),
    [(120.0, "120"), (0.3, "0.3"), (-70.0, "\u221270"), (17.841241, "17.8412"), (1e-5, "1e\u22125"), (0.0, "0"),
     (None, "")],
)  # fmt: skip
def test_sensible_digits(number: float | None, text: str) -> None:
    assert written(number) == text


def test_fixed_places_keep_no_sign_of_zero() -> None:
    assert (fixed(-0.04), fixed(49.99, 1, sign=True), fixed(-77.0)) == ("0.0", "+50.0", "\u221277.0")
