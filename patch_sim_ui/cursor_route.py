"""The route of the cursors: what they read off the samples themselves, however few of them are drawn."""

from collections.abc import Callable
from dataclasses import asdict

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from patch_sim.errors import UnknownNameError
from patch_sim.recording import Recording

from .view.cursors import readings

MOST = 8


def app(get: Callable[[str], Recording | None]) -> Starlette:
    """`GET /cursors/<token>?signal=i_m&sweep=8&at=5.2,12,20,24.5`: the unit, and a reading for each two times."""

    def cursors(request: Request) -> JSONResponse:
        query, recording = request.query_params, get(request.path_params["token"])
        if recording is None:
            return JSONResponse({"message": "this recording is gone; run it again"}, 404)
        signal = query.get("signal", "")
        try:
            at = tuple(float(text) for text in query.get("at", "").split(",")[:MOST] if text)
            found = readings(recording, signal, int(query.get("sweep", "0")), at)
        except (UnknownNameError, ValueError) as error:
            return JSONResponse({"message": str(error)}, 400)
        return JSONResponse({"unit": recording.units[signal], "readings": [asdict(one) for one in found]})

    return Starlette(routes=[Route("/cursors/{token}", cursors)])
