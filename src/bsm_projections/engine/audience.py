"""What a viewer can see, and the sentence that says what figures and lists include.

People with different permissions see different numbers under the same labels, so every
page, file and brief has this sentence. It depends only on the viewer's permissions: it
does not reveal whether anything is hidden.
"""

from dataclasses import dataclass

from bsm_domain.foundation.circle import Circle
from bsm_domain.foundation.values import MatterAudience

# The audience of rows that delegations and auditors can see, as in `Circle`.
DELEGATIONS_ONLY = Circle.DELEGATIONS.value
# That of rows which show no more of a matter for focal points only than that it is on
# the programme, to everybody else.
AIM_ONLY = "aim only"
# Those of rows about what is only in the draft of an agenda, for everybody once it is
# released, and for focal points only also then.
DRAFT_ONLY = "draft"
RESTRICTED_DRAFT_ONLY = "restricted draft"

RESTRICTED_INCLUDED = "Items for focal points only are shown and counted here."
# Objectives that everybody may know of are listed: who takes part in them is another
# question.
RESTRICTED_LEFT_OUT = (
    "Items for focal points only are not shown or counted here, apart from objectives "
    "on the public programme."
)


@dataclass(frozen=True, slots=True)
class Audience:
    """What a viewer can see: an argument of every query, and part of every cache
    key. `negotiation` is what delegations say of a text on the way, `drafts` are those
    of agendas.
    """

    focal_points_matter: bool
    negotiation: bool = False
    drafts: bool = False

    def audiences(self) -> tuple[str, ...]:
        """The audiences of the rows that the viewer can see."""
        restricted = (
            MatterAudience.FOCAL_POINTS if self.focal_points_matter else AIM_ONLY
        )
        found = [MatterAudience.ALL, restricted]
        if self.negotiation:
            found.append(DELEGATIONS_ONLY)
        if self.drafts:
            found.append(DRAFT_ONLY)
            if self.focal_points_matter:
                found.append(RESTRICTED_DRAFT_ONLY)
        return tuple(found)


UNRESTRICTED_AUDIENCE = Audience(
    focal_points_matter=True, negotiation=True, drafts=True
)


def draft_audience(audience: str) -> str:
    """That of a row about something with this audience, while it is only in a draft."""
    return DRAFT_ONLY if audience == MatterAudience.ALL else RESTRICTED_DRAFT_ONLY


def audience_notice(audience: Audience) -> str:
    if audience.focal_points_matter:
        return RESTRICTED_INCLUDED
    return RESTRICTED_LEFT_OUT


def audience_file_suffix(audience: Audience) -> str:
    """The same as a suffix for file names."""
    included = audience.focal_points_matter
    return f"{'with' if included else 'without'}-focal-points-matter"
