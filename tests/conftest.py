"""Settings that all tests share."""

from __future__ import annotations

import os
import signal

from hypothesis import HealthCheck, settings

# The programs that tests start would otherwise compile every module anew, which takes half of their time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Whoever starts the tests in the background of a shell has Ctrl-C ignored, also by the programs that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

_SLOW_MACHINES = (HealthCheck.too_slow,)

settings.register_profile("local", deadline=None, max_examples=100, suppress_health_check=_SLOW_MACHINES)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=50,
    derandomize=False,
    database=None,
    print_blob=True,
    suppress_health_check=_SLOW_MACHINES,
)
settings.load_profile("ci" if os.environ.get("CI") else "local")
