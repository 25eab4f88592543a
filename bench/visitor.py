"""A browser's side of Streamlit's WebSocket: opens a page and asks for it again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin, Subprotocol
from websockets.sync.client import ClientConnection, connect

PROTOCOLS = (Subprotocol("streamlit"), Subprotocol("none"))
SECONDS = 60


@dataclass
class Visit:
    """One session on one page; what a browser caches is remembered, so that repeated messages come as hashes."""

    socket: ClientConnection
    query: str
    page: str
    page_hash: str = ""
    cached: set[str] = field(default_factory=set)
    exceptions: int = 0

    def rerun(self) -> tuple[float, int]:
        """Ask for the page; returns seconds until the script has finished and bytes received."""
        started, received = time.perf_counter(), 0
        self.socket.send(self._request())
        while True:
            raw = self.socket.recv(timeout=SECONDS)
            data = raw if isinstance(raw, bytes) else raw.encode()
            received += len(data)
            message = ForwardMsg()
            message.ParseFromString(data)
            if self._note(message):
                return time.perf_counter() - started, received

    def _note(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if message.metadata.cacheable and message.hash:
            self.cached.add(message.hash)
        if kind == "new_session":
            self.page_hash = message.new_session.page_script_hash or self.page_hash
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash or self.page_hash
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            self.exceptions += 1
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _request(self) -> bytes:
        message = BackMsg()
        wanted = message.rerun_script
        wanted.query_string = self.query
        if self.page_hash:
            wanted.page_script_hash = self.page_hash
        elif self.page:
            wanted.page_name = self.page
        wanted.cached_message_hashes.extend(self.cached)
        wanted.context_info.timezone = "Asia/Bangkok"
        wanted.context_info.locale = "th-TH"
        wanted.context_info.timezone_offset = -420
        return bytes(message.SerializeToString())


def visit(base: str, page: str = "", query: str = "", cookie: str = "") -> Visit:
    """Connect as a browser does that is signed in with ``cookie``."""
    socket = connect(
        f"{base.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=list(PROTOCOLS),
        additional_headers={"Cookie": cookie} if cookie else {},
        origin=Origin(base),
        max_size=None,
        ping_interval=None,
        compression=None,
    )
    return Visit(socket, query, page)
