"""What each activity under a resolution needed and was given, year by year (OP7).

Revision ID: a6c1f07d52be
Revises: a4f7c02d9b51
Create Date: 2026-11-30 23:50:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'a6c1f07d52be'
down_revision = 'a4f7c02d9b51'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'resource_entry',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('cycle_id', sa.Integer(), nullable=False),
        sa.Column('activity', sa.Enum('focal_points', 'fellowship', 'workshop', 'other', name='activity', native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('needed', sa.Integer(), nullable=False),
        sa.Column('regular', sa.Integer(), nullable=False),
        sa.Column('voluntary', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('written_by', sa.String(length=200), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('demonstration', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_resource_entry_cycle_id_cycle'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_resource_entry')),
        sa.UniqueConstraint('cycle_id', 'activity', 'year', name=op.f('uq_resource_entry_cycle_id_activity_year')),
    )
    op.create_index('ix_resource_entry_demonstration', 'resource_entry', ['demonstration'])


def downgrade():
    op.drop_table('resource_entry')
