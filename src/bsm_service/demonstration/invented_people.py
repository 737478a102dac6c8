"""The people of the demonstration, from `invented-people.yaml`: none of them exists.

Their posts, agencies and needs are chosen pseudo-randomly. Addresses are at
example.org, and telephone numbers have a country code that does not exist.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_service.demonstration.berlin_meeting import INVENTED
from bsm_service.demonstration.seeding_steps import pseudo_random, read_yaml
from bsm_service.vault.personal_details import PersonalDetails

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
        function=_pick("posts", f"{key}/function"),
        agency=_pick("agencies", f"{delegation}/agency {number // 3}"),
        language=spec.language,
        dietary_needs=_perhaps("dietary_needs", f"{key}/diet", _NEEDS_DIET),
        access_needs=_perhaps("access_needs", f"{key}/access", _NEEDS_ACCESS),
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


def _pick(kind: str, key: str) -> str:
    choices: Sequence[str] = INVENTED["people"][kind]
    return choices[pseudo_random(key, len(choices))]


def _perhaps(kind: str, key: str, one_in: int) -> str | None:
    return None if pseudo_random(key, one_in) else _pick(kind, f"{key}/which")
