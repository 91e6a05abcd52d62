"""Write a corpus of invented news, as long as wanted, the same for the same seed.

    python scripts/make_corpus.py 1000 --out /tmp/news.jsonl

For measuring: sentences vary in length and form as news does, about a third name a time, and new
names keep turning up, as they do in a real corpus (a store of words that only grows shows).  The
articles of one week share stories, so that merging has something to find.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh st t tr v w z".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = "n r l s t m nd rt ld ck x th".split()
_FIRST = "Mara Jonas Ilse Petra Tomas Aruna Kofi Lena Viktor Salma Ines Bruno Hana Oskar Noor Ewa".split()
_POSTS = (
    "mayor|transport minister|spokeswoman|union leader|chief engineer|harbour master|judge|coach|"
    "finance minister|head of the inquiry|hospital director|opposition leader"
).split("|")
_BODIES = "council|parliament|ministry|court|union|company|police|board|commission|central bank|university".split("|")
_THINGS = (
    "the new bridge over the river|a budget of {n} million crowns|the power station|the ferry service|"
    "a treaty on fishing|the tram line|the steel works|a contract for {n} trains|the water tariff|"
    "a law on rents|the northern airport|the hospital wing|the peace talks|the stadium"
).split("|")
_DONE = (
    "approve approved,reject rejected,open opened,close closed,sell sold,buy bought,inspect inspected,"
    "announce announced,criticise criticised,suspend suspended,sign signed,visit visited,build built,"
    "postpone postponed,cancel cancelled,discuss discussed"
).split(",")
_HAPPENINGS = (
    "A fire destroyed {thing}|An earthquake shook {place}|About {n} people were hurt in {place}|"
    "A ship ran aground near {place}|Workers at {firm} went on strike|{firm} dismissed {n} employees|"
    "Heavy rain flooded parts of {place}|{person} resigned|Police arrested {n} men in {place}"
).split("|")
_BACKGROUND = (
    "The {body} has long argued that {thing} costs more than it brings in.",
    "Nobody at {firm} was willing to comment.",
    "{place}, a town of {n},000 people, lives off its port and its orchards.",
    "Critics call the plan a gift to {firm}, which owns most of the land around {place}.",
    "\u201cWe are not against {thing},\u201d {person} said, \u201cbut somebody has to pay for it.\u201d",
    "Whether {thing} will ever pay for itself is another question.",
    "Some residents fear for their homes; others hope for work and better roads.",
    "The {post} did not say who would bear the costs, or why the {body} had not been asked.",
    "Analysts warn that prices could rise if {firm} and its partners leave the market.",
    "Under the rules, the {body} must hear every owner before it decides.",
)


def documents(number: int, seed: int = 1, words: int = 350) -> Iterator[dict[str, str]]:
    """Corpus lines: `{"doc", "text", "dct"}`.  words: about how long an article is."""
    chance = random.Random(seed)
    begun = datetime.date(2019, 1, 7)
    for index in range(number):
        day = begun + datetime.timedelta(days=index * 2000 // max(number, 2000))
        text = _article(random.Random(f"{seed}/{index}"), day, int(words * chance.uniform(0.4, 1.6)))
        yield {"doc": f"invented-{index:07d}", "text": text, "dct": day.isoformat()}


def _article(chance: random.Random, day: datetime.date, words: int) -> str:
    story = random.Random(f"{day.isocalendar()[:2]}/{chance.randrange(12)}")
    names = {"place": _name(story), "firm": f"{_name(story)} {story.choice(['Group', 'Steel', 'Lines', 'Bank'])}"}
    people = [f"{story.choice(_FIRST)} {_name(story)}" for _ in range(3)] + [
        f"{chance.choice(_FIRST)} {_name(chance)}"
    ]
    paragraphs: list[str] = []
    length = 0
    while length < words:
        paragraph = " ".join(_sentence(chance, day, names, people) for _ in range(chance.randint(1, 4)))
        paragraphs.append(paragraph)
        length += paragraph.count(" ") + 1
    return "\n\n".join(paragraphs)


def _sentence(chance: random.Random, day: datetime.date, names: dict[str, str], people: list[str]) -> str:
    def fill(template: str) -> str:
        thing = chance.choice(_THINGS).format(n=chance.randint(2, 900))
        return template.format(
            thing=thing,
            n=chance.randint(2, 90),
            person=chance.choice(people),
            body=chance.choice(_BODIES),
            post=chance.choice(_POSTS),
            place=names["place"] if chance.random() < 0.8 else _name(chance),
            firm=names["firm"],
        )

    base, past = chance.choice(_DONE).split()
    kind = chance.random()
    if kind < 0.45:
        return fill(chance.choice(_BACKGROUND))
    if kind < 0.58:
        return f"{fill(chance.choice(_HAPPENINGS))} {_time(chance, day, _PAST)}."
    if kind < 0.68:
        return fill(f"The {{body}} {past} {{thing}} {_time(chance, day, _PAST)}, said {{person}}, the {{post}}.")
    if kind < 0.76:
        return fill(f"The {{body}} is to {base} {{thing}} {_time(chance, day, _FUTURE)}.")
    if kind < 0.88:
        return fill(f"{{person}}, the {{post}}, {past} {{thing}}, and the {{body}} in {{place}} {past} it too.")
    return fill(f"{chance.choice(_HAPPENINGS)}, according to {{person}}, and the {{body}} {past} {{thing}}.")


_When = Callable[[random.Random, datetime.date], str]
_PAST: tuple[_When, ...] = (
    lambda chance, day: f"on {_weekday(day - datetime.timedelta(days=chance.randint(0, 6)))}",
    lambda chance, day: f"on {_date(day - datetime.timedelta(days=chance.randint(8, 300)))}",
    lambda chance, day: f"in {_month(day - datetime.timedelta(days=chance.randint(40, 2000)))}",
    lambda chance, day: f"in {day.year - chance.randint(1, 40)}",
    lambda chance, day: chance.choice(["yesterday", "last week", "earlier this month", "last year", "this week"]),
    lambda chance, day: f"{chance.choice(['two', 'three', '10'])} {chance.choice(['days', 'weeks', 'years'])} ago",
)
_FUTURE: tuple[_When, ...] = (
    lambda chance, day: f"on {_weekday(day + datetime.timedelta(days=chance.randint(1, 6)))}",
    lambda chance, day: f"on {_date(day + datetime.timedelta(days=chance.randint(8, 300)))}",
    lambda chance, day: f"in {_month(day + datetime.timedelta(days=chance.randint(40, 600)))}",
    lambda chance, day: chance.choice(["tomorrow", "next week", "later this year", "next month"]),
)


def _time(chance: random.Random, day: datetime.date, forms: tuple[_When, ...]) -> str:
    return chance.choice(forms)(chance, day)


_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def _weekday(day: datetime.date) -> str:
    return _DAYS[day.weekday()]


def _date(day: datetime.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _month(day: datetime.date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _name(chance: random.Random) -> str:
    syllables = chance.randint(1, 2)
    sound = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables))
    return (sound + chance.choice(_CODAS) + chance.choice(["", "ov", "en", "ia", "burg", "ton"])).capitalize()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, help="articles")
    parser.add_argument("--out", type=Path, help="file, .jsonl or .jsonl.gz; else stdout")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=350, help="words an article, about")
    wishes = parser.parse_args()
    lines = (
        json.dumps(one, ensure_ascii=False) + "\n" for one in documents(wishes.number, wishes.seed, wishes.words)
    )
    if wishes.out is None:
        sys.stdout.writelines(lines)
    elif wishes.out.suffix == ".gz":
        with gzip.open(wishes.out, "wt", encoding="utf-8", compresslevel=3) as packed:
            packed.writelines(lines)
    else:
        with wishes.out.open("w", encoding="utf-8") as plain:
            plain.writelines(lines)


if __name__ == "__main__":
    main()
