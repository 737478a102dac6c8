"""Which column of a file is which field: by its heading, as far as that tells."""

import re
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
    """`fields` by the number of their column; `unmatched` are headings of columns that
    are no field, so what stands there is not imported.
    """

    header: Line
    fields: Mapping[int, str]
    unmatched: tuple[str, ...]

    def values(self, line: Line) -> dict[str, Cell]:
        """What a row says, by field; empty cells left out."""
        return {
            field: line.cells[at]
            for at, field in self.fields.items()
            if at < len(line.cells) and line.cells[at] != ""
        }


def folded(text: str) -> str:
    """Without case, accents, punctuation and repeated spaces."""
    return re.sub(r"[^0-9A-Z\u0400-\u04FF]+", " ", sortable(text)).strip()


def find_columns(
    lines: Sequence[Line], fields: Sequence[Field], said: Mapping[str, str]
) -> Columns:
    """The heading row is the one that names most fields. `said` are headings that
    people have mapped to fields (or to "" for none), now or before.

    Raises UnreadableFile where what is required is missing.
    """
    known = {folded(name): one.name for one in fields for name in one.headings}
    known |= {folded(one.name): one.name for one in fields}
    known |= {folded(heading): field for heading, field in said.items()}
    header = max(
        lines[:_FIRST_ROWS], key=lambda line: len({*_named(line, known).values()})
    )
    matched = _named(header, known)
    missing = [
        one for one in fields if one.required and one.name not in {*matched.values()}
    ]
    if missing:
        there = ", ".join(f"“{cell}”" for cell in header.cells if cell != "")
        wanted = ", ".join(f"{one.name} (“{one.headings[0]}”)" for one in missing)
        raise UnreadableFile(
            f"no column was found for {wanted}; row {header.number} has: {there}. Say "
            "which column is which field"
        )
    unmatched = tuple(
        str(cell)
        for at, cell in enumerate(header.cells)
        if cell != "" and at not in matched
    )
    return Columns(header, matched, unmatched)


def _named(line: Line, known: Mapping[str, str]) -> dict[int, str]:
    """The first column of each field."""
    found: dict[int, str] = {}
    for at, cell in enumerate(line.cells):
        field = known.get(folded(str(cell))) if isinstance(cell, str) and cell else None
        if field and field not in found.values():
            found[at] = field
    return found


def after(lines: Iterable[Line], header: Line) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.number > header.number)
