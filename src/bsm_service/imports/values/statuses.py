"""The words that people use for statuses, in the languages of the network.

Words with one meaning are accepted; for others, the importer is asked, with the
statuses that they may mean.
"""

import difflib
from collections.abc import Mapping

from bsm_domain.follow_up.values import ActivityStatus
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.words import read_words

MAX_COMPARED = 300  # statuses: each is compared with all that are known
_MAX_PROPOSALS = 3
_MAX_LENGTH = 100  # characters that are compared
_MIN_SIMILARITY = 0.8  # of 1
_MAX_WORDS = 8  # of which the first may be a status

# Those that words can be mapped to.
STATUSES = tuple(
    str(status) for status in ActivityStatus if status != ActivityStatus.SUPERSEDED
)
_WORDS = read_words("statuses")
STATUS_BY_WORD: Mapping[str, str] = {
    fold_text(word): str(ActivityStatus(status))
    for status, words in _WORDS["certain"].items()
    for word in words
}
_AMBIGUOUS: Mapping[str, tuple[str, ...]] = {
    fold_text(word): tuple(map(str, map(ActivityStatus, entry["may_mean"])))
    for entry in _WORDS["ambiguous"]
    for word in entry["words"]
}
# All that say something of how far it is.
STATUS_WORDS = frozenset({*STATUS_BY_WORD, *_AMBIGUOUS})


def status_proposals(text: str) -> tuple[str, ...]:
    """The statuses that an unknown word may mean, the most likely first: those of
    similar words, or of its first words or its parts ("closed in May", "open - late").
    """
    key = fold_text(text)
    if ambiguous := _AMBIGUOUS.get(key):
        return ambiguous
    similar = difflib.get_close_matches(
        key[:_MAX_LENGTH], STATUS_BY_WORD, n=_MAX_PROPOSALS, cutoff=_MIN_SIMILARITY
    )
    proposals = [STATUS_BY_WORD[word] for word in similar]
    words = key.split()[:_MAX_WORDS]
    for cut in range(len(words) - 1, 0, -1):
        first = " ".join(words[:cut])
        if first in STATUS_WORDS:
            proposals += _AMBIGUOUS.get(first) or (STATUS_BY_WORD[first],)
            break
    proposals += [
        STATUS_BY_WORD[part]
        for part in map(fold_text, text.split("-"))
        if part in STATUS_BY_WORD
    ]
    return tuple(dict.fromkeys(proposals))
