"""Escapes of the formats that carried the text, left in it."""

import html
import json
import re
from html.entities import name2codepoint

import polars as pl

from .check import check
from .evidence import TAGS, Evidence, find

# HTML 4's 252 names and XML's apos; HTML 5's 2,000 more are mathematics and do not occur in news.
_NAMES = "|".join(sorted({*name2codepoint, "apos"}, key=lambda name: (-len(name), name)))
#: ``&#39;``, ``&#x27;``, ``&rsquo;``, and the doubly escaped ``&amp;#39;``.
_ENTITY = rf"&(?:amp;)*(?:#[0-9]{{2,7}}|#[xX][0-9a-fA-F]{{2,6}}|{_NAMES});"
_JSON = r'\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\["/]'
#: Two or more encoded bytes in a row: a single ``=20`` also stands in sums.
_QUOTED_PRINTABLE = r"(?:=[0-9A-F]{2}){2,}"
_ANYWHERE = rf"{_ENTITY}|{_JSON}|{_QUOTED_PRINTABLE}"
#: ``\n`` only where a sentence, a quotation or a line ends: ``C:\new`` and ``\name`` are no escapes.
_LINE_BREAK = r"(?:\\[nrt])+"
_SENTENCE_END = r"[.!?,;…\"'”’»)\]>]\s*|^"


def _explain(evidence: str) -> str:
    decoded = _decoded(evidence)
    if decoded == evidence:
        return "an escape that nobody resolved"
    if not decoded.strip():
        return "an escape; reads as a line break or space"
    return f"an escape; reads as {decoded.strip()}"


def _decoded(evidence: str) -> str:
    if evidence.startswith("&"):
        return html.unescape(html.unescape(evidence))
    if evidence.startswith("="):
        return bytes.fromhex(evidence.replace("=", "")).decode("utf-8", "replace")
    if evidence.startswith("\\x"):
        return bytes.fromhex(evidence[2:]).decode("cp1252", "replace")
    try:
        return str(json.loads(f'"{evidence}"'))
    except ValueError:
        return re.sub(r"\\(.)", r"\1", evidence)


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
    ],
    good=[
        {"title": "AT&T buys a rival; R&D; spending rises"},
        {"body": "The log lies in C:\\new\\reports and on \\\\server\\name."},
        {"body": "See https://example.org/?a=1&b=2 for the list (x=20)."},
    ],
)
def escapes_resolved(text: pl.Expr) -> Evidence:
    r"""Escapes of HTML, JSON and mail are decoded in title and body.

    Looks for HTML entities (named, decimal, hexadecimal, doubly escaped), JSON escapes (``\u201c``, ``\"``, ``\/``, and
    ``\n`` where a sentence ends), ``\x92`` and quoted-printable bytes. A record that is JSON inside a JSON string keeps
    the escapes of the inner string, since nobody has decoded it, and fails here.

    Spared: escapes inside tags (an address in ``href`` is escaped rightly; `no_markup` reports the tag), ``AT&T``,
    ``R&D;``, Windows paths, query strings. Missed: percent-encoding, which stands in addresses too.
    """
    pattern = rf"{_ANYWHERE}"
    anywhere = find(text, pattern, when=text.str.contains(r"[&\\=]"), spare=TAGS)
    breaks = find(text, _LINE_BREAK, before=_SENTENCE_END, when=text.str.contains("\\", literal=True))
    return Evidence(
        first=pl.coalesce(anywhere.first, breaks.first),
        marks=pl.concat_list(anywhere.marks, breaks.marks).list.sort(),
    )
