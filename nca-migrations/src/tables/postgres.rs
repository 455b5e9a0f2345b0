//! What the history tables are on PostgreSQL, and what differs in asking for them.

/// Each brings the log from the format of its index to the next.
pub(super) const FORMAT_STEPS: [&str; 1] = ["CREATE TABLE {log} (
    sequence BIGINT PRIMARY KEY NOT NULL,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL,
    format INTEGER,
    version TEXT,
    directory TEXT,
    parent TEXT,
    script_digest TEXT,
    chain_digest TEXT,
    run_in_transaction INTEGER,
    run_on TEXT,
    statements_done INTEGER,
    trace TEXT,
    down_script TEXT,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE NOT NULL,
    duration_us BIGINT,
    database_user TEXT,
    host TEXT,
    program TEXT,
    program_version TEXT,
    tag TEXT
)"];

/// A cast would depend on `DateStyle`.
pub(super) const RUN_ON: &str = "to_char(run_on, 'YYYY-MM-DD HH24:MI:SS.US')";

pub(super) const NOW: &str = "clock_timestamp()";

/// What is around the microseconds that have passed since.
pub(super) const BEFORE: (&str, &str) = ("clock_timestamp() - ", " * interval '1 microsecond'");

/// Not `current_user`: a script may have set another role.
pub(super) const USER: &str = "CAST(session_user AS text)";

pub(super) fn time(column: &str) -> String {
    format!("to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")
}

/// The first schema of the path with Diesel's table, or else with the log, or else the one where a
/// table would be created; null where there is none. That path has temporary tables only if they are
/// named in it: under a bare name they come before all others, and are nobody's history.
pub(crate) const SCHEMA: &str = "CAST(coalesce((SELECT nspname FROM pg_catalog.pg_class AS c \
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
    WHERE relname IN ('__diesel_schema_migrations', '__nca_migration_log') \
    AND relpersistence <> 't' AND nspname = ANY (current_schemas(false)) \
    ORDER BY relname = '__nca_migration_log', array_position(current_schemas(false), nspname) \
    LIMIT 1), current_schema()) AS text)";
