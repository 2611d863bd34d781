"""YAML as it was written: nothing is typed before it is asked for, everything knows its place."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from newsgate import UsageError
from newsgate.corpus import declared
from newsgate.corpus.declared import MAX_DEPTH, Declared, did_you_mean, parse, parse_file

LOADERS = [pytest.param(yaml.SafeLoader, id="python")]
if hasattr(yaml, "CSafeLoader"):
    LOADERS.append(pytest.param(yaml.CSafeLoader, id="libyaml"))


@pytest.fixture(params=LOADERS, autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declared, "_Loader", request.param)


def value(text: str) -> Declared:
    return {name: v for name, _, v in parse(text, "s.yaml").pairs("it")}["k"]


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "on",
        "yes",
        "off",
        "y",
        "12:30",
        "1:2:3",
        "010",
        "0x1f",
        "1_000",
        "1e3",
        ".inf",
        "2021-02-03",
        "=",
        "<<",
        "007",
        "1.0",
    ],
)
def test_scalars_stay_as_written(scalar: str) -> None:
    assert value(f"k: {scalar}").text("k") == scalar
    assert parse(f"k: [{scalar}]", "s").plain() == {"k": [scalar]}


@pytest.mark.parametrize("null", ["", "~", "null", "Null", "NULL"])
def test_unquoted_nulls_are_null_and_quoted_ones_are_text(null: str) -> None:
    assert value(f"k: {null}").is_null
    assert value(f"k: {null}").plain() is None
    assert not value(f"k: '{null}'").is_null
    assert value(f"k: '{null}'").text("k") == null
    with pytest.raises(UsageError, match="k must be text, not empty"):
        value(f"k: {null}").text("k")


def test_tags_make_no_objects() -> None:
    for text in ("k: !!python/object/apply:os.system ['true']", "k: !!python/name:os.system", "k: !mine {a: b}"):
        assert value(text).plain() in (["true"], "", None, {"a": "b"})
    assert value("k: !!int '7'").text("k") == "7"


def test_the_accessors_type_and_point_to_what_they_cannot_type() -> None:
    assert value("k: 0.5").number("k") == 0.5
    assert value("k: 12").integer("k") == 12
    assert all(value(f"k: {word}").boolean("k") for word in ("true", "True", "yes", "on"))
    assert not any(value(f"k: {word}").boolean("k") for word in ("false", "False", "no", "off"))
    assert [item.text("k") for item in value("k: [a, b]").items("k")] == ["a", "b"]
    assert value("k: b").one_of("k", ["a", "b"]) == "b"
    document = parse("a: 1\nk:\n  - maybe", "s.yaml")
    item = document.keys("it", ["a", "k"])["k"].items("k")[0]
    attempts: list[tuple[Callable[[], object], str]] = [
        (lambda: item.number("k"), "k must be a number, not 'maybe'"),
        (lambda: item.integer("k"), "k must be a whole number, not 'maybe'"),
        (lambda: item.boolean("k"), "k must be true or false, not 'maybe'"),
        (lambda: item.items("k"), "k must be a list, not 'maybe'"),
        (lambda: list(item.pairs("k")), "k must be a mapping (key: value), not 'maybe'"),
        (lambda: item.one_of("k", ["maybes", "b"]), "k must be one of maybes, b; not 'maybe'"),
    ]
    for attempt, message in attempts:
        with pytest.raises(UsageError) as raised:
            attempt()
        assert (raised.value.where, raised.value.what) == ("s.yaml:3:5", message)
    assert item.line == 3


def test_keys_refuses_unknown_missing_and_double_keys() -> None:
    document = parse("ab: 1\ncd: 2\n", "s.yaml")
    assert {name: v.text("") for name, v in document.keys("it", ["ab", "cd"]).items()} == {"ab": "1", "cd": "2"}
    with pytest.raises(UsageError) as unknown:
        document.keys("it", ["ab", "cdef"])
    assert (unknown.value.where, unknown.value.hint) == ("s.yaml:2:1", "did you mean 'cdef'?")
    with pytest.raises(UsageError, match=r"s\.yaml:1:1: it lacks the key 'ef'"):
        document.keys("it", ["ab", "cd", "ef"], required=["ab", "ef"])
    with pytest.raises(UsageError, match=r"s\.yaml:3:1: 'ab' stands twice in it"):
        parse("ab: 1\ncd: 2\n'ab': 3", "s.yaml").keys("it", ["ab", "cd"])
    with pytest.raises(UsageError, match=r"s\.yaml:1:3: a key of it must be text, not a list"):
        list(parse("? [a]\n: 1", "s.yaml").pairs("it"))


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: [1, 2", ":1:9", "not YAML"),
        ("a: 'x", ":1:6", "not YAML"),
        ("a:\n\t- b", ":2:1", "not YAML"),
        ("a: *nobody", ":1:4", "undefined alias"),
        ("a: 1\n--- b\n", ":2:1", "but found another document"),
        ("", "", "the YAML document is empty"),
        ("\n# only this\n", "", "the YAML document is empty"),
        ("a: \x07", "", "not YAML"),
    ],
)
def test_what_is_not_one_yaml_document_is_told_with_its_place(text: str, place: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse(text, "s.yaml")
    assert message in raised.value.what
    assert (raised.value.where or "").startswith("s.yaml")
    if place and "'x" not in text and "[" not in text:  # where a text that never ends ends, the loaders disagree
        assert raised.value.where == f"s.yaml{place}"


def test_a_billion_laughs_is_refused_at_once() -> None:
    text = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    started = time.monotonic()
    with pytest.raises(UsageError, match=r"s.yaml:1:1: expands to more than 100,000 values \(a YAML bomb\?\)"):
        parse(text, "s.yaml")
    assert time.monotonic() - started < 2


def test_aliases_that_are_no_bomb_are_fine() -> None:
    assert parse("a: &x [1, 2]\nb: *x\nc: *x", "s").plain() == {"a": ["1", "2"], "b": ["1", "2"], "c": ["1", "2"]}


@pytest.mark.parametrize("text", ["a: &x [*x]", "b: &y {c: *y}", "&x [*x]"])
def test_an_alias_cycle_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="expands to more than 100,000 values"):
        parse(text, "s.yaml")


@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 900, 1_001, 5_000])
@pytest.mark.parametrize(
    ("opened", "closed", "column"),
    [("[", "]", 101), ("[", "", 101), ("{", "}", 101), ("- ", "a", 201), ("? ", "a", 201), ("[a: ", "b]", 201)],
)
def test_deep_nesting_is_refused_where_it_begins(opened: str, closed: str, column: int, levels: int) -> None:
    with pytest.raises(UsageError) as raised:
        parse(opened * levels + closed * levels, "s.yaml")
    assert raised.value.what == "YAML nested more than 100 levels deep (a YAML bomb?)"
    assert raised.value.where == f"s.yaml:1:{column}"
    assert raised.value.hint == "suites, corpus files and front matter need fewer than ten"


@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 200, 1_001, 1_200])
def test_deep_indentation_is_refused_where_it_begins(levels: int) -> None:
    with pytest.raises(UsageError, match=r"^s\.yaml:101:101: YAML nested more than 100 levels deep"):
        parse("".join(" " * n + "a:\n" for n in range(levels)), "s.yaml")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("[" * 101 + "}" + "[" * 5_000, ":1:101", "YAML nested more than 100 levels deep"),
        ("a: b: c\n" + "-" * 500 + "[" * 5_000, ":1:5", "not YAML: mapping values are not allowed"),
    ],
)
def test_of_two_faults_the_first_is_told(text: str, place: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse(text, "s.yaml")
    assert raised.value.where == f"s.yaml{place}"
    assert raised.value.what.startswith(message)


def test_nesting_that_is_not_deep_is_fine() -> None:
    text = "k: " + "[" * 99 + "x" + "]" * 99 + "\nwide:\n" + "  - [a, {b: c}]\n" * 500
    assert parse(text, "s.yaml").is_mapping
    assert parse("- " * MAX_DEPTH + "a", "s.yaml").kind == "a list"


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("colums", ["columns", "paths"], "did you mean 'columns'?"),
        ("bdy", ["title", "body"], "did you mean 'body'?"),
        ("xyz", ["title", "body"], None),
        ("", ["title"], None),
        ("title", [], None),
    ],
)
def test_did_you_mean_makes_one_suggestion_or_none(word: str, known: list[str], hint: str | None) -> None:
    assert did_you_mean(word, known) == hint


def test_a_file_is_named_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("\ufeffa: 1", encoding="utf-8")
    assert parse_file(path, "the suite").keys("it", ["a"])["a"].where == f"{path}:1:4"
    with pytest.raises(UsageError, match="the suite cannot be read: No such file"):
        parse_file(tmp_path / "none.yaml", "the suite")
