//! The same on PostgreSQL and MariaDB: databases as the other tools leave them there.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_query;
use nca_migrations::Dialect;
use nca_migrations_core::sql::split;
use nca_tests::server::{self, Database};

use super::bed::{AGE, INDEX, Line, USERS, refinery_table, with_alembic, with_refinery, with_sqlx};
use crate::fixture::Project;

/// A kind of server.
struct Server {
    dialect: Dialect,
    /// As Alembic calls it.
    alembic: &'static str,
    database: fn() -> Database,
    execute: fn(&Database, &str),
    lines: fn(&Database, &str) -> Vec<String>,
}

macro_rules! server {
    ($dialect:expr, $alembic:literal, $server:ident, $connection:ty) => {
        Server {
            dialect: $dialect,
            alembic: $alembic,
            database: || server::$server().database(),
            execute: |database, statement| {
                let mut conn = <$connection>::establish(&database.url()).unwrap();
                conn.batch_execute(statement).unwrap();
            },
            lines: |database, query| {
                let mut conn = <$connection>::establish(&database.url()).unwrap();
                let rows: Vec<Line> = sql_query(query).load(&mut conn).unwrap();
                rows.into_iter().map(|row| row.line).collect()
            },
        }
    };
}

#[cfg(feature = "postgres")]
const POSTGRES: Server = server!(
    Dialect::Postgres,
    "postgresql",
    postgres,
    diesel::PgConnection
);
#[cfg(feature = "mysql")]
const MARIADB: Server = server!(Dialect::Mysql, "mysql", mariadb, diesel::MysqlConnection);

impl Server {
    /// Runs a script statement by statement: `CREATE INDEX CONCURRENTLY` takes no other beside it.
    fn run(&self, database: &Database, script: &str) {
        for statement in split(script, self.dialect).statements {
            (self.execute)(database, statement.text());
        }
    }

    fn schema(&self, database: &Database) -> Vec<String> {
        let of = match self.dialect {
            Dialect::Postgres => "current_schema()",
            _ => "database()",
        };
        let theirs = "'__diesel_schema_migrations', '__nca_migration_log', '_sqlx_migrations', \
                      'refinery_schema_history', 'alembic_version'";
        let columns = format!(
            "SELECT concat(table_name, '.', column_name, ' ', data_type, ' ', is_nullable) AS line \
             FROM information_schema.columns WHERE table_schema = {of} \
             AND table_name NOT IN ({theirs}) ORDER BY 1"
        );
        let indexes = match self.dialect {
            Dialect::Postgres => format!(
                "SELECT indexname::text AS line FROM pg_indexes WHERE schemaname = {of} \
                 AND tablename NOT IN ({theirs}) ORDER BY 1"
            ),
            _ => format!(
                "SELECT concat(table_name, '.', index_name) AS line FROM information_schema.statistics \
                 WHERE table_schema = {of} AND table_name NOT IN ({theirs}) ORDER BY 1"
            ),
        };
        let mut lines = (self.lines)(database, &columns);
        lines.extend((self.lines)(database, &indexes));
        lines
    }

    fn log(&self, database: &Database) -> Vec<String> {
        (self.lines)(
            database,
            "SELECT concat(action, ' ', version) AS line FROM __nca_migration_log \
             WHERE version IS NOT NULL ORDER BY sequence",
        )
    }

    /// `_sqlx_migrations` as `sqlx-postgres/src/migrate.rs` and `sqlx-mysql/src/migrate.rs` make it.
    fn sqlx_table(&self, rows: &[(&str, &str, &str)]) -> String {
        let (time, bytes) = match self.dialect {
            Dialect::Postgres => ("TIMESTAMPTZ NOT NULL DEFAULT now()", "BYTEA"),
            _ => ("TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP", "BLOB"),
        };
        let mut sql = format!(
            "CREATE TABLE IF NOT EXISTS _sqlx_migrations (version BIGINT PRIMARY KEY, \
             description TEXT NOT NULL, installed_on {time}, success BOOLEAN NOT NULL, \
             checksum {bytes} NOT NULL, execution_time BIGINT NOT NULL);"
        );
        for (version, description, checksum) in rows {
            let checksum = match self.dialect {
                Dialect::Postgres => format!("'\\x{checksum}'"),
                _ => format!("x'{checksum}'"),
            };
            let insert = format!(
                "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES ({version}, '{description}', TRUE, {checksum}, 1000);"
            );
            sql.push_str(&insert);
        }
        sql
    }

    /// A database that the other tool brought to its end is taken over, and an empty one becomes the
    /// same.
    fn story(&self, project: &Project, adopt: &str, tool: &str, leave: &str) {
        let (old, new) = ((self.database)(), (self.database)());
        self.run(&old, leave);
        project.ok(&format!("{adopt} --backends {}", self.dialect));
        let take = format!("adopt {tool} --database-url {}", old.url());
        let dry = project.ok(&format!("{take} --dry-run"));
        assert!(dry.contains("would be recorded as applied"), "{dry}");
        project.ok(&take);
        let nothing = project.ok(&format!("upgrade head --database-url {}", old.url()));
        assert!(nothing.starts_with("nothing to do"), "{nothing}");
        let again = project.ok(&take);
        assert!(again.contains("nothing to record"), "{again}");
        assert!(!self.log(&old).is_empty());
        project.ok(&format!("upgrade head --database-url {}", new.url()));
        let schema = self.schema(&new);
        assert!(!schema.is_empty());
        assert_eq!(schema, self.schema(&old));
    }
}

fn from_sqlx(server: &Server) {
    let project = Project::new();
    let rows = with_sqlx(&project);
    let leave = format!("{USERS}{INDEX}{AGE}{}", server.sqlx_table(&rows));
    server.story(&project, "adopt sqlx --from old", "sqlx", &leave);

    let database = (server.database)();
    let mut rows = rows.to_vec();
    rows[1].2 = "00";
    let dirty = "UPDATE _sqlx_migrations SET success = FALSE WHERE version = 10;";
    server.run(&database, &format!("{}{dirty}", server.sqlx_table(&rows)));
    let err = project.fails(3, &format!("adopt sqlx --database-url {}", database.url()));
    assert!(
        err.contains("2 problems") && err.contains("in part only"),
        "{err}"
    );
}

fn from_refinery(server: &Server) {
    let project = Project::new();
    let rows = with_refinery(&project);
    let leave = format!("{USERS}{INDEX}{AGE}{}", refinery_table(&rows));
    server.story(&project, "adopt refinery --from old", "refinery", &leave);
}

fn from_alembic(server: &Server) {
    let project = Project::new();
    with_alembic(&project, server.alembic);
    let leave = project.read("up.sql");
    let adopt = "adopt alembic --from alembic --sql up.sql --down-sql down.sql";
    server.story(&project, adopt, "alembic", &leave);
    let database = (server.database)();
    let url = database.url();
    project.ok(&format!("upgrade head --database-url {url}"));
    project.ok(&format!("downgrade base --database-url {url}"));
    assert_eq!(server.schema(&database), [""; 0]);
}

#[cfg(feature = "postgres")]
mod postgres {
    use super::*;

    #[test]
    fn sqlx() {
        from_sqlx(&POSTGRES);
    }

    #[test]
    fn refinery() {
        from_refinery(&POSTGRES);
    }

    #[test]
    fn alembic() {
        from_alembic(&POSTGRES);
    }

    #[test]
    fn sqlx_in_a_schema_of_its_own() {
        let project = Project::new();
        let rows = with_sqlx(&project);
        project.ok("adopt sqlx --from old --backends postgres");
        let database = (POSTGRES.database)();
        let table = POSTGRES.sqlx_table(&rows[..1]);
        POSTGRES.run(&database, "CREATE SCHEMA app");
        POSTGRES.run(
            &database,
            &table.replace("_sqlx_migrations", "app._sqlx_migrations"),
        );
        let take = format!("adopt sqlx --database-url {}", database.url());
        assert!(project.fails(3, &take).contains("there is no table"));
        project.ok(&format!("{take} --table app._sqlx_migrations"));
        assert_eq!(POSTGRES.log(&database), ["stamp 0001"]);
    }

    #[test]
    fn diesel() {
        from_diesel!(POSTGRES, diesel::PgConnection);
    }
}

#[cfg(feature = "mysql")]
mod mariadb {
    use super::*;

    #[test]
    fn sqlx() {
        from_sqlx(&MARIADB);
    }

    #[test]
    fn refinery() {
        from_refinery(&MARIADB);
    }

    #[test]
    fn alembic() {
        from_alembic(&MARIADB);
    }

    #[test]
    fn diesel() {
        from_diesel!(MARIADB, diesel::MysqlConnection);
    }
}

/// Migrated by diesel_migrations itself.
macro_rules! from_diesel {
    ($server:expr, $connection:ty) => {{
        use diesel_migrations::{FileBasedMigrations, MigrationHarness as _};

        let (server, project) = (&$server, Project::new());
        for (name, up) in [("1_users", USERS), ("2_index", INDEX), ("3_age", AGE)] {
            project.write(&format!("migrations/{name}/up.sql"), up);
            project.write(&format!("migrations/{name}/down.sql"), "SELECT 1;\n");
        }
        let diesels = || FileBasedMigrations::from_path(project.path("migrations")).unwrap();
        let (old, new) = ((server.database)(), (server.database)());
        let mut conn = <$connection>::establish(&old.url()).unwrap();
        conn.run_pending_migrations(diesels()).unwrap();
        project.ok(&format!(
            "adopt --backends {} --database-url {}",
            server.dialect,
            old.url()
        ));
        assert_eq!(server.log(&old), ["adopt 1", "adopt 2", "adopt 3"]);
        let nothing = project.ok(&format!("upgrade head --database-url {}", old.url()));
        assert!(nothing.starts_with("nothing to do"), "{nothing}");
        assert!(!conn.has_pending_migration(diesels()).unwrap());
        project.ok(&format!("upgrade head --database-url {}", new.url()));
        assert_eq!(server.schema(&new), server.schema(&old));
    }};
}
use from_diesel;
