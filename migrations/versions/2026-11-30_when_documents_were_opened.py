"""When a document came to be seen by more readers: it is new to them then, whenever it was issued.

Revision ID: b58d2f7e3c14
Revises: c41d7e90b6a5
Create Date: 2026-11-30 14:20:00.000000

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'b58d2f7e3c14'
down_revision = 'c41d7e90b6a5'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'document_opening',
        sa.Column('document_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('level', sa.String(length=40), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['document_id'], ['document.id'],
            name=op.f('fk_document_opening_document_id_document'), ondelete='CASCADE',
        ),
        sa.CheckConstraint(
            "level IN ('public', 'participants', 'staff')", name=op.f('ck_document_opening_visibility')
        ),
        sa.PrimaryKeyConstraint('document_id', 'level', name=op.f('pk_document_opening')),
    )


def downgrade():
    op.drop_table('document_opening')
