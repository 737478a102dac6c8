"""What people see where a page fails: a reference to the error in the log."""

import logging
from secrets import token_hex

import streamlit as st

from bsm_service.foundation.logs import log_fields
from dashboard.shell import texts

_log = logging.getLogger("dashboard.page_faults")


def show_error(error: Exception) -> bool:
    """Logs the error under a reference and shows that on the page, in place of the
    message of Streamlit, which is hidden (True).
    """
    reference = token_hex(8)
    _log.error("a page failed", exc_info=error, extra=log_fields(request_id=reference))
    st.error(texts.page_failed(reference), icon=":material/error:")
    return True


def log_errors_once() -> None:
    """Streamlit logs each error itself before it calls `show_error`."""
    logging.getLogger("streamlit.error_util").addFilter(_is_not_a_page_error)


def _is_not_a_page_error(record: logging.LogRecord) -> bool:
    return record.msg != "Uncaught app execution"
