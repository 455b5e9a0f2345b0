//! What the history tables are on MySQL and MariaDB, and what differs in asking for them.

/// Each brings the log from the format of its index to the next. It has its own engine and character
/// set: a server's defaults may be anything.
pub(super) const FORMAT_STEPS: [&str; 1] = ["CREATE TABLE {log} (
    sequence BIGINT PRIMARY KEY NOT NULL,
    action VARCHAR(16) NOT NULL,
    outcome VARCHAR(16) NOT NULL,
    format INTEGER,
    version VARCHAR(255),
    directory TEXT,
    parent VARCHAR(255),
    script_digest VARCHAR(80),
    chain_digest VARCHAR(80),
    run_in_transaction INTEGER,
    run_on VARCHAR(40),
    statements_done INTEGER,
    trace LONGTEXT,
    down_script LONGTEXT,
    started_at DATETIME(6) NOT NULL,
    finished_at DATETIME(6) NOT NULL,
    duration_us BIGINT,
    database_user TEXT,
    host TEXT,
    program TEXT,
    program_version TEXT,
    tag TEXT
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"];

/// A `TIMESTAMP` is shown in the session's time zone, which a script may change; its seconds are not.
pub(super) const RUN_ON: &str = "DATE_FORMAT('1970-01-01 00:00:00' + INTERVAL \
    UNIX_TIMESTAMP(run_on) SECOND, '%Y-%m-%d %H:%i:%s')";

pub(super) const NOW: &str = "UTC_TIMESTAMP(6)";

/// What is around the microseconds that have passed since.
pub(super) const BEFORE: (&str, &str) = ("UTC_TIMESTAMP(6) - INTERVAL ", " MICROSECOND");

pub(super) const USER: &str = "USER()";

pub(super) fn time(column: &str) -> String {
    format!("CONCAT(LEFT(DATE_FORMAT({column}, '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')")
}
