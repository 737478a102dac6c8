"""Verbs whose parameters are generated: typer reads them from the signature."""

from collections.abc import Callable, Iterable
from inspect import Parameter, Signature
from typing import Any

Verb = Callable[..., None]


def with_parameters(verb: Verb, own: Iterable[Parameter]) -> Verb:
    """The verb with its `own` parameters, instead of its `**`, before shared ones."""
    common = Signature.from_callable(verb).parameters.values()
    shared = (
        parameter for parameter in common if parameter.kind is not Parameter.VAR_KEYWORD
    )
    return with_signature(verb, [*own, *shared])


def with_signature(verb: Verb, parameters: Iterable[Parameter]) -> Verb:
    var_keyword = Parameter.VAR_KEYWORD
    ordered = [
        parameter
        if parameter.kind is var_keyword
        else parameter.replace(kind=Parameter.KEYWORD_ONLY)
        for parameter in sorted(
            parameters, key=lambda parameter: parameter.kind is var_keyword
        )
    ]
    signed_verb: Any = verb
    signed_verb.__signature__ = Signature(ordered)
    signed_verb.__annotations__ = {
        parameter.name: parameter.annotation for parameter in ordered
    }
    return verb
