"""Small scripts of our own that hold no data of the page: a button that copies a text, and the keyboard of a form."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Final, Literal

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

from core.text.catalogue import t
from pages.ui.drawing import ASSETS

Script = Literal["copy", "desk"]
PACKAGE: Final = "damrong_small"
MANIFEST: Final = ComponentManifest(PACKAGE, "1", [ComponentConfig(name, ASSETS.name) for name in ("copy", "desk")])


def copyable(text: str, label: str, *, key: str) -> None:
    """Show a text with a button that copies it; without a clipboard it can still be marked by hand."""
    st.html(f'<p class="dr-said">{escape(text)}</p>')
    said = {"text": text, "label": label, "done": t("receipt.copied"), "failed": t("receipt.copy_failed")}
    _mount("copy")(key=key, data=said)


def keyboard(form: str, *, save_key: str, first_key: str, enter_key: str = "", said: str = "") -> None:
    """Ctrl+S presses the button of a key; the field of a key has the focus when the form is opened.

    Enter presses it too in the line of ``enter_key``. ``said`` is what a list says of the form: whoever ticked it with
    the mouse, or asked for the form by Enter, goes on in the first field.
    """
    data = {
        "form": form,
        "save": f".st-key-{save_key} button",
        "first": f".st-key-{first_key} :is(input, textarea)",
        "enter": f".st-key-{enter_key} input" if enter_key else "",
        "said": said,
    }
    _mount("desk")(key=f"keyboard_{form}", data=data)


def _mount(script: Script) -> ComponentRenderer:
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{PACKAGE}.{script}") is None:
        manager.register_from_manifest(MANIFEST, ASSETS.parent)
    return _component(script)


@lru_cache
def _component(script: Script) -> ComponentRenderer:
    return st.components.v2.component(
        f"{PACKAGE}.{script}", html='<div class="dr-root"></div>', js=f"{script}.js", isolate_styles=False
    )
