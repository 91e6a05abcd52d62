"""Train the small models of `timeline/events/data` from annotated articles.

    python scripts/train_events.py detection [--corpora ../shared/corpora] [--held-out]

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
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from timeline.events import detection
from timeline.events.parser import load_model, parse

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
    write("detection", {
        "threshold": threshold,
        "bias": round(float(model.intercept_[0]), 3),
        "weights": {f: w for f, i in index.items() if (w := round(float(model.coef_[0][i]), 3))},
    })


def write(name: str, stored: dict[str, Any]) -> None:
    """Keep a model as JSON, one feature a line."""
    path = DATA / f"{name}.json"
    path.write_text(json.dumps(stored, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size} bytes")


def main() -> None:
    """Train or measure one model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=["detection"])
    default = os.environ.get("TIMELINE_CORPORA", str(ROOT.parent / "shared" / "corpora"))
    parser.add_argument("--corpora", type=Path, default=Path(default))
    parser.add_argument("--held-out", action="store_true")
    arguments = parser.parse_args()
    {"detection": train_detection}[arguments.model](arguments.corpora, arguments.held_out)


if __name__ == "__main__":
    main()
