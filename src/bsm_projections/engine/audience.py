"""What a viewer may see, and the sentence that says what figures and lists include.

Two people who may see different matter read different numbers under the same words. So
every page, file and brief carries this sentence. It depends on nothing but what the
viewer may see: its presence tells nobody that there is something to hide.
"""

from dataclasses import dataclass

from bsm_domain.foundation.values import MatterAudience

RESTRICTED_INCLUDED = "Items for focal points only are shown and counted here."
RESTRICTED_LEFT_OUT = "Items for focal points only are not shown or counted here."


@dataclass(frozen=True, slots=True)
class Audience:
    """What a viewer may see: an argument of every query, part of every cache key."""

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
    """The same for the name of a file that has no place for a sentence."""
    included = audience.focal_points_matter
    return f"{'with' if included else 'without'}-focal-points-matter"
