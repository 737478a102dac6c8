"""The log against what is remembered of it: by servers, and by who noted a root."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.plurals import count_of
from bsm_service.event_store.acknowledged_heads import FOLDER_NAME
from bsm_service.event_store.merkle_tree import Frontier
from bsm_service.proof.verification.facts import TreeCheck
from bsm_service.proof.verification.findings import StoredFact


class NotedRoot(NamedTuple):
    """The root that the log had at some size: its first 16 hexadecimal digits, as a
    brief prints them, or more.
    """

    size: int
    root: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """From `SIZE:HASH`. Raises InvalidValue."""
        found = re.fullmatch(r"([0-9]{1,18}):([0-9a-fA-F]{16,64})", text.strip())
        if found is None:
            raise InvalidValue(
                f"“{text[:100]}” is not a noted root; give the number of facts, a "
                "colon and at least the first 16 hexadecimal digits of the root, for "
                "example 77:0123456789abcdef"
            )
        return cls(int(found[1]), found[2].lower())


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
    known, unreadable = list[KnownRoot](), list[str]()
    for file in sorted((folder / FOLDER_NAME).glob("*.json")):
        name = f"{FOLDER_NAME}/{file.name}"
        try:
            told = json.loads(file.read_text())
            known.append(KnownRoot(name, int(told["position"]), str(told["root"])))
        except (OSError, ValueError, KeyError, TypeError):
            unreadable.append(
                f"{name}, which says what its server acknowledged, cannot be read "
                "(delete it if that server is no longer used)"
            )
    return KnownRoots(tuple(known), tuple(unreadable))


_NOTED_BY_HAND = ""  # the file of a root that a person noted


class RootCheck:
    """Whether the log is the one that others know."""

    name = "what was acknowledged is there"
    advice = (
        "Find the database or the backup that has these facts, and write nothing "
        "meanwhile; if they are lost for good, run 'bsm accept-loss'"
    )

    def __init__(
        self, heads: KnownRoots, noted: tuple[NotedRoot, ...], tree: TreeCheck
    ) -> None:
        """`tree` has seen each fact before."""
        self._tree = tree
        self._noted = noted
        self._heads = heads
        known = [*heads.known, *(KnownRoot(_NOTED_BY_HAND, *one) for one in noted)]
        self._waiting = sorted(known, key=lambda one: one.size, reverse=True)

    def check_fact(self, stored: StoredFact) -> Iterator[str]:
        return self._compare(self._tree.tree)

    def _compare(self, tree: Frontier) -> Iterator[str]:
        while self._waiting and self._waiting[-1].size <= tree.size:
            one = self._waiting.pop()
            here = (tree if one.size else Frontier()).root().hex()
            if one.file == _NOTED_BY_HAND and not here.startswith(one.root):
                yield (
                    f"the root noted at {one.size} is not this log's: it begins with "
                    f"{one.root[:16]}, the log's with {here[:16]}"
                )
            elif one.file != _NOTED_BY_HAND and here != one.root:
                yield (
                    f"{one.file}: the facts up to {one.size} are not those that this "
                    "server acknowledged"
                )

    def finish(self) -> Iterator[str]:
        yield from self._heads.unreadable
        yield from self._compare(self._tree.tree)
        end = self._tree.tree.size
        for one in reversed(self._waiting):
            what = (
                f"a root was noted at {one.size}"
                if one.file == _NOTED_BY_HAND
                else f"{one.file}: {one.size} was acknowledged"
            )
            yield (
                f"{what}, but the log ends at position {end}: the facts "
                f"{end + 1} to {one.size} are missing"
            )

    def summary(self) -> str:
        heads = len(self._heads.known)
        told = f"what {count_of(heads, 'server')} of this folder acknowledged"
        if self._noted:
            sizes = ", ".join(f"{one.size}" for one in self._noted)
            told += f"; the log continues the roots noted at {sizes}"
        return told
