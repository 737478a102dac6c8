"""Where a fact comes from, if it was not known to whoever recorded it at first hand."""

from datetime import date
from typing import Self

from pydantic import model_validator

from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import OneLineText, WebLink
from bsm_domain.foundation.frozen_model import FrozenModel


class Source(FrozenModel):
    """A page, and the day on which somebody saw it. `published_on` is the day that the
    page itself gives.
    """

    title: OneLineText
    address: WebLink
    seen_on: date
    published_on: date | None = None

    @model_validator(mode="after")
    def _must_be_seen_once_published(self) -> Self:
        if self.published_on is not None and self.published_on > self.seen_on:
            raise ValueError(
                f"the page is from {format_date(self.published_on)}: it cannot have "
                f"been seen on {format_date(self.seen_on)}"
            )
        return self
