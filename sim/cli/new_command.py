"""`emptychair new`: a small scenario that plays as it is, for a trainer to rewrite."""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from pathlib import Path
from typing import Final

from sim.cli.exit_code import DONE
from sim.report.new_file import write_new_file
from sim.report.words import visible
from sim.scenario.catalogue_file import catalogue_beside
from sim.scenario.error import EmptyChairError
from sim.scenario.folders import CATALOGUE_FILE
from sim.scenario.library import Library
from sim.scenario.reader import read_bytes
from sim.scenario.schema import SCENARIO_TITLE, scenario_schema, schema_text
from sim.scenario.shape import IdForm

TEMPLATE: Final = Path(__file__).with_name("first_scenario.yaml")
"""The scenario that `new` writes, but for its title."""

SCHEMA_FILE: Final = "scenario.schema.json"
"""What the first line of the template names: a file beside the scenario, so that editors need no network."""

_TITLE_LINE: Final = re.compile(r"^title: .*$", re.MULTILINE)
_ANOTHER_FOLDER: Final = "Name another folder with `--folder`."
_RULE: Final = (
    "An id is words of small letters and digits, each beginning with a letter, joined by single hyphens."
)


class NotWritten(EmptyChairError):
    """The new scenario could not be written, or must not be."""

    title = "No scenario was written"


def run(arguments: argparse.Namespace) -> int:
    """Write the scenario and its schema, and say what to do next."""
    name, folder = arguments.id, arguments.folder.expanduser()
    _check_id(name)
    path = folder / f"{name}.yaml"
    data = _titled(_title_of(name) if arguments.title is None else arguments.title, path)
    # Asked before there is a new file for it to find.
    known = {entry.id: entry.path for entry in Library.standard(arguments.library).entries()}.get(name)
    _check_free(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error
    try:
        write_new_file(path, data, NotWritten, _ANOTHER_FOLDER)
    except FileExistsError:
        raise _taken(path) from None
    schema_note = _write_schema(folder / SCHEMA_FILE, path)
    print(f"{visible(path)} is a small scenario that plays as it is. Rewrite it bit by bit.")
    print(schema_note)
    if known is not None:
        print(
            f"The library has a scenario {name} already: {visible(known)}\n"
            "The id alone may mean that one. The path below always means yours."
        )
    print(_next_steps(path))
    return DONE


def _check_id(name: str) -> None:
    if name == Path(CATALOGUE_FILE).stem:
        raise NotWritten(
            f"`{CATALOGUE_FILE}` is a catalogue of principles, never a scenario.", "Choose another id."
        )
    if not IdForm.ID.fits(name):
        raise NotWritten(
            f"“{visible(name)}” is no id. {_RULE}",
            f"Try `emptychair new {_suggestion(name)}`{_of_folder(name)}.",
        )


def _of_folder(name: str) -> str:
    return "; another folder is named with `--folder`" if re.search(r"[/\\]", name) else ""


def _suggestion(name: str) -> str:
    """The id that was probably meant: the last part of a path, without signs and accents."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    last = re.sub(r"\.ya?ml$", "", last, flags=re.IGNORECASE)
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", last)).encode("ascii", "ignore").decode().lower()
    words: list[str] = []
    for word in re.findall(r"[a-z0-9]+", plain):
        if word[0].isdigit():  # a word begins with a letter, so a number joins the word before it
            word = words.pop() + word if words else word.lstrip("0123456789")
        if word:
            words.append(word)
    suggested = "-".join(words)
    return suggested if suggested and suggested != Path(CATALOGUE_FILE).stem else "my-first-scenario"


def _title_of(name: str) -> str:
    words = name.replace("-", " ")
    return words[0].upper() + words[1:]


def _titled(title: str, path: Path) -> bytes:
    """The file's bytes, with this title, which is refused where it would not be one."""
    line = f"title: {json.dumps(title, ensure_ascii=False)}"
    # Words and single spaces mean the same without quotes, and read better.
    if re.fullmatch(r"[A-Z][a-z0-9,'?]*( [A-Za-z][A-Za-z0-9,'?]*)*", title) and title.lower() not in (
        "null",
        "true",
        "false",
    ):
        line = f"title: {title}"
    data = _TITLE_LINE.sub(lambda _: line, TEMPLATE.read_text("utf-8"), count=1).encode("utf-8", "replace")
    catalogue, _ = catalogue_beside(path)
    findings = read_bytes(data, path, catalogue).findings
    if findings:
        raise NotWritten(f"“{visible(title)}” is no title. {findings[0].message}", findings[0].hint)
    return data


def _check_free(path: Path) -> None:
    for taken in (path, path.with_suffix(".yml")):
        try:
            there = taken.exists() or taken.is_symlink()
        except (OSError, ValueError) as error:
            raise _refused(path, error) from error
        if there:
            raise _taken(taken)


def _taken(path: Path) -> NotWritten:
    return NotWritten(
        f"{visible(path)} is there already, and nothing is ever overwritten.",
        "Choose another id, or another folder with `--folder`.",
    )


def _refused(path: Path, error: OSError | ValueError) -> NotWritten:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return NotWritten(f"{visible(path)} could not be written ({visible(reason)}).", _ANOTHER_FOLDER)


def _write_schema(schema_path: Path, path: Path) -> str:
    """Write the schema, or bring an older one of ours up to date; says which."""
    catalogue, _ = catalogue_beside(path)
    shown = visible(schema_path)
    try:
        if schema_path.exists() and not _is_ours(schema_path):
            return f"{shown} is not this program's, so it stays. Without it your editor does not complete."
        schema_path.write_text(schema_text(scenario_schema(catalogue)), "utf-8")
    except OSError as error:
        return f"{shown} could not be written ({visible(error.strerror)}), so your editor will not complete."
    return f"{shown} lies beside it: with it your editor completes, explains and checks while you type."


def _is_ours(schema_path: Path) -> bool:
    try:
        schema = json.loads(schema_path.read_text("utf-8"))
    except ValueError:
        return False
    return isinstance(schema, dict) and schema.get("title") == SCENARIO_TITLE


def _next_steps(path: Path) -> str:
    shown = visible(path)
    quoted = f'"{shown}"' if re.search(r"\s", shown) else shown
    return f"""
Next:
  emptychair check {quoted} --strict
  emptychair play {quoted}
  emptychair preview {quoted}
  emptychair inspect {quoted}

docs/authoring.md leads from here to a scenario of your own, docs/format.md tells what may stand in the file."""
