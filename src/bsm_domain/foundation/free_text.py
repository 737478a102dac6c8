"""Texts that people type, their limits, and the type that makes them erasable.

Free text (reasons, notes, comments) is stored as a value that is either plain or sealed
with a key for its fact, so that a single text can later be made unreadable without
changing the record. The official record (titles, objective texts) is a plain string.
Limits: design section 3.
"""

import re
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
)

from bsm_domain.foundation.frozen_model import FrozenModel

# Control characters end lines in logs or vanish on screen; direction marks let one
# text be read as another.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

# Characters that are drawn as nothing: spaces, joiners and marks. Some languages are
# not written without them, so texts may have them among others.
_UNSEEN = (
    "\\s\u00ad\u034f\u061c\u115f\u1160\u180e"
    "\u200b-\u200f\u2060-\u2064\u3164\ufeff\uffa0"
)
_NOTHING_SEEN = re.compile(f"[{_UNSEEN}]*")
# In addresses they can hide another one; browsers read a backslash as a slash.
_NOT_IN_ADDRESSES = re.compile(rf"[{_UNSEEN}\\]")

# The validation context for reading facts, which may be older than a rule.
AS_RECORDED: Final = "as recorded"

_LINE_BREAK = re.compile("\r\n?|[\v\u2028\u2029]")


def must_be_printable(text: str) -> str:
    """Returns the text. Raises ValueError for a control character or a direction
    mark.
    """
    match = _UNPRINTABLE.search(text)
    if match:
        raise ValueError(
            f"the character U+{ord(match.group()):04X} at place {match.start() + 1} "
            "is not allowed; please remove it"
        )
    return text


def _must_be_one_line(text: str, info: ValidationInfo) -> str:
    is_recorded = info.context is AS_RECORDED
    if not is_recorded and ("\t" in text or len(text.splitlines()) > 1):
        raise ValueError("it must be one line without tabs")
    return text


def _must_be_seen(text: str, info: ValidationInfo) -> str:
    if info.context is not AS_RECORDED and _NOTHING_SEEN.fullmatch(text):
        raise ValueError("it has no visible characters; please enter some text")
    return text


def _must_lead_to_a_site(address: str, info: ValidationInfo) -> str:
    """Raises ValueError for an address that leads nowhere, or elsewhere than readers
    think: "https://osce.org@example.org/" is one of example.org.
    """
    if info.context is AS_RECORDED:
        return address
    match = _NOT_IN_ADDRESSES.search(address)
    if match:
        raise ValueError(
            f"the character U+{ord(match.group()):04X} at place {match.start() + 1} "
            "is not allowed in a web address; please remove it"
        )
    try:
        parts = urlsplit(address)
        leads_to_site = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets without an IPv6 address
        leads_to_site = False
    if not leads_to_site:
        raise ValueError(
            "must be a web address, for example https://example.org/report"
        )
    if parts.username is not None:
        raise ValueError(
            "a web address must not have a user name; please remove it, with the @"
        )
    return address


def _with_normal_line_breaks(text: Any) -> Any:
    """The text with one kind of line break: programs and files of Windows write CR LF,
    old ones CR, word processors a vertical tab or separators of their own.
    """
    return _LINE_BREAK.sub("\n", text) if isinstance(text, str) else text


def _length_limits(max_length: int) -> StringConstraints:
    return StringConstraints(
        min_length=1, max_length=max_length, strip_whitespace=True, strict=True
    )


# A text in a fact of an activity: it was checked when the fact was decided.
RecordedTitle = Annotated[str, _length_limits(300)]
# Titles and names.
OneLineText = Annotated[
    RecordedTitle,
    AfterValidator(_must_be_one_line),
    AfterValidator(must_be_printable),
    AfterValidator(_must_be_seen),
]
# The last validator is applied first.
_NORMAL_LINE_BREAKS = BeforeValidator(_with_normal_line_breaks)
ReasonText = Annotated[
    str, _length_limits(2_000), AfterValidator(must_be_printable), _NORMAL_LINE_BREAKS
]
CommentText = Annotated[
    str, _length_limits(5_000), AfterValidator(must_be_printable), _NORMAL_LINE_BREAKS
]
LongText = Annotated[
    str, _length_limits(50_000), AfterValidator(must_be_printable), _NORMAL_LINE_BREAKS
]
WebLink = Annotated[
    str,
    StringConstraints(
        pattern=r"^https?://[^\s/]+(/\S*)?$",
        max_length=2_000,
        strip_whitespace=True,
        strict=True,
    ),
    AfterValidator(must_be_printable),
    AfterValidator(_must_lead_to_a_site),
]
DelegationCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z][A-Z0-9-]{1,15}$", strict=True)
]


class PlainText(FrozenModel):
    kind: Literal["plain"] = "plain"
    text: str


class SealedText(FrozenModel):
    """Ciphertext (AES-256-GCM), readable only with the key, which is not in the log.

    `nonce` and `ciphertext` are base64; `key` names the key in the vault. Stream, field
    and command are authenticated with it: moved elsewhere, it cannot be decrypted.
    """

    kind: Literal["sealed"] = "sealed"
    key: UUID
    nonce: str
    ciphertext: str


FreeText = Annotated[PlainText | SealedText, Field(discriminator="kind")]


def plain_text(text: str) -> PlainText:
    """The text as an unsealed value of the log, readable by everyone who can read the
    fact.
    """
    return PlainText(text=text)
