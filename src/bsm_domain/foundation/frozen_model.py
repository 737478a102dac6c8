"""The base of values, facts and commands."""

from pydantic import BaseModel, ConfigDict


class FrozenModel(BaseModel):
    """A value: compared by content, never changed, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
