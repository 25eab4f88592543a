"""What the gate lets through to whom, on a running server."""

from __future__ import annotations

import httpx
import pytest

from core.text.catalogue import t
from tests.http.support import Server, sign_in, stream

STREAMLIT_CSP = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'self'; "
    "form-action 'self'; object-src 'none'"
)
LIMIT = 11 * 1024 * 1024

pytestmark = pytest.mark.timeout(300)  # starting a server takes its time on a busy machine


@pytest.mark.parametrize(
    ("path", "status", "leads_to"),
    [
        pytest.param("/", 303, "/login", id="start"),
        pytest.param("/second", 303, "/login?next=/second", id="page"),
        pytest.param("/case?no=412-2569&x=1", 303, "/login?next=/case%3Fno%3D412-2569%26x%3D1", id="deep-link"),
        pytest.param("/main.py", 303, "/login?next=/main.py", id="script"),
        pytest.param("/password", 303, "/login", id="password"),
        pytest.param("/logout", 303, "/login", id="logout"),
        pytest.param("/setup", 303, "/", id="set-up-is-over"),
        pytest.param("/login", 200, None, id="login"),
        pytest.param("/healthz", 200, None, id="health"),
        pytest.param("/gate/session", 401, None, id="no-session"),
        pytest.param("/app/static/fonts/sarabun-thai-400-normal.woff2", 200, None, id="font"),
        pytest.param("/app/static/fonts/..%2f..%2fapp.py", 400, None, id="not-a-font"),
        pytest.param("/gate/login.py", 404, None, id="not-an-asset"),
        pytest.param("/api/v1/nothing", 404, None, id="no-such-call"),
        pytest.param("/track/nothing", 404, None, id="no-such-public-page"),
        pytest.param("/static/js/index.js", 401, None, id="bundle"),
        pytest.param("/manifest.json", 401, None, id="manifest"),
        pytest.param("/media/0123.txt", 401, None, id="media"),
        pytest.param("/component/x/index.html", 401, None, id="component"),
        pytest.param("/_stcore/bidi-components/x/y.js", 401, None, id="new-component"),
        pytest.param("/_stcore/health", 401, None, id="streamlit-health"),
        pytest.param("/_stcore/host-config", 401, None, id="host-config"),
        pytest.param("/_stcore/metrics", 404, None, id="metrics"),
        pytest.param("/_stcore/script-health-check", 404, None, id="script-health"),
        pytest.param("/_stcore/agent/openapi.json", 404, None, id="agent"),
        pytest.param("/_stcore/stream", 404, None, id="stream-without-upgrade"),
        pytest.param("/auth/login", 404, None, id="streamlit-sign-in"),
    ],
)
def test_what_nobody_in_particular_may_fetch(
    nobody: httpx.Client, path: str, status: int, leads_to: str | None
) -> None:
    answer = nobody.get(path)
    assert (answer.status_code, answer.headers.get("location")) == (status, leads_to)


def test_nobody_in_particular_uploads(nobody: httpx.Client) -> None:
    answer = nobody.put("/_stcore/upload_file/session/file", content=b"x" * 100)
    assert (answer.status_code, answer.text) == (401, t("gate.sign_in_first"))


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/mcp", "/oauth2callback"]
)
def test_some_doors_stay_closed_for_everybody(anong: httpx.Client, path: str) -> None:
    assert (anong.get(path).status_code, anong.post(path).status_code) == (404, 404)


@pytest.mark.parametrize("path", ["/", "/second", "/case?no=412-2569"])
def test_pages_open_cold_by_their_own_address(anong: httpx.Client, path: str) -> None:
    answer = anong.get(path)
    assert (answer.status_code, '<div id="root">' in answer.text) == (200, True)


@pytest.mark.parametrize("path", ["/no/such/page", "/_start", "/หน้าแรก", "/index.html", "/" + "x" * 41])
def test_what_is_no_address_of_a_page_says_so(anong: httpx.Client, nobody: httpx.Client, path: str) -> None:
    answer = anong.get(path)
    assert (answer.status_code, t("gate.no_page") in answer.text, '<div id="root">' in answer.text) == (
        404,
        True,
        False,
    )
    assert nobody.get(path).status_code == 303


def test_the_shell_speaks_thai(anong: httpx.Client) -> None:
    shell = anong.get("/second").text
    assert '<html lang="th">' in shell
    assert f"<title>{t('gate.system')}</title>" in shell
    assert f"<noscript><p>{t('gate.needs_script')}</p></noscript>" in shell
    assert [
        word for word in ("<script>", "openapi.json", "You need to enable", "SourceSans", 'lang="en"') if word in shell
    ] == []
    assert '<script src="/gate/watch.js' in shell


def test_the_shell_is_whole_whatever_a_browser_asks_for(anong: httpx.Client) -> None:
    picky = {"Range": "bytes=0-10", "If-None-Match": "*", "Accept-Encoding": "gzip"}
    answer = anong.get("/second", headers=picky)
    assert (answer.status_code, answer.text == anong.get("/second").text, "etag" in answer.headers) == (
        200,
        True,
        False,
    )


def test_streamlit_pages_carry_their_headers(anong: httpx.Client) -> None:
    headers = anong.get("/second").headers
    assert headers["content-security-policy"] == STREAMLIT_CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert {"server", "strict-transport-security"} & set(headers) == set()


@pytest.mark.parametrize("path", ["/login", "/healthz", "/_stcore/metrics", "/password"])
def test_plain_pages_carry_the_strict_policy(nobody: httpx.Client, path: str) -> None:
    policy = nobody.get(path).headers["content-security-policy"]
    assert ("unsafe" in policy, policy.startswith("default-src 'self'; script-src 'self'; style-src 'self';")) == (
        False,
        True,
    )


def test_files_of_the_program_may_be_kept(anong: httpx.Client) -> None:
    bundle = anong.get("/second").text.split('src="./static/')[1].split('"')[0]
    assert "immutable" in anong.get(f"/static/{bundle}").headers["cache-control"]
    assert "immutable" in anong.get("/gate/gate.css").headers["cache-control"]


class TestNames:
    """The Host and Origin headers."""

    @pytest.mark.parametrize("path", ["/login", "/second", "/healthz", "/_stcore/health"])
    def test_a_foreign_host_is_refused_everywhere(self, anong: httpx.Client, path: str) -> None:
        answer = anong.get(path, headers={"Host": "evil.example"})
        assert (answer.status_code, answer.text) == (400, t("gate.host_refused"))

    @pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
    def test_a_form_of_another_site_is_refused(self, nobody: httpx.Client, origin: str) -> None:
        nobody.headers["Origin"] = origin
        assert sign_in(nobody, "anong").status_code == 403

    def test_our_own_form_is_taken(self, server: Server, nobody: httpx.Client) -> None:
        nobody.headers["Origin"] = server.url
        assert sign_in(nobody, "anong").status_code == 303


class TestIdentity:
    """Who Streamlit is told that it runs for."""

    def test_it_is_who_signed_in(self, server: Server, anong: httpx.Client) -> None:
        with stream(server, anong) as browser:
            assert browser.rerun().splitlines()[0] == "user=anong role=officer headers=['session', 'user']"

    @pytest.mark.parametrize("name", ["X-Damrong-User", "x-damrong-user", "X_Damrong_User", "X-DAMRONG-USER"])
    def test_nobody_names_somebody_else(self, server: Server, anong: httpx.Client, name: str) -> None:
        forged = {name: str(server.account_id("boonmee")), name.replace("ser", "ession"): "0" * 64}  # typos: ignore
        with stream(server, anong, headers=forged) as browser:
            assert browser.rerun().splitlines()[0].startswith("user=anong ")

    def test_no_page_sees_the_token(self, server: Server, anong: httpx.Client) -> None:
        with stream(server, anong) as browser:
            assert browser.rerun().splitlines()[1] == "cookies=[]"


class TestFiles:
    """Downloads and uploads."""

    def test_a_download_needs_a_session_and_is_never_kept(
        self, server: Server, anong: httpx.Client, nobody: httpx.Client
    ) -> None:
        with stream(server, anong) as browser:
            path = browser.media_path()
            assert nobody.get(path).status_code == 401
            answer = anong.get(path)
        assert (answer.status_code, answer.text, answer.headers["cache-control"]) == (200, "held", "no-store")
        assert answer.headers["content-security-policy"].endswith("sandbox")

    @pytest.mark.parametrize(
        ("username", "size", "status"),
        [
            pytest.param("anong", 1_000, 204, id="officer-small"),
            pytest.param("anong", LIMIT - 1_000, 204, id="officer-just-under"),
            pytest.param("anong", LIMIT, 413, id="officer-over-the-limit"),
            pytest.param("boonmee", LIMIT + 1_000, 204, id="director-may-import"),
            pytest.param("boonmee", 51 * 1024 * 1024, 413, id="nobody-over-fifty"),
        ],
    )
    def test_the_size_depends_on_who_sends(self, server: Server, username: str, size: int, status: int) -> None:
        with server.signed_in(username) as client, stream(server, client) as browser:
            browser.rerun()
            assert upload(client, browser.session_id, size).status_code == status

    def test_a_hidden_length_does_not_help(self, server: Server, anong: httpx.Client) -> None:
        with stream(server, anong) as browser:
            browser.rerun()
            head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
            chunks = iter([head, *[b"x" * 1024 * 1024] * 12])
            headers = {**xsrf(anong), "Content-Type": "multipart/form-data; boundary=b"}
            path = f"/_stcore/upload_file/{browser.session_id}/file"
            assert anong.put(path, content=chunks, headers=headers).status_code == 413

    def test_nobody_uploads_into_a_session_of_others(self, server: Server, anong: httpx.Client) -> None:
        with stream(server, anong) as browser, server.signed_in("boonmee") as other:
            browser.rerun()
            assert upload(other, browser.session_id, 100).status_code == 404
            assert upload(anong, browser.session_id, 100).status_code == 204

    def test_an_upload_of_another_site_is_refused(self, server: Server, anong: httpx.Client) -> None:
        with stream(server, anong) as browser:
            browser.rerun()
            path = f"/_stcore/upload_file/{browser.session_id}/file"
            answer = anong.put(path, content=b"x", headers={"Origin": "http://evil.example"})
        assert (answer.status_code, answer.text) == (403, t("gate.origin_refused"))


def xsrf(client: httpx.Client) -> dict[str, str]:
    client.get("/_stcore/health")
    return {"X-Xsrftoken": client.cookies["_streamlit_xsrf"]}


def upload(client: httpx.Client, session_id: str, size: int) -> httpx.Response:
    file = {"file": ("a.bin", b"x" * size, "application/octet-stream")}
    return client.put(f"/_stcore/upload_file/{session_id}/file", files=file, headers=xsrf(client))
