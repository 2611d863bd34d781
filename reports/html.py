"""The HTML report: one file, or a folder with an index and a page per source. Nothing in it is loaded from elsewhere.

What a page says is decided in `pages` and `source_page`; the templates only lay it out. What the articles, the sources
and the suite say is hostile: see `marks`.
"""

import base64
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..corpus import UsageError
from ..expectations import FailOn, Result
from .files import write_text
from .marks import named, visible
from .pages import Index, Layout, Pages, Settings, pages_of
from .source_page import ARTICLES, Told, source_page, told
from .story import Story
from .views import IndexPage, SourcePage

#: How a page of ours is known again; head.html has it near its top.
MARKER = b'<meta name="generator" content="newsgate report">'
#: Sources with a page of their own in a folder: the worst.
MAX_SOURCES = 1_000
#: Bytes of a report in one file: as many pages of sources are in it as keep it below. Whole texts may take more.
MAX_BYTES, MAX_BYTES_FULL = 1_000_000, 5_000_000
#: Pages of sources that are made at a time for one file, until it is full.
_AT_ONCE = 40


def layout_of(path: Path, layout: Layout | None = None) -> Layout:
    """One file where the path ends in ``.html``, otherwise a folder, unless it is said."""
    return layout or ("file" if path.suffix == ".html" else "dir")


def check_report_path(path: Path, layout: Layout | None = None) -> None:
    """Raise `UsageError` where no report may be written: there is something that is no earlier report."""
    try:
        (_refuse_foreign_file if layout_of(path, layout) == "file" else _refuse_foreign)(path.resolve())
    except OSError as error:
        raise _cannot_be_written(path, error) from error


def write_report(result: Result, path: Path, *, fail_on: FailOn = "error", settings: Settings | None = None) -> Path:
    """Write the report to a file or into a folder, in place of an earlier one; returns the path of its index.

    *fail_on*: what shuts the gate, as for `Result.exit_code`. *settings*: by default a file where the path ends in
    ``.html``, else a folder. What is there changes at once or not at all. Raises `UsageError` where it is anything but
    a report, or cannot be written.
    """
    asked = settings or Settings(layout=layout_of(path))
    check_report_path(path, asked.layout)
    if asked.layout == "file":
        write_text(path, one_file(result, fail_on=fail_on, settings=asked))
        return path
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as holder:
            made = Path(holder, "report")
            (made / "sources").mkdir(parents=True)
            for name, text in _pages(result, fail_on, asked):
                (made / name).write_bytes(text.encode())
            _swap(made, target, Path(holder, "former"))
    except OSError as error:
        raise _cannot_be_written(path, error) from error
    return path / "index.html"


def one_file(
    result: Result, *, fail_on: FailOn = "error", settings: Settings | None = None, most: int | None = None
) -> str:
    """The report as one page of *most* bytes: first it shows fewer articles of each source, then fewer sources."""
    asked = replace(settings or Settings(), layout="file")
    room = most or (MAX_BYTES_FULL if asked.evidence == "full" else MAX_BYTES)
    story, writer = Story(result, fail_on), _Writer()
    ranked, index = story.ranked[:MAX_SOURCES], Index(story, asked)
    every = pages_of(story, asked, ranked)
    left = room - len(writer.whole(writer.index(index.page(every)), "").encode())
    chosen, bodies, last = list[str](), list[str](), None
    gathered: list[Told] = []
    for articles in (ARTICLES, 1):
        chosen, bodies, last, are_few = _fitting(every, writer, gathered, articles, left)
        if are_few or len(chosen) == len(ranked):
            break
    pages = pages_of(story, asked, chosen)
    if last and len(chosen) < len(ranked):  # the last of them links to a page that is not there
        bodies[-1] = writer.source(source_page(pages, last, chosen[-1]))
    return writer.whole(writer.index(index.page(pages)), "".join(bodies))


def _fitting(
    pages: Pages, writer: "_Writer", gathered: list[Told], articles: int, room: int
) -> tuple[list[str], list[str], Told | None, bool]:
    """The sources whose pages fit, worst first, and the pages, with so many articles each.

    *gathered*: what is known of so many sources at a time, which is added to. Also what the last of the pages was made
    of, and whether none has many articles.
    """
    chosen: list[str] = []
    bodies: list[str] = []
    sources, last, are_few = list(pages.shown), None, True
    for n, first in enumerate(range(0, len(sources), _AT_ONCE)):
        batch = sources[first : first + _AT_ONCE]
        if n == len(gathered):
            gathered.append(told(pages, batch))
        shown = gathered[n].fewer(articles)
        are_few &= all(len(samples) <= 1 for samples in shown.samples.articles.values())
        for source in batch:
            body = writer.source(source_page(pages, shown, source))
            room -= len(body.encode())
            if room < 0:
                return chosen, bodies, last, are_few
            chosen.append(source)
            bodies.append(body)
            last = shown
    return chosen, bodies, last, are_few


def _pages(result: Result, fail_on: FailOn, settings: Settings) -> Iterator[tuple[str, str]]:
    """The files of a folder: their names and texts."""
    story, writer = Story(result, fail_on), _Writer()
    pages = pages_of(story, settings, story.ranked[:MAX_SOURCES])
    yield "index.html", writer.whole(writer.index(Index(story, settings).page(pages)), "")
    gathered = told(pages, list(pages.shown))
    for source, name in pages.shown.items():
        page = source_page(pages, gathered, source)
        title = f"{page.name} · {page.headline} · newsgate"
        yield name, writer.page(title, page.suite, page.index, [writer.source(page)])


class _Writer:
    """Lays out pages."""

    def __init__(self) -> None:
        environment = Environment(
            loader=PackageLoader("newsgate.reports"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=named,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["visible"] = visible
        for name, template in (("style", "report.css"), ("script", "report.js")):
            text = environment.get_template(template).render()
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            environment.globals[f"{name}_hash"] = f"sha256-{digest}"
        self.environment = environment
        self._index, self._source = environment.get_template("index.html"), environment.get_template("source.html")
        self._head, self._tail = environment.get_template("head.html"), environment.get_template("tail.html")

    def index(self, page: IndexPage) -> tuple[IndexPage, str]:
        """The index, and its body."""
        return page, self._index.render(page=page)

    def source(self, page: SourcePage) -> str:
        """The body of the page of a source."""
        return self._source.render(page=page)

    def whole(self, index: tuple[IndexPage, str], sources: str) -> str:
        """The page of the index, with those of sources behind it."""
        page, body = index
        title = f"{'Ship' if page.opens else 'Do not ship'} · {page.suite} · newsgate"
        return self.page(title, page.suite, "#index", [body, sources])

    def page(self, title: str, suite: str, index: str, bodies: Sequence[str]) -> str:
        """A page around its bodies."""
        return "".join([self._head.render(title=title, suite=suite, index=index), *bodies, self._tail.render()])


def _cannot_be_written(path: Path, error: OSError) -> UsageError:
    return UsageError(f"the report cannot be written: {error.strerror}", where=str(path), hint="name another folder")


def _swap(made: Path, target: Path, former: Path) -> None:
    """Put the new folder where the former one is, and bring that back if this fails."""
    if not target.exists():
        made.rename(target)
        return
    target.rename(former)
    try:
        made.rename(target)
    except OSError:
        former.rename(target)
        raise


def _refuse_foreign_file(path: Path) -> None:
    """A file is replaced only if it is a report of ours."""
    if not path.exists() and not path.is_symlink():
        return
    if path.is_symlink() or not path.is_file() or not _is_report(path):
        raise UsageError("there is something that is no newsgate report", where=str(path), hint="name another file")


def _refuse_foreign(folder: Path) -> None:
    """A folder is replaced only if nothing but a report of ours is in it."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError("the report needs a folder, and this is a file", where=str(folder), hint="name another folder")
    foreign = next((path for path in sorted(folder.rglob("*")) if not _is_ours(path, folder)), None)
    if foreign is not None:
        name = foreign.relative_to(folder)
        raise UsageError(
            f"the folder holds what is no newsgate report: {name}",
            where=str(folder),
            hint="name a new or an empty folder, or move that file away",
        )


def _is_ours(path: Path, folder: Path) -> bool:
    if path == folder / "sources":
        return path.is_dir() and not path.is_symlink()
    if path.suffix != ".html" or path.is_symlink() or path.parent not in (folder, folder / "sources"):
        return False
    return _is_report(path)


def _is_report(path: Path) -> bool:
    with path.open("rb") as page:
        return MARKER in page.read(1000)
