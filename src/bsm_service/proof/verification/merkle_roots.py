"""Checks the log against roots noted by servers and by people."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import count_of
from bsm_service.event_store.acknowledged_heads import FOLDER_NAME
from bsm_service.event_store.merkle_tree import Frontier
from bsm_service.proof.verification.check_results import LogCheck, StoredFact
from bsm_service.proof.verification.facts import TreeCheck


class NotedRoot(NamedTuple):
    """The root that the log had at some size: its first 16 hexadecimal digits, as a
    brief prints them, or more.
    """

    size: int
    root: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """From `SIZE:HASH`. Raises InvalidValue."""
        match = re.fullmatch(r"([0-9]{1,18}):([0-9a-fA-F]{16,64})", text.strip())
        if match is None:
            raise InvalidValue(
                f"“{text[:100]}” is not a valid root; enter the number of facts, a "
                "colon and at least the first 16 hexadecimal digits of the root, for "
                "example 77:0123456789abcdef"
            )
        return cls(int(match[1]), match[2].lower())


class KnownRoot(NamedTuple):
    """What one server acknowledged, by the file that says so."""

    file: str
    size: int
    root: str


class KnownRoots(NamedTuple):
    known: tuple[KnownRoot, ...]
    unreadable: tuple[str, ...]


NO_KNOWN_ROOTS = KnownRoots((), ())


def acknowledged_roots(folder: Path) -> KnownRoots:
    """What each server of a data folder acknowledged last."""
    roots, unreadable = list[KnownRoot](), list[str]()
    for file in sorted((folder / FOLDER_NAME).glob("*.json")):
        name = f"{FOLDER_NAME}/{file.name}"
        try:
            head = json.loads(file.read_text())
            roots.append(KnownRoot(name, int(head["position"]), str(head["root"])))
        except (OSError, ValueError, KeyError, TypeError):
            unreadable.append(
                f"{name}, in which a server noted what it acknowledged, cannot be "
                "read (delete it if that server is no longer used)"
            )
    return KnownRoots(tuple(roots), tuple(unreadable))


_NOTED_BY_HAND = ""  # the file of a root that a person noted


class RootCheck(LogCheck):
    """Whether the log is the one that others know."""

    name = "acknowledged facts are present"
    advice = (
        "Find the database or backup that has these facts, and do not record "
        "anything until then; if they are permanently lost, run 'bsm accept-loss'"
    )

    def __init__(
        self, heads: KnownRoots, noted_roots: tuple[NotedRoot, ...], tree: TreeCheck
    ) -> None:
        """`tree` has seen each fact before."""
        self._tree = tree
        self._noted = noted_roots
        self._heads = heads
        known_roots = [
            *heads.known,
            *(KnownRoot(_NOTED_BY_HAND, *noted) for noted in noted_roots),
        ]
        self._waiting = sorted(known_roots, key=lambda root: root.size, reverse=True)

    def check_fact(self, stored: StoredFact) -> Iterator[str]:
        return self._compare(self._tree.tree)

    def _compare(self, tree: Frontier) -> Iterator[str]:
        while self._waiting and self._waiting[-1].size <= tree.size:
            known_root = self._waiting.pop()
            root = (tree if known_root.size else Frontier()).root().hex()
            if known_root.file == _NOTED_BY_HAND and not root.startswith(
                known_root.root
            ):
                yield (
                    f"the root noted at {known_root.size} does not match this log: it "
                    f"begins with {known_root.root[:16]}, the log's root with "
                    f"{root[:16]}"
                )
            elif known_root.file != _NOTED_BY_HAND and root != known_root.root:
                yield (
                    f"{known_root.file}: the facts up to {known_root.size} differ "
                    "from those that this server acknowledged"
                )

    def finish(self) -> Iterator[str]:
        yield from self._heads.unreadable
        yield from self._compare(self._tree.tree)
        end = self._tree.tree.size
        for known_root in reversed(self._waiting):
            label = (
                f"a root was noted at {known_root.size}"
                if known_root.file == _NOTED_BY_HAND
                else f"{known_root.file}: {known_root.size} was acknowledged"
            )
            yield (
                f"{label}, but the log ends at position {end}: the facts "
                f"{end + 1} to {known_root.size} are missing"
            )

    def summary(self) -> str:
        heads = len(self._heads.known)
        text = f"the facts acknowledged by {count_of(heads, 'server')} of this folder"
        if self._noted:
            sizes = ", ".join(f"{noted.size}" for noted in self._noted)
            text += f"; the log continues the roots noted at {sizes}"
        return text
