"""create account

Revision ID: 27c6a30d7c24
Revises: 
Create Date: 2026-11-25 09:39:56.275102

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '27c6a30d7c24'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("description", sa.Unicode(200)),
    )
    op.execute("INSERT INTO account (id, name, description) VALUES (1, 'it''s; me', '-- Running upgrade  -> x')")



def downgrade() -> None:
    """Downgrade schema."""
    op.drop_table("account")

