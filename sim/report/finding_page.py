"""The page of each finding, as docs/findings has it, for a terminal."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sim
from sim.scenario.error import EmptyChairError
from sim.scenario.finding import Code, Severity

WIDEST: Final = 80
"""Lines longer than that are tiring to read, however wide the window is."""

_INSET = "  "
_DOUBLE_MARK = re.compile("``(.+?)``")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_CODES_OF = {
    Severity.ERROR: "Errors: a scenario with one of these cannot be played.",
    Severity.WARNING: "Warnings: it can be played, and would be better without.",
}


class PageMissing(EmptyChairError):
    """The program was installed without its pages."""

    title = "A page is missing"


@dataclass(frozen=True, slots=True)
class FindingPage:
    """What is told about one kind of finding; `text` is the page in Markdown."""

    code: Code
    text: str

    @property
    def sentence(self) -> str:
        """What the finding is, in one sentence, without its severity."""
        line = next(line for line in self.text.splitlines()[1:] if line)
        return line.partition(". ")[2]


def finding_page(code: Code) -> FindingPage:
    """The page of a finding.

    Raises:
        PageMissing: The file is not there, or cannot be read.

    """
    path = pages_folder() / f"{code.value}.md"
    try:
        return FindingPage(code, path.read_text("utf-8"))
    except OSError as error:
        raise PageMissing(f"{path} cannot be read.", "Install Empty Chair again.") from error


def pages_folder() -> Path:
    """The folder of the pages: inside an installed program, or among the documents of its source."""
    program = Path(sim.__file__).resolve().parent
    installed = program / "finding_pages"
    return installed if installed.is_dir() else program.parent / "docs" / "findings"


def page_text(page: FindingPage, width: int = WIDEST) -> str:
    """A page without its marks of Markdown: headings to the left, paragraphs wrapped, examples further in."""
    lines: list[str] = []
    for block in re.split(r"\n\n(?=\S)", page.text.strip()):
        if lines:
            lines.append("")
        lines += _block(block, min(width, WIDEST))
    return "\n".join(lines)


def codes_text(pages: list[FindingPage], width: int = WIDEST) -> str:
    """All codes, each with its sentence."""
    margin = max(len(page.code.value) for page in pages) + 2
    lines: list[str] = []
    for severity, heading in _CODES_OF.items():
        lines += [heading, ""]
        for page in pages:
            if page.code.severity is severity:
                lines += textwrap.wrap(
                    _plain(page.sentence),
                    min(width, WIDEST),
                    initial_indent=_INSET + page.code.value.ljust(margin),
                    subsequent_indent=_INSET + " " * margin,
                )
        lines.append("")
    lines.append("`emptychair explain CODE` tells more, with a wrong and a right example.")
    return "\n".join(lines)


def _block(block: str, width: int) -> list[str]:
    first, *rest = block.splitlines()
    if first.startswith("#"):
        heading = first.lstrip("#").strip()
        return [heading, "=" * len(heading)] if first.startswith("# ") else [heading]
    if first.startswith("```"):
        saved_as = first.partition(" ")[2]
        note = [f"{_INSET}({saved_as})", ""] if saved_as else []
        return note + [f"{_INSET * 2}{line}".rstrip() for line in rest if line != "```"]
    if first.startswith("- "):
        return [line for item in re.split(r"\n(?=- )", block) for line in _wrapped(item, width, _INSET * 2)]
    return _wrapped(block, width, _INSET)


def _wrapped(text: str, width: int, later: str) -> list[str]:
    joined = _plain(" ".join(text.split()))
    return textwrap.wrap(
        joined,
        max(width, 20),
        initial_indent=_INSET,
        subsequent_indent=later,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _plain(text: str) -> str:
    return _LINK.sub(r"\1", _DOUBLE_MARK.sub(r"\1", text))
