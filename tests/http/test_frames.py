"""What may pass over the WebSocket, compared with Streamlit's own reading of the same bytes."""

from __future__ import annotations

import pytest
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import (
    BackendOperationRequest,
    BackMsg,
    DeferredFileRequestPayload,
    InstallSkillsRequestPayload,
)
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from pages.http.frames import ADMITTED, BACKEND_ADMITTED, PLAIN_RERUN, UnreadableFrame, admitted, locked

RERUN: bytes = BackMsg(rerun_script=ClientState(page_name="a")).SerializeToString()
INSTALL = BackendOperationRequest(request_id="1", install_skills=InstallSkillsRequestPayload())
DOWNLOAD = BackendOperationRequest(request_id="1", deferred_file=DeferredFileRequestPayload(file_id="f"))
STATES = st.builds(
    ClientState,
    query_string=st.text(max_size=50),
    page_script_hash=st.text("0123456789abcdef", max_size=32),
    page_name=st.text(max_size=20),
    fragment_id=st.text(max_size=32),
    is_auto_rerun=st.booleans(),
    widget_states=st.builds(
        WidgetStates,
        widgets=st.lists(
            st.builds(WidgetState, id=st.text(max_size=40), string_value=st.text(max_size=200)), max_size=5
        ),
    ),
)


def test_the_numbers_are_streamlits() -> None:
    names = {field.number: field.name for field in BackMsg.DESCRIPTOR.fields}
    assert {names[number] for number in ADMITTED} == {
        "rerun_script",
        "stop_script",
        "file_urls_request",
        "app_heartbeat",
        "backend_operation_request",
    }
    states = {field.number: field.name for field in ClientState.DESCRIPTOR.fields}
    assert {states[number] for number in set(states) - PLAIN_RERUN} == {
        "widget_states",
        "fragment_id",
        "is_auto_rerun",
        "cached_message_hashes",
    }
    operations = {field.number: field.name for field in BackendOperationRequest.DESCRIPTOR.fields}
    assert {operations[number] for number in BACKEND_ADMITTED} == {
        "request_id",
        "session_id",
        "deferred_file",
        "dataframe_chunk",
    }


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(BackMsg(clear_cache=True), id="clear-everybodys-caches"),
        pytest.param(BackMsg(set_run_on_save=True), id="run-on-save"),
        pytest.param(BackMsg(load_git_info=True), id="git"),
        pytest.param(BackMsg(debug_shutdown_runtime=True), id="shut-down"),
        pytest.param(BackMsg(debug_disconnect_websocket=True), id="disconnect"),
        pytest.param(BackMsg(backend_operation_request=INSTALL), id="install"),
    ],
)
def test_what_is_not_for_browsers_is_dropped(message: BackMsg) -> None:
    assert (admitted(message.SerializeToString()), locked(message.SerializeToString())) == (None, None)


@pytest.mark.parametrize(
    ("message", "is_activity"),
    [
        pytest.param(BackMsg(rerun_script=ClientState(query_string="no=1")), True, id="a-person-did-something"),
        pytest.param(BackMsg(rerun_script=ClientState()), True, id="an-empty-rerun"),
        pytest.param(BackMsg(rerun_script=ClientState(is_auto_rerun=True)), False, id="a-page-refreshed-itself"),
        pytest.param(BackMsg(app_heartbeat=True), False, id="heartbeat"),
        pytest.param(BackMsg(stop_script=True), False, id="stop"),
        pytest.param(
            BackMsg(backend_operation_request=DOWNLOAD),
            False,
            id="download",
        ),
    ],
)
def test_what_passes_passes_unchanged(message: BackMsg, *, is_activity: bool) -> None:
    frame = admitted(message.SerializeToString())
    assert frame
    assert (frame.data, frame.is_activity) == (message.SerializeToString(), is_activity)


@given(STATES)
def test_after_the_end_only_a_plain_rerun_is_left(state: ClientState) -> None:
    passed = locked(BackMsg(rerun_script=state).SerializeToString())
    left = BackMsg.FromString(passed or b"").rerun_script
    assert (len(left.widget_states.widgets), left.fragment_id, left.is_auto_rerun) == (0, "", False)
    assert (left.query_string, left.page_script_hash, left.page_name) == (
        state.query_string,
        state.page_script_hash,
        state.page_name,
    )


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(BackMsg(app_heartbeat=True), id="heartbeat"),
        pytest.param(BackMsg(backend_operation_request=DOWNLOAD), id="download"),
    ],
)
def test_after_the_end_nothing_else_passes(message: BackMsg) -> None:
    assert locked(message.SerializeToString()) is None


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(RERUN + BackMsg(clear_cache=True).SerializeToString(), id="two-in-one"),
        pytest.param(RERUN * 2, id="the-same-twice"),
        pytest.param(b"\x5a\x7f", id="shorter-than-it-says"),
        pytest.param(b"\xff" * 12, id="endless-number"),
        pytest.param(b"\x5b", id="unknown-wire-type"),
        pytest.param(b"\x5a\x02\x12\x7f", id="broken-inside"),
    ],
)
def test_bytes_that_no_browser_of_ours_sends_end_the_connection(data: bytes) -> None:
    with pytest.raises(UnreadableFrame):
        admitted(data)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Whatever passes, Streamlit reads as the same kind of message."""
    try:
        frame = admitted(data)
    except UnreadableFrame:
        return
    try:
        kind = BackMsg.FromString(data).WhichOneof("type") if frame else None
    except DecodeError:
        return
    assert kind is None or BackMsg.DESCRIPTOR.fields_by_name[kind].number in ADMITTED
