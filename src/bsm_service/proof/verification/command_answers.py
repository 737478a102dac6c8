"""Commands and their stored answers: all facts of each are there, and the answer that a
repeated command would get names just these.
"""

import json
from collections.abc import Iterator
from sqlite3 import Row
from typing import Any
from uuid import UUID

from bsm_domain.foundation.aggregate import SYSTEM_ACTOR, DomainEvent
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.microseconds import to_micros
from bsm_projections.databases import Connection
from bsm_service.application.command_service import CommandResult
from bsm_service.event_store.tables import ENDS_COMMAND, ENDS_INSERT
from bsm_service.proof.verification.check_results import LogCheck, StoredFact
from bsm_service.proof.verification.facts import RESTORE_ADVICE
from bsm_service.proof.verification.temporary_database import TemporaryDatabase

_DIGEST = 32  # bytes of SHA-256
_ADD = "INSERT INTO answers VALUES (?, ?, ?, ?, ?)"


class CommandAnswerCheck(LogCheck):
    """The digest of the request cannot be recomputed: the request is not stored."""

    name = "commands are complete"
    advice = f"{RESTORE_ADVICE}; until then do not repeat old requests"

    def __init__(self, connection: Connection, temporary: TemporaryDatabase) -> None:
        self._connection = connection
        self._temporary = temporary
        self._open: list[StoredFact] = []
        self._before: tuple[str, UUID] | None = None
        self._seen = 0
        self._answers = self._by_position()
        self._next: Row | None = None
        self._begun = False

    def check_fact(self, stored: StoredFact) -> Iterator[str]:
        if not self._begun:
            self._begun = True
            yield from self._load_answers()
            self._next = next(self._answers, None)
        command, ends = _command_of(stored), stored.row["ends_command"]
        if self._open and not _goes_on(_command_of(self._open[0]), command):
            yield (
                f"position {self._open[-1].position} is not marked as the end of its "
                "command, but another command follows"
            )
            yield from self._close()
        self._open.append(stored)
        if ends == ENDS_INSERT:  # nobody's request: there is no answer to compare
            yield from self._skip_to(stored.position + 1)
            self._open, self._before = [], None
        elif ends == ENDS_COMMAND:
            yield from self._close()
        elif ends != 0:
            yield (
                f"position {stored.position}: {ends!r} does not mark the end of a "
                "command"
            )

    def finish(self) -> Iterator[str]:
        if not self._begun:  # a log without facts
            yield from self._load_answers()
            self._next = next(self._answers, None)
        if self._open:
            yield (
                f"the log ends at {self._open[-1].position} in the middle of a command"
            )
            yield from self._close()
        yield from self._skip_to(None)

    def summary(self) -> str:
        return f"{count_of(self._seen, 'command')}, all with their facts and answers"

    def _load_answers(self) -> Iterator[str]:
        for row in self._connection.stream(
            "SELECT account, command_id, digest, answer FROM command_answers"
        ):
            account, command, digest, answer = row
            try:
                position = int(json.loads(answer)["position"])
            except (ValueError, KeyError, TypeError):
                label = _answer_label(account, command)
                yield f"{label}: the stored answer cannot be read"
                continue
            self._temporary.add(_ADD, position, account, command, bytes(digest), answer)

    def _by_position(self) -> Iterator[Row]:
        yield from self._temporary.rows("SELECT * FROM answers ORDER BY position")

    def _close(self) -> Iterator[str]:
        facts, self._open = self._open, []
        first, last = facts[0].position, facts[-1].position
        command = _command_of(facts[0])
        if command is not None and command == self._before:
            yield (
                f"position {first - 1} is marked as the end of its command, which goes "
                f"on at {first}"
            )
        self._before = command
        self._seen += 1
        yield from self._skip_to(first)
        answered = False
        while self._next is not None and self._next["position"] <= last:
            if self._next["position"] == last and not answered:
                answered = True
                yield from _compare(self._next, facts)
            else:
                yield _unexpected_answer(self._next)
            self._next = next(self._answers, None)
        if not answered:
            yield (
                f"positions {first} to {last}: their command has no stored answer, so "
                "a repeated request would be carried out again"
            )

    def _skip_to(self, first: int | None) -> Iterator[str]:
        """Answers that end where no command does."""
        while self._next is not None and (
            first is None or self._next["position"] < first
        ):
            yield _unexpected_answer(self._next)
            self._next = next(self._answers, None)


def _unexpected_answer(answer: Row) -> str:
    label = _answer_label(answer["account"], answer["command_id"])
    return (
        f"{label}: its stored answer names "
        f"position {answer['position']}, which is not the end of that command"
    )


def _answer_label(account: str, command: str) -> str:
    return f"command {command} of account {account}"


def _command_of(stored: StoredFact) -> tuple[str, UUID] | None:
    """Who asked, and under which id; None for a fact that cannot be read."""
    fact = stored.fact
    if not isinstance(fact, DomainEvent):
        return None
    return fact.actor.account, fact.command_id


def _goes_on(begun: tuple[str, UUID] | None, command: tuple[str, UUID] | None) -> bool:
    """Whether a fact is of the command that has begun: what the product concludes from
    it, that a silence is broken for example, has the same ID and the actor "system".
    """
    if begun is None or command is None:
        return begun == command
    return command in (begun, (SYSTEM_ACTOR.account, begun[1]))


def _compare(stored: Row, facts: list[StoredFact]) -> Iterator[str]:
    label = _answer_label(stored["account"], stored["command_id"])
    if len(stored["digest"]) != _DIGEST:
        yield f"{label}: the digest of the request is not valid"
    try:
        answer = CommandResult.model_validate_json(stored["answer"])
    except ValueError:
        yield f"{label}: the stored answer cannot be read"
        return
    command = _command_of(facts[0])
    if command is None:
        return
    account, id = command
    if (stored["account"], stored["command_id"]) != (account, id.hex):
        yield (
            f"{label}: its stored answer names facts of command {id.hex} of account "
            f"{account} (positions {facts[0].position} to {facts[-1].position})"
        )
    actual = [_fact_columns(fact) for fact in facts]
    named = [
        (fact.position, fact.stored_name, fact.stream_id, fact.version)
        for fact in answer.facts
    ]
    if actual != named:
        yield (
            f"{label}: its stored answer does not name the facts at positions "
            f"{facts[0].position} to {facts[-1].position}"
        )
    if to_micros(answer.recorded_at) != facts[-1].row["recorded_at"]:
        yield f"{label}: its stored answer has a different time from its facts"
    of_target = [fact.version for fact in answer.facts if fact.stream_id == answer.id]
    if of_target and of_target[-1] != answer.version:
        yield f"{label}: its stored answer has a different version from its facts"


def _fact_columns(stored: StoredFact) -> tuple[int, str, Any, int]:
    fact = stored.fact
    stream = fact.originator_id if isinstance(fact, DomainEvent) else None
    return (
        stored.position,
        stored.row["topic"],
        stream,
        stored.row["originator_version"],
    )
