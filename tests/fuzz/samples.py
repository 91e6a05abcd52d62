"""What each fuzzer starts from: small whole files made here, and the words its format is made of.

Random bytes are no ZIP, no PDF and no calendar, so without these a fuzzer only ever tries the first
line of a reader.  `samples` gives the files of a target, `dictionary` the tokens libFuzzer splices in.
"""

from __future__ import annotations

import io
import json
import zipfile

STORY = (
    "The harbour board met on Tuesday evening and closed the old lock. A new one, first drawn up in May 2014, "
    "opens in the spring of next year. Between 1998 and 2003 the ferry ran twice a day; since last Friday it has "
    "not run at all. The hearing was moved from 3 March to 14 March at 9:30 a.m. GMT.\n"
)
PAGE = (
    "<!doctype html><html lang=en><head><title>Old lock closes | Courier</title>"
    '<meta property="article:published_time" content="2022-01-21T18:45:00+01:00">'
    '<link rel=canonical href="https://courier.example/2022/01/21/lock">'
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Old lock closes",'
    '"datePublished":"2022-01-21","@graph":[{"dateModified":["2022-01-22"]}]}</script></head>'
    "<body><nav><ul><li><a href=/>Home</a></ul></nav><article><h1>Old lock closes</h1>"
    '<p class=byline>By A Writer, <time datetime="2022-01-21" itemprop=datePublished>21 January</time></p>'
    f"<p>{STORY}</p><table><tr><td>Lock<td>closed 1999</table><figure><figcaption>x&#1;</figcaption></figure>"
    f"<p hidden>not seen</p><aside class=related>More</aside><p>{STORY}</p></article></body></html>"
)
MAIL = (
    "From: desk@courier.example\r\nTo: all@courier.example\r\nDate: Fri, 21 Jan 2022 18:45:00 +0100\r\n"
    "Subject: =?utf-8?q?Old_lock_closes?=\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    f"--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    f"{STORY}\r\n"
    f"--b\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n{PAGE}\r\n--b--\r\n"
)
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<channel><title>Courier</title><item><title>Old lock closes</title><link>https://courier.example/2022/01/21/a"
    "</link><pubDate>Fri, 21 Jan 2022 18:45:00 +0100</pubDate><description>&lt;p&gt;They met on Monday.&lt;/p&gt;"
    "</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title type="html">Lock &amp;amp; key'
    '</title><link href="https://courier.example/a"/><updated>2022-01-21T18:45:00Z</updated>'
    '<published>2022-01-20T08:00:00-05:00</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
    "<p>They met on Monday.</p></div></content></entry></feed>"
)
TIMEML = (
    '<?xml version="1.0" ?><TimeML><DOCID>lock</DOCID><DCT><TIMEX3 tid="t0" type="DATE" value="2022-01-21" '
    'functionInDocument="CREATION_TIME">2022-01-21</TIMEX3></DCT><TITLE>Lock</TITLE><TEXT>They met on '
    '<TIMEX3 tid="t1" type="DATE" value="2022-01-17" mod="START" anchorTimeID="t0">Monday</TIMEX3>'
    ' and <EVENT eid="e1" class="OCCURRENCE">closed</EVENT> it.</TEXT></TimeML>'
)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Oslo\r\n"
    "BEGIN:STANDARD\r\n"
    "DTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    "END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20220121T000000Z\r\n"
    "DTSTART;TZID=Europe/Oslo:20220121T184500\r\nDTEND;TZID=Europe/Oslo:20220121T194500\r\nSUMMARY:Lock\\, closed\r\n"
    "DESCRIPTION:A long\r\n  line\r\nSTATUS:CONFIRMED\r\nSEQUENCE:0\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\n"
    "UID:c@d\r\nDTSTAMP:20220121T000000Z\r\nDTSTART;VALUE=DATE:20220301\r\nDTEND;VALUE=DATE:20220302\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
WORD_XML = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr>'
    '<w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Old lock closes</w:t></w:r></w:p><w:p><w:hyperlink><w:r>'
    "<w:t>They met on Monday.</w:t><w:tab/><w:br/></w:r></w:hyperlink></w:p><w:tbl><w:tblPr/><w:tblGrid><w:gridCol/>"
    '</w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1"/><w:vMerge w:val="restart"/></w:tcPr>'
    "<w:p><w:r><w:t>in 1999</w:t></w:r>"
    "</w:p></w:tc></w:tr></w:tbl><w:sectPr/></w:body></w:document>"
)


def pdf(*lines: str) -> bytes:
    """A PDF of one page, with a table of its objects that is right."""
    content = "BT /F1 11 Tf 50 780 Td\n" + "".join(f"({line}) Tj 0 -14 Td\n" for line in lines) + "ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[5 0 R]/Count 1>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>",
        "<</CreationDate(D:20220121184500+01'00')/Title(Old lock closes)>>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{text}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 7\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def word_file(document: bytes) -> bytes:
    """A Word file round a main part."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relation}" '
        'Target="word/document.xml"/></Relationships>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def samples(target: str) -> list[bytes]:
    """Whole inputs of a target, small ones."""
    line = {"doc": "a", "text": STORY, "dct": "2022-01-21T18:45:00", "title": "Lock"}
    made: dict[str, list[bytes]] = {
        "tagger": [sentence.encode() for sentence in STORY.split(". ")] + [STORY.encode()],
        "phrases": [bytes(range(at, at + 12)) for at in range(0, 180, 12)],
        "text": [STORY.encode(), f"title: Lock\ndate: 2022-01-21\n\n{STORY}".encode(), STORY.encode("utf-16")],
        "markdown": [f"---\ntitle: Lock\ndate: 2022-01-21\n---\n# Lock\n\n- {STORY}\n\n| a | b |\n".encode()],
        "html": [PAGE.encode(), f'<?xml version="1.0"?><html><p>{STORY}<br>&#0;&#x1f;</html>'.encode()],
        "pdf": [pdf("The board met on Monday.", "It opens in May 2014.")],
        "docx": [word_file(WORD_XML.encode())],
        "docx-xml": [WORD_XML.encode()],
        "eml": [MAIL.encode(), f"Subject: Lock\nDate: 21 Jan 2022 18:45 EST\n\n{STORY}".encode()],
        "feed": [RSS.encode(), ATOM.encode()],
        "timeml": [TIMEML.encode()],
        "corpus-line": [json.dumps(line).encode(), b'{"doc": 7, "text": "on Monday", "dct": ""}'],
        "date": [b"2022-01-21", b"21 January 2022, 6:45pm CET", b"Fri, 21 Jan 2022 18:45:00 +0100", b"03/04/2022"],
        "corrections": [CORRECTIONS.encode()],
        "timeline-json": [json.dumps(timeline_record()).encode()],
        "check": [CALENDAR.encode()],
    }
    return made.get(target, [])


def timeline_record() -> dict[str, object]:
    """A saved timeline with an entry of each sort."""
    from tests.exporting.samples import CERTAIN, UNDATED, VAGUE, of
    from timeline.records import to_dict

    return to_dict(of(*VAGUE[:1], *CERTAIN[:3], *UNDATED[:1]))


CORRECTIONS = """version = 1

[[correction]]
change = "date"
event = "a1"
said = "Old lock closes"
start_date = 2022-01-20
end_date = "2022-01-21"
start_time = 09:30:00
zone = "Europe/London"
lasts = true

[[correction]]
change = "merge"
event = "a1"
with = ["b2", "c3"]

[[correction]]
change = "split"
event = "a1"
out = ["b2"]

[[correction]]
change = "anchor"
words = "Monday"
sentence = "They met on \\u004donday."
start_date = "2022-01-17"

[[correction]]
change = "add"
event = "hand-1"
title = "Lamp lit"
status = "scheduled"
kind = "event"
importance = 3
quote = 'they met'
"""


def dictionary(target: str) -> list[str]:
    """Tokens of a target's format; every format can hold a date."""
    from tests.fuzz.targets import WORDS

    tokens: dict[str, str] = {
        "html": "<p> </p> <time <div> <br> <h1> <article> <script <!-- --> &#0; &#x1; &#65535; &nbsp; <table> "
        "<td> hidden "
        'class="byline" datetime=" itemprop="datePublished" content=" <meta <title> <svg> <template> <form> '
        "<ul><li> <a ",
        "eml": "Content-Type: multipart/mixed; boundary= --b text/plain text/html charset= =?utf-8?b? ?= base64 "
        "Content-Transfer-Encoding: quoted-printable message/rfc822 multipart/related "
        "Snapshot-Content-Location: Date: \r\n\r\n",
        "feed": "<item> </item> <entry> <pubDate> <updated> <content type= <link <description> &lt;p&gt; "
        "<![CDATA[ ]]> "
        "<title> xhtml base64 &#0; xml:base= mode=",
        "timeml": '<TEXT> </TEXT> <TIMEX3 </TIMEX3> value=" tid=" <DCT> <TITLE> type="DURATION" type="SET" '
        'quant=" freq="',
        "corrections": "[[correction]] change event said start_date end_date status kind importance place title "
        "delete "
        "accept merge split with out anchor words [ ] { } ''' \"\"\" = 1979-05-27T07:32:00Z 1e400 0x_ nan lasts true",
        "timeline-json": '"title": "when": "earliest": "latest": null true 1e999 -1 [] {} "\\ud800" "grain": '
        '"spans": "events": ',
        "check": "DTSTART DTEND DURATION RRULE: FREQ= ;TZID= ;VALUE=DATE: BEGIN:VEVENT END:VEVENT BEGIN:VALARM "
        "UID: \r\n "
        "TRIGGER: EXDATE RECURRENCE-ID -PT1H 20220121T184500Z STATUS: SEQUENCE: BEGIN:VTIMEZONE TZOFFSETTO:",
        "docx-xml": "<w:p> </w:p> <w:r> <w:t> <w:tbl> <w:tr> <w:tc> <w:gridSpan <w:vMerge <w:sdt> <w:hyperlink> "
        "w:val=",
        "pdf": "obj endobj stream endstream /Length /Filter/FlateDecode /ASCIIHexDecode /Kids[ /Parent "
        "/Contents Tj TJ BT ET "
        "xref trailer startxref /Font /ToUnicode /Encoding /CreationDate(D: /Encrypt /ObjStm /XRef /Prev",
    }
    return [token for token in [*tokens.get(target, "").split(" "), *WORDS] if token.strip()]
