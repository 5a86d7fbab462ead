"""A slider under way: its traces are drawn as they come, whenever the page's numbers follow."""

from playwright.sync_api import Page, expect

from .tape import until

SODIUM = "Na⁺ transient conductance, mS/cm²"
LATE = """() => {
  window.holds = false; // what the page is told waits, in its order, but for traces that go ahead
  window.held = [];
  const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    set(hear) {
      set.call(this, (event) => {
        if (holds && !this.url.includes("/ahead/")) held.push(() => hear.call(this, event));
        else hear.call(this, event);
      });
    },
  });
}"""
KEPT = """() => {
  const scope = document.querySelector(".scope");
  window.kept = [];
  new MutationObserver(() => kept.push(scope.dataset.painted)).observe(scope, { attributeFilter: ["data-painted"] });
}"""


def test_traces_of_a_drag_do_not_wait_for_the_numbers(page: Page) -> None:
    page.add_init_script(f"({LATE})()")
    page.reload()
    page.wait_for_selector(".start path", state="attached", timeout=60_000)
    page.get_by_label("Protocol", exact=True).select_option(label="I-V Curve")
    page.locator(".top .run").click()
    page.wait_for_function("document.querySelector('.scope').dataset.painted")
    first = page.locator(".keys dd").first
    before = first.inner_text()
    box = page.get_by_role("slider", name=SODIUM).bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.25, y)
    page.mouse.down()
    page.evaluate(KEPT)
    page.evaluate("window.holds = true")
    for k in range(1, 9):
        page.mouse.move(box["x"] + box["width"] * (0.25 + 0.05 * k), y)
        page.wait_for_timeout(60)
    page.wait_for_function("kept.length > 2")
    assert first.inner_text() == before, "the numbers are not there yet"
    page.mouse.up()
    page.evaluate("() => { holds = false; held.splice(0).forEach((tell) => tell()) }")
    expect(first).not_to_have_text(before)
    link = page.get_by_role("link", name="Traces").first
    # Numbers and traces are of one recording in the end.
    until(page, lambda: page.evaluate("kept.at(-1)") in (link.get_attribute("href") or ""))
    tokens = page.evaluate("kept")
    shown = [token for k, token in enumerate(tokens) if token not in tokens[:k]]
    assert tokens == sorted(tokens, key=shown.index), "no older picture comes back"
