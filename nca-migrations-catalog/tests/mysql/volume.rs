//! Databases with many tables.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use diesel::Connection as _;
use diesel::connection::InstrumentationEvent;

use crate::bed::{Bed, EVERYTHING};

#[test]
fn the_number_of_queries_does_not_depend_on_what_is_there() {
    assert_eq!(queries(""), 15);
    assert_eq!(queries(&tables(1)), 15);
    assert_eq!(queries(&tables(30)), 15);
    // Sequences and partitions.
    assert_eq!(queries(EVERYTHING), 17);
}

fn queries(sql: &str) -> usize {
    let mut bed = Bed::new();
    if !sql.is_empty() {
        bed.run(sql);
    }
    let queries = Arc::new(Mutex::new(0));
    let seen = Arc::clone(&queries);
    bed.conn
        .set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { .. } = event {
                *seen.lock().unwrap() += 1;
            }
        });
    bed.outline();
    *queries.lock().unwrap()
}

/// Each with keys, an index, a check and a view.
fn tables(count: usize) -> String {
    let mut sql = String::new();
    for n in 0..count {
        write!(
            sql,
            "CREATE TABLE t{n} (id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) NOT NULL DEFAULT 'x', \
                parent BIGINT, doc JSON, k INT, CONSTRAINT ck{n} CHECK (k BETWEEN 0 AND 10), \
                UNIQUE KEY uq{n} (name), KEY ix{n} (k, name), \
                CONSTRAINT fk{n} FOREIGN KEY (parent) REFERENCES t{n} (id) ON DELETE CASCADE); \
             CREATE VIEW v{n} AS SELECT id, name FROM t{n} WHERE k > 3;"
        )
        .unwrap();
    }
    sql
}
