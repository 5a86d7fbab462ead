"""The route of downloads: what the scope and the sheet show, as CSV."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from patch_sim.analysis import ANALYSES
from patch_sim.errors import PatchSimError
from patch_sim.recording import Recording

from .view import sheets


def app(get: Callable[[str], Recording | None]) -> Starlette:
    """`GET /csv/<token>/traces?signals=i_m,command[&sweeps=0,8]` and `GET /csv/<token>/<analysis>`."""

    def csv(request: Request) -> Response:
        recording = get(request.path_params["token"])
        what = request.path_params["what"]
        if recording is None:
            return JSONResponse({"message": "this recording is gone; run it again"}, 404)
        experiment = recording.experiment
        name = f"{experiment.cell.name}_{experiment.protocol.name}_{what}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        if what == "traces":
            wanted = [signal for signal in request.query_params.get("signals", "").split(",") if signal]
            if any(signal not in recording.signals for signal in wanted):
                return JSONResponse({"message": "no such signal in this recording"}, 400)
            chosen = request.query_params.get("sweeps", "")
            try:
                sweeps = tuple(int(number) for number in chosen.split(",") if number)
                lines = sheets.traces(recording, wanted or list(recording.signals), sweeps)
            except ValueError as error:
                return JSONResponse({"message": str(error)}, 400)
            return StreamingResponse(lines, media_type="text/csv", headers=headers)
        try:
            text = sheets.sheet(ANALYSES[what].run(recording))
        except PatchSimError as error:
            return JSONResponse({"message": str(error)}, 400)
        return Response(text, media_type="text/csv", headers=headers)

    return Starlette(routes=[Route("/csv/{token}/{what}", csv)])
