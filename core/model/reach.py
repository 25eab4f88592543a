"""How other machines of an office reach this one."""

from __future__ import annotations

from typing import Final

LAN_PORT: Final = 8443
PRACTICE_LAN_PORT: Final = 8444
ROOT_CERTIFICATE: Final = "caddy/pki/authorities/local/root.crt"
"""Inside the network folder: the certificate that other machines must know. It is no secret; what lies beside it is."""
