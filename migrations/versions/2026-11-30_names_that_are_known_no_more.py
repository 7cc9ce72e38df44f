"""Names that the house keeps no more are found again where somebody writes them anew: digests of their stretches.

Revision ID: a4f7c02d9b51
Revises: e31b6a94d7c8
Create Date: 2026-11-30 23:50:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'a4f7c02d9b51'
down_revision = 'e31b6a94d7c8'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'name_no_more',
        sa.Column('session_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('shape', sa.String(length=4), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ['session_id'], ['meeting_session.id'],
            name=op.f('fk_name_no_more_session_id_meeting_session'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('session_id', 'shape', 'digest', name=op.f('pk_name_no_more')),
    )


def downgrade():
    op.drop_table('name_no_more')
