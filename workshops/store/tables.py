"""The tables. The histories only ever grow: what was said stays, with its time."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _project_id(*, key: bool = True) -> sa.Column[str]:
    reference = sa.ForeignKey("project.id", ondelete="CASCADE")
    return sa.Column("project_id", sa.String(32), reference, primary_key=key, nullable=False)


def _now() -> sa.Column[object]:
    return sa.Column("at", sa.DateTime(timezone=True), nullable=False)


project = sa.Table(
    "project",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("organisation", sa.Text, nullable=False),
    sa.Column("language", sa.String(3), nullable=False),
    sa.Column("catalogue", sa.Integer, nullable=False),
    sa.Column("frame", sa.Text, nullable=False),  # JSON of workshops.project.Frame
    sa.Column("settings", sa.Text, nullable=False),  # JSON of workshops.project.Settings
    sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
)

department = sa.Table(
    "department",
    metadata,
    _project_id(),
    sa.Column("department", sa.String(64), primary_key=True),
    sa.Column("weight", sa.Float, nullable=False),
)

domain_weight = sa.Table(
    "domain_weight",
    metadata,
    _project_id(),
    sa.Column("domain", sa.String(64), primary_key=True),
    sa.Column("weight", sa.Float, nullable=False),
)

out_of_scope = sa.Table(
    "out_of_scope",
    metadata,
    _project_id(),
    sa.Column("subject", sa.String(64), primary_key=True),  # a domain or an item
    sa.Column("reason", sa.Text, nullable=False),
)

agreement = sa.Table(
    "agreement",
    metadata,
    _project_id(),
    sa.Column("item", sa.String(8), primary_key=True),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("must", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

agreement_history = sa.Table(
    "agreement_history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _project_id(key=False),
    sa.Column("item", sa.String(8), nullable=False),
    sa.Column("level", sa.Integer),  # null: the agreement was withdrawn
    sa.Column("must", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    _now(),
    sa.Index("ix_agreement_history_project_id_item", "project_id", "item"),
)

vote = sa.Table(
    "vote",
    metadata,
    _project_id(),
    sa.Column("voter", sa.Text, primary_key=True),
    sa.Column("item", sa.String(8), primary_key=True),
    sa.Column("department", sa.String(64)),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("must", sa.Boolean, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),  # the order in which votes came in
    sa.Column("round", sa.Integer, nullable=False, server_default="1"),  # in which it was cast
)

vote_history = sa.Table(
    "vote_history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _project_id(key=False),
    sa.Column("voter", sa.Text, nullable=False),
    sa.Column("item", sa.String(8), nullable=False),
    sa.Column("department", sa.String(64)),
    sa.Column("level", sa.Integer),  # null: withdrawn, or an abstention
    sa.Column("must", sa.Boolean, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("round", sa.Integer, nullable=False, server_default="1"),
    sa.Column("abstains", sa.Boolean, nullable=False, server_default=sa.false()),
    _now(),
    sa.Index("ix_vote_history_project_id_item", "project_id", "item"),
)

abstention = sa.Table(
    "abstention",
    metadata,
    _project_id(),
    sa.Column("voter", sa.Text, primary_key=True),
    sa.Column("item", sa.String(8), primary_key=True),
)

allocation = sa.Table(
    "allocation",
    metadata,
    _project_id(),
    sa.Column("voter", sa.Text, primary_key=True),
    sa.Column("domain", sa.String(64), primary_key=True),
    sa.Column("points", sa.Float, nullable=False),
)

ballot = sa.Table(  # of one item: its round, and whether its votes are revealed
    "ballot",
    metadata,
    _project_id(),
    sa.Column("item", sa.String(8), primary_key=True),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("revealed", sa.Boolean, nullable=False),
    sa.Column("market_shown", sa.Boolean, nullable=False),
)

session = sa.Table(
    "session",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    _project_id(key=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("day", sa.Date),
    sa.Column("begins", sa.String(5)),  # such as 09:30
    sa.Column("minutes", sa.Integer),  # null: as long as the number of items suggests
    sa.Column("code", sa.String(6), nullable=False, unique=True),
    sa.Column("state", sa.String(10), nullable=False),  # planned, open, revealed or closed
    sa.Column("position", sa.Integer, nullable=False),
)

session_domain = sa.Table(
    "session_domain",
    metadata,
    sa.Column("session_id", sa.String(32), sa.ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("domain", sa.String(64), primary_key=True),
)

session_department = sa.Table(  # invited; none: everybody
    "session_department",
    metadata,
    sa.Column("session_id", sa.String(32), sa.ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("department", sa.String(64), primary_key=True),
)

session_history = sa.Table(
    "session_history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("session_id", sa.String(32), sa.ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    sa.Column("state", sa.String(10), nullable=False),
    _now(),
)

voter = sa.Table(
    "voter",
    metadata,
    _project_id(),
    sa.Column("voter", sa.Text, primary_key=True),
    sa.Column("department", sa.String(64)),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("joined", sa.DateTime(timezone=True), nullable=False),
    sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
    sa.Column("place", sa.String(8)),  # the item that they were at
)

cost_setting = sa.Table(
    "cost_setting",
    metadata,
    _project_id(),
    sa.Column("currency", sa.String(3)),  # in which costs are said
)

cost_figure = sa.Table(
    "cost_figure",
    metadata,
    _project_id(),
    sa.Column("product", sa.String(64), primary_key=True),  # empty: for all
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("low", sa.Float, nullable=False),
    sa.Column("high", sa.Float, nullable=False),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("source", sa.Text, nullable=False),
)

own_price = sa.Table(
    "own_price",
    metadata,
    _project_id(),
    sa.Column("product", sa.String(64), primary_key=True),
    sa.Column("edition", sa.String(64), primary_key=True),
    sa.Column("low", sa.Float, nullable=False),
    sa.Column("high", sa.Float, nullable=False),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("per", sa.String(16), nullable=False),
    sa.Column("min_users", sa.Integer),
    sa.Column("source", sa.Text, nullable=False),
)

scenario = sa.Table(
    "scenario",
    metadata,
    _project_id(),
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),  # JSON of workshops.scenario.Scenario
)

finalist = sa.Table(
    "finalist",
    metadata,
    _project_id(),
    sa.Column("product", sa.String(64), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
)

final_weight = sa.Table(
    "final_weight",
    metadata,
    _project_id(),
    sa.Column("part", sa.String(16), primary_key=True),
    sa.Column("weight", sa.Float, nullable=False),
)

participant = sa.Table(
    "participant",
    metadata,
    _project_id(),
    sa.Column("name", sa.String(100), primary_key=True),
    sa.Column("token", sa.String(64), nullable=False, unique=True),  # the SHA-256 of the link's token
    _now(),
)

mark = sa.Table(
    "mark",
    metadata,
    _project_id(),
    sa.Column("participant", sa.String(100), primary_key=True),
    sa.Column("product", sa.String(64), primary_key=True),
    sa.Column("mark", sa.Float, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
)

mark_history = sa.Table(
    "mark_history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _project_id(key=False),
    sa.Column("participant", sa.String(100), nullable=False),
    sa.Column("product", sa.String(64), nullable=False),
    sa.Column("mark", sa.Float),  # null: withdrawn
    sa.Column("comment", sa.Text, nullable=False),
    _now(),
    sa.Index("ix_mark_history_project_id", "project_id"),
)

usability = sa.Table(
    "usability",
    metadata,
    _project_id(),
    sa.Column("tester", sa.String(100), primary_key=True),
    sa.Column("product", sa.String(64), primary_key=True),
    sa.Column("agreement", sa.String(32), nullable=False),  # with the ten statements, such as 4,2,5,1,...
)

usability_history = sa.Table(
    "usability_history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _project_id(key=False),
    sa.Column("tester", sa.String(100), nullable=False),
    sa.Column("product", sa.String(64), nullable=False),
    sa.Column("agreement", sa.String(32), nullable=False),
    _now(),
    sa.Index("ix_usability_history_project_id", "project_id"),
)

answer = sa.Table(
    "answer",
    metadata,
    _project_id(),
    sa.Column("product", sa.String(64), primary_key=True),
    sa.Column("item", sa.String(8), primary_key=True),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("edition", sa.String(64)),  # the lowest that has it
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("dated", sa.Date, nullable=False),
)

answer_history = sa.Table(
    "answer_history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _project_id(key=False),
    sa.Column("product", sa.String(64), nullable=False),
    sa.Column("item", sa.String(8), nullable=False),
    sa.Column("level", sa.Integer),  # null: withdrawn
    sa.Column("edition", sa.String(64)),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("dated", sa.Date),
    _now(),
    sa.Index("ix_answer_history_project_id", "project_id"),
)

decision = sa.Table(
    "decision",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _project_id(key=False),
    sa.Column("product", sa.String(64), nullable=False),
    sa.Column("edition", sa.String(64), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("score", sa.Float),
    _now(),
    sa.Index("ix_decision_project_id", "project_id"),
)
