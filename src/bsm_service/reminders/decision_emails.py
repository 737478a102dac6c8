"""Texts of e-mails about decisions. Each says what happens if nobody does anything. Of
what is for focal points only, an e-mail names neither title nor positions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bsm_domain.agreement import facts
from bsm_domain.agreement.texts import HOW_ADOPTED
from bsm_domain.agreement.values import Position
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.formatting import (
    capitalize,
    count_of,
    format_date,
    format_datetime,
    join_names,
    pluralize,
    possessive,
)
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement.notifiable_decisions import (
    EndingSilence,
    NotifiableFact,
)
from bsm_service.reminders.texts import AUTOMATED_NOTE, quoted_title

SubjectAndBody = tuple[str, str]

_RESTRICTED = "for focal points only"
_ROLES = {"chair": "The Chair", "secretariat": "The secretariat"}


def silence_email(
    silence: EndingSilence, delegations: Sequence[str], now: datetime, address: str
) -> SubjectAndBody:
    """`delegations` are the names of those that the reader speaks for and that were not
    heard.
    """
    ends = _moment(silence.expires_at, silence.time_zone)
    names = join_names([name_in_sentence(name) for name in delegations])
    number = len(delegations)
    draft = _draft(silence.audience, silence.title)
    text = (
        f"If {names} {pluralize(number, 'does', 'do')} nothing and no State objects, "
        f"version {silence.text_version} of {draft} will be adopted on {ends}, "
        f"in {_time_left(silence.expires_at, now)}.\n\n"
        f"{capitalize(names)} {pluralize(number, 'has', 'have')} not taken a position "
        "on this version. An objection or a proposed amendment counts only if it "
        "arrives before that time.\n\n"
        "Read the text and take a position"
    )
    ends = format_datetime(silence.expires_at, silence.time_zone)
    subject = _subject(f"Silence ends {ends}", silence.audience, silence.title)
    return subject, _body(text, address)


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact as somebody is told of it: `delegations` are the names of those that the
    reader speaks for and that it concerns, `opposed` says who broke a silence.
    """

    summary: NotifiableFact
    fact: DomainEvent
    delegations: Sequence[str]
    silence: EndingSilence | None
    opposed: str | None

    @property
    def is_restricted(self) -> bool:
        return self.summary.audience == MatterAudience.FOCAL_POINTS

    @property
    def draft(self) -> str:
        return _draft(self.summary.audience, self.summary.title)

    @property
    def decision(self) -> str:
        """What is, or was, adopted."""
        if self.is_restricted:
            return f"a decision {_RESTRICTED}"
        return f"decision {self.summary.symbol}, {quoted_title(self.summary.title)},"

    @property
    def happened(self) -> str:
        return _moment(self.summary.occurred_at, self.summary.zone)

    @property
    def names(self) -> str:
        return join_names([name_in_sentence(name) for name in self.delegations])


def agreement_email(told: ToldFact, address: str) -> SubjectAndBody:
    headline, text = _TEXTS[type(told.fact)](told)
    summary = told.summary
    subject = _subject(headline, summary.audience, summary.title)
    return subject, _body(text, address)


def _broken(told: ToldFact) -> SubjectAndBody:
    by = told.opposed
    if told.is_restricted or by is None:
        by = "a State objected or proposed an amendment"
    return "Silence broken", (
        f"The silence on {told.draft} was broken on {told.happened}: {by}. The text "
        "was not adopted and is a draft again. If you do nothing, it stays a draft: "
        "only a new procedure can adopt it.\n\n"
        "See the text and the positions"
    )


def _adopted(told: ToldFact) -> SubjectAndBody:
    fact = told.fact
    assert isinstance(fact, facts.DecisionAdopted)
    return "Adopted", (
        f"{capitalize(told.decision)} was adopted {HOW_ADOPTED[fact.procedure]} on "
        f"{told.happened}. You need not do anything; its text can no longer be "
        "changed.\n\n"
        "Read the decision"
    )


def _contested(told: ToldFact) -> SubjectAndBody:
    return "Adoption contested", (
        f"{capitalize(told.decision)} is contested: an entry recorded after its "
        "adoption says that a State opposed the text at the time. If nothing is done, "
        "it stays adopted and marked as contested until the Chair upholds or annuls "
        "it.\n\n"
        "See the decision and that entry"
    )


def _stale(told: ToldFact) -> SubjectAndBody:
    fact = told.fact
    assert isinstance(fact, facts.VersionTabled)
    are = pluralize(len(told.delegations), "position was", "positions were")
    counts = pluralize(len(told.delegations), "counts", "count")
    has = pluralize(len(told.delegations), "has", "have")
    text = (
        f"Version {fact.number} of {told.draft} was tabled on {told.happened}. "
        f"{capitalize(possessive(told.names))} {are} on an earlier version and no "
        f"longer {counts}. If you do nothing, {told.names} {has} no position on the "
        "new text"
    )
    if told.silence is not None:
        ends = _moment(told.silence.expires_at, told.silence.time_zone)
        text += (
            f", which will be adopted on {ends}, unless a State objects or proposes an "
            "amendment"
        )
    return "New version tabled", f"{text}.\n\nSee what changed and take a position"


def _recorded(told: ToldFact) -> SubjectAndBody:
    who = _ROLES.get(told.summary.actor_role, "Somebody")
    what = (told.decision if told.summary.symbol else told.draft).removesuffix(",")
    match told.fact:
        case facts.PositionTaken(position=position, version=version, how=how):
            said = "" if told.is_restricted else f" (“{position}”)"
            text = (
                f"{who} recorded the position of {told.names} on version {version} of "
                f"{what}{said}, given {how} on {told.happened}."
            )
        case facts.PositionWithdrawn(version=version):
            text = (
                f"{who} recorded that {told.names} withdrew its position on version "
                f"{version} of {what} on {told.happened}."
            )
        case facts.PositionCorrected(position=position, version=version):
            text = (
                f"{who} corrected the position of {told.names} on version {version} "
                f"of {what}{_corrected_to(position, told.is_restricted)}."
            )
        case _:
            raise TypeError(type(told.fact).__name__)
    return "A position was recorded for you", (
        f"{text} If you do nothing, it stands as recorded. If it is wrong, correct it "
        "on the page of the decision.\n\n"
        "See the position"
    )


def _corrected_to(position: Position | None, is_restricted: bool) -> str:
    if is_restricted:
        return ""
    return f" to “{position}”" if position else ": none was given"


_TEXTS: Mapping[type[DomainEvent], Callable[[ToldFact], SubjectAndBody]] = {
    facts.SilenceBroken: _broken,
    facts.DecisionAdopted: _adopted,
    facts.DecisionContested: _contested,
    facts.VersionTabled: _stale,
    facts.PositionTaken: _recorded,
    facts.PositionWithdrawn: _recorded,
    facts.PositionCorrected: _recorded,
}


def _draft(audience: str, title: str) -> str:
    if audience == MatterAudience.FOCAL_POINTS:
        return f"a draft decision {_RESTRICTED}"
    return f"the draft decision {quoted_title(title)}"


def _subject(headline: str, audience: str, title: str) -> str:
    if audience == MatterAudience.FOCAL_POINTS:
        return f"{headline} ({_RESTRICTED})"
    return f"{headline}: {quoted_title(title)}"


def _body(text: str, address: str) -> str:
    return f"{AUTOMATED_NOTE}{text}:\n{address}\n"


def _moment(moment: datetime, zone: str) -> str:
    """On the clock of the zone, and in UTC, which every reader can convert."""
    day = format_date(moment.astimezone(time_zone_named(zone)).date(), "EEE")
    told = f"{day} {format_datetime(moment, zone)}"
    return told if zone == "UTC" else f"{told} ({moment.astimezone(UTC):%H:%M} UTC)"


def _time_left(expires_at: datetime, now: datetime) -> str:
    minutes = max(1, round((expires_at - now).total_seconds() / 60))
    if minutes < 90:
        return count_of(minutes, "minute")
    return count_of(round(minutes / 60), "hour")
