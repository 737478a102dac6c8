"""Which column of a file is which field: by its heading, as far as that tells."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bsm_domain.states import sortable
from bsm_service.imports.reading import Cell, Line
from bsm_service.refusals import UnreadableFile

_FIRST_ROWS = 25


@dataclass(frozen=True, slots=True)
class Field:
    """`headings` are what people call it, in the languages of the network."""

    name: str
    headings: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """`headings` of all columns that hold anything, by their number, and `fields` of
    those that are one; `row` is that of the headings, 0 for a file of nothing else.
    """

    row: int
    headings: Mapping[int, str]
    fields: Mapping[int, str]
    missing: tuple[Field, ...]

    @property
    def unmatched(self) -> tuple[str, ...]:
        """The headings of columns that are no field: what stands there stays behind."""
        return tuple(
            heading for at, heading in self.headings.items() if at not in self.fields
        )

    @property
    def matched(self) -> dict[str, str]:
        return {self.headings[at]: field for at, field in self.fields.items()}

    def values(self, line: Line) -> dict[str, Cell]:
        """What a row says, by field; empty cells left out."""
        return {
            field: line.cells[at]
            for at, field in self.fields.items()
            if at < len(line.cells) and line.cells[at] != ""
        }

    def must_be_complete(self) -> None:
        """Raises UnreadableFile where what is required is missing."""
        if not self.missing:
            return
        there = ", ".join(f"“{one[:60]}”" for one in self.headings.values())
        wanted = ", ".join(f"{one.name} (“{one.headings[0]}”)" for one in self.missing)
        raise UnreadableFile(
            f"no column was found for {wanted}; row {self.row} has: {there}. Say which "
            "column is which field"
        )


def folded(text: str) -> str:
    """Without case, accents, punctuation and repeated spaces; signs alone stay."""
    return re.sub(r"[^\w%№]+", " ", sortable(text)).strip() or text.strip()


def find_columns(
    lines: Sequence[Line], fields: Sequence[Field], said: Mapping[str, str]
) -> Columns:
    """The heading row is the one that names most fields; of several, the fullest.
    `said` are headings that people have mapped to fields (or to "" for none), now or
    before. A column without a heading is called by its letter.
    """
    known = {folded(name): one.name for one in fields for name in one.headings}
    known |= {folded(one.name): one.name for one in fields}
    mapped = {folded(heading): field for heading, field in said.items()}
    header = max(
        lines[:_FIRST_ROWS],
        key=lambda line: (
            len(_fields(_named(line), known, mapped)),
            sum(isinstance(cell, str) and cell != "" for cell in line.cells),
        ),
    )
    headings = _headings(header, after(lines, header.number))
    found = _fields(headings, known, mapped)
    missing = [one for one in fields if one.required and one.name not in found.values()]
    return Columns(header.number, headings, found, tuple(missing))


def after(lines: Iterable[Line], row: int) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.number > row)


def _fields(
    headings: Mapping[int, str], known: Mapping[str, str], mapped: Mapping[str, str]
) -> dict[int, str]:
    """The first column of each field, what people say before what headings do."""
    keys = {at: folded(heading) for at, heading in headings.items()}
    found: dict[int, str] = {}
    for at, key in keys.items():
        if mapped.get(key) and mapped[key] not in found.values():
            found[at] = mapped[key]
    for at, key in keys.items():
        field = None if key in mapped else known.get(key)
        if field and field not in found.values():
            found[at] = field
    return dict(sorted(found.items()))


def _named(line: Line) -> dict[int, str]:
    return {
        at: cell for at, cell in enumerate(line.cells) if isinstance(cell, str) and cell
    }


def _headings(header: Line, lines: Iterable[Line]) -> dict[int, str]:
    """Of each column that holds anything, no two alike."""
    held = {at for line in lines for at, cell in enumerate(line.cells) if cell != ""}
    held |= {at for at, cell in enumerate(header.cells) if cell != ""}
    headings, seen = {}, Counter[str]()
    for at in sorted(held):
        said = str(header.cells[at]) if at < len(header.cells) else ""
        name = said or f"column {_letters(at)}"
        seen[folded(name)] += 1
        again = seen[folded(name)]
        headings[at] = name if again == 1 else f"{name} ({again})"
    return headings


def _letters(at: int) -> str:
    """As office programs name columns: A, B, …, Z, AA."""
    before, last = divmod(at, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
