//! The two calls that an example can show: `nca-migrate lock` and `embed_migrations!`.

use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::lock::Accept;

/// The arguments of `embed_migrations!`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Call {
    /// The migrations directory, from the crate's.
    pub(crate) path: Option<String>,
    pub(crate) backends: Option<Dialects>,
    pub(crate) verified: Dialects,
    pub(crate) schema: Option<String>,
}

/// Reads the one command of a `console` block: `$ nca-migrate lock`, with its options.
pub(crate) fn lock(text: &str) -> Result<Accept, String> {
    let expected = || {
        "expected one line `$ nca-migrate lock [--accept <migration>] [--backends <list>]`"
            .to_owned()
    };
    let mut lines = text.lines();
    let (Some(line), None) = (lines.next(), lines.next()) else {
        return Err(expected());
    };
    let options = line
        .strip_prefix("$ nca-migrate lock")
        .ok_or_else(expected)?;
    let mut words = options.split_whitespace();
    let mut accept = Accept::default();
    while let Some(option) = words.next() {
        match (option, words.next()) {
            ("--accept", Some(migration)) => accept.migrations.push(migration.to_owned()),
            ("--backends", Some(list)) => accept.dialects = Some(dialects(list)?),
            _ => return Err(expected()),
        }
    }
    Ok(accept)
}

/// Reads the call in a `rust` block. What is around it is not looked at.
pub(crate) fn embed(text: &str) -> Result<Call, String> {
    let arguments = text
        .split_once("embed_migrations!(")
        .and_then(|(_, rest)| rest.rsplit_once(')'))
        .ok_or("expected a call of `embed_migrations!`")?
        .0;
    let mut call = Call::default();
    for argument in split(arguments) {
        match argument
            .split_once('=')
            .map(|(name, value)| (name.trim(), value.trim()))
        {
            None => call.path = Some(quoted(argument)?),
            Some(("backends", list)) => call.backends = Some(dialects(bracketed(list)?)?),
            Some(("verified", list)) => call.verified = dialects(bracketed(list)?)?,
            Some(("schema", file)) => call.schema = Some(quoted(file)?),
            Some((name, _)) => return Err(format!("unknown argument `{name}`")),
        }
    }
    Ok(call)
}

/// Splits at commas outside of brackets.
fn split(arguments: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    arguments
        .split(move |c| {
            match c {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            c == ',' && depth == 0
        })
        .map(str::trim)
        .filter(|argument| !argument.is_empty())
}

fn quoted(text: &str) -> Result<String, String> {
    text.strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| format!("expected a string, found `{text}`"))
}

fn bracketed(text: &str) -> Result<&str, String> {
    text.strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .ok_or_else(|| format!("expected `[...]`, found `{text}`"))
}

fn dialects(list: &str) -> Result<Dialects, String> {
    list.split(',')
        .map(|name| name.trim().parse())
        .collect::<Result<Dialects, _>>()
        .map_err(|error| error.to_string())
}

#[test]
fn arguments() {
    let call = embed(
        "pub static MIGRATIONS: EmbeddedMigrations = embed_migrations!(\n    \"db\",\n    \
         backends = [sqlite, postgres],\n    verified = [sqlite],\n    schema = \"src/s.rs\",\n);\n",
    );
    let expected = Call {
        path: Some("db".to_owned()),
        backends: Some(dialects("sqlite,postgres").unwrap()),
        verified: dialects("sqlite").unwrap(),
        schema: Some("src/s.rs".to_owned()),
    };
    assert_eq!(call, Ok(expected));
    assert_eq!(embed("embed_migrations!()"), Ok(Call::default()));
    for wrong in [
        "migrations!()",
        "embed_migrations!(db)",
        "embed_migrations!(verified = sqlite)",
        "embed_migrations!(verified = [oracle])",
        "embed_migrations!(shema = \"x\")",
    ] {
        embed(wrong).unwrap_err();
    }
}

#[test]
fn options() {
    let accept = lock("$ nca-migrate lock --accept a_b --backends sqlite,mysql\n").unwrap();
    assert_eq!(accept.migrations, ["a_b"]);
    assert_eq!(accept.dialects, Some(dialects("sqlite,mysql").unwrap()));
    for wrong in [
        "nca-migrate lock\n",
        "$ nca-migrate lock --force\n",
        "$ nca-migrate lock --accept\n",
        "$ nca-migrate lock\n$ nca-migrate lock\n",
    ] {
        lock(wrong).unwrap_err();
    }
}
