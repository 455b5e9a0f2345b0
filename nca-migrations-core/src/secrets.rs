//! What must not be shown of a database URL.
//!
//! What is no URL at all may still hold a password, so nothing here depends on its being well formed.

use std::fmt;
use std::ops::Range;

const MASK: &str = "***";

/// Parameters whose value is a secret: libpq's, the MySQL clients' and those of encrypted SQLite.
const KEYS: [&str; 11] = [
    "password",
    "passwd",
    "passphrase",
    "pass",
    "pwd",
    "sslpassword",
    "key",
    "hexkey",
    "textkey",
    "secret",
    "token",
];

/// The text with everything that may be a secret replaced.
pub fn mask(text: &str) -> String {
    let mut masked = String::new();
    let mut end = 0;
    for range in places(text) {
        if range.start >= end {
            masked.push_str(&text[end..range.start]);
            masked.push_str(MASK);
        }
        end = end.max(range.end);
    }
    masked.push_str(&text[end..]);
    masked
}

/// The secrets of a database URL, to be taken out of what others say about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets(Vec<String>);

impl Secrets {
    /// Those in a URL.
    pub fn of(url: &str) -> Self {
        let secrets = places(url).into_iter().map(|range| url[range].to_owned());
        Self(secrets.filter(|secret| !secret.is_empty()).collect())
    }

    /// A message of a driver, which may repeat what it was given, without the secrets.
    pub fn scrub(&self, message: &str) -> String {
        let secrets = self.0.iter();
        secrets.fold(message.to_owned(), |message, secret| {
            message.replace(secret, MASK)
        })
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Secrets").field(&self.0.len()).finish()
    }
}

/// Where secrets may be, in order.
fn places(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if let Some(start) = text.find("://").map(|at| at + "://".len())
        // The last one: an unencoded password may have an `@`, too.
        && let Some(end) = text.rfind('@').filter(|end| *end > start)
        && let Some(colon) = text[start..end].find(':')
    {
        found.push(start + colon + 1..end);
    }
    for (equals, _) in text.match_indices('=') {
        let before = &text[..equals];
        let name = before.rsplit(['?', '&', ';', ' ', '\t', '\n']).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if KEYS.contains(&&*name) {
            let value = &text[equals + 1..];
            let length = match value.strip_prefix('\'') {
                Some(quoted) => quoted.rfind('\'').map_or(value.len(), |close| close + 2),
                None => value
                    .find(|c: char| c == '&' || c.is_whitespace())
                    .unwrap_or(value.len()),
            };
            found.push(equals + 1..equals + 1 + length);
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked() {
        for (text, shown) in [
            ("postgres://u:secret@h:5432/d", "postgres://u:***@h:5432/d"),
            ("postgres://u:se@c:r/et@h/d", "postgres://u:***@h/d"),
            ("postgres://u:@h/d", "postgres://u:***@h/d"),
            ("postgres://u@h:5432/d", "postgres://u@h:5432/d"),
            (
                "postgres://h/d?user=u&password=secret&x=1",
                "postgres://h/d?user=u&password=***&x=1",
            ),
            (
                "postgres://h/d?sslpassword=secret",
                "postgres://h/d?sslpassword=***",
            ),
            (
                "host=h password=secret dbname=d",
                "host=h password=*** dbname=d",
            ),
            (
                "host=h password='sec ret' dbname=d",
                "host=h password=*** dbname=d",
            ),
            ("host=h PASSWORD=secret", "host=h PASSWORD=***"),
            ("file:a.db?key=secret", "file:a.db?key=***"),
            ("mysql://u:p?password=q@h", "mysql://u:***"),
            ("a@b:c.db", "a@b:c.db"),
            ("app.db", "app.db"),
        ] {
            assert_eq!(mask(text), shown);
        }
    }

    #[test]
    fn what_a_driver_repeats_is_masked() {
        let secrets = Secrets::of("postgres://u:hunter2@h/d?sslpassword=hunter3");
        assert_eq!(
            secrets.scrub("cannot use `hunter2` with `hunter3` on h"),
            "cannot use `***` with `***` on h"
        );
        assert!(!format!("{secrets:?}").contains("hunter"));
        assert_eq!(
            Secrets::of("postgres://u:@h/d").scrub("as it is"),
            "as it is"
        );
    }
}
