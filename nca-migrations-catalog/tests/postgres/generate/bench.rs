//! Two schemas, and what is generated between them, there and back.

use std::fmt::Write as _;

use diesel::connection::SimpleConnection as _;
use diesel::result::Error;
use nca_migrations_catalog::generate::{
    Cost, Fills, Form, Obstacle, Options, Stage, Statement, generate,
};
use nca_migrations_catalog::model::Name;
use nca_migrations_catalog::quote::{self, name};
use nca_migrations_catalog::{Catalog, Outline, compare};

use nca_migrations_core::dialect::Dialect;
use nca_migrations_core::sql::split;

use crate::bed::{Bed, catalog};

/// A script as a person reads it, with what it costs. The statements are found in it again.
pub(crate) fn text(statements: &[Statement]) -> String {
    let plain: Vec<&str> = statements.iter().map(|statement| &*statement.sql).collect();
    let script = plain.join(";\n") + ";\n";
    let split = split(&script, Dialect::Postgres);
    let found: Vec<&str> = split
        .statements
        .iter()
        .map(nca_migrations_core::sql::Statement::text)
        .collect();
    assert_eq!(found, plain);
    let mut text = String::new();
    let mut stage = Stage::Change;
    for statement in statements {
        if statement.stage != stage {
            stage = statement.stage;
            writeln!(text, "-- stage: {stage:?}").unwrap();
        }
        for hazard in &statement.hazards {
            writeln!(text, "-- {hazard}").unwrap();
        }
        writeln!(text, "{};", statement.sql).unwrap();
    }
    text
}

/// Generates, with what is answered where rows need a value.
pub(crate) fn script(
    from: &Catalog,
    to: &Catalog,
    options: &Options,
) -> Result<Vec<Statement>, Vec<Obstacle>> {
    let mut options = options.clone();
    let obstacles = match generate(from, to, &options) {
        Ok(statements) => return Ok(statements),
        Err(obstacles) => obstacles,
    };
    for obstacle in &obstacles {
        if let Obstacle::NeedsFill { table, column } = obstacle {
            let fill = fill(to, table, column);
            options.fills.set(table.clone(), column.clone(), fill);
        }
    }
    generate(from, to, &options)
}

/// A value by a column's type.
fn fill(catalog: &Catalog, table: &Name, column: &str) -> String {
    let table = catalog.table(table).unwrap();
    let column = table.columns.iter().find(|of| of.name == column).unwrap();
    let written = &column.column_type.written;
    // What leads to another table has to be there.
    for key in &table.foreign_keys {
        if let ([of], [referenced]) = (&*key.columns, &*key.referenced)
            && *of == column.name
        {
            let referenced = quote::identifier(Dialect::Postgres, referenced);
            return format!(
                "(SELECT min({referenced}) FROM {})",
                name(Dialect::Postgres, &key.references)
            );
        }
    }
    let of_enum = catalog
        .enums
        .iter()
        .find(|of| of.name.name == column.column_type.name.name);
    if let Some(of) = of_enum {
        return format!("'{}'", of.values[0].replace('\'', "''"));
    }
    match &*column.column_type.name.name {
        "int2" | "int4" | "int8" | "numeric" | "float4" | "float8" => "1".to_owned(),
        "bool" => "true".to_owned(),
        "text" | "varchar" | "bpchar" => "'x'".to_owned(),
        "date" | "timestamp" | "timestamptz" => "'2020-01-01'".to_owned(),
        "uuid" => "gen_random_uuid()".to_owned(),
        name if name.starts_with('_') => format!("'{{}}'::{written}"),
        "json" | "jsonb" => "'{}'".to_owned(),
        _ => format!("NULL::{written}"),
    }
}

/// Runs a script as the runtime does: each stage in a transaction, but for what is concurrent. Whether the rows are
/// still there.
pub(crate) fn run(bed: &mut Bed, statements: &[Statement], what: &str) -> bool {
    let mut kept = true;
    for stage in [
        Stage::Change,
        Stage::Validate,
        Stage::Concurrent,
        Stage::Adopt,
    ] {
        let of_stage = statements
            .iter()
            .filter(|statement| statement.stage == stage);
        let of_stage: Vec<Statement> = of_stage.cloned().collect();
        if stage == Stage::Concurrent {
            for statement in &of_stage {
                kept &= run_concurrently(bed, statement, statements, what);
            }
        } else if !of_stage.is_empty() {
            bed.run("BEGIN");
            kept &= apply(bed, &of_stage, what);
            bed.run("COMMIT");
        }
    }
    kept
}

fn run_concurrently(bed: &mut Bed, statement: &Statement, all: &[Statement], what: &str) -> bool {
    let Err(error) = bed.conn.batch_execute(&statement.sql) else {
        return true;
    };
    has_said_so(statement, all, &error, what);
    truncate(bed);
    // What failed leaves an index behind that is not valid.
    bed.run(
        "DO $$ DECLARE i regclass; BEGIN \
         FOR i IN SELECT indexrelid FROM pg_index WHERE NOT indisvalid LOOP EXECUTE 'DROP INDEX ' || i; \
         END LOOP; END $$",
    );
    run_one(bed, statement, all, what);
    false
}

/// That a statement which failed because of the rows has said that it may.
fn has_said_so(statement: &Statement, all: &[Statement], error: &Error, what: &str) {
    let may_fail = statement
        .hazards
        .iter()
        .any(|hazard| hazard.cost == Cost::MayFail);
    assert!(
        may_fail,
        "{error}\nat\n{}\n\nin\n{}\n{what}",
        statement.sql,
        text(all)
    );
}

fn truncate(bed: &mut Bed) {
    let tables = catalog(&mut bed.conn).tables;
    let tables = tables
        .iter()
        .filter(|table| table.settings.iter().all(|of| of.name != "server"));
    let tables: Vec<String> = tables
        .map(|table| name(Dialect::Postgres, &table.name))
        .collect();
    bed.run(&format!("TRUNCATE {} CASCADE", tables.join(", ")));
}

/// Runs a script in the transaction that is open. What fails because of the rows has said that it may, and is tried
/// again without them. Whether the rows are still there.
pub(crate) fn apply(bed: &mut Bed, statements: &[Statement], what: &str) -> bool {
    bed.run("SAVEPOINT whole");
    let mut failed = None;
    for statement in statements {
        if let Err(error) = bed.conn.batch_execute(&statement.sql) {
            failed = Some((statement, error));
            break;
        }
    }
    let Some((statement, error)) = failed else {
        return true;
    };
    has_said_so(statement, statements, &error, what);
    bed.run("ROLLBACK TO whole");
    truncate(bed);
    for statement in statements {
        run_one(bed, statement, statements, what);
    }
    false
}

fn run_one(bed: &mut Bed, statement: &Statement, all: &[Statement], what: &str) {
    if let Err(error) = bed.conn.batch_execute(&statement.sql) {
        panic!(
            "{error}\nat\n{}\n\nin\n{}\n{what}",
            statement.sql,
            text(all)
        );
    }
}

/// Fails with what differs, and the script that led there.
pub(crate) fn assert_reached(expected: &Catalog, bed: &mut Bed, script: &[Statement], what: &str) {
    let found = Outline::of(&catalog(&mut bed.conn));
    let differences = compare(&Outline::of(expected), &found);
    let differences: Vec<String> = differences.iter().map(ToString::to_string).collect();
    assert!(
        differences.is_empty(),
        "{}\nafter\n{}\n{what}",
        differences.join("\n"),
        text(script)
    );
}

pub(crate) fn options(form: Form) -> Options {
    Options {
        fills: Fills::default(),
        form,
    }
}
