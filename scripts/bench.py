"""Measure speed and memory, as ratios within one run, which other machines can be compared by.

    python scripts/bench.py                    print the table
    python scripts/bench.py --check            and exit 1 where a figure misses its mark
    python scripts/bench.py --only merging     one part: tagging, building, processes, memory, merging
    python scripts/bench.py --articles 100000  length of the memory run (100,000 takes hours)

Everything is timed on one thread a process.  What is compared runs in turns, several times, and the
best of each counts: the rest is the machine's other work.  News is read from the annotated corpora
beside the project where they are there (TIMELINE_SHARED), else it is invented.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from make_corpus import documents  # noqa: E402 - found beside this file

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # read when numpy is imported, which is later

NEWS = ("timex/timebank.jsonl", "timex/aquaint.jsonl", "anchor/timeset.jsonl", "anchor/meantime-apple.jsonl")


@dataclass(frozen=True)
class Figure:
    """A measured value with its mark: at least, at most, or neither."""

    name: str
    value: float
    unit: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool:
        """Whether it reaches its mark."""
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)


def news(words: int) -> list[dict[str, Any]]:
    """Corpus lines of about so many words."""
    shared = Path(os.environ.get("TIMELINE_SHARED", ROOT.parent / "shared")) / "corpora"
    found: list[dict[str, Any]] = []
    length = 0
    for record in _stored(shared):
        found.append(record)
        length += record["text"].count(" ")
        if length >= words:
            break
    if not found:
        found = list(documents(max(1, words // 350)))
    return found


def _stored(shared: Path) -> Iterator[dict[str, Any]]:
    for name in NEWS:
        path = shared / name
        if path.is_file():
            with path.open(encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    yield {"doc": record["doc"], "text": record["text"], "dct": record["dct"]}


def in_turns(rounds: int, **works: Callable[[], object]) -> dict[str, float]:
    """CPU seconds of each piece of work, the best of so many rounds, all pieces once a round."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            gc.collect()
            begun = time.process_time()
            work()
            best[name] = min(best[name], time.process_time() - begun)
    return best


def tagging(wishes: argparse.Namespace) -> Iterator[Figure]:
    """Finding and resolving time expressions, against spaCy's tokenizer on the same text.

    Once on articles that are read already, and once as `timeline.tag` does it from bare text: with its
    language, its furniture and the dates it may have been published on, which is reading, not tagging.
    """
    import spacy

    import timeline
    from timeline.pipeline import tagging_of
    from timeline.reading import from_record

    records = news(180_000)
    articles = [from_record(record) for record in records]
    blank = spacy.blank("en")
    size = sum(len(record["text"].encode()) for record in records) / 1e6
    timeline.tag("On Monday.", date="2020-01-01")
    took = in_turns(
        wishes.rounds,
        find=lambda: [tagging_of(article) for article in articles],
        tag=lambda: [timeline.tag(record["text"], date=record["dct"]) for record in records],
        tokenize=lambda: [blank.make_doc(record["text"]) for record in records],
    )
    yield Figure("finding and resolving", size / took["find"], "MB/s")
    yield Figure("finding and resolving / blank tokenizer, speed", took["tokenize"] / took["find"], "x", least=0.7)
    yield Figure("timeline.tag, with reading", size / took["tag"], "MB/s")
    yield Figure("timeline.tag / blank tokenizer, speed", took["tokenize"] / took["tag"], "x")


def building(wishes: argparse.Namespace) -> Iterator[Figure]:
    """The whole of `build`, against the bare spaCy pipeline with all its components."""
    import spacy

    from timeline.events.parser import DEFAULT_MODEL
    from timeline.pipeline import build_many

    records = news(wishes.words)
    words = sum(record["text"].count(" ") for record in records)
    texts = [record["text"] for record in records]
    bare = spacy.load(DEFAULT_MODEL)
    for _ in bare.pipe(texts[:4]):
        pass
    for mode in (False, True):
        list(build_many(records[:4], only_dated=mode))
    took = in_turns(
        wishes.rounds,
        bare=lambda: [None for _ in bare.pipe(texts, batch_size=64)],
        build=lambda: [None for _ in build_many(records)],
        dated=lambda: [None for _ in build_many(records, only_dated=True)],
    )
    yield Figure("bare spaCy pipeline", words / took["bare"], "words/s")
    yield Figure("build", words / took["build"], "words/s")
    yield Figure("build / bare, time", took["build"] / took["bare"], "x", most=1.15)
    yield Figure("build / bare, throughput", took["bare"] / took["build"], "x", least=0.9)
    yield Figure("build --only-dated / bare, throughput", took["bare"] / took["dated"], "x", least=2.0)


def processes(wishes: argparse.Namespace) -> Iterator[Figure]:
    """Two processes against one, by the clock, less what starting takes."""
    from timeline.batch import run

    with tempfile.TemporaryDirectory() as folder:
        corpus, start = Path(folder, "all.jsonl"), Path(folder, "start.jsonl")
        _write(corpus, wishes.two)
        _write(start, 2)

        def clock(source: Path, jobs: int) -> float:
            begun = time.monotonic()
            run([source], out=Path(folder, "out.jsonl"), jobs=jobs)
            return time.monotonic() - begun

        best = {1: float("inf"), 2: float("inf")}
        empty = min(clock(start, 1) for _ in range(2))
        for _ in range(wishes.rounds):
            for jobs in best:
                best[jobs] = min(best[jobs], clock(corpus, jobs) - empty)
        yield Figure("one process", wishes.two / best[1], "articles/s")
        yield Figure("two processes / one, throughput", best[1] / best[2], "x", least=1.8)


def _write(path: Path, number: int, length: int = 350) -> None:
    with path.open("w", encoding="utf-8") as lines:
        for record in documents(number, words=length):
            lines.write(json.dumps(record) + "\n")


def memory(wishes: argparse.Namespace) -> Iterator[Figure]:
    """The most a process ever held, over a short and a long invented corpus, and on the way there."""
    context = multiprocessing.get_context("spawn")
    for number in sorted({max(200, wishes.articles // 10), wishes.articles}):
        with tempfile.TemporaryDirectory() as folder:
            ours, theirs = context.Pipe()
            # Peaks are counted by the parent that waits for the workers, so each run has its own.
            runner = context.Process(
                target=_peak, args=(theirs, folder, number, wishes.jobs, wishes.length, wishes.dated)
            )
            runner.start()
            theirs.close()
            while isinstance(step := ours.recv(), Figure):
                yield step
            rate, worker, reader = step
            runner.join()
        yield Figure(f"{number:,} articles, {wishes.jobs} processes", rate, "articles/s")
        yield Figure(f"{number:,} articles, peak of a worker", worker, "MB", most=450)
        yield Figure(f"{number:,} articles, peak of the reader", reader, "MB", most=450)


def _peak(pipe: Any, folder: str, number: int, jobs: int, length: int, dated: bool) -> None:
    from timeline.batch import run

    corpus, out = Path(folder, "corpus.jsonl"), Path(folder, "out")
    _write(corpus, number, length)
    begun = time.monotonic()
    threading.Thread(target=_watch, args=(pipe, out, number, begun), daemon=True).start()
    result = run([corpus], out=out, jobs=jobs, only_dated=dated)
    assert (result.done, result.failed) == (number, 0), result
    rate = number / (time.monotonic() - begun)
    kilobytes = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    pipe.send((rate, kilobytes[0] / 1024, kilobytes[1] / 1024))


def _watch(pipe: Any, out: Path, number: int, begun: float) -> None:
    """Tell the peak of the largest worker at every tenth of a long run, where the system tells it."""
    step = max(10_000, number // 10)
    following = step
    while following < number:
        time.sleep(1.0)
        done = 1000 * sum(1 for _ in out.glob("part-*"))
        if done < following:
            continue
        peaks = [_high_water(child.pid) for child in multiprocessing.active_children() if child.pid]
        if any(peaks):
            rate = done / (time.monotonic() - begun)
            pipe.send(Figure(f"after {done:,} at {rate:.1f}/s, peak of a worker", max(peaks), "MB"))
        following += step


def _high_water(pid: int) -> float:
    """Megabytes a process has held at most; 0 where /proc does not say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def merging(wishes: argparse.Namespace) -> Iterator[Figure]:
    """One story out of ever more entries."""
    from tests.assembly.stories import many
    from timeline.assembly.story import merge

    for entries in (10, 100, 1_000, 10_000, 100_000):
        parts = many(entries)
        took = in_turns(1 if entries > 1_000 else wishes.rounds, merge=lambda parts=parts: merge(parts))["merge"]  # type: ignore[misc]
        yield Figure(f"merging {entries:,} entries", took, "s", most=10.0 if entries == 10_000 else None)


PARTS = {part.__name__: part for part in (tagging, building, processes, memory, merging)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="exit 1 where a figure misses its mark")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this part; may be repeated")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured  [3]")
    parser.add_argument("--words", type=int, default=40_000, help="words to build  [40,000]")
    parser.add_argument("--two", type=int, default=400, help="articles for two processes against one  [400]")
    parser.add_argument("--articles", type=int, default=2_000, help="articles of the memory run  [2,000]")
    parser.add_argument("--jobs", type=int, default=2, help="processes of the memory run  [2]")
    parser.add_argument("--length", type=int, default=350, help="words an article of the memory run  [350]")
    parser.add_argument("--dated", action="store_true", help="the memory run with --only-dated")
    wishes = parser.parse_args()
    missed = []
    for name in wishes.only or PARTS:
        print(name, flush=True)
        for figure in PARTS[name](wishes):
            mark = ""
            if figure.least is not None or figure.most is not None:
                bound = f">= {figure.least:g}" if figure.least is not None else f"<= {figure.most:g}"
                mark = f"  {bound:9} {'met' if figure.met else 'MISSED'}"
            print(f"  {figure.name:42} {figure.value:10,.2f} {figure.unit:10}{mark}", flush=True)
            if not figure.met:
                missed.append(figure.name)
    for name in missed:
        print(f"bench: misses its mark: {name}", file=sys.stderr)
    return 1 if missed and wishes.check else 0


if __name__ == "__main__":
    sys.exit(main())
