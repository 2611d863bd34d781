"""Captions and credits that only the markup of their page tells from prose."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

#: What the names of such elements hold; looked for first.
MARKUP_WORDS = (
    "aption", "APTION", "utline", "redit", "opyright", "nterschrift", "bildtext", "bildetekst",
    "billedtekst", "egende", "eyenda", "idascalia", "pie-", "pie_", "ijschrift", "uvateksti", "otographer",
    "image-source", "photo-source", "img-source",
)  # fmt: skip
#: A tag that may open such an element, for Rust's engine.
MARKUP_TAG = rf"<(?:figcaption|[a-zA-Z][^<>]*(?:class|itemprop)\s*=[^<>]*(?:{'|'.join(MARKUP_WORDS)}))"
_OPENING = re.compile(r"<([a-z][a-z0-9]*)\b([^<>]*)>", re.IGNORECASE)
_NAMES = re.compile(r"""(?:^|\s)(?:class|itemprop)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_PICTURE = (
    r"(?:image|img|photo|photograph|picture|pic|media|figure|fig|foto|lead|hero|video|gallery|slide|asset|embed)s?"
)
_PART = (
    r"(?:text|txt|contents?|wrapper|wrap|container|body|inner|copy|value|headline|title|video|image|photo|media|credits?"
    r"|desc|description|block|area|box|line|name|info|source|author|by|small|full|main|bottom|top|left|right|p|span|div)"
)
#: A class or property, without hyphens and in lower case, whose element is a caption or a credit.
_CAPTION_NAME = re.compile(
    rf"(?:.*?(?:(?<!no)(?<!has)(?<!with)(?<!hide)(?<!show)(?<!toggle)(?<!narrow)(?<!wide)(?<!closed)(?<!close)(?<!open)(?<!less)(?<!table)"
    rf"(?:caption|cutline|bildunterschrift|fotobijschrift|bijschrift|didascalia|kuvateksti|bildetekst|billedtekst|bildtext)s?|{_PICTURE}(?:legende|leyenda)"
    rf"|piede(?:foto|imagen)|piefoto|{_PICTURE}(?:copyright|source|sources|author|photographer))"
    rf"|(?:.*?{_PICTURE}|[a-z]{{1,2}}|js|photo|summary)?(?:by)?credits?|copyrightholder|photographer|legende){_PART}{{0,2}}\d*"
)
#: Names of authors' credits and of the site's notice, and of buttons.
_NO_CAPTION = re.compile(
    r"author|byline|article|listicle|slideshow|story(?!image)|writer|footer|site|label|button|btn|toggle|icon|card"
)
#: Elements that hold no text, or more than a caption.
_NO_ELEMENTS = frozenset(
    ["meta", "img", "link", "input", "br", "hr", "source", "a", "button", "body", "article", "table", "script"]
)
#: A caption's element is closed within so many characters; what is longer is a broken page.
_ELEMENT = 5_000
#: And shows at most so many.
_SHOWN = 400
#: So many elements of an article are looked at.
_MANY = 100
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
#: Tags that emphasise or link; one that bears a class parts a caption from its credit.
_INLINE = re.compile(r"</?(?:a\b|(?:b|i|em|strong|u)\b(?![^<>]*\bclass\b))", re.IGNORECASE)
_RUN = re.compile(r"[^\x00]+")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def captions_in_markup(text: str, tags: Iterable[str]) -> list[tuple[int, int]]:
    """Where the texts of caption and credit elements stand, without their tags; *tags*: what `MARKUP_TAG` matches."""
    places: list[tuple[int, int]] = []
    done = 0
    for start, end in _elements(text, tags):
        if start >= done:  # of elements in one another the outer one
            places += _runs(text, start, end)
            done = end
    return places


def _elements(text: str, tags: Iterable[str]) -> list[tuple[int, int]]:
    """The insides of the elements whose name, class or property says that they are a caption or a credit."""
    found: list[tuple[int, int]] = []
    for start in _places(text, tags):
        opening = _OPENING.match(text, start)
        if opening is None or not _is_caption(opening[1].lower(), opening[2]):
            continue
        end = _closing(text, opening[1].lower(), opening.end())
        if end is not None:
            found.append((opening.end(), end))
        if len(found) >= _MANY:
            break
    return found


def _places(text: str, tags: Iterable[str]) -> list[int]:
    starts = set()
    for tag in tags:
        at = text.find(tag)
        while at >= 0:
            starts.add(at)
            at = text.find(tag, at + len(tag))
    return sorted(starts)


def _is_caption(element: str, attributes: str) -> bool:
    if element in _NO_ELEMENTS or attributes.endswith("/"):
        return False
    if element == "figcaption":
        return True
    names = [name for found in _NAMES.findall(attributes) for name in "".join(found).split()]
    return any(map(_is_caption_name, names))


@lru_cache(maxsize=4_096)
def _is_caption_name(name: str) -> bool:
    plain = re.sub(r"[\W_]", "", name.lower())
    return len(plain) < 60 and _CAPTION_NAME.fullmatch(plain) is not None and _NO_CAPTION.search(plain) is None


def _closing(text: str, element: str, start: int) -> int | None:
    """Where the element's own closing tag begins; None where it is missing."""
    depth = 1
    for tag in _tags_of(element).finditer(text, start, start + _ELEMENT):
        if element == "p":  # a paragraph holds no other
            return tag.start()
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return None


@cache
def _tags_of(element: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){element}\b[^<>]*>", re.IGNORECASE)


def _runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The texts between the tags inside an element; tags that emphasise do not part a text."""
    shown = _TAG.sub(lambda tag: (" " if _INLINE.match(tag[0]) else "\0") * len(tag[0]), text[start:end])
    if len(" ".join(shown.replace("\0", " ").split())) > _SHOWN:
        return []
    places = []
    for run in _RUN.finditer(shown):
        bare = run[0].strip()
        if _LETTERS.search(bare) or any(c > "\u2e80" for c in bare):
            begin = start + run.start() + len(run[0]) - len(run[0].lstrip())
            places.append((begin, begin + len(bare)))
    return places
