from tests.support.office import office, office_template

__all__ = ["office", "office_template"]
