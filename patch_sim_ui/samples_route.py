"""The route that says from which samples each number came; the browser asks once one is pointed at."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from patch_sim.analysis import ANALYSES
from patch_sim.errors import PatchSimError
from patch_sim.recording import Recording

from .view.origins import origins


def app(get: Callable[[str], Recording | None]) -> Starlette:
    """`GET /samples/<token>/<analysis>`."""

    def samples(request: Request) -> Response:
        recording = get(request.path_params["token"])
        if recording is None:
            return JSONResponse({"message": "this recording is gone; run it again"}, 404)
        try:
            found = ANALYSES[request.path_params["analysis"]].run(recording)
        except PatchSimError as error:
            return JSONResponse({"message": str(error)}, 400)
        return JSONResponse(origins(found, recording))

    return Starlette(routes=[Route("/samples/{token}/{analysis}", samples)])
