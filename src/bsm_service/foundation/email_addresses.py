"""E-mail addresses: validation, stored form and comparison.

An address is stored with its domain in the letters that people read
(eva@bücher.example), compared and delivered by the domain's ASCII form
(eva@xn--bcher-kva.example, IDNA 2008 after the mapping of UTS 46), which every mail
server takes.
"""

import re
import unicodedata
from functools import lru_cache

import idna

# Longer texts are not addresses and are not examined.
_MAX_TEXT_LENGTH = 400
_LONGEST = 254  # of the ASCII form, RFC 5321 (4.5.3.1.3) without its brackets
_MAX_LOCAL_LENGTH = 64  # bytes
# Nothing that mail reads as a remark, a quotation or several addresses.
_LOCAL = re.compile(r"[^@\s<>,;:()\"\\\[\]]+")
_NO_ADDRESS = "this is not an e-mail address; write it as eva@example.org"


def validate_address(text: str, *, local_domain: bool = False) -> str:
    """The form in which an address is stored. `local_domain` takes a domain of a single
    name, such as "localhost". Raises ValueError, whose sentence does not repeat the
    address: it is personal.
    """
    local, domain = _split_address(text)
    ascii_domain = _ascii(domain)
    if not local_domain and "." not in ascii_domain:
        raise ValueError("the part after the @ needs a domain, such as example.org")
    if ascii_domain.rpartition(".")[2].isdigit():
        raise ValueError("the part after the @ must be a domain name, not a number")
    if len(local.encode()) > _MAX_LOCAL_LENGTH:
        raise ValueError(
            f"the part before the @ must have at most {_MAX_LOCAL_LENGTH} bytes"
        )
    if len(local.encode()) + 1 + len(ascii_domain) > _LONGEST:
        raise ValueError(f"an e-mail address must have at most {_LONGEST} characters")
    return f"{local}@{_readable(ascii_domain)}"


def normalise_address(address: str) -> str:
    """A form that is equal for addresses of the same mailbox. Also works for recorded
    addresses that are older than the rules.
    """
    try:
        local, domain = _split_address(address)
        # Not folded: "strauß" and "strauss" are two people's mailboxes.
        return f"{local.lower()}@{_ascii(domain)}"
    except ValueError:
        return address.strip().casefold()


def delivery_address(address: str) -> str:
    """The address with its domain in ASCII. Raises ValueError for what cannot be
    delivered.
    """
    local, domain = _split_address(address)
    return f"{local}@{_ascii(domain)}"


def _split_address(text: str) -> tuple[str, str]:
    """Before and after the @, without what nobody sees: marks of order or direction and
    characters without width come along where people copy. Raises ValueError.
    """
    if len(text) > _MAX_TEXT_LENGTH:
        raise ValueError(_NO_ADDRESS)
    address = text.strip()
    if not text.isascii():
        visible_text = "".join(
            character for character in text if unicodedata.category(character) != "Cf"
        )
        address = unicodedata.normalize("NFKC", visible_text).strip()
    local, at, domain = address.partition("@")
    if not (at and domain and address.isprintable() and _LOCAL.fullmatch(local)):
        raise ValueError(_NO_ADDRESS)
    if local.startswith(".") or local.endswith(".") or ".." in local:
        raise ValueError("dots before the @ must be between other characters")
    return local, domain


# Working out a domain took half the time of a list of 10,000 people, who have few.
@lru_cache(maxsize=4_096)
def _ascii(domain: str) -> str:
    """Raises ValueError."""
    if domain.endswith("."):
        raise ValueError("an e-mail address cannot end with a dot")
    try:
        encoded = idna.encode(domain, uts46=True, std3_rules=True).decode()
        _readable(encoded)
    except idna.IDNAError as error:
        raise ValueError(
            "the part after the @ is not a domain name; write it as example.org"
        ) from error
    return encoded


@lru_cache(maxsize=4_096)
def _readable(ascii_domain: str) -> str:
    """With the domain in readable letters. Raises idna.IDNAError."""
    return idna.decode(ascii_domain)
