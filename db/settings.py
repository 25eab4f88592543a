"""Settings from the environment; nothing else in the program reads environment variables."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PRACTICE_FOLDER: Final = "practice"
NETWORK_FOLDER: Final = "network"


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

    @property
    def network_folder(self) -> Path:
        """What serving the office's network writes, its certificates among it; practice shares the register's."""
        data = self.data_dir.absolute()
        return (data.parent if data.name == PRACTICE_FOLDER else data) / NETWORK_FOLDER


def enter_practice(today: date) -> Settings:
    """Turn this process into the practice server: its own folder below the data, its own database, its own key, a day
    of its own. Call it before anything is opened; processes started from here practise too.
    """
    folder = Settings().data_dir.absolute() / PRACTICE_FOLDER
    for name in ("DATABASE_URL", "DAMRONG_SECRET_FILE", "DAMRONG_PUBLIC_URL"):
        os.environ.pop(name, None)
    os.environ["DAMRONG_DATA_DIR"], os.environ["DAMRONG_TODAY"] = str(folder), today.isoformat()
    return Settings()
