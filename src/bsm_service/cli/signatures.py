"""Verbs whose parameters are put together: typer reads them from a signature."""

from collections.abc import Callable, Iterable
from inspect import Parameter, Signature
from typing import Any

Verb = Callable[..., None]


def with_parameters(verb: Verb, own: Iterable[Parameter]) -> Verb:
    """The verb with parameters of its `own` before those that all share, in place of
    the `**` that takes them.
    """
    common = Signature.from_callable(verb).parameters.values()
    shared = (one for one in common if one.kind is not Parameter.VAR_KEYWORD)
    return with_signature(verb, [*own, *shared])


def with_signature(verb: Verb, parameters: Iterable[Parameter]) -> Verb:
    rest = Parameter.VAR_KEYWORD
    told = [
        one if one.kind is rest else one.replace(kind=Parameter.KEYWORD_ONLY)
        for one in sorted(parameters, key=lambda one: one.kind is rest)
    ]
    named: Any = verb
    named.__signature__ = Signature(told)
    named.__annotations__ = {one.name: one.annotation for one in told}
    return verb
