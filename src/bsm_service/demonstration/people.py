"""Who the delegates are, as `invented-people.yaml` has it: nobody.

Their posts, agencies and needs are dealt out by repeatable chance. Addresses are at
example.org, and telephone numbers in a country that has none.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_service.demonstration.seeding_commands import read_yaml, spread
from bsm_service.vault.personal_details import PersonalDetails

_POSTS = (
    "Head of unit, border management",
    "Deputy head of department",
    "Liaison officer",
    "Adviser, risk analysis",
    "Officer in charge of training",
    "Adviser, international co-operation",
)
_AGENCIES = (
    "Example Border Service",
    "Example Border Police",
    "Example Customs Service",
    "Example Ministry of the Interior",
)
_EATS = ("vegetarian", "no nuts", "no pork", "gluten-free")
_ACCESS = ("a seat near the door; walks with a stick", "induction loop")

# One in so many has such a need.
_NEEDS_DIET, _NEEDS_ACCESS = 7, 23

# The network is of 2006. Some focal points have been there ever since it began.
_FIRST_DESIGNATED, _YEARS = 2006, 9


class _Told(FrozenModel):
    language: str
    people: tuple[str, ...]


@cache
def _told() -> Mapping[str, _Told]:
    read = read_yaml("invented-people.yaml")
    return {code: _Told.model_validate(said) for code, said in read.items()}


def person(delegation: str, number: int) -> PersonalDetails:
    """The delegation's delegate of this number, counted from 1."""
    told, key = _told()[delegation], f"{delegation}/{number}"
    return PersonalDetails(
        name=told.people[number - 1],
        email=f"{delegation.lower()}.{number}@example.org",
        phone=f"+999 555 {spread(f'{key}/phone', 10_000):04}",
        function=_dealt(_POSTS, f"{key}/function"),
        agency=_dealt(_AGENCIES, f"{delegation}/agency {number // 3}"),
        language=told.language,
        dietary_needs=_perhaps(_EATS, f"{key}/diet", _NEEDS_DIET),
        access_needs=_perhaps(_ACCESS, f"{key}/access", _NEEDS_ACCESS),
    )


def designated_since(delegation: str) -> date:
    """From when on the head of the delegation is its State's focal point."""
    years = spread(f"{delegation}/designated", _YEARS)
    day = 1 + spread(f"{delegation}/day", 28)
    return date(_FIRST_DESIGNATED + years, 1 + spread(f"{delegation}/month", 12), day)


def listed() -> Iterator[tuple[str, int]]:
    """How many people each delegation has."""
    for code, told in _told().items():
        yield code, len(told.people)


def _dealt(cards: tuple[str, ...], key: str) -> str:
    return cards[spread(key, len(cards))]


def _perhaps(needs: tuple[str, ...], key: str, one_in: int) -> str | None:
    return None if spread(key, one_in) else _dealt(needs, f"{key}/which")
