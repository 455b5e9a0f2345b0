//! What the history tables are on SQLite, and what differs in asking for them.

/// Each brings the log from the format of its index to the next.
pub(super) const FORMAT_STEPS: [&str; 1] = ["CREATE TABLE {log} (
    sequence INTEGER PRIMARY KEY NOT NULL,
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
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    duration_us INTEGER,
    database_user TEXT,
    host TEXT,
    program TEXT,
    program_version TEXT,
    tag TEXT
)"];

pub(super) const RUN_ON: &str = "CAST(run_on AS TEXT)";

pub(super) const NOW: &str = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

/// What is around the microseconds that have passed since.
pub(super) const BEFORE: (&str, &str) = (
    "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (-",
    " / 1000000.0) || ' seconds')",
);
