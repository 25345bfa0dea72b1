"""Reading YAML 1.2 as plain data that remembers its lines and executes nothing."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from questionnaires.problems import Problem
from questionnaires.tree import Path

PLAIN = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
}
JOINERS = "\u200c\u200d"
"""Invisible, but letters of some scripts need them."""
UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@dataclass
class Source:
    """A file as data, the line of each path in it, and what was wrong with it as YAML."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(content: bytes) -> Source:
    """The content of a YAML file; scalars stay texts (2026.10 is not a number) but for true, false, null."""
    source = Source()
    try:
        text = content.decode("utf-8-sig")
        node = YAML(typ="safe", pure=True).compose(text)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return _unreadable(line, "it is not UTF-8", "save it as UTF-8")
    except ReaderError as error:
        what = f"it holds the character U+{ord(text[error.position]):04X}, which does not print"
        return _unreadable(text[: error.position].count("\n") + 1, what, "remove it")
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _unreadable(
            mark.line + 1 if mark else 1, f"it is not YAML: {error.problem}", "correct this line"
        )
    except (YAMLError, RecursionError) as error:
        return _unreadable(1, f"it is not YAML: {' '.join(str(error).split())}", "correct or remove it")
    source.data = _Walk(source).value(node, ()) if node else None
    return source


def _unreadable(line: int, what: str, cure: str) -> Source:
    return Source(lines={(): line}, problems=[Problem((), what, cure)])


class _Walk:
    """One walk over the nodes of a file, noting lines and problems as it goes."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.seen: set[int] = set()

    def value(self, node: Node, path: Path) -> Any:
        self.source.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.seen:
            return self.refuse(path, "an alias (*name) stands here", "write it out, or name a scale")
        self.seen.add(id(node))
        if str(node.tag) not in PLAIN:
            return self.refuse(path, f"the tag {node.tag} is not plain data", "remove the tag")
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value(each, (*path, number)) for number, each in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return self.scalar(node, path)

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self.text(key_node.value, path) if isinstance(key_node, ScalarNode) else "?"
            if key in data:
                where = (*path, key, "again")
                self.source.lines[where] = key_node.start_mark.line + 1
                self.refuse(where, f"the key {key} stands twice", "keep one of the two")
                continue
            self.source.lines[(*path, key)] = key_node.start_mark.line + 1
            data[key] = self.value(value_node, (*path, key))
        return data

    def scalar(self, node: ScalarNode, path: Path) -> Any:
        kind = str(node.tag).rsplit(":", 1)[-1]
        if kind == "bool":
            return node.value.lower() == "true"
        return None if kind == "null" else self.text(node.value, path)

    def text(self, raw: str, path: Path) -> str:
        text = unicodedata.normalize("NFC", raw).strip()
        bad = next((each for each in text if is_unprintable(each)), None)
        if bad:
            self.refuse(path, f"holds the character U+{ord(bad):04X}, which does not print", "remove it")
        return text

    def refuse(self, path: Path, what: str, cure: str) -> None:
        self.source.problems.append(Problem(path, what, cure))


def is_unprintable(character: str) -> bool:
    """Control characters, invisible marks and the sign of a wrong encoding."""
    if character in JOINERS:
        return False
    return character == "\ufffd" or unicodedata.category(character) in UNPRINTABLE
