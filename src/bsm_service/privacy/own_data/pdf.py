"""The same as a document to print: tagged for screen readers, A4, its own fonts."""

from collections.abc import Iterable
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from bsm_domain.foundation.plurals import count_of
from bsm_projections.engine.formatting import format_date
from bsm_service.documents import pdf as typesetting
from bsm_service.privacy.own_data import texts as wording
from bsm_service.privacy.own_data.models import HeldAccount, OwnDataExport

_TEMPLATE = (files(__package__) / "template.typ").read_bytes()

Section = dict[str, Any]


def render_own_data_pdf(held: OwnDataExport) -> bytes:
    """The document. The same data make the same bytes."""
    return typesetting.render_pdf(_TEMPLATE, _document(held), held.made_at)


def _document(held: OwnDataExport) -> dict[str, Any]:
    return {
        "title": wording.TITLE,
        "record": held.record,
        "made": _moment(held.made_at),
        "answer": _summary_sentence(held),
        "about": wording.FOOTER,
        "sections": [*_sections(held)],
    }


def _summary_sentence(held: OwnDataExport) -> str:
    """The whole in one sentence."""
    read = len(held.readings)
    fields = len(held.details)
    return wording.SUMMARY.format(
        details=_count_text(fields, "detail"),
        registrations=_count_text(len(held.registrations), "registration"),
        accounts=_count_text(len(held.accounts), "account"),
        read=_count_text(read, "time"),
    )


def _sections(held: OwnDataExport) -> Iterable[Section]:
    if held.participant is not None:
        yield _pairs("details", _details(held))
        yield _table(
            "told",
            [
                (
                    _day(one.at),
                    wording.GROUPS[one.group],
                    "; ".join(
                        f"{wording.FIELDS.get(name, name)}: {value}"
                        for name, value in one.values.items()
                    ),
                )
                for one in held.told
            ],
        )
        yield _table(
            "registrations",
            [
                (
                    one.meeting,
                    f"{format_date(one.starts_on)} to {format_date(one.ends_on)}",
                    one.function,
                    one.status,
                )
                for one in held.registrations
            ],
        )
        yield _table("facts", [(_day(one.at), one.sentence) for one in held.facts])
    for account in held.accounts:
        yield from _account_sections(account)
    if held.participant is not None:
        yield _table(
            "readings",
            [
                (
                    _moment(one.at),
                    f"{one.role}{f' of {one.delegation}' if one.delegation else ''}"
                    f", account {one.account[:8]}",
                    ", ".join(wording.GROUPS[group] for group in one.groups),
                    f"{one.purpose}; {one.place}",
                )
                for one in held.readings
            ],
        )
        yield _pairs("kept", _retention_section(held))
    if held.erasures:
        yield _table(
            "erasures",
            [
                (
                    _day(one.completed_at),
                    one.field or ", ".join(wording.GROUPS[g] for g in one.groups),
                    one.sha256[:16],
                )
                for one in held.erasures
            ],
        )


def _details(held: OwnDataExport) -> list[tuple[str, str]]:
    rows = [(wording.FIELDS[name], value) for name, value in held.details.items()]
    rows += [(wording.GROUPS[group].capitalize(), "[erased]") for group in held.erased]
    delegation = f"{held.delegation_name} ({held.delegation})"
    rows.append(("Delegation", delegation))
    if held.designated_since is not None:
        until = held.designated_until
        period = f"from {format_date(held.designated_since)}" + (
            f" to {format_date(until)}" if until else " on"
        )
        rows.append(("National Focal Point", period))
    rows.append(("Id in the record", str(held.participant)))
    return rows


def _account_sections(account: HeldAccount) -> Iterable[Section]:
    rows = [
        ("User name", account.name),
        ("Id", account.id),
        ("Made", _moment(account.created_at)),
        ("Password set", _moment_or(account.password_changed_at, "never")),
        *(("Signs in by", f"{one.kind}: {one.name}") for one in account.factors),
        *(("Signs in as", one) for one in account.openid),
    ]
    if account.closed_at is not None:
        rows.append(("Closed", _moment(account.closed_at)))
    if (how := account.reminded) is not None:
        quiet = f"no mail from {how.quiet_from:02}:00 to {how.quiet_until:02}:00"
        muted = f", none of {', '.join(how.muted)}" if how.muted else ""
        rows.append(("Reminded", f"{how.zone}, {quiet}{muted}"))
    yield _pairs("account", rows)
    yield _table(
        "mandates",
        [
            (
                f"{one.role}{f' of {one.delegation}' if one.delegation else ''}",
                one.kind,
                _day(one.since),
                _day(end) if (end := one.ended_at or one.until) else "further notice",
            )
            for one in account.mandates
        ],
    )
    uses = [
        (
            "session",
            one.agent or one.signed_in_by,
            _moment(one.created_at),
            _moment(one.last_used_at),
        )
        for one in account.sessions
    ]
    uses += [
        (
            "token",
            one.name,
            _moment(one.created_at),
            _moment_or(one.last_used_at, "never"),
        )
        for one in account.tokens
    ]
    yield _table("uses", uses)
    yield _table(
        "letters",
        [
            (
                _moment(one.made_at),
                one.kind,
                f"due {format_date(one.due_on)}" if one.due_on else "",
                _moment(one.sent_at) if one.sent_at else one.state,
            )
            for one in account.letters
        ],
    )
    yield _table("events", [(_moment(one.at), one.what) for one in account.events])


def _retention_section(held: OwnDataExport) -> list[tuple[str, str]]:
    until = held.kept_until
    if until is None:
        return []
    return [
        ("Personal data", _until(until.personal_data)),
        ("Dietary and access needs", _until(until.needs)),
        ("Who read them", f"for {count_of(until.readings_days, 'day')}"),
        ("Sign-ins", f"for {count_of(until.sign_ins_days, 'day')}"),
    ]


def _until(day: date | None) -> str:
    return (
        wording.NO_END if day is None else wording.END_TEXT.format(day=format_date(day))
    )


def _pairs(name: str, rows: list[tuple[str, str]]) -> Section:
    return {**wording.SECTIONS[name], "pairs": rows}


def _table(name: str, rows: Iterable[tuple[str, ...]]) -> Section:
    return {**wording.SECTIONS[name], "rows": [*rows]}


def _count_text(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _day(moment: datetime) -> str:
    return format_date(moment.date())


def _moment(moment: datetime) -> str:
    return f"{format_date(moment.date())}, {moment:%H:%M} UTC"


def _moment_or(moment: datetime | None, otherwise: str) -> str:
    return otherwise if moment is None else _moment(moment)
