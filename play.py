"""Empty Chair, without installing it: `python play.py` is the same program as `emptychair`."""

import sys
from importlib.util import find_spec

NEEDED = ("platformdirs", "textual", "transitions", "yaml")

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this file may have an older one
        sys.exit("Empty Chair needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        sys.exit(
            "Empty Chair needs some libraries that this Python does not have: "
            + ", ".join(missing)
            + ".\nThe first command of README.md sets them up in a folder of their own."
        )
    from sim.cli.main import main

    sys.exit(main())
