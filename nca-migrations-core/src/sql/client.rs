//! Commands of the databases' own command-line clients: lines that never reach a server.

use crate::dialect::Dialect;

/// Words that the mysql client takes for itself at the start of a statement. Not listed are those
/// that are SQL too, or that take no argument and could be a stored program's own words.
const MYSQL_WORDS: [&str; 7] = [
    "delimiter",
    "source",
    "system",
    "tee",
    "pager",
    "prompt",
    "connect",
];

/// The end of a client command at `at`, when there is one. `fresh` says that nothing of a
/// statement has been read yet.
pub(super) fn command(text: &str, at: usize, dialect: Dialect, fresh: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let next = bytes.get(at + 1).copied();
    match (dialect, bytes[at]) {
        // A backslash is no token of PostgreSQL's outside quotes; psql takes it anywhere.
        (Dialect::Postgres, b'\\') => Some(line_end(bytes, at)),
        (Dialect::Sqlite, b'.') if fresh && next?.is_ascii_alphabetic() => {
            Some(line_end(bytes, at))
        }
        // `\N` is MySQL's NULL. `\g` and `\G` end a statement, and another may follow.
        (Dialect::Mysql, b'\\') => match next? {
            b'g' | b'G' => Some(at + 2),
            b'N' => None,
            b'.' | b'!' | b'?' | b'#' | b'-' => Some(line_end(bytes, at)),
            letter if letter.is_ascii_alphabetic() => Some(line_end(bytes, at)),
            _ => None,
        },
        (Dialect::Mysql, first) if fresh && first.is_ascii_alphabetic() => mysql_word(text, at),
        _ => None,
    }
}

fn mysql_word(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let word = MYSQL_WORDS.iter().find(|word| {
        bytes.len() >= at + word.len()
            && bytes[at..at + word.len()].eq_ignore_ascii_case(word.as_bytes())
    })?;
    let after = at + word.len();
    let end = line_end(bytes, at);
    let argument = match bytes.get(after) {
        None | Some(b'\n' | b'\r') => "",
        Some(b' ' | b'\t') => text[after..end].trim_ascii(),
        Some(_) => return None,
    };
    // A label or a variable of that name is SQL. `delimiter` alone is an error to the client, and
    // nothing at all to a server.
    let sql = argument.starts_with([':', '=', ';']) && *word != "delimiter"
        || argument.starts_with(':')
        || argument.is_empty() && *word != "delimiter";
    (!sql).then_some(end)
}

fn line_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'\n' {
        at += 1;
    }
    // The carriage return of a line end is no part of the command.
    if bytes[at - 1] == b'\r' { at - 1 } else { at }
}

/// The delimiter that a mysql client command puts into force.
pub(super) fn delimiter(command: &str) -> Option<&str> {
    let word = command.split_ascii_whitespace().next()?;
    if !word.eq_ignore_ascii_case("delimiter") && word != "\\d" {
        return None;
    }
    let argument = command[word.len()..].split_ascii_whitespace().next()?;
    let quotes = ['\'', '"', '`'];
    let bare = argument.trim_matches(quotes);
    Some(if bare.is_empty() { argument } else { bare })
}
