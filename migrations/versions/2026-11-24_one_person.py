"""One person through the years: further addresses, merges and their undoing, who is not the same, requests.

Revision ID: 1a4f3351fc65
Revises: a412bd2dfbb1
Create Date: 2026-11-24 02:21:14.005306

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '1a4f3351fc65'
down_revision = 'a412bd2dfbb1'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('not_same',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('low_id', sa.Integer(), nullable=False),
    sa.Column('high_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('low_id < high_id', name=op.f('ck_not_same_lower_first')),
    sa.ForeignKeyConstraint(['high_id'], ['person.id'], name=op.f('fk_not_same_high_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['low_id'], ['person.id'], name=op.f('fk_not_same_low_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_not_same')),
    sa.UniqueConstraint('low_id', 'high_id', name=op.f('uq_not_same_low_id_high_id'))
    )
    with op.batch_alter_table('not_same', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_not_same_high_id'), ['high_id'], unique=False)

    op.create_table('person_address',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_person_address_email_in_lower_case')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_address_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_address')),
    sa.UniqueConstraint('email', name=op.f('uq_person_address_email'))
    )
    with op.batch_alter_table('person_address', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_address_person_id'), ['person_id'], unique=False)

    op.create_table('person_merge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(length=200), nullable=False),
    sa.Column('kept_id', sa.Integer(), nullable=True),
    sa.Column('gone', sa.JSON(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('moved', sa.JSON(), nullable=False),
    sa.Column('there', sa.JSON(), nullable=False),
    sa.Column('pairs', sa.JSON(), nullable=False),
    sa.Column('addresses', sa.JSON(), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_by', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['kept_id'], ['person.id'], name=op.f('fk_person_merge_kept_id_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_merge'))
    )
    with op.batch_alter_table('person_merge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_merge_kept_id'), ['kept_id'], unique=False)

    op.create_table('person_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=30), nullable=False),
    sa.Column('kind', sa.Enum('deletion', 'correction', name='requestkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('outcome', sa.Enum('open', 'done', 'refused', 'taken_back', name='outcome', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.String(length=200), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_person_request_account_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_request_person_id_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_request')),
    sa.UniqueConstraint('key', name=op.f('uq_person_request_key'))
    )
    with op.batch_alter_table('person_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_request_outcome'), ['outcome'], unique=False)
        batch_op.create_index(batch_op.f('ix_person_request_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_person_request_one_open', ['account_id', 'kind'], unique=True, sqlite_where=sa.text("outcome = 'open'"), postgresql_where=sa.text("outcome = 'open'"))

    # Who registered before and is in the directory is one person from now on.
    op.execute(
        "UPDATE registration SET person_id = (SELECT p.id FROM person p WHERE p.email = registration.email) "
        "WHERE person_id IS NULL AND confirmed_at IS NOT NULL"
    )


def downgrade():
    with op.batch_alter_table('person_request', schema=None) as batch_op:
        batch_op.drop_index('uq_person_request_one_open', sqlite_where=sa.text("outcome = 'open'"), postgresql_where=sa.text("outcome = 'open'"))
        batch_op.drop_index(batch_op.f('ix_person_request_person_id'))
        batch_op.drop_index(batch_op.f('ix_person_request_outcome'))

    op.drop_table('person_request')
    with op.batch_alter_table('person_merge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_merge_kept_id'))

    op.drop_table('person_merge')
    with op.batch_alter_table('person_address', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_address_person_id'))

    op.drop_table('person_address')
    with op.batch_alter_table('not_same', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_not_same_high_id'))

    op.drop_table('not_same')
