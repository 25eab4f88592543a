"""Tables and numbers that Streamlit has no element for: real HTML tables whose cells are buttons.

Streamlit's own table is a picture: its menus speak English, it cuts long titles, a browser cannot search or print it,
and a phone shows two of its columns. These drawings are small scripts of ours, served like Streamlit's own and allowed
by the same content security policy (an inline script would not be). Data only ever becomes text, never markup.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

Drawing = Literal["figures", "matrix", "list"]
PACKAGE: Final = "damrong"
ASSETS: Final = Path(__file__).with_name("assets")
MANIFEST: Final = ComponentManifest(
    PACKAGE, "1", [ComponentConfig(name, ASSETS.name) for name in ("figures", "matrix", "list")]
)


def draw(drawing: Drawing, data: Mapping[str, Any], *, key: str, on_pick: Callable[[str], None]) -> None:
    """Draw ``data``; ``on_pick`` is called with what was clicked, before the page runs again."""

    def picked() -> None:
        pick = st.session_state[key].get("picked")
        if pick:
            on_pick(str(pick))

    _mount(drawing)(key=key, data=dict(data), on_picked_change=picked)


def _mount(drawing: Drawing) -> ComponentRenderer:
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{PACKAGE}.{drawing}") is None:
        manager.register_from_manifest(MANIFEST, ASSETS.parent)
    return _component(drawing)


@lru_cache
def _component(drawing: Drawing) -> ComponentRenderer:
    return st.components.v2.component(
        f"{PACKAGE}.{drawing}", html='<div class="dr-root"></div>', js=f"{drawing}.js", isolate_styles=False
    )
