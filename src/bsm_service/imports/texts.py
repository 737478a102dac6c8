"""Sentences about a file and its report, for people."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from bsm_domain.foundation.formatting import count_of, format_date, pluralize
from bsm_service.imports.files.file_format import (
    BOTH_ORDERS,
    DayOrder,
    DetectedProperty,
    DetectionSource,
    FileFormat,
)
from bsm_service.imports.report import (
    AUDIENCE_TEXTS,
    ImportReport,
    RememberedMapping,
    RowDifference,
)

_MAX_ROWS = 10  # that a note names
_FIELD_NAMES = {
    "title": "title",
    "owner": "owner",
    "agency": "agency",
    "partners": "partners",
    "promised_on": "agreed on",
    "due_on": "due date",
    "status": "status",
    "percent": "percentage",
    "replies": "new replies",
    "closed_on": "closed on",
}
_DAY_ORDERS = {
    DayOrder.DAY_FIRST: "the day first",
    DayOrder.MONTH_FIRST: "the month first",
    BOTH_ORDERS: "mixed orders",
}
_MAPPING_TEXTS = {
    "column": "The column “{said}” is the field {means}",
    "delegation": "“{said}” means {means}",
    "function": "“{said}” means {means}",
    "status": "“{said}” means {means}",
}


_MAX_NAMES = 5
_EMPTY_MAPPING_TEXTS = {
    "column": "The column “{said}” is not imported",
    "delegation": "“{said}” does not name a delegation",
}


class FileOmissions(Protocol):
    """What a report says of what was not imported."""

    @property
    def format(self) -> FileFormat: ...
    @property
    def above(self) -> int: ...
    @property
    def unmatched(self) -> tuple[str, ...]: ...
    @property
    def calculated(self) -> tuple[str, ...]: ...


def report_summary(report: ImportReport) -> str:
    """The number of rows by outcome, or by what the outcome would be; the numbers add
    up.
    """
    rows = count_of(report.read, "row")
    places = {
        "changed": report.changed,
        "merged": report.merged,
        "left unchanged": report.unchanged,
        "refused": report.refused,
    }
    were = pluralize(report.stored, "was", "were")
    if report.is_preview:
        were = "would be"
    outcomes = [f"{number:,} {became}" for became, number in places.items() if number]
    return f"{rows} read: {', '.join([f'{report.stored:,} {were} stored', *outcomes])}."


def report_notes(report: ImportReport) -> Iterator[str]:
    """What is left out of the file, how it was understood, and who can see it."""
    yield from omission_sentences(report)
    yield from map(mapping_text, report.remembered)
    yield from report.notes
    if report.stored:
        yield AUDIENCE_TEXTS[report.audience]


def format_sentences(format: FileFormat) -> str:
    """How a file was read, and what of that was chosen or assumed."""
    sentences = []
    if format.sheet is not None:
        sentences.append(
            f"Read from the sheet “{format.sheet.value}”{_source(format.sheet)}."
        )
    if format.encoding is not None and format.delimiter is not None:
        sentences.append(
            f"Read as {format.encoding.value}{_source(format.encoding)}, separated by "
            f"{format.delimiter.value}s{_source(format.delimiter)}."
        )
    if format.day_order:
        headings_by_order: dict[str, list[str]] = {}
        for heading, detected in format.day_order.items():
            order = f"{_DAY_ORDERS[detected.value]}{_source(detected)}"
            headings_by_order.setdefault(order, []).append(heading)
        sentences += [
            f"Numeric dates in {_quoted(headings)} were read with {order}."
            for order, headings in headings_by_order.items()
        ]
    return " ".join(sentences)


def _source(detected: DetectedProperty) -> str:
    return "" if detected.source == DetectionSource.FOUND else f" ({detected.source})"


def omission_sentences(report: FileOmissions) -> Iterator[str]:
    """What is not imported, sentence by sentence."""
    if report.format.sheet is not None:
        read = report.format.sheet.value
        other_sheets = tuple(
            sheet.name for sheet in report.format.sheets if sheet.name != read
        )
        if other_sheets:
            yield f"Sheets not imported: {_quoted(other_sheets)}."
    if report.above:
        yield f"{count_of(report.above, 'row')} above the headings not imported."
    if report.unmatched:
        yield f"Columns not imported: {_quoted(report.unmatched)}."
    if report.calculated:
        yield f"An import cannot change {_first_names(report.calculated)}."


def difference_summary(report: ImportReport) -> Iterator[str]:
    """How many rows differ from the record, and how much of that is applied."""
    rows = {difference.row for difference in report.differences}
    if rows:
        remaining_rows = {
            difference.row
            for difference in report.differences
            if not difference.taken_over
        }
        count = count_of(len(rows), "row differs", "rows differ")
        partly = "some" if remaining_rows else "all"
        amount = "none" if remaining_rows == rows else partly
        are = "would be" if report.is_preview else "are"
        adopted = f"{amount} of the differences {are} applied"
        yield f"{count} from the record; {adopted}."
    if report.moved_on:
        have = count_of(len(report.moved_on), "activity has", "activities have")
        yield (
            f"{have} changed since the list was exported; only values that were "
            "changed in the list count as differences."
        )


def difference_text(difference: RowDifference) -> str:
    """due date: 30 Sep 2016 → 31 Dec 2016"""
    name = _FIELD_NAMES.get(difference.field, difference.field)
    if difference.before is None:
        return f"{name}: {_display(difference, difference.after)}"
    before = _display(difference, difference.before)
    return f"{name}: {before} → {_display(difference, difference.after)}"


def mapping_text(mapping: RememberedMapping) -> str:
    """“green” means confirmed (chosen by Anna (secretariat) on 12 May 2016)."""
    templates = _MAPPING_TEXTS if mapping.means else _EMPTY_MAPPING_TEXTS
    meaning = templates[mapping.what].format(said=mapping.said, means=mapping.means)
    return f"{meaning} (chosen by {mapping.by} on {format_date(mapping.on)})."


def _display(difference: RowDifference, value: str) -> str:
    if difference.field == "percent":
        return f"{value}%"
    day, separator, remaining = value.partition(" ")
    try:
        return format_date(date.fromisoformat(day)) + separator + remaining
    except ValueError:
        return value


def _first_names(names: tuple[str, ...]) -> str:
    """The first of them, and how many more there are."""
    first, remaining = ", ".join(names[:_MAX_NAMES]), len(names) - _MAX_NAMES
    if remaining > 0:
        count = count_of(len(names), "column")
        return f"{count} of this list: {first} and {remaining} more"
    return f"these columns of this list: {first}"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def row_numbers_text(rows: Sequence[int]) -> str:
    """How many rows, with the numbers of the first."""
    ellipsis = ", …" if len(rows) > _MAX_ROWS else ""
    named = ", ".join(map(str, rows[:_MAX_ROWS]))
    return f"{count_of(len(rows), 'row')} ({named}{ellipsis})"
