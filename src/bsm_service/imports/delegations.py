"""Whom the cells of owners and partners name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bsm_service.imports.checked import Checking
from bsm_service.imports.names import SEPARATORS, Named, Names

_MOST_NAMED = 100
_MOST_ROWS = 10  # that a note names


@dataclass(frozen=True, slots=True)
class Party:
    """The delegations that a cell names. `words` are those of the cell, where they say
    more than these codes do.
    """

    codes: tuple[str, ...] = ()
    words: str | None = None


@dataclass
class Delegations:
    """Finds delegations by what is written, and complains of what nobody knows."""

    names: Names
    found: Checking
    _shared: list[int] = field(default_factory=list)

    def owner(self, row: int, text: str | None) -> Party:
        """The owner first, then those named beside it. Complains where it names no
        delegation.
        """
        party, named = self._party(row, "owner", text)
        if text and not party.codes and not self.found.has_complained(row, "owner"):
            self._complain(row, "owner", text, _of_nobody(text, named))
        if len(party.codes) > 1:
            self._shared.append(row)
        return party

    def partners(self, row: int, text: str | None) -> Party:
        return self._party(row, "partners", text)[0]

    def note_shared(self) -> None:
        """Says which rows have several owners."""
        if not self._shared:
            return
        rows = ", ".join(map(str, self._shared[:_MOST_ROWS]))
        more = ", …" if len(self._shared) > _MOST_ROWS else ""
        self.found.notes.append(
            f"Several owners are named in {_rows(len(self._shared))} ({rows}{more}): "
            "the first is stored as the owner, the others as its partners."
        )

    def _party(
        self, row: int, name: str, text: str | None
    ) -> tuple[Party, Sequence[Named]]:
        if text is None:
            return Party(), ()
        # Counted before they are looked up: a name may hold a separator or two.
        if sum(map(text.count, SEPARATORS)) > 2 * _MOST_NAMED:
            fewer = "partners" if name == "partners" else "owners"
            says = f"more than {_MOST_NAMED} names; give the row fewer {fewer}"
            self.found.complain(row, name, says)
            return Party(), ()
        named = self.names.several(text)
        for one in named:
            if one.code is None and not self.names.is_nobody_in_particular(one.said):
                self._complain(row, name, one.said, self._of_unknown(one.said))
        codes = tuple(dict.fromkeys(one.code for one in named if one.code))
        says_more = any(
            one.has_more or not one.code or self.names.is_mapped(one.said)
            for one in named
        )
        return Party(codes, text if says_more else None), named

    def _complain(self, row: int, name: str, said: str, why: str) -> None:
        self.found.ask(self.found.delegations, said, row)
        self.found.complain(row, name, why)

    def _of_unknown(self, said: str) -> str:
        if organisation := self.names.organisation(said):
            return (
                f"{organisation} has not been invited to any meeting on record; invite "
                f"it to this meeting, or say which delegation “{said[:100]}” stands for"
            )
        near = self.names.proposals(said)
        perhaps = f" Is it {' or '.join(near)}?" if near else ""
        return f"no delegation is known as “{said[:100]}”.{perhaps}"


def _of_nobody(text: str, named: Sequence[Named]) -> str:
    if any(one.code == "" for one in named):
        return (
            f"“{text[:100]}” stands for no delegation, and an activity needs an owner; "
            "choose a delegation for it"
        )
    return (
        f"“{text[:100]}” is not one delegation, and an activity has one owner; choose "
        "the delegation that follows it up (these words are kept with the activity)"
    )


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"
