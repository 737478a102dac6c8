"""The way from a form to the single door, and from its answer back to a sentence.

What is asked is recorded or refused; a page that is drawn after that shows it, because
the answer waits for the read models.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.plurals import count_of
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.databases import TROUBLE
from bsm_projections.history.queries import Fact
from bsm_projections.history.queries import facts as facts_of
from bsm_service.access.permissions import Principal, Resource, is_allowed
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.documents.media_types import media_type_of
from bsm_service.follow_up.work_commands import EraseEvidence
from bsm_service.foundation import identifiers
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.refusals import FileRefused, StaleVersion
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.commands import RedactText
from bsm_service.privacy.erasure import Erasures, receipts_for
from dashboard.data import queries
from dashboard.data.queries import Look
from dashboard.data.system import running
from dashboard.forms import texts

_log = logging.getLogger("dashboard.asking")
_ERASING = (EraseEvidence, ErasePersonalData, RedactText)
# Which field a refusal is about, where its code tells.
_ABOUT = {"reason_required": "reason", "occurred_later": "occurred_on"}


@dataclass(frozen=True, slots=True)
class Done:
    """What happened, in a sentence, and where it stands in the record, for whom that
    is shown. An erasure has a receipt.
    """

    sentence: str
    position: int | None
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why not, in a sentence; `field` is what to look at, None for the whole form.

    `meanwhile` are the facts that made what the viewer saw out of date, and `version`
    the one that they have seen with them.
    """

    sentence: str
    field: str | None = None
    meanwhile: tuple[Fact, ...] = ()
    version: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody hands in, by the name that it has there."""

    name: str
    data: bytes


def most_bytes() -> int:
    """How large a file may be."""
    return running().settings.evidence_limit


def may_ask(
    who: Principal,
    command: type[Command],
    delegation: str | None,
    participant: str | None = None,
) -> bool:
    """Whether somebody may ask this about a thing of that delegation, or person."""
    person = None if participant is None else UUID(participant)
    return is_allowed(who, command.NAME, Resource(delegation, person))


def new_id() -> UUID:
    """An identity for a form, or for what it makes. It is made once for each form."""
    return identifiers.new_id(utc_now())


def id_within(form: UUID, what: str) -> UUID:
    """The identity of what a form makes: sent again, it is the same."""
    return identifiers.derived_id(form, what)


def today_in(zone: str) -> date:
    """The present day where the meeting is held."""
    return running().system.store.clock().astimezone(time_zone_named(zone)).date()


def ask(
    who: Principal,
    command: type[Command],
    fields: Mapping[str, Any],
    *,
    command_id: UUID,
    thing: str | None,
    expected_version: int | None,
    occurred_on: date | None,
    zone: str,
) -> Done | Refused:
    """Asks through the single door. `thing` is the id of what is to be changed.

    The same form asked twice is recorded once. `occurred_on` is an earlier day, where
    it happened before today; it is taken for noon there.
    """
    try:  # before a file is stored; the door asks again
        running().system.identity.rights.confirm(who)
    except DomainError as refusal:
        return Refused(texts.as_sentence(str(refusal)))
    given = dict(fields)
    if occurred_on is not None and occurred_on < today_in(zone):
        given["occurred_at"] = datetime.combine(
            occurred_on, time(12), time_zone_named(zone)
        )
    elif occurred_on is not None and occurred_on > today_in(zone):
        return Refused(texts.LATER_THAN_TODAY, "occurred_on")
    for name, value in given.items():
        if isinstance(value, File):
            try:
                given[name] = _kept(value)
            except DomainError as refusal:
                return Refused(texts.as_sentence(str(refusal)), name)
    try:
        asked = command.model_validate(given)
    except ValidationError as error:
        return _not_understood(error)
    try:
        answer = running().system.service.execute(
            asked, who, command_id=command_id, expected_version=expected_version
        )
    except StaleVersion as refusal:
        return _overtaken(who, thing, expected_version or 0, str(refusal))
    except DomainError as refusal:
        field = _ABOUT.get(refusal.code)
        return Refused(texts.as_sentence(str(refusal)), field)
    done = _done(who, answer)
    return _with_receipt(done, answer) if command in _ERASING else done


def _kept(file: File) -> dict[str, str]:
    """Puts a file into the store of contents. Raises FileRefused, ContentErased,
    VaultUnavailable.
    """
    if len(file.data) > most_bytes():
        raise FileRefused(
            f"the file has {count_of(len(file.data), 'byte')}; {most_bytes():,} are "
            "the "
            "most"
        )
    ending = file.name.rpartition(".")[2] if "." in file.name else ""
    media_type = media_type_of(file.data, ending)
    content = running().system.vault.contents.keep(file.data, media_type)
    return {"sha256": content.sha256, "name": file.name}


def _with_receipt(done: Done, answer: CommandResult) -> Done:
    """With what was done for an erasure; or says that it is still being carried out."""
    receipts = receipts_for(running().system.part(Erasures), answer)
    if not receipts:
        return replace(done, sentence=f"{done.sentence} {texts.STILL_ERASING}")
    return replace(done, receipt=receipts[-1].text())


def _not_understood(error: ValidationError) -> Refused:
    complaint = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in complaint["loc"]) or None
    return Refused(texts.complaint(complaint, field), field)


def _done(who: Principal, answer: CommandResult) -> Done:
    """In the fact's own words, where it is shown by now. It is on record, whatever the
    read models say.
    """
    first = next(one for one in answer.facts if one.stream_id == answer.id)
    try:
        look = Look(who, queries.now())  # waits until the read models show the answer
        if not queries.may(who, "read.facts"):
            return Done(texts.RECORDED, None)
        shown = first.position <= look.moment.position
        fact = look.fact(first.position) if shown else None
    except (DomainError, *TROUBLE):
        _log.exception("what was recorded cannot be shown")
        return Done(texts.RECORDED_NOT_SHOWN, None)
    return Done(fact.sentence if fact else texts.RECORDED, first.position)


def _overtaken(who: Principal, thing: str | None, seen: int, why: str) -> Refused:
    look = Look(who, queries.now())
    if thing is None or not queries.may(who, "read.facts"):
        return Refused(texts.as_sentence(why))
    with running().system.ask(look.moment, look.audience) as context:
        page = facts_of(context, stream_id=thing, limit=1_000)
    newer = tuple(fact for fact in page.items if fact.version > seen)
    version = max((fact.version for fact in newer), default=None)
    return Refused(texts.OVERTAKEN, None, newer, version)
