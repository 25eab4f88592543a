"""What Caddy is told: the office's addresses, certificates of its own making, and one server behind it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from core.text.catalogue import t
from pages.http.lan import office_urls

_FILE: Final = Template("""\
# Written at each start of the program; changes made here are lost.
{
	admin off
	skip_install_trust
	auto_https $redirects
	default_sni $first
	grace_period 3s
	storage file_system {
		root $store
	}
	pki {
		ca local {
			name $authority
			root_cn $authority
			intermediate_cn $second
		}
	}
	log {
		level ERROR
	}
	servers {
		protocols h1 h2
		listener_wrappers {
			http_redirect
			tls
		}
	}
}

$sites {
	bind $bind
	tls internal
	header -Server
	request_body {
		max_size 52MB
	}
	reverse_proxy 127.0.0.1:$inner {
		header_up -X-Real-IP
		header_up -Forwarded
		flush_interval -1
	}
	handle_errors {
		header Content-Type "text/html; charset=utf-8"
		header Cache-Control no-store
		respond $waiting 503
	}
}

https://:$port {
	bind $bind
	header Content-Type "text/plain; charset=utf-8"
	respond $refused 421
}
""")


_USUAL: Final = 443
"""At this port Caddy also listens at 80, to lead those here who type the address alone."""


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the server: ``addresses`` to listen at, ``names`` that also lead there, ports, and a folder.

    ``inner_port`` is the server's own, on this machine alone.
    """

    addresses: tuple[str, ...]
    names: tuple[str, ...]
    port: int
    inner_port: int
    folder: Path

    @property
    def hosts(self) -> tuple[str, ...]:
        """Everything that a browser may call us."""
        return (*self.addresses, *self.names)

    @property
    def urls(self) -> tuple[str, ...]:
        """What other machines type, addresses first: a name is not known in every network."""
        return office_urls(self.hosts, self.port)

    @property
    def file(self) -> Path:
        """Where Caddy's configuration is written."""
        return self.folder / f"Caddyfile-{self.port}"


def caddyfile(front: Front) -> str:
    """The configuration, for Caddy 2.6 and later.

    The root certificate and its key are made once and stay in the folder. Another name than ours is answered by Caddy
    itself; plain HTTP to the same port is led to HTTPS. Caddy replaces what a browser says of itself in
    ``X-Forwarded-*`` by what it saw; the other spellings of that are taken away.
    """
    return _FILE.substitute(
        first=front.addresses[0],
        redirects="ignore_loaded_certs" if front.port == _USUAL else "disable_redirects",
        store=_quoted((front.folder / "caddy").as_posix()),
        authority=_quoted(_authority(front)),
        second=_quoted(f"{_authority(front)} 2"),
        sites=", ".join(f"https://{host}:{front.port}" for host in front.hosts),
        bind=" ".join(front.addresses),
        port=front.port,
        inner=front.inner_port,
        waiting=_quoted(_waiting()),
        refused=_quoted(t("gate.host_refused")),
    )


def _authority(front: Front) -> str:
    """What the certificate is called in the lists of other machines."""
    return f"Damrong {front.names[0] if front.names else front.addresses[0]}"


def _waiting() -> str:
    """The page of the seconds in which the server behind is not ready; it asks again by itself."""
    words = escape(t("lan.starting"))
    return (
        f"<!doctype html><html lang='th'><meta charset='utf-8'><meta http-equiv='refresh' content='3'>"
        f"<meta name='viewport' content='width=device-width'><title>{words}</title><p>{words}</p></html>"
    )


def _quoted(text: str) -> str:
    """A token of a Caddyfile: between quotation marks everything but they themselves is taken as it is."""
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'
