"""Fixtures of the database's tests."""

from tests.support.office import office, office_template, office_templates

__all__ = ["office", "office_template", "office_templates"]
