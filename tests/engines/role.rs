//! A role of a PostgreSQL server that one test has for itself.

use std::fmt::{self, Display, Formatter};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};

use crate::bed::{Bed as _, Postgres};

/// Dropped with what it owns and may do in its test's database.
pub(crate) struct Role {
    name: String,
    url: String,
}

impl Role {
    /// Roles belong to a server: the name begins with the database's.
    pub(crate) fn new(bed: &Postgres, name: &str) -> Self {
        let (name, url) = (format!("{} {name}", bed.0.name()), bed.url());
        let role = Self { name, url };
        role.admin(&format!("CREATE ROLE {role} LOGIN"));
        role
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// A connection as this role; to a throw-away server, which asks for no password.
    pub(crate) fn connect_to(&self, url: &str) -> PgConnection {
        let (_, rest) = url.split_once('@').unwrap();
        let user = self.name.replace(' ', "%20");
        PgConnection::establish(&format!("postgres://{user}@{rest}")).unwrap()
    }

    fn admin(&self, sql: &str) {
        let mut admin = PgConnection::establish(&self.url).unwrap();
        admin.batch_execute(sql).unwrap();
    }
}

/// As it is written in SQL.
impl Display for Role {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.name.replace('"', "\"\""))
    }
}

impl Drop for Role {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.admin(&format!("DROP OWNED BY {self} CASCADE; DROP ROLE {self}"));
        }
    }
}
