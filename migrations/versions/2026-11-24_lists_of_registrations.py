"""Lists of registrations: indexes for their first pages, a mark of the last change, saved views.

Revision ID: 5c8054a3fd87
Revises: df5b1ab1dceb
Create Date: 2026-11-24 02:24:33.479171

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '5c8054a3fd87'
down_revision = 'df5b1ab1dceb'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('registration_mark',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(length=30), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_registration_mark_meeting_id_meeting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_registration_mark'))
    )
    op.execute("INSERT INTO registration_mark (meeting_id, mark) SELECT id, 'first' FROM meeting")
    op.create_table('saved_view',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=30), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('query', sa.String(length=2000), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_saved_view_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_saved_view_meeting_id_meeting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_view')),
    sa.UniqueConstraint('key', name=op.f('uq_saved_view_key')),
    sa.UniqueConstraint('meeting_id', 'account_id', 'name', name=op.f('uq_saved_view_meeting_id_account_id_name'))
    )
    with op.batch_alter_table('saved_view', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_view_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_saved_view_meeting_id'), ['meeting_id'], unique=False)

    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.create_index('ix_registration_name', ['meeting_id', 'sort_key', 'id'], unique=False)
        batch_op.create_index('ix_registration_received', ['meeting_id', 'received_at', 'id'], unique=False)
        batch_op.create_index('ix_registration_state_received', ['meeting_id', 'status', 'received_at', 'id'], unique=False)



def downgrade():
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_index('ix_registration_state_received')
        batch_op.drop_index('ix_registration_received')
        batch_op.drop_index('ix_registration_name')

    with op.batch_alter_table('saved_view', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_view_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_saved_view_account_id'))

    op.drop_table('saved_view')
    op.drop_table('registration_mark')
