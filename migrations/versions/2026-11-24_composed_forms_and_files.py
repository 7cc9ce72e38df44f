"""Composed forms, the answers to them, and the files that people hand in.

Revision ID: 3d8ad0a4a4fb
Revises: a4c3d812fb39
Create Date: 2026-11-24 00:06:44.587223

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '3d8ad0a4a4fb'
down_revision = 'a4c3d812fb39'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('question_form',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('about_kind', sa.String(length=30), nullable=False),
    sa.Column('about_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_form')),
    sa.UniqueConstraint('about_kind', 'about_id', name=op.f('uq_question_form_about_kind_about_id'))
    )
    op.create_table('stored_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=30), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.Enum('pdf', 'docx', 'png', 'jpg', name='filekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('stored_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_file')),
    sa.UniqueConstraint('key', name=op.f('uq_stored_file_key'))
    )
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stored_file_digest'), ['digest'], unique=False)

    op.create_table('question_section',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('form_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['form_id'], ['question_form.id'], name=op.f('fk_question_section_form_id_question_form'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_section'))
    )
    with op.batch_alter_table('question_section', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_section_form_id'), ['form_id'], unique=False)

    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('section_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('text', 'long_text', 'choice', 'several', 'date', 'number', 'file', 'agreement', name='questionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('wording', sa.String(length=1000), nullable=False),
    sa.Column('help', sa.Text(), nullable=False),
    sa.Column('purpose', sa.String(length=300), nullable=False),
    sa.Column('required', sa.Boolean(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('most', sa.Integer(), nullable=True),
    sa.Column('when_categories', sa.JSON(), nullable=False),
    sa.Column('when_question_id', sa.Integer(), nullable=True),
    sa.Column('when_answers', sa.JSON(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("purpose <> ''", name=op.f('ck_question_says_its_purpose')),
    sa.ForeignKeyConstraint(['section_id'], ['question_section.id'], name=op.f('fk_question_section_id_question_section'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['when_question_id'], ['question.id'], name=op.f('fk_question_when_question_id_question'), initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question'))
    )
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_section_id'), ['section_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_when_question_id'), ['when_question_id'], unique=False)

    op.create_table('answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('subject_kind', sa.String(length=30), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('wording', sa.String(length=1000), nullable=False),
    sa.Column('value', sa.JSON(), nullable=False),
    sa.Column('shown', sa.Text(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_answer_file_id_stored_file')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_answer_question_id_question'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('file_id', name=op.f('uq_answer_file_id')),
    sa.UniqueConstraint('question_id', 'subject_kind', 'subject_id', name=op.f('uq_answer_question_id_subject_kind_subject_id'))
    )
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.create_index('ix_answer_subject', ['subject_kind', 'subject_id'], unique=False)



def downgrade():
    with op.batch_alter_table('answer', schema=None) as batch_op:
        batch_op.drop_index('ix_answer_subject')

    op.drop_table('answer')
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_when_question_id'))
        batch_op.drop_index(batch_op.f('ix_question_section_id'))

    op.drop_table('question')
    with op.batch_alter_table('question_section', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_question_section_form_id'))

    op.drop_table('question_section')
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stored_file_digest'))

    op.drop_table('stored_file')
    op.drop_table('question_form')
