"""Fit the weights by which an entry is judged, on articles whose timelines are known.

    python scripts/fit_confidence.py GOLD_DIR DOCUMENTS.jsonl [--write]

GOLD_DIR holds one timeline a document as the development corpora do, DOCUMENTS.jsonl the texts.  An
entry counts as right if it names a gold entry and has its bounds or accepted other bounds.  The fit is
a logistic regression on the features of `timeline.assembly.scoring`, which know no word and no name.
Printed are figures where each fold of the documents is judged by weights fitted on the others;
--write stores the weights fitted on all documents in `timeline/assembly/confidence.json`.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from timeline.assembly import LENIENCE, candidates
from timeline.events import tense_reader, understand
from timeline.events.parser import load_model, parse
from timeline.model import Event
from timeline.pipeline import tagging_of
from timeline.reading import from_record
from timeline.temporal.interval import format_day

STRENGTH = 0.1
"""Inverse of the penalty on large weights; few documents allow only small ones."""
THRESHOLD = 0.35
"""Below it an entry is left out: what maximizes F1 is about half the F1 that is reached."""
DOUBTFUL = 0.15
"""Below it an entry is never kept, so that what is said of it need not come true."""
TARGET = Path(__file__).parent.parent / "timeline" / "assembly" / "confidence.json"


@dataclass(frozen=True)
class Case:
    """A candidate entry: its document, its features, the gold entries it gets right, whether it is debatable.

    leads: whether the headline or the first sentences tell it; right: whether it is the one candidate
    that counts for a gold entry (`settled_among`).
    """

    doc: str
    features: dict[str, float]
    fits: tuple[int, ...]
    debatable: bool
    leads: bool
    right: bool = False


def cases(gold: Path, documents: Path) -> tuple[list[Case], dict[str, int]]:
    """The candidates of all documents and the number of gold entries of each."""
    nlp = load_model()
    found: list[Case] = []
    sizes: dict[str, int] = {}
    for line in documents.read_text(encoding="utf-8").splitlines():
        article = from_record(json.loads(line))
        truth = json.loads((gold / f"{article.id}.json").read_text(encoding="utf-8"))
        (doc,) = parse(nlp, [article.text], [article.skipped])
        tagging = tagging_of(article, tense=tense_reader(doc))
        mentions = understand(doc, article, tagging.expressions)
        spans = {one.id: (one.start, one.end) for one in mentions}
        sizes[article.id] = len(truth["entries"])
        found += labelled(article.id, candidates(article, tagging.expressions, mentions), truth, spans)
    return found, sizes


Spans = dict[str, tuple[int, int]]


def labelled(
    name: str, among: Sequence[tuple[Event, dict[str, float]]], truth: dict[str, Any], spans: Spans
) -> list[Case]:
    """The dated candidates of one document with what each gets right; those of most mentions count first."""
    found = []
    for event, features in among:
        if event.when is None or not event.when.is_dated:
            continue
        touched = [n for n, entry in enumerate(truth["entries"]) if _touch(event, entry["triggers"], spans)]
        fits = tuple(n for n in touched if _same_bounds(event, truth["entries"][n]))
        debatable = not touched and _touch(event, truth["neutral"], spans)
        leads = "first sentence" in features or "second sentence" in features
        found.append((-len(event.mentions), Case(name, features, fits, debatable, leads)))
    return settled_among([one for _, one in found], [rank for rank, _ in found])


def settled_among(found: Sequence[Case], ranks: Sequence[float]) -> list[Case]:
    """The cases with one candidate right for each gold entry: that of the lowest rank."""
    taken: set[tuple[str, int]] = set()
    right: set[int] = set()
    for index in sorted(range(len(found)), key=lambda i: (ranks[i], i)):
        one = found[index]
        free = next((n for n in one.fits if (one.doc, n) not in taken), None)
        if free is not None:
            taken.add((one.doc, free))
            right.add(index)
    return [replace(one, right=index in right) for index, one in enumerate(found)]


def resettled(found: Sequence[Case], weights: dict[str, float]) -> list[Case]:
    """The same with the likeliest candidate right where several tell one gold entry: it is the one kept."""
    return settled_among(found, [-_score(weights, one) for one in found])


def _touch(event: Event, triggers: Sequence[Sequence[Any]], spans: dict[str, tuple[int, int]]) -> bool:
    return any(spans[one][0] < t[1] and t[0] < spans[one][1] for one in event.mentions for t in triggers)


def _same_bounds(event: Event, entry: dict[str, Any]) -> bool:
    assert event.when is not None
    assert event.when.earliest is not None
    assert event.when.latest is not None
    bounds = [format_day(event.when.earliest), format_day(event.when.latest)]
    return bounds in [[entry["earliest"], entry["latest"]], *entry.get("alt", [])]


def fit(found: Sequence[Case]) -> dict[str, float]:
    """Weights by feature: once with the candidates of most mentions right, again with the likeliest."""
    return _fit(resettled(found, _fit(found)))


def _fit(found: Sequence[Case]) -> dict[str, float]:
    """Weights by feature; debatable entries teach nothing."""
    from sklearn.linear_model import LogisticRegression

    sure = [one for one in found if not one.debatable]
    names = sorted({name for one in sure for name in one.features if name != "bias"})
    table = [[one.features.get(name, 0.0) for name in names] for one in sure]
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(table, [one.right for one in sure])
    weights = {name: round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.01}
    return {"bias": round(float(model.intercept_[0]), 3), **weights}


def calibrated(found: Sequence[Case], folds: int = 7) -> dict[str, float]:
    """Weights scaled so that chances said of documents not fitted on come true as often as said.

    A penalty keeps weights small and chances near the middle; how much so is seen only on other
    documents, so each fold is judged by weights of the rest and one scale and shift is fitted to all.
    """
    from sklearn.linear_model import LogisticRegression

    names = sorted({one.doc for one in found})
    scores, rights = [], []
    for fold in range(folds):
        out = set(names[fold::folds])
        weights = fit([one for one in found if one.doc not in out])
        for one in resettled([one for one in found if one.doc in out], weights):
            if not one.debatable and _chance(weights, one) >= DOUBTFUL:
                scores.append([_score(weights, one)])
                rights.append(one.right)
    line = LogisticRegression(C=1e6).fit(scores, rights)
    scale, shift = float(line.coef_[0][0]), float(line.intercept_[0])
    weights = {name: round(value * scale, 3) for name, value in fit(found).items()}
    weights["bias"] = round(weights["bias"] + shift, 3)
    return weights


def _score(weights: dict[str, float], case: Case) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in case.features.items())


def _chance(weights: dict[str, float], case: Case) -> float:
    return 1 / (1 + math.exp(-_score(weights, case)))


Judged = list[tuple[float, Case]]


def judged(weights: dict[str, float], found: Sequence[Case]) -> Judged:
    """The entries that are kept, with the chance said of each."""
    chances = [(round(_chance(weights, one), 2), one) for one in resettled(found, weights)]
    return [(chance, one) for chance, one in chances if chance >= THRESHOLD * (LENIENCE if one.leads else 1)]


def report(kept: Judged, entries: int) -> str:
    """End-to-end F1 and expected calibration error (five bins of equal size) of kept entries."""
    hits = sum(one.right for _, one in kept)
    said = sorted((chance, one.right) for chance, one in kept if not one.debatable)
    bins = [said[len(said) * i // 5 : len(said) * (i + 1) // 5] for i in range(5)]
    error = sum(abs(sum(p for p, _ in part) - sum(r for _, r in part)) for part in bins) / max(1, len(said))
    score = 200 * hits / (len(kept) + entries)
    return f"entries {len(kept)}  right {hits}  F1 {score:.1f}  calibration error {error:.3f}"


def main() -> None:
    """Fit, report, and with --write store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    found, sizes = cases(given.gold, given.documents)
    names = sorted(sizes)
    for folds in (2, 7):
        kept: Judged = []
        for fold in range(folds):
            out = set(names[fold::folds])
            weights = calibrated([one for one in found if one.doc not in out])
            kept += judged(weights, [one for one in found if one.doc in out])
        print(f"{folds} folds, each judged by weights of the others:", report(kept, sum(sizes.values())))
    if given.write:
        about = "weights of timeline.assembly.scoring.confidence, made by scripts/fit_confidence.py"
        data = {"about": about, "threshold": THRESHOLD, "weights": calibrated(found)}
        TARGET.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"wrote {TARGET.name}: {len(data['weights'])} weights")


if __name__ == "__main__":
    main()
