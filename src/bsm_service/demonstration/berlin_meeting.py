"""The 10th annual meeting, as described in `berlin-tenth-meeting.yaml`.

Title, dates, agenda, objectives, delegations and the total are from public pages. What
is invented is in `berlin-invented.yaml` and `berlin-registration.yaml`; the Chair's
summaries only repeat the agenda, and attribute no statement to any State.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from bsm_domain.foundation.participating_states import DelegationKind, state_name
from bsm_domain.foundation.sources import Source
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.meeting_facts import (
    InvitedDelegation,
    MeetingDetails,
    StatedTotal,
)
from bsm_domain.meetings.objective import OutcomeKind
from bsm_domain.meetings.source_facts import SourcedPart
from bsm_service.application.command import Command
from bsm_service.demonstration.meetings import BERLIN_STARTS_ON
from bsm_service.demonstration.seeding_steps import (
    CHAIR,
    SECRETARIAT,
    SeedingStep,
    at_minute,
    read_yaml,
    story_uuid,
)
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    CloseRegistration,
    ConcludeMeeting,
    CorrectAttendance,
    InviteDelegations,
    NameOrganisation,
    NameSource,
    OpenMeeting,
    OpenRegistration,
    StateAttendance,
)
from bsm_service.meetings.objective_commands import (
    NameObjectiveSource,
    RecordDiscussion,
    SetObjective,
)

BERLIN = story_uuid("meeting", str(BERLIN_STARTS_ON))

INVENTED: Mapping[str, Any] = read_yaml("berlin-invented.yaml")
REGISTRATION: Mapping[str, Any] = read_yaml("berlin-registration.yaml")


@dataclass(frozen=True)
class Berlin:
    """The commands of the Berlin meeting."""

    source: dict[str, Any]

    @classmethod
    def from_file(cls) -> "Berlin":
        return cls(read_yaml("berlin-tenth-meeting.yaml"))

    @cached_property
    def details(self) -> MeetingDetails:
        fields = dict(self.source["meeting"])
        for stated in ("participants_reported", "states_reported", "also_participated"):
            fields.pop(stated)
        return MeetingDetails(**fields | {"themes": tuple(fields["themes"])})

    @cached_property
    def delegations(self) -> tuple[InvitedDelegation, ...]:
        """All 47: States and Partners in the order of the public page, then
        organisations.
        """
        source = self.source["delegations"]
        states = [
            (code, kind, state_name(code, INVENTED["invited_on"]))
            for name, kind in (
                ("participating_states", DelegationKind.PARTICIPATING_STATE),
                ("partners_for_co_operation", DelegationKind.PARTNER),
            )
            for code in source[name]
        ]
        organisations = [
            (organisation["code"], DelegationKind.ORGANISATION, organisation["name"])
            for organisation in source["organisations"]
        ]
        return tuple(
            InvitedDelegation(
                code=code,
                kind=kind,
                name=name,
                agency_of=INVENTED["agency_of"].get(code),
                quota=INVENTED["quotas"].get(code, INVENTED["usual_quotas"][kind]),
            )
            for code, kind, name in (*states, *organisations)
        )

    def steps(self) -> Iterator[SeedingStep]:
        """From the announcement to the conclusion, without registrations."""
        yield from self._preparation()
        yield from self._objectives()
        first, last = self.details.starts_on, self.details.ends_on
        yield _step(first, 420, OpenMeeting(meeting_id=BERLIN))
        yield _step(last, 1065, ConcludeMeeting(meeting_id=BERLIN))
        counted = StatedTotal(
            participants=self.source["meeting"]["participants_reported"],
            source=INVENTED["counted_by"],
        )
        yield _step(last, 1080, StateAttendance(meeting_id=BERLIN, total=counted))
        yield from self._sources()
        yield from self._new_names()

    def _sources(self) -> Iterator[SeedingStep]:
        """The pages, of which one was published long after the meeting: nothing was
        seen there before, so they are named as sources on that day.
        """
        stated, pages = self.source["meeting"], self.source["pages"]
        day = pages["added_on"]
        total = StatedTotal(
            participants=stated["participants_reported"],
            states=stated["states_reported"],
            remark=stated["also_participated"],
            source=pages["polis"]["title"],
        )
        polis = self.page("polis")
        yield _step(
            day,
            600,
            CorrectAttendance(
                meeting_id=BERLIN,
                total=total,
                reason=INVENTED["total_corrected_because"],
                source=polis,
            ),
        )
        for number, name in enumerate(("polis", "press_release")):
            parts = tuple(map(SourcedPart, pages[name]["parts"]))
            named = NameSource(meeting_id=BERLIN, parts=parts, source=self.page(name))
            yield _step(day, 605 + number, named, name)
        for number, objective in enumerate(self.source["objectives"]):
            code = objective["code"]
            of_objective = NameObjectiveSource(
                objective_id=objective_id(code), source=polis
            )
            yield _step(day, 610 + number, of_objective, code)

    def page(self, name: str) -> Source:
        page = dict(self.source["pages"][name])
        del page["parts"]
        return Source(**page, seen_on=self.source["pages"]["added_on"])

    def _new_names(self) -> Iterator[SeedingStep]:
        for organisation in self.source["delegations"]["organisations"]:
            if renamed := organisation.get("renamed"):
                named = NameOrganisation(code=organisation["code"], **renamed)
                yield _step(renamed["since"], 540, named, organisation["code"])

    def _preparation(self) -> Iterator[SeedingStep]:
        yield _step(
            INVENTED["announced_on"],
            540,
            AnnounceMeeting(meeting_id=BERLIN, details=self.details),
        )
        by_kind: dict[bool, list[InvitedDelegation]] = {False: [], True: []}
        for delegation in self.delegations:
            is_organisation = delegation.kind is DelegationKind.ORGANISATION
            by_kind[is_organisation].append(delegation)
        for number, invited in enumerate(by_kind.values()):
            yield _step(
                INVENTED["invited_on"],
                600 + 15 * number,
                InviteDelegations(meeting_id=BERLIN, delegations=tuple(invited)),
                number,
            )
        yield _step(
            INVENTED["registration_opens_on"],
            480,
            OpenRegistration(meeting_id=BERLIN, capacity=INVENTED["capacity"]),
        )
        yield from self._agenda()
        yield _step(
            INVENTED["registration_closes_on"],
            930,
            CloseRegistration(meeting_id=BERLIN),
        )

    def _agenda(self) -> Iterator[SeedingStep]:
        for number, session in enumerate(self.source["agenda"]):
            audience = MatterAudience(session["audience"])
            closed = audience is MatterAudience.FOCAL_POINTS
            usual = SessionKind.FOCAL_POINTS_ONLY if closed else SessionKind.PLENARY
            yield _step(
                INVENTED["agenda_on"],
                540 + 5 * number,
                ScheduleSession(
                    meeting_id=BERLIN,
                    session_id=session_id(number),
                    on=self.details.starts_on + timedelta(days=session["day"] - 1),
                    title=session["title"],
                    kind=SessionKind(session.get("kind", usual)),
                    audience=audience,
                    order=session.get("order"),
                    description=session.get("description"),
                ),
                number,
            )

        yield _step(INVENTED["agenda_on"], 570, ReleaseAgenda(meeting_id=BERLIN))

    def _objectives(self) -> Iterator[SeedingStep]:
        for number, objective in enumerate(self.source["objectives"]):
            code, audience = objective["code"], MatterAudience(objective["audience"])
            discussion = INVENTED["discussions"][code]
            yield _step(
                INVENTED["objectives_on"],
                600 + 5 * number,
                SetObjective(
                    meeting_id=BERLIN,
                    objective_id=objective_id(code),
                    code=code,
                    text=objective["text"],
                    audience=audience,
                    outcome_kind=OutcomeKind(discussion["outcome"]),
                    # The public page lists it, whoever takes part.
                    aim_for_all=audience is MatterAudience.FOCAL_POINTS,
                ),
                code,
            )
            closed = audience is MatterAudience.FOCAL_POINTS
            day = self.details.ends_on if closed else self.details.starts_on
            command = RecordDiscussion(
                objective_id=objective_id(code), summary=discussion["summary"]
            )
            at = at_minute(day, discussion["minutes"])
            yield SeedingStep(at, f"{command.NAME}/{code}", CHAIR, command)


def session_id(number: int) -> UUID:
    """The session of this place in the file, counted from 0."""
    return story_uuid("session", f"{BERLIN_STARTS_ON}/{number}")


def objective_id(code: str) -> UUID:
    return story_uuid("objective", f"{BERLIN_STARTS_ON}/{code}")


def _step(
    day: date, minutes: int, command: Command, number: int | str = ""
) -> SeedingStep:
    key = f"{command.NAME}/{BERLIN_STARTS_ON}/{number}"
    return SeedingStep(at_minute(day, minutes), key, SECRETARIAT, command)
