"""The data as a PDF document: A4, tagged for screen readers, with embedded fonts."""

from collections.abc import Iterable
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from bsm_domain.foundation.formatting import count_of, format_date, format_datetime
from bsm_service.documents.pdf import render_pdf
from bsm_service.privacy.own_data import texts
from bsm_service.privacy.own_data.models import (
    HeldAccount,
    HeldEmail,
    HeldMandate,
    HeldRegistration,
    HeldSubstitution,
    OwnDataExport,
    PersonalDataAccess,
)

_TEMPLATE = (files(__package__) / "template.typ").read_bytes()

Section = dict[str, Any]


def render_own_data_pdf(data: OwnDataExport) -> bytes:
    """The document. The same data give the same bytes."""
    return render_pdf(_TEMPLATE, _document(data), data.made_at)


def _document(data: OwnDataExport) -> dict[str, Any]:
    return {
        "title": texts.TITLE,
        "record": data.record,
        "made": format_datetime(data.made_at),
        "answer": _summary_sentence(data),
        "about": texts.FOOTER,
        "sections": [*_sections(data)],
    }


def _summary_sentence(data: OwnDataExport) -> str:
    """A summary in one sentence."""
    reading_count = len(data.readings)
    fields = len(data.details)
    return texts.SUMMARY.format(
        details=count_of(fields, "detail"),
        registrations=count_of(len(data.registrations), "registration"),
        accounts=count_of(len(data.accounts), "account"),
        read=count_of(reading_count, "time"),
    )


def _sections(data: OwnDataExport) -> Iterable[Section]:
    if data.participant is not None:
        yield _pairs("details", _details(data))
        yield _table(
            "told",
            [
                (
                    _day(details.at),
                    texts.GROUPS[details.group],
                    "; ".join(
                        f"{texts.FIELDS.get(name, name)}: {value}"
                        for name, value in details.values.items()
                    ),
                )
                for details in data.told
            ],
        )
        yield _table(
            "registrations",
            [_of_meeting(registration) for registration in data.registrations],
        )
        yield _table(
            "substitutions", [_of_meeting(request) for request in data.substitutions]
        )
        yield _table("facts", [(_day(fact.at), fact.sentence) for fact in data.facts])
    for account in data.accounts:
        yield from _account_sections(account)
    if data.participant is not None:
        yield _messages("news", data.letters)
        yield _table(
            "readings",
            [
                (
                    format_datetime(reading.at),
                    f"{_role_of(reading)}, account {reading.account[:8]}",
                    ", ".join(texts.GROUPS[group] for group in reading.groups),
                    f"{reading.purpose}; {reading.place}",
                )
                for reading in data.readings
            ],
        )
        yield _pairs("kept", _retention_section(data))
    if data.erasures:
        yield _table(
            "erasures",
            [
                (
                    _day(receipt.completed_at),
                    receipt.field or ", ".join(texts.GROUPS[g] for g in receipt.groups),
                    receipt.sha256[:16],
                )
                for receipt in data.erasures
            ],
        )


def _details(data: OwnDataExport) -> list[tuple[str, str]]:
    rows = [(texts.FIELDS[name], value) for name, value in data.details.items()]
    rows += [(texts.GROUPS[group].capitalize(), "[erased]") for group in data.erased]
    delegation = f"{data.delegation_name} ({data.delegation})"
    rows.append(("Delegation", delegation))
    if data.designated_since is not None:
        until = data.designated_until
        since = format_date(data.designated_since)
        period = f"{since} to {format_date(until)}" if until else f"since {since}"
        rows.append(("National Focal Point", period))
    rows.append(("ID in the record", str(data.participant)))
    return rows


def _of_meeting(held: HeldRegistration | HeldSubstitution) -> tuple[str, ...]:
    days = f"{format_date(held.starts_on)} to {format_date(held.ends_on)}"
    return held.meeting, days, held.function, held.status


def _account_sections(account: HeldAccount) -> Iterable[Section]:
    rows = [
        ("User name", account.name),
        ("ID", account.id),
        ("Created", format_datetime(account.created_at)),
        ("Password set", _moment_or(account.password_changed_at, "never")),
        *(
            ("Second factor", f"{factor.kind}: {factor.name}")
            for factor in account.factors
        ),
        *(("Linked identity", identity) for identity in account.openid),
    ]
    if account.closed_at is not None:
        rows.append(("Closed", format_datetime(account.closed_at)))
    if (how := account.reminded) is not None:
        quiet = f"no e-mail from {how.quiet_from:02}:00 to {how.quiet_until:02}:00"
        muted = f", turned off: {', '.join(how.muted)}" if how.muted else ""
        rows.append(("Notifications", f"{how.zone}, {quiet}{muted}"))
    yield _pairs("account", rows)
    yield _table(
        "mandates",
        [
            (
                _role_of(mandate),
                mandate.kind,
                _day(mandate.since),
                _day(end)
                if (end := mandate.ended_at or mandate.until)
                else "further notice",
            )
            for mandate in account.mandates
        ],
    )
    uses = [
        (
            "session",
            session.agent or session.signed_in_by,
            format_datetime(session.created_at),
            format_datetime(session.last_used_at),
        )
        for session in account.sessions
    ]
    uses += [
        (
            "token",
            token.name,
            format_datetime(token.created_at),
            _moment_or(token.last_used_at, "never"),
        )
        for token in account.tokens
    ]
    yield _table("uses", uses)
    yield _messages("letters", account.letters)
    yield _table(
        "events", [(format_datetime(event.at), event.what) for event in account.events]
    )


def _messages(name: str, letters: Iterable[HeldEmail]) -> Section:
    return _table(
        name,
        [
            (
                format_datetime(message.made_at),
                message.kind,
                f"due {format_date(message.due_on)}" if message.due_on else "",
                format_datetime(message.sent_at) if message.sent_at else message.state,
            )
            for message in letters
        ],
    )


def _retention_section(data: OwnDataExport) -> list[tuple[str, str]]:
    until = data.kept_until
    if until is None:
        return []
    return [
        ("Personal data", _until(until.personal_data)),
        ("Dietary and access needs", _until(until.needs)),
        ("Log of readings", f"for {count_of(until.readings_days, 'day')}"),
        ("Log of sign-ins", f"for {count_of(until.sign_ins_days, 'day')}"),
    ]


def _until(day: date | None) -> str:
    return texts.NO_END if day is None else texts.END_TEXT.format(day=format_date(day))


def _pairs(name: str, rows: list[tuple[str, str]]) -> Section:
    return {**texts.SECTIONS[name], "pairs": rows}


def _table(name: str, rows: Iterable[tuple[str, ...]]) -> Section:
    return {**texts.SECTIONS[name], "rows": [*rows]}


def _day(moment: datetime) -> str:
    return format_date(moment.date())


def _moment_or(moment: datetime | None, otherwise: str) -> str:
    return otherwise if moment is None else format_datetime(moment)


def _role_of(item: HeldMandate | PersonalDataAccess) -> str:
    return f"{item.role} of {item.delegation}" if item.delegation else str(item.role)
