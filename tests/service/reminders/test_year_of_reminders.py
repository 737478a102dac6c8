"""A year of follow-up gives exactly the reminders that the ladder says."""

from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid4

from service.reminders.recipients import BEGINS, LetterBox, office
from systems import CHAIR, SECRETARIAT, at_once, do

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.follow_up.commands import (
    BlockActivity,
    ChangeDueDate,
    HandOverActivity,
    ReportComplete,
    ReturnActivity,
    WithdrawActivity,
)
from bsm_service.follow_up.milestone_and_evidence_commands import CommentOnActivity
from bsm_service.reminders.outbox_messages import MessageState
from bsm_service.reminders.preferences import MessageKind

# The ladder as people would tell it, written down once more.
OWNERS_DAYS, HEADS_DAY, CHAIRS_DAY = (-30, -7, -1, 1), 14, 30
# The share of days on which somebody looks though nothing is to be told.
LOOKS_BESIDES = 1 / 6
WHY = {"reason": "translation"}


class Story:
    """What happens on which day, and since when which due date stands."""

    def __init__(self) -> None:
        # Of each activity: due date, owner, since when and until when they stood.
        self.stood: dict[str, list[tuple[date, str, date, date]]] = {}

    def promised(self, name: str, owner: str, due: date, on: date) -> None:
        self.stood[name] = [(due, owner, on, date.max)]

    def moved(self, name: str, due: date, on: date) -> None:
        _, owner = self.ended(name, on)
        self.stood[name].append((due, owner, on, date.max))

    def handed_over(self, name: str, owner: str, on: date) -> None:
        due, _ = self.ended(name, on)
        self.stood[name].append((due, owner, on, date.max))

    def taken_up(self, name: str, on: date) -> None:
        due, owner, *_ = self.stood[name][-1]
        self.stood[name].append((due, owner, on, date.max))

    def ended(self, name: str, on: date) -> tuple[date, str]:
        due, owner, since, _ = self.stood[name].pop()
        self.stood[name].append((due, owner, since, on))
        return due, owner

    def reminders(self, focal_points: dict[str, list[str]], until: date):
        """(day, who, which), worked out day by day."""
        for name, stood in self.stood.items():
            for due, owner, since, ended in stood:
                rungs = [
                    *((days, focal_points[owner]) for days in OWNERS_DAYS),
                    (HEADS_DAY, HEADS[owner]),
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
    it.heads("Anton", "AT")
    story, ids, today = Story(), dict[str, UUID](), BEGINS.date()
    for name, owner, due in (
        ("kept", "AT", date(2016, 9, 30)),
        ("late", "IT", date(2016, 8, 31)),
        ("moved", "AT", date(2016, 7, 15)),
        ("given up", "IT", date(2016, 10, 1)),
        ("soon", "AT", date(2016, 4, 28)),
        ("for ever", "AT", date(2016, 12, 24)),
        ("handed over", "IT", date(2016, 8, 1)),
        ("returned", "AT", date(2017, 2, 1)),
    ):
        ids[name] = it.promise(name, owner, due)
        story.promised(name, owner, due, today)
    happens = {
        date(2016, 7, 10): ChangeDueDate(
            activity_id=ids["moved"], due_on=date(2016, 11, 20), **WHY
        ),
        date(2016, 9, 25): ReportComplete(activity_id=ids["kept"]),
        date(2016, 9, 10): WithdrawActivity(activity_id=ids["given up"], **WHY),
        date(2016, 9, 5): BlockActivity(activity_id=ids["late"], blocked_by="tax"),
        date(2016, 7, 20): HandOverActivity(
            activity_id=ids["handed over"], owner="AT", **WHY
        ),
        date(2017, 1, 10): ReportComplete(activity_id=ids["returned"]),
        date(2017, 1, 20): ReturnActivity(activity_id=ids["returned"], **WHY),
        date(2016, 6, 14): CommentOnActivity(
            activity_id=ids["late"],
            comment_id=uuid4(),
            text="Italy, please look.",
            mentions=("IT",),
        ),
    }
    story.moved("moved", date(2016, 11, 20), date(2016, 7, 10))
    story.ended("kept", date(2016, 9, 25))
    story.ended("given up", date(2016, 9, 10))
    story.handed_over("handed over", "AT", date(2016, 7, 20))
    story.ended("returned", date(2017, 1, 10))
    story.taken_up("returned", date(2017, 1, 20))

    other = it.another_process()
    year = [BEGINS + timedelta(days=day) for day in range(365)]
    busy = {day for day, *_ in story.reminders(PEOPLE, year[-1].date())}
    busy |= {day + timedelta(days=after) for day in happens for after in (0, 1)}
    title_of = {id: name for name, id in ids.items()}
    by_chance = Random(2016)
    for it.clock.time in year:
        today = it.clock.time.date()
        # Where there is something to tell, both look at once; on other Mondays, which
        # have a digest, and on some of the other days one of them does.
        looks = [it.reminders.run_once, other.run_once]
        if today in busy:
            assert all(isinstance(sent, int) for sent in at_once(looks))
        elif today.weekday() == 0 or by_chance.random() < LOOKS_BESIDES:
            by_chance.choice(looks)()
        if today in happens:
            command = happens[today]
            returned = command.NAME == ReturnActivity.NAME
            do(it.system, command, CHAIR if returned else SECRETARIAT)

    sent_messages = [
        letter
        for letter in it.letters()
        if letter.state is MessageState.SENT
        and letter.kind is not MessageKind.DELEGATION
    ]
    expected = sorted(story.reminders(PEOPLE, year[-1].date()))
    name_of = {account: name for name, account in it.accounts.items()}
    [mention] = [row for row in sent_messages if row.kind is MessageKind.MENTION]
    assert (name_of[mention.account], mention.sent_at) == (
        "Ida",
        BEGINS.replace(month=6, day=15),
    )
    actual = sorted(
        (
            row.sent_at.date(),
            name_of[row.account],
            title_of[UUID(row.activity_id)],
            int(row.rung.partition(":")[2]),
        )
        for row in sent_messages
        if row.due_on is not None and row.sent_at is not None
    )
    assert actual == expected
    assert len(actual) > 25

    # One digest each Monday for each focal point who has anything open.
    mondays = sum(day.weekday() == 0 for day in year)
    digests = [row for row in sent_messages if row.kind is MessageKind.DIGEST]
    assert len(digests) == mondays * 3
    # As many left the house, each once.
    mailed = box.without_nominations
    assert len(mailed) == len(sent_messages) == len(actual) + len(digests) + 1
    assert len({message["Message-ID"] for message in mailed}) == len(sent_messages)
    assert {message["To"] for message in mailed} == {
        f"{name}@example.org" for name in ("anna", "albert", "ida", "anton", "clara")
    }
    other.system.close()
    it.system.close()
