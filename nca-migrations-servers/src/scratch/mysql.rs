//! Scratch databases on MariaDB and MySQL.

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{
    Connection, ConnectionError, ConnectionResult, MysqlConnection, QueryResult, QueryableByName,
    RunQueryDsl, sql_query,
};

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
}

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
            },
            owner,
        ))
    }

    fn sessions(&mut self, database: &str) -> QueryResult<Vec<Number>> {
        let sessions = "SELECT CAST(id AS SIGNED) AS number \
                        FROM information_schema.processlist WHERE db = ?";
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
        let create = format!("CREATE DATABASE {} {}", quoted(name), self.like_ours);
        self.connection.batch_execute(&create)
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

    fn find_template(&mut self, _name: &str) -> QueryResult<Option<Copying>> {
        Ok(Some(Copying::NotAtAll))
    }

    fn begin_template(&mut self, _name: &str) -> QueryResult<bool> {
        Ok(true)
    }

    fn end_template(&mut self, _name: &str) -> QueryResult<()> {
        Ok(())
    }

    fn keep_as_template(&mut self, _database: &str, _name: &str) -> QueryResult<Kept> {
        Ok(Kept::Copied)
    }

    fn copy(&mut self, _template: &str, name: &str) -> QueryResult<()> {
        self.create(name)
    }

    fn remove_old_templates(&mut self, _family: &str, _but: &str) -> QueryResult<()> {
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
