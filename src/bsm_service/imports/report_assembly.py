"""Builds the report of an import or its preview."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_check import CheckedFile
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.list_interface import ImportOutcome, ListKind
from bsm_service.imports.list_reading import fold_keys
from bsm_service.imports.mapping_administration import used_mappings
from bsm_service.imports.report import ImportReport, UnknownValue
from bsm_service.imports.stored_mappings import COLUMN, DELEGATION, STATUS


def build_report(
    kind: ListKind[Any],
    checked: CheckedFile[Any],
    choices: ImportChoices,
    outcome: ImportOutcome,
    *,
    is_preview: bool,
    position: int | None = None,
) -> ImportReport:
    """The report of a checked file and its outcome. Raises StoreUnavailable."""
    builder, context = checked.context.report, checked.context
    merges = sorted(
        (row for row in builder.merges if row.row not in builder.refused),
        key=lambda row: row.row,
    )
    return ImportReport(
        read=len(checked.file_rows),
        stored=len(outcome.stored),
        changed=len(outcome.changed),
        merged=len(merges),
        unchanged=len(checked.rows) - len(outcome.stored) - len(outcome.changed),
        refused=len(builder.refused),
        merges=tuple(merges),
        differences=tuple(builder.differences),
        moved_on=tuple(builder.moved_on),
        above=checked.rows_above,
        complaints=tuple(sorted(builder.complaints, key=lambda row: row.row)),
        unmatched=context.columns.unmatched,
        calculated=context.columns.calculated,
        columns=context.columns.matched,
        remembered=used_mappings(
            kind, context.system, _used_mappings(checked, choices)
        ),
        delegations=_unknown_values(builder.delegations, context.names.proposals),
        statuses=_unknown_values(
            builder.statuses, lambda text: builder.proposed.get(text, ())
        ),
        notes=tuple(builder.notes),
        format=checked.format,
        audience=context.audience,
        retitled=len(builder.retitled),
        is_preview=is_preview,
        position=position,
    )


def _used_mappings(
    checked: CheckedFile[Any], choices: ImportChoices
) -> dict[tuple[str, str], str]:
    """Mappings of earlier files by which this one was understood, as (type, folded
    text), with the text in this file.
    """
    context, columns = checked.context, checked.context.columns
    headings = () if columns.is_own_list else columns.headings.values()
    return {
        (mapping_type, key): written
        for mapping_type, chosen, used in (
            (COLUMN, choices.columns, {fold_text(text): text for text in headings}),
            (DELEGATION, choices.delegations, context.names.used_mappings),
            (STATUS, choices.statuses, context.report.mapped_statuses),
        )
        for key, written in used.items()
        if key not in fold_keys(chosen)
    }


def _unknown_values(
    rows_by_text: Mapping[str, Sequence[int]],
    proposals: Callable[[str], tuple[str, ...]],
) -> tuple[UnknownValue, ...]:
    """The most frequent first."""
    most_frequent = sorted(rows_by_text.items(), key=lambda text: -len(text[1]))
    return tuple(
        UnknownValue(said=text, rows=len(rows), proposals=proposals(text))
        for text, rows in most_frequent
    )
