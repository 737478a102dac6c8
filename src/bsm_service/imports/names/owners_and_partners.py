"""Reads the cells of owners and partners."""

from dataclasses import dataclass, field

from bsm_service.imports.names.delegation_names import SEPARATORS, DelegationNames
from bsm_service.imports.report import ReportBuilder
from bsm_service.imports.texts import row_numbers_text

_MAX_NAMES = 100


@dataclass(frozen=True, slots=True)
class Party:
    """The delegations that a cell names. `text` is that of the cell, where it says more
    than these codes.
    """

    codes: tuple[str, ...] = ()
    text: str | None = None


@dataclass
class PartyParser:
    """Finds the delegations in cells, and reports unknown ones."""

    names: DelegationNames
    report: ReportBuilder
    _shared: list[int] = field(default_factory=list)
    _given_to_default: list[int] = field(default_factory=list)

    def owner(self, row: int, text: str | None) -> Party:
        """The owner first, then those named beside it. Reports a cell without a known
        delegation, unless the importer chose who owns such rows.
        """
        chosen = self.names.owner
        party = self._party(row, "owner", text, may_be_anybody=chosen is not None)
        if len(party.codes) > 1:
            self._shared.append(row)
        if party.codes or self.report.has_error(row, "owner"):
            return party
        if chosen is not None:
            self._given_to_default.append(row)
            return Party((chosen,), party.text)
        if text is not None:
            self._report_error(row, "owner", text, self._default_party(text))
        return party

    def partners(self, row: int, text: str | None) -> Party:
        return self._party(row, "partners", text)

    def note_owners(self) -> None:
        """Notes rows with several owners, and those given to the chosen owner."""
        if self._shared:
            self.report.notes.append(
                f"Several owners are named in {row_numbers_text(self._shared)}: the "
                "first is stored as the owner, the others as its partners."
            )
        if self._given_to_default:
            self.report.notes.append(
                "No known delegation is named as the owner in "
                f"{row_numbers_text(self._given_to_default)}; these go to "
                f"{self.names.owner}, as you chose, and the original words are kept "
                "with each activity."
            )

    def _party(
        self, row: int, name: str, text: str | None, *, may_be_anybody: bool = False
    ) -> Party:
        if text is None:
            return Party()
        # Counted before they are looked up: a name may hold a separator or two.
        if sum(map(text.count, SEPARATORS)) > 2 * _MAX_NAMES:
            fewer = "partners" if name == "partners" else "owners"
            message = f"more than {_MAX_NAMES} names; give the row fewer {fewer}"
            self.report.add_error(row, name, message)
            return Party()
        named = self.names.parse_list(text)
        for delegation in named:
            if delegation.code is not None or self.names.is_unspecific(delegation.text):
                continue
            # A near match may be a misspelt delegation, so the importer is asked.
            if not may_be_anybody or self.names.proposals(delegation.text):
                self._report_error(
                    row, name, delegation.text, self._unknown_party(delegation.text)
                )
        codes = tuple(
            dict.fromkeys(delegation.code for delegation in named if delegation.code)
        )
        says_more = any(
            delegation.has_more
            or not delegation.code
            or self.names.is_mapped(delegation.text)
            for delegation in named
        )
        return Party(codes, text if says_more else None)

    def _report_error(self, row: int, name: str, text: str, message: str) -> None:
        self.report.add_unknown(self.report.delegations, text, row)
        self.report.add_error(row, name, message)

    def _unknown_party(self, text: str) -> str:
        if organisation := self.names.organisation(text):
            also = "" if organisation == text else f" ({organisation})"
            return (
                f"“{text[:100]}”{also} is an organisation that has never been "
                "invited; invite it to this meeting, or choose which delegation it "
                "means"
            )
        return (
            f"“{text[:100]}” is not a known delegation; choose what it means"
            f"{self.names.suggestion(text)}"
        )

    def _default_party(self, text: str) -> str:
        if self.names.is_unspecific(text):
            return (
                f"“{text[:100]}” is not a single delegation, and an activity has one "
                "owner; choose the delegation responsible (the original words are "
                "kept with the activity)"
            )
        return (
            f"“{text[:100]}” does not name a delegation, and an activity needs an "
            "owner; choose a delegation for it"
        )
