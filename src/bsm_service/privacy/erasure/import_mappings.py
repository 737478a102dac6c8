"""Deletes stored import mappings that name an erased person: a cell such as "Anna
Schmidt, BMI" may stand for a delegation.
"""

import re
from collections.abc import Iterable

from bsm_domain.foundation.accents import without_accents
from bsm_service.identity.account_database import AccountDatabase

_WORDS = re.compile(r"\w+")


def delete_mappings_naming(
    database: AccountDatabase, names: Iterable[str], *, actor: str
) -> None:
    """Deletes each mapping that contains all words of one of the names or addresses, in
    any order. Raises StoreBusy, StoreUnavailable.
    """
    names_as_words = [words for words in map(_split_words, names) if words]
    with database.transaction(exclusive=True, actor=actor) as change:
        stored = change.execute(
            "SELECT kind, what, said FROM import_mappings"
        ).fetchall()
        for kind, what, text in stored:
            mapping_words = _split_words(text)
            if any(words <= mapping_words for words in names_as_words):
                change.execute(
                    "DELETE FROM import_mappings "
                    "WHERE kind = :kind AND what = :what AND said = :said",
                    {"kind": kind, "what": what, "said": text},
                )


def _split_words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(without_accents(text)))
