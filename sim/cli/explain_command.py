"""`emptychair explain`: the page of a finding, or the list of all of them."""

from __future__ import annotations

import argparse
import shutil
from difflib import get_close_matches

from sim.cli.exit_code import DONE
from sim.report.finding_page import codes_text, finding_page, page_text
from sim.report.words import visible
from sim.scenario.error import EmptyChairError
from sim.scenario.finding import Code


class CodeNotFound(EmptyChairError):
    """There is no finding of that code; `close` are the codes most like it."""

    title = "No such finding"

    def __init__(self, name: str, close: tuple[str, ...]) -> None:
        hint = (
            f"Did you mean {' or '.join(close)}?"
            if close
            else "`emptychair explain` without a code lists them all."
        )
        super().__init__(f"There is no finding “{visible(name)}”.", hint)
        self.close = close


def run(arguments: argparse.Namespace) -> int:
    """Print the page.

    Raises:
        CodeNotFound: There is no such code.
        PageMissing: The program was installed without its pages.

    """
    width = shutil.get_terminal_size().columns
    if arguments.code is None:
        print(codes_text([finding_page(code) for code in Code], width))
    else:
        print(page_text(finding_page(_code(arguments.code)), width))
    return DONE


def _code(name: str) -> Code:
    """The code as `check` prints it, with or without its brackets."""
    spelt = name.strip("[] ").lower().replace("_", "-")
    try:
        return Code(spelt)
    except ValueError:
        raise CodeNotFound(name, tuple(get_close_matches(spelt, list(Code), n=3, cutoff=0.5))) from None
