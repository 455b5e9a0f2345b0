"""Add a column's worth

Revision ID: ae1027a6acf0
Revises: 27c6a30d7c24
Create Date: 2026-11-25 09:39:56.511085

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'ae1027a6acf0'
down_revision: Union[str, Sequence[str], None] = '27c6a30d7c24'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.add_column("account", sa.Column("last_transaction_date", sa.DateTime))



def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column("account", "last_transaction_date")

