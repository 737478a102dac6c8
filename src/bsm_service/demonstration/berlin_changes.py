"""What changes after people registered for Berlin, from `berlin-registration.yaml`: the
waiting list, withdrawals, substitutes, places at the study visit, arrivals. All of it
is invented.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID

from bsm_domain.meetings.session_places import SessionPlaces
from bsm_domain.registration.registration import registration_id_of
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.demonstration.berlin_meeting import (
    BERLIN,
    INVENTED,
    REGISTRATION,
    session_id,
)
from bsm_service.demonstration.invented_people import person
from bsm_service.demonstration.meetings import BERLIN_STARTS_ON
from bsm_service.demonstration.registration import InventedDelegate
from bsm_service.demonstration.seeding_steps import (
    SECRETARIAT,
    SeedingStep,
    at_minute,
    pseudo_random,
    story_uuid,
)
from bsm_service.foundation.identifiers import derived_id
from bsm_service.registration.attendance.commands import RecordAttendances
from bsm_service.registration.commands import RecordAttendance, WithdrawRegistration
from bsm_service.registration.seats.commands import MoveInQueue
from bsm_service.registration.session_places.commands import SetSessionPlaces, TakePlace
from bsm_service.registration.substitution.commands import (
    GrantChange,
    SubstituteDelegate,
)

_OPENED, _TAKEN_AT = 7 * 60, 13 * 60
_VISIT = REGISTRATION["study_visit"]
_VISIT_SESSION = session_id(_VISIT["session"])
_FIRST_TAKEN: date = _VISIT["set_at"].date()


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of the story. `delegates` are all of the meeting, in order."""

    delegates: Sequence[InventedDelegate]

    def steps(self) -> Iterator[SeedingStep]:
        yield from self._waiting_list()
        yield from self._substitutes()
        yield from self._study_visit()
        yield from self._arrivals()

    def _delegate(self, who: Sequence[Any]) -> InventedDelegate:
        code, number = who
        return next(
            delegate
            for delegate in self.delegates
            if (delegate.delegation, delegate.number) == (code, number)
        )

    def _waiting_list(self) -> Iterator[SeedingStep]:
        moved, withdrawn = REGISTRATION["moved_in_queue"], REGISTRATION["withdrawn"]
        yield _step(
            moved["at"],
            SECRETARIAT,
            MoveInQueue(
                registration_id=self._delegate(moved["who"]).id,
                ahead_of=self._delegate(moved["ahead_of"]).id,
                reason=moved["reason"],
            ),
        )
        leaves = self._delegate(withdrawn["who"])
        withdraw = WithdrawRegistration(
            registration_id=leaves.id, reason=withdrawn["reason"]
        )
        yield _step(withdrawn["at"], leaves.principal, withdraw)

    def _substitutes(self) -> Iterator[SeedingStep]:
        requested = REGISTRATION["requested_substitute"]
        outgoing = self._delegate(requested["who"])
        yield _substitution(requested, outgoing, outgoing.principal)
        grant = GrantChange(registration_id=outgoing.id)
        yield _step(requested["granted_at"], SECRETARIAT, grant)
        in_session = REGISTRATION["substitute_in_session"]
        leaves = self._delegate(in_session["who"])
        yield _substitution(in_session, leaves, SECRETARIAT)
        arrived = RecordAttendance(registration_id=_substitute_id(in_session))
        yield _step(in_session["arrived_at"], SECRETARIAT, arrived)

    def _study_visit(self) -> Iterator[SeedingStep]:
        places = SetSessionPlaces(
            meeting_id=BERLIN,
            session_id=_VISIT_SESSION,
            places=SessionPlaces.model_validate(_VISIT["places"]),
        )
        yield _step(_VISIT["set_at"], SECRETARIAT, places)
        visitors = self._visitors()
        for at, delegate in visitors:
            take = TakePlace(
                registration_id=delegate.id, session_id=_VISIT_SESSION, wait=True
            )
            yield _step(at, delegate.principal, take, delegate.key)
        came = [
            self._present_id(delegate, REGISTRATION["substitute_in_session"])
            for _, delegate in visitors[: _VISIT["places"]["capacity"]]
            if self._comes(delegate)
        ]
        arrived = RecordAttendances(
            meeting_id=BERLIN, registration_ids=tuple(came), session_id=_VISIT_SESSION
        )
        yield _step(_VISIT["arrived_at"], SECRETARIAT, arrived, "study visit")

    def _visitors(self) -> list[tuple[datetime, InventedDelegate]]:
        """Who asks for a place, and when: the host's officers who accompany the visit,
        and otherwise those who hold a seat first, without National Focal Points.
        """
        asking = []
        for delegate in self.delegates:
            if delegate.is_focal_point or not self._is_seated(delegate):
                continue
            seated_on = delegate.decided_on
            if delegate.waits:
                seated_on = INVENTED["host"]["quota_changed_on"]
            day = max(seated_on, _FIRST_TAKEN) + timedelta(days=1)
            minutes = _TAKEN_AT + pseudo_random(f"{delegate.key}/place", 180)
            asking.append((at_minute(day, minutes), delegate))
        asking.sort(key=lambda asks: (not asks[1].waits, asks[0]))
        many = _VISIT["places"]["capacity"] + _VISIT["waiting"]
        return sorted(asking[:many], key=lambda asks: asks[0])

    def _is_seated(self, delegate: InventedDelegate) -> bool:
        """Who is promoted last gets a seat when the places are taken."""
        late, leaves = REGISTRATION["waits"], REGISTRATION["withdrawn"]["who"]
        return [delegate.delegation, delegate.number] not in (
            [late["delegation"], late["number"]],
            leaves,
        )

    def _arrivals(self) -> Iterator[SeedingStep]:
        arrivals = [
            self._present_id(delegate)
            for delegate in self.delegates
            if self._comes(delegate)
        ]
        minutes = REGISTRATION["arrivals"]["minutes"]
        size = ceil(len(arrivals) / len(minutes))
        for number, minute in enumerate(minutes):
            ids = tuple(arrivals[number * size : (number + 1) * size])
            yield _step(
                at_minute(BERLIN_STARTS_ON, _OPENED + minute),
                SECRETARIAT,
                RecordAttendances(meeting_id=BERLIN, registration_ids=ids),
                minute,
            )

    def _comes(self, delegate: InventedDelegate) -> bool:
        who = [delegate.delegation, delegate.number]
        absent = REGISTRATION["arrivals"]["did_not_come"]
        return who not in absent and who != REGISTRATION["withdrawn"]["who"]

    def _present_id(
        self, delegate: InventedDelegate, *further: Mapping[str, Any]
    ) -> UUID:
        """The registration that has the delegate's seat: that of a substitute, if one
        was named before the meeting or in one of the `further` substitutions.
        """
        for substitution in (REGISTRATION["requested_substitute"], *further):
            if [delegate.delegation, delegate.number] == substitution["who"]:
                return _substitute_id(substitution)
        return delegate.id


def _substitution(
    named: Mapping[str, Any], outgoing: InventedDelegate, principal: Principal
) -> SeedingStep:
    substitute = SubstituteDelegate(
        registration_id=outgoing.id,
        person=person(outgoing.delegation, named["substitute"]),
        reason=named["reason"],
    )
    return _step(named["at"], principal, substitute, outgoing.key)


def _substitute_id(named: Mapping[str, Any]) -> UUID:
    """The registration of the substitute, whom the substitution adds."""
    code, number = named["who"]
    key = f"{SubstituteDelegate.NAME}/{BERLIN_STARTS_ON}/{code}/{number}"
    participant = derived_id(story_uuid("command", key), "participant")
    return registration_id_of(BERLIN, participant)


def _step(
    at: datetime, principal: Principal, command: Command, key: object = BERLIN_STARTS_ON
) -> SeedingStep:
    return SeedingStep(at, f"{command.NAME}/{key}", principal, command)
