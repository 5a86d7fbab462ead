"""Recordings as bytes: what the scope draws, fetched beside Reflex so that no array enters its state.

`GET /frames/<token>?signals=i_m,command&points=1000[&start=0&stop=32][&sweeps=3,17]` answers with

    uint32 (little endian)   length of the header
    JSON                     the header, padded with spaces so that the payload starts on a multiple of 4
    float32 (little endian)  the payload; `at` in the header counts floats from its beginning

A signal comes in one of two forms. `grid`: every sweep has `n` samples, in pairs: the smallest and the largest of a
bucket as they occurred, so that a spike of one sample stays (and up to `points` samples pass unchanged). Sample i lies
at x0 + (i // 2) dx + (i % 2) gap. `path`: each sweep has its own corners, `counts` of them, all x before all y; that is
all there is of a trace of constant pieces, such as most commands.

More sweeps than anyone can tell apart do not all come: `some` in the header are the numbers of those that do, evenly
chosen, or the ones that were asked for.
"""

import json
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from patch_sim.errors import UnknownNameError
from patch_sim.recording import Recording

FEWEST, MOST = 16, 4000
MOST_SWEEPS = 128
"""Sweeps that come unasked."""
BLANKED_MS = 0.15
MOST_STEPS = 64
Array = np.ndarray


def encode(
    recording: Recording,
    signals: Sequence[str],
    points: int = 1000,
    start: float | None = None,
    stop: float | None = None,
    sweeps: Sequence[int] = (),
) -> bytes:
    """The named signals from start to stop (ms; the whole sweep by default), at most `points` samples a trace.

    Of all sweeps, `MOST_SWEEPS` of them or those that `sweeps` names. Raises UnknownNameError for a signal that the
    recording does not have, ValueError for a window without samples and for a sweep that is not there.
    """
    points = min(max(points, FEWEST), MOST)
    time = recording.time
    first = 0 if start is None else max(0, int(np.searchsorted(time, start)) - 1)
    last = len(time) if stop is None else min(len(time), int(np.searchsorted(time, stop, "right")) + 1)
    if last - first < 2:
        raise ValueError(f"no samples between {start} and {stop} ms")
    protocol = recording.experiment.protocol
    some = chosen(recording.n_sweeps, sweeps)
    header: dict[str, Any] = {
        "start": float(time[0]),
        "stop": float(2 * time[-1] - time[-2]),
        "dt": float(time[1] - time[0]),
        "sweeps": recording.n_sweeps,
        "points": points,
        "levels": [float(level) for level in protocol.levels()],
        "level_unit": protocol.level_unit,
        "signals": {},
    }
    if any(recording.applied):
        header["applied"] = recording.applied
    if len(some) < recording.n_sweeps:
        header["some"] = some
    blocks: list[Array] = []
    at = 0
    for name in signals:
        values = recording[name]
        fit, blanked = fit_range(values, recording.command, time, name == "i_m" and protocol.mode == "vc")
        part = values[:, first:last]
        form, block = compress(time[first:last], part[some] if "some" in header else part, points)
        header["signals"][name] = {
            "unit": recording.units[name],
            "range": [float(values.min()), float(values.max())],
            "fit": fit,
            "blanked": blanked,
            "at": at,
            **form,
        }
        blocks.append(block)
        at += block.size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    payload = np.concatenate(blocks) if blocks else np.empty(0, "<f4")
    return len(text).to_bytes(4, "little") + text + payload.astype("<f4", copy=False).tobytes()


def chosen(n: int, sweeps: Sequence[int]) -> list[int]:
    """The numbers of the sweeps that come, of n."""
    if any(not 0 <= sweep < n for sweep in sweeps):
        raise ValueError(f"no such sweep; there are {n}")
    every = math.ceil(n / MOST_SWEEPS)
    return sorted({*sweeps} if sweeps else {*range(0, n, every), n - 1})


def compress(time: Array, values: Array, points: int) -> tuple[dict[str, Any], Array]:
    """(how to read it, float32 numbers) for sweeps of one signal: corners where that is shorter, else a grid."""
    kept = corners(values)
    counts = kept.sum(axis=1)
    if counts.max() <= points // 4:
        x = np.broadcast_to(time, values.shape)[kept]
        return {"form": "path", "counts": counts.tolist()}, np.concatenate([x, values[kept]]).astype("<f4")
    dt = float(time[1] - time[0])
    bucket = max(2, math.ceil(len(time) / (points // 2))) if len(time) > points else 2
    y = values if bucket == 2 else extremes(values, bucket)
    form = {"form": "grid", "n": y.shape[1], "x0": float(time[0]), "dx": bucket * dt, "gap": (bucket - 1) * dt}
    return form, y.astype("<f4").ravel()


def extremes(values: Array, bucket: int) -> Array:
    """The smallest and the largest sample of every bucket, in their order: shape (n_sweeps, 2 × buckets)."""
    sweeps, samples = values.shape
    full = samples - samples % bucket
    parts = [values[:, :full].reshape(sweeps, -1, bucket), values[:, None, full:]]
    pairs = []
    for boxes in parts[: 1 if full == samples else 2]:
        order = np.sort(np.stack([boxes.argmin(axis=2), boxes.argmax(axis=2)], axis=2), axis=2)
        pairs.append(np.take_along_axis(boxes, order, axis=2).reshape(sweeps, -1))
    return np.concatenate(pairs, axis=1)


def corners(values: Array) -> Array:
    """The samples that draw a trace of constant pieces: both sides of every change, and the ends."""
    kept = np.zeros(values.shape, bool)
    changes = values[:, 1:] != values[:, :-1]
    kept[:, 1:] |= changes
    kept[:, :-1] |= changes
    kept[:, [0, -1]] = True
    return kept


def fit_range(values: Array, command: Array, time: Array, capacitive: bool) -> tuple[list[float], float]:
    """([low, high] to which an axis should fit, ms blanked after each step of the command).

    A capacitive current is brief and huge; where it is more than a quarter of the range, the axis ignores it.
    """
    low, high = float(values.min()), float(values.max())
    full = [low, high], 0.0
    sweep, sample = np.nonzero(command[:, 1:] != command[:, :-1]) if capacitive else (np.empty(0, int),) * 2
    if not 0 < len(sweep) <= MOST_STEPS * len(command):
        return full
    width = math.ceil(BLANKED_MS / float(time[1] - time[0]))
    near = sweep[:, None], np.minimum(sample[:, None] + np.arange(width + 2), values.shape[1] - 1)
    if values[near].min() > low and values[near].max() < high:
        return full
    shown = np.ones(values.shape, bool)
    shown[near] = False
    rest = values[shown]
    if rest.size < values.size / 2 or high - low <= 1.25 * float(np.ptp(rest)):
        return full
    return [float(rest.min()), float(rest.max())], BLANKED_MS


def app(get: Callable[[str], Recording | None]) -> Starlette:
    """The route, reading recordings by token; give it to `rx.App(api_transformer=…)`."""

    def frames(request: Request) -> Response:
        query = request.query_params
        recording = get(request.path_params["token"])
        if recording is None:
            return JSONResponse({"message": "this recording is gone; run it again"}, 404)
        names = [name for name in query.get("signals", "").split(",") if name]
        try:
            points = int(query.get("points", "1000"))
            start, stop = (float(query[key]) if key in query else None for key in ("start", "stop"))
            sweeps = [int(number) for number in query.get("sweeps", "").split(",") if number]
            body = encode(recording, names, points, start, stop, sweeps)
        except (UnknownNameError, ValueError) as error:
            return JSONResponse({"message": str(error)}, 400)
        return Response(body, media_type="application/octet-stream", headers={"Cache-Control": "private, max-age=600"})

    return Starlette(routes=[Route("/frames/{token}", frames)])
