"""`emptychair map`: the scenario as a picture, as text for other tools, or on the screen to walk through."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from sim.cli.exit_code import DONE, FAULTS, WRONG_USAGE
from sim.cli.found_scenario import find
from sim.cli.has_screen import has_screen
from sim.engine.compiled import compile_scenario
from sim.engine.verdict import Verdict, judge
from sim.report.finding_text import finding_text
from sim.report.map.story_map import StoryMap, story_map
from sim.report.words import counted, visible
from sim.scenario.error import EmptyChairError
from sim.scenario.reader import read_scenario

ENDINGS: Final = {
    ".svg": "svg",
    ".png": "png",
    ".mermaid": "mermaid",
    ".mmd": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
    ".txt": "text",
}
"""What a file's ending says of its format."""


class MapNotWritten(EmptyChairError):
    """The map could not be written to its file."""

    title = "The map was not written"


def run(arguments: argparse.Namespace) -> int:
    """Draw and print, write or show.

    Raises:
        ScenarioNotFound: there is no such scenario.
        MapNotDrawn: a picture is wanted and cannot be made.
        MapNotWritten: the file cannot be written.

    """
    out: Path | None = None if arguments.out is None else arguments.out.expanduser()
    form = arguments.format or (None if out is None else ENDINGS.get(out.suffix.lower()))
    if form is None and out is not None:
        print(
            f"emptychair map: the ending of {visible(out)} says no format. "
            f"End it in {', '.join(ENDINGS)}, or add --format.",
            file=sys.stderr,
        )
        return WRONG_USAGE
    if form == "png" and out is None and sys.stdout.isatty():
        print("emptychair map: a PNG cannot be shown here. Name a file: --out map.png", file=sys.stderr)
        return WRONG_USAGE
    path = find(arguments)
    reading = read_scenario(path)
    if reading.scenario is None:
        told = "\n\n".join(finding_text(finding, reading.text) for finding in reading.findings)
        print(f"There is no map of a scenario with errors.\n\n{told}", file=sys.stderr)
        return FAULTS
    verdict = judge(compile_scenario(reading.scenario), path)
    story = story_map(verdict)
    if form is None and has_screen():
        return _show(story)
    _say_what_is_missing(verdict, path)
    data = _drawn(story, form or "text")
    if out is None:
        _print(data, form or "text")
    else:
        _write(out, data, path)
        print(f"The map is in {visible(out)}.")
    return DONE


def _drawn(story: StoryMap, form: str) -> bytes:
    match form:
        case "text":
            from sim.report.map.text import map_text

            drawn = map_text(story)
        case "dot":
            from sim.report.map.dot import map_dot

            drawn = map_dot(story)
        case "mermaid":
            from sim.report.map.mermaid import map_mermaid

            drawn = map_mermaid(story)
        case _:
            from sim.report.map.layout import lay_out
            from sim.report.map.svg import map_svg

            drawn = map_svg(story, lay_out(story))
            if form == "png":
                from sim.report.map.png import map_png

                return map_png(drawn)
    return f"{drawn}\n".encode()


def _print(data: bytes, form: str) -> None:
    """Text for people goes out as all their text does; what tools read is UTF-8 everywhere."""
    if form == "text" or sys.stdout.isatty():
        print(data.decode().removesuffix("\n"))
    else:
        sys.stdout.buffer.write(data)


def _write(out: Path, data: bytes, scenario: Path) -> None:
    try:
        if out.exists() and out.samefile(scenario):
            raise MapNotWritten(
                f"{visible(out)} is the scenario itself, which the map would replace.", "Name another file."
            )
        out.write_bytes(data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise MapNotWritten(
            f"{visible(out)} could not be written ({reason}).",
            "See that its folder exists and may be written to.",
        ) from error


def _say_what_is_missing(verdict: Verdict, path: Path) -> None:
    if verdict.findings:
        print(
            f"The solver found {counted(len(verdict.findings), 'error')} in this scenario"
            f"{'' if verdict.solution else ', so the map has no best line'}. "
            f"See them with: emptychair check {visible(path)}",
            file=sys.stderr,
        )
    elif not verdict.graph.complete:
        print(
            "This scenario is too big to be solved, so the map has no best line, "
            "and what is never reached is not marked.",
            file=sys.stderr,
        )


def _show(story: StoryMap) -> int:
    from sim.store.error import StoreError
    from sim.store.settings import Settings
    from sim.store.store import Store
    from sim.tui.map_app import MapApp

    try:
        with closing(Store.open(whole=False)) as store:
            settings = store.settings()
    except StoreError:
        settings = Settings()  # a map needs no history, and the theme can be the default one
    app = MapApp(story, settings.theme)
    app.run()
    return app.return_code or DONE
