"""A language folder -> lexicon and grammar, compiled once a process.

A language is data: `lexicon.toml`, `rules.toml`, `never.toml`, `tense.toml` in a folder of this package.
Everything is checked while it is loaded, and what is wrong is told with its file and entry.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from timeline.errors import LanguageError, RuleError
from timeline.tagging.grammar import Grammar, Rule, compile_means, literals
from timeline.tagging.lexer import Lexicon, Reading, Shape, trie_pattern

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Veto:
    """A context in which a reading counts for nothing (or, `needs`, without which it does).

    of: categories or rule names.  before, text, after: patterns on the stored text, at the reading's edges.
    """

    name: str
    of: frozenset[str]
    before: re.Pattern[str] | None
    text: re.Pattern[str] | None
    after: re.Pattern[str] | None
    needs: bool
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """All that is known of a language."""

    code: str
    lexicon: Lexicon
    grammar: Grammar
    vetoes: dict[str, tuple[Veto, ...]]
    recasts: dict[str, tuple[Recast, ...]]
    relations: re.Pattern[str]
    relation_of: dict[str, str]
    tense: dict[str, Any]
    swallow_examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Recast:
    """A context that gives a phrase another meaning: "$5 a year" is a set."""

    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    maker: Any
    examples: tuple[tuple[str, str], ...]


def table(code: str, name: str) -> dict[str, Any]:
    """A file of a language folder.  Raises RuleError where it is not well-formed TOML."""
    path = _HERE / code / name
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{code}/{name}: {error}") from None


@cache
def load(code: str = "en") -> Language:
    """The language of a folder.

    Raises LanguageError for an unknown one, RuleError for a fault in its files.
    """
    folder = _HERE / code
    if not re.fullmatch(r"[a-z]{2,3}", code) or not (folder / "rules.toml").is_file():
        raise LanguageError(f"the language {code!r} is not supported: there is no folder timeline/tagging/{code}")
    never = table(code, "never.toml")
    rules, groups, top = _rules(code)
    lexicon = _lexicon(code, rules, never)
    vetoes: dict[str, list[Veto]] = {}
    for veto in _vetoes(code, never):
        for name in veto.of:
            vetoes.setdefault(name, []).append(veto)
    recasts: dict[str, list[Recast]] = {}
    for entry in never.get("recast", ()):
        where = f"{code}/never.toml, recast {entry['name']}"
        recast = Recast(
            entry["name"],
            _context(entry.get("before"), r"(?:{})\Z", where),
            _context(entry.get("after"), r"(?:{})", where),
            compile_means(entry["means"], where),
            tuple(entry.get("eg", {}).items()),
        )
        for name in entry["of"]:
            recasts.setdefault(name, []).append(recast)
    relation = lexicon[1]
    return Language(
        code,
        lexicon[0],
        Grammar.build(rules, groups, top),
        {k: tuple(v) for k, v in vetoes.items()},
        {k: tuple(v) for k, v in recasts.items()},
        re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, relation), key=len, reverse=True)) + r")\s+\Z"),
        relation,
        table(code, "tense.toml"),
        tuple((entry["name"], entry["eg"]) for entry in never.get("swallow", ())),
    )


def _rules(code: str) -> tuple[list[Rule], dict[str, list[str]], dict[str, int]]:
    source = table(code, "rules.toml")
    rules = []
    seen: set[str] = set()
    for entry in source["rule"]:
        name = entry.get("name", "?")
        where = f"{code}/rules.toml, rule {name}"
        if name in seen:
            raise RuleError(f"{where}: the name is used twice")
        seen.add(name)
        unknown = set(entry) - {"name", "match", "means", "gives", "weight", "eg", "fallback"}
        if unknown or not {"match", "means", "gives"} <= set(entry):
            raise RuleError(f"{where}: needs match, means, gives; does not know {sorted(unknown)}")
        rules.append(
            Rule(
                name,
                entry["match"],
                entry["means"],
                entry["gives"],
                entry.get("weight", 0),
                tuple(entry.get("eg", {}).items()),
                entry.get("fallback", ""),
                compile_means(entry["means"], where),
            )
        )
    return rules, source["groups"], source["top"]


def _lexicon(code: str, rules: list[Rule], never: dict[str, Any]) -> tuple[Lexicon, dict[str, str]]:
    source = table(code, "lexicon.toml")
    words: dict[str, list[Reading]] = {}
    glue = set(source["glue"]["categories"].split())
    content: set[str] = set()
    for category, entries in source["words"].items():
        for key, forms in entries.items():
            value: Any = int(key) if re.fullmatch(r"-?\d+", key) else key
            for form in forms.split() if isinstance(forms, str) else forms:
                words.setdefault(form, []).append((category, value))
                if category not in glue:
                    content.add(form)
    for rule in rules:
        for word in literals(rule.match):
            if not re.search(r"\w", word):
                continue
            if word not in words:
                words[word] = []
    for word in source.get("content", {}).get("words", "").split():
        content.add(word)
    cased = frozenset(
        (form, category)
        for category, forms in source.get("cased", {}).items()
        for form in (forms.split() if isinstance(forms, str) else forms)
    )
    shapes: list[Shape] = []
    patterns: list[re.Pattern[str]] = []
    telling: list[str] = []
    plain: list[str] = []
    for entry in source["shape"]:
        pattern = re.compile(entry["pattern"])
        shapes.append(Shape(entry["category"], tuple(pattern.groupindex)))
        patterns.append(pattern)
        bare = re.sub(r"\(\?P<\w+>", "(?:", entry["pattern"])
        (telling if entry.get("telling") else plain).append(bare)
    glued = trie_pattern(source["glued"]["words"].split())
    names = list(never.get("names", {}).get("words", ()))
    forms = [w for w in words if re.search(r"\w", w)] + [n for n in names if n not in words]
    figures = [f"(?:{e['pattern']})" for e in never.get("swallow", ()) if "lead" not in e]
    figures += [re.escape(name) for name in names if name[0].isdigit()]
    led = [f"{trie_pattern(list(e['lead']))}{e['pattern']}" for e in never.get("swallow", ()) if "lead" in e]
    figure_end = rf"(?![\w%])(?!\.\d)|(?={glued}(?!\w))"
    # groups: 1 swallowed, 2 telling figures, 3 plain figures, none for words
    master = (
        rf"(?<!\w)(?:"
        rf"((?<!\.)(?:(?=[\d$£€¥₹#+(])(?:{'|'.join(figures)})|{'|'.join(led)})(?!\w))"
        rf"|(?=['\dqhf])(?<![$£€¥,/])(?<![^a-z]\.)(?:({'|'.join(telling)})|({'|'.join(plain)}))(?:{figure_end})"
        rf"|{trie_pattern(forms)}(?!\w))"
        rf"|(?<=\d){glued}(?!\w)"
    )
    never_words = frozenset(names) - set(words)
    bounds = tuple(
        (e["category"], e["least"], e["most"], e["digits"][0], e["digits"][-1]) for e in source.get("number", ())
    )
    relation = {form: name for name, forms in source.get("relation", {}).items() for form in forms.split("|")}
    lexicon = Lexicon(
        {k: tuple(v) for k, v in words.items()},
        cased,
        frozenset(content),
        re.compile(master),
        tuple(shapes),
        tuple(patterns),
        dict(source["joints"]),
        bounds,
        never_words,
        source["marks"]["group"],
        source["marks"]["decimal"],
    )
    return lexicon, relation


def _context(source: str | None, frame: str, where: str) -> re.Pattern[str] | None:
    if source is None:
        return None
    flags = re.IGNORECASE if source.startswith("(?i)") else 0
    try:
        return re.compile(frame.format(source.removeprefix("(?i)")), flags)
    except re.error as error:
        raise RuleError(f"{where}: {error}") from None


def _vetoes(code: str, never: dict[str, Any]) -> list[Veto]:
    found = []
    for kind in ("never", "needs"):
        for entry in never.get(kind, ()):
            where = f"{code}/never.toml, {kind} {entry.get('name', '?')}"
            found.append(
                Veto(
                    entry["name"],
                    frozenset(entry["of"]),
                    _context(entry.get("before"), r"(?:{})\Z", where),
                    _context(entry.get("text"), r"(?:{})\Z", where),
                    _context(entry.get("after"), r"(?:{})", where),
                    kind == "needs",
                    tuple(entry.get("eg", ())),
                )
            )
    return found
