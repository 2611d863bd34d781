"""YAML as it was written: scalars stay text, every value knows its line and column, nothing is ever executed.

PyYAML's own constructors read ``language: no`` as False and ``12:30`` as 750; here a value is typed only by what
asks for it. Used for suites, corpus files and the front matter of articles.
"""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml
from yaml.error import Mark
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .errors import UsageError

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: A document that expands to more nodes than this is an attack, not a declaration ("billion laughs").
MAX_NODES = 100_000
#: A document nested deeper than this is one as well.
MAX_DEPTH = 100
#: No level of a document begins without one of these characters.
_OPENERS = "[{-:?"
_NULLS = {"", "~", "null", "Null", "NULL"}
_TRUE = {"true", "True", "TRUE", "yes", "Yes", "on"}
_FALSE = {"false", "False", "FALSE", "no", "No", "off"}


@dataclass(frozen=True)
class Declared:
    """One value of a YAML document, with its place; the accessors below type it or say what is wrong with it."""

    node: Node
    file: str

    @property
    def where(self) -> str:
        """``file:line:column``, counted from 1."""
        mark = self.node.start_mark
        return f"{self.file}:{mark.line + 1}:{mark.column + 1}"

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return int(self.node.start_mark.line) + 1

    def fail(self, what: str, hint: str | None = None) -> NoReturn:
        """Raise a `UsageError` that points here."""
        raise UsageError(what, where=self.where, hint=hint)

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if isinstance(self.node, MappingNode):
            return "a mapping"
        return "a list" if isinstance(self.node, SequenceNode) else f"{self.node.value!r}"

    @property
    def is_mapping(self) -> bool:
        """Whether it is ``key: value`` pairs."""
        return isinstance(self.node, MappingNode)

    @property
    def is_null(self) -> bool:
        """Whether it is empty, ``~`` or ``null`` (unquoted)."""
        return isinstance(self.node, ScalarNode) and not self.node.style and self.node.value in _NULLS

    def text(self, what: str) -> str:
        """The scalar as written."""
        if not isinstance(self.node, ScalarNode) or self.is_null:
            self.fail(f"{what} must be text, not {'empty' if self.is_null else self.kind}")
        return str(self.node.value)

    def number(self, what: str) -> float:
        """A number."""
        try:
            return float(self.text(what))
        except ValueError:
            self.fail(f"{what} must be a number, not {self.kind}")

    def integer(self, what: str) -> int:
        """A whole number."""
        try:
            return int(self.text(what))
        except ValueError:
            self.fail(f"{what} must be a whole number, not {self.kind}")

    def boolean(self, what: str) -> bool:
        """True or false."""
        value = self.text(what)
        if value not in _TRUE | _FALSE:
            self.fail(f"{what} must be true or false, not {self.kind}")
        return value in _TRUE

    def one_of(self, what: str, allowed: Iterable[str]) -> str:
        """One of some words."""
        value = self.text(what)
        words = list(allowed)
        if value not in words:
            self.fail(f"{what} must be one of {', '.join(words)}; not {value!r}", did_you_mean(value, words))
        return value

    def items(self, what: str) -> list["Declared"]:
        """The items of a list."""
        if not isinstance(self.node, SequenceNode):
            self.fail(f"{what} must be a list, not {self.kind}")
        return [Declared(item, self.file) for item in self.node.value]

    def pairs(self, what: str) -> Iterator[tuple[str, "Declared", "Declared"]]:
        """``(key, where the key stands, value)``; a key that stands twice is an error."""
        if not isinstance(self.node, MappingNode):
            self.fail(f"{what} must be a mapping (key: value), not {self.kind}")
        seen: set[str] = set()
        for key_node, value_node in self.node.value:
            key = Declared(key_node, self.file)
            name = key.text(f"a key of {what}")
            if name in seen:
                key.fail(f"{name!r} stands twice in {what}")
            seen.add(name)
            yield name, key, Declared(value_node, self.file)

    def keys(self, what: str, allowed: Iterable[str], required: Iterable[str] = ()) -> dict[str, "Declared"]:
        """The values by key, where only *allowed* keys may stand and *required* ones must."""
        known = list(allowed)
        found: dict[str, Declared] = {}
        for name, key, value in self.pairs(what):
            if name not in known:
                key.fail(
                    f"{what} has no key {name!r}",
                    did_you_mean(name, known) or f"known keys: {', '.join(known)}",
                )
            found[name] = value
        for name in required:
            if name not in found:
                self.fail(f"{what} lacks the key {name!r}")
        return found

    def plain(self) -> object:
        """The value as plain str, list and dict (null for unquoted nulls)."""
        if isinstance(self.node, MappingNode):
            return {str(k.value): Declared(v, self.file).plain() for k, v in self.node.value}
        if isinstance(self.node, SequenceNode):
            return [Declared(v, self.file).plain() for v in self.node.value]
        return None if self.is_null else str(self.node.value)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The one suggestion worth making, or None."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else None


def parse(text: str, file: str) -> Declared:
    """The one document in *text*. Raises `UsageError` at the place where it is not YAML, or is a bomb."""
    try:
        _refuse_depth(text, file)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        where = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be parsed"
        raise UsageError(f"not YAML: {problem}", where=where) from None
    if node is None:
        raise UsageError("the YAML document is empty", where=file)
    declared = Declared(node, file)
    if _expanded(node, {}) > MAX_NODES:
        declared.fail(f"expands to more than {MAX_NODES:,} values (a YAML bomb?)")
    return declared


def _refuse_depth(text: str, file: str) -> None:
    """Before composing, which recurses: in C it would take the whole process down."""
    if sum(map(text.count, _OPENERS)) <= MAX_DEPTH:
        return
    mark, stopped = _too_deep(text)
    if mark is None and stopped is not None:
        # libyaml reads far ahead of the event it is asked for, and from PyYAML 6.0.4 on stops at level 1,001 itself
        mark, _ = _too_deep(text[: stopped.index])
    if mark is not None:
        raise UsageError(
            f"YAML nested more than {MAX_DEPTH} levels deep (a YAML bomb?)",
            where=f"{file}:{mark.line + 1}:{mark.column + 1}",
            hint="suites, corpus files and front matter need fewer than ten",
        )


def _too_deep(text: str) -> tuple[Mark | None, Mark | None]:
    """Where the first level too many begins, or where the loader stopped because *text* is not YAML."""
    loader, depth = _Loader(text), 0
    try:
        while loader.check_event():
            event = loader.get_event()
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return event.start_mark, None
    except yaml.YAMLError as error:  # composing will tell it
        return None, getattr(error, "problem_mark", None)
    finally:
        loader.dispose()
    return None, None


def parse_file(path: Path, what: str) -> Declared:
    """The YAML file at *path*; *what* it is, for the error when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{what} cannot be read: {error.strerror}", where=str(path)) from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{what} is not UTF-8: {error.reason}", where=f"{path} byte {error.start}") from None
    return parse(text, str(path))


def _expanded(node: Node, known: dict[int, int]) -> int:
    """How many nodes a document has once its aliases are written out; each node is visited once."""
    if id(node) in known:
        return known[id(node)]
    known[id(node)] = MAX_NODES + 1  # while its children are counted: an alias to a parent is endless
    size = 1
    if isinstance(node, SequenceNode):
        size += sum(_expanded(child, known) for child in node.value)
    elif isinstance(node, MappingNode):
        size += sum(_expanded(k, known) + _expanded(v, known) for k, v in node.value)
    known[id(node)] = size
    return size
