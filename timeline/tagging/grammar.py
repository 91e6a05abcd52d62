"""Rules as data, and the chart that applies them to an island.

A rule is a line of a language folder: a `match` pattern over words and categories, a `means` that says
which node it makes, and an example that is run as a test.  `means` is parsed with `ast` against the
white list below when the grammar is loaded and turned into closures; nothing is evaluated.

Patterns: `word`, `{category}`, `{category:name}`, `a|b` for alternatives of one item, `( a b | c )` for
longer ones, `x?` for what may be left out, `[ ... ]` around what the expression spans when that is less
than the match (several brackets: several expressions, `means` gives one node each).  Alternatives and
options are multiplied out at load and all rules share one trie, so the chart's cost hardly depends on
how many there are.
"""

from __future__ import annotations

import ast
import dataclasses
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.errors import RuleError
from timeline.tagging import makers
from timeline.tagging.lexer import Token
from timeline.temporal import algebra
from timeline.temporal.algebra import Node

Captures = dict[str, Any]
Maker = Callable[[Captures], Any]

_NODES: dict[str, Callable[..., Any]] = {
    name: cls
    for name, cls in vars(algebra).items()
    if isinstance(cls, type) and issubclass(cls, Node) and cls is not Node
}
ALLOWED: dict[str, Callable[..., Any]] = _NODES | makers.MAKERS
"""Every name a `means` may call."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying a time.

    gives: the category of what it makes; a `gives` listed as top stands alone as an expression.
    weight: wins over a rule of lower weight where both cover the same words.  fallback: the name of the
    part that stands alone where the whole cannot be resolved ("two weeks" of "two weeks after").
    """

    name: str
    match: str
    means: str
    gives: str
    weight: int
    examples: tuple[tuple[str, str], ...]
    fallback: str
    maker: Maker = dataclasses.field(compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class Symbol:
    """One item of a multiplied-out pattern: a literal word or a category, and the name it is caught under."""

    literal: str
    category: str
    name: str
    bracket: int  # 0 outside brackets, else the bracket's number


@dataclass(slots=True)
class _State:
    """A place in the trie of all patterns."""

    literals: dict[str, _State]
    categories: dict[str, _State]
    ends: list[tuple[Rule, tuple[Symbol, ...]]]


@dataclass(frozen=True, slots=True)
class Edge:
    """A stretch of tokens read as one thing.

    value: node, number or word.  pieces: (start token, end token, node) where brackets narrow it.
    fallback: the part that stands alone where the whole cannot be resolved.
    """

    start: int
    end: int
    category: str
    value: Any
    rule: str
    weight: int
    pieces: tuple[tuple[int, int, Any], ...] = ()
    fallback: Edge | None = None


@dataclass(slots=True)
class Grammar:
    """The compiled rules of a language."""

    rules: tuple[Rule, ...]
    root: _State
    groups: dict[str, tuple[str, ...]]  # category -> the categories a pattern may call it by
    top: dict[str, int]

    @classmethod
    def build(cls, rules: Sequence[Rule], groups: dict[str, list[str]], top: dict[str, int]) -> Grammar:
        """Put all patterns into one trie."""
        root = _State({}, {}, [])
        for rule in rules:
            for symbols in _expand(rule):
                state = root
                for symbol in symbols:
                    table = state.literals if symbol.literal else state.categories
                    key = symbol.literal or symbol.category
                    following = table.get(key)
                    if following is None:
                        following = table[key] = _State({}, {}, [])
                    state = following
                state.ends.append((rule, symbols))
        above: dict[str, list[str]] = {}
        for group, members in groups.items():
            for member in _members(member_list=members, groups=groups):
                above.setdefault(member, []).append(group)
        return cls(tuple(rules), root, {k: tuple(v) for k, v in above.items()}, top)

    def parse(
        self, tokens: Sequence[Token], conflicts: list[tuple[Edge, Edge]] | None = None, without: str = ""
    ) -> list[list[Edge]]:
        """All edges by the token they start at.

        conflicts collects pairs of readings of one stretch that no weight decides between.  without: the
        name of a rule to leave out, to see whether it is needed.
        """
        count = len(tokens)
        chart: list[dict[tuple[str, int], Edge]] = [{} for _ in range(count + 1)]
        for start in range(count - 1, -1, -1):
            here = chart[start]
            agenda = [
                Edge(start, start + 1, category, value, "", 0) for category, value in tokens[start].readings
            ]
            self._literals(tokens, start, chart, agenda)
            while agenda:
                edge = agenda.pop(0)
                if without and edge.rule == without:
                    continue
                known = here.get((edge.category, edge.end))
                if known is not None:
                    if known.value == edge.value:
                        continue
                    if edge.weight <= known.weight:
                        if conflicts is not None and edge.weight == known.weight:
                            conflicts.append((known, edge))
                        continue
                here[edge.category, edge.end] = edge
                names = (edge.category, *self.groups.get(edge.category, ()))
                for name in names:
                    state = self.root.categories.get(name)
                    if state is not None:
                        self._walk(state, tokens, edge.end, chart, [edge], agenda, start)
        return [list(edges.values()) for edges in chart]

    def _literals(
        self, tokens: Sequence[Token], start: int, chart: list[dict[tuple[str, int], Edge]], agenda: list[Edge]
    ) -> None:
        state = self.root.literals.get(tokens[start].word)
        if state is not None:
            self._walk(state, tokens, start + 1, chart, [None], agenda, start)

    def _walk(
        self,
        state: _State,
        tokens: Sequence[Token],
        at: int,
        chart: list[dict[tuple[str, int], Edge]],
        path: list[Edge | None],
        agenda: list[Edge],
        start: int,
    ) -> None:
        for rule, symbols in state.ends:
            made = _make(rule, symbols, path, start, at)
            if made is not None:
                agenda.append(made)
        if at >= len(tokens):
            return
        if state.literals:
            following = state.literals.get(tokens[at].word)
            if following is not None:
                self._walk(following, tokens, at + 1, chart, [*path, None], agenda, start)
        if state.categories:
            wanted = state.categories
            for (category, end), edge in list(chart[at].items()):
                following = wanted.get(category)
                if following is not None:
                    self._walk(following, tokens, end, chart, [*path, edge], agenda, start)
                for group in self.groups.get(category, ()):
                    following = wanted.get(group)
                    if following is not None:
                        self._walk(following, tokens, end, chart, [*path, edge], agenda, start)

    def cover(self, edges: list[list[Edge]], count: int, allowed: Callable[[Edge], bool]) -> list[Edge]:
        """The best cover of the tokens: most tokens, then fewest expressions, then heaviest rules."""
        best: list[tuple[tuple[int, int, int], Edge | None, int]] = [((0, 0, 0), None, count)] * (count + 1)
        for start in range(count - 1, -1, -1):
            score, _, _ = best[start + 1]
            choice: tuple[tuple[int, int, int], Edge | None, int] = (score, None, start + 1)
            for edge in edges[start]:
                bonus = self.top.get(edge.category)
                if bonus is None or not allowed(edge):
                    continue
                covered, pieces, weight = best[edge.end][0]
                spanned = sum(p[1] - p[0] for p in edge.pieces) if edge.pieces else edge.end - start
                mine = (covered + spanned, pieces - 1, weight + edge.weight + bonus)
                if mine > choice[0]:
                    choice = (mine, edge, edge.end)
            best[start] = choice
        result, at = [], 0
        while at < count:
            _, chosen, following = best[at]
            if chosen is not None:
                result.append(chosen)
            at = following
        return result


def _members(member_list: list[str], groups: dict[str, list[str]]) -> list[str]:
    found: list[str] = []
    for member in member_list:
        found.append(member)
        if member in groups:
            found.extend(_members(groups[member], groups))
    return found


def _make(rule: Rule, symbols: tuple[Symbol, ...], path: list[Edge | None], start: int, end: int) -> Edge | None:
    captures: Captures = {}
    for symbol, edge in zip(symbols, path, strict=True):
        if edge is not None:
            captures[symbol.name] = edge.value
    value = rule.maker(captures)
    if value is None:
        return None
    fallback = _part(rule, symbols, path) if rule.fallback else None
    if not any(s.bracket for s in symbols):
        return Edge(start, end, rule.gives, value, rule.name, rule.weight, (), fallback)
    pieces: dict[int, list[int]] = {}
    at = start
    for symbol, edge in zip(symbols, path, strict=True):
        after = at + 1 if edge is None else edge.end
        if symbol.bracket:
            span = pieces.setdefault(symbol.bracket, [at, after])
            span[1] = after
        at = after
    values = value if isinstance(value, tuple) else (value,)
    spans = tuple((span[0], span[1], made) for span, made in zip(pieces.values(), values, strict=True))
    return Edge(start, end, rule.gives, value, rule.name, rule.weight, spans, fallback)


def _part(rule: Rule, symbols: tuple[Symbol, ...], path: list[Edge | None]) -> Edge | None:
    for symbol, edge in zip(symbols, path, strict=True):
        if edge is not None and symbol.name == rule.fallback:
            return edge
    return None


# --- patterns -----------------------------------------------------------------------------------------

_ITEM = re.compile(r"\[|\]|(?P<group>\()|(?P<close>\)\??)|(?P<item>[^\s\[\]()]+)")


def _expand(rule: Rule) -> list[tuple[Symbol, ...]]:
    """All plain sequences a pattern stands for."""
    branches: list[list[list[tuple[Symbol, ...]]]] = [[]]  # alternatives of the open group, each a list of parts
    stack: list[list[list[list[tuple[Symbol, ...]]]]] = []
    bracket, inside = 0, 0
    for found in _ITEM.finditer(rule.match):
        text = found[0]
        if text == "[":
            bracket += 1
            inside = bracket
        elif text == "]":
            inside = 0
        elif text == "|":
            branches.append([])
        elif found["group"]:
            stack.append(branches)
            branches = [[]]
        elif found["close"]:
            inner = _sequences(branches)
            branches = stack.pop()
            branches[-1].append([*inner, ()] if text.endswith("?") else inner)
        else:
            branches[-1].append(_item(text, inside, rule))
    return [s for s in dict.fromkeys(_sequences(branches)) if s]


def _sequences(branches: list[list[list[tuple[Symbol, ...]]]]) -> list[tuple[Symbol, ...]]:
    return [
        tuple(itertools.chain.from_iterable(choice)) for parts in branches for choice in itertools.product(*parts)
    ]


def _item(text: str, bracket: int, rule: Rule) -> list[tuple[Symbol, ...]]:
    optional = text.endswith("?") and len(text) > 1
    if optional:
        text = text[:-1]
    choices: list[tuple[Symbol, ...]] = []
    for choice in text.split("|"):
        if choice.startswith("{"):
            if not choice.endswith("}"):
                raise RuleError(f"rule {rule.name}: bad item {choice!r} in {rule.match!r}")
            category, _, name = choice[1:-1].partition(":")
            choices.append((Symbol("", category, name or category, bracket),))
        else:
            choices.append((Symbol(choice, "", "", bracket),))
    if optional:
        choices.append(())
    return choices


def literals(match: str) -> set[str]:
    """The plain words of a pattern, which a lexicon must know."""
    found: set[str] = set()
    for item in _ITEM.finditer(match):
        text = item["item"]
        if not text:
            continue
        text = text[:-1] if text.endswith("?") and len(text) > 1 else text
        found.update(x for x in text.split("|") if x and not x.startswith("{"))
    return found


# --- meanings -------------------------------------------------------------------------------------------


def compile_means(source: str, where: str) -> Maker:
    """A closure for a `means`, or a tuple of them.

    Raises RuleError for anything that is not a call of an allowed name, a captured name or a constant.
    """
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        raise RuleError(f"{where}: means {source!r} is not well formed at column {error.offset}") from None
    return _compile(tree, source, where)


def _compile(tree: ast.expr, source: str, where: str) -> Maker:
    if isinstance(tree, ast.Constant):
        constant = tree.value
        return lambda captures: constant
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub) and isinstance(tree.operand, ast.Constant):
        negative = -tree.operand.value  # type: ignore[operator]
        return lambda captures: negative
    if isinstance(tree, ast.Name):
        name = tree.id
        return lambda captures: captures.get(name)
    if isinstance(tree, ast.Tuple):
        members = [_compile(x, source, where) for x in tree.elts]

        def make_tuple(captures: Captures) -> Any:
            values = tuple(m(captures) for m in members)
            return None if any(v is None for v in values) else values

        return make_tuple
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in ALLOWED:
        return _compile_call(tree, source, where)
    raise RuleError(f"{where}: means {source!r} may not hold {ast.unparse(tree)!r} (column {tree.col_offset + 1})")


_OPTIONAL = frozenset({"Date", "NumericDate", "Clock", "Amount", "Every", "Period", "First", "Week"})
"""Constructors that take a missing value as "not said"; the others make nothing out of it."""


def _compile_call(tree: ast.Call, source: str, where: str) -> Maker:
    assert isinstance(tree.func, ast.Name)
    function = ALLOWED[tree.func.id]
    arguments = [_compile(x, source, where) for x in tree.args]
    named = {k.arg: _compile(k.value, source, where) for k in tree.keywords if k.arg is not None}
    if len(named) != len(tree.keywords):
        raise RuleError(f"{where}: means {source!r} may not unpack")
    lenient = tree.func.id in _OPTIONAL or tree.func.id in makers.LENIENT
    if not named:

        def call(captures: Captures) -> Any:
            values = [m(captures) for m in arguments]
            if not lenient and None in values:
                return None
            return function(*values)

        return call

    def call_named(captures: Captures) -> Any:
        values = [m(captures) for m in arguments]
        more = {k: m(captures) for k, m in named.items()}
        if not lenient and (None in values or None in more.values()):
            return None
        return function(*values, **more)

    return call_named
