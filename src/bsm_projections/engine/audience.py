"""What figures and lists cover for a viewer, in one sentence.

Two people who may see different matter read different numbers under the same words. So
every page, file and brief carries this sentence. It depends on nothing but what the
viewer may see: its presence tells nobody that there is something to hide.
"""

from bsm_projections.engine.moment import Audience

RESTRICTED_INCLUDED = "Matter for focal points only is shown and counted here."
RESTRICTED_LEFT_OUT = "Matter for focal points only is not shown or counted here."


def audience_notice(audience: Audience) -> str:
    if audience.focal_points_matter:
        return RESTRICTED_INCLUDED
    return RESTRICTED_LEFT_OUT


def audience_file_suffix(audience: Audience) -> str:
    """The same for the name of a file that has no place for a sentence."""
    included = audience.focal_points_matter
    return f"{'with' if included else 'without'}-focal-points-matter"
