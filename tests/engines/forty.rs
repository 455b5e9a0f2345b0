//! A chain in which everything can be interrupted.

use nca_migrations::Dialect;
use nca_migrations::chain::Chain;
use nca_tests::Builder;

/// Ten revisions with forty statements: most of them show when they are run twice.
pub(crate) fn forty(dialect: Dialect) -> Chain {
    let table = |name| {
        format!("CREATE TABLE {name} (id INTEGER PRIMARY KEY, n INTEGER, note VARCHAR(40));\n")
    };
    let revision = |builder: Builder, name: &str, up: &str| builder.revision(name, up, "SELECT 1;");
    let chain = Builder::default();
    let chain = revision(
        chain,
        "001_one",
        &(table("one")
            + "INSERT INTO one VALUES (1, 1, 'a');\n\
               INSERT INTO one VALUES (2, 2, 'b');\n\
               INSERT INTO one VALUES (3, 3, 'c');"),
    );
    let chain = revision(
        chain,
        "002_two",
        &(table("two")
            + "INSERT INTO two SELECT id, n * 2, 'from one' FROM one;\n\
               UPDATE one SET n = n + 1;\n\
               CREATE INDEX one_n ON one (n);"),
    );
    let chain = revision(
        chain,
        "003_extra",
        "ALTER TABLE one ADD COLUMN extra INTEGER NOT NULL DEFAULT 0;\n\
         UPDATE one SET extra = extra + n;\n\
         CREATE UNIQUE INDEX one_extra ON one (extra, id);\n\
         DELETE FROM two WHERE id = 3;",
    );
    let chain = revision(
        chain,
        "004_own_transaction",
        "UPDATE one SET n = n + 1;\n\
         BEGIN;\n\
         INSERT INTO two VALUES (10, 10, 'own');\n\
         UPDATE two SET n = n + 1;\n\
         COMMIT;\n\
         INSERT INTO two VALUES (11, 11, 'after');\n\
         UPDATE two SET n = n + 1;",
    );
    let chain = revision(
        chain.outside_a_transaction(),
        "005_three",
        &(table("three")
            + "INSERT INTO three SELECT id, n, note FROM one;\n\
               CREATE VIEW four AS SELECT id, n, note FROM one;"),
    );
    let chain = revision(chain, "006_by_engine", by_engine(dialect)).outside_a_transaction();
    let chain = revision(
        chain,
        "007_view",
        "DROP VIEW four;\n\
         UPDATE three SET n = n + 1;\n\
         CREATE VIEW four AS SELECT id, n, note FROM three;\n\
         INSERT INTO three VALUES (4, 4, 'd');",
    );
    let chain = revision(
        chain,
        "008_rename",
        "ALTER TABLE three RENAME COLUMN n TO m;\n\
         UPDATE three SET m = m + 1;\n\
         ALTER TABLE three RENAME COLUMN m TO n;",
    );
    let chain = revision(
        chain,
        "009_drop",
        "DROP VIEW four;\n\
         INSERT INTO one (id, n, note) SELECT n + 100, n, note FROM three WHERE id = 4;\n\
         DROP TABLE three;",
    );
    revision(
        chain,
        "010_last",
        &(table("last_one") + "INSERT INTO last_one SELECT id, n, note FROM two;"),
    )
    .chain()
}

/// What only one engine has, or has in its own words: outside a transaction.
fn by_engine(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => {
            "UPDATE one SET n = n + 1;\n\
             CREATE INDEX CONCURRENTLY two_n ON two (n);\n\
             INSERT INTO two VALUES (20, 20, 'between');\n\
             CREATE UNIQUE INDEX CONCURRENTLY ON two (id, n);\n\
             REINDEX INDEX CONCURRENTLY two_n;\n\
             DROP INDEX CONCURRENTLY one_n;"
        }
        Dialect::Mysql => {
            "UPDATE one SET n = n + 1;\n\
             CREATE INDEX two_n ON two (n);\n\
             INSERT INTO two VALUES (20, 20, 'between');\n\
             ALTER TABLE two ADD COLUMN x INTEGER NOT NULL DEFAULT 0, ADD UNIQUE (id, n);\n\
             RENAME TABLE one TO other;\n\
             RENAME TABLE other TO one;"
        }
        _ => {
            "UPDATE one SET n = n + 1;\n\
             CREATE INDEX two_n ON two (n);\n\
             INSERT INTO two VALUES (20, 20, 'between');\n\
             CREATE UNIQUE INDEX two_id_n ON two (id, n);\n\
             VACUUM;\n\
             DROP INDEX one_n;"
        }
    }
}
