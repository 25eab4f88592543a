"""Everything the ledger needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Search over the folded texts. FTS5's trigrams find any three letters of a language without spaces; triggers keep the
# index in step with the table, whoever writes it.
SQLITE_SEARCH = (
    "CREATE UNIQUE INDEX ux_case_text_case ON case_text(case_id)",
    "CREATE VIRTUAL TABLE case_fts USING fts5"
    "(search, content='case_text', content_rowid='case_id', tokenize='trigram')",
    "CREATE TRIGGER case_text_added AFTER INSERT ON case_text BEGIN "
    "INSERT INTO case_fts(rowid, search) VALUES (new.case_id, new.search); END",
    "CREATE TRIGGER case_text_gone AFTER DELETE ON case_text BEGIN "
    "INSERT INTO case_fts(case_fts, rowid, search) VALUES ('delete', old.case_id, old.search); END",
    "CREATE TRIGGER case_text_changed AFTER UPDATE ON case_text BEGIN "
    "INSERT INTO case_fts(case_fts, rowid, search) VALUES ('delete', old.case_id, old.search); "
    "INSERT INTO case_fts(rowid, search) VALUES (new.case_id, new.search); END",
)
POSTGRES_SEARCH = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_case_text_search ON case_text USING gin (search gin_trgm_ops)",
)


def upgrade() -> None:
    """Move the schema up; there is no way down, a back-up is the way back."""
    op.create_table(
        "account",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("token_version", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("created_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "id"),
    )
    op.create_index("ix_account_username", "account", ["province_id", "username"], unique=True)
    op.create_table(
        "agg_day",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("contact_kind", sa.String(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("opened_estimated", sa.Integer(), nullable=False),
        sa.Column("closed_estimated", sa.Integer(), nullable=False),
        sa.Column("sent_estimated", sa.Integer(), nullable=False),
        sa.Column("persons_contacting", sa.Integer(), nullable=False),
        sa.Column("persons_subject", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "day", "contact_kind"),
    )
    op.create_table(
        "agg_month",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("contact_kind", sa.String(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("opened_estimated", sa.Integer(), nullable=False),
        sa.Column("closed_estimated", sa.Integer(), nullable=False),
        sa.Column("sent_estimated", sa.Integer(), nullable=False),
        sa.Column("persons_contacting", sa.Integer(), nullable=False),
        sa.Column("persons_subject", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "dimension", "month", "key", "contact_kind"),
    )
    op.create_table(
        "auth_session",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("token_version", sa.Integer(), nullable=False),
        sa.Column("created_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ip", sa.String(), nullable=False),
        sa.Column("revoked_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("province_id", "token_sha256"),
    )
    op.create_index(
        "ix_auth_session_account", "auth_session", ["province_id", "account_id", "revoked_at"], unique=False
    )
    op.create_table(
        "awaiting_check",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("referral_no", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("province_id", "case_id", "referral_no", "from_on"),
    )
    op.create_table(
        "case_",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("is_void", sa.Boolean(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("received_basis", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closing_class", sa.String(), nullable=True),
        sa.Column("confirmed", sa.String(), nullable=True),
        sa.Column("proposed", sa.String(), nullable=True),
        sa.Column("objected_on", sa.Date(), nullable=True),
        sa.Column("delay", sa.String(), nullable=True),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("contact_kind", sa.String(), nullable=False),
        sa.Column("topic_id", sa.String(), nullable=True),
        sa.Column("amphoe_code", sa.String(), nullable=True),
        sa.Column("tambon_code", sa.String(), nullable=True),
        sa.Column("programme_id", sa.String(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("wants_reply", sa.Boolean(), nullable=False),
        sa.Column("needs_sorting", sa.Boolean(), nullable=False),
        sa.Column("persons_contacting", sa.Integer(), nullable=False),
        sa.Column("persons_subject", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=True),
        sa.Column("lead_id", sa.BigInteger(), nullable=True),
        sa.Column("upstream_no", sa.String(), nullable=True),
        sa.Column("source_system", sa.String(), nullable=True),
        sa.Column("source_no", sa.String(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.Column("is_anonymised", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "id"),
    )
    op.create_index("ix_case_no", "case_", ["province_id", "year_be", "running"], unique=True)
    op.create_index(
        "ix_following",
        "case_",
        ["province_id", "lead_id"],
        unique=False,
        sqlite_where=sa.text("lead_id IS NOT NULL"),
        postgresql_where=sa.text("lead_id IS NOT NULL"),
    )
    op.create_index(
        "ix_pending",
        "case_",
        ["province_id", "opened_on", "id"],
        unique=False,
        sqlite_where=sa.text("is_open AND NOT is_void"),
        postgresql_where=sa.text("is_open AND NOT is_void"),
    )
    op.create_index("ix_recv", "case_", ["province_id", "received_on", "id"], unique=False)
    op.create_index(
        "ix_source",
        "case_",
        ["province_id", "source_system", "source_key"],
        unique=False,
        sqlite_where=sa.text("source_system IS NOT NULL"),
        postgresql_where=sa.text("source_system IS NOT NULL"),
    )
    op.create_index(
        "ix_source_no",
        "case_",
        ["province_id", "source_no"],
        unique=False,
        sqlite_where=sa.text("source_no IS NOT NULL"),
        postgresql_where=sa.text("source_no IS NOT NULL"),
    )
    op.create_index(
        "ix_undated",
        "case_",
        ["province_id", "id"],
        unique=False,
        sqlite_where=sa.text("received_on IS NULL"),
        postgresql_where=sa.text("received_on IS NULL"),
    )
    op.create_index(
        "ix_upstream",
        "case_",
        ["province_id", "upstream_no"],
        unique=False,
        sqlite_where=sa.text("upstream_no IS NOT NULL"),
        postgresql_where=sa.text("upstream_no IS NOT NULL"),
    )
    op.create_index(
        "ix_void",
        "case_",
        ["province_id", "id"],
        unique=False,
        sqlite_where=sa.text("is_void"),
        postgresql_where=sa.text("is_void"),
    )
    op.create_table(
        "case_period",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("opened_basis", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_basis", sa.String(), nullable=True),
        sa.Column("contact_kind", sa.String(), nullable=False),
        sa.Column("is_void", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "case_id", "round"),
    )
    op.create_index("ix_period_from", "case_period", ["province_id", "opened_on", "closed_on", "case_id"], unique=False)
    op.create_index(
        "ix_period_open",
        "case_period",
        ["province_id", "opened_on", "case_id"],
        unique=False,
        sqlite_where=sa.text("is_open AND NOT is_void"),
        postgresql_where=sa.text("is_open AND NOT is_void"),
    )
    op.create_index(
        "ix_period_to",
        "case_period",
        ["province_id", "closed_on", "opened_on", "case_id"],
        unique=False,
        sqlite_where=sa.text("closed_on IS NOT NULL"),
        postgresql_where=sa.text("closed_on IS NOT NULL"),
    )
    op.create_table(
        "case_person",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("anonymous", sa.String(), nullable=False),
        sa.Column("hide_from_agency", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "case_id", "person_id"),
    )
    op.create_table(
        "case_text",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("public_title", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "case_id"),
    )
    op.create_table(
        "command",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "id"),
        sa.UniqueConstraint("province_id", "actor_id", "request_id", name="uq_command_request"),
    )
    op.create_table(
        "confirmed_year",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "year"),
    )
    op.create_table(
        "holiday",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "day"),
    )
    op.create_table(
        "installation",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("office_name", sa.String(), nullable=False),
        sa.Column("calendar_version", sa.Integer(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("master_version", sa.Integer(), nullable=False),
        sa.Column("recovery_confirmed_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("date_confirmed_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("province_id"),
    )
    op.create_table(
        "job",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("leased_until", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_ok_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("province_id", "name"),
    )
    op.create_table(
        "key_check",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("check_value", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("wrap_salt", sa.LargeBinary(), nullable=False),
        sa.Column("wrap_cost", sa.String(40), nullable=False),
        sa.Column("last_six_salt", sa.LargeBinary(), nullable=False),
        sa.Column("last_six_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("retired_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("lost", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "key_id"),
    )
    op.create_table(
        "ledger_event",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("stream_kind", sa.String(10), nullable=False),
        sa.Column("stream_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("kind_version", sa.Integer(), nullable=False),
        sa.Column("referral_no", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("happened_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("date_basis", sa.String(), nullable=False),
        sa.Column("recorded_at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("on_behalf_of_agency_id", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("command_id", sa.BigInteger(), nullable=False),
        sa.Column("corrects_seq", sa.Integer(), nullable=True),
        sa.Column("note_id", sa.BigInteger(), nullable=True),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "stream_kind", "stream_id", "seq"),
    )
    op.create_index("ix_event_command", "ledger_event", ["province_id", "command_id"], unique=False)
    op.create_index("ix_event_recorded", "ledger_event", ["province_id", "recorded_at"], unique=False)
    op.create_table(
        "master",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "table", "id"),
    )
    op.create_table(
        "note",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("erased_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("province_id", "id"),
    )
    op.create_table(
        "number_counter",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("first_no", sa.Integer(), nullable=False),
        sa.Column("last_no", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "year_be"),
    )
    op.create_table(
        "obligation",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("referral_no", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.String(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("arises_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("void_on", sa.Date(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("promise", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "case_id", "no"),
    )
    op.create_index("ix_obligation_done", "obligation", ["province_id", "done_on", "due_on"], unique=False)
    op.create_index("ix_obligation_due", "obligation", ["province_id", "due_on", "kind"], unique=False)
    op.create_index(
        "ix_obligation_live",
        "obligation",
        ["province_id", "due_on", "kind", "agency_id"],
        unique=False,
        sqlite_where=sa.text("done_on IS NULL AND void_on IS NULL"),
        postgresql_where=sa.text("done_on IS NULL AND void_on IS NULL"),
    )
    op.create_index("ix_obligation_void", "obligation", ["province_id", "void_on"], unique=False)
    op.create_table(
        "opening_balance",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "year_be"),
    )
    op.create_table(
        "pause",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("referral_no", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("province_id", "case_id", "referral_no", "from_on"),
    )
    op.create_table(
        "person",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("national_id", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("national_index", sa.LargeBinary(), nullable=True),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("erased_at", db.types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("province_id", "id"),
    )
    op.create_index("ix_person_case", "person", ["province_id", "case_id"], unique=False)
    op.create_index("ix_person_national", "person", ["province_id", "national_index"], unique=False)
    op.create_index("ix_person_phone", "person", ["province_id", "phone_index"], unique=False)
    op.create_table(
        "person_token",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "token", "person_id"),
    )
    op.create_table(
        "programme_contact",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("walk_in_persons", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("other_contacts", sa.Integer(), nullable=False),
        sa.Column("became_cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "id"),
    )
    op.create_index("ix_programme_day", "programme_contact", ["province_id", "programme_id", "day"], unique=False)
    op.create_table(
        "referral",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("agency_name", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_basis", sa.String(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("first_report_on", sa.Date(), nullable=True),
        sa.Column("last_report_on", sa.Date(), nullable=True),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("is_void", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "case_id", "no"),
    )
    op.create_index(
        "ix_live",
        "referral",
        ["province_id", "agency_id", "sent_on", "case_id"],
        unique=False,
        sqlite_where=sa.text("is_live"),
        postgresql_where=sa.text("is_live"),
    )
    op.create_index(
        "ix_referral_ended",
        "referral",
        ["province_id", "ended_on", "sent_on", "case_id"],
        unique=False,
        sqlite_where=sa.text("ended_on IS NOT NULL"),
        postgresql_where=sa.text("ended_on IS NOT NULL"),
    )
    op.create_index("ix_referral_sent", "referral", ["province_id", "sent_on"], unique=False)
    op.create_table(
        "seal",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("streams", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "no"),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_sha256", sa.String(64), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", db.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "id"),
    )
    op.create_index("ix_attempt_address", "sign_in_attempt", ["province_id", "address", "at"], unique=False)
    op.create_index("ix_attempt_user", "sign_in_attempt", ["province_id", "user_sha256", "at"], unique=False)
    op.create_table(
        "source_row",
        sa.Column("province_id", sa.String(2), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("command_id", sa.BigInteger(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("source_no", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("cells", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("province_id", "id"),
    )
    op.create_index("ix_source_row_case", "source_row", ["province_id", "case_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE_SEARCH:
            op.execute(statement)
    else:
        for statement in POSTGRES_SEARCH:
            op.execute(statement)
