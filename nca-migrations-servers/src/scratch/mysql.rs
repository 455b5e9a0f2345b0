//! Scratch databases on MariaDB and MySQL.

mod definitions;

use std::collections::HashMap;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{
    Connection, ConnectionError, ConnectionResult, MysqlConnection, OptionalExtension, QueryResult,
    QueryableByName, RunQueryDsl, sql_query,
};

use self::definitions::Definitions;
use super::{Admin, Copying, Kept, Lacking, Owner};

/// The longest idle time that every server takes, since the lock goes with the connection. And a lock
/// that somebody left behind shall be an error, not a process that hangs: by default
/// `lock_wait_timeout` is a day
/// (<https://mariadb.com/kb/en/server-system-variables/#lock_wait_timeout>).
const STAY: &str = "SET SESSION wait_timeout = 2147483, lock_wait_timeout = 60";

/// Of the database that the URL names, or where it names none the server's defaults.
const MODEL: &str = "SELECT @@character_set_database AS charset, @@collation_database AS collation";

/// The administrator of a server.
pub(crate) struct Mysql {
    connection: MysqlConnection,
    /// The part of `CREATE DATABASE` behind the name.
    like_ours: String,
    /// By the names of the templates.
    copies: HashMap<String, Copy>,
}

/// How a copy of a template is made.
#[derive(Clone)]
struct Copy {
    /// The part of `CREATE DATABASE` behind the name.
    clauses: String,
    script: String,
}

/// The script of a template is in a table of it, which is made last: without it the template is not complete.
/// Its name is none that a chain would have.
const SCRIPT: &str = "__nca_scratch_template";

impl Mysql {
    /// Connects. New databases will be like the one that the URL names.
    pub(crate) fn establish(url: &str) -> ConnectionResult<(Self, Owner)> {
        let mut connection = MysqlConnection::establish(url)?;
        let refused = ConnectionError::CouldntSetupConfiguration;
        connection.batch_execute(STAY).map_err(refused)?;
        let model: Model = sql_query(MODEL)
            .get_result(&mut connection)
            .map_err(refused)?;
        let owner = hold(&mut connection).map_err(refused)?;
        let like_ours = format!(
            "CHARACTER SET {} COLLATE {}",
            model.charset, model.collation
        );
        Ok((
            Self {
                connection,
                like_ours,
                copies: HashMap::new(),
            },
            owner,
        ))
    }

    fn enter(&mut self, database: &str) -> QueryResult<()> {
        let enter = format!("USE {}", quoted(database));
        self.connection.batch_execute(&enter)
    }

    fn create_with(&mut self, name: &str, clauses: &str) -> QueryResult<()> {
        let create = format!("CREATE DATABASE {} {clauses}", quoted(name));
        self.connection.batch_execute(&create)
    }

    /// Those of others.
    fn sessions(&mut self, database: &str) -> QueryResult<Vec<Number>> {
        let sessions = "SELECT CAST(id AS SIGNED) AS number \
                        FROM information_schema.processlist \
                        WHERE db = ? AND id <> CONNECTION_ID()";
        let sessions = sql_query(sessions).bind::<Text, _>(database);
        sessions.load(&mut self.connection)
    }

    fn is_free(&mut self, owner: &Owner) -> QueryResult<bool> {
        let free = "SELECT CAST(COALESCE(IS_FREE_LOCK(?), 0) AS SIGNED) AS number";
        let free = sql_query(free).bind::<Text, _>(owner.lock());
        let Number { number } = free.get_result(&mut self.connection)?;
        Ok(number == 1)
    }
}

impl Admin for Mysql {
    fn create(&mut self, name: &str) -> QueryResult<()> {
        let like_ours = self.like_ours.clone();
        self.create_with(name, &like_ours)
    }

    /// With the connections to it, as PostgreSQL does it `WITH (FORCE)`: a transaction that is open
    /// in one of them keeps its tables from being dropped.
    fn remove(&mut self, name: &str) -> QueryResult<()> {
        for Number { number } in self.sessions(name)? {
            // It may have ended by itself in between.
            let _ = self.connection.batch_execute(&format!("KILL {number}"));
        }
        self.remove_leftover(name)
    }

    /// The driver says no number of an error.
    fn lacking(&mut self, said: &str) -> Option<Lacking> {
        said.contains("denied").then_some(())?;
        let account = sql_query("SELECT CURRENT_USER() AS name");
        let Name { name } = account.get_result(&mut self.connection).ok()?;
        let (user, host) = name.rsplit_once('@')?;
        Some(Lacking {
            grant: format!(
                r"GRANT ALL PRIVILEGES ON `nca\_scratch\_%`.* TO {}@{}",
                literal(user),
                literal(host)
            ),
            role: name,
        })
    }

    fn leftovers(&mut self) -> QueryResult<Vec<String>> {
        let names = r"SELECT schema_name AS name FROM information_schema.schemata
                      WHERE schema_name LIKE 'nca\_scratch\_%'";
        let names: Vec<Name> = sql_query(names).load(&mut self.connection)?;
        let mut leftovers = Vec::new();
        for Name { name } in names {
            if let Some(owner) = Owner::of(&name)
                && self.is_free(&owner)?
                && self.sessions(&name)?.is_empty()
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

    /// The connection's database is the one that it uses, as the server shows to others.
    fn find_template(&mut self, name: &str) -> QueryResult<Option<Copying>> {
        let is_there = "SELECT COUNT(*) AS number FROM information_schema.tables \
                        WHERE table_schema = ? AND table_name = ?";
        let is_there = sql_query(is_there).bind::<Text, _>(name);
        let is_there = is_there.bind::<Text, _>(SCRIPT);
        if is_there.get_result::<Number>(&mut self.connection)?.number == 0 {
            self.copies.remove(name);
            return Ok(None);
        }
        self.enter(name)?;
        let script = format!("SELECT clauses, script FROM {SCRIPT}");
        let script: Option<Script> = sql_query(script)
            .get_result(&mut self.connection)
            .optional()?;
        Ok(match script {
            Some(Script { clauses, script }) => {
                let copy = Copy { clauses, script };
                self.copies.insert(name.to_owned(), copy);
                Some(Copying::Whole)
            }
            None => Some(Copying::NotAtAll),
        })
    }

    fn begin_template(&mut self, name: &str) -> QueryResult<bool> {
        let lock = sql_query("SELECT CAST(COALESCE(GET_LOCK(?, 0), 0) AS SIGNED) AS number");
        let lock = lock.bind::<Text, _>(format!("{name}_made"));
        Ok(lock.get_result::<Number>(&mut self.connection)?.number == 1)
    }

    fn end_template(&mut self, name: &str) -> QueryResult<()> {
        let lock = sql_query("SELECT CAST(COALESCE(RELEASE_LOCK(?), 0) AS SIGNED) AS number");
        let lock = lock.bind::<Text, _>(format!("{name}_made"));
        lock.get_result::<Number>(&mut self.connection).map(drop)
    }

    /// A database cannot be renamed. The template is the first copy, so that what is not copied is known at once.
    fn keep_as_template(&mut self, database: &str, name: &str) -> QueryResult<Kept> {
        self.enter(database)?;
        let definitions = Definitions::read(&mut self.connection)?;
        // What a process left that was killed here.
        self.remove_leftover(name)?;
        let mut script = None;
        if let Some(definitions) = definitions {
            let clauses = definitions.clauses.clone();
            self.create_with(name, &clauses)?;
            self.enter(name)?;
            let tried = definitions.try_out(&mut self.connection, database)?;
            script = tried.map(|script| Script { clauses, script });
        }
        if script.is_none() {
            self.remove_leftover(name)?;
            self.create(name)?;
            self.enter(name)?;
        }
        let part = format!("{SCRIPT}_part");
        let table = format!(
            "CREATE TABLE {part} (clauses TEXT NOT NULL, script LONGTEXT NOT NULL) CHARACTER SET utf8mb4"
        );
        self.connection.batch_execute(&table)?;
        if let Some(Script { clauses, script }) = script {
            sql_query(format!("INSERT INTO {part} VALUES (?, ?)"))
                .bind::<Text, _>(clauses)
                .bind::<Text, _>(script)
                .execute(&mut self.connection)?;
        }
        let complete = format!("RENAME TABLE {part} TO {SCRIPT}");
        self.connection.batch_execute(&complete)?;
        Ok(Kept::Copied)
    }

    fn copy(&mut self, template: &str, name: &str) -> QueryResult<()> {
        let Some(Copy { clauses, script }) = self.copies.get(template).cloned() else {
            return Err(diesel::result::Error::NotFound);
        };
        self.create_with(name, &clauses)?;
        let script = definitions::from(&script, template);
        let copied = self
            .enter(name)
            .and_then(|()| self.connection.batch_execute(&script));
        if copied.is_err() {
            // It is nobody's yet.
            let _ = self.remove_leftover(name);
        }
        // Also when the template has gone: then the caller finds that out.
        let _ = self.enter(template);
        copied
    }

    fn remove_old_templates(&mut self, family: &str, but: &str) -> QueryResult<()> {
        let names = "SELECT schema_name AS name FROM information_schema.schemata \
                     WHERE LEFT(schema_name, CHAR_LENGTH(?)) = ?";
        let names = sql_query(names).bind::<Text, _>(family);
        let names: Vec<Name> = names.bind::<Text, _>(family).load(&mut self.connection)?;
        for Name { name } in names {
            if name != but && self.sessions(&name)?.is_empty() {
                self.remove_leftover(&name)?;
            }
        }
        Ok(())
    }
}

/// Takes a lock that nobody else has, for the session. Its name is the whole server's.
fn hold(connection: &mut MysqlConnection) -> QueryResult<Owner> {
    loop {
        let owner = Owner::new();
        let lock = sql_query("SELECT CAST(COALESCE(GET_LOCK(?, 0), 0) AS SIGNED) AS number")
            .bind::<Text, _>(owner.lock());
        if lock.get_result::<Number>(connection)?.number == 1 {
            return Ok(owner);
        }
    }
}

fn quoted(identifier: &str) -> String {
    format!("`{}`", identifier.replace('`', "``"))
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', r"\\").replace('\'', "''"))
}

#[derive(QueryableByName)]
struct Model {
    #[diesel(sql_type = Text)]
    charset: String,
    #[diesel(sql_type = Text)]
    collation: String,
}

/// A row of the table in a template; there is none where nothing can be copied.
#[derive(QueryableByName)]
struct Script {
    #[diesel(sql_type = Text)]
    clauses: String,
    #[diesel(sql_type = Text)]
    script: String,
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}
