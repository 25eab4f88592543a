"""The server: Streamlit behind the gate, for ``manage.py serve``, ``streamlit run app.py`` and ``uvicorn app:app``."""

from __future__ import annotations

import logging
import secrets

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config, runtime

from core.exchange.register_xlsx import write_register
from core.text.catalogue import t
from db.context import Settings, sign_in
from db.operations import run_due_jobs
from pages.http.gate import Gate
from pages.http.lifespan import lifespan
from pages.http.office_evidence import OfficeEvidence
from pages.http.office_setup import OfficeSetup
from pages.http.origins import public_host
from pages.http.routes import routes
from pages.http.serve import office_hosts, tell_where
from pages.http.wiring import Wiring

# Pages and settings lie beside this file, whatever folder the server is started from (`streamlit run` says the same).
config._main_script_path = config._main_script_path or __file__


def owner_of(session_id: str) -> str | None:
    """The session key behind a connected Streamlit session: the header that the gate set at its handshake."""
    client = runtime.get_instance().get_client(session_id)
    context = client.client_context if client else None
    return dict(context.headers).get("x-damrong-session") if context else None


def show_incident(error: Exception) -> bool:
    """Log what happened under a number, and show only the number."""
    incident = secrets.token_hex(4).upper()
    logging.getLogger("damrong.pages").error("incident %s", incident, exc_info=error)
    st.error(t("gate.incident", incident=incident))
    return True


settings = Settings()
hosts = (*config.get_option("server.allowedHosts"), *public_host(settings.public_url), *office_hosts())
wiring = Wiring(sign_in(settings), OfficeSetup(settings), OfficeEvidence(settings), hosts, owner_of)
tell_where(config.set_option)
# The gate has checked the Host header already, with the public name and the address of the connection.
config.set_option("server.allowedHosts", ["*"])

app = st.App(
    "pages/main.py",
    routes=routes(wiring),
    middleware=[Middleware(Gate, wiring=wiring)],
    lifespan=lifespan(wiring, lambda at: run_due_jobs(at, write_register=write_register)),
    on_script_error=show_incident,
)
