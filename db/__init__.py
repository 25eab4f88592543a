"""Storage: SQLModel and SQLAlchemy live only here."""
