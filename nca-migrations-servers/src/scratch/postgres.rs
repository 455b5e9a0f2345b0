//! Scratch databases on PostgreSQL.

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use diesel::{
    Connection, ConnectionError, ConnectionResult, PgConnection, QueryResult, QueryableByName,
    RunQueryDsl, sql_query,
};

use super::{Admin, Copying, Kept, Lacking, Owner};

/// The lock goes with the connection. The setting came with version 14.
const STAY: &str = "SELECT set_config(name, '0', false) FROM pg_settings \
                    WHERE name = 'idle_session_timeout'";

/// As JSON, because the columns were renamed: `daticulocale` was of 15 and 16 alone.
const MODEL: &str = "\
    SELECT current_setting('server_version_num')::int AS version, \
        pg_encoding_to_char(encoding)::text AS encoding, \
        datcollate::text AS collate, datctype::text AS ctype, \
        to_jsonb(d) ->> 'datlocprovider' AS provider, \
        coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') AS locale, \
        to_jsonb(d) ->> 'daticurules' AS rules \
    FROM pg_database d WHERE datname = current_database()";

/// An advisory lock is of one database, but all are listed in `pg_locks`, with the key in halves
/// (<https://www.postgresql.org/docs/current/view-pg-locks.html>). What the role does not own, and
/// what somebody is connected to, the server would not drop; for the latter it would wait five seconds.
const LEFTOVERS: &str = "\
    SELECT datname::text AS name FROM pg_database d \
    WHERE datname ~ '^nca_scratch_' AND pg_has_role(datdba, 'USAGE') \
        AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)";
const IS_HELD: &str = "\
    SELECT EXISTS (SELECT FROM pg_locks \
        WHERE locktype = 'advisory' AND objsubid = 1 \
            AND (classid::bigint << 32) | objid::bigint = hashtextextended($1, 0)) AS answer";

/// Whoever uses a template shares a lock of its name as long as it is connected. It is taken before one
/// looks, and a template goes only while nobody has it.
const USE: &str = "\
    SELECT pg_advisory_lock_shared(hashtextextended($1, 0)) IS NOT NULL AS answer";
const IS_THERE: &str = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS answer";
const TEMPLATES: &str = "\
    SELECT datname::text AS name FROM pg_database \
    WHERE starts_with(datname::text, $1) AND pg_has_role(datdba, 'USAGE')";
/// Tried for, not waited for: a wait inside the server holds a snapshot.
const BEGIN: &str = "\
    SELECT pg_try_advisory_lock(hashtextextended($1 || ' is made', 0)) AS answer";
const END: &str = "\
    SELECT pg_advisory_unlock(hashtextextended($1 || ' is made', 0)) AS answer";

/// The administrator of a server.
pub(crate) struct Postgres {
    connection: PgConnection,
    version: i32,
    /// The part of `CREATE DATABASE` behind the name.
    like_ours: String,
    strategy: &'static str,
}

/// How a template is copied, where the server lets one choose
/// (<https://www.postgresql.org/docs/current/sql-createdatabase.html>).
const STRATEGY_SINCE: i32 = 150_000;

impl Postgres {
    /// Connects. New databases will be like the one that the URL names.
    pub(crate) fn establish(url: &str) -> ConnectionResult<(Self, Owner)> {
        let mut connection = PgConnection::establish(url)?;
        let refused = ConnectionError::CouldntSetupConfiguration;
        sql_query(STAY).execute(&mut connection).map_err(refused)?;
        let model: Model = sql_query(MODEL)
            .get_result(&mut connection)
            .map_err(refused)?;
        let owner = hold(&mut connection).map_err(refused)?;
        let admin = Self {
            connection,
            version: model.version,
            like_ours: model.clauses(),
            strategy: "",
        };
        Ok((admin, owner))
    }

    /// Connects to a throw-away server. There copying files takes half as long as writing each page to
    /// the log, since the checkpoint that it begins with flushes nothing to disk.
    pub(crate) fn establish_own(url: &str) -> ConnectionResult<(Self, Owner)> {
        let (mut admin, owner) = Self::establish(url)?;
        if admin.version >= STRATEGY_SINCE {
            admin.strategy = "STRATEGY FILE_COPY";
        }
        Ok((admin, owner))
    }

    fn ask(&mut self, question: &str, name: &str) -> QueryResult<bool> {
        let answer = sql_query(question).bind::<Text, _>(name);
        answer
            .get_result(&mut self.connection)
            .map(|Answer { answer }| answer)
    }
}

impl Admin for Postgres {
    /// From `template0`, which nobody can be connected to and which can have any encoding: a
    /// connection to the template would be in the way. The default strategy is the quick one, and
    /// older servers have no word for it.
    fn create(&mut self, name: &str) -> QueryResult<()> {
        let create = format!("CREATE DATABASE {} {}", quoted(name), self.like_ours);
        self.connection.batch_execute(&create)
    }

    fn remove(&mut self, name: &str) -> QueryResult<()> {
        drop_with_connections(&mut self.connection, self.version, name)
    }

    fn lacking(&mut self, _said: &str) -> Option<Lacking> {
        let role = "SELECT rolname::text AS name, rolcreatedb OR rolsuper AS answer \
                    FROM pg_roles WHERE rolname = current_user";
        let role: Role = sql_query(role).get_result(&mut self.connection).ok()?;
        (!role.answer).then(|| Lacking {
            grant: format!("ALTER ROLE {} CREATEDB", quoted(&role.name)),
            role: role.name,
        })
    }

    fn leftovers(&mut self) -> QueryResult<Vec<String>> {
        let candidates: Vec<Name> = sql_query(LEFTOVERS).load(&mut self.connection)?;
        let mut leftovers = Vec::new();
        for Name { name } in candidates {
            if let Some(owner) = Owner::of(&name)
                && !self.ask(IS_HELD, owner.lock())?
            {
                leftovers.push(name);
            }
        }
        Ok(leftovers)
    }

    fn remove_leftover(&mut self, name: &str) -> QueryResult<()> {
        let drop = format!("DROP DATABASE IF EXISTS {}", quoted(name));
        self.connection.batch_execute(&drop)
    }

    fn find_template(&mut self, name: &str) -> QueryResult<Option<Copying>> {
        self.ask(USE, name)?;
        let is_there = self.ask(IS_THERE, name)?;
        Ok(is_there.then_some(Copying::Whole))
    }

    fn begin_template(&mut self, name: &str) -> QueryResult<bool> {
        self.ask(BEGIN, name)
    }

    fn end_template(&mut self, name: &str) -> QueryResult<()> {
        self.ask(END, name).map(drop)
    }

    /// Nobody is to connect to it, which would be in the way of copies: autovacuum neither.
    fn keep_as_template(&mut self, database: &str, name: &str) -> QueryResult<Kept> {
        let (database, name) = (quoted(database), quoted(name));
        for keep in [
            format!("ALTER DATABASE {database} ALLOW_CONNECTIONS false"),
            format!("ALTER DATABASE {database} RENAME TO {name}"),
        ] {
            self.connection.batch_execute(&keep)?;
        }
        Ok(Kept::Itself)
    }

    fn copy(&mut self, template: &str, name: &str) -> QueryResult<()> {
        let (template, name) = (quoted(template), quoted(name));
        let copy = format!(
            "CREATE DATABASE {name} TEMPLATE {template} {}",
            self.strategy
        );
        self.connection.batch_execute(&copy)
    }

    fn remove_old_templates(&mut self, family: &str, but: &str) -> QueryResult<()> {
        let candidates = sql_query(TEMPLATES).bind::<Text, _>(family);
        let candidates: Vec<Name> = candidates.load(&mut self.connection)?;
        for Name { name } in candidates {
            if name != but && !self.ask(IS_HELD, &name)? {
                self.remove_leftover(&name)?;
            }
        }
        Ok(())
    }
}

/// Takes a lock that nobody else has, for the session.
fn hold(connection: &mut PgConnection) -> QueryResult<Owner> {
    loop {
        let owner = Owner::new();
        let lock = sql_query("SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS answer")
            .bind::<Text, _>(owner.lock());
        if lock.get_result::<Answer>(connection)?.answer {
            return Ok(owner);
        }
    }
}

/// `WITH (FORCE)` came with version 13
/// (<https://www.postgresql.org/docs/13/sql-dropdatabase.html>). Before, `DROP DATABASE` waits up to
/// five seconds for those who were told to go.
fn drop_with_connections(
    connection: &mut PgConnection,
    version: i32,
    name: &str,
) -> QueryResult<()> {
    let drop = format!("DROP DATABASE IF EXISTS {}", quoted(name));
    if version >= 130_000 {
        return connection.batch_execute(&format!("{drop} WITH (FORCE)"));
    }
    let end = "SELECT count(pg_terminate_backend(pid)) AS number FROM pg_stat_activity \
               WHERE datname = $1";
    sql_query(end)
        .bind::<Text, _>(name)
        .get_result::<Number>(connection)?;
    connection.batch_execute(&drop)
}

#[derive(QueryableByName)]
struct Model {
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    encoding: String,
    #[diesel(sql_type = Text)]
    collate: String,
    #[diesel(sql_type = Text)]
    ctype: String,
    #[diesel(sql_type = Nullable<Text>)]
    provider: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    locale: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    rules: Option<String>,
}

impl Model {
    /// What `CREATE DATABASE` needs to make one like it. The provider has a clause since 15
    /// (<https://www.postgresql.org/docs/current/sql-createdatabase.html>).
    fn clauses(&self) -> String {
        let mut clauses = vec![
            "TEMPLATE template0".to_owned(),
            format!("ENCODING {}", literal(&self.encoding)),
            format!("LC_COLLATE {}", literal(&self.collate)),
            format!("LC_CTYPE {}", literal(&self.ctype)),
        ];
        let provider = match self.provider.as_deref() {
            Some("i") => Some(("icu", "ICU_LOCALE")),
            Some("b") => Some(("builtin", "BUILTIN_LOCALE")),
            Some("c") => Some(("libc", "LOCALE")),
            _ => None,
        };
        if let Some((name, locale)) = provider {
            clauses.push(format!("LOCALE_PROVIDER {name}"));
            let values = [(locale, &self.locale), ("ICU_RULES", &self.rules)];
            let values = values.into_iter().filter_map(|(clause, value)| {
                let value = literal(value.as_deref()?);
                Some(format!("{clause} {value}"))
            });
            clauses.extend(values);
        }
        clauses.join(" ")
    }
}

fn quoted(identifier: &str) -> String {
    format!("\"{}\"", identifier.replace('"', "\"\""))
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    answer: bool,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    #[expect(dead_code, reason = "the query is for what it does")]
    number: i64,
}

#[derive(QueryableByName)]
struct Role {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Bool)]
    answer: bool,
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn clauses(provider: Option<&str>, locale: Option<&str>) -> String {
        let model = Model {
            version: 150_000,
            encoding: "UTF8".to_owned(),
            collate: "C".to_owned(),
            ctype: "it's".to_owned(),
            provider: provider.map(str::to_owned),
            locale: locale.map(str::to_owned),
            rules: None,
        };
        let common = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'it''s'";
        model.clauses().replace(common, "")
    }

    #[test]
    fn the_clauses_for_each_provider() {
        assert_eq!(clauses(None, None), "");
        assert_eq!(clauses(Some("c"), None), " LOCALE_PROVIDER libc");
        assert_eq!(
            clauses(Some("i"), Some("de-DE")),
            " LOCALE_PROVIDER icu ICU_LOCALE 'de-DE'"
        );
        assert_eq!(
            clauses(Some("b"), Some("C.UTF-8")),
            " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
        );
    }

    #[test]
    fn those_who_are_connected_have_to_go_before_version_13_too() {
        let server = crate::Server::postgres().unwrap();
        let mut admin = PgConnection::establish(server.url()).unwrap();
        for version in [120_000, 150_000] {
            let scratch = server.scratch().unwrap();
            let mut inside = PgConnection::establish(scratch.url()).unwrap();
            inside
                .batch_execute("BEGIN; CREATE TABLE t (id int)")
                .unwrap();
            drop_with_connections(&mut admin, version, scratch.name()).unwrap();
            assert!(inside.batch_execute("COMMIT").is_err());
            assert!(PgConnection::establish(scratch.url()).is_err());
        }
    }
}
