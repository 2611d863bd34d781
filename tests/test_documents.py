"""Documents that cannot lie: every command of the README exists, every example runs."""

import functools
import re
import shutil
from pathlib import Path

import pytest

import newsgate as ng
from newsgate.checks import CHECKS
from newsgate.corpus.files import load_corpus_file
from newsgate.reports.check_page import checks_page

from .running import EXAMPLE, ROOT, Ran, newsgate, newsgate_process

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])


def blocks(path: Path, language: str) -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [text for name, text in fenced if name == language]


@functools.cache
def helped(*command: str) -> Ran:
    return newsgate(*command, "--help")


def test_the_generated_page_is_current() -> None:
    assert (ROOT / "docs" / "checks.md").read_text(encoding="utf-8") == checks_page(CHECKS)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_python_examples_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for code in blocks(page, "python"):
        exec(compile(code, str(page), "exec"), {})


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_yaml_examples_load(page: Path, tmp_path: Path) -> None:
    for text in blocks(page, "yaml"):
        if text.startswith("suite:"):
            assert ng.parse_suite(text, page.name).expectations
        else:
            (tmp_path / "corpus.yaml").write_text(text, encoding="utf-8")
            load_corpus_file(tmp_path / "corpus.yaml", ng.ARTICLE_SCHEMA)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_that_is_shown_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    code = "\n".join([*blocks(page, ""), *re.findall(r"`([^`\n]+)`", text)])
    for command in re.findall(r"\bnewsgate ((?:suite )?[a-z]+)", code):
        assert helped(*command.split()).code == 0, command
    for option in re.findall(r"\bnewsgate (check|read) [^\n]*?(--[a-z-]+)", code):
        assert option[1] in helped(option[0]).out, option


def test_the_readme_shows_what_the_command_prints(tmp_path: Path) -> None:
    shown = blocks(ROOT / "README.md", "text")[0]
    shutil.copytree(EXAMPLE, tmp_path / "examples" / "corpus")
    printed = newsgate_process("check", "examples/corpus", "--report", "report", cwd=tmp_path)
    assert printed.code == 1
    assert [line.rstrip() for line in printed.out.splitlines()] == [line.rstrip() for line in shown.splitlines()]
