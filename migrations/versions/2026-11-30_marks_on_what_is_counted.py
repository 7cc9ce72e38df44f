"""Whatever is counted is marked in one table: registrations, and what is chosen from in a fellowship

Revision ID: d4a90b6c1e27
Revises: e3a7b9d14c28
"""
import sqlalchemy as sa
from alembic import op

revision = 'd4a90b6c1e27'
down_revision = 'e3a7b9d14c28'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('change_mark',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('mark', sa.String(length=30), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_change_mark'))
    )
    op.drop_table('registration_mark')


def downgrade():
    op.create_table('registration_mark',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(length=30), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_registration_mark_meeting_id_meeting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_registration_mark'))
    )
    op.execute("INSERT INTO registration_mark (meeting_id, mark) SELECT id, 'first' FROM meeting")
    op.drop_table('change_mark')
