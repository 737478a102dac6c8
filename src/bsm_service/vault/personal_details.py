"""Personal details in plain text, on their way into or out of the vault."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from bsm_domain.foundation.free_text import OneLineText, ReasonText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.people.participant import PersonalGroup
from bsm_service.foundation.email_addresses import validate_address


def _matching(pattern: re.Pattern[str], message: str) -> AfterValidator:
    """A validation with a message of its own, which does not repeat personal data."""

    def checked(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(message)
        return text

    return AfterValidator(checked)


_Line = Annotated[str, StringConstraints(strip_whitespace=True, strict=True)]

EmailAddress = Annotated[_Line, AfterValidator(validate_address)]
Telephone = Annotated[
    _Line,
    _matching(
        re.compile(r"[+0-9][0-9 ()/.-]{3,39}"),
        "this is not a telephone number; write it as +43 1 23456",
    ),
]
LanguageTag = Annotated[
    _Line,
    _matching(
        re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}"),
        "this is not a language; write it as a tag such as fr or de-AT",
    ),
]

Honorific = Annotated[OneLineText, StringConstraints(max_length=40)]

GROUPS: Mapping[PersonalGroup, tuple[str, ...]] = {
    PersonalGroup.NAME: (
        "name",
        "honorific",
        "given_names",
        "family_name",
        "latin_name",
    ),
    PersonalGroup.CONTACT: ("email", "phone"),
    PersonalGroup.POST: ("function", "agency", "language"),
    PersonalGroup.NEEDS: ("dietary_needs", "access_needs"),
}


# Left out of the digest of a command where there is none, as before there were any.
_OPTIONAL: Any = Field(default=None, exclude_if=lambda text: text is None)


class PersonalDetailsChange(FrozenModel):
    """Changes to a person's details; fields that are left out stay as they are."""

    name: OneLineText | None = None
    email: EmailAddress | None = None
    phone: Telephone | None = None
    function: OneLineText | None = None
    agency: OneLineText | None = None
    language: LanguageTag | None = None
    honorific: Honorific | None = _OPTIONAL
    given_names: OneLineText | None = _OPTIONAL
    family_name: OneLineText | None = _OPTIONAL
    latin_name: OneLineText | None = _OPTIONAL
    dietary_needs: ReasonText | None = None
    access_needs: ReasonText | None = None

    def given(self) -> dict[str, Any]:
        """The fields that are not left out."""
        return {name: text for name, text in vars(self).items() if text is not None}

    def by_group(self) -> dict[PersonalGroup, dict[str, Any]]:
        """The given fields, by the group that they are sealed in."""
        grouped = dict[PersonalGroup, dict[str, Any]]()
        fields = vars(self)
        for group, names in GROUPS.items():
            values = {name: text for name in names if (text := fields[name])}
            if values:
                grouped[group] = values
        return grouped


class PersonalDetails(PersonalDetailsChange):
    """A person's name and, where given, contact details, post and needs.

    `name` is what is printed, as the person writes it; `family_name` orders lists;
    `latin_name` is the whole name in Latin letters. `function` is the post at home;
    `language` a tag such as "fr".
    """

    name: OneLineText
