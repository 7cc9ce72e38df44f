"""Mails that came in, and the answers of calendars.

Revision ID: 3e94c2ee8eec
Revises: e4b8d2f01c67
Create Date: 2026-11-30 03:56:00.829164

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '3e94c2ee8eec'
down_revision = 'e4b8d2f01c67'
branch_labels = None
depends_on = None


def upgrade():

    op.create_table('calendar_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('about_kind', sa.String(length=30), nullable=False),
    sa.Column('about_id', sa.Integer(), nullable=False),
    sa.Column('said', sa.Enum('accepted', 'declined', 'tentative', 'delegated', 'needs-action', name='said', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('stamp', sa.DateTime(timezone=True), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('mail_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_calendar_answer_email_in_lower_case')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_answer')),
    sa.UniqueConstraint('uid', 'email', name=op.f('uq_calendar_answer_uid_email'))
    )
    with op.batch_alter_table('calendar_answer', schema=None) as batch_op:
        batch_op.create_index('ix_calendar_answer_about', ['about_kind', 'about_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_calendar_answer_email'), ['email'], unique=False)

    op.create_table('received_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=30), nullable=False),
    sa.Column('identity', sa.String(length=64), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sort', sa.Enum('letter', 'calendar', 'bounce', 'automatic', 'too_large', 'unreadable', name='sort', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('outcome', sa.Enum('applied', 'earlier', 'overtaken', 'not_sent', 'future', 'one_date', 'taken_back', 'counter', 'delegated', 'other_sender', 'stranger', 'unknown', 'no_answer', 'malformed', 'letter', 'bounce', 'automatic', 'too_large', 'unreadable', name='outcome', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('why', sa.String(length=300), nullable=False),
    sa.Column('from_name', sa.String(length=200), nullable=False),
    sa.Column('from_email', sa.String(length=254), nullable=False),
    sa.Column('subject', sa.String(length=300), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('calendar', sa.LargeBinary(), nullable=True),
    sa.Column('about_kind', sa.String(length=30), nullable=False),
    sa.Column('about_id', sa.Integer(), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('uid', sa.String(length=200), nullable=False),
    sa.Column('method', sa.String(length=20), nullable=False),
    sa.Column('said', sa.Enum('accepted', 'declined', 'tentative', 'delegated', 'needs-action', name='said', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('sequence', sa.Integer(), nullable=True),
    sa.Column('stamp', sa.DateTime(timezone=True), nullable=True),
    sa.Column('one_date', sa.String(length=60), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('delegated_to', sa.String(length=254), nullable=False),
    sa.Column('proposed_starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('proposed_ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('returned_key', sa.String(length=30), nullable=True),
    sa.Column('open', sa.Boolean(), nullable=False),
    sa.Column('closing', sa.Enum('done', 'turned_down', 'taken', name='closing', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by', sa.String(length=200), nullable=False),
    sa.CheckConstraint('NOT (open AND closed_at IS NOT NULL)', name=op.f('ck_received_mail_closed_is_not_open')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_received_mail')),
    sa.UniqueConstraint('identity', name=op.f('uq_received_mail_identity')),
    sa.UniqueConstraint('key', name=op.f('uq_received_mail_key'))
    )
    with op.batch_alter_table('received_mail', schema=None) as batch_op:
        batch_op.create_index('ix_received_mail_about', ['about_kind', 'about_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_mail_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_mail_from_email'), ['from_email'], unique=False)
        batch_op.create_index('ix_received_mail_open', ['open', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_mail_received_at'), ['received_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_mail_returned_key'), ['returned_key'], unique=False)




def downgrade():

    with op.batch_alter_table('received_mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_received_mail_returned_key'))
        batch_op.drop_index(batch_op.f('ix_received_mail_received_at'))
        batch_op.drop_index('ix_received_mail_open')
        batch_op.drop_index(batch_op.f('ix_received_mail_from_email'))
        batch_op.drop_index(batch_op.f('ix_received_mail_email'))
        batch_op.drop_index('ix_received_mail_about')

    op.drop_table('received_mail')
    with op.batch_alter_table('calendar_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_answer_email'))
        batch_op.drop_index('ix_calendar_answer_about')

    op.drop_table('calendar_answer')

