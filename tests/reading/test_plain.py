"""Plain text, Markdown, corpus lines: fields, offsets, and one clear line for each bad input."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import DateError, InputError, LanguageError, LimitError, NoDateError, UnreadableError, UsageError
from timeline.reading import from_record, read, read_bytes, read_text, require_date
from timeline.reading.decode import text_of
from timeline.reading.reader import kind_of
from timeline.temporal.interval import format_day

TEXT = "The council met on Monday.\n\nIt voted on Tuesday.\n"


def test_front_matter_gives_date_title_source_and_zone() -> None:
    matter = (
        '---\ntitle: "Tram: the vote"  # working title\ndate: 2022-01-21T10:05+01:00\nsource: tram-vote\n'
        "zone: Europe/Oslo\ndomain: narrative\nurl: https://x.example/a\ntags:\n  - a\n---\n"
    )
    article = read_bytes((matter + TEXT).encode(), name="a.md")
    assert article.text == TEXT
    assert (article.title, article.id, article.source) == ("Tram: the vote", "tram-vote", "tram-vote")
    assert article.published is not None
    assert (format_day(article.published), article.published_time) == ("2022-01-21", "10:05")
    assert (article.zone, article.domain, article.link) == ("Europe/Oslo", "narrative", "https://x.example/a")
    assert article.candidates[0].where == "front matter"


def test_toml_front_matter() -> None:
    article = read_bytes(f'+++\ndate = 2022-01-21\ntitle = "Vote"\n+++\n{TEXT}'.encode(), name="a.md")
    assert (article.title, article.text, article.candidates[0].date) == ("Vote", TEXT, "2022-01-21")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_text_begins_right_after_the_front_matter(ends: str) -> None:
    whole = f"---\ndate: 2022-01-21\n---\n\n{TEXT}".replace("\n", ends)
    assert read_bytes(whole.encode(), name="a.txt").text == f"\n{TEXT}".replace("\n", ends)


@pytest.mark.parametrize(
    "text", ["---\nNot a field\n---\nmore", "--- \n", "---\ndate: 2022", "text\n---\na: b\n---\n"]
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert read_bytes(text.encode(), name="a.txt").text == text


@given(st.text(min_size=1, max_size=200).filter(lambda t: t.strip() and not t.startswith(("\ufeff", "---", "+++"))))
def test_offsets_point_into_the_file_as_it_is(text: str) -> None:
    try:
        article = read_bytes(text.encode("utf-8", "surrogatepass"), name="a.txt", kind="text", check_language=False)
    except UnreadableError:
        return
    assert article.text == text


def test_the_date_given_wins() -> None:
    article = read_bytes(f"---\ndate: 2020-05-05\n---\n{TEXT}".encode(), name="a.md", date="21 January 2022")
    assert article.published is not None
    assert format_day(article.published) == "2022-01-21"


def test_a_markdown_heading_is_the_title_and_markup_is_skipped() -> None:
    text = "# Tram vote\n\n![The tram](a.png) See [the plan](https://x.example/2019/05/05/plan).\n<!-- draft -->\n"
    article = read_bytes(text.encode(), name="a.md")
    assert article.title == "Tram vote"
    gone = [text[s.start : s.end] for s in article.skipped]
    assert gone == ["![The tram](a.png)", "(https://x.example/2019/05/05/plan)", "<!-- draft -->"]


def test_no_date_lists_candidates_and_what_to_write() -> None:
    article = read_text("The treaty of 5 December 1994 was broken.")
    with pytest.raises(NoDateError, match=r"1994-12-05 \(text.*--date 1994-12-05") as told:
        require_date(article)
    assert told.value.candidates == article.candidates


def test_an_ambiguous_date_lists_both_readings() -> None:
    article = read_bytes(f"---\ndate: 03/04/2022\n---\n{TEXT}".encode(), name="a.md")
    with pytest.raises(NoDateError, match="2022-04-03 or 2022-03-04"):
        require_date(article)


def test_nothing_found_says_so() -> None:
    with pytest.raises(NoDateError, match="no publication date was found; give it with --date"):
        require_date(read_text(TEXT))


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", UnreadableError, "is empty"),
        (b" \n\t\n", UnreadableError, "is empty"),
        (b"\xef\xbb\xbf\n", UnreadableError, "is empty"),
        (b"\x00\x01\x02\x03" * 20, UnreadableError, "binary"),
        (b"\x89PNG\r\n\x1a\n....", UnreadableError, "PNG picture"),
        (b"PK\x03\x04....", UnreadableError, "ZIP archive"),
        (b"The caf\xff\xfe council met", UnreadableError, "not UTF-8"),
        (bytes(range(128, 256)), UnreadableError, "not UTF-8"),
        (b"a" * 6_000_000, LimitError, "characters"),
        (b"a" * 21_000_000, LimitError, "bytes"),
        (b"---\ndate: soon\n---\nText", DateError, "front matter date: 'soon' is no date"),
        (b"---\ndate: 2022-02-30\n---\nText", DateError, "no date of the calendar"),
        (b"---\ndomain: poetry\n---\nText", InputError, "domain 'poetry' is unknown"),
        (b"+++\ndate = =\n+++\nText", UnreadableError, "front matter"),
        (b"---\ndate: 2022-01-21\n---\n", UnreadableError, "no text"),
    ],
)
def test_bad_bytes_are_told_in_one_line(data: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as told:
        read_bytes(data, name="story.txt", kind="text")
    assert str(told.value).startswith("story.txt: ")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("missing.txt", "no such file"),
        (".", "is a folder"),
        ("/dev/zero", "no ordinary file"),
        ("a\0b", "cannot be read"),
        ("x" * 5_000, "cannot be read"),
    ],
)
def test_bad_paths_are_told_in_one_line(source: str, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as told:
        read(source)
    assert "\n" not in str(told.value)
    assert "\0" not in str(told.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(UnreadableError, match="permissions"):
        read(path)


def test_unknown_kind() -> None:
    with pytest.raises(UsageError, match="unknown; write one of text"):
        read_bytes(b"Text", name="a", kind="poem")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The café said “no” – it’s £5.", "utf-8"),
        ("The café said “no” – it’s £5.", "utf-8-sig"),
        ("The café said “no” – it’s £5.", "cp1252"),
        ("The café said “no” – it’s £5.", "utf-16"),
        ("The café said “no” – it’s £5.", "utf-32"),
        ("The café said no, it is 5 pounds.", "latin-1"),
    ],
)
def test_encodings_are_found(text: str, encoding: str) -> None:
    article = read_bytes(text.encode(encoding), name="a.txt")
    assert article.text == text
    assert bool(article.warnings) == (encoding in ("cp1252", "latin-1"))


def test_mojibake_is_told() -> None:
    broken = "The council’s vote and the mayor’s café.".encode().decode("cp1252")
    (warning,) = read_bytes(broken.encode(), name="a.txt").warnings
    assert "wrongly decoded" in warning


def test_standard_input() -> None:
    article = read("-", stdin=TEXT.encode())
    assert (article.text, article.id) == (TEXT, "stdin")


def test_a_corpus_line() -> None:
    article = from_record({"doc": "d1", "text": TEXT, "dct": "2022-01-21T09:30", "extra": [1]})
    assert (article.id, article.text, article.published_time) == ("d1", TEXT, "09:30")
    assert from_record({"doc": 7, "text": TEXT}).id == "7"
    assert from_record({"doc": "d", "text": TEXT, "dct": None}).published is None


@pytest.mark.parametrize(
    ("record", "error", "words"),
    [
        ([], InputError, "JSON object, not a list"),
        ({"text": TEXT}, InputError, "no 'doc'"),
        ({"doc": "", "text": TEXT}, InputError, "no 'doc'"),
        ({"doc": True, "text": TEXT}, InputError, "no 'doc'"),
        ({"doc": "d"}, InputError, "document d: no 'text'"),
        ({"doc": "d", "text": 5}, InputError, "document d: not a string"),
        ({"doc": "d", "text": " "}, InputError, "document d: its text is empty"),
        ({"doc": "d", "text": TEXT, "dct": 20220121}, DateError, "document d: dct must be a text"),
        ({"doc": "d", "text": TEXT, "dct": "soon"}, DateError, "document d: dct 'soon' is no date"),
        ({"doc": "d", "text": TEXT, "dct": "03/04/2022"}, DateError, "document d: dct .* ambiguous"),
        ({"doc": "d\nx", "text": TEXT, "dct": "soon"}, DateError, "document d x: "),
    ],
)
def test_bad_corpus_lines_name_their_document(record: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as told:
        from_record(record)
    assert "\n" not in str(told.value)


FOREIGN = {
    "Spanish": "La ciudad votó el miércoles por la noche construir una línea de tranvía hasta el hospital, "
    "poniendo fin a nueve años de discusión entre los vecinos y el alcalde sobre el dinero.",
    "German": "Der Stadtrat beschloss am Mittwochabend den Bau einer Straßenbahn zum Krankenhaus und beendete damit "
    "einen neun Jahre langen Streit zwischen den Parteien der Stadt und ihren Bürgern.",
    "French": "Le conseil municipal a voté mercredi soir la construction d'une ligne de tramway jusqu'à l'hôpital, "
    "mettant fin à neuf ans de disputes entre les habitants et le maire de la ville.",
    "Russian": "Городской совет проголосовал в среду вечером за строительство трамвайной линии "
    "до больницы и завершил спор.",
    "Chinese": "市议会周三晚上投票决定修建一条通往医院的电车线路,结束了长达九年的争论。"
    "交通委员会主任说,工程将于春季开始,历时三年。",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_other_languages_are_refused_by_name(name: str) -> None:
    with pytest.raises(LanguageError, match=f"seems to be {name}; only English"):
        read_text(FOREIGN[name])


@pytest.mark.parametrize(
    "text",
    [
        "Paris",
        "FC Bayern 3:1 BVB",
        "Ayuntamiento vota tranvía",
        "FBI agents seized documents Monday. Trump denied wrongdoing. Lawyers filed motions Tuesday. Judges unsealed "
        "warrants Friday. Prosecutors opposed releasing affidavits. Officials declined comment Thursday night.",
        "Rovers 2-1 Athletic Albion 0-0 Chelsea Everton 3-2 Fulham Leeds 1-1 Burnley Norwich 0-4 Watford Brentford "
        "2-2 Brighton Newcastle 1-0 Wolves Palace 2-0 Southampton Leicester City Aston Villa Derby County",
    ],
)
def test_short_texts_headlines_and_tables_are_not_refused(text: str) -> None:
    assert read_text(text).text == text


def test_a_language_given_is_taken_at_its_word() -> None:
    assert read_text(FOREIGN["Spanish"], language="en-GB").text
    with pytest.raises(LanguageError, match="Spanish is not read yet; only English"):
        read_text("Short.", language="es")


CYRILLIC = "Совет города собрался в понедельник и решил закрыть старый мост через реку. "


@pytest.mark.parametrize(
    ("data", "declared", "words", "warning"),
    [
        ("The café said “no”.".encode("cp1252"), "no-such-code", "The café said “no”.", "read as cp1252"),
        ("The café said “no”.".encode("cp1252"), "a\0b", "The café said “no”.", "read as cp1252"),
        ("Łódź votes".encode("iso-8859-2"), "iso-8859-2", "Łódź votes", ""),
        ((CYRILLIC * 5).encode("koi8-r"), None, CYRILLIC, "look at its accented letters"),
        ((CYRILLIC * 5).encode("cp1251"), None, CYRILLIC, "look at its accented letters"),
    ],
)
def test_old_encodings(data: bytes, declared: str | None, words: str, warning: str) -> None:
    text, warnings = text_of(data, "a.txt", declared)
    assert text.startswith(words)
    assert warning in " ".join(warnings)
    assert bool(warnings) is bool(warning)


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", UnreadableError, "is empty"),
        (b"a" * 20_000_001, LimitError, "more than the 20,000,000"),
        (b"\xff\xfeT\x00h\x00", None, ""),
        (b"\xff\xfeT\x00h\x00e", UnreadableError, "begins as UTF-16 but is not"),
        (b"The council\xff\x00", UnreadableError, "a zero byte at 12"),
        (b"The \x01\x02\x03\x04 council", UnreadableError, "binary, not text"),
    ],
    ids=["empty", "large", "utf-16", "half-utf-16", "zero", "controls"],
)
def test_what_is_text(data: bytes, error: type[Exception] | None, words: str) -> None:
    if error is None:
        assert text_of(data, "a.txt") == ("Th", ())
        return
    with pytest.raises(error, match=f"^a.txt: .*{words}"):
        text_of(data, "a.txt")


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(LimitError, match="larger than the 20,000,000 bytes"):
        read(path)


@pytest.mark.parametrize(
    ("source", "kind", "stdin", "error", "words"),
    [
        ("-", None, b"", UnreadableError, "standard input: the file is empty"),
        ("-", None, b"a" * 20_000_001, LimitError, "standard input: larger than"),
        ("-", "poem", b"a", UsageError, "the kind 'poem' is unknown"),
        ("corpus.jsonl", None, None, InputError, "a corpus of many articles, not one"),
    ],
    ids=["empty", "large", "kind", "corpus"],
)
def test_what_is_no_one_article(
    source: str, kind: str | None, stdin: bytes | None, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        read(source, kind=kind, stdin=stdin)


@pytest.mark.parametrize(
    ("data", "name", "content_type", "kind"),
    [
        (b"%PDF-1.4", "a.txt", "", "pdf"),
        (b" <!-- saved --> <!doctype html><p>", "a.txt", "", "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "a.xml", "", "html"),
        (b"<rss version='2.0'>", "a.xml", "", "feed"),
        (b"<news><item/></news>", "a.xml", "", "feed"),
        (b"<news><item/></news>", "", "", "text"),
        (b'<?xml version="1.0"?><TimeML>', "a.xml", "", "timeml"),
        (b"PK\x03\x04 word/document.xml", "a.zip", "", "docx"),
        (b"PK\x03\x04", "a.zip", "", "text"),
        (b"From: a\nTo: b\nDate: c\n\nThe council", "letter", "", "eml"),
        (b"From: a\nTo: b\nDate: c\n\nThe council", "letter.txt", "", "text"),
        (b"The council met.", "page", "text/html", "html"),
        (b"The council met.", "a.md", "text/html", "markdown"),
        (b"The council met.", "a", "", "text"),
    ],
)
def test_what_kind_of_file_it_is(data: bytes, name: str, content_type: str, kind: str) -> None:
    assert kind_of(data, name, content_type) == kind


def test_a_date_in_an_address_or_as_changed_is_told() -> None:
    matter = "---\nurl: https://x.example/2022/01/21/tram\nupdated: 23 January 2022\n---\n"
    article = read_bytes((matter + TEXT).encode(), name="a.md")
    assert [(c.date, c.where) for c in article.candidates] == [
        ("2022-01-21", "url"),
        ("2022-01-23", "front matter, modified"),
    ]
    assert article.published is not None
    assert format_day(article.published) == "2022-01-21"


def test_an_unknown_language_or_domain_is_refused() -> None:
    with pytest.raises(LanguageError):
        read_text(TEXT, language="xx")
    with pytest.raises(InputError, match="one of news, narrative"):
        read_text(TEXT, domain="poetry")
