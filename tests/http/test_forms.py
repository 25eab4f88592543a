"""Where a form may lead, and which names and sites we know."""

from __future__ import annotations

from typing import Any

import pytest

from pages.http.cookies import without_ours
from pages.http.doors import Door, door_of
from pages.http.forms import form_seal, local_path, login_path
from pages.http.origins import is_known_host, is_own_origin, plain_address, public_host
from pages.http.rates import Rate
from pages.http.visitor import stranger


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        pytest.param("/board", "/board", id="a-page"),
        pytest.param("/case?no=412-2569", "/case?no=412-2569", id="query-kept"),
        pytest.param(
            "/board?topic=ที่ดิน", "/board?topic=%E0%B8%97%E0%B8%B5%E0%B9%88%E0%B8%94%E0%B8%B4%E0%B8%99", id="thai"
        ),
        pytest.param("/board?q=%E0%B8%81&as_of=2026-11-22", "/board?q=%E0%B8%81&as_of=2026-11-22", id="coded-once"),
        pytest.param("/search?q=a//b", "/search?q=a//b", id="slashes-in-the-query"),
        pytest.param("/search?q=https://x.example/", "/search?q=https://x.example/", id="an-address-in-the-query"),
        pytest.param("", "/", id="nothing"),
        pytest.param("board", "/", id="no-slash"),
        pytest.param("https://evil.example/", "/", id="whole-address"),
        pytest.param("//evil.example/", "/", id="two-slashes"),
        pytest.param("///evil.example/", "/", id="three-slashes"),
        pytest.param("/\\evil.example/", "/", id="backslash"),
        pytest.param("\\\\evil.example/", "/", id="two-backslashes"),
        pytest.param("/\t/evil.example/", "/", id="tab"),
        pytest.param("/\n/evil.example/", "/", id="line-feed"),
        pytest.param("/\x00/evil.example/", "/", id="zero"),
        pytest.param("/%2F/evil.example/", "/", id="coded-slash"),
        pytest.param("/%5Cevil.example/", "/", id="coded-backslash"),
        pytest.param(" //evil.example/", "/", id="space-first"),
        pytest.param("javascript:alert(1)", "/", id="script"),
        pytest.param("/login?next=/login", "/", id="round-and-round"),
        pytest.param("/logout", "/", id="out-again"),
        pytest.param("/setup", "/", id="set-up"),
        pytest.param("/_stcore/health", "/", id="machinery"),
        pytest.param("/media/x.txt", "/", id="a-file"),
        pytest.param("/loginx", "/loginx", id="only-begins-like-it"),
        pytest.param("/" + "a" * 2_000, "/", id="endless"),
    ],
)
def test_signing_in_leads_to_our_own_pages_only(typed: str, path: str) -> None:
    assert local_path(typed) == path


def test_the_sign_in_page_keeps_the_whole_address() -> None:
    assert login_path("/case?no=412-2569&tab=2") == "/login?next=/case%3Fno%3D412-2569%26tab%3D2"
    assert login_path("//evil.example") == "/login"


def test_a_seal_is_for_one_form_of_one_browser() -> None:
    seals = {form_seal(seed, purpose) for seed in ("a", "b") for purpose in ("login", "logout")}
    assert (len(seals), {len(seal) for seal in seals}) == (4, {64})


def scope(
    host: str = "localhost:8501", *, scheme: str = "http", client: str = "127.0.0.1", **headers: str
) -> dict[str, Any]:
    named = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in named.items()]
    return {"type": "http", "scheme": scheme, "headers": raw, "client": (client, 1), "server": ("192.168.1.9", 8501)}


@pytest.mark.parametrize(
    ("host", "is_known"),
    [
        pytest.param("localhost:8501", True, id="listed"),
        pytest.param("LOCALHOST", True, id="case"),
        pytest.param("localhost.", True, id="full-stop"),
        pytest.param("192.168.1.9:8501", True, id="the-address-it-arrived-at"),
        pytest.param("192.168.1.8:8501", False, id="another-address"),
        pytest.param("[::1]:8501", True, id="ipv6"),
        pytest.param("a.office.example", True, id="below-a-star"),
        pytest.param("office.example", False, id="the-star-itself"),
        pytest.param("evil.example", False, id="foreign"),
        pytest.param("localhost.evil.example", False, id="begins-like-us"),
        pytest.param("localhost@evil.example", False, id="user"),
        pytest.param("evil.example#localhost", False, id="fragment"),
        pytest.param("localhost/x", False, id="path"),
        pytest.param("localhost:http", False, id="no-port"),
        pytest.param("", False, id="none"),
    ],
)
def test_we_answer_to_our_names(host: str, *, is_known: bool) -> None:
    assert is_known_host(scope(host), ("localhost", "127.0.0.1", "::1", "*.office.example")) is is_known


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        pytest.param({"origin": "http://localhost:8501"}, True, id="same"),
        pytest.param({"origin": "HTTP://LocalHost:8501"}, True, id="case"),
        pytest.param({"origin": "http://localhost"}, False, id="another-port"),
        pytest.param({"origin": "https://localhost:8501"}, False, id="another-scheme"),
        pytest.param({"origin": "http://evil.example"}, False, id="foreign"),
        pytest.param({"origin": "null"}, False, id="hidden"),
        pytest.param({"origin": "http://localhost:x"}, False, id="no-port"),
        pytest.param({}, True, id="no-browser"),
        pytest.param({"sec_fetch_site": "same-origin"}, True, id="browser-says-own"),
        pytest.param({"sec_fetch_site": "cross-site"}, False, id="browser-says-foreign"),
    ],
)
def test_only_our_own_site_may_send(headers: dict[str, str], *, is_ours: bool) -> None:
    assert is_own_origin(scope(**headers)) is is_ours


@pytest.mark.parametrize("name", [b"host", b"origin"])
def test_what_is_said_twice_is_not_believed(name: bytes) -> None:
    twice = scope(origin="http://localhost:8501")
    twice["headers"].append((name, dict(twice["headers"])[name]))
    assert (is_known_host(twice, ("localhost",)), is_own_origin(twice)) == (name != b"host", name != b"origin")


def test_a_default_port_need_not_be_named() -> None:
    assert is_own_origin(scope("office.example", scheme="https", origin="https://office.example:443")) is True


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        pytest.param("10.0.0.7", "10.0.0.7", id="ipv4"),
        pytest.param("::ffff:10.0.0.7", "10.0.0.7", id="ipv4-inside-ipv6"),
        pytest.param("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", id="ipv6-site"),
        pytest.param("fe80::1%eth0", "fe80::", id="zone"),
        pytest.param("::1", "::1", id="this-machine"),
        pytest.param("", "", id="unknown"),
    ],
)
def test_an_address_has_one_spelling(address: str, plain: str) -> None:
    assert plain_address(address) == plain


@pytest.mark.parametrize(
    ("sender", "is_local"),
    [
        pytest.param(scope(), True, id="this-machine"),
        pytest.param(scope("127.0.0.1:8501", client="::1"), True, id="by-number"),
        pytest.param(scope(client="192.168.1.20"), False, id="another-machine"),
        pytest.param(scope("office.example"), False, id="by-the-public-name"),
        pytest.param(scope(x_forwarded_for="127.0.0.1"), False, id="handed-on-by-a-proxy"),
    ],
)
def test_set_up_is_for_this_machine(sender: dict[str, Any], *, is_local: bool) -> None:
    assert stranger(sender).is_local is is_local


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        pytest.param("http", "damrong_session_8501", id="plain"),
        pytest.param("https", "__Host-damrong_session_8501", id="tls"),
    ],
)
def test_behind_tls_only_the_prefixed_cookie_counts(scheme: str, name: str) -> None:
    token = "a" * 43
    names = {"damrong_session", "damrong_session_8502", "damrong_session_8501", "__Host-damrong_session_8501"}
    assert stranger(scope(scheme=scheme, cookie=f"x=2|1|3; {name}={token}")).token == token
    others = [stranger(scope(scheme=scheme, cookie=f"{other}={token}")).token for other in sorted(names - {name})]
    assert others == ["", "", ""]


def test_streamlit_never_sees_a_token() -> None:
    ours = "damrong_session=x; __Host-damrong_session_8501=x; damrong_form=x; damrong_session_8502=x"
    assert without_ours(f"a=1; {ours}; _streamlit_xsrf=2|x") == "a=1; _streamlit_xsrf=2|x"


@pytest.mark.parametrize(
    ("path", "door"),
    [
        pytest.param("/", Door.PAGE, id="start"),
        pytest.param("/board", Door.PAGE, id="page"),
        pytest.param("/anything/else", Door.PAGE, id="unknown"),
        pytest.param("/login", Door.OPEN, id="login"),
        pytest.param("/login/", Door.PAGE, id="login-with-slash"),
        pytest.param("/track", Door.OPEN, id="track"),
        pytest.param("/api/v1/stats", Door.OPEN, id="api"),
        pytest.param("/app/static/fonts/a.woff2", Door.PUBLIC_FILE, id="font"),
        pytest.param("/password", Door.OWN, id="password"),
        pytest.param("/static/js/a.js", Door.MACHINERY, id="bundle"),
        pytest.param("/media/a.txt", Door.MEDIA, id="media"),
        pytest.param("/_stcore/upload_file/a/b", Door.UPLOAD, id="upload"),
        pytest.param("/_stcore/stream", Door.STREAM, id="stream"),
        pytest.param("/_stcore/metrics", Door.CLOSED, id="metrics"),
        pytest.param("/_stcore/script-health-check", Door.CLOSED, id="script-health"),
        pytest.param("/_stcore/agent/mcp", Door.CLOSED, id="agent"),
        pytest.param("/auth/login", Door.CLOSED, id="streamlits-own-sign-in"),
        pytest.param("/oauth2callback", Door.CLOSED, id="its-callback"),
    ],
)
def test_every_path_has_its_door(path: str, door: Door) -> None:
    assert door_of(path) is door


def test_the_public_address_gives_its_host() -> None:
    assert (public_host("https://center.example.go.th:8443/x"), public_host(None)) == (("center.example.go.th",), ())


def test_a_rate_counts_each_key_and_forgets() -> None:
    ticks = iter([0.0, 1.0, 2.0, 3.0, 9.9, 10.0, 10.5])
    rate = Rate(most=2, seconds=10, ticks=lambda: next(ticks))
    assert [rate.allows("a"), rate.allows("a"), rate.allows("a"), rate.allows("b")] == [True, True, False, True]
    assert [rate.allows("a"), rate.allows("a"), rate.allows("a")] == [False, True, False]


def test_a_rate_keeps_no_more_keys_than_it_may() -> None:
    rate = Rate(most=1, seconds=60, keys=2, ticks=lambda: 0.0)
    assert [rate.allows(key) for key in ("a", "b", "c", "a", "c")] == [True, True, True, True, False]
