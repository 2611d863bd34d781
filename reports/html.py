"""The HTML report: an index and a page per source, each a file that loads nothing and runs no script.

What a page says is decided in `pages`; the templates only lay it out. What the articles, the sources and the suite
say is hostile: see `marks`.
"""

import base64
import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..corpus import UsageError
from ..expectations import FailOn, Result
from .marks import named, visible
from .pages import Pages
from .story import Story

#: How a page of ours is known again; base.html has it near its top.
MARKER = b'<meta name="generator" content="newsgate report">'


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("newsgate.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=named,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    style = environment.get_template("report.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals["style_hash"] = f"sha256-{digest}"
    return environment


def _pages(result: Result, fail_on: FailOn) -> Iterator[tuple[str, str]]:
    """The files of the report: their names and texts."""
    pages = Pages(Story(result, fail_on))
    environment = _environment()
    yield "index.html", environment.get_template("index.html").render(page=pages.index())
    template = environment.get_template("source.html")
    for source, name in pages.shown.items():
        yield name, template.render(page=pages.source(source))


def check_report_folder(folder: Path) -> None:
    """Raise `UsageError` where no report may be written: it is a file, or holds anything but an earlier report."""
    try:
        _refuse_foreign(folder.resolve())
    except OSError as error:
        raise _cannot_be_written(folder, error) from error


def write_report(result: Result, folder: Path, *, fail_on: FailOn = "error") -> Path:
    """Write the report into a folder, in place of an earlier one; returns the path of its index.

    *fail_on*: what shuts the gate, as for `Result.exit_code`. The folder changes at once or not at all. Raises
    `UsageError` where it holds anything but a report, or cannot be written.
    """
    target = folder.resolve()
    try:
        _refuse_foreign(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as holder:
            made = Path(holder, "report")
            (made / "sources").mkdir(parents=True)
            for name, text in _pages(result, fail_on):
                (made / name).write_bytes(text.encode())
            _swap(made, target, Path(holder, "former"))
    except OSError as error:
        raise _cannot_be_written(folder, error) from error
    return folder / "index.html"


def _cannot_be_written(folder: Path, error: OSError) -> UsageError:
    return UsageError(f"the report cannot be written: {error.strerror}", where=str(folder), hint="name another folder")


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
    with path.open("rb") as page:
        return MARKER in page.read(1000)
