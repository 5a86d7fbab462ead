"""The drawer: protocols built in the table, pasted, opened out of files and saved; the preview beside it."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

KEY, POINT, THINK = 0.28, 1.1, 1.35
"""Seconds of a keystroke, of pointing at something, and of thinking before it (Card, Moran & Newell 1980)."""
READ_MS = 90_000
"""A process that reads a file may have to start first."""
SHOTS = os.environ.get("PATCH_SIM_SHOTS")


def shot(page: Page, name: str) -> None:
    """A screenshot, where somebody wants them."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"))


def field(page: Page, label: str):
    """The text field of this name."""
    return page.get_by_role("textbox", name=label, exact=True)


class Hand:
    """What somebody does at the table, and the seconds that it takes a practiced one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seconds = 0.0

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_role("combobox", name=label, exact=True).select_option(label=option)
        self.seconds += THINK + 2 * POINT + 2 * KEY

    def write(self, label: str, text: str) -> None:
        field(self.page, label).fill(text)
        self.page.keyboard.press("Enter")
        expect(field(self.page, label)).to_have_value(text.replace("-", "\u2212"))
        self.seconds += THINK + POINT + (len(text) + 2) * KEY


def test_recovery_from_inactivation_by_hand(page: Page) -> None:
    """From the I-V Curve of the first visit to a fit of the time constant."""
    hand = Hand(page)
    hand.write("First duration of epoch B, ms", "15")
    hand.write("First level of epoch B, mV", "0")
    hand.write("Delta level of epoch B, mV", "0")
    hand.write("First level of epoch C, mV", "-80")
    hand.write("First duration of epoch C, ms", "1")
    hand.write("Delta duration of epoch C, ms", "2")
    hand.choose("Type of epoch D", "Step")
    hand.write("First level of epoch D, mV", "0")
    hand.write("First level of epoch A, mV", "-80")
    hand.write("Holding, mV", "-80")
    shot(page, "recovery_table")
    page.locator(".top .run").click()
    page.wait_for_function("document.querySelector('.scope')?.dataset.painted")
    hand.choose("Analysis", "Recovery from inactivation")
    expect(page.locator(".keys")).to_contain_text("τ")
    shot(page, "recovery_result")
    found = page.locator(".keys").inner_text()
    tau = float(re.search(r"τ[^\d]*([\d.]+)", found).group(1))  # ty: ignore
    # of the published rates at −80 mV and 6.3 °C, 1 / (α_h + β_h) = 1 / (0.148 + 0.011) = 6.3 ms
    assert 5 < tau < 9
    assert hand.seconds < 120


def test_a_block_of_a_spreadsheet_is_pasted(page: Page) -> None:
    paste(page, "First level of epoch A, mV", "-80\t0\t-80\t0\n0\t0\t0\t0\n5\t15\t1\t10\n0\t0\t2\t0")
    expect(field(page, "First level of epoch D, mV")).to_have_value("0")
    expect(field(page, "Delta duration of epoch C, ms")).to_have_value("2")
    paste(page, "First level of epoch A, mV", "-80\tnone")
    expect(page.locator(".epochs").get_by_role("alert")).to_contain_text("'none' was pasted")
    expect(field(page, "First level of epoch B, mV")).to_have_attribute("aria-invalid", "true")
    paste(page, "First level of epoch A, mV", "-75\t5")
    expect(page.locator(".epochs").get_by_role("alert")).to_have_count(0)
    expect(field(page, "First level of epoch B, mV")).to_have_value("5")


def paste(page: Page, label: str, text: str) -> None:
    """Paste a text into a field, as Ctrl V does."""
    field(page, label).evaluate(
        """(input, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            input.focus();
            input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_the_table_by_keyboard(page: Page) -> None:
    field(page, "First level of epoch A, mV").focus()
    for keys, label in (
        ("Control+ArrowRight", "First level of epoch B, mV"),
        ("Control+ArrowDown", "Delta level of epoch B, mV"),
        ("Control+ArrowLeft", "Delta level of epoch A, mV"),
    ):
        page.keyboard.press(keys)
        expect(field(page, label)).to_be_focused()
    page.keyboard.press("Control+ArrowUp")
    page.keyboard.press("Control+ArrowUp")
    expect(page.get_by_label("Type of epoch A", exact=True)).to_be_focused()
    page.keyboard.press("Control+ArrowUp")
    page.keyboard.press("Control+ArrowLeft")
    expect(page.get_by_label("Type of epoch A", exact=True)).to_be_focused()
    expect(field(page, "Delta level of epoch A, mV")).to_have_value("0")


def test_every_row_of_the_table_is_in_sight(page: Page) -> None:
    drawer = page.locator(".drawer").bounding_box()
    assert drawer
    for row in page.locator(".epochs tr").all():
        box = row.bounding_box()
        assert box
        assert box["y"] + box["height"] <= drawer["y"] + drawer["height"] + 0.5
    shot(page, "drawer")
    page.set_viewport_size({"width": 1024, "height": 768})
    shot(page, "drawer_1024")


def test_the_preview_says_how_long_it_takes(page: Page) -> None:
    hint = page.locator(".lasts")
    expect(hint).to_contain_text("30 ms per sweep")
    page.locator(".top .run").click()
    page.wait_for_function("document.querySelector('.scope')?.dataset.painted")
    field(page, "Rate, kHz").fill("50")
    page.keyboard.press("Enter")
    expect(hint).to_contain_text("1500 samples")
    expect(hint).to_contain_text(re.compile(r"runs in about \d+ ms"))
    field(page, "Sweeps").fill("1000")
    page.keyboard.press("Enter")
    expect(hint).not_to_contain_text("about")  # B leaves the range of commands
    expect(page.locator(".epochs").get_by_role("alert")).to_contain_text("must lie between")


def test_a_protocol_is_saved_opened_and_refused(page: Page, tmp_path: Path) -> None:
    field(page, "First level of epoch B, mV").fill("-90")
    page.keyboard.press("Enter")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save", exact=True).click()
    saved = tmp_path / "mine.json"
    waiting.value.save_as(saved)
    page.get_by_label("Protocol", exact=True).select_option(label="Action Potential")
    expect(page.locator(".empty h2")).to_have_text("Action Potential")
    opened = page.get_by_label("Open a protocol, of a JSON or an ABF file, or an experiment: file")
    opened.set_input_files(saved)
    expect(field(page, "First level of epoch B, mV")).to_have_value("\u221290", timeout=READ_MS)
    expect(page.locator(".empty h2")).to_have_text("I-V Curve")
    bad = tmp_path / "bad.abf"
    bad.write_bytes(b"RIFF" + bytes(1000))
    opened.set_input_files(bad)
    expect(page.locator(".status")).to_contain_text("no ABF file", timeout=READ_MS)
    expect(field(page, "First level of epoch B, mV")).to_have_value("\u221290")
    huge = tmp_path / "huge.abf"
    with huge.open("wb") as file:
        file.truncate(21 * 10**6)
    opened.set_input_files(huge)
    expect(page.locator(".status")).to_contain_text("huge.abf: more than 20 MB")


@pytest.mark.skipif(not os.environ.get("PATCH_SIM_CORPUS"), reason="PATCH_SIM_CORPUS does not lead to ABF files")
def test_the_protocol_of_a_recording_runs_on_a_model_cell(page: Page) -> None:
    path = Path(os.environ["PATCH_SIM_CORPUS"]) / "18702001-ramp.abf"
    page.get_by_label("Open a protocol, of a JSON or an ABF file, or an experiment: file").set_input_files(path)
    expect(page.locator(".empty h2")).to_have_text("0201 memtest", timeout=READ_MS)
    expect(page.get_by_label("Protocol", exact=True)).to_have_value("abf_0201_memtest")
    page.locator(".top .run").click()
    page.wait_for_function("document.querySelector('.scope')?.dataset.painted")
    expect(page.locator(".status")).to_contain_text("3 sweeps in")
    page.get_by_label("Cell", exact=True).select_option("wang_buzsaki")
    expect(page.locator(".empty h2")).to_have_text("0201 memtest")
    shot(page, "abf")


def test_samples_of_a_file_become_a_waveform(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("time_ms,first,second\n0,-70,-60\n2,-50,-40\n4,-30,-20\n")
    page.get_by_label("Type of epoch B", exact=True).select_option(label="Waveform")
    opened = page.get_by_label("Open the samples of epoch B, of a CSV, ATF or ABF file: file")
    opened.set_input_files(path)
    expect(field(page, "First duration of epoch B, ms")).to_have_value("6", timeout=READ_MS)
    expect(page.locator(".lasts")).to_contain_text("16 ms per sweep")
    page.get_by_label("Column of s.csv").select_option(label="second")
    expect(page.locator(".epoch-plot .level").first).to_contain_text("0", timeout=READ_MS)
    page.locator(".top .run").click()
    page.wait_for_function("document.querySelector('.scope')?.dataset.painted")
    shot(page, "waveform")
    path.write_text("time_ms,first\n0,-70\n2,nan\n4,-30\n")
    opened.set_input_files(path)
    expect(page.locator(".status")).to_contain_text("must be finite", timeout=READ_MS)
    expect(field(page, "First duration of epoch B, ms")).to_have_value("6")


def test_presweep_train_leak_and_runs(page: Page) -> None:
    page.get_by_role("switch", name="Presweep train").click()
    field(page, "Step level, mV").fill("20")
    page.keyboard.press("Enter")
    page.get_by_role("switch", name="P/N leak subtraction").click()
    field(page, "Runs").fill("2")
    page.keyboard.press("Enter")
    expect(page.locator(".lasts")).to_contain_text("in all")
    page.locator(".top .run").click()
    page.wait_for_function("document.querySelector('.scope')?.dataset.painted")
    expect(page.locator(".status")).to_contain_text("17 sweeps in")
    shot(page, "train")


@pytest.mark.parametrize("width", [1440, 1024])
def test_what_is_wrong_with_a_user_list_stands_below_it_whole(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    page.get_by_label("Field of the user list").select_option("B.level")
    values = page.get_by_label("Values of the user list")
    values.fill("20; x")
    values.blur()
    said = page.locator(".trial").get_by_role("alert")
    expect(said).to_contain_text("must be a number, such as 12.5 or 1e3")
    field, text = values.bounding_box(), said.bounding_box()
    assert field
    assert text
    assert text["y"] >= field["y"] + field["height"]
    assert said.evaluate("one => one.scrollWidth <= one.clientWidth")
