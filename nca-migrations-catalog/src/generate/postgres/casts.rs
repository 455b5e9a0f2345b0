//! Which types become which.
//!
//! The casts are those that a server has by itself: <https://www.postgresql.org/docs/current/sql-createcast.html>
//! and `pg_cast`.

use crate::model::{Catalog, Column, ColumnType, Domain, Name};

/// Types whose values become each other's without a word about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Number,
    Text,
    Date,
    Time,
    Bits,
    Network,
    Json,
}

/// How the values of a column get into another type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cast {
    /// By themselves, and nothing is written.
    Kept,
    /// By themselves.
    Assigned,
    /// With a word: what follows `USING`.
    Using(String),
}

pub(super) fn family(of: &str) -> Option<Family> {
    Some(match of {
        "int2" | "int4" | "int8" | "numeric" | "float4" | "float8" => Family::Number,
        "text" | "varchar" | "bpchar" | "name" => Family::Text,
        "date" | "timestamp" | "timestamptz" => Family::Date,
        "time" | "timetz" | "interval" => Family::Time,
        "bit" | "varbit" => Family::Bits,
        "inet" | "cidr" => Family::Network,
        "json" | "jsonb" => Family::Json,
        _ => return None,
    })
}

/// The type that a domain restricts, through domains of domains.
fn base<'a>(catalog: &'a Catalog, of: &'a ColumnType) -> &'a ColumnType {
    let domain = |name: &Name| catalog.domains.iter().find(|of| same_type(&of.name, name));
    let mut of = of;
    // A domain cannot be of itself.
    while let Some(Domain { base, .. }) = domain(&of.name) {
        of = base;
    }
    of
}

/// The schema of a type is always said there, that of an object is not.
fn same_type(of: &Name, named: &Name) -> bool {
    of.name == named.name
        && named.schema.is_some()
        && (of.schema.is_none() || of.schema == named.schema)
}

pub(super) fn domain<'a>(catalog: &'a Catalog, of: &ColumnType) -> Option<&'a Domain> {
    catalog
        .domains
        .iter()
        .find(|domain| same_type(&domain.name, &of.name))
}

/// Whether a column's old and new type are of one family, so that what is said about it holds.
pub(super) fn is_same_family(old: &Catalog, new: &Catalog, table: &Name, column: &Column) -> bool {
    let mut after = new
        .table(table)
        .into_iter()
        .flat_map(|table| &table.columns);
    let Some(after) = after.find(|of| of.name == column.name) else {
        return false;
    };
    let from = base(old, &column.column_type);
    let to = base(new, &after.column_type);
    let family_of = |of: &ColumnType| family(&of.name.name).filter(|_| of.name.schema.is_none());
    match (family_of(from), family_of(to)) {
        (Some(a), Some(b)) => a == b,
        _ => from == to && column.column_type.name == after.column_type.name,
    }
}

/// How the values of a column of one type become another's. `column` is its name as SQL; `is_new` says that the
/// type is another one by the same name.
pub(super) fn cast(
    (old, new): (&Catalog, &Catalog),
    (from, to): (&ColumnType, &ColumnType),
    column: &str,
    is_new: bool,
) -> Cast {
    let written = &to.written;
    if is_new {
        return Cast::Using(format!("{column}::text::{written}"));
    }
    if domain(new, to).is_some_and(|of| !of.checks.is_empty()) && from.name == to.name {
        return Cast::Kept;
    }
    let (a, b) = (base(old, from), base(new, to));
    if a.name.schema.is_some() || b.name.schema.is_some() {
        if a == b {
            return Cast::Assigned;
        }
        let is_text = |of: &ColumnType| {
            family(&of.name.name) == Some(Family::Text) && of.name.schema.is_none()
        };
        return match (is_text(a), is_text(b)) {
            (_, true) => Cast::Assigned,
            (true, false) => Cast::Using(format!("{column}::{written}")),
            _ => Cast::Using(format!("{column}::text::{written}")),
        };
    }
    let (x, y) = (a.name.name.as_str(), b.name.name.as_str());
    if is_kept(a, b) && domain(new, to).is_none() {
        return Cast::Kept;
    }
    let arrays = (x.strip_prefix('_'), y.strip_prefix('_'));
    if let (Some(x), Some(y)) = arrays {
        return if is_assigned(x, y) {
            Cast::Assigned
        } else {
            Cast::Using(format!("{column}::text[]::{written}"))
        };
    }
    if let (None, Some(_)) = arrays {
        return Cast::Using(format!("ARRAY[{column}]::text[]::{written}"));
    }
    if is_assigned(x, y) {
        return Cast::Assigned;
    }
    match (x, y) {
        ("bool", "int4") | ("int4", "bool") => Cast::Using(format!("{column}::{written}")),
        ("bool", _) if family(y) == Some(Family::Number) => {
            Cast::Using(format!("{column}::integer::{written}"))
        }
        (_, "bool") if family(x) == Some(Family::Number) => Cast::Using(format!("({column} <> 0)")),
        _ if family(x) == Some(Family::Text) => Cast::Using(format!("{column}::{written}")),
        ("jsonb", _) if family(y) == Some(Family::Number) => {
            Cast::Using(format!("{column}::{written}"))
        }
        _ => Cast::Using(format!("{column}::text::{written}")),
    }
}

/// Whether there is a cast that assigning uses.
fn is_assigned(from: &str, to: &str) -> bool {
    if from == to || family(to) == Some(Family::Text) {
        return true;
    }
    match (family(from), family(to)) {
        // No time of day is an interval by itself, and no time zone is added to one from an interval.
        (Some(Family::Time), Some(Family::Time)) => {
            !matches!((from, to), ("interval", "timetz") | ("timetz", "interval"))
        }
        (Some(Family::Date), Some(Family::Time)) => {
            from != "date" && to != "interval" && !(from == "timestamp" && to == "timetz")
        }
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

/// Whether the new type takes what is stored as it is, so that the table is not written anew:
/// <https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES>.
fn is_kept(from: &ColumnType, to: &ColumnType) -> bool {
    if from == to {
        return true;
    }
    let limits = (numbers(&from.written), numbers(&to.written));
    match (&*from.name.name, &*to.name.name, &limits) {
        ("text" | "varchar", "text", _)
        | ("text", "varchar", (_, None))
        | ("bit", "varbit", (_, None))
        | ("cidr", "inet", _) => true,
        ("text" | "varchar" | "varbit" | "numeric", _, (_, None))
            if from.name.name == to.name.name =>
        {
            true
        }
        ("varchar" | "varbit", _, (Some(a), Some(b))) if from.name.name == to.name.name => b >= a,
        ("numeric", "numeric", (Some(a), Some(b))) => {
            let scale = |of: &Vec<u32>| of.get(1).copied().unwrap_or_default();
            scale(a) == scale(b) && b.first() >= a.first()
        }
        ("timestamp" | "timestamptz" | "time" | "timetz", _, _)
            if from.name.name == to.name.name =>
        {
            let precision =
                |of: &Option<Vec<u32>>| of.as_ref().and_then(|of| of.first()).copied().unwrap_or(6);
            precision(&limits.1) >= precision(&limits.0)
        }
        _ => false,
    }
}

/// Whether there may be a value that does not fit.
pub(super) fn may_not_fit(from: &ColumnType, to: &ColumnType) -> bool {
    let (a, b) = (&*from.name.name, &*to.name.name);
    let own = from.name.schema.is_none() && to.name.schema.is_none();
    let families = (family(a).filter(|_| own), family(b).filter(|_| own));
    let limits = (numbers(&from.written), numbers(&to.written));
    match families {
        _ if is_kept(from, to) => false,
        (Some(Family::Number), Some(Family::Number)) => {
            let rank = |of: &str| {
                let widths = ["int2", "int4", "int8", "numeric", "float4", "float8"];
                widths.iter().position(|width| *width == of)
            };
            // How many digits are before the point.
            let digits = |of: &Option<Vec<u32>>| {
                let of = of.as_ref()?;
                Some(i64::from(*of.first()?) - i64::from(of.get(1).copied().unwrap_or_default()))
            };
            match (digits(&limits.0), digits(&limits.1)) {
                (Some(before), Some(after)) => after < before,
                (None, Some(_)) => true,
                _ => rank(b) < rank(a),
            }
        }
        (_, Some(Family::Text)) => {
            limits.1.is_some()
                && limits
                    .0
                    .is_none_or(|before| limits.1.is_none_or(|after| after < before))
        }
        (Some(Family::Date), Some(Family::Date | Family::Time))
        | (Some(Family::Time), Some(Family::Time))
        | (Some(Family::Number), None)
            if b == "bool" || families.1.is_some() =>
        {
            false
        }
        (None, Some(Family::Number)) if a == "bool" => b != "int4" && b != "int8" && b != "int2",
        _ => true,
    }
}

/// Whether values are rounded or cut without a word.
pub(super) fn is_cut(from: &ColumnType, to: &ColumnType) -> bool {
    let (a, b) = (&*from.name.name, &*to.name.name);
    let is_whole = |of: &str| matches!(of, "int2" | "int4" | "int8");
    let is_real = |of: &str| matches!(of, "numeric" | "float4" | "float8");
    let limits = (numbers(&from.written), numbers(&to.written));
    let scale =
        |of: &Option<Vec<u32>>| of.as_ref().map(|of| of.get(1).copied().unwrap_or_default());
    let precision =
        |of: &Option<Vec<u32>>| of.as_ref().and_then(|of| of.first()).copied().unwrap_or(6);
    let is_moment = |of: &str| matches!(of, "timestamp" | "timestamptz");
    let is_time = |of: &str| matches!(of, "time" | "timetz");
    match (a, b) {
        _ if is_real(a) && is_whole(b) => true,
        ("numeric" | "float8", "float4") | ("numeric", "float8") => true,
        (_, "numeric") if is_real(a) => match (scale(&limits.0), scale(&limits.1)) {
            (Some(before), Some(after)) => after < before,
            (None, Some(_)) => true,
            _ => false,
        },
        (_, "bool") => is_whole(a) || is_real(a),
        (_, "date") => is_moment(a),
        _ if is_moment(a) && is_time(b) => true,
        _ if (is_moment(a) && is_moment(b)) || (is_time(a) && is_time(b)) => {
            precision(&limits.1) < precision(&limits.0)
        }
        ("timetz" | "interval", "time") => true,
        _ => false,
    }
}

/// The numbers in parentheses: `numeric(5,2)`.
fn numbers(written: &str) -> Option<Vec<u32>> {
    let (_, rest) = written.split_once('(')?;
    let (inside, _) = rest.split_once(')')?;
    Some(
        inside
            .split(',')
            .filter_map(|number| number.trim().parse().ok())
            .collect(),
    )
}
