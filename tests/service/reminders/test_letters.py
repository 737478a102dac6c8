"""One letter at a time: quiet hours, wishes, what lapses, what fails, what it says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from on_files import new_place as new_place
from service.reminders.people import BEGINS, LetterBox, Office, office
from systems import at_once, do, set_objective

from bsm_domain.roles import Role
from bsm_domain.values import MatterAudience
from bsm_projections.databases import Place
from bsm_service import commands as ask
from bsm_service.letters import Kind, Preferences, State
from bsm_service.reminders import Undelivered, ladder_from
from bsm_service.reminders.owing import owed, reached_at

DUE = BEGINS.date() + timedelta(days=8)
RUNG = datetime(2016, 4, 19, 9, 0, tzinfo=UTC)  # a week before, after eight o'clock


@pytest.fixture
def box() -> LetterBox:
    return LetterBox()


@pytest.fixture
def it(place: Place, box: LetterBox) -> Iterator[Office]:
    found = office(place, box)
    found.person("Anna", Role.FOCAL_POINT, "AT")
    yield found
    found.system.close()


def run(it: Office, at: datetime) -> list[str]:
    it.clock.time = at
    it.reminders.run_once()
    return [f"{one.kind} {one.rung} {one.state}" for one in it.letters()]


def test_a_letter_says_what_is_due_and_how_to_end_such_mail(it: Office, box: LetterBox):
    id = it.promise("Share maps", "AT", DUE)

    assert run(it, RUNG) == ["reminder owner:-7 sent"]

    [message] = box.messages
    assert message["Subject"] == "A promise falls due: 26 Apr 2016"
    text = message.get_content()
    assert "“Share maps” of Austria is due on 26 Apr 2016, in 7 days." in text
    assert f"/follow_up?activity={id}" in text
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    signed = message["List-Unsubscribe"].strip("<>").rpartition("/")[2]
    assert "Anna" not in signed
    assert it.reminders.unsubscribe(signed) is Kind.REMINDER
    assert it.reminders.unsubscribe(signed + "x") is None
    assert "reminder owner:-1 page" in run(it, RUNG + timedelta(days=6))
    about = [one["Subject"] for one in box.messages]
    assert about == [message["Subject"], "Your follow-up activities this week"]
    assert len(it.reminders.outbox.notices(it.accounts["Anna"])) == 2


def test_focal_points_matter_does_not_leave_the_house(it: Office, box: LetterBox):
    it.objective = set_objective(
        it.system, it.meeting, code="O9", audience=MatterAudience.FOCAL_POINTS
    )
    it.promise("Secret routes", "AT", DUE)

    run(it, RUNG)

    assert "Secret routes" not in box.messages[0].as_string()
    assert "An activity for focal points only" in box.messages[0].get_content()


def test_in_quiet_hours_it_waits_for_the_morning(it: Office, box: LetterBox):
    it.promise("Share maps", "AT", DUE)
    night = datetime(2016, 4, 19, 21, 0, tzinfo=UTC)

    assert run(it, night) == ["reminder owner:-7 waiting"]
    assert run(it, night + timedelta(hours=7)) == ["reminder owner:-7 waiting"]
    assert box.messages == []
    # 07:00 in Vienna is 05:00 in UTC in summer.
    assert run(it, night + timedelta(hours=8)) == ["reminder owner:-7 sent"]


def test_what_is_done_moved_or_handed_over_is_not_sent(it: Office, box: LetterBox):
    id = it.promise("Share maps", "AT", DUE)
    run(it, RUNG.replace(hour=20))
    do(it.system, ask.ReportComplete(activity_id=id))

    assert run(it, RUNG + timedelta(days=1)) == ["reminder owner:-7 lapsed"]
    assert box.messages == []


def test_of_rungs_that_nobody_looked_at_the_latest_counts(it: Office, box: LetterBox):
    it.promise("Share maps", "AT", DUE)
    late = RUNG + timedelta(days=21)
    it.person("Clara", Role.CHAIR)

    told = run(it, late)

    assert sorted(told) == [
        "escalation head:14 sent",
        "reminder owner:-1 skipped",
        "reminder owner:-7 skipped",
        "reminder owner:1 skipped",
    ]
    assert len(box.messages) == 1


class Refusing:
    """Refuses as often as it is told, then takes."""

    def __init__(self, times: int, *, for_good: bool) -> None:
        self.times, self.for_good, self.taken = times, for_good, 0

    def send(self, message: EmailMessage) -> None:
        if self.times:
            self.times -= 1
            raise Undelivered("refused (451)", for_good=self.for_good)
        self.taken += 1


@pytest.mark.parametrize(
    ("times", "for_good", "looks", "state"),
    [(2, False, 3, "sent"), (1, True, 3, "failed"), (99, False, 8, "failed")],
)
def test_a_server_that_refuses_is_asked_again(
    tmp_path: Path, times: int, for_good: bool, looks: int, state: str
):
    box = Refusing(times, for_good=for_good)
    it = office(Place(tmp_path), box)
    it.person("Anna", Role.FOCAL_POINT, "AT")
    it.promise("Share maps", "AT", DUE)
    it.reminders.wishes.keep(
        it.accounts["Anna"], Preferences(quiet_from=0, quiet_until=0)
    )
    told: list[str] = []
    for look in range(looks):
        told = run(it, RUNG + timedelta(minutes=5 * 2**look))

    [letter] = it.letters()
    assert told == [f"reminder owner:-7 {state}"]
    assert box.taken == (state == "sent")
    assert letter.tries == min(looks - (state == "sent"), 1 if for_good else 99)
    assert it.reminders.outbox.counts() == {State(state): 1}
    it.system.close()


def test_whoever_has_no_address_sees_it_on_the_page(it: Office, box: LetterBox):
    account = it.system.identity.accounts.make("Albert")
    it.system.identity.mandates.give(
        account.id, Role.FOCAL_POINT, "IT", given_by="the tests"
    )
    it.promise("Share maps", "IT", DUE)

    assert run(it, RUNG) == ["reminder owner:-7 page"]
    [notice] = it.reminders.outbox.notices(account.id)
    assert it.reminders.outbox.read(account.id, notice.key)
    assert not it.reminders.outbox.read(it.accounts["Anna"], notice.key)
    assert it.reminders.outbox.notices(account.id) == ()


def test_two_processes_at_the_same_moment_send_once(it: Office, box: LetterBox):
    for number in range(12):
        it.promise(f"Activity {number}", "AT", DUE)
    other = it.another_process()
    it.clock.time = RUNG

    answers = at_once([it.reminders.run_once, other.run_once] * 3)

    assert sum(answers) == len(box.messages) == 12
    assert len({message["Message-ID"] for message in box.messages}) == 12
    other.system.close()


def test_a_process_that_died_with_letters_in_hand_does_not_lose_them(
    it: Office, box: LetterBox
):
    it.promise("Share maps", "AT", DUE)
    without = it.another_process()
    object.__setattr__(without.post, "mailer", box)
    it.clock.time = RUNG
    it.reminders._send = lambda known, now: len(  # type: ignore[method-assign]
        it.reminders.outbox.claim(now)
    )
    assert it.reminders.run_once() == 1

    assert without.run_once() == 0
    it.clock.pass_by(timedelta(minutes=10))
    assert without.run_once() == 1
    without.system.close()


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        ("2016-03-27T00:30", "2016-03-27T05:00"),  # the clocks go forward this night
        ("2016-10-29T22:30", "2016-10-30T06:00"),  # and back this one
        ("2016-06-01T04:59", "2016-06-01T05:00"),
        ("2016-06-01T05:00", "2016-06-01T05:00"),
        ("2016-06-01T17:59", "2016-06-01T17:59"),
        ("2016-06-01T18:00", "2016-06-02T05:00"),
    ],
)
def test_quiet_hours_are_those_of_the_zone(at: str, allowed: str):
    told = Preferences(zone="Europe/Vienna")
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    expected = datetime.fromisoformat(allowed).replace(tzinfo=UTC)
    assert told.may_send_at(moment) == expected


def test_nobody_is_kept_waiting_where_no_hour_is_quiet():
    now = datetime(2016, 6, 1, 23, 0, tzinfo=UTC)
    assert Preferences(quiet_from=3, quiet_until=3).may_send_at(now) == now
    noon = Preferences(zone="UTC", quiet_from=12, quiet_until=14)
    assert noon.may_send_at(now) == now
    assert noon.may_send_at(now.replace(hour=13)) == now.replace(hour=14)


@pytest.mark.parametrize(
    ("told", "says"),
    [("owner", "no rung"), ("boss:1", "no rung"), ("owner:-900", "more than 400 days")],
)
def test_a_ladder_that_is_none_is_refused(told: str, says: str):
    with pytest.raises(ValueError, match=says):
        ladder_from(told)


MOMENTS = st.integers(0, 3 * 365 * 24).map(
    lambda hours: datetime(2016, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
)


@given(
    due=st.dates(date(2016, 6, 1), date(2018, 6, 1)),
    set_at=MOMENTS,
    looks=st.lists(MOMENTS, min_size=1, max_size=8).map(sorted),
)
def test_each_rung_is_owed_once_and_never_before_its_time(
    due: date, set_at: datetime, looks: list[datetime]
):
    ladder = ladder_from("owner:-30,owner:-7,owner:1,head:14")
    promise = Promise("A", "AT", "M", due, "Europe/Berlin", set_at)
    sent: dict[str, datetime] = {}
    seen: set[str] = set()
    for now in looks:
        new = [
            one
            for one in owed([promise], ladder, lambda *_: ("anna",), now)
            if one.key not in seen
        ]
        seen |= {one.key for one in new}
        due_now = [one for one in new if not one.skipped]
        assert len(due_now) <= 1
        for one in due_now:
            assert set_at <= one.at <= now
            sent[str(one.rung)] = now
    reached = [
        rung for rung in ladder if set_at <= reached_at(promise, rung) <= looks[-1]
    ]
    assert len(seen) == len(reached)
    assert not reached or str(reached[-1]) in sent
