"""The examples for CI, and the outputs as the command writes them."""

import json
import re
import shlex
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from newsgate.cli import app
from newsgate.reports.outputs import OUTPUTS

from .running import ROOT, newsgate

CI = ROOT / "examples" / "ci"
BAD = [{"id": f"{i}", "title": "Ferry", "text": "A [ad_1] b." if i else "::error::x\n::y::", "source": f"::error::{i}"}
       for i in range(3)]  # fmt: skip
SUITE = "suite: small\nexpectations:\n- expect: no_ad_markers\n"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in BAD), encoding="utf-8")
    (tmp_path / "small.yaml").write_text(SUITE, encoding="utf-8")
    return path


def scripts(value: Any, key: object = "") -> Iterator[str]:
    """Every shell line of a workflow: what stands in `run` or `script`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from scripts(inner, name)
    elif isinstance(value, list):
        for each in value:
            yield from scripts(each, key)
    elif key in ("run", "script", "before_script"):
        yield value


def commands(name: str) -> list[list[str]]:
    """The newsgate commands of an example, in words."""
    text = (CI / name).read_text(encoding="utf-8")
    if name.endswith(".py"):
        (call,) = re.findall(r"session\.run\((.*?)\)  # fmt", text, re.DOTALL)
        return [re.findall(r'"([^"]+)"', call)]
    return [shlex.split(line) for line in scripts(yaml.safe_load(text)) if "newsgate " in line]


@pytest.mark.parametrize("name", ["github-workflow.yml", "gitlab-ci.yml", "noxfile.py"])
def test_every_command_and_option_of_an_example_exists(name: str) -> None:
    found = commands(name)
    assert found
    for program, command, *words in found:
        assert program == "newsgate"
        known = {option for parameter in app.commands[command].params for option in parameter.opts}
        options = [word for word in words if word.startswith("-")]
        assert options
        assert set(options) <= known
        kinds = [words[at + 1].partition("=")[0] for at, word in enumerate(words) if word == "--output"]
        kinds += [words[at + 1] for at, word in enumerate(words) if word == "--format"]
        assert kinds
        assert set(kinds) <= set(OUTPUTS)


def test_the_examples_are_described() -> None:
    readme = (CI / "README.md").read_text(encoding="utf-8")
    for path in CI.iterdir():
        assert path.name == "README.md" or f"`{path.name}`" in readme
    compile((CI / "noxfile.py").read_text(encoding="utf-8"), "noxfile.py", "exec")
    assert isinstance(app, click.Group)


def test_one_run_writes_every_output(bad: Path, tmp_path: Path) -> None:
    wanted = [word for kind in OUTPUTS for word in ("--output", f"{kind}={tmp_path / 'out' / kind}")]
    ran = newsgate("check", bad, "--suite", tmp_path / "small.yaml", *wanted)
    assert ran.code == 1
    assert f"report  {tmp_path / 'out' / 'html' / 'index.html'}" in ran.out.replace("\n          ", "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(OUTPUTS)
    ET.parse(tmp_path / "out" / "junit")
    assert json.loads((tmp_path / "out" / "sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    for kind in ("markdown", "github"):
        printed = newsgate("check", bad, "--suite", tmp_path / "small.yaml", "--format", kind)
        assert printed.out == (tmp_path / "out" / kind).read_text(encoding="utf-8")


def test_in_a_job_of_github_no_line_of_the_report_is_a_command(bad: Path, tmp_path: Path) -> None:
    plain = newsgate("check", bad, "--suite", tmp_path / "small.yaml", "-v")
    fenced = newsgate("check", bad, "--suite", tmp_path / "small.yaml", "-v", GITHUB_ACTIONS="true")
    first, *lines, last = fenced.out.splitlines()
    token = first.removeprefix("::stop-commands::")
    assert last == f"::{token}::"
    assert "\n".join(lines) == plain.out.rstrip("\n")
    assert any(line.startswith("::error::") for line in lines)  # a source's name


def test_show_and_explain_from_the_command_line(bad: Path, tmp_path: Path) -> None:
    ran = newsgate("show", "1", bad, "--suite", tmp_path / "small.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "   | A [ad_1] b.\n   |   ^^^^^^ no_ad_markers: an ad placeholder\n" in ran.out
    unknown = newsgate("show", "1x", bad, "--suite", tmp_path / "small.yaml")
    assert unknown.code == 2
    assert "did you mean '1'?" in unknown.err
    page = newsgate("explain", "no_ad_markers")
    assert page.code == 0
    assert page.out == newsgate("checks", "no_ad_markers").out
    assert max(map(len, page.out.splitlines())) <= 80
    assert max(map(len, newsgate("explain", "no_ad_markers", COLUMNS="120").out.splitlines())) > 80
    assert "did you mean 'no_ad_markers'?" in newsgate("explain", "no_add_markers").err
