"""German is a folder of data: its rules, its table of phrases, its traps, and nothing of English in between."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timeline
from timeline.cli import run
from timeline.reading.language import TAGGED
from timeline.tagging import language, tag
from timeline.tagging.grammar import Edge
from timeline.tagging.lexer import fold, islands, tokens
from timeline.temporal.interval import day_of, parse_day

WRITTEN = day_of(2022, 1, 21)
GERMAN = language.load("de")
FOLDER = Path(__file__).parent / "cases" / "de"
EXAMPLES = [(rule.name, phrase, value) for rule in GERMAN.grammar.rules for phrase, value in rule.examples]
CASES = [
    (path.stem, table["written"], value, phrase)
    for path in sorted(FOLDER.glob("*.toml"))
    for table in [tomllib.loads(path.read_text("utf-8"))]
    for value, phrases in table["values"].items()
    for phrase in phrases
]
NEVER = [line for line in (FOLDER / "never.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]


LONG = (
    "Die Bundesregierung hat am Freitag beschlossen, die Grenzen für Reisende aus mehreren Ländern zu schließen, "
    "wie ein Sprecher mitteilte, nachdem der Ausschuss mit großer Mehrheit zugestimmt hatte."
)


@pytest.mark.parametrize(("table", "written", "value", "phrase"), CASES, ids=[f"{t}: {p}" for t, _, _, p in CASES])
def test_phrase_has_its_value(table: str, written: str, value: str, phrase: str) -> None:
    """Marked phrases must be found with their span; unmarked text must hold one expression alone."""
    marked = re.search(r"\[\[(.+?)\]\]", phrase)
    text = phrase.replace("[[", "").replace("]]", "")
    found = [(e.text, e.value) for e in tag(text, parse_day(written), language="de").expressions]
    if marked:
        assert (marked[1], value) in found
    else:
        assert [v for _, v in found] == [value]


@pytest.mark.parametrize("sentence", NEVER)
def test_sentence_holds_no_time(sentence: str) -> None:
    assert [e.text for e in tag(sentence, WRITTEN, language="de").expressions] == []


@pytest.mark.parametrize(("rule", "phrase", "value"), EXAMPLES, ids=[f"{r}: {p}" for r, p, _ in EXAMPLES])
def test_example_has_its_value(rule: str, phrase: str, value: str) -> None:
    assert [e.value for e in tag(phrase, WRITTEN, language="de").expressions] == value.split()


def test_every_rule_has_an_example() -> None:
    assert [rule.name for rule in GERMAN.grammar.rules if not rule.examples] == []


@cache
def _parse(phrase: str, without: str) -> tuple[list[tuple[object, ...]], list[tuple[str, str]]]:
    """What covers a phrase, and the pairs of rules that read a covered stretch in two ways."""
    found: list[tuple[object, ...]] = []
    conflicts: list[tuple[Edge, Edge]] = []
    chosen: set[tuple[int, int, str]] = set()
    folded = fold(phrase)
    for start, end in islands(folded, GERMAN.lexicon):
        row = tokens(folded, phrase, start, end, GERMAN.lexicon)
        for edge in GERMAN.grammar.cover(GERMAN.grammar.parse(row, conflicts, without), len(row), lambda e: True):
            name = edge.rule if edge.rule in GERMAN.vetoes else ""
            part = edge.fallback and (edge.fallback.start, edge.fallback.end, edge.fallback.value)
            found.append((edge.start, edge.end, edge.value, part, name))
            chosen.add((edge.start, edge.end, edge.category))
    return found, [(a.rule, b.rule) for a, b in conflicts if (a.start, a.end, a.category) in chosen]


@pytest.mark.parametrize("phrase", sorted({p for _, p, _ in EXAMPLES}))
def test_no_example_has_two_meanings(phrase: str) -> None:
    assert _parse(phrase, "")[1] == []


def test_every_rule_is_needed_by_an_example() -> None:
    """Without a rule one of its own examples must come out otherwise."""
    idle = [
        rule.name
        for rule in GERMAN.grammar.rules
        if all(_parse(phrase, rule.name)[0] == _parse(phrase, "")[0] for phrase, _ in rule.examples)
    ]
    assert idle == []


@pytest.mark.parametrize(("name", "text"), GERMAN.swallow_examples)
def test_swallowed_text_gives_nothing(name: str, text: str) -> None:
    assert [e.text for e in tag(text, WRITTEN, language="de").expressions] == []


VETOES = {(veto.name, text) for vetoes in GERMAN.vetoes.values() for veto in vetoes for text in veto.examples}


@pytest.mark.parametrize(("name", "text"), sorted(VETOES))
def test_vetoed_text_gives_nothing(name: str, text: str) -> None:
    assert [e.text for e in tag(text, WRITTEN, language="de").expressions] == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Seit Montag regnet es.", "since"),
        ("Er bleibt bis zum 3. Mai 2022.", "until"),
        ("Spätestens am Freitag wird entschieden.", "by"),
        ("Sie kam nach dem 3. Mai 2021.", "after"),
        ("Sie kam vor dem 3. Mai 2021.", "before"),
    ],
)
def test_the_word_before_tells_the_relation(text: str, relation: str) -> None:
    assert [e.relation for e in tag(text, WRITTEN, language="de").expressions] == [relation]


def test_every_span_quotes_the_text() -> None:
    text = "Am späten Montagabend, dem 3. Mai, ſtrich İlker die Segel; zwei Tage ſpäter wieder."
    assert all(text[e.start : e.end] == e.text for e in tag(text, WRITTEN, language="de").expressions)


@given(
    st.lists(
        st.sampled_from(sorted(GERMAN.lexicon.words) + ["1.", "31.", "29.2.2021", "1.500", "2,5", "24.59 Uhr", "-"]),
        max_size=9,
    )
)
def test_any_words_are_tagged_where_they_stand(words: list[str]) -> None:
    text = " ".join(word.title() for word in words)
    assert all(text[e.start : e.end] == e.text for e in tag(text, WRITTEN, language="de").expressions)


@pytest.mark.parametrize("told", ["de", None])
def test_the_library_tags_german(told: str | None) -> None:
    assert [e.value for e in timeline.tag(LONG, date="2022-01-21", language=told)] == ["2022-01-21"]


def test_english_words_are_not_german() -> None:
    assert tag("They met on Tuesday and will meet next week.", WRITTEN, language="de").expressions == ()


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "meldung.txt"
    path.write_text(LONG, encoding="utf-8")
    return str(path)


def test_every_language_told_has_a_folder() -> None:
    assert [language.load(code).code for code in TAGGED] == list(TAGGED)


@pytest.mark.parametrize("more", [["--lang", "de"], ["--lang", "de-AT"], []])
def test_the_command_line_tags_german(article: str, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tag", article, "--date", "2022-01-21", "--format", "jsonl", *more]) == 0
    assert '"text": "Freitag", "type": "DATE", "value": "2022-01-21"' in capsys.readouterr().out


def test_a_corpus_is_tagged_in_the_language_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = tmp_path / "c.jsonl"
    lines.write_text('{"doc": "a", "text": "Am Montag kam er.", "dct": "2022-01-21"}\n', encoding="utf-8")
    assert run(["tag", str(lines), "--lang", "de", "--format", "jsonl"]) == 0
    assert '"value": "2022-01-17"' in capsys.readouterr().out


@pytest.mark.parametrize("more", [["--lang", "de"], []])
def test_a_timeline_of_german_text_is_refused_by_name(
    article: str, more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", article, "--date", "2022-01-21", "--out", str(tmp_path / "out"), *more]) == 1
    told = capsys.readouterr().err
    assert re.fullmatch(r"timeline: .*meldung\.txt: .*German.*; only English.*\n", told)


def test_a_language_without_rules_is_refused_by_name(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tag", article, "--lang", "es", "--date", "2022-01-21"]) == 1
    assert "Spanish is not read yet; only English (en), German (de)" in capsys.readouterr().err
