"""Outcomes that are followed over the years: also those of no session, with theme, owner, date, state and evidence.

Revision ID: c3f90a7b51d4
Revises: d80b3f6e21a9
Create Date: 2026-11-30 06:50:00.000000

"""
import secrets

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'c3f90a7b51d4'
down_revision = 'd80b3f6e21a9'
branch_labels = None
depends_on = None

OLD_KINDS = ('practice', 'lesson_learned', 'new_form_of_cooperation', 'recommendation')
KINDS = (
    'practice', 'lesson_learned', 'challenge', 'new_form_of_cooperation', 'recommendation', 'conclusion', 'commitment',
)
STATES = ('open', 'in_progress', 'done', 'dropped', 'overtaken')
ATTRIBUTIONS = ('public', 'on_approval', 'chatham_house')
NOBODY = "attribution <> 'chatham_house' OR (organization_id IS NULL AND organization_name = ''"
SOMEWHERE = "session_id IS NOT NULL OR meeting_id IS NOT NULL OR source <> ''"


def coded(name, codes):
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=40)


def among(column, codes):
    return f"{column} IN ({', '.join(map(repr, codes))})"


def upgrade():
    op.create_table(
        'outcome_theme',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('cycle_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(['cycle_id'], ['cycle.id'], name=op.f('fk_outcome_theme_cycle_id_cycle'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome_theme')),
        sa.UniqueConstraint('cycle_id', 'name', name=op.f('uq_outcome_theme_cycle_id_name')),
    )
    op.add_column('outcome_record', sa.Column('key', sa.String(length=30), nullable=True))
    op.add_column('outcome_record', sa.Column('meeting_id', sa.Integer(), nullable=True))
    op.add_column('outcome_record', sa.Column('state', sa.String(length=40), nullable=True))
    _fill()
    with op.batch_alter_table('outcome_record', schema=None) as batch_op:
        batch_op.alter_column('key', existing_type=sa.String(length=30), nullable=False)
        batch_op.alter_column('session_id', existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column('year', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('source', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('number', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('theme_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('owner_organization_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('owner_account_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('owner', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('due_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('demonstration', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_constraint(op.f('ck_outcome_record_recordkind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_outcome_record_recordkind'), among('kind', KINDS))
        batch_op.drop_constraint(op.f('ck_outcome_record_chatham_house_names_nobody'), type_='check')
        batch_op.create_check_constraint(
            op.f('ck_outcome_record_chatham_house_names_nobody'),
            f"{NOBODY} AND owner_organization_id IS NULL AND owner_account_id IS NULL)",
        )
        batch_op.create_check_constraint(op.f('ck_outcome_record_outcomestate'), among('state', STATES))
        batch_op.create_check_constraint(op.f('ck_outcome_record_said_somewhere'), SOMEWHERE)
        batch_op.create_check_constraint(op.f('ck_outcome_record_numbers_begin_with_one'), 'number IS NULL OR number > 0')
        batch_op.create_unique_constraint(op.f('uq_outcome_record_key'), ['key'])
        batch_op.create_unique_constraint(op.f('uq_outcome_record_meeting_id_number'), ['meeting_id', 'number'])
        batch_op.create_foreign_key(op.f('fk_outcome_record_meeting_id_meeting'), 'meeting', ['meeting_id'], ['id'], ondelete='CASCADE')
        batch_op.create_foreign_key(op.f('fk_outcome_record_theme_id_outcome_theme'), 'outcome_theme', ['theme_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(op.f('fk_outcome_record_owner_organization_id_organization'), 'organization', ['owner_organization_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(op.f('fk_outcome_record_owner_account_id_account'), 'account', ['owner_account_id'], ['id'], ondelete='SET NULL')
        for column in ('meeting_id', 'theme_id', 'owner_organization_id', 'owner_account_id', 'demonstration'):
            batch_op.create_index(f'ix_outcome_record_{column}', [column])
    with op.batch_alter_table('outcome_record', schema=None) as batch_op:
        for column, length in (('source', 300), ('owner', 200)):
            batch_op.alter_column(column, existing_type=sa.String(length=length), existing_nullable=False, server_default=None)
        batch_op.alter_column('demonstration', existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    op.create_table(
        'outcome_followup',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=30), nullable=False),
        sa.Column('outcome_id', sa.Integer(), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('state', coded('outcomestate', STATES), nullable=True),
        sa.Column('organization_id', sa.Integer(), nullable=True),
        sa.Column('told_by', sa.String(length=200), nullable=False),
        sa.Column('checked_under', coded('attribution', ATTRIBUTIONS), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('written_by', sa.String(length=200), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['outcome_id'], ['outcome_record.id'], name=op.f('fk_outcome_followup_outcome_id_outcome_record'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_outcome_followup_organization_id_organization'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome_followup')),
        sa.UniqueConstraint('key', name=op.f('uq_outcome_followup_key')),
    )
    op.create_index('ix_outcome_followup_outcome_id', 'outcome_followup', ['outcome_id'])
    op.create_index('ix_outcome_followup_organization_id', 'outcome_followup', ['organization_id'])
    op.create_table(
        'outcome_evidence',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('outcome_id', sa.Integer(), nullable=False),
        sa.Column('followup_id', sa.Integer(), nullable=True),
        sa.Column('document_id', sa.Integer(), nullable=True),
        sa.Column('link', sa.String(length=500), nullable=False),
        sa.Column('words', sa.String(length=500), nullable=False),
        sa.CheckConstraint("link <> '' OR words <> '' OR document_id IS NOT NULL", name=op.f('ck_outcome_evidence_says_something')),
        sa.ForeignKeyConstraint(['outcome_id'], ['outcome_record.id'], name=op.f('fk_outcome_evidence_outcome_id_outcome_record'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['followup_id'], ['outcome_followup.id'], name=op.f('fk_outcome_evidence_followup_id_outcome_followup'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_outcome_evidence_document_id_document'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome_evidence')),
    )
    for column in ('outcome_id', 'followup_id', 'document_id'):
        op.create_index(f'ix_outcome_evidence_{column}', 'outcome_evidence', [column])


def _fill():
    """Each has an address of its own now, its meeting, and what asks for something is open."""
    connection = op.get_bind()
    for number in connection.execute(sa.text('SELECT id FROM outcome_record')).scalars().all():
        connection.execute(
            sa.text('UPDATE outcome_record SET key = :key WHERE id = :id'),
            {'key': secrets.token_urlsafe(16), 'id': number},
        )
    op.execute(
        'UPDATE outcome_record SET meeting_id = '
        '(SELECT meeting_id FROM meeting_session WHERE meeting_session.id = outcome_record.session_id)'
    )
    op.execute("UPDATE outcome_record SET state = 'open' WHERE kind IN ('recommendation', 'new_form_of_cooperation')")


def downgrade():
    op.drop_table('outcome_evidence')
    op.drop_table('outcome_followup')
    # Nothing before knew of these kinds, or of outcomes of no session.
    op.execute(f"DELETE FROM outcome_record WHERE session_id IS NULL OR NOT ({among('kind', OLD_KINDS)})")
    with op.batch_alter_table('outcome_record', schema=None) as batch_op:
        for column in ('meeting_id', 'theme_id', 'owner_organization_id', 'owner_account_id', 'demonstration'):
            batch_op.drop_index(f'ix_outcome_record_{column}')
        batch_op.drop_constraint(op.f('fk_outcome_record_meeting_id_meeting'), type_='foreignkey')
        batch_op.drop_constraint(op.f('fk_outcome_record_theme_id_outcome_theme'), type_='foreignkey')
        batch_op.drop_constraint(op.f('fk_outcome_record_owner_organization_id_organization'), type_='foreignkey')
        batch_op.drop_constraint(op.f('fk_outcome_record_owner_account_id_account'), type_='foreignkey')
        batch_op.drop_constraint(op.f('uq_outcome_record_meeting_id_number'), type_='unique')
        batch_op.drop_constraint(op.f('uq_outcome_record_key'), type_='unique')
        for name in ('numbers_begin_with_one', 'said_somewhere', 'outcomestate', 'chatham_house_names_nobody', 'recordkind'):
            batch_op.drop_constraint(op.f(f'ck_outcome_record_{name}'), type_='check')
        batch_op.create_check_constraint(op.f('ck_outcome_record_recordkind'), among('kind', OLD_KINDS))
        batch_op.create_check_constraint(op.f('ck_outcome_record_chatham_house_names_nobody'), f"{NOBODY})")
        for column in ('key', 'meeting_id', 'state', 'year', 'source', 'number', 'theme_id', 'owner_organization_id', 'owner_account_id', 'owner', 'due_on', 'demonstration'):
            batch_op.drop_column(column)
        batch_op.alter_column('session_id', existing_type=sa.Integer(), nullable=False)
    op.drop_table('outcome_theme')
