"""A year of follow-up gives exactly the reminders that the ladder says."""

from datetime import date, timedelta
from uuid import UUID

from service.reminders.people import BEGINS, LetterBox, office
from systems import do

from bsm_domain.registration import DelegateFunction
from bsm_domain.roles import Role
from bsm_projections.databases import Place
from bsm_service import commands as ask
from bsm_service.letters import State

# The ladder as people would tell it, written down once more.
OWNERS_DAYS, HEADS_DAY, CHAIRS_DAY = (-30, -7, -1, 1), 14, 30
WHY = {"reason": "translation"}


class Story:
    """What happens on which day, and since when which due date stands."""

    def __init__(self) -> None:
        self.owner: dict[str, str] = {}
        self.stood: dict[str, list[tuple[date, date, date]]] = {}

    def promised(self, name: str, owner: str, due: date, on: date) -> None:
        self.owner[name] = owner
        self.stood[name] = [(due, on, date.max)]

    def moved(self, name: str, due: date, on: date) -> None:
        self.ended(name, on)
        self.stood[name].append((due, on, date.max))

    def ended(self, name: str, on: date) -> None:
        due, since, _ = self.stood[name].pop()
        self.stood[name].append((due, since, on))

    def reminders(self, focal_points: dict[str, list[str]], until: date):
        """(day, who, which), worked out day by day."""
        for name, stood in self.stood.items():
            for due, since, ended in stood:
                rungs = [
                    *((days, focal_points[self.owner[name]]) for days in OWNERS_DAYS),
                    (HEADS_DAY, HEADS.get(self.owner[name]) or ["Hans"]),
                    (CHAIRS_DAY, ["Clara"]),
                ]
                for days, people in rungs:
                    day = due + timedelta(days=days)
                    # Looked at on each day at half past nine: past eight o'clock.
                    if since < day <= until and day <= ended:
                        yield from ((day, who, name, days) for who in people)


HEADS = {"AT": ["Anton"], "IT": ["Ida"]}  # Italy's head is unknown: its focal point
PEOPLE = {"AT": ["Anna", "Albert"], "IT": ["Ida"]}


def test_a_year_with_two_processes_is_exactly_what_the_ladder_says(place: Place):
    box = LetterBox()
    it = office(place, box)
    for name, delegation in (("Anna", "AT"), ("Albert", "AT"), ("Ida", "IT")):
        it.person(name, Role.FOCAL_POINT, delegation)
    it.person("Clara", Role.CHAIR)
    it.person("Anton", Role.PARTICIPANT, "AT")
    do(
        it.system,
        ask.NominateDelegate(
            meeting_id=it.meeting,
            delegation="AT",
            function=DelegateFunction.HEAD,
            participant_id=it.people["Anton"],
        ),
    )
    story, ids, today = Story(), dict[str, UUID](), BEGINS.date()
    for name, owner, due in (
        ("kept", "AT", date(2016, 9, 30)),
        ("late", "IT", date(2016, 8, 31)),
        ("moved", "AT", date(2016, 7, 15)),
        ("given up", "IT", date(2016, 10, 1)),
        ("soon", "AT", date(2016, 4, 28)),
        ("for ever", "AT", date(2016, 12, 24)),
    ):
        ids[name] = it.promise(name, owner, due)
        story.promised(name, owner, due, today)
    happens = {
        date(2016, 7, 10): ask.ChangeDueDate(
            activity_id=ids["moved"], due_on=date(2016, 11, 20), **WHY
        ),
        date(2016, 9, 25): ask.ReportComplete(activity_id=ids["kept"]),
        date(2016, 9, 10): ask.WithdrawActivity(activity_id=ids["given up"], **WHY),
        date(2016, 9, 5): ask.BlockActivity(activity_id=ids["late"], blocked_by="tax"),
    }
    story.moved("moved", date(2016, 11, 20), date(2016, 7, 10))
    story.ended("kept", date(2016, 9, 25))
    story.ended("given up", date(2016, 9, 10))

    other, seen = it.another_process(), []
    title_of = {id: name for name, id in ids.items()}
    for day in range(365):
        it.clock.time = BEGINS + timedelta(days=day)
        for reminders in (it.reminders, other):
            reminders.run_once()
        for letter in it.letters():
            if letter.sent_at == it.clock.time and letter.state is State.SENT:
                seen.append(letter)
        if it.clock.time.date() in happens:
            do(it.system, happens[it.clock.time.date()])

    last = it.clock.time.date()
    expected = sorted(story.reminders(PEOPLE, last))
    name_of = {account: name for name, account in it.accounts.items()}
    found = sorted(
        (
            one.sent_at.date(),
            name_of[one.account],
            title_of[UUID(one.activity_id)],
            int(one.rung.partition(":")[2]),
        )
        for one in seen
        if one.activity_id is not None and one.sent_at is not None
    )
    assert found == expected
    assert len(found) > 25

    # One digest each Monday for each focal point who has anything open.
    mondays = sum((BEGINS + timedelta(days=day)).weekday() == 0 for day in range(365))
    digests = [one for one in seen if one.activity_id is None]
    assert len(digests) == mondays * 3
    # As many left the house, each once.
    assert len(box.messages) == len(seen) == len(found) + len(digests)
    assert len({message["Message-ID"] for message in box.messages}) == len(seen)
    assert {message["To"] for message in box.messages} == {
        f"{name}@example.org" for name in ("anna", "albert", "ida", "anton", "clara")
    }
    other.system.close()
    it.system.close()
