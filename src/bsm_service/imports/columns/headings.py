"""Matches the columns of a file with the fields of a list, by their headings."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.columns.fields import CellType, ListField
from bsm_service.imports.files.cells import TableCell, column_letters, fold_text
from bsm_service.imports.files.table_reader import FileRow

_FIRST_ROWS = 25
# The noun of the rows, beside what the column is: "Status of recommendation".
_ROW_NOUN = re.compile(
    r"^(recommendation|action|activity|task|measure) (?=\w)"
    r"| of (the )?(recommendation|action|activity|measure|task)$"
    r"| de (la |l['\u2019])?(reco|recommandation|action|mesure|medida)$"
    r"| der (empfehlung|ma\u00dfnahme)$| della raccomandazione$| dell['\u2019]azione$",
    re.IGNORECASE,
)
_NEW_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class MatchedColumns:
    """`headings` of all columns with values, by column number, and `fields` of those
    that were matched; `row` is that of the headings. `missing` are required fields
    without a column. `duplicates` are headings of columns that would be a field that
    another column already is, with the heading of that one. `calculated` are headings
    of one of the product's own lists that no import changes.
    """

    row: int
    headings: Mapping[int, str]
    fields: Mapping[int, str]
    missing: tuple[ListField, ...]
    duplicates: Mapping[str, str]
    calculated: tuple[str, ...] = ()
    is_own_list: bool = False

    @property
    def unmatched(self) -> tuple[str, ...]:
        """The headings of columns that are not imported."""
        return tuple(
            heading
            for number, heading in self.headings.items()
            if number not in self.fields and heading not in self.calculated
        )

    @property
    def matched(self) -> dict[str, str]:
        return {self.headings[number]: field for number, field in self.fields.items()}

    def values(self, file_row: FileRow) -> dict[str, TableCell]:
        """The values of a row by field, without empty cells."""
        return {
            self.fields[number]: cell
            for number, cell in reversed(_cells(file_row, self.fields))
        }

    def all_values(
        self, file_row: FileRow, field: str
    ) -> tuple[tuple[int, TableCell], ...]:
        """The values of a row in every column of a field, with the column's number."""
        numbers = [number for number, name in self.fields.items() if name == field]
        return tuple(_cells(file_row, numbers)) if numbers else ()

    def require_complete(self) -> None:
        """Raises UnreadableFile where a required field has no column."""
        if not self.missing:
            return
        present = ", ".join(f"“{heading[:60]}”" for heading in self.headings.values())
        instead = "".join(heading.remedy for heading in self.missing)
        required = ", ".join(
            f"{heading.name} (“{heading.headings[0]}”)" for heading in self.missing
        )
        raise UnreadableFile(
            f"no column was found for {required}; row {self.row} has: {present}. "
            f"Choose which column is which field{instead}"
        )


def _cells(file_row: FileRow, numbers: Iterable[int]) -> list[tuple[int, TableCell]]:
    """The cells of these columns that are not empty, with the columns' numbers."""
    cells = file_row.cells
    return [
        (number, cells[number])
        for number in numbers
        if number < len(cells) and cells[number] != ""
    ]


def match_columns(
    file_rows: Sequence[FileRow], fields: Sequence[ListField], mapped: Mapping[str, str]
) -> MatchedColumns:
    """Takes as heading row the one that names most fields; of several, the fullest.
    `mapped` are headings that people have mapped to fields (or to "" for none), now or
    before. A column without a heading is named after its letter.
    """
    matcher = _HeadingMatcher(
        fields, {fold_text(heading): field for heading, field in mapped.items()}
    )
    header = max(
        file_rows[:_FIRST_ROWS],
        key=lambda file_row: (
            len(matcher.fields_of(_row_headings(file_row))),
            sum(isinstance(cell, str) and cell != "" for cell in file_row.cells),
        ),
    )
    headings = _column_headings(header, lines_below(file_rows, header.number))
    matched = matcher.fields_of(headings)
    missing = [
        required_field
        for required_field in fields
        if required_field.required and required_field.name not in matched.values()
    ]
    duplicates = matcher.duplicates(headings, matched)
    return MatchedColumns(header.number, headings, matched, tuple(missing), duplicates)


def lines_below(file_rows: Iterable[FileRow], row: int) -> tuple[FileRow, ...]:
    return tuple(file_row for file_row in file_rows if file_row.number > row)


class _HeadingMatcher:
    """Finds the fields that headings mean. `mapped` are headings that people have
    mapped, folded.
    """

    def __init__(self, fields: Sequence[ListField], mapped: Mapping[str, str]) -> None:
        self._fields = {field.name: field for field in fields}
        self._mapped = mapped
        self._fields_by_heading: dict[str, tuple[ListField, int]] = {}
        for field in fields:
            for rank, name in enumerate((*field.headings, field.name)):
                self._fields_by_heading.setdefault(fold_text(name), (field, rank))

    def fields_of(self, headings: Mapping[int, str]) -> dict[int, str]:
        """The field of each column that has one: first what people have mapped, then
        what the headings mean, the most certain first.
        """
        matched: dict[int, str] = {}
        for number, heading in headings.items():
            field = self._fields.get(self._mapped.get(fold_text(heading), ""))
            if field and (field.is_repeatable or field.name not in matched.values()):
                matched[number] = field.name
        guesses = self._guesses(headings)
        for number, (field, _) in sorted(
            guesses.items(), key=lambda guess: (guess[1][1], guess[0])
        ):
            if field.is_repeatable or field.name not in matched.values():
                matched[number] = field.name
            elif field.further_field:
                matched[number] = field.further_field
        for field in self._fields.values():
            stands_in = [
                number for number in guesses if matched.get(number) == field.name
            ]
            if stands_in and field.instead_of not in ("", *matched.values()):
                surest = min(stands_in, key=lambda number: guesses[number][1])
                matched[surest] = field.instead_of
        return dict(sorted(matched.items()))

    def duplicates(
        self, headings: Mapping[int, str], matched: Mapping[int, str]
    ) -> dict[str, str]:
        """Headings of columns whose field is already another column."""
        by_field = {field: headings[number] for number, field in matched.items()}
        field_names = {
            number: field.name for number, (field, _) in self._guesses(headings).items()
        }
        for number, heading in headings.items():
            field_names[number] = self._mapped.get(
                fold_text(heading), field_names.get(number, "")
            )
        return {
            headings[number]: by_field[field]
            for number, field in field_names.items()
            if number not in matched and field in by_field
        }

    def _guesses(self, headings: Mapping[int, str]) -> dict[int, tuple[ListField, int]]:
        """The fields of headings that nobody has mapped, each with its rank (0:
        certain).
        """
        return {
            number: guess
            for number, heading in headings.items()
            if fold_text(heading) not in self._mapped
            and (guess := self._guess(heading))
        }

    def _guess(self, heading: str) -> tuple[ListField, int] | None:
        """Reads "Status (open/closed)" and "Statut / Status" as "Status", "Comment 2"
        as "Comment" where that is repeatable, and "due_date" as "Due date". None where
        the parts mean different fields, unless one may stand in for the other:
        "Recommendation / Action" is the action.
        """
        if exact := self._fields_by_heading.get(fold_text(heading)):
            return exact
        heading = separate_words(heading)
        if exact := self._fields_by_heading.get(fold_text(heading)):
            return exact
        label, _, addition = heading.partition("(")
        parts = [
            label,
            *label.replace("|", "/").replace("\n", "/").split("/"),
            addition,
        ]
        exact_matches = [
            self._fields_by_heading.get(fold_text(part).strip("? ")) for part in parts
        ]
        guesses = [part for part in exact_matches if part is not None]
        numbered = self._fields_by_heading.get(fold_text(label).rstrip(" 0123456789"))
        if not guesses and numbered and numbered[0].is_repeatable:
            return numbered
        if not guesses:
            guess = self._fields_by_heading.get(fold_text(_ROW_NOUN.sub("", heading)))
            # "Date of action" may be any day of it.
            guesses = [guess] if guess and guess[0].cell_type != CellType.DAY else []
        same = {field.name for field, _ in guesses}
        if len(same) > 1:
            guesses = [part for part in guesses if part[0].instead_of not in same]
            same = {field.name for field, _ in guesses}
        return min(guesses, key=lambda part: part[1]) if len(same) == 1 else None


def separate_words(heading: str) -> str:
    """due_date, dueDate and DueDate as "due Date"."""
    return _NEW_WORD.sub(" ", heading).replace("_", " ")


def _row_headings(file_row: FileRow) -> dict[int, str]:
    return {
        number: cell
        for number, cell in enumerate(file_row.cells)
        if isinstance(cell, str) and cell
    }


def _column_headings(header: FileRow, file_rows: Iterable[FileRow]) -> dict[int, str]:
    """Of each column with values, no two the same."""
    used_columns = {
        number
        for file_row in file_rows
        for number, cell in enumerate(file_row.cells)
        if cell != ""
    }
    used_columns |= {number for number, cell in enumerate(header.cells) if cell != ""}
    headings, occurrences = {}, Counter[str]()
    for number in sorted(used_columns):
        text = str(header.cells[number]) if number < len(header.cells) else ""
        name = text or f"column {column_letters(number)}"
        occurrences[fold_text(name)] += 1
        occurrence = occurrences[fold_text(name)]
        headings[number] = name if occurrence == 1 else f"{name} ({occurrence})"
    return headings
