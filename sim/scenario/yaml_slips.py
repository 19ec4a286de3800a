"""What a YAML parser refuses, in plain words, with the way out."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from sim.scenario.finding import START_OF_FILE, Code, Mark

_QUOTE = "Put the whole text in quotes."
_SENTENCE = "If this is a sentence, put it in quotes."
_SPACES = "Use spaces instead of tabs."
_INDENTATION = (
    "Look at the line above, too: keys of one mapping and items of one list begin in the same column, "
    "and what belongs to a key is indented further than the key."
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One mistake of YAML: where it is, what it is, and what to do."""

    mark: Mark
    code: Code
    message: str
    hint: str | None


def slip(error: Exception, text: str, last: yaml.Event | None) -> Slip:
    """Tell a parser's error in plain words.

    `text` is what was parsed, `last` the last thing that was understood before the error.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _syntax(_after(last), "This cannot be read as YAML.", _INDENTATION)
    at = error.problem_mark
    mark = Mark(at.line + 1, at.column + 1)
    context = Mark(error.context_mark.line + 1, error.context_mark.column + 1) if error.context_mark else mark
    doing, problem = error.context or "", error.problem or ""
    character = text[at.index : at.index + 1]

    if "tab character" in problem or character == "\t":
        return _syntax(mark, "A tab stands where only spaces may indent.", _SPACES)
    if "cannot start any token" in problem:
        sign = "a backtick" if character == "`" else f"`{character}`"
        return _syntax(mark, f"A text may not begin with {sign} unless it is in quotes.", _QUOTE)
    if "quoted scalar" in doing:
        return _in_quotes(mark, context, problem)
    if "alias" in doing or "anchor" in doing:
        sign = "*" if "alias" in doing else "&"
        return _syntax(context, f"A text may not begin with `{sign}` unless it is in quotes.", _QUOTE)
    if "tag" in doing or "tag" in problem:
        message = "An unquoted `!` makes a tag of YAML. Tags are not allowed."
        return Slip(context, Code.YAML_FORBIDDEN, message, "If it begins a sentence, put the text in quotes.")
    if "block scalar" in doing:
        return _syntax(
            mark,
            "After `>` or `|` nothing may follow on the same line.",
            "Begin the text on the next line, indented. If the sentence itself begins with that sign, "
            "put it in quotes.",
        )
    if "directive" in doing:
        return _syntax(context, "A line may not begin with `%` unless it is in quotes.", _QUOTE)
    if "incompatible" in problem:
        return _syntax(
            context, "The file asks for a version of YAML that is not known.", "Delete the `%YAML` line."
        )
    return _structure(mark, context, doing, problem, last) or _left_over(mark, text, last)


def _in_quotes(mark: Mark, opening: Mark, problem: str) -> Slip:
    if "escape" in problem or "hexdecimal" in problem or "hexadecimal" in problem:
        return _syntax(
            mark,
            "In double quotes a backslash begins an escape, and this one means nothing.",
            "For a backslash itself write two, or use single quotes.",
        )
    return _syntax(
        opening,
        "The quote that opens here is never closed.",
        "Close it with the same sign. An apostrophe needs no quotes, or double quotes around the whole text.",
    )


def _structure(mark: Mark, context: Mark, doing: str, problem: str, last: yaml.Event | None) -> Slip | None:
    if "mapping values are not allowed" in problem:
        if isinstance(last, yaml.ScalarEvent) and start_of(last)[0] < mark.line:
            return _syntax(
                mark,
                f"This line goes on with the text that begins on line {start_of(last)[0]}, "
                "so it cannot hold a key.",
                _INDENTATION,
            )
        return _syntax(
            mark, "A colon before a space, or at the end, stands inside a text without quotes.", _QUOTE
        )
    if "sequence entries are not allowed" in problem:
        return _syntax(
            mark, "A list cannot begin on the line of its key.", f"Begin it on the next line. {_QUOTE}"
        )
    if "mapping keys are not allowed" in problem:
        return _syntax(mark, "A text may not begin with `? ` unless it is in quotes.", _QUOTE)
    if "flow sequence" in doing or "flow mapping" in doing:
        opening, closing = ("[", "]") if "sequence" in doing else ("{", "}")
        return _syntax(
            mark,
            f"The `{opening}` on line {context.line} is not closed before this, or a comma is missing.",
            f"Close it with `{closing}`. A text with a comma, a colon or a bracket in it needs quotes there.",
        )
    if "node content" in problem:
        return _syntax(mark, "A text may not begin with this sign unless it is in quotes.", _QUOTE)
    if "expected ':'" in problem:
        return _syntax(
            context,
            "This line is neither a key with a colon nor part of a text.",
            "Write `key: value`, or indent the line further than the key whose text it belongs to.",
        )
    if "document start" in problem:
        return _syntax(mark, "This line begins further left than the first key.", _INDENTATION)
    return None


def _left_over(mark: Mark, text: str, last: yaml.Event | None) -> Slip:
    """Something stands where nothing may: what went before it tells why."""
    if last is None:
        return _syntax(mark, "This cannot be read as YAML.", _INDENTATION)
    last_line, _, last_index = end_of(last)
    if isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"') and last_line == mark.line:
        return _syntax(
            mark,
            f"The quote that opens on line {start_of(last)[0]} is closed before this, and the text goes on.",
            "Inside single quotes write an apostrophe twice; inside double quotes put a backslash before a quote.",
        )
    if isinstance(last, yaml.CollectionEndEvent) and last_line == mark.line and text[last_index - 1] in "]}":
        return _syntax(mark, "A text may not begin with a bracket unless it is in quotes.", _QUOTE)
    if isinstance(last, yaml.AliasEvent) and last_line == mark.line:
        return _syntax(mark, "After an alias nothing may follow on the same line.", _QUOTE)
    if isinstance(last, yaml.ScalarEvent) and text[last_index:].lstrip(" ").startswith("#"):
        return _syntax(
            mark,
            f"The text on line {last_line} ends before its ` #`, which begins a comment, and goes on here.",
            _QUOTE,
        )
    return _syntax(mark, "This line does not fit the lines above.", _INDENTATION)


def start_of(event: yaml.Event) -> tuple[int, int, int]:
    """Line and column from 1, and the index, of the first character of an event."""
    assert event.start_mark is not None  # only events made by hand have none
    return event.start_mark.line + 1, event.start_mark.column + 1, event.start_mark.index


def end_of(event: yaml.Event) -> tuple[int, int, int]:
    """Line and column from 1, and the index, behind the last character of an event."""
    assert event.end_mark is not None
    return event.end_mark.line + 1, event.end_mark.column + 1, event.end_mark.index


def _syntax(mark: Mark, message: str, hint: str) -> Slip:
    return Slip(mark, Code.YAML_SYNTAX, message, hint)


def _after(last: yaml.Event | None) -> Mark:
    if last is None:
        return START_OF_FILE
    line, column, _ = end_of(last)
    return Mark(line, column)
