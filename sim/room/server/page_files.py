"""The files of the page, as they lie beside this module."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER: Final = Path(__file__).parent / "page"
_PAGE: Final = "index.html"
_KINDS: Final = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


def page_files(folder: Path = FOLDER) -> list[Route]:
    """The ways to the page's files: each by its name, and the page itself at the root and behind a room's code."""
    files = {path.name: path for path in sorted(folder.glob("*")) if path.suffix in _KINDS}
    routes = [_route(f"/{name}", path) for name, path in files.items() if name != _PAGE]
    if _PAGE in files:
        routes += [_route("/", files[_PAGE]), _route("/j/{code}", files[_PAGE])]
    return routes


def _route(address: str, path: Path) -> Route:
    content, kind = path.read_bytes(), _KINDS[path.suffix]

    async def give(request: Request) -> Response:
        return Response(content, media_type=f"{kind}; charset=utf-8")

    return Route(address, give)
