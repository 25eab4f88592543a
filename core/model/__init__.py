"""The things of the field: frozen dataclasses and enums, without behaviour of storage or screen."""
