"""Whom the cells of owners and partners name."""

from dataclasses import dataclass, field

from bsm_service.imports.names.delegation_names import SEPARATORS, DelegationNames
from bsm_service.imports.report import ReportBuilder
from bsm_service.imports.texts import row_numbers_text

_MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Party:
    """The delegations that a cell names. `words` are those of the cell, where they say
    more than these codes do.
    """

    codes: tuple[str, ...] = ()
    words: str | None = None


@dataclass
class PartyParser:
    """Finds delegations by what is written, and complains of what nobody knows."""

    names: DelegationNames
    found: ReportBuilder
    _shared: list[int] = field(default_factory=list)
    _given: list[int] = field(default_factory=list)

    def owner(self, row: int, text: str | None) -> Party:
        """The owner first, then those named beside it. Complains where it names no
        delegation, unless the importer chose who owns such rows.
        """
        chosen = self.names.owner
        party = self._party(row, "owner", text, may_be_anybody=chosen is not None)
        if len(party.codes) > 1:
            self._shared.append(row)
        if party.codes or self.found.has_error(row, "owner"):
            return party
        if chosen is not None:
            self._given.append(row)
            return Party((chosen,), party.words)
        if text is not None:
            self._complain(row, "owner", text, self._of_nobody(text))
        return party

    def partners(self, row: int, text: str | None) -> Party:
        return self._party(row, "partners", text)

    def note_owners(self) -> None:
        """Says whose owner is not the only one whom the row names."""
        if self._shared:
            self.found.notes.append(
                f"Several owners are named in {row_numbers_text(self._shared)}: the "
                "first is stored as the owner, the others as its partners."
            )
        if self._given:
            self.found.notes.append(
                "No known delegation is named as the owner in "
                f"{row_numbers_text(self._given)}: {self.names.owner} is the owner, "
                "as you chose; the words are kept with the activity."
            )

    def _party(
        self, row: int, name: str, text: str | None, *, may_be_anybody: bool = False
    ) -> Party:
        if text is None:
            return Party()
        # Counted before they are looked up: a name may hold a separator or two.
        if sum(map(text.count, SEPARATORS)) > 2 * _MOST_NAMED:
            fewer = "partners" if name == "partners" else "owners"
            says = f"more than {_MOST_NAMED} names; give the row fewer {fewer}"
            self.found.add_error(row, name, says)
            return Party()
        named = self.names.parse_list(text)
        for one in named:
            if one.code is not None or self.names.is_unspecific(one.said):
                continue
            # What is nearly a name may be a mistake, so it is asked all the same.
            if not may_be_anybody or self.names.proposals(one.said):
                self._complain(row, name, one.said, self._of_unknown(one.said))
        codes = tuple(dict.fromkeys(one.code for one in named if one.code))
        says_more = any(
            one.has_more or not one.code or self.names.is_mapped(one.said)
            for one in named
        )
        return Party(codes, text if says_more else None)

    def _complain(self, row: int, name: str, said: str, why: str) -> None:
        self.found.add_unknown(self.found.delegations, said, row)
        self.found.add_error(row, name, why)

    def _of_unknown(self, said: str) -> str:
        if organisation := self.names.organisation(said):
            also = "" if organisation == said else f" ({organisation})"
            return (
                f"“{said[:100]}”{also} is an organisation that no meeting on record "
                "has invited; invite it to this meeting, or say which delegation it "
                "stands for"
            )
        near = self.names.proposals(said)
        perhaps = f" (perhaps {' or '.join(near)})" if near else ""
        return f"no delegation is known as “{said[:100]}”; say which one it is{perhaps}"

    def _of_nobody(self, text: str) -> str:
        if self.names.is_unspecific(text):
            return (
                f"“{text[:100]}” is not one delegation, and an activity has one owner; "
                "choose the delegation that follows it up (these words are kept with "
                "the activity)"
            )
        return (
            f"“{text[:100]}” stands for no delegation, and an activity needs an owner; "
            "choose a delegation for it"
        )
