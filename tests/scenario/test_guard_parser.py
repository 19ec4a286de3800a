"""Guards: what may be written, what it means, and where a mistake is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.scenario.guard import (
    Comparator,
    Comparison,
    Conjunction,
    Disjunction,
    Expression,
    Name,
    Negation,
    Number,
    Truth,
    names_of,
    operands,
)
from sim.scenario.guard_parser import GuardError, parse_guard

METERS = ("trust", "patience", "is_7", "lambda")
FACTS = ("called", "met", "class", "in", "is")

TRUST, CALLED, MET = Name("trust"), Name("called"), Name("met")


def parse(source: str) -> Expression:
    return parse_guard(source, METERS, FACTS)


def at_least(number: int) -> Comparison:
    return Comparison(TRUST, ((Comparator.GREATER_OR_EQUAL, Number(number)),))


@pytest.mark.parametrize(
    ("source", "expression"),
    [
        ("called", CALLED),
        ("true", Truth(True)),
        ("false", Truth(False)),
        ("trust >= 3", at_least(3)),
        ("trust>=3", at_least(3)),
        ("trust >= -3", at_least(-3)),
        ("trust>=-3", at_least(-3)),
        ("trust >= 007", at_least(7)),
        ("trust >= 999999999999999999", at_least(999_999_999_999_999_999)),
        ("  called\n and\n met ", Conjunction((CALLED, MET))),
        ("not called", Negation(CALLED)),
        ("not not called", Negation(Negation(CALLED))),
        ("not trust >= 3", Negation(at_least(3))),
        (
            "not called == met",
            Negation(Comparison(CALLED, ((Comparator.EQUAL, MET),))),
        ),
        ("called == (not met)", Comparison(CALLED, ((Comparator.EQUAL, Negation(MET)),))),
        ("not called and met", Conjunction((Negation(CALLED), MET))),
        ("called and not met", Conjunction((CALLED, Negation(MET)))),
        ("called or met and true", Disjunction((CALLED, Conjunction((MET, Truth(True)))))),
        ("called and met or true", Disjunction((Conjunction((CALLED, MET)), Truth(True)))),
        ("called and met and true", Conjunction((CALLED, MET, Truth(True)))),
        ("called or met or true", Disjunction((CALLED, MET, Truth(True)))),
        ("(called or met) and true", Conjunction((Disjunction((CALLED, MET)), Truth(True)))),
        ("called and (met and true)", Conjunction((CALLED, Conjunction((MET, Truth(True)))))),
        ("((called))", CALLED),
        ("not(called)", Negation(CALLED)),
        (
            "0 < trust <= patience != 5",
            Comparison(
                Number(0),
                (
                    (Comparator.LESS, TRUST),
                    (Comparator.LESS_OR_EQUAL, Name("patience")),
                    (Comparator.NOT_EQUAL, Number(5)),
                ),
            ),
        ),
        (
            "(trust > 1) == called",
            Comparison(Comparison(TRUST, ((Comparator.GREATER, Number(1)),)), ((Comparator.EQUAL, CALLED),)),
        ),
        (
            "called == met != true",
            Comparison(CALLED, ((Comparator.EQUAL, MET), (Comparator.NOT_EQUAL, Truth(True)))),
        ),
        ("class and in or is", Disjunction((Conjunction((Name("class"), Name("in"))), Name("is")))),
        ("lambda < is_7", Comparison(Name("lambda"), ((Comparator.LESS, Name("is_7")),))),
    ],
)
def test_a_guard_means_what_it_says(source: str, expression: Expression) -> None:
    assert parse(source) == expression


@pytest.mark.parametrize(
    ("source", "offset", "hint"),
    [
        ("", 0, "condition"),
        ("   ", 0, "condition"),
        ("trust = 3", 6, "`==`"),
        ("trust => 3", 6, "`>=`"),
        ("trust =< 3", 6, "`<=`"),
        ("trust === 3", 8, "`==`"),
        ("trust <> 3", 6, "`!=`"),
        ("called && met", 7, "`and`"),
        ("called & met", 7, "`and`"),
        ("called || met", 7, "`or`"),
        ("called | met", 7, "`or`"),
        ("!called", 0, "`not`"),
        ("called AND met", 7, "`and`"),
        ("called Or met", 7, "`or`"),
        ("called == not met", 10, "parentheses"),
        ("trust + 1 > 3", 6, "number"),
        ("trust * 2 > 3", 6, "number"),
        ("trust / 2 > 3", 6, "number"),
        ("trust ** 2 > 3", 6, "number"),
        ("trust % 2 == 0", 6, "number"),
        ("trust -1 > 3", 6, "number"),
        ("trust > - 3", 8, "minus"),
        ("trust > --3", 8, "minus"),
        ("trust > +3", 8, "number"),
        ("-trust > 3", 0, "minus"),
        ("trust > 3.5", 8, "digits"),
        ("trust > 3.", 8, "digits"),
        ("trust > 1e3", 8, "digits"),
        ("trust > 0x10", 8, "digits"),
        ("trust > 1_000", 8, "digits"),
        ("trust > 1234567890123456789", 8, None),
        ("(called", 0, "`)`"),
        ("met and (called or (met", 19, "`)`"),
        ("called)", 6, "`(`"),
        ("()", 1, None),
        ("called and", 7, "too early"),
        ("not", 0, "too early"),
        ("and called", 0, None),
        ("called met", 7, "`_`"),
        ("called not met", 7, None),
        ("called in met", 7, None),
        ("trust is 3", 6, "`==`"),
        ("trust(3)", 5, "`and`"),
        ("__import__('os')", 11, "without quotes"),
        ("called.real", 6, "Guards compare"),
        ("called[0]", 6, "Guards compare"),
        ("{called}", 0, "Guards compare"),
        ("lambda: called", 6, "Guards compare"),
        ("called if met else true", 7, None),
        ("called # so", 7, "comment"),
        ("called == 'yes'", 10, "without quotes"),
        ('called == "yes"', 10, "without quotes"),
        ("called; met", 6, "Guards compare"),
        ("called, met", 6, "Guards compare"),
        ("called \\ met", 7, "Guards compare"),
        ("\u1d57rust > 3", 0, "ASCII"),
        ("trust \u2265 3", 6, "ASCII"),
        ("trust > \u0663", 8, "ASCII"),
        ("called\u00a0and met", 6, "ASCII"),
        ("called\tand met", 6, "Guards compare"),
    ],
)
def test_what_is_no_guard_is_refused_where_it_goes_wrong(source: str, offset: int, hint: str | None) -> None:
    with pytest.raises(GuardError) as raised:
        parse(source)
    error = raised.value
    assert (error.code.value, error.offset) == ("bad-guard", offset)
    if hint is not None:
        assert hint in (error.hint or "")


@pytest.mark.parametrize(
    ("source", "offset"),
    [
        ("trust", 0),
        ("3", 0),
        ("(trust)", 0),
        ("not trust", 4),
        ("not 0", 4),
        ("called and trust", 11),
        ("trust or called", 0),
        ("called > 3", 0),
        ("trust > called", 8),
        ("called < met", 0),
        ("true > false", 0),
        ("trust == called", 9),
        ("called != 1", 10),
        ("called == 1 == 1", 10),
        ("trust < 3 == called", 13),
        ("(trust > 1) > 2", 0),
        ("called and (met or (not trust))", 24),
    ],
)
def test_numbers_and_truth_values_are_not_mixed(source: str, offset: int) -> None:
    with pytest.raises(GuardError) as raised:
        parse(source)
    assert (raised.value.code.value, raised.value.offset) == ("bad-guard", offset)


@pytest.mark.parametrize(
    ("source", "offset", "name", "hint"),
    [
        ("trus > 3", 0, "trus", None),
        ("called and caled", 11, "caled", None),
        ("True", 0, "True", "`true`"),
        ("called == False", 10, "False", "`false`"),
        ("None", 0, "None", "no such value"),
        ("Trust > 3", 0, "Trust", None),
        ("trust and ghost", 10, "ghost", None),
    ],
)
def test_a_name_of_nothing_is_unknown_and_told_before_types(
    source: str, offset: int, name: str, hint: str | None
) -> None:
    with pytest.raises(GuardError) as raised:
        parse(source)
    error = raised.value
    assert (error.code.value, error.offset, error.name) == ("unknown-name", offset, name)
    if hint is not None:
        assert hint in (error.hint or "")


def test_a_name_that_is_a_meter_and_a_fact_fits_everywhere() -> None:
    assert parse_guard("odd and odd > 3", ("odd",), ("odd",)) is not None


def test_a_character_outside_ascii_is_named() -> None:
    with pytest.raises(GuardError, match=r"U\+1D57 \(MODIFIER LETTER SMALL T\)"):
        parse("\u1d57rust > 3")


def depth(expression: Expression) -> int:
    deepest, level = 0, [expression]
    while level:
        deepest += 1
        level = [part for inner in level for part in operands(inner)]
    return deepest


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("(" * 497 + "called" + ")" * 497, 1),
        ("not " * 248 + "called", 249),
        ("not(" * 198 + "called" + ")" * 198, 199),
        ("met==(" * 142 + "met" + ")" * 142, 143),
        ("met or(" * 124 + "met" + ")" * 124, 125),
        (" and ".join(["met"] * 125), 2),
    ],
)
def test_the_deepest_guards_of_a_thousand_characters_are_read(source: str, levels: int) -> None:
    assert len(source) <= 1_000
    expression = parse(source)
    assert depth(expression) == levels
    assert set(names_of(expression)) <= {"called", "met"}


def test_a_thousand_open_parentheses_are_a_plain_mistake() -> None:
    with pytest.raises(GuardError) as raised:
        parse("(" * 1_000)
    assert raised.value.code.value == "bad-guard"


numbers = st.one_of(
    st.sampled_from(METERS).map(Name),
    st.integers(-(10**18) + 1, 10**18 - 1).map(Number),
)
_ORDER = [Comparator.LESS, Comparator.LESS_OR_EQUAL, Comparator.GREATER, Comparator.GREATER_OR_EQUAL]
_EQUALITY = [Comparator.EQUAL, Comparator.NOT_EQUAL]


def _truths(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    many = st.lists(inner, min_size=2, max_size=3).map(tuple)
    chain = st.lists(st.tuples(st.sampled_from(_EQUALITY), inner), min_size=1, max_size=2).map(tuple)
    return st.one_of(
        inner.map(Negation),
        many.map(Conjunction),
        many.map(Disjunction),
        st.builds(Comparison, inner, chain),
    )


truths = st.recursive(
    st.one_of(
        st.sampled_from(FACTS).map(Name),
        st.booleans().map(Truth),
        st.builds(
            Comparison,
            numbers,
            st.lists(st.tuples(st.sampled_from(_ORDER + _EQUALITY), numbers), min_size=1, max_size=3).map(
                tuple
            ),
        ),
    ),
    _truths,
    max_leaves=20,
)

# How tightly each form binds: what binds less than its surroundings is put in parentheses.
_BINDING: list[type[Expression]] = [Disjunction, Conjunction, Negation, Comparison]


def rendered(expression: Expression) -> str:
    """The text of an expression, with no more parentheses than it needs."""
    match expression:
        case Name(name):
            return name
        case Number(value):
            return str(value)
        case Truth(value):
            return str(value).lower()
        case Comparison(first, rest):
            parts = [inside(first, 4), *(f"{comparator} {inside(part, 4)}" for comparator, part in rest)]
            return " ".join(parts)
        case Negation(operand):
            return f"not {inside(operand, 2)}"
        case Conjunction(parts):
            return " and ".join(inside(part, 2) for part in parts)
        case Disjunction(parts):
            return " or ".join(inside(part, 1) for part in parts)


def inside(part: Expression, binding: int) -> str:
    own = next((level for level, form in enumerate(_BINDING) if isinstance(part, form)), len(_BINDING))
    return rendered(part) if own >= binding else f"({rendered(part)})"


@given(truths)
@example(Negation(Negation(Comparison(CALLED, ((Comparator.EQUAL, Negation(MET)),)))))
def test_a_tree_written_out_is_read_back_as_the_same_tree(expression: Expression) -> None:
    assert parse(rendered(expression)) == expression


@given(st.text(max_size=60) | st.lists(st.sampled_from(
    ["trust", "called", "ghost", "and", "or", "not", "(", ")", "<", "==", "-1", "7", "true", "=", "!", "-"]
)).map(" ".join))  # fmt: skip
def test_any_text_is_a_guard_or_a_guard_error_at_a_place_in_it(source: str) -> None:
    try:
        expression = parse(source)
    except GuardError as error:
        assert 0 <= error.offset <= len(source)
        assert error.message.endswith(".")
    else:
        assert set(names_of(expression)) <= {*METERS, *FACTS}
