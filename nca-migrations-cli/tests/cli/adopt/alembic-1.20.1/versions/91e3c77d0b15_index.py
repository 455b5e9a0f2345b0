"""index

Revision ID: 91e3c77d0b15
Revises: 5f3bb1a2c9d4
Create Date: 2026-11-25 09:39:57.011468

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '91e3c77d0b15'
down_revision: Union[str, Sequence[str], None] = '5f3bb1a2c9d4'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    with op.get_context().autocommit_block():
        op.create_index("account_name", "account", ["name"], postgresql_concurrently=True)
    op.execute("UPDATE account SET description = 'x' WHERE id = 1")



def downgrade() -> None:
    """Downgrade schema."""
    op.drop_index("account_name", table_name="account")

