"""The fields of lists of delegates, and the columns that no import reads."""

from bsm_service.imports.columns.fields import ListField
from bsm_service.imports.columns.headings import separate_words
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.words import read_words

DELEGATE_FIELDS = tuple(
    ListField(name, tuple(properties.pop("headings")), **properties)
    for name, properties in (
        (name, dict(properties))
        for name, properties in read_words("delegate_headings").items()
    )
)
# One of these must be a column.
NAMING_FIELDS = ("name", "family_name", "given_names", "reference")
_NEVER_IMPORTED = frozenset(map(fold_text, read_words("delegates")["never_imported"]))


def is_never_imported(heading: str) -> bool:
    """Whether a column has passport numbers, dates of birth or photographs: the product
    stores none of them anywhere.
    """
    words = fold_text(separate_words(heading)).split()
    return any(
        " ".join(part) in _NEVER_IMPORTED
        for end in range(1, len(words) + 1)
        for part in (words[:end], words[-end:])
    )
