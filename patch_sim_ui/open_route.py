"""The route of files that come in: a protocol, an experiment or a stimulus, read in a process of its own."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from patch_sim.errors import PatchSimError
from patch_sim.io.apart import MOST, setup_apart, waveform_apart

from .opened import Read

AT_ONCE = 2
"""Files that are read at the same time."""
TOO_MUCH = f"more than {MOST / 1e6:.0f} MB"
ENDINGS = {"protocol": (".json", ".abf"), "waveform": (".csv", ".txt", ".atf", ".abf")}


def app(put: Callable[[Read], str]) -> Starlette:
    """`POST /open/protocol?name=x.abf` and `POST /open/waveform?name=x.csv[&column=1&sweep=0]`, the file as body.

    Answers with a token and, of a waveform, what else the file holds; or with a message.
    """
    turn = asyncio.Semaphore(AT_ONCE)

    async def opened(request: Request) -> JSONResponse:
        kind = request.path_params["kind"]
        name = PureWindowsPath(request.query_params.get("name", "")).name[:100]
        if kind not in ENDINGS or Path(name).suffix.lower() not in ENDINGS[kind]:
            return refused(f"{name or 'a file without a name'}: must end in {' or '.join(ENDINGS.get(kind, ()))}")
        numbers = [request.query_params.get(key, usual) for key, usual in (("column", "1"), ("sweep", "0"))]
        if not all(number.isascii() and number.isdigit() and len(number) < 6 for number in numbers):
            return refused("the column and the sweep must be whole numbers")
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MOST:
            return refused(f"{name}: {TOO_MUCH}", 413)
        raw = bytearray()
        async for part in request.stream():
            raw += part
            if len(raw) > MOST:
                return refused(f"{name}: {TOO_MUCH}", 413)
        async with turn:
            try:
                return await asyncio.to_thread(answer, kind, name, bytes(raw), *map(int, numbers))
            except PatchSimError as error:
                return refused(str(error))

    def answer(kind: str, name: str, raw: bytes, column: int, sweep: int) -> JSONResponse:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(raw)
            if kind == "protocol":
                return JSONResponse({"token": put(setup_apart(path))})
            read = waveform_apart(path, column, sweep)
            return JSONResponse({"token": put(read.epoch), "columns": read.columns, "sweeps": read.sweeps})

    return Starlette(routes=[Route("/open/{kind}", opened, methods=["POST"])])


def refused(message: str, status: int = 400) -> JSONResponse:
    """Why a file is not taken."""
    return JSONResponse({"message": message}, status)
