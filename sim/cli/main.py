"""The program: reads the command line, runs one command, and turns what goes wrong into one clear message."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from sim import __version__
from sim.cli.exit_code import FAULTS, INTERRUPTED
from sim.cli.host_arguments import add_host_arguments
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
    "host": "sim.cli.host_command",
    "join": "sim.cli.join_command",
    "progress": "sim.cli.progress_command",
    "learn": "sim.cli.learn_command",
    "history": "sim.cli.history_command",
    "history export": "sim.cli.history_export_command",
    "history forget": "sim.cli.history_forget_command",
    "export report": "sim.cli.export_command",
    "export cohort": "sim.cli.cohort_command",
    "export session": "sim.cli.session_command",
    "sessions": "sim.cli.sessions_command",
    "sessions forget": "sim.cli.sessions_forget_command",
}
"""The module of each command, imported only when it is asked for; each has `run(arguments) -> int`."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
"""What the system says of a disk that takes no more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code: 0 done, 1 faults or not possible, 2 wrong usage."""
    allow_any_characters()
    parsed = _parser().parse_args(_two_words_joined(sys.argv[1:] if arguments is None else arguments))
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
        _print_no_more()
        return FAULTS
    except OSError as error:
        if error.filename is not None or error.errno not in _FULL:
            raise
        # No file was meant, so it is what the output goes to.
        _print_no_more()
        print(f"The output could not be written ({error.strerror}). See where it goes.", file=sys.stderr)
        return FAULTS
    return code


def _print_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _two_words_joined(arguments: Sequence[str]) -> list[str]:
    """The command line with a command of two words as one argument, as the parser knows it."""
    joined = list(arguments)
    place = 0
    while place < len(joined) and joined[place].startswith("-"):
        # The one option before the command that takes a value; argparse lets it be shortened.
        takes_value = len(joined[place]) > 2 and "--library".startswith(joined[place])
        place += 2 if takes_value else 1
    two_words = " ".join(joined[place : place + 2])
    if " " in two_words and two_words in _COMMANDS:
        joined[place : place + 2] = [two_words]
    return joined


def _told(error: EmptyChairError) -> str:
    """What to say of an error; nothing in it is obeyed by the terminal, wherever its words come from."""
    from sim.report.words import visible

    hint = f"\n{error.hint}" if error.hint else ""
    return "\n".join(map(visible, f"{error.title}. {error.message}{hint}".split("\n")))


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

    host = _command(commands, "host", "lead a group session: people join and vote with their phones")
    host.add_argument("--seed", type=_seed, metavar="N", help="fix the draws by a number")
    add_host_arguments(host)

    join = _command(commands, "join", "take part in a group session in this terminal")
    join.add_argument(
        "url", metavar="URL", help="as the facilitator shows it, such as http://HOST:PORT/j/CODE"
    )
    join.add_argument(
        "--name", metavar="NAME", help="as the others see it; “” for none; default: it is asked"
    )
    join.add_argument("--team", metavar="TEAM", help="where there are teams; default: it is asked")
    join.add_argument("--plain", action="store_true", help="in lines, also for screen readers")

    progress = _command(commands, "progress", "how you come on: runs, scenarios, principles, insights")
    progress.add_argument("--plain", action="store_true", help="as text, also for screen readers")
    progress.add_argument(
        "--format",
        choices=("text", "json"),
        help="print it; default: the screen, or text where there is none",
    )

    learn = _command(commands, "learn", "decide again where you lost most, until you find it")
    learn.add_argument("--plain", action="store_true", help="in lines, also for screen readers")

    history = _command(commands, "history", "what was played, the latest first")
    history.add_argument("scenario", nargs="?", metavar="SCENARIO", help="only its runs; none: all")
    history.epilog = "See also: emptychair history export, emptychair history forget."
    _add_format(history, "text", "json")

    export = _command(commands, "history export", "what was played, for spreadsheets and other programs")
    export.add_argument(
        "--format", choices=("csv", "json"), help="default: json where the file's name ends so, else csv"
    )
    export.add_argument("--output", type=Path, metavar="FILE", help="a new file; default: print it")

    forget = _command(commands, "history forget", "forget what was played, for good")
    forgotten = forget.add_mutually_exclusive_group(required=True)
    forgotten.add_argument(
        "run", nargs="?", type=_run_number, metavar="RUN", help="a run's number, as history lists it"
    )
    forgotten.add_argument("--scenario", metavar="ID", help="every run of this scenario")
    forgotten.add_argument("--all", action="store_true", help="every run; the settings stay")
    forget.add_argument("--yes", action="store_true", help="do not ask")

    report = _command(commands, "export report", "a finished run as a page to keep, to print or to hand on")
    report.add_argument("run", type=_run_number, metavar="RUN", help="a run's number, as history lists it")
    report.add_argument(
        "--format",
        choices=("html", "markdown"),
        help="default: markdown where the file's name ends so, else html",
    )
    report.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="a new file, or a folder; default: named by scenario and day, in the current folder",
    )

    cohort = _command(commands, "export cohort", "many players' histories as a gradebook and a summary")
    cohort.add_argument(
        "places",
        nargs="+",
        type=Path,
        metavar="DIR-OR-FILE",
        help="history files, one a player, and folders of them",
    )
    cohort.add_argument(
        "--format",
        choices=("csv", "xlsx", "html"),
        help="default: what the file's name ends in; without a file, all three",
    )
    cohort.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="a new file, or a folder; default: named by the day, in the current folder",
    )
    cohort.add_argument("--names", action="store_true", help="name the learners on the HTML summary too")

    session = _command(commands, "export session", "what a room decided together, as files to keep")
    session.add_argument("session", metavar="CODE", help="a session's code, as sessions lists it")
    session.add_argument(
        "--format",
        choices=("html", "csv", "json", "text"),
        help="text is printed; default: what the file's name ends in; without a file html, csv and json",
    )
    session.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="a new file, or a folder; default: named by code and day, in the current folder",
    )
    session.add_argument("--names", action="store_true", help="name the people who took part")

    sessions = _command(commands, "sessions", "the group sessions that are kept, the latest first")
    sessions.epilog = "See also: emptychair export session, emptychair sessions forget."
    _add_format(sessions, "text", "json")

    forget_session = _command(commands, "sessions forget", "forget a group session, for good")
    forgotten_session = forget_session.add_mutually_exclusive_group(required=True)
    forgotten_session.add_argument(
        "session", nargs="?", metavar="CODE", help="a session's code, as sessions lists it"
    )
    forgotten_session.add_argument("--all", action="store_true", help="every session")
    forget_session.add_argument("--yes", action="store_true", help="do not ask")
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


def _run_number(text: str) -> int:
    number = _whole(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a run's number is a whole number from 1")
    return number


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
