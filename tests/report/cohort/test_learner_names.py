from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sim.report.cohort.learner_names import LONGEST, learner_names
from sim.scenario.decoding import CONTROL_IN_VALUE


def named(*paths: str) -> tuple[str, ...]:
    return learner_names([Path(path) for path in paths])


def test_a_learner_is_called_as_the_file_or_as_its_folder_where_all_files_are_called_alike() -> None:
    assert named("/c/ann.sqlite3", "/c/bo/history.sqlite3", "/c/cy/History.sqlite3") == ("ann", "bo", "cy")


def test_two_of_a_name_are_told_apart_by_the_folders_above_them() -> None:
    assert named("/c/monday/ann.sqlite3", "/c/tuesday/ann.sqlite3", "/c/bo.sqlite3") == (
        "monday/ann",
        "tuesday/ann",
        "bo",
    )
    assert named("/a/x/ann/history.sqlite3", "/b/x/ann/history.sqlite3") == ("a/x/ann", "b/x/ann")


def test_two_that_no_folder_tells_apart_are_numbered() -> None:
    assert named("/c/ann.sqlite3", "/c/ann/history.sqlite3", "/c/ann.db") == (
        "c/ann",
        "c/ann (2)",
        "c/ann (3)",
    )


def test_a_name_is_one_line_without_controls_and_not_too_long() -> None:
    [odd, long] = named("/c/a\x1b[31m\u202eb\nc.sqlite3", f"/c/{'n' * 240}.sqlite3")
    assert odd == "a\\u001b[31m\\u202eb c"
    assert long == "n" * (LONGEST - 1) + "…"


@given(
    st.lists(
        st.lists(st.sampled_from(["a", "b", "history", "a (2)", "x" * 90]), min_size=1, max_size=4).map(
            lambda parts: Path("/", *parts).with_suffix(".sqlite3")
        ),
        max_size=8,
    )
)
def test_no_name_is_given_twice_and_none_is_more_than_a_line(paths: list[Path]) -> None:
    names = learner_names(paths)
    assert len(set(names)) == len(names) == len(paths)
    assert not any(CONTROL_IN_VALUE.search(name) or "\n" in name for name in names)
