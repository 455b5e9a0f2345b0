//! What the stories share: databases as another tool leaves them, and what is in a database.

use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

use crate::fixture::Project;

/// The scripts that the stories of sqlx and refinery share.
pub(super) const USERS: &str =
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL);\n";
pub(super) const INDEX: &str = "CREATE INDEX users_name ON users (name);\n";
pub(super) const AGE: &str = "ALTER TABLE users ADD COLUMN age INTEGER;\n";

#[derive(QueryableByName)]
pub(super) struct Line {
    #[diesel(sql_type = Text)]
    pub(super) line: String,
}

pub(super) fn sqlite(path: &Path) -> SqliteConnection {
    SqliteConnection::establish(path.to_str().unwrap()).unwrap()
}

pub(super) fn execute(path: &Path, sql: &str) {
    sqlite(path).batch_execute(sql).unwrap();
}

/// The column `line` of all rows.
pub(super) fn lines(path: &Path, query: &str) -> Vec<String> {
    let rows: Vec<Line> = sql_query(query).load(&mut sqlite(path)).unwrap();
    rows.into_iter().map(|row| row.line).collect()
}

/// The schema, without the tables of this tool and of those that it takes over from.
pub(super) fn schema(path: &Path) -> Vec<String> {
    lines(
        path,
        "SELECT type || ' ' || name || ': ' || coalesce(sql, '') AS line FROM sqlite_schema \
         WHERE tbl_name NOT IN ('__diesel_schema_migrations', '__nca_migration_log', \
         '_sqlx_migrations', 'refinery_schema_history', 'alembic_version') ORDER BY type, name",
    )
}

/// The log: what was done with which version.
pub(super) fn log(path: &Path) -> Vec<String> {
    lines(
        path,
        "SELECT action || ' ' || version AS line FROM __nca_migration_log \
         WHERE version IS NOT NULL ORDER BY sequence",
    )
}

/// The files of one Alembic project, written by Alembic itself.
pub(super) fn alembic_files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/adopt/alembic-1.20.1")
}

/// Brings Alembic's files into a project: `alembic/versions/*.py`, `up.sql`, `down.sql`.
pub(super) fn with_alembic(project: &Project, dialect: &str) {
    let files = alembic_files();
    for entry in files.join("versions").read_dir().unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        project.write(&format!("alembic/versions/{name}"), &text);
    }
    for way in ["up", "down"] {
        let text = std::fs::read_to_string(files.join(format!("{way}.{dialect}.sql"))).unwrap();
        project.write(&format!("{way}.sql"), &text);
    }
}

/// Brings sqlx's files into a project, and gives their table's rows: version, description, checksum. The
/// checksums were made by Python's `hashlib`.
pub(super) fn with_sqlx(project: &Project) -> [(&'static str, &'static str, &'static str); 3] {
    project.write("old/1_create_users.up.sql", USERS);
    project.write("old/1_create_users.down.sql", "DROP TABLE users;\n");
    project.write("old/2_index.sql", &format!("-- no-transaction\n{INDEX}"));
    project.write("old/10_age.up.sql", AGE);
    project.write(
        "old/10_age.down.sql",
        "-- Add down migration script here\n-- rows would be lost\n",
    );
    [
        (
            "1",
            "create users",
            "99322f827e4074b9471e41c032a115d781d4c5744abab0390ccaef2cfe95fe1a0dc250ce254929c371a6ffc3d59ee504",
        ),
        (
            "2",
            "index",
            "13f14309dad67bbef832b7d85d27a943ca7a17a8e1157facc9691b8c8741361f2bc105ad0166eada1309478017ccbaec",
        ),
        (
            "10",
            "age",
            "eceb9c7c33866904983a636bd634cbf0c4bf19abbf763d33f458386c3c0a376982769d57114dbbd597b61ff8b5e42123",
        ),
    ]
}

/// The same for refinery. The checksums were printed by refinery-core 0.9.2.
pub(super) fn with_refinery(project: &Project) -> [(&'static str, &'static str, &'static str); 3] {
    project.write("old/V1__create_users.sql", USERS);
    project.write("old/V2__index.sql", INDEX);
    project.write("old/more/V10__age.sql", AGE);
    project.write("old/mod.rs", "");
    [
        ("1", "create_users", "4013698172104793046"),
        ("2", "index", "3989535608213109414"),
        ("10", "age", "13586528784379318547"),
    ]
}

/// `_sqlx_migrations` as `sqlx-sqlite/src/migrate.rs` of sqlx 0.9 makes it.
pub(super) fn sqlx_table(rows: &[(&str, &str, &str)]) -> String {
    let mut sql = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);"
    .to_owned();
    for (version, description, checksum) in rows {
        let insert = format!(
            "INSERT INTO _sqlx_migrations ( version, description, success, checksum, execution_time ) \
             VALUES ( {version}, '{description}', TRUE, x'{checksum}', 1000 );"
        );
        sql.push_str(&insert);
    }
    sql
}

/// `refinery_schema_history` as refinery-core 0.9.2 makes it, `src/traits/mod.rs`.
pub(super) fn refinery_table(rows: &[(&str, &str, &str)]) -> String {
    let mut sql = "CREATE TABLE IF NOT EXISTS refinery_schema_history(
             version INT4 PRIMARY KEY,
             name VARCHAR(255),
             applied_on VARCHAR(255),
             checksum VARCHAR(255));"
        .to_owned();
    for (version, name, checksum) in rows {
        let insert = format!(
            "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) \
             VALUES ({version}, '{name}', '2024-01-01T00:00:00Z', '{checksum}');"
        );
        sql.push_str(&insert);
    }
    sql
}
