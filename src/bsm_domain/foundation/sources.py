"""Where a fact comes from, if whoever recorded it did not know it at first hand."""

from datetime import date

from pydantic import Field, ValidationInfo, field_validator

from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import OneLineText, WebLink
from bsm_domain.foundation.frozen_model import FrozenModel


class Source(FrozenModel):
    """A page, and the day on which somebody saw it. `published_on` is the date that
    the page itself gives.
    """

    title: OneLineText = Field(description="What the page is called.")
    address: WebLink = Field(description="Its address: http or https.")
    seen_on: date = Field(description="The day on which it was seen.")
    published_on: date | None = Field(
        None, description="The date that the page itself gives."
    )

    @field_validator("published_on")
    @classmethod
    def _must_be_published_when_seen(
        cls, published_on: date | None, info: ValidationInfo
    ) -> date | None:
        seen_on = info.data.get("seen_on")
        if published_on is not None and seen_on is not None and published_on > seen_on:
            raise ValueError(
                f"the page is dated {format_date(published_on)}, so it cannot have "
                f"been seen on {format_date(seen_on)}; correct one of the days"
            )
        return published_on
