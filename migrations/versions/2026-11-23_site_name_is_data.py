"""The site's name, until now in the code, becomes a fact that the mandate's data file gives.

Revision ID: f24c4d9e1603
Revises: a77db47b08a0
Create Date: 2026-11-23 23:01:27.450262

"""
from alembic import op


# revision identifiers, used by Alembic.
revision = 'f24c4d9e1603'
down_revision = 'a77db47b08a0'
branch_labels = None
depends_on = None


def upgrade():
    # A site that has its mandate keeps its name without loading the files again.
    op.execute(
        "INSERT INTO site_fact (name, value) "
        "SELECT 'site_name', 'Regional human rights organizations' FROM site_fact WHERE name = 'mark' "
        "AND NOT EXISTS (SELECT 1 FROM site_fact WHERE name = 'site_name')"
    )


def downgrade():
    op.execute("DELETE FROM site_fact WHERE name = 'site_name'")
