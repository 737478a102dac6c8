"""The delegations among which a form lets people choose."""

from bsm_domain.foundation.participating_states import STATES, state_name
from bsm_service.application.command import Command
from dashboard.data import current_principal
from dashboard.data.page_context import PageContext
from dashboard.forms import submit
from dashboard.forms.form import Options


def delegation_options(page: PageContext) -> Options:
    """The delegations invited to the meeting, in protocol order; without a meeting,
    those of every meeting; otherwise the States.
    """
    invited = page.viewer.delegations(page.meeting.id) if page.meeting else ()
    if invited:
        return tuple((delegation.code, delegation.name) for delegation in invited)
    names = page.viewer.delegation_names()
    if not names:
        return state_options()
    return tuple(sorted(names.items(), key=lambda name: name[1]))


def submittable_delegations(page: PageContext, command: type[Command]) -> Options:
    """The delegations for which the viewer may send a command from this page."""
    if page.is_frozen or not current_principal.has_permission(
        page.viewer.principal, command.NAME
    ):
        return ()
    options = delegation_options(page)
    return submit.submittable(page.viewer.principal, command, options)


def state_options() -> Options:
    """The participating States and Partners, with their present names."""
    today = submit.today_in("UTC")
    options = [(code, state_name(code, today)) for code in STATES]
    return tuple(sorted(options, key=lambda option: option[1]))
