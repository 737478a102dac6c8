"""What all subjects register when they are imported: the handlers of commands, lists
and single things.
"""

# ruff: noqa: F401
import bsm_service.accounts.lists
import bsm_service.agreement.handlers
import bsm_service.agreement.lists
import bsm_service.agreement.position_handlers
import bsm_service.follow_up.handlers
import bsm_service.follow_up.lineage_handlers
import bsm_service.follow_up.lists
import bsm_service.history.lists
import bsm_service.imports.handlers
import bsm_service.meetings.agenda_commands
import bsm_service.meetings.handlers
import bsm_service.meetings.lists
import bsm_service.people.change_handlers
import bsm_service.people.handlers
import bsm_service.people.lists
import bsm_service.privacy.handlers
import bsm_service.privacy.lists
import bsm_service.registration.attendance.door_handlers
import bsm_service.registration.attendance.handlers
import bsm_service.registration.attendance.lists
import bsm_service.registration.attendance.past_handlers
import bsm_service.registration.bulk_handlers
import bsm_service.registration.decisions.lists
import bsm_service.registration.delegation_handlers
import bsm_service.registration.handlers
import bsm_service.registration.list_of_participants.handlers
import bsm_service.registration.list_of_participants.lists
import bsm_service.registration.lists
import bsm_service.registration.my_delegation.lists
import bsm_service.registration.nomination_handlers
import bsm_service.registration.own.lists
import bsm_service.registration.seats.handlers
import bsm_service.registration.seats.lists
import bsm_service.registration.session_places.handlers
import bsm_service.registration.session_places.lists
import bsm_service.registration.substitution.handlers
import bsm_service.registration.substitution.lists
import bsm_service.registration.whole_delegation_handlers
