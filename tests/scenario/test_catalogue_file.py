"""Catalogues come through the same door, and a trainer's own is laid over the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.catalogue import Insight, Principle
from sim.scenario.catalogue_file import catalogue_beside, shipped_catalogue
from sim.scenario.reader import read_scenario
from tests.scenario.small_scenario import SMALL, Place, places

OWN = """\
catalogue: 1
principles:
  kindness: {name: Be kind, question: Was I kind?, about: Being kind.}
  value: {name: Our value, question: What for?, about: Being of use.}
insights:
  say-thanks: {principle: kindness, title: Say thanks, lesson: It costs nothing.}
  bring-cake: {principle: presence, title: Bring cake, lesson: It costs little.}
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    return path


def with_catalogue(scenario: Path, text: str | bytes) -> Path:
    (scenario.parent / "principles.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
    return scenario


def test_the_shipped_catalogue_is_read() -> None:
    catalogue = shipped_catalogue()
    assert list(catalogue.principles)[:2] == ["presence", "curiosity"]
    assert len(catalogue.principles) == 10
    assert len(catalogue.insights) == 41
    assert catalogue.unplaced() == ()
    assert catalogue.principles["presence"].name == "Talk, don't type"


def test_a_folder_without_a_catalogue_has_the_shipped_one(scenario: Path) -> None:
    assert catalogue_beside(scenario) == (shipped_catalogue(), ())


def test_a_trainers_catalogue_adds_and_rewords(scenario: Path) -> None:
    catalogue, findings = catalogue_beside(with_catalogue(scenario, OWN))
    assert findings == ()
    assert catalogue.principles["kindness"] == Principle("kindness", "Be kind", "Was I kind?", "Being kind.")
    assert catalogue.principles["value"].name == "Our value"
    assert catalogue.principles["presence"] == shipped_catalogue().principles["presence"]
    assert catalogue.insights["bring-cake"] == Insight(
        "bring-cake", "presence", "Bring cake", "It costs little."
    )


def test_a_scenario_may_use_the_trainers_words(scenario: Path) -> None:
    with_catalogue(scenario, OWN)
    scenario.write_text(
        SMALL.replace("{value: 1}", "{kindness: 1}").replace(
            "because: So.", "because: So.\n        insight: say-thanks"
        )
    )
    reading = read_scenario(scenario)
    assert places(reading) == []
    assert "kindness" in reading.catalogue.principles


def test_a_catalogue_of_principles_alone_or_insights_alone_is_enough(scenario: Path) -> None:
    for text in (
        OWN[: OWN.index("insights:")],
        "catalogue: 1\n" + OWN[OWN.index("insights:") :].replace("kindness", "value"),
    ):
        assert catalogue_beside(with_catalogue(scenario, text))[1] == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (OWN.replace("catalogue: 1", "catalogue: 2"), [("bad-value", 1, 12)]),
        (OWN.replace("catalogue: 1\n", ""), [("missing-key", 1, 1)]),
        (OWN.replace("name: Be kind, ", ""), [("missing-key", 3, 3)]),
        (OWN.replace("kindness:", "Kindness:").replace("kindness,", "value,"), [("bad-id", 3, 3)]),
        (OWN.replace("principle: kindness", "principle: kindnes"), [("unknown-principle", 6, 27)]),
        (OWN.replace("  value:", "  kindness:"), [("duplicate-key", 4, 3)]),
        (
            OWN.replace("title: Say thanks", "titel: Say thanks"),
            [("missing-key", 6, 3), ("unknown-key", 6, 37)],
        ),
        (OWN.replace("Was I kind?", "[Was I kind?]"), [("wrong-type", 3, 39)]),
        (OWN.replace("insights:", "insights: &x"), [("yaml-forbidden", 5, 11)]),
        (OWN.replace("Being kind.", '"\\e[31m"'), [("control-character", 3, 59)]),
        (OWN + "more: @x\n", [("yaml-syntax", 8, 7)]),
        ("catalogue: 1\nprinciples: {}\n", [("bad-value", 2, 13)]),
        ("", [("bad-value", 1, 1)]),
        ("- a\n", [("wrong-type", 1, 1)]),
        (b"catalogue: \xff", [("encoding", 1, 12)]),
    ],
)
def test_a_faulty_catalogue_is_told_under_its_own_path(
    scenario: Path, text: str | bytes, found: list[Place]
) -> None:
    reading = read_scenario(with_catalogue(scenario, text))
    assert places(reading) == found
    assert {finding.path for finding in reading.findings} == {scenario.parent / "principles.yaml"}
    assert reading.scenario is None
    assert reading.catalogue == shipped_catalogue()


def test_names_that_a_faulty_catalogue_may_have_meant_are_not_called_unknown(scenario: Path) -> None:
    with_catalogue(scenario, OWN.replace("catalogue: 1", "catalogue: 2"))
    scenario.write_text(SMALL.replace("{value: 1}", "{kindness: 1}").replace("minutes: 5", "minutes: 0"))
    assert [(finding.path.name, finding.code.value) for finding in read_scenario(scenario).findings] == [
        ("principles.yaml", "bad-value"),
        ("small.yaml", "bad-value"),
    ]


def test_a_catalogue_that_is_a_folder_is_unreadable(scenario: Path) -> None:
    (scenario.parent / "principles.yaml").mkdir()
    assert places(read_scenario(scenario)) == [("unreadable", 1, 1)]
