"""A suite is read strictly: every mistake is an error at its own line and column."""

import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import newsgate as ng
from newsgate.checks import CHECKS
from newsgate.corpus import UsageError
from newsgate.expectations import Limits, Override, bundled_text, suite_schema

from ..drawing import examples

HEAD = "suite: s\nexpectations:\n"
SCHEMA = Draft202012Validator(suite_schema())


def _load(text: str) -> ng.Suite:
    return ng.parse_suite(text, "my.yaml")


def _one(text: str) -> ng.Expectation:
    (expectation,) = _load(HEAD + text).expectations
    return expectation


# ¶ stands in front of the place that the error must name.
MISTAKES = {
    "a key of a suite misspelt": ("¶suit: s\nexpectations:\n  - expect: no_markup\n", "no key 'suit'", "'suite'"),
    "a key of an expectation misspelt": (HEAD + "  - expect: no_markup\n    ¶mostley: 1\n", "'mostley'", "'mostly'"),
    "a key far from any": (HEAD + "  - expect: no_markup\n    ¶zzz: 1\n", "'zzz'", "known keys: expect, id"),
    "a key twice": ("suite: s\n¶suite: t\nexpectations:\n  - expect: no_markup\n", "stands twice", ""),
    "no name": ("¶expectations:\n  - expect: no_markup\n", "lacks the key 'suite'", ""),
    "no expectations": ("¶suite: s\n", "lacks the key 'expectations'", ""),
    "an empty suite": ("suite: s\nexpectations: ¶[]\n", "would open every gate", ""),
    "expectations that are no list": ("suite: s\nexpectations: ¶{expect: no_markup}\n", "must be a list", ""),
    "an expectation that is a word": (HEAD + "  - ¶no_markup\n", "must be a mapping", ""),
    "an expectation of nothing": (HEAD + "  - ¶mostly: 1\n", "lacks the key 'expect'", ""),
    "an unknown check": (HEAD + "  - expect: ¶no_markups\n", "no check 'no_markups'", "'no_markup'"),
    "a check far from any": (HEAD + "  - expect: ¶zzz\n", "no check 'zzz'", "`newsgate checks`"),
    "an unknown parameter": (HEAD + "  - expect: body_present\n    with: {¶at_lest: 3}\n", "'at_lest'", "'at_least'"),
    "a parameter far from any": (HEAD + "  - expect: ids_unique\n    with: {¶z: 3}\n", "no parameter 'z'", "none"),
    "a parameter of a wrong type": (
        HEAD + "  - expect: body_present\n    with:\n      at_least: ¶many\n", "a whole number, not 'many'", "",
    ),
    "a parameter that is no word it may be": (
        HEAD + "  - expect: duplicates_linked\n    with: {tier: ¶derive}\n", "near, derived; not 'derive'", "'derived'",
    ),
    "a list that is none": (HEAD + "  - expect: no_ad_markers\n    with: {also: ¶promo}\n", "also must be a list", ""),
    "a parameter that the check refuses": (
        HEAD + "  - expect: published_at_plausible\n    with: ¶{not_before: yesterday}\n", "cannot take these", "",
    ),
    "a parameter that is missing": (
        HEAD + "  - expect: no_pattern\n    with: ¶{}\n", "needs the parameter 'pattern'", "with:",
    ),
    "a parameter that is missing with everything": (
        HEAD + "  - ¶expect: no_pattern\n", "needs the parameter 'pattern'", "",
    ),
    "a pattern with look-behind": (
        HEAD + "  - expect: no_pattern\n    with:\n      pattern: ¶'(?<=a)b'\n", "look-around", "without look-around",
    ),
    "a pattern with look-ahead in a list": (
        HEAD + "  - expect: no_ad_markers\n    with: {also: [promo, ¶'a(?!b)']}\n", "look-around", "Rust",
    ),
    "a pattern with a back-reference": (
        HEAD + "  - expect: no_pattern\n    with: {pattern: ¶'(a)\\1'}\n", "backreferences are not supported", "Rust",
    ),
    "a pattern that never closes": (
        HEAD + "  - expect: no_pattern\n    with: {pattern: ¶'('}\n", "unclosed group", "Rust",
    ),
    "two of one name": (
        HEAD + "  - expect: no_markup\n  - ¶expect: no_markup\n",
        "called 'no_markup' (the other: my.yaml:3:5)", "an id",
    ),
    "an id like a check": (
        HEAD + "  - expect: no_markup\n  - ¶expect: no_mojibake\n    id: no_markup\n", "called 'no_markup'", "an id",
    ),
    "a blank id": (HEAD + "  - expect: no_markup\n    id: ¶' '\n", "cannot be blank", ""),
    "mostly above one": (HEAD + "  - expect: no_markup\n    mostly: ¶99\n", "from 0 to 1, not '99'", "0.99"),
    "mostly below zero": (HEAD + "  - expect: no_markup\n    mostly: ¶-0.1\n", "from 0 to 1", "0.99"),
    "mostly that is no number": (HEAD + "  - expect: no_markup\n    mostly: ¶nan\n", "from 0 to 1", "0.99"),
    "mostly in words": (HEAD + "  - expect: no_markup\n    mostly: ¶most\n", "must be a number, not 'most'", ""),
    "mostly in percent": (HEAD + "  - expect: no_markup\n    mostly: ¶99%\n", "must be a number", ""),
    "mostly reversed": (
        HEAD + "  - expect: no_markup\n    mostly: ¶{warning: 0.9, error: 0.99}\n", "warning must come before", "",
    ),
    "mostly of nothing": (HEAD + "  - expect: no_markup\n    mostly: ¶{}\n", "names no share", ""),
    "mostly with a severity it has not": (
        HEAD + "  - expect: no_markup\n    severity: info\n    mostly: ¶{error: 0.9}\n", "severity is info", "",
    ),
    "mostly of an unknown limit": (
        HEAD + "  - expect: no_markup\n    mostly: {¶warn: 0.9}\n", "no key 'warn'", "'warning'",
    ),
    "a share out of range in a limit": (HEAD + "  - expect: no_markup\n    mostly: {error: ¶2}\n", "from 0 to 1", ""),
    "an unknown severity": (
        HEAD + "  - expect: no_markup\n    severity: ¶warn\n", "severity must be one of", "'warning'",
    ),
    "a severity far from any": (HEAD + "  - expect: no_markup\n    severity: ¶fatal\n", "not 'fatal'", ""),
    "sources in a list": (HEAD + "  - expect: no_markup\n    sources: ¶[a]\n", "sources must be a mapping", ""),
    "a rule of sources misspelt": (
        HEAD + "  - expect: no_markup\n    sources: {a: ¶skipp}\n", "sources: a must be one of skip", "'skip'",
    ),
    "a rule of sources with another key": (
        HEAD + "  - expect: no_markup\n    sources:\n      \"b-*\": {¶severity: info}\n", "no key 'severity'", "mostly",
    ),
    "a rule of sources that says nothing": (
        HEAD + "  - expect: no_markup\n    sources: {a: ¶{}}\n", "lacks the key 'mostly'", "",
    ),
    "a rule of sources that is reversed": (
        HEAD + "  - expect: no_markup\n    sources: {a: {mostly: ¶{warning: 0, error: 1}}}\n", "warning must come", "",
    ),
    "a source twice": (HEAD + "  - expect: no_markup\n    sources: {a: skip, ¶a: skip}\n", "stands twice", ""),
    "columns of a check of records": (
        HEAD + "  - expect: title_present\n    columns: ¶[body]\n", "title_present judges title", "",
    ),
    "a column misspelt": (HEAD + "  - expect: no_markup\n    columns: [body, ¶titel]\n", "no field 'titel'", "'title'"),
    "a column without text": (
        HEAD + "  - expect: no_markup\n    columns: [¶published_at]\n", "published_at holds no text", "title, body",
    ),
    "no column at all": (HEAD + "  - expect: no_markup\n    columns: ¶[]\n", "no column is left", ""),
    "columns in a word": (HEAD + "  - expect: no_markup\n    columns: ¶body\n", "columns must be a list", ""),
    "a count below zero": ("suite: s\nmin_articles: ¶-1\n" + HEAD[9:] + "  - expect: no_markup\n", "negative", ""),
    "a count of rejects below zero": (
        "suite: s\nmax_rejects: ¶-1\n" + HEAD[9:] + "  - expect: no_markup\n", "negative", "",
    ),
    "a count in parts": ("suite: s\nmin_articles: ¶1.5\n" + HEAD[9:] + "  - expect: no_markup\n", "whole number", ""),
    "a name that is a list": ("suite: ¶[s]\n" + HEAD[9:] + "  - expect: no_markup\n", "suite must be text", ""),
    "an empty reason": (HEAD + "  - expect: no_markup\n    because:¶\n", "because must be text, not empty", ""),
    "yes for a share (YAML 1.1)": (HEAD + "  - expect: no_markup\n    mostly: ¶yes\n", "a number, not 'yes'", ""),
    "a time for a share (YAML 1.1)": (HEAD + "  - expect: no_markup\n    mostly: ¶12:30\n", "not '12:30'", ""),
    "off for a severity (YAML 1.1)": (HEAD + "  - expect: no_markup\n    severity: ¶off\n", "not 'off'", ""),
    "no for a tier (YAML 1.1)": (HEAD + "  - expect: duplicates_linked\n    with: {tier: ¶no}\n", "not 'no'", ""),
    "an octal number (YAML 1.1)": (HEAD + "  - expect: body_present\n    with: {at_least: ¶0o17}\n", "not '0o17'", ""),
    "a tab": ("suite: s\n¶\texpectations: []\n", "not YAML", ""),
    "a second document": ("suite: s\n¶---\nsuite: t\n", "not YAML", ""),
    "an alias to nothing": (HEAD + "  - expect: no_markup\n    with: ¶*elsewhere\n", "undefined alias", ""),
    "merged keys": (
        "description: &d {mostly: 1}\n" + HEAD + "  - expect: no_markup\n    ¶<<: *d\n", "no key '<<'", "known keys",
    ),
    "code": (HEAD + "  - expect: ¶!!python/object/apply:os.system [exit]\n", "expect must be text, not a list", ""),
    "a list for a suite": ("¶- suite: s\n", "must be a mapping", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "what", "hint"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_where_it_stands(text: str, what: str, hint: str) -> None:
    before, _ = text.split("¶")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    with pytest.raises(UsageError) as told:
        _load(text.replace("¶", ""))
    assert str(told.value).startswith(f"my.yaml:{line}:{column}: ")
    assert what in str(told.value)
    assert hint in (told.value.hint or "")
    assert told.value.exit_code == 2


@pytest.mark.parametrize(
    "name", [name for name in MISTAKES if name.startswith(("a key", "an unknown check", "an unknown p"))]
)
def test_a_near_miss_is_given_one_suggestion(name: str) -> None:
    text, _, hint = MISTAKES[name]
    with pytest.raises(UsageError) as told:
        _load(text.replace("¶", ""))
    assert (told.value.hint or "").startswith("did you mean") == hint.startswith("'")


def test_a_document_that_grows_without_end_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 40)]
    with pytest.raises(UsageError, match=r"my\.yaml:1:1: expands to more than 100,000 values"):
        _load("\n".join(lines))
    with pytest.raises(UsageError, match="more than 100,000"):
        _load("a: &a [*a]")


def test_an_empty_document_is_refused() -> None:
    for text in ("", "# nothing\n", "---\n"):
        with pytest.raises(UsageError, match=r"empty|must be a mapping"):
            _load(text)


def test_a_deep_document_is_refused() -> None:
    with pytest.raises(UsageError, match="100 levels"):
        _load("[" * 5_000)


def test_words_of_yaml_1_1_stay_words() -> None:
    suite = _load(
        "suite: no\nexpectations:\n"
        "  - expect: no_pattern\n    id: on\n    because: yes\n    with: {pattern: off}\n"
        "    sources: {no: skip, 010: skip}\n"
    )
    (expectation,) = suite.expectations
    assert (suite.name, expectation.id, expectation.because) == ("no", "on", "yes")
    assert expectation.parameters == {"pattern": "off"}
    assert [name for name, _ in expectation.sources] == ["no", "010"]


def test_everything_that_can_be_said_is_kept() -> None:
    expectation = _one(
        "  - expect: no_ad_markers\n    id: promos\n    because: They leak.\n    columns: [title, body, title]\n"
        "    with: {also: ['promo \\d', x]}\n    mostly: {warning: 0.99, error: 0.9}\n"
        "    sources:\n      'b-*': {mostly: 0.5}\n      photo: skip\n"
    )
    assert expectation.check is CHECKS["no_ad_markers"]
    assert expectation.parameters == {"also": ["promo \\d", "x"]}
    assert expectation.columns == ("title", "body")
    assert expectation.limits == Limits(error=0.9, warning=0.99)
    assert expectation.sources == (("b-*", Override(limits=Limits(error=0.5))), ("photo", Override(skip=True)))
    assert expectation.place == "my.yaml:3:5"


def test_what_is_not_said_is_the_strictest() -> None:
    expectation = _one("  - expect: no_markup\n")
    assert (expectation.severity, expectation.limits) == ("error", Limits(error=1.0))
    assert expectation.columns == ("title", "body")
    assert _one("  - expect: no_markup\n    severity: info\n").limits == Limits(warning=1.0)
    assert _one("  - expect: no_markup\n    severity: warning\n    mostly: 0.5\n").limits == Limits(warning=0.5)


def test_a_parameter_may_be_left_empty() -> None:
    assert _one("  - expect: no_ad_markers\n    with:\n").parameters == {}
    assert _one("  - expect: no_ad_markers\n    with: {also: null}\n").parameters == {"also": None}


def test_a_suite_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such suite") as told:
        ng.load_suite("newss")
    assert told.value.hint == "did you mean 'news'?"
    with pytest.raises(UsageError, match="no such suite") as told:
        ng.load_suite(tmp_path / "none.yaml")
    assert "bundled suites: news" in (told.value.hint or "")
    with pytest.raises(UsageError, match="cannot be read"):
        ng.load_suite(tmp_path)


def test_a_suite_file_names_itself_in_its_errors(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_bytes(b"\xef\xbb\xbfsuite: s\r\nexpectations:\r\n  - expect: no_markups\r\n")
    with pytest.raises(UsageError) as told:
        ng.load_suite(file)
    assert told.value.where == f"{file}:3:13"
    file.write_bytes(b"suite: \xff\n")
    with pytest.raises(UsageError, match="not UTF-8"):
        ng.load_suite(file)


def test_a_suite_is_narrowed_by_id_and_by_check() -> None:
    news = ng.load_suite("news")
    assert [e.id for e in news.only(["duplicates_linked"]).expectations] == ["duplicates_linked", "derived_linked"]
    assert [e.id for e in news.only(["derived_linked"]).expectations] == ["derived_linked"]
    assert "no_markup" not in [e.id for e in news.only(exclude=["no_markup"]).expectations]
    with pytest.raises(UsageError, match="no expectation 'no_marku'") as told:
        news.only(["no_marku"])
    assert told.value.hint == "did you mean 'no_markup'?"


def test_the_bundled_suite_loads_and_uses_every_check_but_one() -> None:
    news = ng.load_suite("news")
    assert {e.check.name for e in news.expectations} == set(CHECKS) - {"no_pattern"}
    assert (news.name, news.min_articles, news.max_rejects) == ("news", 20, 0)
    assert all(e.limits.error is not None or e.severity != "error" for e in news.expectations)


def test_the_bundled_suite_keeps_to_its_schema() -> None:
    Draft202012Validator.check_schema(suite_schema())
    assert list(SCHEMA.iter_errors(yaml.safe_load(bundled_text("news")))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"expect": "no_markups"}, {}, {"expect": "no_markup", "x": 1}, {"expect": "no_markup", "mostly": {}},
        {"expect": "no_markup", "mostly": 1.01}, {"expect": "no_markup", "mostly": {"error": 0.9, "x": 1}},
        {"expect": "no_markup", "sources": {"a": {}}}, {"expect": "no_markup", "sources": {"a": {"mostly": 1, "x": 1}}},
        {"expect": "no_markup", "sources": {"a": "skipp"}}, {"expect": "no_markup", "sources": ["a"]},
        {"expect": "no_markup", "columns": []}, {"expect": "title_present", "columns": ["body"]},
        {"expect": "no_markup", "id": " "}, {"expect": "no_markup", "severity": "fatal"},
        {"expect": "no_markup", "with": {"x": 1}}, {"expect": "no_pattern"}, {"expect": "no_pattern", "with": {}},
        {"expect": "no_pattern", "with": None}, {"expect": "no_ad_markers", "with": {"also": "x"}},
        {"expect": "body_present", "with": {"at_least": "x"}},
        {"expect": "duplicates_linked", "with": {"tier": "both"}},
    ],
    ids=str,
)  # fmt: skip
def test_an_editor_sees_what_the_loader_refuses(wrong: dict[str, Any]) -> None:
    document = {"suite": "s", "expectations": [wrong]}
    assert not SCHEMA.is_valid(document)
    with pytest.raises(UsageError):
        _load(yaml.safe_dump(document))


SHARE = st.sampled_from([0, 0.5, 0.99, 1])
TEXT = st.sampled_from(["", "a", "no", "Zehn %", "ä\n"])
MOSTLY = SHARE | SHARE.map(lambda s: {"error": s}) | SHARE.map(lambda s: {"error": s, "warning": 1})
SOURCES: st.SearchStrategy[Any] = st.dictionaries(
    st.sampled_from(["a", "b-*", "[x]"]), st.just("skip") | st.builds(dict, mostly=MOSTLY)
)
WITH: dict[str, st.SearchStrategy[Any]] = {
    "no_markup": st.just({}) | st.none(),
    "no_pattern": st.just({"pattern": "x+"}),
    "no_ad_markers": st.just({"also": ["x"]}) | st.just({"also": []}),
    "body_present": st.integers(-1, 9).map(lambda n: {"at_least": n}),
    "duplicates_linked": st.sampled_from([{"tier": "near"}, {"tier": "derived"}]),
}
WRONG: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 7, 1.5, [], {}, ["skip"], {"a": 1}, {"mostly": 2}, {"mostly": {}}, {"error": 7}]
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A suite that is as it should be, then often something that is not."""
    expectations: list[dict[str, Any]] = []
    for name in draw(st.lists(st.sampled_from(sorted(WITH)), min_size=1, max_size=3, unique=True)):
        optional: dict[str, st.SearchStrategy[Any]] = {
            "because": TEXT,
            "mostly": MOSTLY,
            "severity": st.just("error"),
            "sources": SOURCES,
        }
        if CHECKS[name].reads_text:
            optional["columns"] = st.just(["body"])
        one: dict[str, Any] = draw(st.fixed_dictionaries({"expect": st.just(name)}, optional=optional))
        if name == "no_pattern" or draw(st.booleans()):
            one["with"] = draw(WITH[name])
        expectations.append(one)
    document: dict[str, Any] = {"suite": draw(TEXT), "expectations": expectations}
    if draw(st.booleans()):
        document["min_articles"] = draw(st.integers(0, 30))
    if draw(st.booleans()):
        _spoil(draw, document)
    return document


def _spoil(draw: st.DrawFn, document: dict[str, Any]) -> None:
    spoilt = draw(st.sampled_from([document, *document["expectations"]]))
    kind = draw(st.sampled_from(["new", "lost", "wrong", "with"]))
    key = draw(st.sampled_from(sorted(spoilt)))
    if kind == "new":
        spoilt[draw(st.sampled_from(["mostley", "columns ", "expectation", "x"]))] = 1
    elif kind == "lost":
        del spoilt[key]
    elif kind == "wrong":
        spoilt[key] = draw(WRONG)
    else:
        spoilt["with"] = draw(st.sampled_from([{"x": 1}, {"at_least": "many"}, {"also": "x"}, {"tier": "both"}, []]))


#: Where a scalar is kept as it is written, 7 is text to the loader and a number to the schema.
_TEXTS = {"suite", "because", "description", "id", "expect"}


def _says_more_than_the_schema(document: dict[str, Any]) -> bool:
    declared = document.get("expectations")
    parts = [document, *(e for e in (declared if isinstance(declared, list) else []) if isinstance(e, dict))]
    return any(isinstance(part.get(key), bool | int | float) for part in parts for key in _TEXTS)


def _refusal(text: str) -> UsageError | None:
    try:
        _load(text)
    except UsageError as error:
        return error
    return None


@settings(max_examples=examples(150), deadline=None)
@given(documents())
def test_schema_and_loader_agree(document: dict[str, Any]) -> None:
    text = yaml.safe_dump(document, allow_unicode=True)
    refusal = _refusal(text)
    assert refusal is None or (refusal.where or "").count(":") == 2
    if not _says_more_than_the_schema(document):
        assert (refusal is None) == SCHEMA.is_valid(document), text


def test_loading_warns_of_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ng.load_suite("news")
