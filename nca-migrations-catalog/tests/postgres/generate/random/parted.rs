//! A table in partitions, and one that others inherit from.

/// The texts of the bits that are set.
fn set<'a>(bits: usize, of: &[(usize, &'a str)]) -> Vec<&'a str> {
    let of = of.iter().filter(|(bit, _)| bits & (1 << bit) != 0);
    of.map(|(_, text)| *text).collect()
}

pub(super) fn parted(bits: usize) -> Vec<String> {
    let of_type = ["integer", "bigint"][bits >> 4 & 1];
    let mut columns = vec![format!("id integer NOT NULL, a {of_type}")];
    let more = [
        (0, "PRIMARY KEY (id)"),
        (2, "\"b b\" text DEFAULT 'x'"),
        (5, "CONSTRAINT \"a c\" CHECK (a > -2000000000)"),
        (8, "UNIQUE (id, a)"),
    ];
    columns.extend(set(bits, &more).into_iter().map(str::to_owned));
    let mut out = vec![format!(
        "CREATE TABLE \"in parts\" ({}) PARTITION BY RANGE (id)",
        columns.join(", ")
    )];
    out.push(
        "CREATE TABLE part1 PARTITION OF \"in parts\" FOR VALUES FROM (-100) TO (1000000)"
            .to_owned(),
    );
    let more = [
        (
            3,
            "CREATE TABLE \"part 2\" PARTITION OF \"in parts\" FOR VALUES FROM (1000000) TO (MAXVALUE)",
        ),
        (7, "CREATE TABLE rest PARTITION OF \"in parts\" DEFAULT"),
        (1, "CREATE INDEX \"by a\" ON \"in parts\" (a)"),
        (6, "ALTER TABLE \"in parts\" ALTER a SET NOT NULL"),
    ];
    out.extend(set(bits, &more).into_iter().map(str::to_owned));
    out
}

pub(super) fn parents(bits: usize) -> Vec<String> {
    let of_type = ["integer", "bigint"][bits & 1];
    let mut columns = vec![format!("a {of_type}")];
    let more = [
        (1, "\"b b\" text DEFAULT 'x'"),
        (2, "CONSTRAINT \"a c\" CHECK (a > -2000000000)"),
        (3, "CONSTRAINT own CHECK (a < 2000000000) NO INHERIT"),
    ];
    columns.extend(set(bits, &more).into_iter().map(str::to_owned));
    let mut out = vec![format!("CREATE TABLE animals ({})", columns.join(", "))];
    let own = set(bits, &[(4, "tail integer"), (5, "PRIMARY KEY (a)")]).join(", ");
    out.push(format!(
        "CREATE TABLE \"my dogs\" ({own}) INHERITS (animals)"
    ));
    let more = [
        (6, "CREATE TABLE cats () INHERITS (animals)"),
        (7, "ALTER TABLE \"my dogs\" ALTER a SET DEFAULT 4"),
        (
            8,
            "CREATE TABLE puppies (age integer) INHERITS (\"my dogs\")",
        ),
    ];
    out.extend(set(bits, &more).into_iter().map(str::to_owned));
    out
}
