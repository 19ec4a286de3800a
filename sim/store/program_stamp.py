"""What tells one state of the program from another, as far as findings go."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import scoring
import sim

_DECIDING = (
    Path(sim.__file__).parent / "scenario",
    Path(sim.__file__).parent / "engine",
    Path(scoring.__file__).parent,
)
"""The folders that decide what is found: the reader, the solver, the catalogue and its measures."""


@cache
def program_stamp() -> str | None:
    """A hash of the program's own sources, its catalogue, and what reads YAML; None where they cannot be read.

    It takes some milliseconds, and spares everybody from telling a cache that something changed.
    """
    stamp = sha256(f"{sim.__version__} {sys.version}".encode())
    sources = [Path(__file__).with_name("checking.py")]
    for folder in _DECIDING:
        sources += sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".yaml"))
    parser = find_spec("yaml")
    if parser is not None and parser.origin is not None:
        sources.append(Path(parser.origin))
    try:
        for source in sources:
            content = source.read_bytes()
            stamp.update(f"{source.name} {len(content)}\n".encode())
            stamp.update(content)
    except OSError:
        return None
    return stamp.hexdigest()
