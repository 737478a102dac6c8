"""Submits the values of a form as a command, and describes the result in a sentence.

A command is recorded or refused. A page drawn afterwards shows it, because the result
waits for the read models.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ValidationError

from bsm_domain.foundation.errors import DomainError, PersonMayBeKnown
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.databases import DATABASE_ERRORS
from bsm_projections.history import queries
from bsm_projections.history.tables import Fact
from bsm_service.access.permissions import Principal, Resource, is_allowed
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.documents.media_types import media_type_of
from bsm_service.follow_up.milestone_and_evidence_commands import EraseEvidence
from bsm_service.foundation import identifiers
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.refusals import (
    FileRefused,
    ReauthenticationRequired,
    StaleVersion,
)
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.commands import RedactText
from bsm_service.privacy.erasure.execution import ErasureService
from dashboard.data import current_principal, record
from dashboard.data.queries import Viewer
from dashboard.data.system import running_system
from dashboard.forms import texts

_log = logging.getLogger("dashboard.asking")
_ERASING_COMMANDS = (EraseEvidence, ErasePersonalData, RedactText)
# The form asks for a day where the command has a time.
_FORM_FIELDS = {"occurred_at": "occurred_on"}


@dataclass(frozen=True, slots=True)
class FormResult:
    """The result as a sentence, and its position in the record for those who can see
    it. `receipt` is a text for the reader to keep, for example of an erasure; `secret`
    must be passed on and is never shown again; `secret_file` is the same as a file,
    with its name.
    """

    sentence: str
    position: int | None = None
    receipt: str | None = None
    secret: str | None = None
    secret_file: tuple[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class FormRefusal:
    """The refusal as a sentence; `field` is the field it is about, None for the whole
    form.

    `newer_facts` are changes recorded after the form was opened, and `version` is the
    version that includes them. With `needs_confirmation`, the viewer must confirm their
    identity first.
    """

    sentence: str
    field: str | None = None
    newer_facts: tuple[Fact, ...] = ()
    version: int | None = None
    needs_confirmation: bool = False


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """An uploaded file with its original name."""

    name: str
    data: bytes


def max_upload_bytes() -> int:
    """The maximum size of a file, in bytes."""
    return running_system().settings.evidence_limit


def may_submit(
    principal: Principal,
    command: type[Command],
    delegation: str | None,
    participant: str | None = None,
) -> bool:
    """Whether a principal may submit this about something that belongs to a delegation
    or person.
    """
    person = None if participant is None else UUID(participant)
    return is_allowed(principal, command.NAME, Resource(delegation, person))


def submittable(
    principal: Principal, command: type[Command], delegations: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """The delegations, by code and name, for which a principal may submit this."""
    return tuple(
        delegation
        for delegation in delegations
        if may_submit(principal, command, delegation[0])
    )


def new_id() -> UUID:
    """A new ID for a form, or for what it creates; called once for each form."""
    return identifiers.new_id(utc_now())


def derived_id(form: UUID, purpose: str) -> UUID:
    """The ID of what a form creates; the same if the form is submitted again."""
    return identifiers.derived_id(form, purpose)


def today_in(zone: str) -> date:
    """The present day where the meeting is held."""
    return (
        running_system().system.store.clock().astimezone(time_zone_named(zone)).date()
    )


def form_refusal(refusal: DomainError) -> FormRefusal:
    """A refusal in the sentence of a form, beside the field that it names."""
    field = refusal.field_errors[0].field if refusal.field_errors else None
    # The sentence names IDs, which programs need.
    is_namesake = isinstance(refusal, PersonMayBeKnown)
    return FormRefusal(
        texts.PERSON_MAY_BE_KNOWN if is_namesake else texts.as_sentence(str(refusal)),
        field,
        needs_confirmation=isinstance(refusal, ReauthenticationRequired),
    )


def run_service(
    request: type[BaseModel],
    run: Callable[[Any], FormResult],
    values: Mapping[str, Any],
) -> FormResult | FormRefusal:
    """Carries out a request that is not a command of the record."""
    try:
        return run(request.model_validate(values))
    except ValidationError as error:
        return _validation_refusal(error)
    except DomainError as refusal:
        return form_refusal(refusal)


def submit_command(
    principal: Principal,
    command: type[Command],
    fields: Mapping[str, Any],
    *,
    command_id: UUID,
    stream_id: str | None = None,
    expected_version: int | None = None,
    occurred_on: date | None = None,
    time_zone: str = "UTC",
) -> FormResult | FormRefusal:
    """Executes the command. `stream_id` identifies what is changed.

    A form submitted twice is recorded once. `occurred_on` is the day if it happened
    before today; noon in the meeting's time zone is recorded.
    """
    try:  # before a file is stored; the service checks it again
        running_system().system.identity.rights.require_current(principal)
    except DomainError as refusal:
        return FormRefusal(texts.as_sentence(str(refusal)))
    values = dict(fields)
    if occurred_on is not None and occurred_on < today_in(time_zone):
        values["occurred_at"] = datetime.combine(
            occurred_on, time(12), time_zone_named(time_zone)
        )
    elif occurred_on is not None and occurred_on > today_in(time_zone):
        return FormRefusal(texts.LATER_THAN_TODAY, "occurred_on")
    for part, name, place in _uploaded_files(values):
        try:
            part[name] = _store_file(part[name], principal.account)
        except DomainError as refusal:
            return FormRefusal(texts.as_sentence(str(refusal)), place)
    try:
        command_request = command.model_validate(values)
    except ValidationError as error:
        return _validation_refusal(error)
    try:
        command_result = running_system().system.service.execute(
            command_request,
            principal,
            command_id=command_id,
            expected_version=expected_version,
        )
    except StaleVersion as refusal:
        return _stale_version_refusal(
            principal, stream_id, expected_version or 0, str(refusal)
        )
    except DomainError as refusal:
        refused = form_refusal(refusal)
        field = _FORM_FIELDS.get(refused.field or "", refused.field)
        return replace(refused, field=field)
    form_result = _result(principal, command, command_result)
    if command in _ERASING_COMMANDS:
        return _with_receipt(form_result, command_result)
    return form_result


def _uploaded_files(
    values: dict[str, Any], within: str = ""
) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Files in the values: the part that has each, its name there, and its place."""
    for name, value in values.items():
        if isinstance(value, UploadedFile):
            yield values, name, f"{within}{name}"
        elif isinstance(value, dict):
            yield from _uploaded_files(value, f"{within}{name}.")


def _store_file(file: UploadedFile, by: str) -> dict[str, str]:
    """Stores a file; raises FileRefused, ContentErased, VaultUnavailable."""
    if len(file.data) > max_upload_bytes():
        raise FileRefused(
            f"the file has {count_of(len(file.data), 'byte')}; choose one with at "
            f"most {max_upload_bytes():,}"
        )
    ending = file.name.rpartition(".")[2] if "." in file.name else ""
    media_type = media_type_of(file.data, ending)
    content = running_system().system.vault.files.store(file.data, media_type, by=by)
    return {"sha256": content.sha256, "name": file.name}


def _with_receipt(form_result: FormResult, command_result: CommandResult) -> FormResult:
    """The result with the receipt of an erasure, or with a note that it is still in
    progress.
    """
    erasures = running_system().system.part(ErasureService)
    receipts = erasures.receipts_for(command_result)
    if not receipts:
        sentence = f"{form_result.sentence} {texts.ERASURE_PENDING}"
        return replace(form_result, sentence=sentence)
    return replace(form_result, receipt=receipts[-1].as_text())


def _validation_refusal(error: ValidationError) -> FormRefusal:
    details = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in details["loc"]) or None
    return FormRefusal(texts.error_text(details, field), field)


def _result(
    principal: Principal, command: type[Command], command_result: CommandResult
) -> FormResult:
    """The sentence of the fact, on record anyhow, if the read models show it by now."""
    facts = command_result.facts
    of_subject = [fact for fact in facts if fact.stream_id == command_result.id]
    # A list is about many subjects, and may enter people besides.
    kind = f"bsm.{command.NAME.partition('.')[0]}."
    of_kind = [fact for fact in facts if fact.stored_name.startswith(kind)]
    first = (of_subject or of_kind or facts)[0]
    try:
        viewer = Viewer(
            principal, record.live_moment()
        )  # waits until the read models show the answer
        if not current_principal.has_permission(principal, "read.facts"):
            return FormResult(texts.RECORDED, None)
        is_shown = first.position <= viewer.moment.position
        fact = viewer.fact(first.position) if is_shown else None
    except (DomainError, *DATABASE_ERRORS):
        _log.exception("what was recorded cannot be shown")
        return FormResult(texts.RECORDED_NOT_SHOWN, None)
    if fact is None:
        return FormResult(texts.RECORDED, first.position)
    more = sum(each.stored_name == first.stored_name for each in facts) - 1
    sentence = texts.with_others(fact.sentence, more)
    notes = (texts.as_sentence(note) for note in command_result.notes)
    return FormResult(" ".join((sentence, *notes)), first.position)


def _stale_version_refusal(
    principal: Principal, stream_id: str | None, seen_version: int, reason: str
) -> FormRefusal:
    viewer = Viewer(principal, record.live_moment())
    if stream_id is None or not current_principal.has_permission(
        principal, "read.facts"
    ):
        return FormRefusal(texts.as_sentence(reason))
    with running_system().system.read(viewer.moment, viewer.audience) as context:
        page = queries.facts(context, stream_id=stream_id, limit=1_000)
    newer = tuple(fact for fact in page.items if fact.version > seen_version)
    version = max((fact.version for fact in newer), default=None)
    return FormRefusal(texts.STALE_VERSION, None, newer, version)
