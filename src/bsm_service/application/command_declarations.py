"""What follows from a command's declaration: its decision, and whether it has sealed
text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from bsm_domain.catalogue import AGGREGATES
from bsm_domain.foundation.aggregate import Aggregate, DomainEvent
from bsm_domain.foundation.free_text import CommentText, FreeText, ReasonText
from bsm_service.vault.personal_details import PersonalDetailsChange

# A command may lead to one fact or to several, of the same thing.
Decides = Callable[..., DomainEvent | tuple[DomainEvent, ...]]

# What every command has, and no decision takes: they are part of the fact's header.
IN_HEADER = frozenset({"occurred_at", "source"})


@dataclass(frozen=True, slots=True)
class DeclaredDecision:
    """A decision of an aggregate, to which a command hands its fields.

    The field `id_field` says which aggregate it is. `arguments` are the command's other
    fields; those that are true are sealed first.
    """

    method: Decides
    aggregate: type[Aggregate]
    id_field: str
    arguments: Mapping[str, bool]


def resolve_decision(method: Decides, command: type[BaseModel]) -> DeclaredDecision:
    """The decision that a command declares by naming an aggregate's method.

    The method takes the fact's metadata, and then the command's fields by their names.
    Raises TypeError where it takes something else, or leaves a field out.
    """
    aggregate = _aggregate_of(method)
    id_field = f"{aggregate.KIND}_id"
    fields = command.model_fields.keys() - IN_HEADER
    if id_field not in fields:
        raise _unfit(command, method, f"the command has no field {id_field!r}")
    fields -= {id_field}
    # The first two are the aggregate and the metadata.
    parameters = list(signature(method).parameters.values())[2:]
    for parameter in parameters:
        if parameter.default is Parameter.empty and parameter.name not in fields:
            raise _unfit(
                command, method, f"the command has no field {parameter.name!r}"
            )
    left_out = fields - {parameter.name for parameter in parameters}
    if left_out:
        raise _unfit(command, method, f"the method does not take {min(left_out)!r}")
    hints = get_type_hints(method, include_extras=True)
    arguments = {
        parameter.name: hints[parameter.name] in (FreeText, FreeText | None)
        for parameter in parameters
        if parameter.name in fields
    }
    return DeclaredDecision(method, aggregate, id_field, arguments)


def _aggregate_of(method: Decides) -> type[Aggregate]:
    for aggregate in AGGREGATES:
        if getattr(aggregate, method.__name__, None) is method:
            return aggregate
    raise TypeError(f"{method.__qualname__} is not a method of an aggregate")


def _unfit(command: type[BaseModel], method: Decides, why: str) -> TypeError:
    return TypeError(f"{command.__name__} asks for {method.__qualname__}, but {why}")


def carries_sealed_text(model: type[BaseModel]) -> bool:
    """Whether there are reasons, notes or comments in its fields, or in theirs; or
    personal data, of whatever kind.
    """
    if issubclass(model, PersonalDetailsChange):
        return True
    hints = get_type_hints(model, include_extras=True)
    return any(_is_sealed(hints[name]) for name in model.model_fields)


def _is_sealed(annotation: Any) -> bool:
    if annotation in (ReasonText, CommentText):
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return carries_sealed_text(annotation)
    return any(_is_sealed(part) for part in get_args(annotation))
