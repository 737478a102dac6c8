"""The forms of operations on accounts and mandates."""

from collections.abc import Callable, Iterable
from typing import Any, Unpack
from urllib.parse import urlsplit

import streamlit as st
from pydantic import BaseModel

from bsm_service.accounts.api_models import AccountInvitation
from bsm_service.accounts.operations import AccountOperation
from dashboard.administration.service import system
from dashboard.data.page_context import PageContext
from dashboard.data.system import running_system
from dashboard.forms.form import Form
from dashboard.forms.generated_form import Attributes, Override, service_form
from dashboard.forms.submit import FormResult


def operation_form(
    page: PageContext,
    operation: AccountOperation,
    overrides: Callable[[], Iterable[Override]] = tuple,
    *,
    id: str = "",
    result_text: str | Callable[[Any, Any], str],
    title: str | None = None,
    note: str | None = None,
    first: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    **attributes: Unpack[Attributes],
) -> Form:
    """The form of an operation on accounts or mandates.
    `result_text` says what was done; a function, of the request and its answer.
    """

    def run(request: BaseModel) -> FormResult:
        asked = request if operation.request else None
        answer = operation.execute(system(), page.viewer.principal, id, asked)
        secret = answer.secret if isinstance(answer, AccountInvitation) else None
        said = result_text(request, answer) if callable(result_text) else result_text
        return FormResult(
            said,
            secret=None if secret is None else password_link(secret),
        )

    if note:
        attributes["explanations"] = (note,)
    if operation.needs_confirmation:
        attributes["confirmation_for"] = operation.action
    return service_form(
        title or operation.title,
        run,
        operation.request,
        overrides,
        first=first,
        without=without,
        **attributes,
    )


def password_link(secret: str) -> str:
    """Where the owner sets a password; the part after # is in no server's log."""
    base = running_system().settings.public_url
    if base is None:
        page_address = urlsplit(st.context.url or "http://localhost")
        base = f"{page_address.scheme}://{page_address.netloc}"
    return f"{base.rstrip('/')}/account/reset#{secret}"
