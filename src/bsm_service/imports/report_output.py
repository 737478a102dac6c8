"""Prints the report of an import on the command line."""

import json
from collections.abc import Iterator, Sequence

from rich.markup import escape
from rich.table import Table

from bsm_domain.foundation.formatting import count_of, join_alternatives
from bsm_service.cli.console import console
from bsm_service.imports import texts
from bsm_service.imports.choices import ListChoices
from bsm_service.imports.delegates import texts as delegates_texts
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.importable_lists import ImportableList
from bsm_service.imports.report import ImportReport, UnknownValue
from bsm_service.imports.values.statuses import STATUSES


def print_report(
    listed: ImportableList, choices: ListChoices, report: ImportReport | DelegateReport
) -> None:
    """The outcome, what the file does not say by itself, and each refused row."""
    for sentence in (
        listed.summary(report),
        texts.format_sentences(report.format),
        *listed.notes(report),
        *_further_sentences(choices, report),
        *_unknown_values(listed, report),
    ):
        console.print(escape(sentence))
    if isinstance(report, ImportReport) and report.differences:
        console.print(_differences(report))
    if report.complaints:
        table = Table("row", "field", "why it cannot be stored")
        for complaint in report.complaints:
            table.add_row(str(complaint.row), complaint.field, escape(complaint.says))
        console.print(table)


def _further_sentences(
    choices: ListChoices, report: ImportReport | DelegateReport
) -> Iterator[str]:
    """Of one kind of list."""
    if isinstance(report, ImportReport):
        yield from texts.difference_summary(report)
    elif report.invitations and report.is_preview and not _invites(choices):
        first = "enter" if report.is_of_past_meeting else "invite"
        yield (
            f"{delegates_texts.not_invited(report)} Add --invite to {first} them first."
        )


def _invites(choices: ListChoices) -> bool:
    return isinstance(choices, DelegateChoices) and choices.invite


def _unknown_values(
    listed: ImportableList, report: ImportReport | DelegateReport
) -> Iterator[str]:
    """Texts whose meaning is to be chosen, each with its option."""
    for field, mapping_type in listed.mapping_types.items():
        unknown: Sequence[UnknownValue] = getattr(report, field) or ()
        for value in unknown if field != "columns" else ():
            perhaps = join_alternatives([*value.proposals]) or "…"
            said = json.dumps(value.said, ensure_ascii=False)
            yield (
                f"“{value.said}” ({count_of(value.rows, 'row')}): set its meaning with "
                f"--{mapping_type} {said}={perhaps}"
            )
    if isinstance(report, ImportReport) and report.statuses:
        yield f"The statuses are: {', '.join(STATUSES)}."


def _differences(report: ImportReport) -> Table:
    table = Table("row", "activity", "difference", "applied")
    for difference in report.differences:
        not_applied = "no: changed since the export" if difference.moved_on else "no"
        table.add_row(
            str(difference.row),
            escape(difference.title),
            escape(texts.difference_text(difference)),
            "yes"
            if difference.taken_over
            else escape(difference.refusal or not_applied),
        )
    return table
