"""For the Chair in the room: who is present, what they say, and the gavel."""

from dashboard.agreement.room import panels
from dashboard.shell import layout

layout.show_page(panels.show_room, "page.room")
