"""Forgets what people said of imported files where it names somebody who is erased: a
cell such as "Anna Schmidt, BMI" may stand for a delegation.
"""

import re
from collections.abc import Iterable

from bsm_domain.foundation.accents import without_accents
from bsm_service.identity.account_database import AccountDatabase

_WORDS = re.compile(r"\w+")


def delete_mappings_naming(
    register: AccountDatabase, names: Iterable[str], *, by: str
) -> None:
    """Forgets each mapping that has all words of one of the names or addresses, in
    whatever order. Raises StoreBusy, StoreUnavailable.
    """
    sought = [words for words in map(_split_words, names) if words]
    with register.transaction(alone=True, by=by) as change:
        kept = change.execute("SELECT kind, what, said FROM import_mappings").fetchall()
        for kind, what, said in kept:
            within = _split_words(said)
            if any(words <= within for words in sought):
                change.execute(
                    "DELETE FROM import_mappings "
                    "WHERE kind = :kind AND what = :what AND said = :said",
                    {"kind": kind, "what": what, "said": said},
                )


def _split_words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(without_accents(text)))
