"""What a viewer can see, and the sentence that says what figures and lists include.

People with different permissions see different numbers under the same labels, so every
page, file and brief has this sentence. It depends only on the viewer's permissions: it
does not reveal whether anything is hidden.
"""

from dataclasses import dataclass

from bsm_domain.foundation.values import MatterAudience

RESTRICTED_INCLUDED = "Items for focal points only are shown and counted here."
RESTRICTED_LEFT_OUT = "Items for focal points only are not shown or counted here."


@dataclass(frozen=True, slots=True)
class Audience:
    """What a viewer can see: an argument of every query, and part of every cache
    key.
    """

    focal_points_matter: bool

    def audiences(self) -> tuple[MatterAudience, ...]:
        if self.focal_points_matter:
            return (MatterAudience.ALL, MatterAudience.FOCAL_POINTS)
        return (MatterAudience.ALL,)


UNRESTRICTED_AUDIENCE = Audience(focal_points_matter=True)


def audience_notice(audience: Audience) -> str:
    if audience.focal_points_matter:
        return RESTRICTED_INCLUDED
    return RESTRICTED_LEFT_OUT


def audience_file_suffix(audience: Audience) -> str:
    """The same as a suffix for file names."""
    included = audience.focal_points_matter
    return f"{'with' if included else 'without'}-focal-points-matter"
