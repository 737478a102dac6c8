"""What Streamlit's messages to a page name in fields of the server's own: the page
itself, and the files that it sends or takes.

Not what merely stands in a message: there, a page also gets back what anybody has sent
or typed.
"""

from collections.abc import Iterator

from google.protobuf.message import DecodeError
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bsm_service.assembly.web_application import NamedFiles

_NO_REFERENCES = NamedFiles()
# Elements that show a file or link to one; an address in any other is just a text.
_FILE_ELEMENTS = ("download_button", "favicon", "audio", "video")
_FILE_PATHS = (b"/media/", b"/upload_file/")


def references_in(message: bytes, *, is_new: bool) -> NamedFiles:
    """`is_new` while it is not known yet to which page the messages go."""
    if not is_new and not any(mark in message for mark in _FILE_PATHS):
        return _NO_REFERENCES
    try:
        text = ForwardMsg.FromString(message)
    except DecodeError:
        return _NO_REFERENCES
    page = text.new_session.initialize.session_id
    return NamedFiles(page or None, tuple(filter(None, _addresses(text))))


def _addresses(text: ForwardMsg) -> Iterator[str]:
    yield text.page_config_changed.favicon
    yield text.backend_operation_response.deferred_file.url
    for file_url in text.file_urls_response.file_urls:
        yield file_url.upload_url
        yield file_url.delete_url
    yield from _element_addresses(text.delta.new_element)
    for element in text.delta.new_transient.elements:
        yield from _element_addresses(element)


def _element_addresses(element: Element) -> Iterator[str]:
    kind = element.WhichOneof("type")
    if kind in _FILE_ELEMENTS:
        yield getattr(element, kind).url
    for image in element.imgs.imgs:
        yield image.url
