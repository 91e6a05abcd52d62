"""Train the small models of `timeline/events/data` from annotated articles.

    python scripts/train_events.py detection [--corpora ../shared/corpora] [--held-out]
    python scripts/train_events.py anchoring [--held-out]

`--held-out` trains nothing for keeps: it leaves out one story or set after the other and says how
well the rest predicts it, which is the only figure worth believing.  Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from timeline.events import detection, look, tense_reader
from timeline.events.evidence import Reader
from timeline.events.hosts import uses
from timeline.events.parser import load_model, parse
from timeline.events.relations import find
from timeline.events.rules import by_rule
from timeline.events.scene import Scene
from timeline.events.shapes import SHAPES_ALONE, SHAPES_OF_X, group_of, when_of
from timeline.model import Article
from timeline.records import time_text
from timeline.tagging import tag
from timeline.temporal.interval import parse_day

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "timeline" / "events" / "data"
RARE = 8
"""A feature seen less often than this is left out: it would belong to a story, not to the language."""


def story(record: dict[str, Any], name: str) -> str:
    """The part of the corpora a document is held out with: AQUAINT is four stories told many times."""
    if name != "aquaint":
        return name
    months = record["dct"][:7]
    if months >= "2000-01":
        return "aquaint 2000"
    if months <= "1998-09":
        return "aquaint summer 1998"
    return "aquaint NATO" if "NATO" in record["text"] else "aquaint rest"


def records(corpora: Path, names: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(held-out part, record) of the annotated articles."""
    for name in names:
        for line in (corpora / "anchor" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield story(record, name), record


def matrix(rows: Sequence[Sequence[str]], index: dict[str, int]) -> csr_matrix:
    """Rows of features as a sparse matrix of ones."""
    pairs = [(i, index[feature]) for i, row in enumerate(rows) for feature in row if feature in index]
    at = numpy.array(pairs or [(0, 0)]).T
    return csr_matrix((numpy.ones(at.shape[1]) * bool(pairs), at), shape=(len(rows), len(index)))


def vocabulary(rows: Sequence[Sequence[str]], rare: int) -> dict[str, int]:
    """Features seen often enough, numbered."""
    counts = Counter(feature for row in rows for feature in set(row))
    return {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= rare))}


def detection_data(corpora: Path) -> tuple[list[list[str]], numpy.ndarray, numpy.ndarray, Counter[str]]:
    """Features, whether it is an event, and part of every candidate word; gold events a part."""
    pairs = list(records(corpora, ("aquaint", "eventtime")))
    rows, answers, parts = [], [], []
    gold_count: Counter[str] = Counter()
    for (part, record), doc in zip(pairs, parse(load_model(), [r["text"] for _, r in pairs]), strict=True):
        gold = {(event["start"], event["end"]) for event in record["events"]}
        gold_count[part] += len(gold)
        for token in doc:
            if detection.is_candidate(token):
                rows.append(detection.features(token))
                answers.append((token.idx, token.idx + len(token)) in gold)
                parts.append(part)
    return rows, numpy.array(answers), numpy.array(parts), gold_count


def train_detection(corpora: Path, held_out: bool) -> None:
    """Which candidate words are events."""
    rows, answers, parts, gold_count = detection_data(corpora)
    threshold, strength = 0.4, 0.06

    def fit(chosen: numpy.ndarray) -> tuple[dict[str, int], LogisticRegression]:
        picked = [rows[i] for i in numpy.flatnonzero(chosen)]
        index = vocabulary(picked, RARE)
        return index, LogisticRegression(C=strength, max_iter=500).fit(matrix(picked, index), answers[chosen])

    if held_out:
        said = numpy.zeros(len(rows), dtype=bool)
        for part in sorted(gold_count):
            index, model = fit(parts != part)
            here = numpy.flatnonzero(parts == part)
            said[here] = model.predict_proba(matrix([rows[i] for i in here], index))[:, 1] >= threshold
        for name, wanted in (("AQUAINT", "aquaint"), ("EventTime", "eventtime")):
            inside = numpy.array([part.startswith(wanted) for part in parts])
            right = int((said & answers & inside).sum())
            precision = right / max(1, int((said & inside).sum()))
            recall = right / sum(n for part, n in gold_count.items() if part.startswith(wanted))
            f1 = 2 * precision * recall / (precision + recall)
            print(f"{name}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, stories and sets not trained on")
        return
    index, model = fit(numpy.ones(len(rows), dtype=bool))
    write(
        "detection",
        {
            "threshold": threshold,
            "bias": round(float(model.intercept_[0]), 3),
            "weights": {f: w for f, i in index.items() if (w := round(float(model.coef_[0][i]), 3))},
        },
    )


# ---------------------------------------------------------------- anchoring

SETS = ("aquaint", "eventtime", "timeset", "meantime-apple")
EXHAUSTIVE = ("aquaint", "eventtime")
"""Sets in which every event has its time: an event of ours that is not there is not to be dated."""

WIKINEWS_WEIGHT = 3.0
GROUPS = 5
STRENGTH, RARE_ANCHOR = 30.0, 30


def canonical(text: str | None) -> str:
    """A time as the gold lines write it: "A/B" becomes a begin and an end."""
    if text is None:
        return "n/a"
    first, slash, last = text.partition("/")
    return f"beginPoint={first}endPoint={last}" if slash else text


def anchoring_data(corpora: Path) -> list[dict[str, Any]]:
    """For every detected event its features, its possible answers and the right one (None where unknown)."""
    pairs = list(records(corpora, SETS))
    found = []
    for (part, record), doc in zip(pairs, parse(load_model(), [r["text"] for _, r in pairs]), strict=True):
        published = parse_day(record["dct"][:10])
        article = Article(id=record["doc"], text=record["text"], published=published)
        expressions = tag(record["text"], published, tense=tense_reader(doc)).expressions
        known, readings, sentences = look(doc, article, expressions)
        found_times = uses(doc, expressions, known, sentences.numbers, published)
        scene = Scene(
            doc,
            published,
            known,
            found_times,
            {i: r.status for i, r in readings.items()},
            {i: r.generic for i, r in readings.items()},
            find(doc, known, found_times),
        )
        rules = by_rule(scene)
        reader = Reader(scene, rules)
        gold = {(e["start"], e["end"]): e["time"] for e in record["events"] if e["time"] is not None}
        for trigger in known.values():
            word = trigger.token
            right = gold.get((word.idx, word.idx + len(word)))
            if right is None and not part.startswith(EXHAUSTIVE):
                continue
            times = reader.times(trigger)
            answers = [
                (shape, -1, 0, canonical(time_text(when_of(shape, published, None)))) for shape in SHAPES_ALONE
            ]
            answers += [
                (
                    shape,
                    n,
                    group_of(shape, use.first == use.last),
                    canonical(time_text(when_of(shape, published, use))),
                )
                for n, use in enumerate(times)
                for shape in SHAPES_OF_X
            ]
            found.append(
                {
                    "part": part,
                    "right": right,
                    "event": reader.event(trigger),
                    "answers": answers,
                    "pairs": [reader.pair(trigger, use) for use in times],
                }
            )
    return found


def train_anchoring(corpora: Path, held_out: bool) -> None:
    """Which shape of answer an event takes, and with which time."""
    data = anchoring_data(corpora)
    if not held_out:
        write("anchoring", fit_anchoring(data))
        return
    for part in sorted({entry["part"] for entry in data}):
        model = fit_anchoring([entry for entry in data if entry["part"] != part])
        inside = [entry for entry in data if entry["part"] == part and entry["right"] is not None]
        right = sum(best_answer(model, entry) == entry["right"] for entry in inside)
        print(f"{part}: likeliest answer exactly right {right / len(inside):.3f} of {len(inside)}, not trained on")


def best_answer(stored: dict[str, Any], entry: dict[str, Any]) -> str:
    """The likeliest answer that a stored model gives."""
    shapes = {shape: i for i, shape in enumerate(stored["shapes"])}
    base = numpy.zeros(len(shapes))
    for feature in entry["event"]:
        for index, weight in stored["event"].get(feature, {}).items():
            base[int(index)] += weight
    groups = [
        sum((numpy.array(stored["pair"][f]) for f in pair if f in stored["pair"]), numpy.zeros(GROUPS))
        for pair in entry["pairs"]
    ]
    scored = [
        (base[shapes[shape]] + (groups[n][g] if n >= 0 else 0.0), text) for shape, n, g, text in entry["answers"]
    ]
    return str(max(scored)[1])


def fit_anchoring(data: list[dict[str, Any]]) -> dict[str, Any]:
    """Maximum likelihood of the right answers, those that no answer fits counted for "other"."""
    shapes = [*SHAPES_ALONE, *SHAPES_OF_X, "other"]
    number = {shape: i for i, shape in enumerate(shapes)}
    pairs = [pair for entry in data for pair in entry["pairs"]]
    kinds, times = vocabulary([e["event"] for e in data], RARE_ANCHOR), vocabulary(pairs, RARE_ANCHOR)
    events, both = matrix([e["event"] for e in data], kinds), matrix(pairs, times)
    rows, columns, cells, groups, hits = [], [], [], [], []
    first = 0
    for row, entry in enumerate(data):
        fits = [text == entry["right"] for *_, text in entry["answers"]]
        for (shape, n, group, _), fit in zip(
            (*entry["answers"], ("other", -1, 0, "")), (*fits, not any(fits)), strict=True
        ):
            rows.append(row)
            columns.append(number[shape])
            cells.append(first + n if n >= 0 else -1)
            groups.append(group)
            hits.append(fit)
        first += len(entry["pairs"])
    row_of, column_of, cell_of, group_of_, hit = (numpy.array(x) for x in (rows, columns, cells, groups, hits))
    weight = numpy.array([1.0 if e["part"].startswith(EXHAUSTIVE) else WIKINEWS_WEIGHT for e in data])
    uses_time = cell_of >= 0
    size, n_kinds, n_times, n_shapes = len(data), len(kinds), len(times), len(shapes)
    to_shape = row_of * n_shapes + column_of
    to_group = cell_of[uses_time] * GROUPS + group_of_[uses_time]

    def loss(x: numpy.ndarray) -> tuple[float, numpy.ndarray]:
        by_shape = x[: n_kinds * n_shapes].reshape(n_kinds, n_shapes)
        by_group = x[n_kinds * n_shapes :].reshape(n_times, GROUPS)
        score = (events @ by_shape)[row_of, column_of]
        score[uses_time] += (both @ by_group)[cell_of[uses_time], group_of_[uses_time]]
        top = numpy.full(size, -numpy.inf)
        numpy.maximum.at(top, row_of, score)
        power = numpy.exp(score - top[row_of])
        chance = power / numpy.bincount(row_of, power, size)[row_of]
        right = numpy.maximum(numpy.bincount(row_of, chance * hit, size), 1e-12)
        slope = (chance - numpy.where(hit, chance / right[row_of], 0)) * weight[row_of]
        of_shape = numpy.bincount(to_shape, slope, size * n_shapes).reshape(size, n_shapes)
        of_group = numpy.bincount(to_group, slope[uses_time], len(pairs) * GROUPS).reshape(len(pairs), GROUPS)
        gradient = numpy.concatenate([(events.T @ of_shape).ravel(), (both.T @ of_group).ravel()])
        return float(-(weight * numpy.log(right)).sum() + STRENGTH / 2 * (x @ x)), gradient + STRENGTH * x

    start = numpy.zeros(n_kinds * n_shapes + n_times * GROUPS)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    by_shape = best[: n_kinds * n_shapes].reshape(n_kinds, n_shapes)
    by_group = best[n_kinds * n_shapes :].reshape(n_times, GROUPS)
    return {
        "shapes": shapes,
        "event": {
            f: {str(j): round(float(w), 3) for j, w in enumerate(by_shape[i]) if abs(w) >= 0.02}
            for f, i in kinds.items()
        },
        "pair": {f: [round(float(w), 3) for w in by_group[i]] for f, i in times.items()},
    }


def write(name: str, stored: dict[str, Any]) -> None:
    """Keep a model as JSON."""
    path = DATA / f"{name}.json"
    path.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size} bytes")


def main() -> None:
    """Train or measure one model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=["detection", "anchoring"])
    default = os.environ.get("TIMELINE_CORPORA", str(ROOT.parent / "shared" / "corpora"))
    parser.add_argument("--corpora", type=Path, default=Path(default))
    parser.add_argument("--held-out", action="store_true")
    arguments = parser.parse_args()
    {"detection": train_detection, "anchoring": train_anchoring}[arguments.model](
        arguments.corpora, arguments.held_out
    )


if __name__ == "__main__":
    main()
