"""What the environment says, checked once at the start."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsFault(Exception):
    """The environment cannot be used; `faults` holds one plain sentence for each thing missing or wrong."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


Names = Annotated[frozenset[str], NoDecode]


class Settings(BaseSettings):
    """The settings of one running bot; every name in `.env.example` is one field here, and the other way round."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    slack_client_id: str = Field("", description="The app's client id: people install it themselves, over OAuth.")
    slack_client_secret: SecretStr | None = Field(
        None, validate_default=True, description="The app's client secret, with SLACK_CLIENT_ID."
    )
    levelhead_url: str = Field(
        "", validate_default=True, description="Where the bot is reached from outside, https://…; for OAuth."
    )
    slack_bot_token: SecretStr = Field(
        SecretStr(""), validate_default=True, description="The bot's token, xoxb-…, from “OAuth & Permissions”."
    )
    slack_app_token: SecretStr | None = Field(None, description="An app-level token, xapp-…: Socket Mode.")
    slack_signing_secret: SecretStr | None = Field(
        None, validate_default=True, description="The signing secret: HTTP mode."
    )
    slack_api_url: str = Field("https://slack.com/api/", description="Another server that speaks Slack's wire.")
    database_url: str = Field("sqlite:///levelhead.sqlite3", description="SQLite file or PostgreSQL.")
    port: int = Field(3000, ge=0, le=65535, description="Where HTTP listens: events, health and metrics.")
    levelhead_host: str = Field("0.0.0.0", description="The address that HTTP listens on.")
    levelhead_secret_key: SecretStr | None = Field(None, description="Fernet keys, newest first, comma-separated.")
    levelhead_relays: Names = Field(frozenset(), description="Ids of bots that post customers' words.")
    levelhead_pages: Path | None = Field(None, description="A folder of the team's own phrasebook pages.")
    levelhead_help_text: str = Field("", description="Help outside the line, shown beneath every share-up form.")
    levelhead_case_days: int = Field(90, ge=1, le=365, description="After so many days a case is erased.")
    levelhead_pace: int = Field(30, ge=1, description="Commands and forms that one person may send in a minute.")

    @field_validator("levelhead_relays", mode="before")
    @classmethod
    def _split_names(cls, value: Any) -> Any:
        return frozenset(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("slack_client_secret")
    @classmethod
    def _has_both_halves(cls, value: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        if (value is None) != (not others.data.get("slack_client_id")):
            raise ValueError("and SLACK_CLIENT_ID go together: set both for installing over OAuth, or neither")
        return value

    @field_validator("levelhead_url")
    @classmethod
    def _is_where_people_come_back_to(cls, value: str, others: ValidationInfo) -> str:
        if others.data.get("slack_client_id") and not value:
            raise ValueError("is missing: the address at which the bot is reached, where Slack sends people back")
        if value and not value.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("should start with https://")
        return value.rstrip("/")

    @field_validator("slack_bot_token")
    @classmethod
    def _is_bot_token(cls, value: SecretStr, others: ValidationInfo) -> SecretStr:
        if not value.get_secret_value():
            if others.data.get("slack_client_id", "at fault itself"):
                return value
            raise ValueError(
                "is missing: the bot's token, xoxb-…, from “OAuth & Permissions”; or SLACK_CLIENT_ID and "
                "SLACK_CLIENT_SECRET, so that people install the app themselves"
            )
        if not value.get_secret_value().startswith(("xoxb-", "xoxe.xoxb-")):
            raise ValueError("should start with xoxb- (it is the bot user's token, under “OAuth & Permissions”)")
        return value

    @field_validator("slack_app_token")
    @classmethod
    def _is_app_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith("xapp-"):
            raise ValueError("should start with xapp- (make it under “Basic Information”, scope connections:write)")
        return value

    @field_validator("slack_signing_secret")
    @classmethod
    def _has_a_door(cls, value: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        if value is None and others.data.get("slack_app_token", "at fault itself") is None:
            raise ValueError(
                "or SLACK_APP_TOKEN is missing: set the first to run over HTTP, the second to run in Socket Mode"
            )
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _is_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("should be a URL that starts with https:// (or http:// for a server of your own)")
        return value if value.endswith("/") else f"{value}/"

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://", "postgres://")):
            raise ValueError("should be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
        return value

    @field_validator("levelhead_pages")
    @classmethod
    def _is_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("should be a folder of phrasebook pages; there is none at that path")
        return value

    @property
    def socket_mode(self) -> bool:
        return self.slack_app_token is not None

    @property
    def over_oauth(self) -> bool:
        """Whether people install the app themselves."""
        return bool(self.slack_client_id)

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The Fernet keys, newest first; none when a key file beside the SQLite file is to be used."""
        if self.levelhead_secret_key is None:
            return ()
        return tuple(self.levelhead_secret_key.get_secret_value().replace(",", " ").split())

    @classmethod
    def from_environment(cls, **given: Any) -> "Settings":
        """Read the environment and `.env`; `given` wins over both. Raises SettingsFault with every fault at once."""
        try:
            return cls(**given)
        except ValidationError as error:
            raise SettingsFault(*(_sentence(fault) for fault in error.errors(include_input=False))) from None
        except (OSError, UnicodeDecodeError):
            raise SettingsFault("The file .env cannot be read; it should be UTF-8 text.") from None


def without_slack(**given: Any) -> Settings:
    """The settings for commands that need no Slack, whatever it says of Slack in them; raises SettingsFault."""
    placeholders = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-", "slack_signing_secret": ""}
    return Settings.from_environment(**placeholders | given)


def _sentence(fault: Mapping[str, Any]) -> str:
    name = str(fault["loc"][0]).upper() if fault["loc"] else "The environment"
    if fault["type"] == "missing":
        return f"{name} is missing: {Settings.model_fields[name.lower()].description}"
    if fault["type"] == "value_error":
        return f"{name} {fault['msg'].removeprefix('Value error, ')}."
    return f"{name} cannot be used: {fault['msg'][0].lower()}{fault['msg'][1:]}."
