"""The rules of the field: tables and pure functions over the model."""
