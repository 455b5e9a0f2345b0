//! Accounts that may not look at everything. `information_schema` leaves out what they may not see.

use diesel::MysqlConnection;
use nca_migrations_catalog::{IntrospectError, Scope, introspect};
use nca_tests::server::own_mariadb;

use crate::bed::{Bed, connect, outline, same};

/// An account with rights on the database of a bed; dropped with it.
pub(crate) struct User {
    name: String,
    pub(crate) url: String,
}

impl User {
    pub(crate) fn with(rights: &[&str], bed: &Bed) -> Self {
        let name = format!("u_{}", bed.database.name());
        own_mariadb().execute(&format!("CREATE USER {name}@localhost"));
        let url = bed.database.url().replace("root@", &format!("{name}@"));
        let user = Self { name, url };
        for right in rights {
            user.grant(&format!("{right} ON {}.*", bed.database.name()));
        }
        user
    }

    fn grant(&self, grant: &str) {
        own_mariadb().execute(&format!("GRANT {grant} TO {}@localhost", self.name));
    }

    fn connect(&self) -> MysqlConnection {
        connect(&self.url)
    }
}

impl Drop for User {
    fn drop(&mut self) {
        own_mariadb().execute(&format!("DROP USER {}@localhost", self.name));
    }
}

const SCHEMA: &str = "
    CREATE TABLE t (id INT PRIMARY KEY, a INT CHECK (a > 0), b INT DEFAULT (1 + 1), g INT AS (a + 1));
    CREATE TABLE u (id INT PRIMARY KEY, CONSTRAINT f FOREIGN KEY (id) REFERENCES t (id) ON DELETE CASCADE);
    CREATE VIEW v AS SELECT a FROM t;
    CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;
    CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t;
    CREATE SEQUENCE s";

const LOOK: &str = "SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE";

#[test]
fn with_every_right_to_look_all_is_seen() {
    let mut bed = Bed::with(SCHEMA);
    let user = User::with(&[LOOK], &bed);
    same(&bed.outline(), &outline(&mut user.connect()), "a reader");
}

#[test]
fn rights_may_come_from_a_role_or_be_of_the_tables() {
    let mut bed = Bed::with(SCHEMA);
    let user = User::with(&["EVENT, EXECUTE"], &bed);
    let database = bed.database.name();
    let role = format!("r_{database}");
    own_mariadb().execute(&format!(
        "CREATE ROLE {role}; GRANT SELECT, SHOW VIEW ON {database}.* TO {role}; \
         GRANT {role} TO {0}@localhost; SET DEFAULT ROLE {role} FOR {0}@localhost",
        user.name
    ));
    user.grant(&format!("TRIGGER ON {database}.t"));
    user.grant(&format!("TRIGGER ON {database}.u"));
    same(&bed.outline(), &outline(&mut user.connect()), "by role");
    own_mariadb().execute(&format!("DROP ROLE {role}"));
}

#[test]
fn a_right_that_is_missing_is_named() {
    let bed = Bed::with(SCHEMA);
    let missing = |rights: &[&str]| {
        let user = User::with(rights, &bed);
        match introspect(&mut user.connect(), &Scope::All) {
            Err(IntrospectError::Rights { rights, .. }) => rights,
            Err(error) => panic!("{error}"),
            Ok(_) => String::new(),
        }
    };
    assert_eq!(missing(&["SELECT"]), "SHOW VIEW, TRIGGER, EVENT, EXECUTE");
    assert_eq!(missing(&["SELECT, TRIGGER, EVENT, EXECUTE"]), "SHOW VIEW");
    assert_eq!(missing(&["SELECT, SHOW VIEW, EVENT, EXECUTE"]), "TRIGGER");
    assert_eq!(missing(&["SELECT, SHOW VIEW, TRIGGER, EXECUTE"]), "EVENT");
    assert_eq!(missing(&["SELECT, SHOW VIEW, TRIGGER, EVENT"]), "EXECUTE");
    assert_eq!(missing(&[LOOK]), "");
    assert_eq!(missing(&["ALL"]), "");
}

#[test]
fn the_error_says_what_to_do() {
    let bed = Bed::with("CREATE TABLE t (a INT)");
    let user = User::with(&["SELECT"], &bed);
    let error = introspect(&mut user.connect(), &Scope::All).unwrap_err();
    let text = error.to_string().replace(bed.database.name(), "app");
    insta::assert_snapshot!(text);
}

/// The text of a routine is only for who made it, or may read `mysql.proc`.
#[test]
fn the_text_of_a_routine_needs_a_right_of_its_own() {
    let mut bed = Bed::with("CREATE FUNCTION f() RETURNS INT RETURN 1");
    let user = User::with(&[LOOK], &bed);
    let error = introspect(&mut user.connect(), &Scope::All).unwrap_err();
    let text = error.to_string().replace(bed.database.name(), "app");
    insta::assert_snapshot!(text);
    user.grant("SELECT ON mysql.proc");
    same(&bed.outline(), &outline(&mut user.connect()), "routines");
}
