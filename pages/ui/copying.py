"""A text to read and a button that copies it, without any network."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Final

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

from core.text.catalogue import t
from pages.ui.drawing import ASSETS

PACKAGE: Final = "damrong_copy"
MANIFEST: Final = ComponentManifest(PACKAGE, "1", [ComponentConfig("copy", ASSETS.name)])


def copyable(text: str, label: str, *, key: str) -> None:
    """Show a text with a button that copies it; without a clipboard it can still be marked by hand."""
    st.html(f'<p class="dr-said">{escape(text)}</p>')
    said = {"text": text, "label": label, "done": t("receipt.copied"), "failed": t("receipt.copy_failed")}
    _mount()(key=key, data=said)


def _mount() -> ComponentRenderer:
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{PACKAGE}.copy") is None:
        manager.register_from_manifest(MANIFEST, ASSETS.parent)
    return _component()


@lru_cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        f"{PACKAGE}.copy", html='<div class="dr-root"></div>', js="copy.js", isolate_styles=False
    )
