"""nothing yet

Revision ID: 5f3bb1a2c9d4
Revises: ae1027a6acf0
Create Date: 2026-11-25 09:39:56.758315

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '5f3bb1a2c9d4'
down_revision: Union[str, Sequence[str], None] = 'ae1027a6acf0'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    pass


def downgrade() -> None:
    """Downgrade schema."""
    pass
