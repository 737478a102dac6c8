"""The notification preferences of each account."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field, field_validator

from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.time_zones import RecordedTimeZone, TimeZone, time_zone_named
from bsm_projections.databases import Row
from bsm_service.identity.account_database import (
    AccountChange,
    AccountDatabase,
    ChangeActor,
)

DEFAULT_ZONE = "Europe/Vienna"
Hour = Annotated[int, Field(ge=0, le=23, strict=True)]


class MessageKind(StrEnum):
    """The kinds of messages."""

    REMINDER = "reminder"
    ESCALATION = "escalation"
    DIGEST = "digest"
    MENTION = "mention"
    SILENCE = "silence"
    AGREEMENT = "agreement"
    MEETING = "meeting"
    # One's own registration; those of one's delegation; its invitation.
    REGISTRATION = "registration"
    DELEGATION = "delegation"
    INVITATION = "invitation"


# Official news: sent at once, also in quiet hours, and never turned off.
OFFICIAL = frozenset({MessageKind.MEETING, MessageKind.REGISTRATION})


class ReminderPreferences(FrozenModel):
    """No e-mail is sent between `quiet_from` and `quiet_until` (hours in `zone`); if
    both are the same hour, there are no quiet hours. Kinds in `muted` are shown on the
    page only.
    """

    zone: RecordedTimeZone = DEFAULT_ZONE
    quiet_from: Hour = 20
    quiet_until: Hour = 7
    muted: tuple[MessageKind, ...] = ()

    def may_send_at(self, now: datetime) -> datetime:
        """`now`, or the end of the quiet hours that it falls into."""
        zone = time_zone_named(self.zone)
        local = now.astimezone(zone)
        start, end = self.quiet_from, self.quiet_until
        if start == end:
            return now
        quiet = (
            start <= local.hour < end
            if start < end
            else (local.hour >= start or local.hour < end)
        )
        if not quiet:
            return now
        day = local.date() + timedelta(days=local.hour >= end)
        return datetime.combine(day, time(end), zone).astimezone(UTC)

    def week_begins(self, now: datetime) -> datetime:
        """The last Monday, 08:00 in the zone."""
        zone = time_zone_named(self.zone)
        local = now.astimezone(zone)
        monday = local.date() - timedelta(days=local.weekday())
        begins = datetime.combine(monday, time(8), zone)
        if begins > local:
            begins = datetime.combine(monday - timedelta(days=7), time(8), zone)
        return begins


class ReminderPreferencesRequest(ReminderPreferences):
    """Preferences as a user sets them: the time zone must exist."""

    zone: TimeZone = DEFAULT_ZONE

    @field_validator("muted")
    @classmethod
    def _none_is_official(
        cls, muted: tuple[MessageKind, ...]
    ) -> tuple[MessageKind, ...]:
        if not OFFICIAL.isdisjoint(muted):
            raise ValueError(
                "e-mails about meetings that change, and about your own registration, "
                "cannot be turned off"
            )
        return muted


@dataclass(frozen=True, slots=True)
class PreferencesTable:
    """Everybody's preferences, in one table of the accounts' database."""

    register: AccountDatabase

    def of(self, account: str) -> ReminderPreferences:
        return self.chosen(account) or ReminderPreferences()

    def chosen(self, account: str) -> ReminderPreferences | None:
        """The preferences that the user set; None if they set none."""
        row = self.register.row(_BY_ACCOUNT, {"account": account})
        return None if row is None else _preferences_from_row(row)

    def all(self) -> dict[str, ReminderPreferences]:
        rows = self.register.rows("SELECT * FROM reminder_preferences")
        return {row["account"]: _preferences_from_row(row) for row in rows}

    def save(
        self, account: str, preferences: ReminderPreferences, *, by: ChangeActor = ""
    ) -> None:
        with self.register.transaction(exclusive=True, actor=by) as change:
            _save(change, account, preferences)

    def mute(self, account: str, kind: MessageKind) -> None:
        """Safe to repeat."""
        with self.register.transaction(exclusive=True) as change:
            row = change.row(_BY_ACCOUNT, {"account": account})
            before = (
                ReminderPreferences() if row is None else _preferences_from_row(row)
            )
            if kind not in before.muted:
                muted = (*before.muted, kind)
                _save(change, account, before.model_copy(update={"muted": muted}))


_BY_ACCOUNT = "SELECT * FROM reminder_preferences WHERE account = :account"


def _save(
    change: AccountChange, account: str, preferences: ReminderPreferences
) -> None:
    change.execute(
        "DELETE FROM reminder_preferences WHERE account = :account",
        {"account": account},
    )
    change.add(
        "reminder_preferences",
        account=account,
        zone=preferences.zone,
        quiet_from=preferences.quiet_from,
        quiet_until=preferences.quiet_until,
        muted=",".join(sorted({*preferences.muted})),
        changed_at=change.now,
    )


def _preferences_from_row(row: Row) -> ReminderPreferences:
    return ReminderPreferences(
        zone=row["zone"],
        quiet_from=row["quiet_from"],
        quiet_until=row["quiet_until"],
        muted=tuple(MessageKind(kind) for kind in row["muted"].split(",") if kind),
    )
