//! The text of a `metadata.toml`: a new one, or one that gets what it lacks.

use nca_migrations_core::metadata::quoted;

/// What a new file says.
#[derive(Debug, Default)]
pub(super) struct Metadata<'a> {
    /// A comment.
    pub(super) remark: Option<&'a str>,
    pub(super) parent: &'a str,
    pub(super) run_in_transaction: bool,
    pub(super) irreversible: Option<&'a str>,
    pub(super) unverified: Option<&'a str>,
}

/// A new file.
pub(super) fn new(metadata: &Metadata<'_>) -> String {
    let mut lines = Vec::new();
    if let Some(remark) = metadata.remark {
        let printable = |c: char| if c.is_control() { ' ' } else { c };
        let remark: String = remark.chars().map(printable).collect();
        lines.push(format!("# {remark}"));
    }
    lines.push(parent(metadata.parent));
    lines.push(run_in_transaction(metadata.run_in_transaction));
    lines.extend(metadata.irreversible.map(irreversible));
    lines.extend(metadata.unverified.map(unverified));
    lines.join("\n") + "\n"
}

pub(super) fn parent(name: &str) -> String {
    format!("parent = {}", quoted(name))
}

pub(super) fn run_in_transaction(yes: bool) -> String {
    format!("run_in_transaction = {yes}")
}

pub(super) fn irreversible(reason: &str) -> String {
    format!("irreversible = {}", quoted(reason))
}

pub(super) fn unverified(reason: &str) -> String {
    format!("unverified = {}", quoted(reason))
}

/// The file with lines that it lacked before all others, since what follows a table's header would
/// be part of the table. All else stays, byte for byte.
pub(super) fn with(existing: &str, lines: &[String]) -> String {
    let end = if existing.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let (mark, rest) = match existing.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", existing),
    };
    let added = lines.iter().flat_map(|line| [line.as_str(), end]);
    let added: String = added.collect();
    format!("{mark}{added}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_stays() {
        let added = [parent("base"), run_in_transaction(false)];
        assert_eq!(
            with("# mine\r\n[table]\r\nx = 1", &added),
            "parent = \"base\"\r\nrun_in_transaction = false\r\n# mine\r\n[table]\r\nx = 1"
        );
        assert_eq!(
            with("\u{feff}# a", &added[..1]),
            "\u{feff}parent = \"base\"\n# a"
        );
        assert_eq!(with("", &added[..1]), "parent = \"base\"\n");
    }

    #[test]
    fn a_reason_is_a_string_whatever_it_holds() {
        let text = new(&Metadata {
            remark: Some("from `a\nb`"),
            parent: "base",
            run_in_transaction: true,
            irreversible: Some("said: \"no\"\n"),
            unverified: Some("old"),
        });
        assert_eq!(
            text,
            "# from `a b`\nparent = \"base\"\nrun_in_transaction = true\n\
             irreversible = \"said: \\\"no\\\"\\u000A\"\nunverified = \"old\"\n"
        );
    }
}
