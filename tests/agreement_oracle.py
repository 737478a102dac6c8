"""What the facts of decisions must look like, worked out without the product's rules.

It reads facts as plain data: class names and fields. It knows nothing of aggregates,
read models or any function of the product.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

OPPOSED = ("object", "propose amendment")


class Stream:
    """The facts of one decision, in the order of recording."""

    def __init__(self, facts: Sequence[Any]) -> None:
        self.facts = facts

    def said(self, state: str, version: int, facts: Sequence[Any]) -> list[Any]:
        """What was said for a State about a version, in the order of happening: pairs
        of the fact and its position.
        """
        told: dict[int, tuple[datetime, int, str, str | None, Any]] = {}
        for fact in facts:
            name = type(fact).__name__
            if name not in ("PositionTaken", "PositionWithdrawn", "PositionCorrected"):
                continue
            if (fact.delegation, fact.version) != (state, version):
                continue
            at, number = fact.occurred_at, fact.originator_version
            if name == "PositionWithdrawn":
                told[number] = (at, number, name, None, None)
                continue
            if name == "PositionCorrected":
                told.pop(fact.corrects, None)
                if fact.position is None:
                    continue
            position = fact.position.value
            until = fact.until.ends_at if fact.until else None
            told[number] = (at, number, name, position, until)
        return sorted(told.values(), key=lambda entry: entry[:2])

    def standing(
        self,
        state: str,
        version: int,
        facts: Sequence[Any],
        before: datetime | None = None,
    ) -> tuple[str | None, datetime | None]:
        said = [
            entry
            for entry in self.said(state, version, facts)
            if before is None or entry[0] < before
        ]
        return (said[-1][3], said[-1][4]) if said else (None, None)

    def opposes(
        self, state: str, round: Any, expires: datetime, facts: Sequence[Any]
    ) -> bool:
        """Whether a State opposed a silence: when it opened, or while it ran."""
        version = round.version
        position, _ = self.standing(state, version, facts, round.occurred_at)
        if position in OPPOSED:
            return True
        return any(
            entry[3] in OPPOSED and round.occurred_at <= entry[0] < expires
            for entry in self.said(state, version, facts)
        )


def streams(facts: Iterable[Any]) -> dict[Any, Stream]:
    by_stream = defaultdict(list)
    for fact in facts:
        if fact.TOPIC.startswith("bsm.decision."):
            by_stream[fact.originator_id].append(fact)
    return {id: Stream(found) for id, found in by_stream.items()}


def violations(facts: Sequence[Any], now: datetime) -> Iterator[str]:
    """Everything in which the log is not what it must be."""
    yield from _numbers(facts)
    yield from _successions(facts)
    for stream in streams(facts).values():
        yield from _adoptions(stream)
        yield from _silences(stream, now)
        yield from _contests(stream)


def _numbers(facts: Sequence[Any]) -> Iterator[str]:
    """P4: 1, 2, 3 … in each series, and only for what was adopted."""
    given: dict[str, list[Any]] = defaultdict(list)
    adopted = []
    for fact in facts:
        if type(fact).__name__ == "NumberGiven":
            given[fact.series].append(fact)
        if type(fact).__name__ == "DecisionAdopted":
            adopted.append((fact.originator_id, fact.number))
    for series, numbers in given.items():
        counted = [fact.number for fact in numbers]
        if counted != list(range(1, len(counted) + 1)):
            yield f"numbers of {series}: {counted}"
    pairs = sorted((fact.to, fact.number) for found in given.values() for fact in found)
    if pairs != sorted(adopted):
        yield "numbers were given to what was not adopted, or the other way round"


def _adoptions(stream: Stream) -> Iterator[str]:
    """P1: no entitled State opposes the text when it is adopted."""
    opened = expires = None
    for place, fact in enumerate(stream.facts):
        name = type(fact).__name__
        if name == "ProcedureOpened":
            opened, expires = fact, fact.expires_at
        if name == "SilenceExtended":
            expires = fact.expires_at
        if name != "DecisionAdopted":
            continue
        before = stream.facts[:place]
        if opened is None or opened.version != fact.version:
            yield "adopted without a round"
            continue
        if opened.procedure.value != "silence":
            last = before[-1]
            named = getattr(last, "delegations", ())
            passed_over = set(
                unheard(Stream(before), fact.entitled, fact.version, fact.occurred_at)
            )
            if passed_over != set(named):
                yield f"read out were {named}, not heard were {passed_over}"
        for state in fact.entitled:
            position, until = stream.standing(state, fact.version, before)
            if opened.procedure.value == "silence":
                if stream.opposes(state, opened, expires, before):
                    yield f"adopted by silence against {state}"
            elif position in OPPOSED:
                yield f"adopted against {state}"
            elif position == "ad referendum" and fact.occurred_at < until:
                yield f"adopted before {state} had spoken"


def unheard(
    stream: Stream, entitled: Iterable[str], version: int, at: datetime
) -> Iterator[str]:
    """Who opposed an earlier version, and has no position on this one."""
    for state in entitled:
        said = (
            stream.standing(state, number, stream.facts)
            for number in range(version, 0, -1)
        )
        on_this, *earlier = said
        last = next((one for one in earlier if one[0] is not None), (None, None))
        opposes = last[0] in OPPOSED or (last[0] == "ad referendum" and at < last[1])
        if on_this[0] is None and opposes:
            yield state


def _silences(stream: Stream, now: datetime) -> Iterator[str]:
    """P2: a silence ends once, in one way; by adoption only at its last expiry."""
    running = None
    expires = None
    for fact in stream.facts:
        name = type(fact).__name__
        if name == "ProcedureOpened":
            if running is not None:
                yield "two rounds at once"
            running, expires = fact, fact.expires_at
        elif name == "SilenceExtended":
            expires = fact.expires_at
        elif name in ("SilenceBroken", "ProcedureEnded"):
            if running is None:
                yield f"{name} without a round"
            running = None
        elif name == "DecisionAdopted":
            is_silence = running is not None and expires is not None
            if is_silence and fact.occurred_at != expires:
                yield f"adopted at {fact.occurred_at}, not at {expires}"
            if is_silence and fact.recorded_at < expires:
                yield "adopted before the expiry"
            running = None
        elif name == "VersionTabled" and running is not None:
            yield "the text changed within a round"
    if running is not None and expires is not None:
        if now >= expires + timedelta(seconds=10):
            yield f"a silence that expired on {expires} is not settled"
        for state in running.entitled:
            if stream.opposes(state, running, expires, stream.facts):
                yield f"{state} opposed, and the silence goes on"


def _successions(facts: Sequence[Any]) -> Iterator[str]:
    """What an adopted decision supersedes is superseded with it, if it is in force by
    then; and restored when the later one is annulled (E28).
    """
    supersedes: dict[Any, Sequence[Any]] = {}
    successors: dict[Any, set[Any]] = defaultdict(set)
    status: dict[Any, str] = {}
    due: set[tuple[Any, str, Any, Any]] = set()
    for fact in facts:
        if not fact.TOPIC.startswith("bsm.decision."):
            continue
        id, name, by = fact.originator_id, type(fact).__name__, fact.command_id
        if name == "DecisionTabled":
            supersedes[id] = fact.supersedes
        elif name == "DecisionAdopted":
            for other in supersedes[id]:
                if status[other] == "adopted":
                    due.add((other, "DecisionSuperseded", id, by))
        elif name == "DecisionAnnulled":
            for other in supersedes[id]:
                if id in successors[other]:
                    due.add((other, "DecisionRestored", id, by))
        elif name in ("DecisionSuperseded", "DecisionRestored"):
            is_superseded = name == "DecisionSuperseded"
            later = fact.by if is_superseded else fact.because_of
            if (id, name, later, by) not in due:
                yield f"{name} of {id} because of {later}"
            due.discard((id, name, later, by))
            (successors[id].add if is_superseded else successors[id].discard)(later)
        status[id] = _STATUS_AFTER.get(name, status.get(id, ""))
    yield from (f"missing: {name} of {id} by {later}" for id, name, later, _ in due)


def _contests(stream: Stream) -> Iterator[str]:
    """P10: contested if and only if a State opposed the text at the time; upheld or
    annulled only what is contested.
    """
    opened = expires = adopted = None
    causes: set[int] = set()
    for place, fact in enumerate(stream.facts):
        name = type(fact).__name__
        if name == "ProcedureOpened":
            opened, expires = fact, fact.expires_at
        elif name == "SilenceExtended":
            expires = fact.expires_at
        elif name == "DecisionAdopted":
            adopted = fact
        elif name == "DecisionContested":
            causes.add(fact.cause)
        elif name == "DecisionUpheld":
            if fact.cause not in causes:
                yield f"upheld against {fact.cause}, contested by {causes}"
            causes.discard(fact.cause)
        elif name == "DecisionAnnulled":
            if not causes:
                yield "annulled without a contest"
            causes.clear()
        elif adopted is not None and name.startswith("Position"):
            assert opened is not None
            state = fact.delegation
            then, by_now = stream.facts[:place], stream.facts[: place + 1]
            was, is_now = (
                _opposed(stream, state, opened, expires, adopted, facts)
                for facts in (then, by_now)
            )
            follower = stream.facts[place + 1 : place + 2]
            told = bool(follower) and type(follower[0]).__name__ == "DecisionContested"
            if told != (is_now and not was):
                yield f"contested: {told}, opposed by {state}: {was}, then {is_now}"


def _opposed(
    stream: Stream,
    state: str,
    opened: Any,
    expires: Any,
    adopted: Any,
    facts: Sequence[Any],
) -> bool:
    if state not in adopted.entitled:
        return False
    if opened.procedure.value == "silence":
        return stream.opposes(state, opened, expires, facts)
    at = adopted.occurred_at
    position, until = stream.standing(state, adopted.version, facts, at)
    return position in OPPOSED or (position == "ad referendum" and at < until)


class Known:
    """What is known of a decision from its first facts, at a moment."""

    def __init__(self, stream: Stream, at: datetime) -> None:
        self.facts = stream.facts
        self.status, self.version = "", 0
        self.expiry: datetime | None = None  # of a silence that runs
        self.contested_by: set[int] = set()
        entitled: Sequence[str] | None = None
        for fact in self.facts:
            name = type(fact).__name__
            if name in ("DecisionTabled", "VersionTabled"):
                self.version += 1
            if name in ("ProcedureOpened", "DecisionAdopted"):
                entitled = fact.entitled
            self.status = _STATUS_AFTER.get(name, self.status)
            if name == "DecisionContested":
                self.contested_by.add(fact.cause)
            if name == "DecisionUpheld":
                self.contested_by.remove(fact.cause)
            if name == "DecisionAnnulled":
                self.contested_by.clear()
            self.expiry = getattr(fact, "expires_at", self.expiry)
        if self.status != "in procedure":
            self.expiry = None
        self.cells: dict[str, tuple[str, int]] = {}
        spoken = {
            fact.delegation
            for fact in self.facts
            if type(fact).__name__.startswith("Position")
        }
        blocking = set()
        for state in spoken:
            for version in range(self.version, 0, -1):
                position, until = stream.standing(state, version, self.facts)
                if position is not None:
                    self.cells[state] = position, version
                    break
            is_late = position == "ad referendum" and at < until
            if version == self.version and (position in OPPOSED or is_late):
                blocking.add(state)

        def counts(state: str) -> bool:
            return state in entitled if entitled is not None else state != "DZ"

        on_current = [
            state
            for state, (_, version) in self.cells.items()
            if version == self.version and counts(state)
        ]
        self.heard = len(on_current)
        self.stale = sum(map(counts, self.cells)) - self.heard
        self.objection_stands = self.status in ("draft", "in procedure") and any(
            map(counts, blocking)
        )


_STATUS_AFTER = {
    "DecisionTabled": "draft",
    "ProcedureOpened": "in procedure",
    "SilenceBroken": "draft",
    "ProcedureEnded": "draft",
    "DecisionAdopted": "adopted",
    "DecisionAnnulled": "annulled",
    "DecisionSuperseded": "superseded",
    "DecisionRestored": "adopted",
}
