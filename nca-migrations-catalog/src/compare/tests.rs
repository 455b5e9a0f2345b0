use super::compare;
use crate::Outline;

const CATALOG: &str = "\
catalog DIALECT 1

table parents
  column id: INTEGER not null
  column name: TEXT
  check: (length(name) > 0)
  check: (name <> 'x')
  index by_name: (name)

view names:
  | SELECT name
  | FROM parents
";

fn outline(dialect: &str, edits: &[(&str, &str)]) -> Outline {
    let text = CATALOG.replace("DIALECT", dialect);
    let text = edits.iter().fold(text, |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    text.parse().unwrap()
}

/// Both ways, and the fingerprints agree on whether there is a difference.
fn differences(dialect: &str, edits: &[(&str, &str)]) -> Vec<String> {
    let (expected, found) = (outline(dialect, &[]), outline(dialect, edits));
    let differences = compare(&expected, &found);
    assert_eq!(differences.len(), compare(&found, &expected).len());
    assert_eq!(
        differences.is_empty(),
        expected.fingerprint() == found.fingerprint()
    );
    differences.iter().map(ToString::to_string).collect()
}

#[test]
fn each_change_is_one_difference() {
    for (edits, expected) in [
        (vec![], vec![]),
        (
            vec![("  column name: TEXT\n", "")],
            vec!["- column name of table parents: TEXT"],
        ),
        (
            vec![("  check: (length", "  column age\n  check: (length")],
            vec!["+ column age of table parents"],
        ),
        (
            vec![("name: TEXT", "name: TEXT not null")],
            vec!["~ column name of table parents\n    expected: TEXT\n    found:    TEXT not null"],
        ),
        (
            vec![("(length(name) > 0)", "(length(name) > 1)")],
            vec![
                "- check of table parents: (length(name) > 0)",
                "+ check of table parents: (length(name) > 1)",
            ],
        ),
        (
            vec![("  | FROM parents\n", "")],
            vec![
                "~ view names\n    expected:\n      SELECT name\n      FROM parents\n    found:    SELECT name",
            ],
        ),
        // What it has goes with it.
        (
            vec![("table parents", "table people")],
            vec!["- table parents", "+ table people"],
        ),
    ] {
        assert_eq!(differences("sqlite", &edits), expected);
        assert_eq!(differences("postgres", &edits), expected);
    }
}

/// PostgreSQL alone cannot put a column back in its place.
#[test]
fn the_order_of_columns_counts_where_it_can_be_kept() {
    let swapped = [(
        "  column id: INTEGER not null\n  column name: TEXT\n",
        "  column name: TEXT\n  column id: INTEGER not null\n",
    )];
    let order =
        "~ order of the columns of table parents\n    expected: id, name\n    found:    name, id";
    assert_eq!(differences("sqlite", &swapped), [order]);
    assert_eq!(differences("mysql", &swapped), [order]);
    assert!(differences("postgres", &swapped).is_empty());
}
