"""How a function in a delegation stands in a sentence to the person who has it."""

from collections.abc import Mapping

from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.foundation.values import DelegateFunction

_ROLES: Mapping[str, str] = {
    DelegateFunction.HEAD: "head of the delegation of {name}",
    DelegateFunction.ALTERNATE: "an alternate in the delegation of {name}",
    DelegateFunction.MEMBER: "a member of the delegation of {name}",
    DelegateFunction.ADVISER: "an adviser in the delegation of {name}",
    DelegateFunction.OBSERVER: "an observer in the delegation of {name}",
}


def role_in_delegation(function: str, delegation: str) -> str:
    """an adviser in the delegation of the Netherlands; `delegation` is its name."""
    return _ROLES[function].format(name=name_in_sentence(delegation))
