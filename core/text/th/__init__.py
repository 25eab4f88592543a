"""The texts, one module per area: ``TEXTS`` maps keys to Thai sentences, and a new module is found by itself.

A key is ``area.name`` or ``area.name.part``; it stands in one module only. ``{fact}`` is filled by the caller.
"""
