"""What documents management is told of a report: the estimate, and the sheet as it was frozen.

Revision ID: 93c8d0a1f6e2
Revises: 7f2a9c51e0b4
Create Date: 2026-11-30 10:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '93c8d0a1f6e2'
down_revision = '7f2a9c51e0b4'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'report_forecast',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('cycle_id', sa.Integer(), nullable=False),
        sa.Column('words', sa.Integer(), nullable=False),
        sa.Column('languages', sa.JSON(), nullable=False),
        sa.Column('frozen', sa.JSON(none_as_null=True), nullable=True),
        sa.Column('frozen_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('frozen_by', sa.String(length=200), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['cycle_id'], ['cycle.id'], name=op.f('fk_report_forecast_cycle_id_cycle'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_report_forecast')),
        sa.UniqueConstraint('cycle_id', name=op.f('uq_report_forecast_cycle_id')),
    )


def downgrade():
    op.drop_table('report_forecast')
