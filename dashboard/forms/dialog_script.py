"""What the browser does for a form in a dialog.

It closes a form that is not sent: at its own button or at Escape, and asks first where
something was typed. Nothing else closes it, so a click beside it, or an Escape that
closes a list, loses nothing. It brings what is wrong with a form that was refused into
view. And it redraws the form, not the page, once the page shows that what the form
depends on has changed.
"""

from pathlib import Path

from dashboard.components.browser_component import browser_component
from dashboard.forms import texts
from dashboard.forms.open_form import OpenForm
from dashboard.shell.callback_checks import checked

# The container of the button, which stands where people look for it.
CLOSE_BUTTON = "dialog-close"
_FILES = Path(__file__).with_name("browser")
_COMPONENT = browser_component(_FILES / "dialog_script.js")
_SCROLL_COMPONENT = browser_component(_FILES / "scroll_to_top.js")


def run_dialog_script(opened: OpenForm) -> None:
    """Belongs below an open form."""
    _COMPONENT(
        key="dialog-script",
        data={
            "form": str(opened.command_id),
            "button": CLOSE_BUTTON,
            "question": texts.CLOSE_UNSENT,
            "refused": opened.attempts if opened.refusals else 0,
            "seen": opened.subject.seen,
        },
        on_changed_change=checked(lambda: None, in_use=False),
        height=1,
    )


def scroll_to_top(form_id: str) -> None:
    """Shows the top of the page to which a form has led, once."""
    _SCROLL_COMPONENT(key="scroll-to-top", data={"form": form_id}, height=1)
