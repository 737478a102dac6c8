"""What the options of the verb `bsm import activities` mean."""

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.imports.choices import (
    ALL_CHANGES,
    ChangeableField,
    WantedChange,
    WantedChanges,
)


def parse_mappings(options: list[str] | None) -> dict[str, str]:
    """Texts and what they mean, from WRITTEN=MEANS. Raises InvalidValue."""
    meanings = {}
    for option in options or ():
        written, equals, meaning = option.rpartition("=")
        if not equals:
            raise InvalidValue(f"{option!r} has no “=”; write it as WRITTEN=MEANS")
        meanings[written.strip()] = meaning.strip()
    return meanings


def parse_wanted_changes(options: list[str] | None) -> WantedChanges:
    """All differences, or those of fields and rows: `due_on`, 3, 3:due_on. Raises
    InvalidValue.
    """
    if options == [ALL_CHANGES]:
        return ALL_CHANGES
    return tuple(map(_parse_wanted_change, options or ()))


def _parse_wanted_change(option: str) -> WantedChange:
    row, colon, names = option.rpartition(":")
    if not colon and option.isdecimal():
        row, names = option, ""
    fields = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in fields if name not in set(ChangeableField)]
    if unknown or (row and not row.isdecimal()) or not (row or fields):
        raise InvalidValue(
            f"{option!r} does not name differences; write 'all', fields (of: "
            f"{', '.join(ChangeableField)}), a row such as 3, or fields of a row such "
            "as 3:due_on"
        )
    return WantedChange(
        row=int(row) if row else None, fields=tuple(map(ChangeableField, fields))
    )
