"""Use cases run against a real installation on the engine of the run."""

from tests.support.office import office, office_template, office_templates

__all__ = ["office", "office_template", "office_templates"]
