from __future__ import annotations

from pathlib import Path

from sim.report.more_about import more_about
from sim.scenario.finding import Code, Finding, Mark


def found(*codes: Code) -> list[Finding]:
    return [
        Finding(Path("a.yaml"), Mark(line, 1), code, "Wrong.") for line, code in enumerate(codes, start=1)
    ]


def test_without_findings_there_is_nothing_to_read_up_on() -> None:
    assert more_about([]) is None


def test_findings_of_one_kind_name_their_page() -> None:
    assert more_about(found(Code.STUCK, Code.STUCK)) == "More about it: emptychair explain stuck"


def test_findings_of_several_kinds_name_the_first_as_an_example() -> None:
    told = "More about each: emptychair explain CODE, for example bad-id"
    assert more_about(found(Code.BAD_ID, Code.STUCK, Code.BAD_ID)) == told
