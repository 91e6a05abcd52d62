"""Every rule of the language has examples that come out right, one reading each, and is needed."""

from __future__ import annotations

from functools import cache

import pytest

from timeline.errors import LanguageError, RuleError
from timeline.tagging import language, tag
from timeline.tagging.grammar import Edge, compile_means
from timeline.tagging.lexer import fold, islands, tokens
from timeline.temporal.algebra import Date
from timeline.temporal.interval import day_of

WRITTEN = day_of(2022, 1, 21)
ENGLISH = language.load("en")
EXAMPLES = [(rule.name, phrase, value) for rule in ENGLISH.grammar.rules for phrase, value in rule.examples]


@pytest.mark.parametrize(("rule", "phrase", "value"), EXAMPLES, ids=[f"{r}: {p}" for r, p, _ in EXAMPLES])
def test_example_has_its_value(rule: str, phrase: str, value: str) -> None:
    assert [e.value for e in tag(phrase, WRITTEN).expressions] == value.split()


def test_every_rule_has_an_example() -> None:
    assert [rule.name for rule in ENGLISH.grammar.rules if not rule.examples] == []


@cache
def _edges(phrase: str) -> tuple[tuple[Edge, ...], tuple[tuple[Edge, Edge], ...]]:
    found: list[Edge] = []
    conflicts: list[tuple[Edge, Edge]] = []
    folded = fold(phrase)
    for start, end in islands(folded, ENGLISH.lexicon):
        row = tokens(folded, phrase, start, end, ENGLISH.lexicon)
        chart = ENGLISH.grammar.parse(row, conflicts)
        best = ENGLISH.grammar.cover(chart, len(row), lambda edge: True)
        found.extend(best)
        chosen = {(edge.start, edge.end, edge.category) for edge in best}
        conflicts[:] = [c for c in conflicts if (c[0].start, c[0].end, c[0].category) in chosen]
    return tuple(found), tuple(conflicts)


@pytest.mark.parametrize("phrase", sorted({p for _, p, _ in EXAMPLES}))
def test_no_example_has_two_meanings(phrase: str) -> None:
    assert [(one.rule, two.rule) for one, two in _edges(phrase)[1]] == []


def test_every_rule_is_needed_by_an_example() -> None:
    """Without a rule one of its own examples must come out otherwise."""
    grammar = ENGLISH.grammar
    idle = []
    for rule in grammar.rules:
        if all(_parse(phrase, rule.name) == _parse(phrase, "") for phrase, _ in rule.examples):
            idle.append(rule.name)
    assert idle == []


@cache
def _parse(phrase: str, without: str) -> list[tuple[object, ...]]:
    """What covers a phrase; the rule's name only where contexts are bound to it."""
    grammar = ENGLISH.grammar
    folded = fold(phrase)
    found = []
    for start, end in islands(folded, ENGLISH.lexicon):
        row = tokens(folded, phrase, start, end, ENGLISH.lexicon)
        for edge in grammar.cover(grammar.parse(row, without=without), len(row), lambda edge: True):
            name = edge.rule if edge.rule in ENGLISH.vetoes or edge.rule in ENGLISH.recasts else ""
            part = edge.fallback and (edge.fallback.start, edge.fallback.end, edge.fallback.value)
            found.append((edge.start, edge.end, edge.value, part, name))
    return found


@pytest.mark.parametrize(
    "means",
    [
        "__import__('os')",
        "open('x')",
        "Date.__class__",
        "(lambda: 1)()",
        "[1, 2]",
        "Date(*y)",
        "Date(**y)",
        "y + 1",
        "Date(y",
    ],
)
def test_means_allows_only_calls_of_known_names(means: str) -> None:
    with pytest.raises(RuleError):
        compile_means(means, "test")


def test_means_makes_nodes() -> None:
    assert compile_means("Date(y, 5)", "test")({"y": 1997}) == Date(1997, 5)


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(LanguageError, match="'xx'"):
        language.load("xx")


def test_a_language_code_cannot_leave_its_folder() -> None:
    with pytest.raises(LanguageError):
        language.load("../en")


@pytest.mark.parametrize(("name", "text"), ENGLISH.swallow_examples)
def test_swallowed_text_gives_nothing(name: str, text: str) -> None:
    assert [e.text for e in tag(text, WRITTEN).expressions] == []


VETOES = {
    (veto.name, text) for vetoes in ENGLISH.vetoes.values() for veto in vetoes for text in veto.examples
}


@pytest.mark.parametrize(("name", "text"), sorted(VETOES))
def test_vetoed_text_gives_nothing(name: str, text: str) -> None:
    assert [e.text for e in tag(text, WRITTEN).expressions] == []


RECASTS = [
    (recast.name, text, value)
    for recasts in ENGLISH.recasts.values()
    for recast in recasts
    for text, value in recast.examples
]


@pytest.mark.parametrize(("name", "text", "value"), RECASTS)
def test_recast_text_has_its_value(name: str, text: str, value: str) -> None:
    assert value in [e.value for e in tag(text, WRITTEN).expressions]
