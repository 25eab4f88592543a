"""Settings from the environment; nothing else in the program reads environment variables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What README's configuration table lists. Paths are made absolute when used, not when read."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    data_dir: Path = Field(default=Path("data"), validation_alias="DAMRONG_DATA_DIR")
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    today: date | None = Field(default=None, validation_alias="DAMRONG_TODAY")
    secret_file: Path | None = Field(default=None, validation_alias="DAMRONG_SECRET_FILE")
    public_url: str | None = Field(default=None, validation_alias="DAMRONG_PUBLIC_URL")

    @property
    def url(self) -> str:
        """The SQLAlchemy URL: PostgreSQL when given, else one SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'damrong.db'}"
