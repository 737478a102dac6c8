"""What became of a file, in sentences for people."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bsm_domain.foundation.plurals import count_of
from bsm_service.imports.files.file_format import (
    BOTH_ORDERS,
    DayOrder,
    DetectedProperty,
    DetectionSource,
    FileFormat,
)
from bsm_service.imports.report import ImportReport, RememberedMapping, RowDifference

_MOST_ROWS = 10  # that a note names
_FIELDS = {
    "title": "title",
    "owner": "owner",
    "agency": "agency",
    "partners": "partners",
    "promised_on": "promised on",
    "due_on": "due date",
    "status": "status",
    "percent": "percentage",
    "replies": "new replies",
    "closed_on": "closed on",
}
_ORDERS = {
    DayOrder.DAY_FIRST: "the day first",
    DayOrder.MONTH_FIRST: "the month first",
    BOTH_ORDERS: "both orders",
}
_USES = {
    "column": "The column “{said}” is read as {means}",
    "delegation": "“{said}” is read as {means}",
    "status": "“{said}” is read as {means}",
}


_MOST_NAMED = 5
_NOTHING = {"column": "nothing to import", "delegation": "words, not a delegation"}


def report_summary(found: ImportReport) -> str:
    """What became of all rows, or would become of them; the numbers add up."""
    rows = "1 row" if found.read == 1 else f"{found.read:,} rows"
    places = {
        "changed": found.changed,
        "merged": found.merged,
        "left unchanged": found.unchanged,
        "refused": found.refused,
    }
    were = "was" if found.stored == 1 else "were"
    if found.is_preview:
        were = "would be"
    others = [f"{number:,} {became}" for became, number in places.items() if number]
    return f"{rows} read: {', '.join([f'{found.stored:,} {were} stored', *others])}."


def format_sentences(format: FileFormat) -> str:
    """How a file was read, and what of that was chosen or assumed."""
    said = []
    if format.sheet is not None:
        said.append(
            f"Read from the sheet “{format.sheet.value}”{_source(format.sheet)}."
        )
    if format.encoding is not None and format.delimiter is not None:
        said.append(
            f"Read as {format.encoding.value}{_source(format.encoding)}, separated by "
            f"{format.delimiter.value}s{_source(format.delimiter)}."
        )
    if format.day_order:
        alike: dict[str, list[str]] = {}
        for heading, one in format.day_order.items():
            order = f"{_ORDERS[one.value]}{_source(one)}"
            alike.setdefault(order, []).append(heading)
        orders = [f"{order} in {_quoted(some)}" for order, some in alike.items()]
        said.append(f"Dates in numbers have {', '.join(orders)}.")
    return " ".join(said)


def _source(one: DetectedProperty) -> str:
    return "" if one.source == DetectionSource.FOUND else f" ({one.source})"


def omission_sentences(found: ImportReport) -> Iterator[str]:
    """What of the file is not imported, sentence by sentence."""
    if found.format.sheet is not None:
        read = found.format.sheet.value
        others = tuple(it.name for it in found.format.sheets if it.name != read)
        if others:
            yield f"Sheets not imported: {_quoted(others)}."
    if found.above:
        rows = "1 row" if found.above == 1 else f"{found.above:,} rows"
        yield f"Not imported: {rows} above the headings."
    if found.unmatched:
        yield f"Columns not imported: {_quoted(found.unmatched)}."
    if found.calculated:
        yield f"An import does not change {_some(found.calculated)}."


def difference_summary(found: ImportReport) -> Iterator[str]:
    """How many rows differ from the record, and what becomes of that."""
    rows = {one.row for one in found.differences}
    if rows:
        left = {one.row for one in found.differences if not one.taken_over}
        count = "1 row differs" if len(rows) == 1 else f"{len(rows):,} rows differ"
        much = "nothing" if left == rows else ("some" if left else "all")
        is_taken = "would be" if found.is_preview else "is"
        said = f"{much} of it {is_taken} taken over"
        yield f"{count} from what is on record; {said}."
    if found.moved_on:
        moved = len(found.moved_on)
        have = "1 activity has" if moved == 1 else f"{moved:,} activities have"
        yield (
            f"{have} changed on record since the list was exported; only what was "
            "changed in the list is a difference."
        )


def difference_text(one: RowDifference) -> str:
    """due date: 30 Sep 2016 → 31 Dec 2016"""
    name = _FIELDS.get(one.field, one.field)
    if one.before is None:
        return f"{name}: {_shown(one, one.after)}"
    return f"{name}: {_shown(one, one.before)} → {_shown(one, one.after)}"


def mapping_text(one: RememberedMapping) -> str:
    """“green” is read as confirmed, as Anna (secretariat) said on 12 May 2016."""
    means = one.means or _NOTHING[one.what]
    read = _USES[one.what].format(said=one.said, means=means)
    return f"{read}, as {one.by} said on {_day(one.on)}."


def _shown(one: RowDifference, value: str) -> str:
    if one.field == "percent":
        return f"{value} %"
    day, separator, rest = value.partition(" ")
    try:
        return _day(date.fromisoformat(day)) + separator + rest
    except ValueError:
        return value


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _some(names: tuple[str, ...]) -> str:
    """The first of them, and how many more there are."""
    first, more = ", ".join(names[:_MOST_NAMED]), len(names) - _MOST_NAMED
    if more > 0:
        return f"{len(names)} columns of this list: {first} and {more} more"
    return f"these columns of this list: {first}"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{one}”" for one in names)


def row_numbers_text(rows: Sequence[int]) -> str:
    """How many rows, with the numbers of the first."""
    more = ", …" if len(rows) > _MOST_ROWS else ""
    named = ", ".join(map(str, rows[:_MOST_ROWS]))
    return f"{count_of(len(rows), 'row')} ({named}{more})"
