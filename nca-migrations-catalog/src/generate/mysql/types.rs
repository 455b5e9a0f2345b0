//! What it costs that a column becomes of another type.

use super::column::{Described, is_text};
use super::cost::{column, copy};
use super::written::Written;
use crate::generate::{Cost, Hazard};
use crate::model::Name;

/// What neither server makes of the other, whatever the rows have: numbers and moments, places, and the types
/// that are MariaDB's own (error 4078, `Cannot cast 'int' as 'uuid'`). Text and bytes lie between all of them.
pub(super) fn can_become(was: &str, is: &str) -> bool {
    let (was, is) = (Written::of(was), Written::of(is));
    let (was, is) = (group(&was.name), group(&is.name));
    was == "text" || is == "text" || was == is
}

fn group(name: &str) -> &str {
    const PLACES: [&str; 8] = [
        "geometry",
        "point",
        "linestring",
        "polygon",
        "multipoint",
        "multilinestring",
        "multipolygon",
        "geometrycollection",
    ];
    match name {
        "uuid" | "inet4" | "inet6" | "vector" => name,
        "enum" | "set" | "json" => "text",
        _ if PLACES.contains(&name) => "place",
        _ if ["char", "text", "binary", "blob"]
            .iter()
            .any(|end| name.ends_with(end)) =>
        {
            "text"
        }
        _ => "number",
    }
}

/// Of a column of that table.
pub(super) fn costs(table: &Name, old: &Described<'_>, new: &Described<'_>) -> Vec<Hazard> {
    let (was, is) = (
        &old.column.column_type.written,
        &new.column.column_type.written,
    );
    let mut hazards = Vec::new();
    let name = &new.column.name;
    let may_fail = |because: &str| column(Cost::MayFail, table, name).because(because);
    if old.collation != new.collation && is_text(old.column) && is_text(new.column) {
        hazards.extend(copy(table, "a column gets another collation"));
        if charset(old) != charset(new) && charset(new) != Some("utf8mb4") {
            hazards.push(may_fail(
                "the new character set does not have all characters",
            ));
        }
    }
    if was.eq_ignore_ascii_case(is) {
        return hazards;
    }
    let (was, is) = (Written::of(was), Written::of(is));
    let lists = ["enum", "set"];
    if was.name == is.name && lists.contains(&&*is.name) {
        if was
            .arguments
            .iter()
            .any(|value| !is.arguments.contains(value))
        {
            hazards.push(may_fail(
                "rows may have a value that is taken away; without a strict mode they lose it",
            ));
        }
        // https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html: values that come last
        // are added at once, as long as they need no more bytes.
        let bytes = |written: &Written<'_>| match (&*written.name, written.arguments.len()) {
            ("enum", 0..256) => 1,
            ("enum", _) => 2,
            (_, members) => members.div_ceil(8),
        };
        if !is.arguments.starts_with(&was.arguments) || bytes(&was) != bytes(&is) {
            hazards.extend(copy(table, "the values of a column change"));
        }
        return hazards;
    }
    if !takes_all_of(&is, &was) {
        hazards.push(may_fail(
            "the new type does not take every value of the old one",
        ));
    }
    if is_cut(&was, &is) {
        let lost = column(Cost::Deletes, table, name);
        hazards.push(
            lost.because("digits that the new type does not have are cut off without an error"),
        );
    }
    if !is_longer_in_place(&was, &is, new) {
        hazards.extend(copy(table, "a column gets another type"));
    }
    hazards
}

fn charset<'a>(described: &Described<'a>) -> Option<&'a str> {
    let collation = described.collation?;
    Some(
        collation
            .split_once('_')
            .map_or(collation, |(charset, _)| charset),
    )
}

/// A `varchar` that keeps its length in as many bytes: one up to 255 bytes, else two.
fn is_longer_in_place(was: &Written<'_>, is: &Written<'_>, new: &Described<'_>) -> bool {
    let names = ["varchar", "varbinary"];
    let (Some(shorter), Some(longer)) = (was.number(0), is.number(0)) else {
        return false;
    };
    let width = match charset(new) {
        None | Some("latin1" | "ascii" | "binary") => 1,
        Some("utf8mb3") => 3,
        Some(_) => 4,
    };
    was.name == is.name
        && names.contains(&&*is.name)
        && shorter <= longer
        && (longer * width < 256 || shorter * width > 255)
}

/// Whether values are rounded to fit: numbers behind the point, parts of a second, the time of a day. See
/// <https://dev.mysql.com/doc/refman/8.4/en/precision-math-rounding.html> and
/// <https://dev.mysql.com/doc/refman/8.4/en/fractional-seconds.html>.
fn is_cut(was: &Written<'_>, is: &Written<'_>) -> bool {
    let moment = |of: &Written<'_>| matches!(&*of.name, "datetime" | "timestamp" | "time");
    let digits = |of: &Written<'_>| match (&*of.name, moment(of)) {
        ("decimal", _) => of.number(1).unwrap_or(0),
        ("float", _) => 100,
        ("double", _) => 200,
        (_, true) => of.number(0).unwrap_or(0),
        _ => 0,
    };
    let is_number = |of: &Written<'_>| {
        matches!(&*of.name, "decimal" | "float" | "double")
            || of.rank().is_some_and(|(family, _)| family == "int")
    };
    let loses_time = matches!(&*was.name, "datetime" | "timestamp")
        && matches!(&*is.name, "date" | "time" | "year");
    let are_alike = is_number(was) && is_number(is) || moment(was) && moment(is);
    loses_time || are_alike && digits(was) > digits(is)
}

fn takes_all_of(is: &Written<'_>, was: &Written<'_>) -> bool {
    if let (Some((family, old)), Some((other, new))) = (was.rank(), is.rank()) {
        let same_sign = was.unsigned == is.unsigned || was.unsigned && !is.unsigned && old < new;
        return family == other && old <= new && same_sign;
    }
    let longer = |at: usize| is.number(at).unwrap_or(0) >= was.number(at).unwrap_or(0);
    match (&*was.name, &*is.name) {
        ("decimal", "decimal") => {
            let whole = |of: &Written<'_>| {
                of.number(0)
                    .unwrap_or(10)
                    .saturating_sub(of.number(1).unwrap_or(0))
            };
            longer(1) && whole(is) >= whole(was) && (was.unsigned || !is.unsigned)
        }
        ("char" | "varchar", "char" | "varchar") | ("binary" | "varbinary", "varbinary") => {
            longer(0)
        }
        (one, other) if one == other => longer(0),
        ("char" | "varchar" | "enum" | "set", to) => to.ends_with("text") && to != "tinytext",
        ("binary" | "varbinary", to) => to.ends_with("blob") && to != "tinyblob",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_takes_all_of_another_or_not() {
        for (was, is, takes) in [
            ("int(11)", "bigint(20)", true),
            ("bigint(20)", "int(11)", false),
            ("int(11)", "int(10) unsigned", false),
            ("int(10) unsigned", "bigint(20)", true),
            ("int(10) unsigned", "int(11)", false),
            ("decimal(5,2)", "decimal(7,4)", true),
            ("decimal(5,2)", "decimal(6,4)", false),
            ("decimal(5,2)", "int(11)", false),
            ("varchar(10)", "varchar(20)", true),
            ("char(5)", "varchar(4)", false),
            ("varchar(10)", "text", true),
            ("text", "varchar(10)", false),
            ("text", "longtext", true),
            ("varbinary(10)", "blob", true),
            ("binary(4)", "binary(8)", true),
            ("date", "datetime", true),
            ("datetime", "date", false),
            ("float", "double", true),
            ("enum('a','b')", "text", true),
            ("datetime(3)", "datetime", true),
        ] {
            let (old, new) = (Written::of(was), Written::of(is));
            assert_eq!(takes_all_of(&new, &old), takes, "{was} to {is}");
        }
    }

    #[test]
    fn digits_are_cut_off() {
        for (was, is, cut) in [
            ("decimal(5,2)", "decimal(5,1)", true),
            ("decimal(5,2)", "decimal(7,3)", false),
            ("decimal(5,2)", "int(11)", true),
            ("double", "float", true),
            ("int(11)", "double", false),
            ("datetime(3)", "datetime", true),
            ("datetime", "timestamp(6)", false),
            ("datetime", "date", true),
            ("varchar(10)", "int(11)", false),
        ] {
            assert_eq!(
                is_cut(&Written::of(was), &Written::of(is)),
                cut,
                "{was} to {is}"
            );
        }
    }

    #[test]
    fn what_no_server_casts() {
        for (was, is, can) in [
            ("int(11)", "uuid", false),
            ("uuid", "varchar(36)", true),
            ("point", "geometry", true),
            ("point", "datetime", false),
            ("inet4", "inet6", false),
            ("datetime", "bigint(20)", true),
            ("enum('a')", "point", true),
        ] {
            assert_eq!(can_become(was, is), can, "{was} to {is}");
        }
    }
}
