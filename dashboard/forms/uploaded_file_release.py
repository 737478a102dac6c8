"""Frees the memory of files that people upload on a page.

Streamlit keeps a file as long as its page is open; here it is released after use.
"""

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx


def release_file(file_id: str) -> None:
    """Makes Streamlit release a file of the page being drawn or whose callback is
    running.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    manager = context.uploaded_file_mgr
    if isinstance(manager, MemoryUploadedFileManager):
        manager.remove_file(context.session_id, file_id)
