"""Which column of a file is which field: by its heading, as far as that tells."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.files.cells import TableCell, column_letters, fold_text
from bsm_service.imports.files.table_reader import FileRow

_FIRST_ROWS = 25
# What rows are of, beside what a column says of them: "Status of recommendation".
_OF_WHAT = re.compile(
    r"^(recommendation|action|activity|task|measure) (?=\w)"
    r"| of (the )?(recommendation|action|activity|measure|task)$"
    r"| de (la |l['\u2019])?(reco|recommandation|action|mesure|medida)$"
    r"| der (empfehlung|ma\u00dfnahme)$| della raccomandazione$| dell['\u2019]azione$",
    re.IGNORECASE,
)
_NEW_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


class CellType(StrEnum):
    """What the cells of a field are read as."""

    TEXT = "text"
    DAY = "day"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class ListField:
    """`headings` are what people call it, in the languages of the network, the surest
    first. Where it `is_repeatable`, any number of columns may be it. A second column of
    another field is the `further_field`, if there is such. Where no column is the field
    `instead_of`, the surest of this one is. `known_words`, folded, are never
    placeholders; where it `accepts_placeholder_words`, no word is. `remedy` says what
    can be done without a column that is required.
    """

    name: str
    headings: tuple[str, ...]
    required: bool = False
    remedy: str = ""
    is_repeatable: bool = False
    further_field: str = ""
    instead_of: str = ""
    cell_type: CellType = CellType.TEXT
    known_words: frozenset[str] = frozenset()
    accepts_placeholder_words: bool = False


@dataclass(frozen=True, slots=True)
class MatchedColumns:
    """`headings` of all columns that hold anything, by their number, and `fields` of
    those that are one; `row` is that of the headings, 0 for a file of nothing else.
    `duplicates` are headings of columns that would be a field which another column is,
    with the heading of that one. `calculated` are headings of one of the product's own
    lists that no import changes.
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
        """The headings of columns that are no field: what stands there stays behind."""
        return tuple(
            heading
            for at, heading in self.headings.items()
            if at not in self.fields and heading not in self.calculated
        )

    @property
    def matched(self) -> dict[str, str]:
        return {self.headings[at]: field for at, field in self.fields.items()}

    def values(self, line: FileRow) -> dict[str, TableCell]:
        """What a row says, by field; empty cells left out."""
        return {self.fields[at]: cell for at, cell in reversed(self._cells(line))}

    def all_values(
        self, line: FileRow, field: str
    ) -> tuple[tuple[int, TableCell], ...]:
        """What a row says in every column of a field, with the column's number."""
        return tuple(one for one in self._cells(line) if self.fields[one[0]] == field)

    def _cells(self, line: FileRow) -> list[tuple[int, TableCell]]:
        return [
            (at, line.cells[at])
            for at in self.fields
            if at < len(line.cells) and line.cells[at] != ""
        ]

    def require_complete(self) -> None:
        """Raises UnreadableFile where what is required is missing."""
        if not self.missing:
            return
        there = ", ".join(f"“{one[:60]}”" for one in self.headings.values())
        instead = "".join(one.remedy for one in self.missing)
        wanted = ", ".join(f"{one.name} (“{one.headings[0]}”)" for one in self.missing)
        raise UnreadableFile(
            f"no column was found for {wanted}; row {self.row} has: {there}. Say which "
            f"column is which field{instead}"
        )


def match_columns(
    lines: Sequence[FileRow], fields: Sequence[ListField], said: Mapping[str, str]
) -> MatchedColumns:
    """The heading row is the one that names most fields; of several, the fullest.
    `said` are headings that people have mapped to fields (or to "" for none), now or
    before. A column without a heading is called by its letter.
    """
    known = _Known(
        fields, {fold_text(heading): field for heading, field in said.items()}
    )
    header = max(
        lines[:_FIRST_ROWS],
        key=lambda line: (
            len(known.fields_of(_named(line))),
            sum(isinstance(cell, str) and cell != "" for cell in line.cells),
        ),
    )
    headings = _headings(header, lines_below(lines, header.number))
    found = known.fields_of(headings)
    missing = [one for one in fields if one.required and one.name not in found.values()]
    duplicates = known.duplicates(headings, found)
    return MatchedColumns(header.number, headings, found, tuple(missing), duplicates)


def lines_below(lines: Iterable[FileRow], row: int) -> tuple[FileRow, ...]:
    return tuple(line for line in lines if line.number > row)


class _Known:
    """What headings mean: `mapped` are those that people have said, folded."""

    def __init__(self, fields: Sequence[ListField], mapped: Mapping[str, str]) -> None:
        self._fields = {one.name: one for one in fields}
        self._mapped = mapped
        self._headings: dict[str, tuple[ListField, int]] = {}
        for one in fields:
            for rank, name in enumerate((*one.headings, one.name)):
                self._headings.setdefault(fold_text(name), (one, rank))

    def fields_of(self, headings: Mapping[int, str]) -> dict[int, str]:
        """The field of each column that is one: first what people say, then what the
        headings do, the surest first.
        """
        found: dict[int, str] = {}
        for at, heading in headings.items():
            field = self._fields.get(self._mapped.get(fold_text(heading), ""))
            if field and (field.is_repeatable or field.name not in found.values()):
                found[at] = field.name
        meant = self._meant(headings)
        for at, (field, _) in sorted(
            meant.items(), key=lambda one: (one[1][1], one[0])
        ):
            if field.is_repeatable or field.name not in found.values():
                found[at] = field.name
            elif field.further_field:
                found[at] = field.further_field
        for field in self._fields.values():
            stands_in = [at for at in meant if found.get(at) == field.name]
            if stands_in and field.instead_of not in ("", *found.values()):
                surest = min(stands_in, key=lambda at: meant[at][1])
                found[surest] = field.instead_of
        return dict(sorted(found.items()))

    def duplicates(
        self, headings: Mapping[int, str], found: Mapping[int, str]
    ) -> dict[str, str]:
        """Headings of columns that another column stands in the way of."""
        by_field = {field: headings[at] for at, field in found.items()}
        wanted = {at: field.name for at, (field, _) in self._meant(headings).items()}
        for at, heading in headings.items():
            wanted[at] = self._mapped.get(fold_text(heading), wanted.get(at, ""))
        return {
            headings[at]: by_field[field]
            for at, field in wanted.items()
            if at not in found and field in by_field
        }

    def _meant(self, headings: Mapping[int, str]) -> dict[int, tuple[ListField, int]]:
        """What headings mean that nobody has mapped, and how sure that is."""
        return {
            at: meant
            for at, heading in headings.items()
            if fold_text(heading) not in self._mapped and (meant := self._of(heading))
        }

    def _of(self, heading: str) -> tuple[ListField, int] | None:
        """Of "Status (open/closed)" or "Statut / Status" as of "Status", and of
        "Comment 2" as of "Comment" where there may be several; of "due_date" as of "Due
        date". None where its parts
        mean different fields, unless one may stand in for the other: "Recommendation /
        Action" is the action.
        """
        if exact := self._headings.get(fold_text(heading)):
            return exact
        heading = _spaced(heading)
        if exact := self._headings.get(fold_text(heading)):
            return exact
        before, _, within = heading.partition("(")
        parts = [
            before,
            *before.replace("|", "/").replace("\n", "/").split("/"),
            within,
        ]
        found = [self._headings.get(fold_text(one).strip("? ")) for one in parts]
        known = [one for one in found if one is not None]
        numbered = self._headings.get(fold_text(before).rstrip(" 0123456789"))
        if not known and numbered and numbered[0].is_repeatable:
            return numbered
        if not known:
            whose = self._headings.get(fold_text(_OF_WHAT.sub("", heading)))
            # "Date of action" may be any day of it.
            known = [whose] if whose and whose[0].cell_type != CellType.DAY else []
        same = {field.name for field, _ in known}
        if len(same) > 1:
            known = [one for one in known if one[0].instead_of not in same]
            same = {field.name for field, _ in known}
        return min(known, key=lambda one: one[1]) if len(same) == 1 else None


def _spaced(heading: str) -> str:
    """A heading as people write it: due_date, dueDate and DueDate as "due Date"."""
    return _NEW_WORD.sub(" ", heading).replace("_", " ")


def _named(line: FileRow) -> dict[int, str]:
    return {
        at: cell for at, cell in enumerate(line.cells) if isinstance(cell, str) and cell
    }


def _headings(header: FileRow, lines: Iterable[FileRow]) -> dict[int, str]:
    """Of each column that holds anything, no two alike."""
    held = {at for line in lines for at, cell in enumerate(line.cells) if cell != ""}
    held |= {at for at, cell in enumerate(header.cells) if cell != ""}
    headings, seen = {}, Counter[str]()
    for at in sorted(held):
        said = str(header.cells[at]) if at < len(header.cells) else ""
        name = said or f"column {column_letters(at)}"
        seen[fold_text(name)] += 1
        again = seen[fold_text(name)]
        headings[at] = name if again == 1 else f"{name} ({again})"
    return headings
