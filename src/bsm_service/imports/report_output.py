"""Prints the report of an import on the command line."""

import json

from rich.markup import escape
from rich.table import Table

from bsm_domain.foundation.formatting import count_of
from bsm_service.cli.console import console
from bsm_service.imports import texts
from bsm_service.imports.report import AUDIENCE_TEXTS, ImportReport
from bsm_service.imports.values.statuses import STATUSES


def print_report(report: ImportReport) -> None:
    for sentence in (
        texts.report_summary(report),
        texts.format_sentences(report.format),
        *texts.omission_sentences(report),
        *map(texts.mapping_text, report.remembered),
        *texts.difference_summary(report),
        *report.notes,
    ):
        console.print(escape(sentence))
    if report.stored:
        console.print(AUDIENCE_TEXTS[report.audience])
    for unknown, option in (
        *((value, "--delegation") for value in report.delegations),
        *((value, "--status") for value in report.statuses),
    ):
        perhaps = " or ".join(unknown.proposals) or "…"
        console.print(
            escape(
                f"“{unknown.said}” is unknown ({count_of(unknown.rows, 'row')}); set "
                f"its meaning with {option} "
                f"{json.dumps(unknown.said, ensure_ascii=False)}={perhaps}"
            )
        )
    if report.statuses:
        console.print(f"The statuses are: {', '.join(STATUSES)}.")
    if report.differences:
        table = Table("row", "activity", "difference", "applied")
        for difference in report.differences:
            table.add_row(
                str(difference.row),
                escape(difference.title),
                escape(texts.difference_text(difference)),
                "yes"
                if difference.taken_over
                else escape(
                    difference.refusal
                    or ("no: changed since the export" if difference.moved_on else "no")
                ),
            )
        console.print(table)
    if report.complaints:
        table = Table("row", "field", "why it cannot be stored")
        for complaint in report.complaints:
            table.add_row(str(complaint.row), complaint.field, escape(complaint.says))
        console.print(table)
