"""The office's network: which addresses are offered, what Caddy is told, and the way through it where it is there."""

from __future__ import annotations

import os
import shutil
import ssl
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from core.errors import DomainError
from core.model.reach import ROOT_CERTIFICATE
from core.text.catalogue import t
from pages.http import caddy, lan, serve
from pages.http.caddy import caddy_before, installed_caddy
from pages.http.caddyfile import Front, caddyfile
from tests.http.support import free_port

HAS_CADDY = shutil.which("caddy") is not None


@pytest.mark.parametrize(
    ("found", "first", "expected"),
    [
        pytest.param([("eth0", "192.168.1.20")], "", ["192.168.1.20"], id="one"),
        pytest.param(
            [("eth0", "10.0.0.5"), ("wlan0", "192.168.1.20")],
            "192.168.1.20",
            ["192.168.1.20", "10.0.0.5"],
            id="way-out",
        ),
        pytest.param([("lo", "127.0.0.1"), ("eth0", "169.254.3.4"), ("eth1", "0.0.0.0")], "", [], id="none"),  # noqa: S104
        pytest.param([("eth0", "8.8.8.8")], "8.8.8.8", [], id="on-the-internet"),
        pytest.param(
            [("docker0", "172.17.0.1"), ("virbr0", "192.168.122.1"), ("wg0", "10.8.0.2")], "", [], id="inside"
        ),
        pytest.param([("", "192.168.1.20"), ("", "192.168.1.20"), ("", "x")], "", ["192.168.1.20"], id="twice"),
    ],
)
def test_addresses_that_pcs_of_the_office_reach(found: list[tuple[str, str]], first: str, expected: list[str]) -> None:
    assert list(lan.usable(found, first=first)) == expected


def test_this_machine_is_asked() -> None:
    assert all(lan.usable([("", address)]) for address in lan.office_addresses())


@pytest.mark.parametrize(
    ("hostname", "expected"),
    [
        pytest.param("DAMRONG-PC", ("damrong-pc", "damrong-pc.local"), id="name"),
        pytest.param("pc.roiet.go.th", ("pc", "pc.local"), id="with-domain"),
        pytest.param("localhost", (), id="nameless"),
        pytest.param("เครื่องหนึ่ง", (), id="thai"),
        pytest.param("a_b", (), id="impossible"),
    ],
)
def test_names_of_this_machine(hostname: str, expected: tuple[str, ...]) -> None:
    assert lan.own_names(hostname) == expected


def front_in(folder: Path, *, port: int = 8443, inner: int = 8501) -> Front:
    return Front(("192.168.1.20", "10.0.0.5"), ("pc", "pc.local"), port, inner, folder)


def test_what_other_machines_type() -> None:
    assert front_in(Path("/x")).urls == (
        "https://192.168.1.20:8443",
        "https://10.0.0.5:8443",
        "https://pc:8443",
        "https://pc.local:8443",
    )
    assert front_in(Path("/x"), port=443).urls[0] == "https://192.168.1.20"


def test_caddy_listens_on_the_office_s_addresses_alone_and_keeps_its_keys_in_the_folder() -> None:
    lines = [line.strip() for line in caddyfile(front_in(Path('/srv/data "1"/network'))).splitlines()]
    for line in (
        "admin off",
        "skip_install_trust",
        "auto_https disable_redirects",
        "default_sni 192.168.1.20",
        'root "/srv/data \\"1\\"/network/caddy"',
        'root_cn "Damrong pc"',
        "https://192.168.1.20:8443, https://10.0.0.5:8443, https://pc:8443, https://pc.local:8443 {",
        "tls internal",
        "max_size 52MB",
        "reverse_proxy 127.0.0.1:8501 {",
        "header_up -X-Real-IP",
        "https://:8443 {",
        f'respond "{t("gate.host_refused")}" 421',
    ):
        assert lines.count(line) == 1, line
    assert lines.count("bind 192.168.1.20 10.0.0.5") == 2


def test_pages_are_told_the_way_in_from_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, object] = {}
    monkeypatch.setattr(serve, "_heard", [("127.0.0.1", 8501)])
    monkeypatch.setattr(serve, "_office", ["https://192.168.1.20:8443", "https://pc.local:8443"])
    serve.tell_where(told.__setitem__)
    assert told["server.corsAllowedOrigins"] == ["https://192.168.1.20:8443", "https://pc.local:8443"]
    assert serve.office_hosts() == ("192.168.1.20", "pc.local")


def test_without_caddy_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DomainError) as refusal:
        installed_caddy()
    assert "apt-get install caddy" in t(refusal.value.key)


def test_a_caddy_that_does_not_start_is_told_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "caddy"
    broken.write_text("#!/bin/sh\necho first >&2\necho 'Error: no way' >&2\nexit 1\n", encoding="utf-8")
    broken.chmod(0o700)
    monkeypatch.setattr(caddy, "_dies_with_us", list)
    front = Front(("127.0.0.1",), (), free_port(), free_port(), tmp_path / "network")
    with pytest.raises(DomainError) as refusal, caddy_before(front, str(broken)):
        pytest.fail("it cannot have started")
    assert (refusal.value.key, refusal.value.facts) == ("error.caddy_failed", {"said": "Error: no way"})


def test_listening_alone_is_not_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    listens = f"import socket; s = socket.create_server(('127.0.0.1', {port}))\nwhile True: s.accept()[0].close()"
    deaf = tmp_path / "caddy"
    deaf.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{listens}"\n', encoding="utf-8")
    deaf.chmod(0o700)
    monkeypatch.setattr(caddy, "_READY_SECONDS", 1)
    front = Front(("127.0.0.1",), (), port, free_port(), tmp_path / "network")
    with pytest.raises(DomainError, match=r"error\.caddy_failed"), caddy_before(front, str(deaf)):
        pytest.fail("no certificate was to be had")


class _Told(BaseHTTPRequestHandler):
    """Says which headers came."""

    def do_GET(self) -> None:
        """Answer with the headers of the request."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(self.headers).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def inner() -> Iterator[int]:
    """A server on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Told) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.skipif(not HAS_CADDY, reason="no Caddy here")
def test_the_way_through_caddy_is_encrypted_for_our_names_alone(tmp_path: Path, inner: int) -> None:
    front = Front(("127.0.0.1",), ("damrong-test",), free_port(), inner, tmp_path / "network")
    with caddy_before(front, installed_caddy()):
        assert os.name == "nt" or stat.S_IMODE(front.folder.stat().st_mode) == 0o700
        trusted = ssl.create_default_context(cafile=front.folder / ROOT_CERTIFICATE)
        with httpx.Client(base_url=front.urls[0], verify=trusted) as client:
            came = client.get("/", headers={"X-Forwarded-For": "1.2.3.4", "X-Real-IP": "1.2.3.4", "Forwarded": "for=1"})
            headers = dict(line.split(": ", 1) for line in came.text.strip().splitlines())
            assert headers["X-Forwarded-For"] == "127.0.0.1"
            assert headers["X-Forwarded-Proto"] == "https"
            assert headers["Host"] == f"127.0.0.1:{front.port}"
            assert not {"X-Real-Ip", "X-Real-IP", "Forwarded"} & headers.keys()
            assert "server" not in came.headers or came.headers["server"] != "Caddy"
            foreign = client.get("/", headers={"Host": "evil.example"})
            assert (foreign.status_code, foreign.text) == (421, t("gate.host_refused"))
        led = httpx.get(f"http://127.0.0.1:{front.port}/login")
        assert (led.status_code, led.headers["location"]) == (308, f"{front.urls[0]}/login")
        with pytest.raises(httpx.ConnectError):
            httpx.get(front.urls[0])
        with pytest.raises(DomainError, match=r"gate\.port_taken"), caddy_before(front, installed_caddy()):
            pytest.fail("the port is taken")
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{front.port}/login")


@pytest.mark.skipif(not HAS_CADDY, reason="no Caddy here")
def test_while_the_server_behind_is_away_people_are_asked_to_wait(tmp_path: Path) -> None:
    front = Front(("127.0.0.1",), (), free_port(), free_port(), tmp_path / "network")
    with caddy_before(front, installed_caddy()):
        trusted = ssl.create_default_context(cafile=front.folder / ROOT_CERTIFICATE)
        answer = httpx.get(front.urls[0], verify=trusted)
        assert answer.status_code == 503
        assert t("lan.starting") in answer.text
        valid = subprocess.run(
            ["caddy", "validate", "--config", str(front.file), "--adapter", "caddyfile"],
            capture_output=True,
            check=False,
        )
        assert valid.returncode == 0


@pytest.mark.skipif(not HAS_CADDY, reason="no Caddy here")
def test_a_caddy_that_ends_is_started_again(
    tmp_path: Path, inner: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = caddy._started

    def noted(front: Front, program: str) -> subprocess.Popen[bytes]:
        started.append(start(front, program))
        return started[-1]

    monkeypatch.setattr(caddy, "_started", noted)
    monkeypatch.setattr(caddy, "_AGAIN_SECONDS", 0)
    front = Front(("127.0.0.1",), (), free_port(), inner, tmp_path / "network")
    with caddy_before(front, installed_caddy()):
        started[0].kill()
        until = time.monotonic() + 20
        while len(started) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        caddy._wait_until_ready(front, started[1])
    assert [each.poll() is not None for each in started] == [True, True]
    assert t("lan.ended", said="")[:20] in caplog.text
