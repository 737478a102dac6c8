"""Only what Streamlit itself names belongs to whoever a page was drawn for."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bsm_service.assembly.web_application import NamedFiles
from dashboard.shell.streamlit_message_references import references_in

PAGE = "7f3c2a10-9d5e-4b61-8f0a-2c4d6e8fa0b1"
FILE = "/media/96f2e9f774bbf462d88632aeb6db8312.csv"
UPLOAD = f"/_stcore/upload_file/{PAGE}/{PAGE}"


def message(**fields: str) -> bytes:
    """A message with texts in fields, by their paths: `a__b` is b within a."""
    message_pb = ForwardMsg()
    for path, text in fields.items():
        *parents, name = path.split("__")
        target = message_pb
        for parent in parents:
            target = getattr(target, parent)
            if hasattr(target, "add"):
                target = target.add()
        setattr(target, name, text)
    return bytes(message_pb.SerializeToString())


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("delta__new_element__download_button__url", FILE),
        ("delta__new_element__imgs__imgs__url", FILE),
        ("backend_operation_response__deferred_file__url", FILE),
        ("page_config_changed__favicon", FILE),
        ("file_urls_response__file_urls__upload_url", UPLOAD),
        ("file_urls_response__file_urls__delete_url", UPLOAD),
    ],
)
def test_a_file_is_known_by_the_field_that_names_it(path: str, address: str):
    assert references_in(message(**{path: address}), is_new=False) == NamedFiles(
        None, (address,)
    )


@pytest.mark.parametrize(
    "path",
    [
        "backend_operation_response__request_id",
        "backend_operation_response__error_msg",
        "file_urls_response__response_id",
        "delta__new_element__html__body",
        "delta__new_element__markdown__body",
        "delta__new_element__link_button__url",
        "delta__new_element__text_input__default",
    ],
)
@pytest.mark.parametrize("text", [FILE, UPLOAD, PAGE])
def test_what_a_client_sent_or_typed_names_nothing(path: str, text: str):
    """Found by attacking the product: an address that was sent came back, and was
    taken for one that the page offers.
    """
    assert references_in(message(**{path: text}), is_new=True) == NamedFiles()


def test_what_is_no_message_names_nothing():
    assert references_in(b"\xff" + FILE.encode(), is_new=True) == NamedFiles()


def test_a_page_is_known_by_its_own_id():
    first_message = message(new_session__initialize__session_id=PAGE)

    assert references_in(first_message, is_new=True) == NamedFiles(PAGE)
    assert references_in(first_message, is_new=False) == NamedFiles()
