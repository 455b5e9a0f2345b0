//! Commands of the databases' own command-line clients: lines that never reach a server.

use crate::dialect::Dialect;

/// `delimiter`, and other words that the mysql client takes for itself at the start of a statement. Not listed are those
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
/// statement has been read yet; then a command of another dialect's client is one too, since no
/// server knows it.
pub(super) fn command(text: &str, at: usize, dialect: Dialect, fresh: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let next = bytes.get(at + 1).copied();
    match (bytes[at], dialect) {
        // A backslash is no token of PostgreSQL's outside quotes; psql takes it anywhere.
        (b'\\', Dialect::Postgres) => Some(line_end(bytes, at)),
        // `\N` is MySQL's NULL. `\g` and `\G` end a statement, and another may follow.
        (b'\\', Dialect::Mysql) => match next? {
            b'g' | b'G' => Some(at + 2),
            b'N' => None,
            b'.' | b'!' | b'?' | b'#' | b'-' => Some(line_end(bytes, at)),
            letter if letter.is_ascii_alphabetic() => Some(line_end(bytes, at)),
            _ => None,
        },
        (b'.' | b'\\', _) if fresh && next?.is_ascii_alphabetic() => Some(line_end(bytes, at)),
        (first, _) if fresh && first.is_ascii_alphabetic() => {
            // The others of these words might be a statement's to a later server.
            let words = if dialect == Dialect::Mysql {
                &MYSQL_WORDS[..]
            } else {
                &MYSQL_WORDS[..1]
            };
            mysql_word(text, at, words)
        }
        _ => None,
    }
}

fn mysql_word(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    let bytes = text.as_bytes();
    let word = words.iter().find(|word| {
        bytes.len() >= at + word.len()
            && bytes[at..at + word.len()].eq_ignore_ascii_case(word.as_bytes())
    })?;
    let mut argument = at + word.len();
    if !matches!(
        bytes.get(argument),
        None | Some(b' ' | b'\t' | b'\n' | b'\r')
    ) {
        return None;
    }
    while matches!(bytes.get(argument), Some(b' ' | b'\t')) {
        argument += 1;
    }
    // A label or a variable of that name is SQL. `delimiter` alone is an error to the client, and
    // nothing at all to a server.
    let sql = match bytes.get(argument) {
        Some(b':') => true,
        None | Some(b'\n' | b'\r' | b'=' | b';') => *word != "delimiter",
        Some(_) => false,
    };
    (!sql).then(|| line_end(bytes, at))
}

fn line_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'\n' {
        at += 1;
    }
    // The carriage return of a line end is no part of the command.
    if bytes[at - 1] == b'\r' { at - 1 } else { at }
}

/// The delimiter that a mysql client command puts into force.
pub(super) fn delimiter(command: &str, dialect: Dialect) -> Option<&str> {
    let word = command.split_ascii_whitespace().next()?;
    let short = word == "\\d" && dialect == Dialect::Mysql;
    if !word.eq_ignore_ascii_case("delimiter") && !short {
        return None;
    }
    let argument = command[word.len()..].split_ascii_whitespace().next()?;
    let quotes = ['\'', '"', '`'];
    let bare = argument.trim_matches(quotes);
    Some(if bare.is_empty() { argument } else { bare })
}
