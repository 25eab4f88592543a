"""Serving from a terminal: nothing is opened to a network in the clear unless somebody says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core.text.catalogue import t
from pages.http import lan, serve
from pages.http.caddyfile import Front
from tests.terminal.conftest import Machine

OPEN = "0.0.0.0"  # noqa: S104  # refused, or taken by a stand-in


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where the server would listen; nothing does."""
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(serve, "serve", lambda host, port, **_: asked.append((host, port)))
    return asked


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(("--host", OPEN), t("error.plain_http", host=OPEN), id="in-the-clear"),
        pytest.param(("--host", "192.168.1.20"), t("error.plain_http", host="192.168.1.20"), id="one-address"),
        pytest.param(("--lan", "--host", OPEN), t("error.lan_host", host=OPEN), id="both"),
    ],
)
def test_plain_http_in_a_network_is_refused(
    machine: Machine, served: list[tuple[str, int]], options: tuple[str, ...], said: str
) -> None:
    answer = machine.type("serve", *options)
    assert (answer.code, answer.err.strip(), served) == (1, said, [])


def test_whoever_says_so_in_words_is_served_and_warned(machine: Machine, served: list[tuple[str, int]]) -> None:
    answer = machine.type("serve", "--host", OPEN, "--plain-http", "--port", "8777")
    assert (answer.code, served) == (0, [(OPEN, 8777)])
    assert t("lan.plain_warning") in answer.err


def test_an_office_with_its_own_proxy_elsewhere_is_served(
    machine: Machine, served: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAMRONG_PUBLIC_URL", "https://damrong.example")
    assert machine.type("serve", "--host", OPEN).code == 0
    assert served == [(OPEN, 8501)]


def test_this_machine_alone_needs_no_word(machine: Machine, served: list[tuple[str, int]]) -> None:
    assert machine.type("serve").code == 0
    assert served == [("127.0.0.1", 8501)]


def test_the_office_s_network_is_served_behind_caddy_and_told_where(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int, tuple[str, ...]]] = []
    fronts: list[Front] = []

    @contextmanager
    def before(front: Front, _program: str) -> Iterator[None]:
        fronts.append(front)
        yield

    monkeypatch.setattr(serve, "serve", lambda host, port, urls: asked.append((host, port, urls)))
    monkeypatch.setattr("pages.http.caddy.installed_caddy", lambda: "/usr/bin/caddy")
    monkeypatch.setattr("pages.http.caddy.caddy_before", before)
    monkeypatch.setattr(lan, "office_addresses", lambda: ("192.168.1.20",))
    monkeypatch.setattr("socket.gethostname", lambda: "PC")
    answer = machine.type("serve", "--lan", "--lan-port", "8777")
    urls = ("https://192.168.1.20:8777", "https://pc:8777", "https://pc.local:8777")
    assert (answer.code, asked) == (0, [("127.0.0.1", 8501, urls)])
    assert (fronts[0].inner_port, fronts[0].folder) == (8501, machine.folder / "data" / "network")
    assert all(url in answer.err for url in urls)


def test_without_caddy_or_a_network_it_says_so(
    machine: Machine, served: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.http.caddy.installed_caddy", lambda: "/usr/bin/caddy")
    monkeypatch.setattr(lan, "office_addresses", tuple)
    assert machine.type("serve", "--lan").err.strip() == t("error.lan_none")
    monkeypatch.undo()
    monkeypatch.setenv("PATH", "")
    assert machine.type("serve", "--lan").err.strip() == t("error.caddy_missing")
    assert served == []
