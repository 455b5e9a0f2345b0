BEGIN;

-- Running downgrade 91e3c77d0b15 -> 5f3bb1a2c9d4

DROP INDEX account_name;

UPDATE alembic_version SET version_num='5f3bb1a2c9d4' WHERE alembic_version.version_num = '91e3c77d0b15';

-- Running downgrade 5f3bb1a2c9d4 -> ae1027a6acf0

UPDATE alembic_version SET version_num='ae1027a6acf0' WHERE alembic_version.version_num = '5f3bb1a2c9d4';

-- Running downgrade ae1027a6acf0 -> 27c6a30d7c24

ALTER TABLE account DROP COLUMN last_transaction_date;

UPDATE alembic_version SET version_num='27c6a30d7c24' WHERE alembic_version.version_num = 'ae1027a6acf0';

-- Running downgrade 27c6a30d7c24 -> 

DROP TABLE account;

DELETE FROM alembic_version WHERE alembic_version.version_num = '27c6a30d7c24';

COMMIT;

