"""What happens to Gerda's registration, step by step, in an office of Austria with two
focal points.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from uuid import UUID

from service.registration.registration_requests import set_terms
from service.reminders.recipients import FP, LetterBox, Office
from systems import SECRETARIAT, do, enter

from bsm_domain.foundation.roles import Role
from bsm_domain.registration.registration import registration_id_of
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.registration.commands import (
    ChangeFunction,
    ConfirmRegistration,
    DeclineRequest,
    EndorseRequest,
    NominateDelegate,
    RefuseRegistration,
    RequestRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
REASON = "Confidential words"
Step = Callable[[UUID, UUID, UUID], Command]


def nominates(meeting: UUID, person: UUID, registration: UUID) -> Command:
    return NominateDelegate(
        meeting_id=meeting, delegation="AT", function="member", participant_id=person
    )


STEPS: dict[str, Step] = {
    "nominates": nominates,
    "asks": lambda meeting, person, _: RequestRegistration(
        meeting_id=meeting, function="member", participant_id=person
    ),
    "endorses": lambda *ids: EndorseRequest(registration_id=ids[2]),
    "declines": lambda *ids: DeclineRequest(registration_id=ids[2], reason=REASON),
    "confirms": lambda *ids: ConfirmRegistration(registration_id=ids[2]),
    "lists": lambda *ids: WaitlistRegistration(registration_id=ids[2]),
    "refuses": lambda *ids: RefuseRegistration(registration_id=ids[2], reason=REASON),
    "withdraws": lambda *ids: WithdrawRegistration(
        registration_id=ids[2], reason=REASON
    ),
    "changes": lambda *ids: ChangeFunction(registration_id=ids[2], function="adviser"),
}


@dataclass
class Registrations:
    """Who acts: `secretariat`, `Anna` and `Paul`, focal points, or `Gerda`."""

    it: Office
    box: LetterBox

    def principal(self, name: str) -> Principal:
        if name == "secretariat":
            return SECRETARIAT
        if name in ("Anna", "Paul"):
            return self.it.principal(name, FP, "AT")
        account = self.it.principal(name, Role.PARTICIPANT)
        return replace(account, participant=self.it.people[name])

    def registration(self, person: str = "Gerda") -> UUID:
        return registration_id_of(self.it.meeting_id, self.it.people[person])

    def happens(self, steps: str, person: str = "Gerda") -> None:
        """Steps as `Anna nominates, secretariat confirms`."""
        for step in filter(None, steps.split(", ")):
            who, what = step.split(" ")
            ids = self.it.meeting_id, self.it.people[person], self.registration(person)
            do(self.it.system, STEPS[what](*ids), self.principal(who))

    def fill(self) -> None:
        """All seats of Austria are taken."""
        for number in range(3):
            name = f"Seated {number}"
            self.it.people[name] = enter(self.it.system, delegation="AT", name=name)
            self.happens("secretariat nominates, secretariat confirms", name)

    def look(self, after: timedelta = MINUTE) -> dict[str, str]:
        """Who is written to by the next run, with the subject without the meeting."""
        return {
            str(message["To"]).partition("@")[0]: str(message["Subject"]).removesuffix(
                ": 10th Annual Meeting, Berlin"
            )
            for message in self.messages(after)
        }

    def messages(self, after: timedelta = MINUTE) -> list[EmailMessage]:
        number = len(self.box.messages)
        self.it.clock.pass_by(after)
        self.it.reminders.run_once()
        return self.box.messages[number:]


def registrations_of(it: Office, box: LetterBox) -> Registrations:
    """With Gerda on record, who has an account."""
    it.person("Paul", FP, "AT")
    it.person("Ida", FP, "IT")
    it.person("Sara", Role.SECRETARIAT)
    it.person("Gerda", Role.PARTICIPANT, "AT")
    set_terms(it.system, it.meeting_id, people_may_ask=True)
    return Registrations(it, box)


def words(message: EmailMessage) -> str:
    return " ".join(message.get_content().split())
