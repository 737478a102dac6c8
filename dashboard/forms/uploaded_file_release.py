"""Files that people choose on a page, and the memory that they take.

Streamlit keeps a file as long as its page is open; here it is released once it was
used.
"""

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx


def release_file(file_id: str) -> None:
    """Has Streamlit forget a file of the page that is drawn, or whose callback runs."""
    context = get_script_run_ctx()
    if context is None:
        return
    manager = context.uploaded_file_mgr
    if isinstance(manager, MemoryUploadedFileManager):
        manager.remove_file(context.session_id, file_id)
