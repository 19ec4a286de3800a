"""The program: reads the command line, runs one command, and turns what goes wrong into one clear message."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from sim import __version__
from sim.cli.exit_code import FAULTS, INTERRUPTED
from sim.cli.plainer_output import allow_any_characters
from sim.scenario.error import EmptyChairError

_COMMANDS = {
    "play": "sim.cli.play_command",
    "run": "sim.cli.run_command",
    "check": "sim.cli.check_command",
    "explain": "sim.cli.explain_command",
    "inspect": "sim.cli.inspect_command",
    "new": "sim.cli.new_command",
    "preview": "sim.cli.preview_command",
    "map": "sim.cli.map_command",
    "schema": "sim.cli.schema_command",
}
"""The module of each command, imported only when it is asked for; each has `run(arguments) -> int`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code: 0 done, 1 faults or not possible, 2 wrong usage."""
    allow_any_characters()
    parsed = _parser().parse_args(arguments)
    named = [*parsed.library_before, *getattr(parsed, "library_after", [])]
    parsed.library = [folder for folder in named if folder is not None]
    try:
        code = int(import_module(_COMMANDS[parsed.command]).run(parsed))
        sys.stdout.flush()
    except EmptyChairError as error:
        print(_told(error), file=sys.stderr)
        return FAULTS
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; Python would complain once more when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULTS
    return code


def _told(error: EmptyChairError) -> str:
    hint = f"\n{error.hint}" if error.hint else ""
    return f"{error.title}. {error.message}{hint}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="emptychair",
        description="Empty Chair: situations of a sales manager, played in the terminal, "
        "every decision judged exactly. Without a command it opens the home screen.",
    )
    parser.add_argument("--version", action="version", version=f"emptychair {__version__}")
    _add_library(parser, "library_before", [])
    parser.set_defaults(command="play", scenario=None, plain=False, seed=None, coach=False, assess=False)
    commands = parser.add_subparsers(metavar="COMMAND")

    play = _command(commands, "play", "play a scenario, or open the home screen")
    play.add_argument("scenario", nargs="?", metavar="SCENARIO", help="an id of the library, or a file")
    play.add_argument("--plain", action="store_true", help="the line mode, also for screen readers")
    play.add_argument("--seed", type=_seed, metavar="N", help="fix the draws by a number")
    coaching = play.add_mutually_exclusive_group()
    coaching.add_argument("--coach", action="store_true", help="coaching after every choice")
    coaching.add_argument("--assess", action="store_true", help="coaching at the end, nothing taken back")

    run = _command(commands, "run", "play named choices without asking, and print the debrief")
    run.add_argument("scenario", metavar="SCENARIO")
    run.add_argument("--choose", type=_ids, required=True, metavar="ID,ID,…", help="the choices, in order")
    draws = run.add_mutually_exclusive_group()
    draws.add_argument("--seed", type=_seed, metavar="N", help="fix the draws by a number")
    draws.add_argument("--draws", type=_arms, metavar="N,N,…", help="the arms drawn, numbered from 0")
    _add_format(run, "text", "json")

    check = _command(commands, "check", "read scenarios and report everything that is wrong with them")
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="files and folders; none: the library"
    )
    check.add_argument("--strict", action="store_true", help="warnings count as faults")
    check.add_argument(
        "--jobs", type=_jobs, metavar="N", help="so many processes at most; default: one a core"
    )
    _add_format(check, "text", "json", "github")

    explain = _command(commands, "explain", "what a finding means, with a wrong and a right example")
    explain.add_argument(
        "code", nargs="?", metavar="CODE", help="as check prints it; none: a list of them all"
    )

    inspect = _command(
        commands, "inspect", "the exact solution of a scenario, or of the whole library", library_alone=True
    )
    inspect.add_argument("scenario", nargs="?", metavar="SCENARIO", help="none: the whole library")
    _add_format(inspect, "text", "json")

    new = _command(commands, "new", "write a small scenario to rewrite")
    new.add_argument("id", metavar="ID", help="what it is called, such as late-delivery: the file is ID.yaml")
    new.add_argument(
        "--folder",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="where it goes; default: the current folder",
    )
    new.add_argument("--title", metavar="TEXT", help="default: the id in words")

    preview = _command(commands, "preview", "play a file beside its findings, read again after every save")
    preview.add_argument("file", metavar="FILE", help="a scenario's file, such as late-delivery.yaml")
    preview.add_argument("--seed", type=_seed, metavar="N", help="fix the draws by a number")

    story_map = _command(commands, "map", "the scenario as a picture, or on the screen to walk through")
    story_map.add_argument("scenario", metavar="SCENARIO")
    story_map.add_argument(
        "--format",
        choices=("svg", "png", "mermaid", "dot", "text"),
        help="default: what the file's name ends in; without a file the screen, or text where there is none",
    )
    story_map.add_argument("--out", type=Path, metavar="FILE", help="write it there")

    schema = _command(commands, "schema", "the JSON Schema of the scenario format, for editors")
    schema.add_argument("--catalogue", action="store_true", help="that of a principles.yaml instead")
    schema.add_argument("--output", type=Path, metavar="FILE", help="write it there; default: print it")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    purpose: str,
    library_alone: bool = False,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
    command.set_defaults(command=name)
    _add_library(command, "library_after", argparse.SUPPRESS, library_alone)
    return command


def _add_library(
    parser: argparse.ArgumentParser, destination: str, default: object, alone: bool = False
) -> None:
    """Add the option; `alone` lets it stand without a folder, where that reads well and changes nothing."""
    parser.add_argument(
        "--library",
        dest=destination,
        action="append",
        nargs="?" if alone else None,
        default=default,
        type=Path,
        metavar="DIR",
        help="one more folder of scenarios (may be given several times)",
    )


def _add_format(parser: argparse.ArgumentParser, *formats: str) -> None:
    parser.add_argument("--format", choices=formats, default=formats[0], help="default: %(default)s")


def _seed(text: str) -> int:
    seed = _whole(text)
    if seed < 0:
        raise argparse.ArgumentTypeError("a seed is a whole number from 0")
    return seed


def _jobs(text: str) -> int:
    jobs = _whole(text)
    if not 1 <= jobs <= 61:  # as many as can be waited for on every system
        raise argparse.ArgumentTypeError("a number of processes is from 1 to 61")
    return jobs


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",")) if text.strip() else ()


def _arms(text: str) -> tuple[int, ...]:
    return tuple(_whole(part) for part in text.split(",")) if text.strip() else ()


def _whole(text: str) -> int:
    stripped = text.strip()
    digits = stripped.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number")
    return int(stripped)
