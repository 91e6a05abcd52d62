"""PDF, Word, mail and feeds: text, date, and hostile files that harm nothing."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import InputError, LimitError, MissingPartError, UnreadableError
from timeline.reading import read, read_all, read_bytes
from timeline.reading.pdf import joined
from timeline.temporal.interval import format_day


def pdf_of(*pages: str, made: str = "D:20220305101500Z") -> bytes:
    """A small PDF with the lines of each page, written by hand so that no printer is needed."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in pages:
        lines = "".join(f"({line}) Tj 0 -14 Td\n" for line in page.splitlines())
        content = f"BT /F1 11 Tf 50 780 Td\n{lines}ET"
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    objects.append(f"<</CreationDate({made})/Title(Tram vote)>>")
    out = "%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    )
    return out.encode("latin-1")


def test_a_pdf_is_read_with_its_lines_joined() -> None:
    first = (
        "The council voted on Wednesday night to build a tram line to the\n"
        "hospital, ending nine years of argu-\nment over its route.\n1"
    )
    second = "Work begins in spring and will last for three years, said the\nhead of the committee on Thursday.\n2"
    article = read_bytes(pdf_of(first, second), name="tram.pdf")
    assert article.text == (
        "The council voted on Wednesday night to build a tram line to the hospital, ending nine years of argument "
        "over its route.\nWork begins in spring and will last for three years, said the head of the committee on "
        "Thursday.\n"
    )
    assert article.title == "Tram vote"


def test_the_day_a_pdf_was_made_is_told_and_not_chosen() -> None:
    article = read_bytes(pdf_of("The council voted on Wednesday."), name="saved-2022-03-05.pdf")
    assert article.published is None
    assert [(c.date[:10], c.where) for c in article.candidates] == [
        ("2022-03-05", "pdf, made"),
        ("2022-03-05", "file name"),
    ]


def test_a_sentence_over_a_page_break_is_one() -> None:
    lines = "a line of quite some words that fills the page from left to right\n"
    assert joined([lines + "the council voted to build the new", "tram line on Wednesday.\n"]).count("\n") == 1


def test_running_heads_are_dropped() -> None:
    pages = [f"The Coast Post, page {n}\nThe council met for the {n} time on a Monday.\n" for n in range(1, 5)]
    assert "Coast Post" not in joined(pages)


def _bomb_pdf() -> bytes:
    packed = zlib.compress(b"(" + b"a" * 150_000_000 + b") Tj")
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Length "
        + str(len(packed)).encode()
        + b"/Filter/FlateDecode>>stream\n"
        + packed
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4 nothing",
        b"%PDF-1.7\n" + bytes(range(256)) * 2_000,
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\n"
        b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
        _bomb_pdf(),
    ],
    ids=["nothing", "junk", "loop", "bomb"],
)
def test_hostile_pdf_is_refused_in_time(data: bytes) -> None:
    begin = time.monotonic()
    with pytest.raises(InputError, match=r"a\.pdf: the PDF"):
        read_bytes(data, name="a.pdf")
    assert time.monotonic() - begin < 40


def locked_pdf(password: str, algorithm: str = "RC4-128") -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf_of("The council voted on Wednesday."))))
    writer.encrypt(password, owner_password="owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (locked_pdf("word"), "is locked with a password"),
        (pdf_of(*["x"] * 401), "has 401 pages, more than the 400"),
        (pdf_of(""), "holds no text, only pictures"),
    ],
    ids=["locked", "pages", "pictures"],
)
def test_a_pdf_that_cannot_be_read_is_told_why(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=rf"^a\.pdf: the PDF {words}"):
        read_bytes(data, name="a.pdf")


def test_a_pdf_locked_against_changes_alone_is_read() -> None:
    assert "voted on Wednesday" in read_bytes(locked_pdf(""), name="a.pdf").text


def test_a_pdf_of_no_known_day_has_no_candidate() -> None:
    assert read_bytes(pdf_of("The council voted.", made="soon"), name="a.pdf").candidates == ()


@pytest.mark.parametrize(
    ("library", "error", "words"),
    [
        ("raise ImportError('none', name='pypdf')", MissingPartError, "pip install pypdf"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", LimitError, "more time or memory"),
        ("import time; time.sleep(60)", LimitError, "takes longer than"),
    ],
    ids=["missing", "killed", "slow"],
)
def test_a_reader_that_does_not_come_back_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, error: type[Exception], words: str
) -> None:
    (tmp_path / "pypdf.py").write_text(library)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    if "sleep" in library:
        monkeypatch.setattr("timeline.reading.pdf.SECONDS", 1)
    with pytest.raises(error, match=words):
        read_bytes(pdf_of("The council voted."), name="a.pdf")


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        ([], ""),
        (["\n\n"], ""),
        (["The council met\n\n\nand voted on Monday."], "The council met and voted on Monday.\n"),
        (["Tram vote\n" + "The council met on Monday to talk of a line\n" * 3 + "It did.\nIt goes on"],
         "Tram vote\n" + "The council met on Monday to talk of a line " * 3 + "It did.\nIt goes on\n"),
    ],
)  # fmt: skip
def test_lines_are_joined_to_paragraphs(pages: list[str], text: str) -> None:
    assert joined(pages) == text


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Cost", "40 million crowns"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_is_read_with_its_tables() -> None:
    article = read_bytes(word_file("Published 3 May 2021", "The council voted on Wednesday."), name="tram.docx")
    assert article.text == "Published 3 May 2021\nThe council voted on Wednesday.\nCost\n40 million crowns\n"
    assert article.published is not None
    assert format_day(article.published) == "2021-05-03"


def test_the_day_a_word_file_was_made_is_not_chosen() -> None:
    article = read_bytes(word_file("The council voted on Wednesday."), name="tram.docx")
    assert article.published is None
    assert [c.where for c in article.candidates] == ["docx, made"]


def test_merged_cells_come_once_and_tables_in_tables_are_read() -> None:
    document = docx.Document()
    table = document.add_table(1, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "The council voted"
    table.cell(0, 2).add_table(1, 1).cell(0, 0).text = "on Wednesday"
    document.core_properties.created = datetime(1, 1, 1)
    out = io.BytesIO()
    document.save(out)
    article = read_bytes(out.getvalue(), name="a.docx")
    assert article.text.split("\n") == ["The council voted", "on Wednesday", ""]
    assert article.candidates == ()


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def raw_word(document: str | bytes, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("word/document.xml", document)
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def wrapped(body: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document {_W}><w:body>{body}</w:body></w:document>'


def broken(data: bytes) -> bytes:
    """The same archive with other bytes where its document is packed."""
    at = data.rindex(b"word/document.xml", 0, data.index(b"PK\x01\x02")) + len(b"word/document.xml")
    return data[: at + 4] + b"\xff" * 8 + data[at + 12 :]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (raw_word(b"a" * 100_000_000), LimitError),
        (raw_word(wrapped("<w:p/>"), word__media__a=b"a" * 100_000_000), LimitError),
        (raw_word(wrapped("<w:p></w:p>" * 60_000)), LimitError),
        (raw_word(wrapped("<w:p/>", '<!DOCTYPE x [<!ENTITY a "b">]>')), UnreadableError),
        (raw_word(wrapped("<w:p/>", '<!DOCTYPE x SYSTEM "file:///etc/hostname">')), UnreadableError),
        (raw_word(wrapped("<w:tbl><w:tr><w:tc>" * 2_000 + "</w:tc></w:tr></w:tbl>" * 2_000)), InputError),
        (raw_word("not xml"), UnreadableError),
        (raw_word(wrapped("<w:p/>")), UnreadableError),
        (b"PK\x03\x04 and no more", UnreadableError),
        (raw_word(wrapped("<w:p/>")).replace(b"word/document.xml", b"word/something.xm"), UnreadableError),
        (broken(raw_word(wrapped("<w:p>The council voted on Wednesday.</w:p>"))), UnreadableError),
    ],
    ids=[
        "bomb", "media-bomb", "many", "entity", "external", "deep", "no-xml", "empty", "cut", "no-word", "broken",
    ],
)  # fmt: skip
def test_hostile_word_files_are_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^a\.docx: "):
        read_bytes(data, name="a.docx")


MAIL = (
    b"From: News <news@x.example>\r\nTo: me@x.example\r\nDate: Fri, 21 Jan 2022 23:30:00 -0500\r\n"
    b"Subject: =?utf-8?q?The_caf=C3=A9?=\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/alternative; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"The caf=E9 opened on Thursday.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Other</p>\r\n--b--\r\n"
)


@pytest.mark.parametrize("name", ["letter.eml", "letter"])
def test_a_mail_is_read(name: str) -> None:
    article = read_bytes(MAIL, name=name)
    assert (article.text.strip(), article.title) == ("The café opened on Thursday.", "The café")
    assert article.published is not None
    assert (format_day(article.published), article.published_time, article.zone) == ("2022-01-21", "23:30", "-05:00")
    assert article.candidates[0].where == "mail header"
    assert article.warnings == ()


def test_a_saved_page_is_dated_by_itself_and_not_by_its_saving() -> None:
    page = (
        "From: <Saved by a browser>\r\nSubject: Tram\r\n"
        "Snapshot-Content-Location: https://x.example/2022/01/20/tram\r\n"
        "Date: Mon, 7 Mar 2022 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
        "<html><body><h1>Tram</h1><p>The council voted on Wednesday night to build a tram line.</p>"
        "</body></html>\r\n--b--"
    )
    article = read_bytes(page.encode(), name="tram.mhtml")
    assert article.published is not None
    assert format_day(article.published) == "2022-01-20"
    assert ("2022-03-07", "saved page, saved") in [(c.date[:10], c.where) for c in article.candidates]


@pytest.mark.parametrize(
    "data",
    [
        MAIL.split(b"\r\n\r\n")[0] + b"\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 3_000,
        b"From: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--",
        b"From: a\r\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(400)),
    ],
    ids=["parts", "no-text", "nested"],
)
def test_hostile_mail_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a\.eml: "):
        read_bytes(data, name="a.eml")


def test_a_hostile_header_harms_nothing() -> None:
    data = b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\r\nDate: " + b"(" * 50_000 + b"\r\n\r\nThe council met."
    assert read_bytes(data, name="a.eml").text.strip() == "The council met."


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tide</title>
<item><title>Ferry</title><link>https://x.example/2022/01/20/ferry</link>
<pubDate>Thu, 20 Jan 2022 23:30:00 -0500</pubDate>
<description>&lt;p&gt;The ferry sailed on &lt;b&gt;Monday&lt;/b&gt;.&lt;/p&gt;
&lt;p&gt;It came back.&lt;/p&gt;</description></item>
<item><title>Mill</title><description>The mill closed yesterday.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Tide</title><entry><title>Ferry</title><id>1</id>
<published>2022-01-20T22:00:00+01:00</published><updated>2022-01-22T08:00:00+01:00</updated>
<content type="html">&lt;p&gt;The ferry sailed on Monday.&lt;/p&gt;</content></entry></feed>"""


def test_every_entry_of_a_feed_is_an_article_with_its_own_date() -> None:
    ferry, mill = read_all("-", stdin=RSS.encode())
    assert (ferry.id, ferry.title, ferry.text) == ("ferry", "Ferry", "The ferry sailed on Monday.\nIt came back.\n")
    assert ferry.published is not None
    assert (format_day(ferry.published), ferry.published_time, ferry.zone) == ("2022-01-20", "23:30", "-05:00")
    assert (mill.text, mill.published) == ("The mill closed yesterday.\n", None)


def test_atom_published_comes_before_updated() -> None:
    (entry,) = read_all("-", stdin=ATOM.encode())
    assert entry.published is not None
    assert format_day(entry.published) == "2022-01-20"


def feed_of(*items: str) -> bytes:
    return f'<rss version="2.0"><channel>{"".join(f"<item>{item}</item>" for item in items)}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<title>Ferry sails</title>", "Ferry sails\n"),
        ("<title>Ferry</title><description>  The ferry\n  sailed. </description>", "The ferry\nsailed.\n"),
        (
            "<description><![CDATA[<?xml version='1.0' encoding='utf-8'?><p>The ferry <b>sailed</b>.</p>]]>"
            "</description>",
            "The ferry sailed.\n",
        ),
    ],
    ids=["headline", "plain", "declared"],
)
def test_the_text_of_an_entry(item: str, text: str) -> None:
    (entry,) = read_all("-", stdin=feed_of(item))
    assert entry.text == text


def test_entries_without_words_are_left_out_and_ids_are_their_own() -> None:
    one = "<link>https://x.example/2022/ferry.html</link><title>Ferry {}</title>"
    data = feed_of(one.format(1), "<link>https://x.example/a</link>", one.format(2), "<title>C</title>")
    entries = read_all("-", stdin=data)
    assert [entry.id for entry in entries] == ["ferry", "ferry-2", "stdin-3"]


def test_an_atom_entry_that_tells_only_its_last_change_is_dated_by_it() -> None:
    (entry,) = read_all("-", stdin=ATOM.replace("<published>2022-01-20T22:00:00+01:00</published>", "").encode())
    assert [(c.date[:10], c.where) for c in entry.candidates] == [("2022-01-22", "feed, updated")]


def test_one_article_is_asked_of_a_feed_of_two() -> None:
    with pytest.raises(InputError, match="a feed of 2 articles"):
        read("-", stdin=RSS.encode())


@pytest.mark.parametrize(
    "data",
    [
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
        "<rss><channel><item><title>&b;</title></item></channel></rss>",
        "<rss><channel></channel></rss>",
        '<rss version="2.0"><channel>' + "<item><title>a</title></item>" * 600 + "</channel></rss>",
        "<rss><channel>" + "<a>" * 5_000,
    ],
    ids=["entities", "empty", "many", "broken"],
)
def test_hostile_feeds_are_refused(data: str) -> None:
    with pytest.raises(InputError):
        list(read_all("-", stdin=data.encode()))


TIMEML = """<?xml version="1.0" ?><TimeML><DOCID>tram-1</DOCID>
<DCT><TIMEX3 tid="t0" type="TIME" value="2022-01-21T10:05" functionInDocument="CREATION_TIME">today</TIMEX3></DCT>
<TITLE>Tram vote</TITLE><TEXT>The council <EVENT eid="e1" class="OCCURRENCE">voted</EVENT> on <TIMEX3 tid="t1"
type="DATE" value="2022-01-19">Wednesday</TIMEX3>.</TEXT></TimeML>"""


def test_a_timeml_file_is_read_as_its_bare_text() -> None:
    article = read_bytes(TIMEML.encode(), name="a.tml")
    assert (article.id, article.title, article.text) == ("tram-1", "Tram vote", "The council voted on Wednesday.")
    assert article.published is not None
    assert (format_day(article.published), article.published_time) == ("2022-01-21", "10:05")


@pytest.mark.parametrize(
    "data",
    ["<TimeML><TEXT>", "<TimeML><TEXT/></TimeML>", '<!DOCTYPE x [<!ENTITY a "b">]><TimeML><TEXT>&a;</TEXT></TimeML>'],
)
def test_broken_timeml_is_refused(data: str) -> None:
    with pytest.raises(UnreadableError, match=r"^a\.tml: "):
        read_bytes(data.encode(), name="a.tml")


def test_deep_timeml_is_refused() -> None:
    with pytest.raises(InputError, match=r"^a\.tml: "):
        read_bytes(b"<TimeML><TEXT>" + b"<s>" * 20_000 + b"x" + b"</s>" * 20_000 + b"</TEXT></TimeML>", name="a.tml")


@pytest.mark.parametrize("suffix", ["pdf", "docx", "eml", "html", "rss", "txt", "md"])
@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(suffix: str, data: bytes) -> None:
    if suffix == "pdf" and data.startswith(b"%PDF"):
        return
    with contextlib.suppress(InputError):
        read_bytes(data, name=f"a.{suffix}", kind="text" if suffix == "pdf" else None, check_language=False)
