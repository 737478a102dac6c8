"""The 57 participating States and 11 Partners, their names over time, and protocol
order.

Protocol order sorts States by their French names. The keys of that order stand in
``states.csv``, with accents folded, as the network's own published lists use them:
the United States under "Amérique", Belarus under "Bélarus", the Holy See under
"Saint-Siège", and Skopje under "FYROM" until 11 February 2019.

Names carry dates, so that a view of a past day shows that day's name. A name holds from
``valid_from`` to the day before ``valid_until``; an empty date is open. Sources:

- North Macedonia since 12 February 2019, when the Prespa Agreement entered into force;
- Czechia since 5 July 2016, when the United Nations registered the short name;
- Türkiye since 1 June 2022, when the United Nations took up the notified change.

Mongolia became the 57th participating State on 21 November 2012; all others were States
of the network before its first meeting (Ministerial Council decision MC.DEC/2/12).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType

from bsm_domain.foundation.accents import without_accents


class UnknownState(ValueError):
    """No participating State or Partner for Co-operation has this code."""


class DelegationKind(StrEnum):
    """The capacity in which a delegation attends; only participating States count for
    consensus.
    """

    PARTICIPATING_STATE = "participating State"
    PARTNER = "Partner for Co-operation"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class DatedName:
    """An English name with its French sort key, and its period."""

    valid_from: date
    valid_until: date
    name: str
    french_key: str


@dataclass(frozen=True, slots=True)
class State:
    """A State with its ISO 3166-1 alpha-2 code and all its names."""

    code: str
    kind: DelegationKind
    names: tuple[DatedName, ...]

    def name_on(self, day: date) -> DatedName:
        """The name of that day. The names of a State cover all days."""
        return next(dated for dated in self.names if day < dated.valid_until)


def _load_states() -> Mapping[str, State]:
    states: dict[str, State] = {}
    text = (files("bsm_domain.foundation") / "states.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        earlier_names = states[row["code"]].names if row["code"] in states else ()
        dated = DatedName(
            valid_from=date.fromisoformat(row["valid_from"] or str(date.min)),
            valid_until=date.fromisoformat(row["valid_until"] or str(date.max)),
            name=row["name"],
            french_key=row["french_key"],
        )
        states[row["code"]] = State(
            row["code"], DelegationKind(row["kind"]), (*earlier_names, dated)
        )
    return MappingProxyType(states)


STATES: Mapping[str, State] = _load_states()

# Those that joined since the network's first meeting, and when.
_JOINED_ON = {"MN": date(2012, 11, 21)}

ProtocolOrderKey = tuple[int, str, str, str]


def is_participating_state(code: str, on: date) -> bool:
    """Whether it was one on that day: only these count for consensus."""
    state = STATES.get(code)
    return (
        state is not None
        and state.kind is DelegationKind.PARTICIPATING_STATE
        and on >= _JOINED_ON.get(code, date.min)
    )


def participating_states_on(day: date) -> tuple[str, ...]:
    """The codes of all participating States of that day, in protocol order."""
    codes = (code for code in STATES if is_participating_state(code, day))
    return tuple(sorted(codes, key=lambda code: _french_key(code, day)))


def state_name(code: str, on: date) -> str:
    """The English name that the State had on that day."""
    try:
        return STATES[code].name_on(on).name
    except KeyError:
        raise UnknownState(
            f"{code!r} is not the code of a participating State or a Partner"
        ) from None


# Beginnings of names that need an article within a sentence.
_NAMES_WITH_ARTICLE = (
    "Czech Republic",
    "Holy See",
    "Netherlands",
    "Republic of ",
    "Russian Federation",
    "United ",
)


def name_in_sentence(name: str) -> str:
    """A delegation's name as it stands within a sentence: "the Netherlands"."""
    return f"the {name}" if name.startswith(_NAMES_WITH_ARTICLE) else name


def protocol_order_key(
    kind: DelegationKind, code: str, name: str, agency_of: str | None, on: date
) -> ProtocolOrderKey:
    """The sort key of a delegation in protocol order on that day.

    States come first by French name, then Partners by French name, organisations by
    name, and last the national agencies (``agency_of`` is the code of their State).
    """
    if agency_of is not None:
        return (3, _french_key(agency_of, on), without_accents(name), code)
    if kind is DelegationKind.ORGANISATION:
        return (2, "", without_accents(name), code)
    rank = 0 if kind is DelegationKind.PARTICIPATING_STATE else 1
    return (rank, _french_key(code, on), "", code)


def _french_key(code: str, on: date) -> str:
    """The French sort key; the code itself for a State that is not in this list."""
    return STATES[code].name_on(on).french_key if code in STATES else code
