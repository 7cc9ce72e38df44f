"""Texts of mails that an organizer edits, and which kind of mail a message of the outbox is.

Revision ID: 9f1d1d7c5fa6
Revises: 5c8054a3fd87
Create Date: 2026-11-24 02:17:39.428832

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '9f1d1d7c5fa6'
down_revision = '5c8054a3fd87'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('letter_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('about_kind', sa.String(length=30), nullable=False),
    sa.Column('about_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('text', sa.String(length=10000), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(subject = '') = (text = '')", name=op.f('ck_letter_text_both_or_neither')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_text')),
    sa.UniqueConstraint('about_kind', 'about_id', 'kind', 'language', name=op.f('uq_letter_text_about_kind_about_id_kind_language'))
    )
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        # Messages that are there already are of no known kind.
        batch_op.add_column(sa.Column('letter', sa.String(length=40), nullable=False, server_default=''))


def downgrade():
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.drop_column('letter')

    op.drop_table('letter_text')
