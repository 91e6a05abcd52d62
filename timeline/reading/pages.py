"""Web pages: the story's text by trafilatura, the date by our own reading of every place it stands in.

Date finders for pages guess where a page is silent (a copyright year becomes the first of January,
03/04/2025 becomes an April day, a change counts as publication), and they drop time and zone.  So
each place is read here with what it says: JSON-LD, meta tags, microdata, time tags, labelled lines
near the headline, the address.  A page's hostile size and depth are bounded before anything walks it.
"""

from __future__ import annotations

import functools
import json
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from timeline.errors import LimitError, UnreadableError
from timeline.model import DateCandidate
from timeline.reading import dates
from timeline.reading.build import Found
from timeline.reading.decode import MOST_CHARACTERS, text_of
from timeline.reading.key_dates import write_out

MOST_ELEMENTS = 150_000
DEEPEST = 250
_MOST_JSON = 2_000_000
_STORY_WORDS = 14
_BLOCKS = frozenset(
    ["p", "div", "h1", "h2", "h3", "h4", "li", "section", "article", "header", "td", "tr", "ul", "br", "main",
     "blockquote", "figure", "figcaption", "address", "dd", "dt", "body"]
)  # fmt: skip
_UNSEEN = frozenset(["script", "style", "noscript", "template", "svg", "iframe", "object", "head", "select"])
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)", re.IGNORECASE
)
# Not over the next "<": a page of tags that never end would be searched to its end for each of them.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_UNCLOSED = "area base br col embed hr img input link meta source track wbr p li td tr th dd dt option"
_VOID = frozenset(_UNCLOSED.split())
_UNFIT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


@functools.cache
def _names() -> dict[str, Any]:
    data = tomllib.loads(files("timeline.reading").joinpath("pages.toml").read_text(encoding="utf-8"))
    for part in ("published", "modified", "aside"):
        data["markup"][part] = re.compile(data["markup"][part], re.IGNORECASE)
    return data


def read_html(data: bytes, name: str, *, link: str = "", charset: str | None = None) -> Found:
    """The story, title, address and date candidates of a page.

    Raises UnreadableError where the page holds no story, LimitError where it is too large or deep.
    """
    found = _CHARSET.search(data[:4096]) or _XML_ENCODING.match(data[:200])
    declared = found[1].decode("ascii", "replace") if found else charset
    source, warnings = text_of(data, name, declared)
    return from_html(source, name, link=link, warnings=warnings)


def from_html(source: str, name: str, *, link: str = "", warnings: tuple[str, ...] = ()) -> Found:
    """The same from a page's decoded source."""
    tree = _tree(source, name)
    address = link or _address(source, tree)
    candidates = list(_candidates(tree, address))
    title = _title(tree)
    site = _meta_text(tree, "source")
    text = _story(source, tree, name, address)
    candidates += [c for c in dates.in_text(text) if not any(c.date[:10] == d.date[:10] for d in candidates)]
    return Found(text, title=title, source=site, link=address, candidates=tuple(candidates), warnings=warnings)


def _tree(source: str, name: str) -> Any:
    from lxml import etree, html

    count = depth = deepest = 0
    for tag in _TAG.finditer(source):
        count += 1
        if count > MOST_ELEMENTS:
            raise LimitError(f"{name}: a page of more than {MOST_ELEMENTS:,} tags is not read")
        if tag[2].lower() in _VOID or tag[3].endswith("/"):
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    # Unclosed tags make a page look deeper than it is, so the tree itself decides in doubtful cases.
    if deepest > 20 * DEEPEST:
        raise LimitError(f"{name}: its elements are nested more than {DEEPEST} deep")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_pis=True)
    try:
        tree = html.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", source).encode("utf-8", "replace"), parser=parser
        )
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(f"{name}: not a page that can be read ({' '.join(str(error).split())[:80]})") from None
    _wash(tree)
    level = [tree]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return tree
    raise LimitError(f"{name}: its elements are nested more than {DEEPEST} deep")


def _wash(tree: Any) -> None:
    """Make spaces of the control characters that `&#1;` and the like stand for.

    The parser lets them in, but no tree may be changed, and so none pruned, where they stand.
    """
    for element in tree.iter():
        if element.text and _UNFIT.search(element.text):
            element.text = _UNFIT.sub(" ", element.text)
        if element.tail and _UNFIT.search(element.tail):
            element.tail = _UNFIT.sub(" ", element.tail)


# --- the story -----------------------------------------------------------------------------------


def _story(source: str, tree: Any, name: str, address: str) -> str:
    import copy

    pruned = copy.deepcopy(tree)
    _prune(pruned)
    write_out(pruned)
    from trafilatura import extract

    text = None
    try:
        text = extract(
            copy.deepcopy(pruned),
            url=address or None,
            include_comments=False,
            include_tables=True,
            favor_precision=True,
            max_tree_size=MOST_ELEMENTS,
        )
    except (RecursionError, ValueError, AttributeError, TypeError):  # odd trees: the plain way still works
        text = None
    plain = _paragraphs(pruned)
    # A short page of two paragraphs is below what an extractor takes for an article.
    if not text or (len(text) < 600 and len(plain) > 2 * len(text)):
        text = plain or text
    if not text or not text.strip():
        raise UnreadableError(f"{name}: no article was found in this page; save its text and give that")
    if len(text) > MOST_CHARACTERS:
        raise LimitError(f"{name}: {len(text):,} characters, more than the {MOST_CHARACTERS:,} that are read")
    return text.strip() + "\n"


def _prune(tree: Any) -> None:
    """Take out what is no story: scripts, pictures with their captions, forms, navigation, asides."""
    whole = sum(len(p.text_content()) for p in tree.iter("p")) or 1
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        drop = element.tag in _UNSEEN and element.tag != "head"
        drop = drop or element.tag in ("figure", "figcaption", "nav", "button", "input", "textarea", "label")
        drop = drop or element.get("hidden") is not None or element.get("aria-hidden") == "true"
        drop = drop or _is_link_list(element)
        drop = drop or "display:none" in (element.get("style") or "").replace(" ", "").lower()
        marked = element.tag in ("form", "aside", "footer") or (
            element.tag in ("div", "section", "ul", "ol", "header", "p", "span")
            and _names()["markup"]["aside"].search(_marks(element))
        )
        if marked and not drop:
            # Some systems wrap the whole page in a form or call its main part "more".
            own = sum(len(p.text_content()) for p in element.iter("p"))
            drop = own * 3 < whole
        if drop and element.getparent() is not None:
            element.drop_tree()
        elif element.tag == "br":
            # The words on both sides of a line's end are two words.
            element.tail = f" {element.tail or ''}"


def _marks(element: Any) -> str:
    """What the page's author calls an element."""
    names = (element.get(key) for key in ("class", "id", "data-component", "data-testid"))
    return " ".join(name[:200] for name in names if name)


def _is_link_list(element: Any) -> bool:
    """A list of nothing but links: other articles, a menu, sharing."""
    if element.tag not in ("ul", "ol"):
        return False
    whole = len(_flat(element.text_content()))
    return whole > 0 and sum(len(_flat(a.text_content())) for a in element.iter("a")) >= 0.9 * whole


def _paragraphs(tree: Any) -> str:
    roots = tree.xpath("//article") or tree.xpath("//main") or tree.xpath("//body") or [tree]
    root = max(roots, key=lambda r: len(r.text_content()))
    lines = [
        line
        for line in (_flat(p.text_content()) for p in root.iter("p", "h2", "h3", "li", "blockquote", "pre"))
        if line
    ]
    if not lines:
        lines = [line for line, _ in _lines(root) if line]
    return "\n".join(dict.fromkeys(lines))


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def _title(tree: Any) -> str:
    for value in (_json_headline(tree, "articles"), _meta_text(tree, "title")):
        if value:
            return value
    headings = tree.xpath("//h1")
    if headings and (value := _flat(headings[0].text_content())[:300]):
        return value
    if value := _json_headline(tree, "pages"):
        return value
    for element in tree.xpath("//title")[:1]:
        # "Headline - The Paper": the last part is the paper's name.
        return re.sub(r"\s+[|–—-]\s+[^|–—-]{2,40}$", "", _flat(element.text_content())[:300])
    return ""


def _json_headline(tree: Any, kind: str) -> str:
    for entry in _articles_of(tree, (kind,)):
        headline = entry.get("headline") or entry.get("name")
        if isinstance(headline, str) and headline.strip():
            import html

            return _flat(html.unescape(headline))[:300]
    return ""


def _meta_text(tree: Any, kind: str) -> str:
    wanted = _names()["meta"][kind]
    found: dict[str, str] = {}
    for key, value in _metas(tree):
        if key in wanted and value.strip():
            found.setdefault(key, _flat(value)[:300])
    return next((found[key] for key in wanted if key in found), "")


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            key = meta.get(attribute)
            if key:
                yield key.strip().lower(), meta.get("content") or ""


def _address(source: str, tree: Any) -> str:
    saved = _SAVED_FROM.search(source[:4000])
    canonical = [e.get("href") or "" for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    for address in (*canonical, _meta_text(tree, "link"), saved[1] if saved else ""):
        if re.match(r"https?://[^\s/]+/", address):
            return address[:2000]
    return ""


# --- the dates -----------------------------------------------------------------------------------


def _candidates(tree: Any, address: str) -> Iterator[DateCandidate]:
    told = [*_of_json(tree), *_of_metas(tree), *_of_microdata(tree), *_of_times(tree), *_of_lines(tree)]
    if address:
        told.append(dates.in_address(address))
    yield from (c for c in told if c is not None)


def _of_json(tree: Any) -> Iterator[DateCandidate | None]:
    for entry in _articles_of(tree):
        for key, where, rank in (
            ("datePublished", "json-ld", dates.METADATA),
            ("dateCreated", "json-ld, created", dates.MADE),
            ("dateModified", "json-ld, modified", dates.MODIFIED),
        ):
            for value in _strings(entry.get(key)):
                yield dates.candidate(value, where, rank, f"{key}: {value}")


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, list):
        return [v for v in value[:5] if isinstance(v, str)]
    return [value] if isinstance(value, str) else []


def _articles_of(tree: Any, kinds: tuple[str, ...] = ("articles", "pages")) -> list[dict[str, Any]]:
    """The JSON-LD entries about the page's own article, not about those it links to."""
    entries: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            content = (script.text or "").strip()[:_MOST_JSON]
            content = re.sub(
                r"^\s*(?:<!--|/\*<!\[CDATA\[\*/|//<!\[CDATA\[)|(?:-->|/\*\]\]>\*/|//\]\]>)\s*$", "", content
            )
            try:
                entries += _top(json.loads(content.strip().rstrip(";"), strict=False))
            except (ValueError, RecursionError):
                continue
    names = _names()["json-ld"]
    for kind in kinds:
        fitting = [e for e in entries if any(t in names[kind] for t in _types(e))]
        if fitting:
            return _own(fitting, tree)
    return []


def _top(value: Any, depth: int = 0) -> list[dict[str, Any]]:
    if isinstance(value, list) and depth < 5:
        return [e for item in value[:200] for e in _top(item, depth + 1)]
    if not isinstance(value, dict) or depth >= 5:
        return []
    inner = [value.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage")]
    return [value, *(e for part in inner if isinstance(part, dict | list) for e in _top(part, depth + 1))]


def _types(entry: dict[str, Any]) -> list[str]:
    kind = entry.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [re.sub(r"^.*[/:#]", "", k).lower() for k in kinds if isinstance(k, str)]


def _own(entries: list[dict[str, Any]], tree: Any) -> list[dict[str, Any]]:
    if len(entries) == 1:
        return entries
    heading = {_flat(h.text_content()).lower() for h in tree.xpath("//h1")} | {_meta_text(tree, "title").lower()}
    heading.discard("")
    same = [e for e in entries if _flat(str(e.get("headline") or e.get("name") or "")).lower() in heading]
    return same or entries


def _of_metas(tree: Any) -> Iterator[DateCandidate | None]:
    names = _names()["meta"]
    for key, value in _metas(tree):
        for kind, rank in (
            ("published", dates.METADATA),
            ("plain", dates.TIME_TAG),
            ("modified", dates.MODIFIED),
        ):
            if key in names[kind]:
                where = "meta, modified" if kind == "modified" else "meta"
                yield dates.candidate(value, where, rank, f"{key}: {value}")


def _of_microdata(tree: Any) -> Iterator[DateCandidate | None]:
    for element in tree.xpath("//*[@itemprop or @property]"):
        keys = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower()
        published, modified = "datepublished" in keys, "datemodified" in keys
        if element.tag == "meta" or not (published or modified) or _is_aside(element):
            continue
        written = element.get("datetime") or element.get("content") or _flat(element.text_content())
        rank = dates.METADATA if published else dates.MODIFIED
        where = "microdata" if published else "microdata, modified"
        yield dates.candidate(written[:120], where, rank)


def _of_times(tree: Any) -> Iterator[DateCandidate | None]:
    """Time tags: marked as publication or near the headline, loose ones, and those within the story."""
    near = _near_headline(tree)
    for element in tree.xpath("//time | //abbr[@title]")[:400]:
        keys = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower()
        if "datepublished" in keys or "datemodified" in keys:
            continue
        if element.tag == "abbr" and not re.search(r"publish|updated|dtstart|date", _marks(element)):
            continue
        shown = _flat(element.text_content())[:120]
        written = element.get("datetime") or element.get("title") or shown
        told = functools.partial(dates.candidate, written[:120], quote=f"{written} {shown}".strip()[:120])
        marks = _marks(element) + " " + _marks(element.getparent() if element.getparent() is not None else element)
        before = _before(element)
        names = _names()["markup"]
        if _is_aside(element):
            continue
        if _in_prose(element):
            yield told("text", dates.MENTIONED)
            continue
        own = _marks(element)
        changed = names["modified"].search(marks) and not re.search("publish|created", own)
        if changed or _labelled(before, "modified"):
            yield told("time tag, modified", dates.MODIFIED)
        elif (
            element.get("pubdate") is not None
            or names["published"].search(marks)
            or _labelled(before, "published")
            or element in near
        ):
            yield told("time tag", dates.TIME_TAG)
        else:
            yield told("time tag", dates.LOOSE_TIME)


def _before(element: Any) -> str:
    """The words that stand right before an element."""
    previous, parent = element.getprevious(), element.getparent()
    text = previous.tail if previous is not None else (parent.text if parent is not None else "")
    if previous is not None and not (text or "").strip() and isinstance(previous.tag, str):
        text = previous.text_content()
    return _flat(text)[-40:]


def _labelled(before: str, kind: str) -> bool:
    words = before.lower().strip(" :,|·–—-")
    return words.endswith(dates.labels()[kind])


def _is_aside(element: Any) -> bool:
    """Whether it stands in a part of the page that is about other articles."""
    aside = _names()["markup"]["aside"]
    articles = 0
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in ("nav", "aside", "footer", "form"):
            return True
        if ancestor.tag in ("body", "html", "main"):
            continue
        if ancestor.tag == "header" and _is_masthead(ancestor):
            return True
        if ancestor.tag == "article":
            articles += 1
        elif aside.search(_marks(ancestor)):
            return True
    return articles > 1


def _is_masthead(header: Any) -> bool:
    """The site's own header, which often shows the day of the visit."""
    inside = next(header.iterancestors("article", "main"), None) is not None
    return not inside and next(header.iter("h1"), None) is None


def _in_prose(element: Any) -> bool:
    """Whether it stands within a sentence of the story."""
    for ancestor in element.iterancestors():
        if ancestor.tag in ("p", "li", "td", "blockquote", "dd"):
            around = len(_flat(ancestor.text_content()).split()) - len(_flat(element.text_content()).split())
            return around > 12
        if ancestor.tag in _BLOCKS:
            return False
    return False


def _lines(tree: Any) -> list[tuple[str, Any]]:
    """The lines of text as a browser breaks them, each with the element it began in."""
    lines: list[tuple[str, Any]] = []
    parts: list[str] = []
    owner: Any = tree
    stack: list[tuple[Any, bool]] = [(tree, False)]

    def flush() -> None:
        line = _flat("".join(parts))
        if line:
            lines.append((line, owner))
        parts.clear()

    while stack:
        element, done = stack.pop()
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            if not done:
                parts.append(element.tail or "")
            continue
        if done:
            if element.tag in _BLOCKS:
                flush()
            if element is not tree:
                parts.append(element.tail or "")
            continue
        if element.tag in _BLOCKS:
            flush()
            owner = element
        if not parts:
            owner = element
        parts.append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    flush()
    return lines


def lines_of(tree: Any) -> list[str]:
    """The lines of an element's text, as a browser breaks them."""
    return [line for line, _ in _lines(tree)]


def _head(tree: Any) -> list[tuple[str, Any]]:
    """The lines between the headline and the story's first long paragraph, and a few before the headline."""
    body = tree.find("body")
    lines = _lines(body if body is not None else tree)
    heading = next((i for i, (_, e) in enumerate(lines) if e.tag == "h1" or _within(e, "h1")), None)
    if heading is None:
        story = next((i for i, (line, _) in enumerate(lines) if len(line.split()) >= _STORY_WORDS), 0)
        return lines[max(0, story - 4) : story]
    end = heading + 1
    while end < len(lines) and end - heading < 25 and len(lines[end][0].split()) < _STORY_WORDS:
        end += 1
    # A date above the headline counts within the article only: a masthead shows the day of the visit.
    start = heading
    frame = _frame(lines[heading][1])
    while start > 0 and heading - start < 4 and frame is not None and _frame(lines[start - 1][1]) is frame:
        start -= 1
    return lines[start:end]


def _frame(element: Any) -> Any:
    """The article or its header that an element stands in."""
    return next(element.iterancestors("article"), None)


def _within(element: Any, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _near_headline(tree: Any) -> set[Any]:
    found = set()
    for _, owner in _head(tree):
        found.update(owner.iter("time"))
        if owner.tag == "time":
            found.add(owner)
        found.update(a for a in owner.iterancestors() if a.tag == "time")
    return found


def _of_lines(tree: Any) -> Iterator[DateCandidate | None]:
    seen = set()
    marked = [
        (_flat(e.text_content()), e)
        for e in tree.xpath("//*[self::p or self::div or self::span or self::li][@class or @id]")[:3000]
        if _names()["markup"]["published"].search(_marks(e)) and len(e.text_content()) < 400
    ]
    for line, element in [*_head(tree), *marked]:
        if len(line) > 120 or line in seen or _is_aside(element) or not any(c.isdigit() for c in line):
            continue
        seen.add(line)
        if next(element.iter("time"), None) is not None:
            continue
        yield from dates.in_head_line(line)
