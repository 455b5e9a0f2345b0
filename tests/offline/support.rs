//! Scripts from chains, and what a database says of them.

use diesel::QueryableByName;
use diesel::sql_types::{Nullable, Text};
use nca_migrations::chain::Chain;
use nca_migrations::{Dialect, Migrator, Refusal};

pub(crate) fn migrator(chain: &Chain) -> Migrator<'_> {
    Migrator::new(chain).program("tests", "1.2.3")
}

pub(crate) fn try_sql(chain: &Chain, dialect: Dialect, range: &str) -> Result<String, Refusal> {
    migrator(chain).sql(dialect, &range.parse().unwrap())
}

pub(crate) fn sql(chain: &Chain, dialect: Dialect, range: &str) -> String {
    try_sql(chain, dialect, range).unwrap()
}

#[derive(QueryableByName)]
pub(crate) struct Value {
    #[diesel(sql_type = Nullable<Text>)]
    pub(crate) value: Option<String>,
}

/// The column `value` of each row.
macro_rules! texts {
    ($conn:expr, $query:expr) => {{
        use diesel::RunQueryDsl as _;
        let rows: Vec<$crate::support::Value> = diesel::sql_query($query).load($conn).unwrap();
        let texts = rows.into_iter().map(|row| row.value.unwrap_or_default());
        texts.collect::<Vec<String>>()
    }};
}
pub(crate) use texts;

/// The history but for times, and for what a script that is written beforehand cannot know.
pub(crate) fn history_query(dialect: Dialect) -> String {
    let text = if dialect == Dialect::Mysql {
        "CHAR"
    } else {
        "TEXT"
    };
    let columns = [
        "sequence",
        "action",
        "outcome",
        "format",
        "version",
        "directory",
        "parent",
        "script_digest",
        "chain_digest",
        "run_in_transaction",
        "run_on IS NOT NULL",
        "statements_done",
        "down_script",
        "database_user",
        "program",
        "program_version",
        "tag",
    ];
    let columns = columns.map(|column| format!("coalesce(CAST({column} AS {text}), '-')"));
    let joined = match dialect {
        Dialect::Mysql => format!("concat_ws('|', {})", columns.join(", ")),
        _ => columns.join(" || '|' || "),
    };
    format!(
        "SELECT value FROM (SELECT sequence, {joined} AS value FROM __nca_migration_log) AS log \
         ORDER BY sequence"
    )
}

/// That each entry about a row of Diesel's has that row's time.
pub(crate) fn unaccounted(dialect: Dialect) -> String {
    let run_on = match dialect {
        Dialect::Postgres => "to_char(run_on, 'YYYY-MM-DD HH24:MI:SS.US')",
        Dialect::Mysql => "DATE_FORMAT(run_on, '%Y-%m-%d %H:%i:%s')",
        _ => "run_on",
    };
    format!(
        "SELECT version AS value FROM __diesel_schema_migrations AS applied WHERE NOT EXISTS (SELECT 1 \
         FROM __nca_migration_log AS log WHERE log.version = applied.version AND log.outcome = 'done' \
         AND log.run_on = {})",
        run_on.replace("run_on", "applied.run_on")
    )
}
