CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 27c6a30d7c24

CREATE TABLE account (
    id INTEGER NOT NULL, 
    name VARCHAR(50) NOT NULL, 
    description VARCHAR(200), 
    PRIMARY KEY (id)
);

INSERT INTO account (id, name, description) VALUES (1, 'it''s; me', '-- Running upgrade  -> x');

INSERT INTO alembic_version (version_num) VALUES ('27c6a30d7c24') RETURNING version_num;

-- Running upgrade 27c6a30d7c24 -> ae1027a6acf0

ALTER TABLE account ADD COLUMN last_transaction_date DATETIME;

UPDATE alembic_version SET version_num='ae1027a6acf0' WHERE alembic_version.version_num = '27c6a30d7c24';

-- Running upgrade ae1027a6acf0 -> 5f3bb1a2c9d4

UPDATE alembic_version SET version_num='5f3bb1a2c9d4' WHERE alembic_version.version_num = 'ae1027a6acf0';

-- Running upgrade 5f3bb1a2c9d4 -> 91e3c77d0b15

CREATE INDEX account_name ON account (name);

UPDATE account SET description = 'x' WHERE id = 1;

UPDATE alembic_version SET version_num='91e3c77d0b15' WHERE alembic_version.version_num = '5f3bb1a2c9d4';

