"""The invented delegates of `invented-people.yaml`.

Their posts, agencies and needs are chosen pseudo-randomly. Addresses are at
example.org, and telephone numbers have a country code that does not exist.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_service.demonstration.seeding_steps import pseudo_random, read_yaml
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
_DIETS = ("vegetarian", "no nuts", "no pork", "gluten-free")
_ACCESS_NEEDS = ("a seat near the door; walks with a stick", "induction loop")

# One person in so many has such a need.
_NEEDS_DIET, _NEEDS_ACCESS = 7, 23

# The network was founded in 2006. Some focal points have been in office ever since.
_FIRST_DESIGNATED, _YEARS = 2006, 9


class _PeopleSpec(FrozenModel):
    language: str
    people: tuple[str, ...]


@cache
def _people_specs() -> Mapping[str, _PeopleSpec]:
    content = read_yaml("invented-people.yaml")
    return {code: _PeopleSpec.model_validate(spec) for code, spec in content.items()}


def person(delegation: str, number: int) -> PersonalDetails:
    """The delegation's delegate of this number, counted from 1."""
    spec, key = _people_specs()[delegation], f"{delegation}/{number}"
    return PersonalDetails(
        name=spec.people[number - 1],
        email=f"{delegation.lower()}.{number}@example.org",
        phone=f"+999 555 {pseudo_random(f'{key}/phone', 10_000):04}",
        function=_pick(_POSTS, f"{key}/function"),
        agency=_pick(_AGENCIES, f"{delegation}/agency {number // 3}"),
        language=spec.language,
        dietary_needs=_perhaps(_DIETS, f"{key}/diet", _NEEDS_DIET),
        access_needs=_perhaps(_ACCESS_NEEDS, f"{key}/access", _NEEDS_ACCESS),
    )


def designated_since(delegation: str) -> date:
    """Since when the head of the delegation has been its State's focal point."""
    years = pseudo_random(f"{delegation}/designated", _YEARS)
    day = 1 + pseudo_random(f"{delegation}/day", 28)
    return date(
        _FIRST_DESIGNATED + years, 1 + pseudo_random(f"{delegation}/month", 12), day
    )


def people_per_delegation() -> Iterator[tuple[str, int]]:
    """How many people each delegation has."""
    for code, spec in _people_specs().items():
        yield code, len(spec.people)


def _pick(cards: tuple[str, ...], key: str) -> str:
    return cards[pseudo_random(key, len(cards))]


def _perhaps(needs: tuple[str, ...], key: str, one_in: int) -> str | None:
    return None if pseudo_random(key, one_in) else _pick(needs, f"{key}/which")
