"""Which rungs are owed when, and in which hours nothing is mailed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsm_projections.follow_up.remindable_activities import DueActivity
from bsm_service.reminders.due_messages import due_reminders, rung_reached_at
from bsm_service.reminders.outbox_messages import MessageState
from bsm_service.reminders.preferences import ReminderPreferences
from bsm_service.settings.setting_types import parse_escalation


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
    preferences = ReminderPreferences(zone="Europe/Vienna")
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    expected = datetime.fromisoformat(allowed).replace(tzinfo=UTC)
    assert preferences.may_send_at(moment) == expected


def test_nobody_is_kept_waiting_where_no_hour_is_quiet():
    now = datetime(2016, 6, 1, 23, 0, tzinfo=UTC)
    assert ReminderPreferences(quiet_from=3, quiet_until=3).may_send_at(now) == now
    noon = ReminderPreferences(zone="UTC", quiet_from=12, quiet_until=14)
    assert noon.may_send_at(now) == now
    assert noon.may_send_at(now.replace(hour=13)) == now.replace(hour=14)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("owner", "not an escalation step"),
        ("boss:1", "not an escalation step"),
        ("owner:-900", "more than 400 days"),
    ],
)
def test_a_ladder_that_is_none_is_refused(told: str, says: str):
    with pytest.raises(ValueError, match=says):
        parse_escalation(told)


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
    ladder = parse_escalation("owner:-30,owner:-7,owner:1,head:14")
    activity = DueActivity(
        "A",
        "Maps",
        "all",
        "AT",
        ("M",),
        due,
        "day",
        "Europe/Berlin",
        set_at,
        "agreed",
        0,
    )
    sent: dict[str, datetime] = {}
    keys: set[str] = set()
    for now in looks:
        new = [
            one
            for one in due_reminders([activity], ladder, lambda *_: ("anna",), now)
            if one.key not in keys
        ]
        keys |= {reply.key for reply in new}
        due_now = [reply for reply in new if reply.state is not MessageState.SKIPPED]
        assert len(due_now) <= 1
        for notification in due_now:
            assert set_at <= notification.made_at <= now
            sent[notification.rung] = now
    reached = [
        rung
        for rung in ladder
        if set_at <= rung_reached_at(activity, rung) <= looks[-1]
    ]
    assert len(keys) == len(reached)
    assert not reached or str(reached[-1]) in sent
