"""The program as a process of its own, in a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]


def program(
    home: Path, *arguments: str | Path, answers: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `play.py` to its end; `answers` are the lines it finds on stdin."""
    return subprocess.run(
        [sys.executable, PROJECT / "play.py", *arguments],
        input="".join(f"{answer}\n" for answer in answers),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=home,
        timeout=60,
        check=False,
        env={**os.environ, "EMPTYCHAIR_HOME": str(home), "PYTHONUTF8": "1", **environment},
    )


def printed_json(ended: subprocess.CompletedProcess[str]) -> Any:
    """What a process printed, which must be JSON and nothing else."""
    return json.loads(ended.stdout)
