"""What leadership is told, by a plain fold over the facts, apart from any read model.

It shares with the product the facts and their meaning, and no code: it reads each
fact by its stored name, keeps dictionaries, and counts.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bsm_domain.foundation.logged_fact import LoggedFact

BECOMES = {
    "agreed": "agreed",
    "accepted": "accepted",
    "declined": "declined",
    "progress_reported": "in progress",
    "reported_complete": "reported complete",
    "confirmed": "confirmed",
    "returned": "in progress",
    "blocked": "blocked",
    "withdrawn": "withdrawn",
    "superseded": "superseded",
    "split": "superseded",
    "merged": "superseded",
}
CLOSED = {"confirmed", "withdrawn", "superseded"}
CHANGES = {
    "agreed": "agreed",
    "accepted": "accepted",
    "declined": "declined",
    "progress_reported": "reported on",
    "reported_complete": "completed",
    "confirmed": "confirmed",
    "returned": "returned",
    "blocked": "blocked",
    "reopened": "reopened",
    "withdrawn": "given up",
    "superseded": "continued",
    "split": "continued",
    "merged": "continued",
}


class Oracle:
    """All that is known up to a position, seen at a moment, of one meeting or all."""

    def __init__(
        self,
        facts: Sequence[LoggedFact],
        at: datetime,
        *,
        for_focal_points: bool,
        meeting_id: str | None,
    ) -> None:
        self.at, self.for_focal_points = at, for_focal_points
        self._everything: dict[Any, dict[str, Any]] = {}
        self._happened: list[tuple[int, Any, str, str, bool]] = []
        for position, fact, _ in facts:
            assert not isinstance(fact, tuple)
            _, kind, name, _ = fact.TOPIC.split(".")
            if kind == "activity":
                self._fold(position, name, fact)
        seen = {"all", "focal points"} if for_focal_points else {"all"}
        self.activities = {
            id: one
            for id, one in self._everything.items()
            if one["audience"] in seen
            and meeting_id in (None, *map(str, one["meetings"]))
        }

    def _fold(self, position: int, name: str, fact: Any) -> None:
        id = fact.originator_id
        if name == "proposed":
            line = fact.lineage
            moved = len(line.slips) + line.due_date_moved if line else 0
            self._everything[id] = {
                "audience": fact.audience,
                "meetings": {fact.meeting_id},
                "first": line.first_meeting_id if line else fact.meeting_id,
                "since": line.first_promised_at if line else fact.occurred_at,
                "owner": fact.promise.owner.delegation,
                "due": fact.promise.due,
                "first due": (
                    line.first_due_on
                    if line and line.first_due_on
                    else fact.promise.due.on,
                    fact.promise.due.time_zone,
                ),
                "slips": moved,
                "status": "agreed" if line else "proposed",
                "ended": None,
            }
            self._everything[id]["inherited"] = len(line.slips) if line else 0
            if line:
                before = [self._everything[parent] for parent in line.parents]
                agreed = [one["agreed"] for one in before if "agreed" in one]
                self._everything[id]["agreed"] = min(agreed)
            return
        it = self._everything[id]
        due = getattr(fact, "due", None)
        slipped = due is not None and name in ("due_date_changed", "carried_over")
        if name == "carried_over":
            it["meetings"].add(fact.meeting_id)
        if due is not None:
            if name == "due_date_settled" and not it["slips"]:
                it["first due"] = due.on, due.time_zone
            it["due"] = due
            it["slips"] += slipped
        if name == "handed_over":
            if fact.owner.delegation != it["owner"] and it["status"] != "proposed":
                it["status"] = "agreed"
            it["owner"] = fact.owner.delegation
        if name == "blocked":
            it["before block"] = it["status"]
        if name == "unblocked":
            it["status"] = it["before block"]
        if name == "reopened":
            it["status"] = it.pop("before end", "in progress")
            for what in ("completed", "confirmed", "given up"):
                it.pop(what, None)
        if name == "returned":
            it.pop("completed", None)
        if (status := BECOMES.get(name)) is not None:
            if status in ("withdrawn", "superseded"):
                it["before end"] = self._before(it)
                self._date(it, "given up", fact)
            it["status"] = status
        if name in ("agreed", "confirmed"):
            self._date(it, name, fact)
        if name == "reported_complete":
            self._date(it, "completed", fact)
        self._happened.append((position, id, name, it["owner"], slipped))

    @staticmethod
    def _date(it: dict[str, Any], what: str, fact: Any) -> None:
        it[what] = (fact.occurred_at, fact.recorded_at)

    @staticmethod
    def _before(it: dict[str, Any]) -> str:
        back = {"blocked": it.get("before block"), "reported complete": "in progress"}
        return back.get(it["status"], it["status"]) or "accepted"

    # What is told of them.

    def is_open(self, one: dict[str, Any]) -> bool:
        return one["status"] not in CLOSED

    def is_overdue(self, one: dict[str, Any]) -> bool:
        return (
            self.is_open(one)
            and one["status"] != "reported complete"
            and _end(one["due"]) <= self.at
        )

    def was_due(self, one: dict[str, Any]) -> bool:
        """Whether its original date has passed, and nothing stands in for it."""
        return one["status"] != "superseded" and _ends(*one["first due"]) <= self.at

    def age(self, one: dict[str, Any]) -> int:
        since = one["since"].astimezone(UTC).date()
        return max((self.at.astimezone(UTC).date() - since).days, 0)

    def figures(self) -> dict[str, Any]:
        rows = list(self.activities.values())
        ages = sorted(self.age(one) for one in rows if self.is_open(one))
        half = len(ages) // 2
        middle = ages[half : half + 1] if len(ages) % 2 else ages[half - 1 : half + 1]
        confirmed = [one for one in rows if one["status"] == "confirmed"]
        was_due = list(filter(self.was_due, rows))
        on_time = [
            one
            for one in was_due
            if one["status"] in ("reported complete", "confirmed")
            and one["completed"][0] < _ends(*one["first due"])
        ]
        moved = [one for one in rows if one["slips"] and one["status"] != "superseded"]
        return {
            "activities": sum(one["status"] != "superseded" for one in rows),
            "open": len(ages),
            "overdue": sum(map(self.is_overdue, rows)),
            "confirmed": len(confirmed),
            "was_due": len(was_due),
            "completed_on_time": len(on_time),
            "waiting": sum(one["status"] == "reported complete" for one in rows),
            "slipped": len(moved),
            "slipped_twice": sum(one["slips"] > 1 for one in moved),
            "median_age_days": sum(middle) // len(middle) if ages else None,
            "oldest_age_days": ages[-1] if ages else None,
        }

    def ages(self, bands: Sequence[tuple[int, int | None]]) -> list[tuple[int, int]]:
        found = []
        for start, end in bands:
            inside = [
                one
                for one in self.activities.values()
                if self.is_open(one)
                and start <= self.age(one)
                and (end is None or self.age(one) < end)
            ]
            found.append((len(inside), sum(map(self.is_overdue, inside))))
        return found

    def slipped(self, by: str) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for one in self.activities.values():
            if moves := one["slips"] - one["inherited"]:
                number, times = found.get(str(one[by]), (0, 0))
                found[str(one[by])] = number + 1, times + moves
        return found

    def by_status(self) -> dict[str, dict[str, int]]:
        found: dict[str, Counter[str]] = {}
        for one in self.activities.values():
            counts = found.setdefault(one["owner"], Counter())
            counts[one["status"]] += 1
            counts["overdue"] += self.is_overdue(one)
        return {owner: dict(+counts) for owner, counts in found.items()}

    def changes(self, since: int) -> dict[str, dict[str, int]]:
        who: dict[str, dict[str, set[Any]]] = {}
        for position, id, name, owner, slipped in self._happened:
            if position <= since or id not in self.activities:
                continue
            of_owner = who.setdefault(owner, {})
            if name in CHANGES:
                of_owner.setdefault(CHANGES[name], set()).add(id)
            if slipped:  # each date that was moved counts
                of_owner.setdefault("moved", set()).add(position)
        return {
            owner: {change: len(ids) for change, ids in of_owner.items()}
            for owner, of_owner in who.items()
            if of_owner
        }

    def told_since(self, since: int) -> list[int]:
        """Positions of the facts that `changes` counts."""
        return [
            position
            for position, id, name, _, slipped in self._happened
            if position > since
            and id in self.activities
            and (name in CHANGES or slipped)
        ]

    def dates_moved(self) -> list[int]:
        """Positions of the facts that moved a date, the newest first."""
        found = [
            position
            for position, id, _, _, slipped in self._happened
            if slipped and id in self.activities
        ]
        return found[::-1]

    def burn_up(self, zone: str, clock: int) -> list[tuple[Any, int, int, int]]:
        """`clock` is 0 for when it happened, 1 for when it was recorded."""
        dated = sorted(
            (one[what][clock], number)
            for one in self.activities.values()
            if "agreed" in one and one["status"] != "superseded"
            for number, what in enumerate(("agreed", "confirmed", "given up"))
            if what in one
        )
        days, so_far = {}, [0, 0, 0]
        for at, number in dated:
            so_far[number] += 1
            day = at.astimezone(ZoneInfo(zone)).date()
            days[day] = (day, *so_far)
        return list(days.values())

    def together(self, zone: str, many: int) -> list[tuple[Any, str, int]]:
        counts: Counter[tuple[Any, str]] = Counter()
        for one in self.activities.values():
            for what in ("agreed", "confirmed", "given up"):
                if one["status"] == "superseded":
                    continue
                if "agreed" in one and what in one:
                    happened, recorded = (
                        at.astimezone(ZoneInfo(zone)).date() for at in one[what]
                    )
                    counts[recorded, what] += happened != recorded
        return sorted((*key, n) for key, n in counts.items() if n >= many)


def _end(due: Any) -> datetime:
    """Midnight after the day on which it is due, on the clocks of its zone."""
    return _ends(due.on, due.time_zone)


def _ends(on: Any, zone: str) -> datetime:
    return datetime.combine(on, time(), ZoneInfo(zone)) + timedelta(days=1)
