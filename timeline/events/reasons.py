"""The features of the anchoring model in words that a reader of an explanation understands."""

from __future__ import annotations

_WHERE = {
    "same": "the article's own day",
    "yesterday": "the day before the article",
    "week": "within a week before the article",
    "month": "some weeks before the article",
    "year": "months before the article",
    "old": "long before the article",
    "tomorrow": "the day after the article",
    "ahead": "after the article",
}
_FORM = {
    "PAST": "told in the past tense",
    "PRESENT": "told in the present tense",
    "FUTURE": "told in the future tense",
    "INFINITIVE": "an infinitive",
    "PRESPART": "a participle",
    "PASTPART": "a past participle",
    "noun": "a noun",
    "heading": "in a headline",
    "NONE": "without a tense",
}
_CLASS = {
    "REPORTING": "a verb of saying",
    "STATE": "a state",
    "I_STATE": "a state of mind",
    "OCCURRENCE": "something that occurs",
    "I_ACTION": "an act towards something else",
    "ASPECTUAL": "a beginning or an end",
    "PERCEPTION": "something perceived",
}
_FIXED = {
    "root": "the main verb of its sentence",
    "again": "told before in the article",
    "new": "told for the first time",
    "quoted": "within quotation marks",
    "generic": "a general statement",
    "today in sentence": "beside “today”",
    "lead": "named at the head of the article",
    "key": "the day the article names most",
    "frame": "the day the story was last at",
    "story": "the day the news is of",
    "same stem": "the time of the same thing elsewhere",
    "only modifier": "only ever a modifier",
    "has today": "with the article's own day beside it",
    "passive True": "in the passive",
}


def in_words(feature: str) -> str:
    """A feature in words, "" where it would tell a reader nothing."""
    if feature in _FIXED:
        return _FIXED[feature]
    head, _, rest = feature.partition(" ")
    word = rest.split(" ")[0]
    if head == "form":
        return _FORM.get(word, "")
    if head == "class":
        return _CLASS.get(word, "")
    if head == "status":
        return f"marked as {word}"
    if head == "X":
        return next((f"close to a time {_WHERE[w]}" for w in rest.split(" ") if w in _WHERE), "")
    if head == "dist":
        return {"0": "in the same sentence as that time", "1": "a sentence after that time"}.get(word, "")
    if head == "above":
        return "under a verb of saying" if word == "says" else ""
    if head == "mark":
        return f"opened by “{word}”"
    if head == "adverb":
        return f"with “{word}”"
    if head in ("frame", "story", "key", "lead"):
        return _FIXED[head] if word not in _WHERE else ""
    if head == "host":
        return "close in the parse to that time"
    return ""
