"""Which language a text is in, and a polite refusal of those that are not read.

A look at the commonest English words settles nearly every text in microseconds; only where they are
rare is py3langid loaded (a second, and a table of 97 languages), on a bounded sample.  Short texts are
never refused: a headline of names looks like any language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from timeline.errors import LanguageError

SUPPORTED = {"en": "English"}
"""Languages whose events are understood, code to name."""
TAGGED = SUPPORTED | {"de": "German"}
"""Languages whose times are tagged: those with a folder of rules in `timeline/tagging`."""

_SAMPLE = 6_000
_QUICK = 1_000
_FEWEST_WORDS = 25
_COMMON = """
the of to and in that is was for on with as by at from be it are were has have had its his her their
this which not but an they he she will would said been who or after more when about
"""
_ENGLISH = frozenset(_COMMON.split())
_FOREIGN = re.compile("[\u0250-\u1dff\u2c00-\ufefe]")
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "ht": "Haitian Creole",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean",
    "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish", "lo": "Lao", "lt": "Lithuanian",
    "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay",
    "mt": "Maltese", "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian",
    "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language; "" where it is too short to tell."""
    if _is_plainly_english(text[:_QUICK]):
        return "en"
    sample = _sample(text)
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    foreign = len(_FOREIGN.findall(sample))
    # Scripts that write no spaces have few "words" and many letters.
    if len(words) < _FEWEST_WORDS and foreign < 40:
        return ""
    if _share(words) >= 0.18 and foreign * 5 < letters:
        return "en"
    import py3langid

    ranked = py3langid.rank(sample)
    code, score = str(ranked[0][0]), float(ranked[0][1])
    english = next((float(s) for c, s in ranked if c == "en"), score)
    # Lists of names and figures look foreign by a hair, or like a language that few texts are in.
    if foreign * 5 < letters and (code not in _NAMES or score - english < len(words)):
        return "en" if _share(words) >= 0.12 else ""
    return code


def _is_plainly_english(start: str) -> bool:
    words = _WORD.findall(start)
    return len(words) >= _FEWEST_WORDS and _share(words) >= 0.25 and not _FOREIGN.search(start)


def _share(words: list[str]) -> float:
    return sum(word.lower() in _ENGLISH for word in words) / len(words) if words else 0.0


def _sample(text: str) -> str:
    """Bounded, and from the middle too: a page's head may be a menu."""
    if len(text) <= _SAMPLE:
        return text
    half = _SAMPLE // 2
    middle = (len(text) - half) // 2
    return text[:half] + " " + text[middle : middle + half]


def check_language(text: str, name: str, supported: Mapping[str, str] = SUPPORTED) -> str:
    """The code of a text's language, "" where it is too short to tell.

    Raises LanguageError, by name, for one that is not among those supported.
    """
    code = detect(text)
    if code and code not in supported:
        told = _NAMES.get(code, f"another language ({code})")
        known = " and ".join(supported.values())
        verb = "is" if len(supported) == 1 else "are"
        raise LanguageError(f"{name}: the text seems to be {told}; only {known} {verb} read so far")
    return code


def require_supported(code: str, name: str, supported: Mapping[str, str] = SUPPORTED) -> str:
    """The plain code of a language somebody named: `en-GB` is `en`.

    Raises LanguageError for one that is not among those supported.
    """
    base = code.strip().lower().replace("_", "-").partition("-")[0]
    if base not in supported:
        told = _NAMES.get(base, f"the language '{code[:20]}'")
        known = ", ".join(f"{n} ({c})" for c, n in supported.items())
        raise LanguageError(f"{name}: {told} is not read yet; only {known}")
    return base
