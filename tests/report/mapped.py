"""Scenarios as maps, for the tests of everything that draws one."""

from __future__ import annotations

from pathlib import Path

from sim.engine.compiled import compile_scenario
from sim.engine.graph import BUDGET
from sim.engine.verdict import judge
from sim.report.map.story_map import StoryMap, story_map
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.reader import read_bytes

THE_EXAMPLE = Path(__file__).parents[1] / "scenario" / "data" / "customer-went-quiet.yaml"
PATH = Path("small.yaml")

HOSTILE_CAPTION = 'Monday [@click=app.quit] \\N \\l & "q" `x` %% -- #35;'
HOSTILE_CHOICE = 'He said "[/b] <script>" & left\\N --> n2 ]] | end'
HOSTILE_TITLE = '<script>alert(1)</script> & "quotes" [/b] \\N'
HOSTILE = f"""\
format: 1
title: '{HOSTILE_TITLE}'
summary: 'It said "no" & left </svg>'
difficulty: intro
minutes: 5
briefing: B
meters: {{trust: {{label: T, start: 5, max: 10}}}}
facts: [asked]
start: end
states:
  end:
    caption: '{HOSTILE_CAPTION}'
    scene: 'Look at [/b] this [@click=app.quit]now[/]'
    choices:
      - {{id: a, text: '{HOSTILE_CHOICE}', rates: {{value: 1}}, because: "[/b]", effects: {{asked: true}}, goto: two}}
      - {{id: b, text: Never., rates: {{value: 0}}, because: B, when: trust > 9 and not asked, goto: two}}
      - id: c
        text: 日本語の選択肢はとても長いので、折り返されるはずです。🙂
        rates: {{value: 0}}
        because: B
        red_line: Oh
        chance: [{{weight: 1, goto: won}}, {{weight: 2, goto: lost, effects: {{trust: +1}}}}, {{weight: 1, goto: lost}}]
  two:
    scene: S
    route: [{{when: 'trust > 9 or asked', goto: won}}, {{goto: lost}}]
  won: {{scene: S, ending: {{kind: triumph, worth: 5}}}}
  lost: {{scene: S, ending: {{kind: setback, worth: -5}}}}
  nowhere: {{scene: S, caption: Not here, goto: drawn}}
  drawn: {{scene: S, ending: {{kind: mixed, worth: 0}}}}
"""


def map_of(source: str | Path, budget: int = BUDGET) -> StoryMap:
    """The map of a scenario given as text or as a file."""
    data = source.encode() if isinstance(source, str) else source.read_bytes()
    scenario = read_bytes(data, PATH, shipped_catalogue()).scenario
    assert scenario is not None
    return story_map(judge(compile_scenario(scenario), PATH, budget))
