"""Texts of e-mails about decisions. Each says what happens if nobody does anything. Of
what is for focal points only, an e-mail names neither title nor positions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bsm_domain.agreement import facts
from bsm_domain.agreement.texts import HOW_ADOPTED
from bsm_domain.agreement.values import Position
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.formatting import (
    capitalize,
    join_names,
    pluralize,
    possessive,
)
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement.notifiable_decisions import (
    EndingSilence,
    NotifiableFact,
)
from bsm_service.reminders.decision_news import DecisionNews
from bsm_service.reminders.texts import (
    moment_on_clocks,
    moment_with_weekday,
    quoted_text,
    quoted_title,
    time_left,
)

_RESTRICTED = "for focal points only"
_ROLES = {"chair": "The Chair", "secretariat": "The secretariat"}


def silence_news(
    silence: EndingSilence, delegations: Sequence[str], now: datetime, address: str
) -> DecisionNews:
    """`delegations` are the names of the reader's that were not heard."""
    names = join_names([name_in_sentence(name) for name in delegations])
    number = len(delegations)
    draft = _draft(silence.audience, silence.title)
    ends = moment_with_weekday(silence.expires_at, silence.time_zone)
    text = (
        f"If {names} {pluralize(number, 'does', 'do')} nothing and no State objects, "
        f"version {silence.text_version} of {draft} will be adopted on {ends}, "
        f"in {time_left(silence.expires_at, now)}. "
        f"{capitalize(names)} {pluralize(number, 'has', 'have')} not taken a position "
        "on this version."
    )
    ends = moment_on_clocks(silence.expires_at, silence.time_zone)
    return DecisionNews(
        subject=_subject(f"Silence ends {ends}", silence.audience, silence.title),
        heading="Silences that end soon",
        order=(silence.expires_at, 0),
        text=text,
        advice="An objection or a proposed amendment counts only if it arrives before "
        "that time.",
        action="Read the text and take a position",
        address=address,
    )


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact as somebody is told of it: `delegations` are the names of those that the
    reader speaks for and that it concerns, `opposed` says who broke a silence, `reason`
    why a decision was annulled.
    """

    summary: NotifiableFact
    fact: DomainEvent
    delegations: Sequence[str]
    silence: EndingSilence | None
    opposed: str | None
    reason: str | None

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
        return moment_with_weekday(self.summary.occurred_at, self.summary.zone)

    @property
    def names(self) -> str:
        return join_names([name_in_sentence(name) for name in self.delegations])


def fact_news(told: ToldFact, address: str) -> DecisionNews:
    summary, words = told.summary, _WORDS[type(told.fact)](told)
    return DecisionNews(
        subject=_subject(words.headline, summary.audience, summary.title),
        heading=words.heading or words.headline,
        order=(summary.recorded_at, summary.position),
        text=words.text,
        advice=words.advice,
        action=words.action,
        address=address,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """`heading` is that of several, if it differs from the headline of one."""

    headline: str
    text: str
    advice: str
    action: str
    heading: str | None = None


def _broken(told: ToldFact) -> _Words:
    by = told.opposed
    if told.is_restricted or by is None:
        by = "a State objected or proposed an amendment"
    return _Words(
        "Silence broken",
        f"The silence on {told.draft} was broken on {told.happened}: {by}. The text "
        "was not adopted and is a draft again.",
        "If you do nothing, it stays a draft: only a new procedure can adopt it.",
        "See the text and the positions",
    )


def _extended(told: ToldFact) -> _Words:
    silence = told.silence
    assert silence is not None
    ends = moment_with_weekday(silence.expires_at, silence.time_zone)
    return _Words(
        "Silence extended",
        f"The silence on {told.draft} was extended. If nobody objects or proposes an "
        f"amendment, version {silence.text_version} will be adopted on {ends}.",
        "Positions on this version still count; you need not repeat yours.",
        "Read the text and the reason",
    )


def _adopted(told: ToldFact) -> _Words:
    fact = told.fact
    assert isinstance(fact, facts.DecisionAdopted)
    return _Words(
        "Adopted",
        f"{capitalize(told.decision)} was adopted {HOW_ADOPTED[fact.procedure]} on "
        f"{told.happened}.",
        "You need not do anything; an adopted text can no longer be changed.",
        "Read the decision",
    )


def _contested(told: ToldFact) -> _Words:
    return _Words(
        "Adoption contested",
        f"{capitalize(told.decision)} is contested: an entry recorded after its "
        "adoption says that a State opposed the text at the time.",
        "If nothing is done, it stays adopted and marked as contested until the Chair "
        "upholds or annuls it.",
        "See the decision and that entry",
    )


def _upheld(told: ToldFact) -> _Words:
    return _Words(
        "Adoption upheld",
        f"{capitalize(told.decision)} is no longer contested: its adoption was upheld "
        f"on {told.happened}.",
        "You need not do anything; its text and its number stay as they are.",
        "Read the decision and the reason",
    )


def _annulled(told: ToldFact) -> _Words:
    because = "."
    if told.reason is not None and not told.is_restricted:
        because = f". Reason: {quoted_text(told.reason.rstrip('.'))}."
    return _Words(
        "Adoption annulled",
        f"The adoption of {told.decision.removesuffix(',')} was annulled on "
        f"{told.happened}{because}",
        "You need not do anything; an annulled decision is not in force, and its "
        "number is not used again.",
        "See the decision",
    )


def _restored(told: ToldFact) -> _Words:
    return _Words(
        "In force again",
        f"{capitalize(told.decision)} is in force again since {told.happened}: a "
        "decision that had superseded it was annulled.",
        "You need not do anything.",
        "Read the decision",
    )


def _stale(told: ToldFact) -> _Words:
    fact = told.fact
    assert isinstance(fact, facts.VersionTabled)
    number = len(told.delegations)
    advice = (
        f"If you do nothing, {told.names} {pluralize(number, 'has', 'have')} no "
        "position on the new text"
    )
    if told.silence is not None:
        ends = moment_with_weekday(told.silence.expires_at, told.silence.time_zone)
        advice += (
            f", which will be adopted on {ends}, unless a State objects or proposes an "
            "amendment"
        )
    return _Words(
        "New version tabled",
        f"Version {fact.number} of {told.draft} was tabled on {told.happened}. "
        f"{capitalize(possessive(told.names))} "
        f"{pluralize(number, 'position was', 'positions were')} on an earlier version "
        f"and no longer {pluralize(number, 'counts', 'count')}.",
        f"{advice}.",
        "See what changed and take a position",
        "New versions tabled",
    )


def _recorded(told: ToldFact) -> _Words:
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
    return _Words(
        "A position was recorded for you",
        text,
        "If you do nothing, what was recorded stands. If it is wrong, correct it on "
        "the page of the decision.",
        "See the position",
        "Positions recorded for you",
    )


def _corrected_to(position: Position | None, is_restricted: bool) -> str:
    if is_restricted:
        return ""
    return f" to “{position}”" if position else ": none was given"


_WORDS: Mapping[type[DomainEvent], Callable[[ToldFact], _Words]] = {
    facts.SilenceBroken: _broken,
    facts.SilenceExtended: _extended,
    facts.DecisionAdopted: _adopted,
    facts.DecisionContested: _contested,
    facts.DecisionUpheld: _upheld,
    facts.DecisionAnnulled: _annulled,
    facts.DecisionRestored: _restored,
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
