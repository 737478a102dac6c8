"""How things stand when somebody looks: what is owed to whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up.due_activities import DuePromise, due_promises, heads
from bsm_projections.follow_up.mentions import Mention, comments_that_mention
from bsm_service.application.system import System
from bsm_service.reminders.due_notifications import Owed, key_of, owed
from bsm_service.reminders.messages import Kind, Letter, Preferences, State
from bsm_service.reminders.recipients import Recipients, recipients
from bsm_service.settings.escalation import Ladder, Target

# What nobody could tell for so long is on the page alone: a record that was asleep, or
# restored, does not fill people's letter boxes.
STALE = timedelta(days=7)
# A digest that nobody could send on its Monday is not sent on a Thursday.
DIGEST_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one look finds. `authors` are the accounts that made each comment; `names`
    are those of the delegations that are spoken of.
    """

    promises: Mapping[str, DuePromise]
    mentions: Mapping[str, Mention]
    authors: Mapping[str, str | None]
    recipients: Recipients
    names: Mapping[str, str]

    def letters(
        self, ladder: Ladder, now: datetime, account: str | None = None
    ) -> list[Letter]:
        """Reminders, escalations and mentions whose time has come; of all, or only
        those for one account.
        """

        def who(target: Target, promise: DuePromise) -> Sequence[str]:
            found = self.recipients.who(target, promise)
            if account is None:
                return found
            return (account,) if account in found else ()

        reminders = owed(self.promises.values(), ladder, who, now)
        mentions = (
            one for one in self._mentions(now) if account in (None, one.account)
        )
        return [*(_letter(one, now) for one in reminders), *mentions]

    def _mentions(self, now: datetime) -> Iterator[Letter]:
        """One letter for each account and comment, whatever it speaks for."""
        for one in self.mentions.values():
            accounts = {
                account
                for code in one.mentioned
                for account, since in self.recipients.focal_points.get(code, {}).items()
                if since <= one.recorded_at and account != self.authors[one.comment_id]
            }
            for account in sorted(accounts):
                key = key_of(Kind.MENTION, one.comment_id, account)
                yield Letter(
                    key,
                    Kind.MENTION,
                    account,
                    one.activity_id,
                    None,
                    one.comment_id,
                    one.recorded_at,
                )

    def digests(
        self, wishes: Mapping[str, Preferences], now: datetime
    ) -> Iterator[Letter]:
        """Those of the week that has begun within a day."""
        focal_points = self.recipients.focal_points.values()
        for account in sorted({one for held in focal_points for one in held}):
            monday = wishes.get(account, Preferences()).week_begins(now)
            if now - monday < DIGEST_WITHIN:
                week = "{}-W{:02}".format(*monday.isocalendar())
                key = key_of(Kind.DIGEST, account, week)
                yield Letter(key, Kind.DIGEST, account, None, None, week, now)


def standing(
    system: System,
    context: ReadContext,
    *,
    owner: str | None = None,
    comments_since: datetime,
) -> Standing:
    """Of all, or only what concerns one delegation."""
    promises = due_promises(context, owner=owner)
    meetings = {id for one in promises for id in one.meetings}
    found = comments_that_mention(
        context, beyond=system.store.position_at(comments_since), of=owner
    )
    codes = {one.owner for one in promises} | {
        one.by_delegation for one in found if one.by_delegation is not None
    }
    return Standing(
        promises={one.activity_id: one for one in promises},
        mentions={one.comment_id: one for one in found},
        authors={one.comment_id: _author(system, one) for one in found},
        recipients=recipients(system.identity, heads(context, meetings)),
        names={code: context.name_of(code) for code in codes},
    )


def _author(system: System, one: Mention) -> str | None:
    fact = system.fact(one.position)
    return None if fact is None else fact.actor.account


def _letter(one: Owed, now: datetime) -> Letter:
    kind = Kind.REMINDER if one.rung.target is Target.OWNER else Kind.ESCALATION
    state = State.PAGE if now - one.at > STALE else State.WAITING
    return Letter(
        one.key,
        kind,
        one.account,
        one.activity_id,
        one.due_on,
        str(one.rung),
        one.at,
        State.SKIPPED if one.skipped else state,
    )
