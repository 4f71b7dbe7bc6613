"""Workshops: sessions, voters, rounds, abstentions, points"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "abstention",
        sa.Column("project_id", sa.String(length=32), nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("item", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_abstention_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "voter", "item", name=op.f("pk_abstention")),
    )
    op.create_table(
        "allocation",
        sa.Column("project_id", sa.String(length=32), nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("domain", sa.String(length=64), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_allocation_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "voter", "domain", name=op.f("pk_allocation")),
    )
    op.create_table(
        "ballot",
        sa.Column("project_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=8), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("revealed", sa.Boolean(), nullable=False),
        sa.Column("market_shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_ballot_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "item", name=op.f("pk_ballot")),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("project_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("begins", sa.String(length=5), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_session_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("code", name=op.f("uq_session_code")),
    )
    op.create_table(
        "voter",
        sa.Column("project_id", sa.String(length=32), nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("joined", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_voter_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "voter", name=op.f("pk_voter")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_voter_token_hash")),
    )
    op.create_table(
        "session_department",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_department_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "department", name=op.f("pk_session_department")),
    )
    op.create_table(
        "session_domain",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("domain", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_domain_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "domain", name=op.f("pk_session_domain")),
    )
    op.create_table(
        "session_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_history_session_id_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_history")),
    )
    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("vote_history", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("abstains", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.alter_column("level", existing_type=sa.INTEGER(), nullable=True)

    # Votes that came in before there were sessions were never blind.
    op.execute(
        "INSERT INTO ballot (project_id, item, round, revealed, market_shown) "
        "SELECT DISTINCT project_id, item, 1, true, false FROM vote"
    )


def downgrade() -> None:
    with op.batch_alter_table("vote_history", schema=None) as batch_op:
        batch_op.alter_column("level", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("abstains")
        batch_op.drop_column("round")

    with op.batch_alter_table("vote", schema=None) as batch_op:
        batch_op.drop_column("round")

    op.drop_table("session_history")
    op.drop_table("session_domain")
    op.drop_table("session_department")
    op.drop_table("voter")
    op.drop_table("session")
    op.drop_table("ballot")
    op.drop_table("allocation")
    op.drop_table("abstention")
