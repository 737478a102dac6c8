"""Texts about lists of whole delegations, and what is wrong with one."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bsm_domain.foundation.formatting import (
    capitalize,
    format_count,
    format_number,
    join_names,
    pluralize,
)
from bsm_domain.people.names import folded_name
from bsm_projections.meetings.delegation_cards import DelegationCard
from bsm_projections.meetings.registration_terms import TermsOfRegistration
from bsm_service.imports.delegates.delegate_list import ListedDelegate
from dashboard.registration.texts import FUNCTION_ORDER

NOMINATE_ALL = "Nominate the whole delegation"
LINES = "People, one per line: name; function; e-mail; position"
LINES_HELP = (
    "Paste rows from a spreadsheet, or separate the values by semicolons. A first line "
    "with headings may name other columns. The function is head, alternate, member, "
    "adviser or observer; if it is left out, it is member"
)
REPLACES = (
    "People who are nominated or on the waiting list and are no longer in the list are "
    "withdrawn. Those who have a seat keep it."
)
NOTE = "Note that names them"
NO_NOTE_YET = (
    "If a note names the delegation, record it before or afterwards: it can cover "
    "everybody."
)
LATE_REASON = "Reason for late nominations"
LATE_REASON_HELP = "Needed only after the deadline for nominations"
CHECK_AS_TYPED = "The list is checked as soon as you leave the field."
AT_MOST = 200
FROM_LAST_TIME = "From last time"
WHOM = "Who represents the delegation again"
WHOM_HELP = "People who had a seat at the last meeting"
AS_LAST_TIME = "In the function of"
AS_LAST_TIME_HELP = "Leave empty for the function that each had then"
NOBODY_TICKED = "choose at least one person"


def from_last_time(people: int) -> str:
    return f"{FROM_LAST_TIME}: {format_count(people, 'person', 'people')}"


def finding(
    listed: Sequence[ListedDelegate], card: DelegationCard, seated_besides: int
) -> str:
    """3 people: 1 head, 2 members. Austria has 4 seats, so that all can sit."""
    counts = Counter[str](each.delegate.function for each in listed)
    functions = [
        format_count(counts[function], function)
        for function in FUNCTION_ORDER
        if counts[function]
    ]
    people = format_count(len(listed), "person", "people")
    needed = len(listed) + seated_besides
    seats = f"The delegation has {format_count(card.quota, 'seat')}"
    if needed > card.quota:
        waiting = needed - card.quota
        seats += f", {format_number(waiting)} too few"
    return f"{people}: {join_names(functions, None)}. {seats}."


def problems(
    listed: Sequence[ListedDelegate],
    terms: TermsOfRegistration,
    heads_besides: Iterable[str],
    kind: str,
) -> list[str]:
    """What would be refused, with the rows; `heads_besides` are heads with a seat who
    are not in the list.
    """
    found = []
    heads = [each for each in listed if each.delegate.function == "head"]
    others = list(heads_besides)
    if len(heads) > 1:
        found.append(f"{_rows(heads)}: a delegation has one head.")
    elif heads and others:
        found.append(f"{_rows(heads)}: {others[0]} is already head.")
    alternates = [each for each in listed if each.delegate.function == "alternate"]
    if alternates and not (heads or others):
        if terms.alternates_need_head:
            found.append(f"{_rows(alternates)}: alternates need a head.")
        else:
            found.append("The list has no head; its first alternate is acting head.")
    most = terms.alternates_at_most
    if most is not None and len(alternates) > most:
        found.append(
            f"{_rows(alternates)}: the delegation can send at most "
            f"{format_count(most, 'alternate')}."
        )
    if kind == "organisation" and terms.organisations_send:
        barred = [
            each
            for each in listed
            if each.delegate.function not in terms.organisations_send
        ]
        if barred:
            allowed = join_names(terms.organisations_send, None)
            found.append(f"{_rows(barred)}: organisations can send only {allowed}.")
    found += _duplicates(listed)
    if len(listed) > AT_MOST:
        found.append(
            f"The list has {format_count(len(listed), 'row')}; a list has at most "
            f"{AT_MOST}."
        )
    return found


def _duplicates(listed: Sequence[ListedDelegate]) -> list[str]:
    by_name: dict[str, list[ListedDelegate]] = {}
    by_email: dict[str, list[ListedDelegate]] = {}
    for each in listed:
        person = each.delegate.person
        if person is None:
            continue
        by_name.setdefault(folded_name(person.name), []).append(each)
        if person.email:
            by_email.setdefault(person.email.casefold(), []).append(each)
    found = [
        f"{_rows(rows)}: this person is in the list more than once."
        for rows in by_name.values()
        if len(rows) > 1
    ]
    found += [
        f"{_rows(rows)}: these have the same e-mail address."
        for rows in by_email.values()
        if len(rows) > 1
        and len(
            {
                folded_name(row.delegate.person.name)
                for row in rows
                if row.delegate.person
            }
        )
        > 1
    ]
    return found


def _rows(listed: Sequence[ListedDelegate]) -> str:
    numbers = [str(each.row) for each in listed]
    return f"{pluralize(len(numbers), 'Row')} {join_names(numbers, 10)}"


def sentences(refusal: str) -> list[str]:
    """Each line of a refusal as a sentence."""
    return [f"{capitalize(line).removesuffix('.')}." for line in refusal.splitlines()]
