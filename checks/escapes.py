r"""Escapes of the formats that carried the text, left in it."""

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5, name2codepoint
from urllib.parse import unquote

import polars as pl

from .check import check
from .evidence import Evidence, find, where
from .finders import Place, judged, merged


def _is_prose(name: str, value: str) -> bool:
    """Whether a name of HTML 5 stands for something that news contain, and is no word in capitals behind an ``&``."""
    kind = unicodedata.category(value[0])
    is_letter = kind.startswith("L") and "LATIN" in unicodedata.name(value[0])
    return len(value) == 1 and len(name) > 3 and (is_letter or kind[0] in "PZ" or kind in ("Sc", "Cf", "Cc"))


#: HTML 4's 252 names, XML's apos, and those of HTML 5 that are letters and punctuation; the others are mathematics.
_HTML5 = {name[:-1] for name, value in html5.items() if name.endswith(";") and _is_prose(name[:-1], value)}
_NAMES = "|".join(sorted({*name2codepoint, "apos", *_HTML5}, key=lambda name: (-len(name), name)))
#: Names that capitalised headlines have in any case: ``&AMP;``, ``&Quot;``.
_COMMON = "amp|quot|apos|nbsp|lt|gt|[lr][sd]quo|[nm]dash|hellip|bull"
#: ``&#39;``, ``&#x27;``, ``&rsquo;``, and the doubly escaped ``&amp;#39;``.
_ENTITY = rf"&(?:amp;)*(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|{_NAMES}|(?i:{_COMMON}));"

#: Numbers of punctuation and Western letters: what a reference without its end may say.
_NUMBER = "0{0,4}(?:34|38|39|60|62|1[6-9][0-9]|2[0-4][0-9]|25[0-5]|82[0-4][0-9]|8364|8482)"
_HEXADECIMAL = "0{0,3}(?:22|26|27|3[cCeE]|[aA]0|20(?:1[0-9a-fA-F]|2[0-6]))"
_GLUED_NAMES = "nbsp|quot|[lr][sd]quo|[nm]dash|hellip|[aeiouAEIOU](?:acute|grave|circ|uml)|[nao]tilde|[cC]cedil|szlig"
#: References that lost their end (``&nbsp``, ``&#39s``), their beginning (``it#8217;s``), or were torn (``& nbsp;``).
_PUNCTUATION = "[lr][sd]quo|[nm]dash|hellip|nbsp"
_CURLY = "82(?:1[126-8]|2[0-26]|30)|0?39|160"
_NO_END = re.compile(
    rf"&(?:(?:amp;)*(?:#(?:{_NUMBER}(?![0-9;])|[xX]{_HEXADECIMAL}(?![0-9a-fA-F;]))|(?:{_GLUED_NAMES})(?![;=])"
    rf"|(?:lt|gt|apos)(?![;=a-z0-9_]))|amp(?:#[0-9]{{2,4}};|(?![;=a-z0-9_]))"
    rf"|[ ](?:{_PUNCTUATION}|quot|#[0-9]{{2,4}});)"
)
_NO_BEGINNING = re.compile(rf"#(?:(?<=\w#)(?:{_CURLY});|(?<!&#)(?<!&amp;#)(?:{_CURLY});(?=\w))")
_NAME_ALONE = re.compile(rf"(?<!&)(?<!&amp;)(?:{_PUNCTUATION});")
_NAME_ENDS = ("nbsp;", "quo;", "dash;", "hellip;")

#: ``\u201c``, both halves of an emoji as one; ``\x92``, all bytes of a character as one; ``it\2019s`` of style sheets.
_BACKSLASH = re.compile(
    r"\\{1,8}(?:u[dD][89abAB][0-9a-fA-F]{2}\\{1,8}u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{2,5}\}"
    r"|x[cCdD][0-9a-fA-F]\\{1,8}x[89abAB][0-9a-fA-F]|x[eE][0-9a-fA-F](?:\\{1,8}x[89abAB][0-9a-fA-F]){2}"
    r"|x[fF][0-4](?:\\{1,8}x[89abAB][0-9a-fA-F]){3}|x[0-9a-fA-F]{2}"
    r"|2019(?=(?:s|t|re|ll|ve|d|m)\b)|201[cCdD](?![0-9a-fA-F])|[\"'/])"
)
#: Slashes that lean on each other are drawings; behind a word, a colon or a bracket they are JSON's.
_BEFORE_SLASH = re.compile(r"(?:[\w:<.\"')\]]|[\w:]\\{1,8}/)\Z")
#: ``itu2019s``, whose backslash was stripped.
_STRIPPED = re.compile(
    r"u(?:2019(?<=[a-z]u2019)(?=(?:s|t|re|ll|ve|d|m)\b)|201[8cC](?<![\\+#/\w]u....)(?=[A-Z])"
    r"|201[dD](?<=[a-z.,!?]u....)(?!\w)|00[eEfF][0-9a-fA-F](?<=[A-Za-z]u....)(?=[a-z]|\b))"
)

_BREAKS = re.compile(r"\\{1,8}[nrt](?:\\{1,8}[nrt])*")
_SENTENCE_END = re.compile(r"(?:[.!?,;:…\"'”’»)\]>%]\s*|(?:\A|\n)[ \t]*)\Z")
#: ``.\new`` and ``C:\new`` end no sentence.
_PATH_BEFORE = re.compile(r"(?:(?:\A|[\s\"'(])\.{1,2}|(?<![^\W_])[A-Za-z]:)\s?\Z")
#: What a line begins with, and no word goes on with.
_LINE_START = re.compile(r"\s?(?:[0-9“«„•‘¿¡]|[-–—*][ ]|[\"'(\[]\w)")
_QUOTES = frozenset(("''", '""', "``", "[]", "()", "‘’", "“”", "«»"))
#: Paths of Windows and of its network: from the drive or server to the next space.
_WINDOWS = re.compile(
    r"(?<![^\W_])[A-Za-z]:\\[^\s<>|]*|(?<![^\s\"'(=])\\\\[\w.$-]+\\[^\s<>|]*"
    r"|(?<![^\s\"'(])\\(?![ux][0-9a-fA-F]{2})[a-z]{2,}[\w.-]*\\[a-z][\w.\\-]+"
)

_PERCENT = re.compile("%[0-9a-fA-F]{2}|%u[0-9a-fA-F]{4}")
_TRIPLETS = re.compile("(?:%[0-9a-fA-F]{2})+")
_UTF8_TRIPLETS = re.compile("%(?:[c-dC-D][0-9a-fA-F]|[eE][0-9a-fA-F]%[89abAB][0-9a-fA-F])%[89abAB][0-9a-fA-F]")
_JOINED_WORDS = re.compile(r"[^\W\d_][.,;:!?’'”\")]*%20[\"'“(]?[^\W_]")
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|pptx?|html?|mp[34]|php|aspx?|zip|txt)\b", re.IGNORECASE
)
_JAVASCRIPT = re.compile("(?:%u[0-9a-fA-F]{4})+")

_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
_QUOTED_LETTER = re.compile(r"=(?:[C-D][0-9A-F]|E[0-9A-F]=[89AB][0-9A-F])=[89AB][0-9A-F]")
_SOFT_BREAK = re.compile(r"(?<=[^\s=])=\r?\n(?=\S)")
#: Signs of mail, of which one may be chance.
_QUOTED_SIGN = re.compile(r"=(?:20|09)[ \t]*\r?(?:\n|\Z)|(?<=[^\s=])=\r?\n(?=[^\s=])|=3D\"")

#: Tags, however long; one that was escaped has a backslash of its own (``<\/p>``) and is none.
_TAGS = "<[a-zA-Z/!?][^<>]*>"
_TAG = re.compile(_TAGS)
_IN_ADDRESS = re.compile(r"://|:\\/\\/|@|www\.|[?&][\w.]{1,30}=|[a-z0-9-]\.[a-z]{2,6}/")
_LONGEST_ADDRESS = 300
_WORD_BEFORE, _WORD_BEHIND = re.compile(r"[^\s<>]*\Z"), re.compile(r"[^\s<>]*")
#: A cheap look for what the patterns above find: only texts that have one of these are read closely.
_SUSPICIOUS = (
    r"\\[unrtx\"'/2]|u20(?:1[89cCdD])|[A-Za-z]u00[eEfF][0-9a-fA-F]"
    rf"|&(?:amp;)*#(?:{_NUMBER}(?:[^0-9;]|\z)|[xX]{_HEXADECIMAL}(?:[^0-9a-fA-F;]|\z))|& (?:{_PUNCTUATION}|quot|#)"
    rf"|&(?:amp;)*(?:(?:{_GLUED_NAMES})(?:[^;=]|\z)|(?:amp|lt|gt|apos)(?:[^;=a-z0-9_]|\z))"
    rf"|(?:[^&;]|\A)(?:#(?:{_CURLY})|{_PUNCTUATION});"
    r"|%(?:20|[c-fC-F][0-9a-fA-F]%|u[0-9a-fA-F]{4})"
    r"|=[C-F][0-9A-F]=[89AB][0-9A-F]|=(?:20|09)[ \t]*\r?(?:\n|\z)|[^\s=]=\r?\n|=3D\""
)
_REFERENCE = re.compile(_ENTITY)


def _places(text: str) -> list[Place]:
    """Every escape of a text that is read closely."""
    prose = _blanked(text, _TAG)
    found = [Place(*m.span()) for m in _REFERENCE.finditer(prose)]
    if "\\" in prose:
        without_paths = _blanked(prose, _WINDOWS)
        found += [Place(*m.span()) for m in _BACKSLASH.finditer(without_paths) if _is_escape(m, prose)]
        found += _breaks(without_paths)
    if "u20" in prose or "u00" in prose:
        found += [Place(*m.span()) for m in _STRIPPED.finditer(prose)]
    doubtful = [Place(*m.span()) for pattern in (_NO_END, _NO_BEGINNING) for m in pattern.finditer(prose)]
    if any(end in prose for end in _NAME_ENDS):
        doubtful += [Place(*m.span()) for m in _NAME_ALONE.finditer(prose)]
    if "%" in prose:
        doubtful += _percent_encoded(prose)
    if "=" in prose:
        doubtful += _quoted_printable(prose)
    return merged(found + [place for place in doubtful if not _IN_ADDRESS.search(_word_around(prose, place))])


def _word_around(text: str, place: Place) -> str:
    left = text[max(0, place.start - _LONGEST_ADDRESS) : place.start]
    right = text[place.end : place.end + _LONGEST_ADDRESS]
    return _WORD_BEFORE.search(left)[0] + text[place.start : place.end] + _WORD_BEHIND.match(right)[0]  # type: ignore[index]


def _is_escape(m: re.Match[str], text: str) -> bool:
    return not m[0].endswith("/") or bool(_BEFORE_SLASH.search(text[max(0, m.start() - 10) : m.start()]))


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    """The text with spaces for what matches, so that places stay."""
    return pattern.sub(lambda m: " " * len(m[0]), text)


def _breaks(text: str) -> list[Place]:
    r"""Escaped line ends: those that nothing else can be, and where there is one, ``\n`` between words too."""
    sure: list[Place] = []
    likely: list[Place] = []
    for m in _BREAKS.finditer(text):
        before, after = text[max(0, m.start() - 4) : m.start()], text[m.end() : m.end() + 3]
        if _is_break(before, m[0], after):
            sure.append(Place(*m.span()))
        elif set(m[0]) == {"\\", "n"} and before[-1:].isalnum() and after[:1].isalpha():
            likely.append(Place(*m.span()))
    return sure + (likely if sure else [])


def _is_break(before: str, escape: str, after: str) -> bool:
    if before[-1:] + after[:1] in _QUOTES or _PATH_BEFORE.search(before):
        return False
    word = after.lstrip()[:1]
    goes_on = word.islower() and (after[:1] == word or not before[-1:].isalnum())
    if _SENTENCE_END.search(before):
        return not goes_on or set(escape) == {"\\", "n"}
    if _LINE_START.match(after) or (word.isalpha() and not word.islower()):
        return True
    return escape.replace("\\\\", "\\").count("\\n") > 1


def _percent_encoded(prose: str) -> Iterator[Place]:
    """Percent-encoded characters outside addresses and names of files, in words that show that they are."""
    end = 0
    for m in _PERCENT.finditer(prose):
        if m.start() < end:
            continue
        before = _WORD_BEFORE.search(prose[max(end, m.start() - _LONGEST_ADDRESS) : m.start()])
        start = m.start() - len(before[0] if before else "")
        word = _WORD_BEHIND.match(prose[start : m.start() + _LONGEST_ADDRESS])
        end = start + len(word[0] if word else "")
        yield from (Place(start + p.start, start + p.end) for p in _in_word(prose[start:end]))


def _in_word(word: str) -> Iterator[Place]:
    is_encoded = _JOINED_WORDS.search(word) or any(map(_is_utf8, _UTF8_TRIPLETS.findall(word)))
    if is_encoded and not _FILE.search(word) and "/" not in word:
        yield from (Place(*m.span()) for m in _TRIPLETS.finditer(word))
    yield from (Place(*m.span()) for m in _JAVASCRIPT.finditer(word))


def _is_utf8(triplets: str) -> bool:
    return "\ufffd" not in unquote(triplets)


def _quoted_printable(prose: str) -> Iterator[Place]:
    """Quoted-printable: characters of several bytes; and where there are signs of mail, every byte and soft break."""
    letters = [m for m in _QUOTED.finditer(prose) if _QUOTED_LETTER.search(m[0]) and "\ufffd" not in _mail(m[0])]
    if letters or len(_QUOTED_SIGN.findall(prose)) > 1:
        yield from (Place(*m.span()) for m in _QUOTED.finditer(prose))
        yield from (Place(*m.span()) for m in _SOFT_BREAK.finditer(prose))


def _mail(bytes_: str) -> str:
    raw = bytes.fromhex(bytes_.replace("=", ""))
    try:
        return raw.decode("utf-8")
    except UnicodeError:
        return raw.decode("cp1252", "replace")


def _explain(evidence: str) -> str:
    decoded = _decoded(evidence)
    if decoded == evidence:
        return "an escape that nobody resolved"
    if decoded == "":
        return "a soft line break of mail"
    if not decoded.strip():
        return "an escape; reads as a line break or space"
    return f"an escape; reads as {decoded.strip()}"


def _decoded(evidence: str) -> str:
    if evidence.startswith("="):
        return "" if evidence.endswith("\n") else _mail(evidence)
    if evidence.startswith("%"):
        return re.sub("%u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), unquote(evidence))
    if evidence.startswith(("\\", "u")):
        return _unescaped(re.sub(r"\\+", r"\\", evidence))
    whole = "&" + evidence.lstrip("& ").removesuffix(";") + ";"
    for reference in (whole, whole.lower()):
        decoded = html.unescape(html.unescape(html.unescape(reference)))
        if decoded != reference:
            return decoded
    return evidence


def _unescaped(escape: str) -> str:
    if escape.startswith("\\x"):
        return _mail(escape.replace("\\x", "="))
    if code := re.fullmatch(r"\\?u?\{?(20[0-9a-fA-F]{2}|00[0-9a-fA-F]{2})\}?", escape):
        return chr(int(code[1], 16))
    try:
        return str(json.loads(f'"{escape}"'))
    except ValueError:
        return re.sub(r"\\(.)", r"\1", escape)


@check(
    family="encoding",
    explain=_explain,
    help="decode once more: html.unescape for entities, json.loads for a record kept as a JSON string",
    bad=[
        {"title": "Mayor&#8217;s budget passes"},
        {"body": "The vote &quot;was close&quot;, she said."},
        {"body": "Prices rose by 3 percent.\\n\\nWages did not."},
        {"body": "He called it \\u201ca beginning\\u201d."},
        {"title": "Council&amp;#39;s vote"},
        {"body": "It=E2=80=99s over."},
        {"body": "The vote%20was%20close, she said."},
        {"body": "The mayor&nbsp and the council"},
    ],
    good=[
        {"title": "AT&T buys a rival; R&D; spending rises"},
        {"body": "The log lies in C:\\new\\reports and on \\\\server\\name."},
        {"body": "See https://example.org/?a=1&b=2%20c for the list (x=20)."},
        {"body": "Turnout was 50%25 or so, and 5%20-year bonds fell."},
    ],
)
def escapes_resolved(text: pl.Expr) -> Evidence:
    r"""Escapes of HTML, JSON, mail and addresses are decoded in title and body.

    Looks for HTML entities (named, decimal, hexadecimal, doubly escaped, in capitals, and where nothing else is meant
    without their ``;`` or ``&``), JSON escapes (``\u201c``, ``\"``, ``\/``), ``\'``, ``\x92``, ``\n`` and ``\t`` where
    a sentence ends or a line begins, percent-encoding (``%20`` between words, ``%E2%80%99``) and quoted-printable bytes
    and line ends. Each escape is a place; a pair of surrogates, ``\n\n`` and the bytes of one character are one. A
    record that is JSON inside a JSON string keeps the escapes of the inner string, since nobody has decoded it, and
    fails here.

    Spared: escapes inside tags (an address in ``href`` is escaped rightly; `no_markup` reports the tag), ``AT&T``,
    ``R&D;``, Windows paths, query strings, percent-encoded addresses and names of files, sums. Missed: ``\n`` before a
    small letter in a text that has no other escaped line end.
    """
    closely = judged(text, text.str.contains(_SUSPICIOUS), _places)
    has_entity = where(text.str.contains(_ENTITY), text)
    return Evidence(
        first=pl.coalesce(closely.first, has_entity.str.replace_all(_TAGS, " ").str.extract(_ENTITY, 0)),
        marks=pl.coalesce(closely.marks, find(has_entity, _ENTITY, spare=_TAGS).marks),
    )
