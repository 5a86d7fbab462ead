"""How long a user waits: Run to painted, a slider's step to repainted, and what a fast drag does.

Start the app first (`reflex run --env prod`), then `python benchmarks/ui.py [url]`.
"""

import shutil
import statistics
import sys

from playwright.sync_api import Page, sync_playwright

RUNS = 30
SODIUM = "Na⁺ transient conductance, mS/cm²"
WATCH = """() => {
  const scope = document.querySelector(".scope");
  window.asked = []; window.painted = [];
  new MutationObserver(() => painted.push(performance.now())).observe(scope, { attributeFilter: ["data-painted"] });
  document.addEventListener("click", () => asked.push(performance.now()), true);
  document.addEventListener("input", () => asked.push(performance.now()), true);
}"""


def waits(page: Page, act) -> float:
    """Milliseconds from the act, as the browser saw it, to the next picture."""
    seen = page.evaluate("painted.length")
    act()
    page.wait_for_function("seen => painted.length > seen", arg=seen)
    return page.evaluate("seen => painted[seen] - asked.at(-1)", seen)


def told(name: str, times: list[float]) -> None:
    """One line of the report."""
    print(f"{name:34} p50 {statistics.median(times):6.1f} ms   p95 {statistics.quantiles(times, n=20)[-1]:6.1f} ms")


def main(url: str) -> None:
    """Measure the I-V family (17 sweeps, three panels)."""
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url)
        page.wait_for_selector(".start path", state="attached", timeout=60_000)
        page.evaluate(WATCH)
        run = page.locator(".top .run")
        for _ in range(3):
            waits(page, run.click)
        told("Run, click to painted", [waits(page, run.click) for _ in range(RUNS)])

        box = page.get_by_role("slider", name=SODIUM).bounding_box()
        assert box
        y = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] * 0.25, y)
        page.mouse.down()
        steps = [box["x"] + box["width"] * (0.3 + 0.015 * k) for k in range(RUNS)]
        told("Slider, step to repainted", [waits(page, lambda x=x: page.mouse.move(x, y)) for x in steps])
        page.wait_for_timeout(500)

        page.evaluate("() => { asked.length = 0; painted.length = 0 }")
        for k in range(120):
            page.mouse.move(box["x"] + box["width"] * (0.2 + 0.3 * abs((k % 60) - 30) / 30), y)
            page.wait_for_timeout(10)
        page.wait_for_timeout(600)
        asked, painted = page.evaluate("[asked, painted]")
        page.mouse.up()
        rate = 1e3 * len(painted) / (painted[-1] - asked[0])
        print(f"Fast drag: {len(asked)} moves, {len(painted)} pictures, {rate:.0f} a second,")
        print(f"           the last one {painted[-1] - asked[-1]:.0f} ms after the last move")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:3000/")
