"""The people of a list: rows of the same person are merged; who stands in several
delegations is refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bsm_domain.foundation.formatting import join_names, pluralize
from bsm_service.application.people_lookup import PersonSought
from bsm_service.imports.delegates.report import DelegateReportBuilder
from bsm_service.imports.delegates.rows import ReadDelegate
from bsm_service.vault import Handle, HandleKind
from bsm_service.vault.personal_details import PersonalDetails

_NAMED_DETAILS = {"function": "position"}


@dataclass(slots=True)
class _Person:
    """A person of the list, and what rows of theirs say."""

    delegate: ReadDelegate
    email: str | None
    reference: str | None

    def may_be(self, email: str | None, reference: str | None) -> bool:
        """Whether a row of the same name can be this person: not if both have an e-mail
        address, or a reference, and these differ.
        """
        return all(
            own is None or other is None or own == other
            for own, other in ((self.email, email), (self.reference, reference))
        )


class PeopleOfList:
    """Finds rows of the same person. `source` is that of the references."""

    def __init__(self, source: str, report: DelegateReportBuilder) -> None:
        self._source = source
        self._report = report
        self._people = list[_Person]()
        self._by_handle = dict[Handle, list[_Person]]()
        self._sought = dict[int, PersonSought]()  # by row

    def sought(self, delegate: ReadDelegate) -> PersonSought:
        if delegate.number not in self._sought:
            self._sought[delegate.number] = PersonSought.of(
                delegate.delegation,
                delegate.details,
                source=self._source,
                reference=delegate.reference,
            )
        return self._sought[delegate.number]

    def merge(self, rows: Iterable[ReadDelegate]) -> list[ReadDelegate]:
        """One row for each person. Later rows fill what the first leaves empty; what
        differs is noted. People in several delegations are refused.
        """
        for row in rows:
            handles = self.sought(row).handles
            email = _text_of(HandleKind.EMAIL, handles)
            same = list(self._same(handles, email, row.reference))
            own = next(
                (one for one in same if one.delegate.delegation == row.delegation), None
            )
            if own is None:
                own = _Person(row, email, row.reference)
                self._people.append(own)
            else:
                self._merge(own, row)
                own.email = own.email or email
            for handle in handles:
                known = self._by_handle.setdefault(handle, [])
                if own not in known:
                    known.append(own)
            others = [one for one in same if one is not own]
            if others:
                self._refuse_elsewhere(own, others)
        return [
            person.delegate
            for person in self._people
            if person.delegate.number not in self._report.refused
        ]

    def _same(
        self, handles: Sequence[Handle], email: str | None, reference: str | None
    ) -> Iterator[_Person]:
        found = list[int]()
        for handle in handles:
            is_name = handle.kind is HandleKind.NAME
            for person in self._by_handle.get(handle, ()):
                if id(person) in found:
                    continue
                if not is_name or person.may_be(email, reference):
                    found.append(id(person))
                    yield person

    def _merge(self, person: _Person, row: ReadDelegate) -> None:
        first = person.delegate
        given, own = row.details.given(), first.details.given()
        differing = [
            _NAMED_DETAILS.get(name, name).replace("_", " ")
            for name, text in given.items()
            if name in own and own[name] != text
        ]
        if given.keys() - own.keys():
            first.details = PersonalDetails(**{**given, **own})
        if row.function is not None and first.function not in (None, row.function):
            differing.append("function in the delegation")
        first.function = first.function or row.function
        first.reference = first.reference or row.reference
        if first.came is None:
            first.came = row.came
        first.rows.append(row.number)
        self._sought.pop(first.number, None)
        self._report.add_merge(row.number, first.number)
        if differing:
            differ = pluralize(len(differing), "differs", "differ")
            self._report.notes.append(
                f"Row {row.number} is the same person as row {first.number}; its "
                f"{join_names(differing)} {differ}, and the first row's was kept."
            )

    def _refuse_elsewhere(self, person: _Person, others: Sequence[_Person]) -> None:
        """Refuses all rows of a person in several delegations, each naming another."""
        everywhere = [person, *others]
        for one in everywhere:
            other = next(other for other in everywhere if other is not one)
            for number in one.delegate.rows:
                if not self._report.has_error(number, "delegation"):
                    self._report.add_error(
                        number,
                        "delegation",
                        f"row {other.delegate.number} has the same person in the "
                        f"delegation {other.delegate.delegation}; a person is in one "
                        "delegation of a meeting",
                    )


def _text_of(kind: HandleKind, handles: Iterable[Handle]) -> str | None:
    return next((handle.text for handle in handles if handle.kind is kind), None)
