"""How long a user waits for the page, and whether that is what is owed: every line ends with met or NOT MET.

``python -m benchmarks.page [--url URL] [--seconds 20] [--runs 30]`` starts the app in production on a port of its own,
unless it is told where one runs, and looks at it with Chromium. Times vary with the load of the machine.
"""

import argparse
import gzip
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, sync_playwright

from .pulses import pulses

ROOT = Path(__file__).parents[1]
SODIUM = "Na⁺ transient conductance, mS/cm²"
SIZE = {"width": 1440, "height": 900}
CLOCK = os.sysconf("SC_CLK_TCK")
READY = """new MutationObserver((_, watcher) => {
  if (!document.querySelector(".start path")) return;
  window.ready = performance.now();
  watcher.disconnect();
}).observe(document, { childList: true, subtree: true });"""
WATCH = """() => {
  window.asked = []; window.painted = []; window.wanting = null;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    painted.push(performance.now());
    window.wanting?.();
  };
  const scope = document.querySelector(".scope");
  const after = () => scope.dataset.painted && channel.port2.postMessage(0); // set as its frame begins
  new MutationObserver(after).observe(scope, { attributeFilter: ["data-painted"] });
  for (const kind of ["click", "input"]) document.addEventListener(kind, () => asked.push(performance.now()), true);
}"""
SELECT = """key => new Promise(done => {
  const channel = new MessageChannel();
  requestAnimationFrame(() => {
    const begin = performance.now();
    channel.port1.onmessage = () => done(performance.now() - begin);
    document.querySelector(".scope").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    channel.port2.postMessage(0);
  });
})"""
WIRE = """
window.came = [];
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...all) {
    super(...all);
    if (!all[0].includes("/live/")) return;
    this.addEventListener("message", ({ data }) => {
      if (typeof data === "string") return;
      const made = new DataView(data).getFloat64(24, true);
      const level = new Float32Array(data, 40).at(-1);
      requestAnimationFrame(() => setTimeout(() => came.push({ late: Date.now() - made, level, now: Date.now() })));
    });
  }
};"""

failed: list[str] = []


def told(name: str, found: float, bound: float, unit: str, least: bool = False) -> None:
    """A line of the report."""
    met = found >= bound if least else found <= bound
    rule = f"{'at least' if least else 'at most':9}{bound:6g}"
    print(f"{name:46}{found:9.1f} {unit:5} {rule}  {'met' if met else 'NOT MET'}", flush=True)
    if not met:
        failed.append(name)


def p95(times: list[float]) -> float:
    """What 95 % of them do not exceed."""
    return statistics.quantiles(times, n=20)[-1]


def waits(page: Page, act: Callable[[], object]) -> float:
    """Milliseconds from the act, as the browser saw it, until the next picture is painted."""
    seen = page.evaluate("() => ((window.next = new Promise(done => (window.wanting = done))), painted.length)")
    act()
    page.evaluate("next")  # asking again and again would make the page draw
    return page.evaluate("seen => painted[seen] - asked.at(-1)", seen)


def opened(browser: Browser, url: str, *scripts: str) -> Page:
    """The page in a browser that has nothing of it."""
    page = browser.new_context(viewport=SIZE).new_page()
    for script in (READY, *scripts):
        page.add_init_script(script)
    page.goto(url)
    page.wait_for_function("window.ready", timeout=60_000)
    return page


def loading(browser: Browser, url: str) -> None:
    """First paint, the first use, and the JavaScript up to there."""
    paints, readies, weights = [], [], []
    for _ in range(5):
        context = browser.new_context(viewport=SIZE)
        page, scripts = context.new_page(), list[Response]()

        def keep(response: Response, scripts: list[Response] = scripts) -> None:
            if "javascript" in response.headers.get("content-type", ""):
                scripts.append(response)

        page.on("response", keep)
        page.add_init_script(READY)
        page.goto(url)
        page.wait_for_function("window.ready", timeout=60_000)
        paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        readies.append(page.evaluate("window.ready"))
        weights.append(sum(len(gzip.compress(script.body())) for script in scripts) / 1e3)
        context.close()
    told("First paint, nothing cached (median of 5)", statistics.median(paints), 600, "ms")
    told("Usable: the server has answered", statistics.median(readies), 1500, "ms")
    told("JavaScript to a usable page, gzipped", max(weights), 800, "kB")


def family(browser: Browser, url: str, runs: int) -> None:
    """The I-V family: 17 sweeps, three panels."""
    page = opened(browser, url)
    page.evaluate(WATCH)
    run = page.locator(".top .run")
    for _ in range(3):
        waits(page, run.click)
    times = [waits(page, run.click) for _ in range(runs)]
    told("Run to painted, p50", statistics.median(times), 90, "ms")
    told("Run to painted, p95", p95(times), 150, "ms")

    box = page.get_by_role("slider", name=SODIUM).bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.25, y)
    page.mouse.down()
    steps = [box["x"] + box["width"] * (0.3 + 0.015 * k) for k in range(runs)]
    told(
        "Slider, step to repainted, p95",
        p95([waits(page, lambda x=x: page.mouse.move(x, y)) for x in steps]),
        100,
        "ms",
    )
    page.wait_for_timeout(500)
    page.evaluate("() => { asked.length = 0; painted.length = 0 }")
    for k in range(120):
        page.mouse.move(box["x"] + box["width"] * (0.2 + 0.3 * abs((k % 60) - 30) / 30), y)
        page.wait_for_timeout(10)
    page.wait_for_timeout(600)
    asked, painted = page.evaluate("[asked, painted]")
    page.mouse.up()
    told("Slider, dragged fast: pictures a second", 1e3 * len(painted) / (painted[-1] - asked[0]), 12, "/s", least=True)
    told("Slider, dragged fast: last move to repainted", painted[-1] - asked[-1], 100, "ms")
    page.wait_for_timeout(500)
    selections = [page.evaluate(SELECT, key) for key in ["Home", *["ArrowUp"] * runs]]
    told("Selecting one of 17 sweeps, p95", p95(selections), 16, "ms")
    page.context.close()


def thousand(browser: Browser, url: str) -> None:
    """A thousand sweeps."""
    page = opened(browser, url)
    page.evaluate(WATCH)
    page.get_by_label("Protocol", exact=True).select_option("action_potential")
    field = page.get_by_role("textbox", name="Sweeps", exact=True)
    field.fill("1000")
    field.press("Enter")
    page.wait_for_timeout(500)
    page.wait_for_function("() => !document.querySelector('.scope').dataset.painted")
    took = waits(page, page.locator(".top .run").click)
    page.locator(".status").get_by_text("1000 sweeps in").wait_for()
    told("1000 sweeps of 3800 samples, Run to painted", took, 4000, "ms")
    page.wait_for_timeout(1500)
    selections = [page.evaluate(SELECT, "ArrowUp") for _ in range(30)]
    told("Selecting one of 1000 sweeps, p95", p95(selections), 100, "ms")
    page.context.close()


def ticks(pid: int) -> float:
    """Seconds of the processor that a process and all below it have used."""
    used, kin = 0.0, {pid}
    for stat in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda path: int(path.parent.name)):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        own = int(stat.parent.name)
        if own in kin or int(fields[1]) in kin:
            kin.add(own)
            used += (int(fields[11]) + int(fields[12])) / CLOCK
    return used


def continuous(browser: Browser, url: str, server: int, seconds: float) -> None:
    """The strip chart of a cell with 13 channels, two signals at 20 kHz; the browser is all below this process."""
    page = opened(browser, url, WIRE)
    page.get_by_label("Cell", exact=True).select_option("l5_pyramidal")
    page.get_by_label("Protocol", exact=True).select_option("action_potential")
    cards = page.locator(".channels .card")
    page.wait_for_function("document.querySelectorAll('.channels .card').length === 10")
    for have in (10, 11, 12):
        page.get_by_label("Add a channel").select_option(index=1)
        page.wait_for_function("have => document.querySelectorAll('.channels .card').length > have", arg=have)
    channels = cards.count()
    rate = page.get_by_role("textbox", name="Rate", exact=False).first
    rate.fill("20")
    rate.press("Enter")
    page.get_by_role("button", name="Continuous", exact=True).click()
    page.wait_for_timeout(3000)
    page.evaluate("came.length = 0")
    both, own, begin = ticks(os.getpid()), ticks(server) if server else 0.0, time.monotonic()
    page.wait_for_timeout(1e3 * seconds)
    wall = time.monotonic() - begin
    count, late = page.evaluate("[came.length, came.map(({ late }) => late)]")
    used, served = ticks(os.getpid()) - both, (ticks(server) if server else 0.0) - own
    print(f"Continuous for {wall:.0f} s, {channels} channels:")
    told("  frames a second", count / wall, 29.5, "/s", least=True)
    told("  made to drawn, p95", p95(late), 30, "ms")
    told("  browser", 100 * (used - served) / wall, 45, "%")
    if server:
        told("  server", 100 * served / wall, 15, "%")
    field = page.get_by_role("textbox", name="Holding")
    effects = []
    for k in range(1, 9):
        field.fill(str(5 * k))
        page.evaluate("document.addEventListener('keydown', () => (window.pressed = Date.now()), true)")
        field.press("Enter")
        asked = page.evaluate("pressed")
        page.wait_for_function("level => Math.abs(came.at(-1).level - level) < 1e-3", arg=5 * k)
        effects.append(
            page.evaluate("level => came.find(one => Math.abs(one.level - level) < 1e-3).now", 5 * k) - asked
        )
    told("  a change seen, median of 8", statistics.median(effects), 100, "ms")
    page.context.close()


@contextmanager
def served(url: str) -> Iterator[tuple[str, int]]:
    """(address, process) of the app; process 0 where it runs already."""
    if url:
        yield url, 0
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "reflex", "run", "--env", "prod", "--frontend-port", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(address, timeout=2).close()
                break
            except OSError:
                time.sleep(0.3)
        time.sleep(8)  # the kernels warm up
        yield address, process.pid
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(20)


def main() -> int:
    """Measure, and say whether all is met."""
    parser = argparse.ArgumentParser(prog="benchmarks.page", description=__doc__)
    parser.add_argument("--url", default="")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--runs", type=int, default=30)
    options = parser.parse_args()
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with served(options.url) as (url, server), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        loading(browser, url)
        family(browser, url, options.runs)
        thousand(browser, url)
        page = opened(browser, url)
        told("Membrane Test, pulses a second", pulses(page), 10, "/s", least=True)
        page.context.close()
        continuous(browser, url, server, options.seconds)
        browser.close()
    print("all met" if not failed else f"{len(failed)} not met: {', '.join(name.strip() for name in failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
