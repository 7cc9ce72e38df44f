"""Acts on many with their rows; mails that are held in a batch until somebody has read them.

Revision ID: df5b1ab1dceb
Revises: 2e2f35c6da3b
Create Date: 2026-11-24 02:12:17.068879

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'df5b1ab1dceb'
down_revision = '2e2f35c6da3b'
branch_labels = None
depends_on = None

OLD = ('waiting', 'sent', 'failed', 'superseded')
NEW = ('held', *OLD, 'discarded')
DELIVERY = 'ck_outbox_message_delivery'
HELD = 'ck_outbox_message_held_in_a_batch'


def one_of(column, codes):
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def upgrade():
    op.create_table('outbox_batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=30), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_batch')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_batch_key'))
    )
    op.create_table('bulk_act',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=30), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('on_kind', sa.String(length=30), nullable=False),
    sa.Column('on_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('way', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('state', sa.Enum('planned', 'running', 'done', 'stopped', name='actstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('made_by', sa.String(length=200), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('why_stopped', sa.String(length=500), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(state = 'planned') = (begun_at IS NULL)", name=op.f('ck_bulk_act_begun_when_not_planned')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_bulk_act_account_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['batch_id'], ['outbox_batch.id'], name=op.f('fk_bulk_act_batch_id_outbox_batch'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bulk_act')),
    sa.UniqueConstraint('batch_id', name=op.f('uq_bulk_act_batch_id')),
    sa.UniqueConstraint('key', name=op.f('uq_bulk_act_key'))
    )
    with op.batch_alter_table('bulk_act', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bulk_act_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bulk_act_made_at'), ['made_at'], unique=False)
        batch_op.create_index('ix_bulk_act_on', ['on_kind', 'on_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bulk_act_state'), ['state'], unique=False)

    op.create_table('bulk_row',
    sa.Column('act_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=300), nullable=False),
    sa.Column('about', sa.String(length=300), nullable=False),
    sa.Column('thing_kind', sa.String(length=30), nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=True),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('outcome', sa.Enum('pending', 'done', 'refused', name='outcome', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('said', sa.String(length=500), nullable=False),
    sa.ForeignKeyConstraint(['act_id'], ['bulk_act.id'], name=op.f('fk_bulk_row_act_id_bulk_act'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('act_id', 'position', name=op.f('pk_bulk_row'))
    )
    with op.batch_alter_table('bulk_row', schema=None) as batch_op:
        batch_op.create_index('ix_bulk_row_thing', ['thing_kind', 'thing_id'], unique=False)
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.add_column(sa.Column('batch_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_outbox_message_batch_id'), ['batch_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_outbox_message_batch_id_outbox_batch'), 'outbox_batch', ['batch_id'], ['id'])
        batch_op.drop_constraint(op.f(DELIVERY), type_='check')
        batch_op.create_check_constraint(op.f(DELIVERY), one_of('delivery', NEW))
        batch_op.create_check_constraint(op.f(HELD), "delivery <> 'held' OR batch_id IS NOT NULL")


def downgrade():
    # Nothing before held mails back: what nobody has let go does not go.
    op.execute("UPDATE outbox_message SET delivery = 'superseded' WHERE delivery IN ('held', 'discarded')")
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.drop_constraint(op.f(HELD), type_='check')
        batch_op.drop_constraint(op.f(DELIVERY), type_='check')
        batch_op.create_check_constraint(op.f(DELIVERY), one_of('delivery', OLD))
        batch_op.drop_constraint(batch_op.f('fk_outbox_message_batch_id_outbox_batch'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_outbox_message_batch_id'))
        batch_op.drop_column('batch_id')

    op.drop_table('bulk_row')
    with op.batch_alter_table('bulk_act', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bulk_act_state'))
        batch_op.drop_index('ix_bulk_act_on')
        batch_op.drop_index(batch_op.f('ix_bulk_act_made_at'))
        batch_op.drop_index(batch_op.f('ix_bulk_act_account_id'))

    op.drop_table('bulk_act')
    op.drop_table('outbox_batch')
