"""Builds the report of an imported list of delegates."""

from collections.abc import Mapping, Sequence

from bsm_service.application.system import System
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.file_check import ReadFile
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.report import RememberedMapping, UnknownValue
from bsm_service.imports.stored_mappings import (
    COLUMN,
    DELEGATION,
    FUNCTION,
    ListKind,
    StoredMappings,
    fold_keys,
)


def build_report(
    system: System,
    read: ReadFile,
    choices: DelegateChoices,
    stored: int,
    *,
    is_preview: bool,
    position: int | None = None,
) -> DelegateReport:
    """Raises StoreUnavailable."""
    builder, columns = read.report, read.table.columns
    merges = sorted(
        (row for row in builder.merges if row.row not in builder.refused),
        key=lambda row: row.row,
    )
    return DelegateReport(
        read=len(read.table.rows),
        stored=stored,
        merged=len(merges),
        unchanged=len(builder.unchanged),
        left_out=len(builder.erased),
        refused=len(builder.refused),
        elsewhere=read.elsewhere,
        merges=tuple(merges),
        complaints=tuple(sorted(builder.complaints, key=lambda row: row.row)),
        erased_rows=tuple(builder.erased),
        above=sum(row.number < columns.row for row in read.table.table.rows),
        unmatched=tuple(
            text for text in columns.unmatched if text not in read.table.never_imported
        ),
        never_imported=read.table.never_imported,
        columns=columns.matched,
        meetings=read.table.meetings(),
        remembered=_used_mappings(system, read, choices),
        invitations=read.offers,
        delegations=_values(
            builder.delegations,
            {
                text: read.delegations.names.proposals(text)
                for text in builder.delegations
            },
        ),
        functions=_values(builder.functions, builder.proposed_functions),
        taken_functions=_values(builder.taken_functions, builder.proposed_functions),
        notes=tuple(builder.notes),
        format=read.format,
        is_of_past_meeting=read.is_of_past_meeting,
        is_preview=is_preview,
        position=position,
    )


def _values(
    rows_by_text: Mapping[str, Sequence[int]], proposals: Mapping[str, tuple[str, ...]]
) -> tuple[UnknownValue, ...]:
    """The most frequent first."""
    most_frequent = sorted(rows_by_text.items(), key=lambda text: -len(text[1]))
    return tuple(
        UnknownValue(said=text, rows=len(rows), proposals=proposals.get(text, ()))
        for text, rows in most_frequent
    )


def _used_mappings(
    system: System, read: ReadFile, choices: DelegateChoices
) -> tuple[RememberedMapping, ...]:
    """Mappings of earlier files by which this one was understood."""
    used_texts = {
        COLUMN: {
            fold_text(text): text for text in read.table.columns.headings.values()
        },
        DELEGATION: read.delegations.names.used_mappings,
        FUNCTION: read.report.mapped_functions,
    }
    chosen = {
        COLUMN: fold_keys(choices.columns),
        DELEGATION: fold_keys(choices.delegations),
        FUNCTION: fold_keys(choices.functions),
    }
    used = {
        (mapping_type, key): text
        for mapping_type, texts in used_texts.items()
        for key, text in texts.items()
        if key not in chosen[mapping_type]
    }
    return tuple(
        mapping.model_copy(update={"said": used[mapping.what, mapping.said]})
        for mapping in StoredMappings(system.identity, ListKind.DELEGATES).all()
        if (mapping.what, mapping.said) in used
    )
