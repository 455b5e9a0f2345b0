//! The words of every problem, in one place: the build and the terminal show the same.
//!
//! A title is one line that names the migration (rustc merges equal messages). A label says what is
//! seen at its place. A note says why it matters, a help line how to repair it, with the command
//! where there is one.

use super::{Kind, MetadataType, Problem};
use crate::chain::Direction;
use crate::check::{Finding, Opened};
use crate::dialect::{Dialect, Dialects};
use crate::name::{BadName, LONGEST_VERSION};
use crate::script_file;

/// The words of a problem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// One line, complete alone.
    pub title: String,
    /// What is seen at each place, in the order of the places; empty where there is nothing to say.
    pub labels: Vec<String>,
    /// Why it matters.
    pub notes: Vec<String>,
    /// How to repair it.
    pub helps: Vec<String>,
}

impl Message {
    fn titled(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    fn label(mut self, label: impl Into<String>) -> Self {
        self.labels.push(label.into());
        self
    }

    fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.helps.push(help.into());
        self
    }
}

pub(super) fn of(problem: &Problem) -> Message {
    let mut message = match problem.code().0 / 100 {
        1 => files(&problem.kind),
        2 => pairs(&problem.kind),
        3 => metadata(&problem.kind),
        4 => chain(&problem.kind),
        5 => script(&problem.kind),
        6 => lock(&problem.kind),
        _ => demands(&problem.kind),
    };
    // Places that the text above has no word for, such as the third migration of a fork.
    message.labels.resize(problem.places.len(), String::new());
    message
}

fn files(kind: &Kind) -> Message {
    match kind {
        Kind::DirectoryMissing { error } => Message::titled("cannot read the migrations directory")
            .note(error)
            .help("create it with `nca-migrate init`, or name the right one"),
        Kind::Unreadable { name, error } => Message::titled(format!("cannot read `{name}`"))
            .note(error)
            .help("check that it is a file or directory and that its permissions let it be read"),
        Kind::DanglingLink { name, target } => {
            Message::titled(format!("`{name}` is a symbolic link to nothing"))
                .note(format!("it points to `{target}`, which does not exist"))
                .help("remove the link, or restore what it points to")
        }
        Kind::NotUtf8 { name, byte } => Message::titled(format!("`{name}` is not UTF-8"))
            .label(format!("the byte 0x{byte:02X} here is not UTF-8"))
            .help("save the file as UTF-8, with `iconv -f <encoding> -t UTF-8` for instance"),
        Kind::StrayFile { name, known } => {
            let message = Message::titled(format!("nothing reads `{name}`")).note(
                "a file that is not understood may be a script that would silently not run; \
                 only dot files, `*~` and `README*` are ignored",
            );
            match known {
                Some(known) => message.help(format!("rename it to `{known}`, or remove it")),
                None => message.help(
                    "remove it, or rename it: a migration is a directory \
                     `<version>_<slug>` with `metadata.toml`, `up.sql` and `down.sql` \
                     (or `up.<backend>.sql`, backend being `sqlite`, `postgres` or `mysql`)",
                ),
            }
        }
        Kind::EmptyDirectory { migration } => {
            Message::titled(format!("migration `{migration}` is an empty directory"))
                .note("git does not keep empty directories: others do not see this one")
                .help("remove it, or write its `metadata.toml`, `up.sql` and `down.sql`")
        }
        Kind::BadName { name, why } => bad_name(name, *why),
        Kind::DuplicateVersion {
            version,
            migration,
            other,
        } => Message::titled(format!(
            "migration `{migration}` has the same version as `{other}`"
        ))
        .label(format!("this is version {version}"))
        .label("so is this")
        .note("a database records the version alone: one of the two would never run")
        .help(format!(
            "give `{migration}` a later version by renaming its directory"
        )),
        _ => Message::default(),
    }
}

fn bad_name(name: &str, why: BadName) -> Message {
    let expected = "name it `<version>_<slug>`, such as `2026-01-05-093000_create_users`";
    let title = format!("`{name}` is no name for a migration directory");
    let why = match why {
        BadName::NoVersion => "there is no version before the first `_`".to_owned(),
        BadName::VersionCharacter => {
            "its version, the text before the first `_`, may have ASCII letters, digits, \
             dots and dashes only"
                .to_owned()
        }
        BadName::VersionTooLong => format!(
            "its version is longer than {LONGEST_VERSION} characters, more than the \
             bookkeeping table holds"
        ),
        BadName::ControlCharacter => {
            "it has a control character (shown as \u{fffd}), such as a line break".to_owned()
        }
        BadName::NotUtf8 => "it is not UTF-8 (what is not is shown as \u{fffd})".to_owned(),
    };
    Message::titled(title).note(why).help(expected)
}

fn pairs(kind: &Kind) -> Message {
    let place = |direction, dialects: &Dialects, served: &Dialects| {
        if dialects == served {
            format!("`{}.sql`", direction)
        } else {
            let files = dialects
                .iter()
                .map(|dialect| format!("`{direction}.{dialect}.sql`"));
            files.collect::<Vec<_>>().join(" and ")
        }
    };
    let for_dialects = |dialects: &Dialects, served: &Dialects| match dialects == served {
        true => String::new(),
        false => format!(" for {dialects}"),
    };
    match kind {
        Kind::MissingUp {
            migration,
            dialects,
            served,
        } => Message::titled(format!(
            "migration `{migration}` has no up script{}",
            for_dialects(dialects, served)
        ))
        .label("this has nothing that it follows")
        .note(format!("`chain.lock` says that the chain serves {served}"))
        .help(format!("write {}", place("up", dialects, served))),
        Kind::MissingDown {
            migration,
            dialects,
            served,
        } => Message::titled(format!(
            "migration `{migration}` has no down script{}",
            for_dialects(dialects, served)
        ))
        .label("nothing undoes this")
        .help(format!("write {}", place("down", dialects, served)))
        .help("or, if there is no way back, say why in metadata.toml: `irreversible = \"reason\"`"),
        Kind::DownDespiteIrreversible { migration } => Message::titled(format!(
            "migration `{migration}` is irreversible and has a down script"
        ))
        .label("this would never run")
        .help("remove the down script, or the key `irreversible` from metadata.toml"),
        _ => Message::default(),
    }
}

fn metadata(kind: &Kind) -> Message {
    match kind {
        Kind::MetadataMissing { migration, parent } => {
            let parent = parent.as_deref().unwrap_or("base");
            Message::titled(format!("migration `{migration}` has no metadata.toml"))
                .note("it says what the migration follows and whether it runs in a transaction")
                .help(format!(
                    "write it with these two lines: `parent = \"{parent}\"` and \
                     `run_in_transaction = true`"
                ))
        }
        Kind::MetadataSyntax { migration, error } => {
            Message::titled(format!("the metadata of `{migration}` is not valid TOML"))
                .label(error)
                .help("write one `key = value` a line, strings in double quotes")
        }
        Kind::MetadataUnknownKey {
            migration,
            key,
            known,
        } => {
            let message = Message::titled(format!(
                "unknown key `{key}` in the metadata of `{migration}`"
            ))
            .label("nothing reads this");
            match known {
                Some(known) => message.help(format!("did you mean `{known}`?")),
                None => message.help(
                    "the keys are `parent`, `run_in_transaction`, `irreversible`, `lossy` \
                     and `unverified`",
                ),
            }
        }
        Kind::MetadataType {
            migration,
            key,
            expected,
            found,
        } => {
            let (expected, example) = match expected {
                MetadataType::String => ("a string", "\"...\""),
                MetadataType::Boolean => ("`true` or `false`", "true"),
            };
            Message::titled(format!(
                "`{key}` in the metadata of `{migration}` has the wrong type"
            ))
            .label(format!("expected {expected}, found {found}"))
            .help(format!("write `{key} = {example}`"))
        }
        Kind::MetadataKeyMissing { migration, key } => {
            let message = Message::titled(format!(
                "the metadata of `{migration}` does not say `{key}`"
            ));
            match *key {
                "run_in_transaction" => message
                    .note("Diesel takes a missing key in an existing metadata.toml as `false`")
                    .help("add `run_in_transaction = true`, or `false` if it must run outside"),
                _ => message
                    .help("add `parent = \"<directory of the migration before>\"`, or `\"base\"`"),
            }
        }
        Kind::MetadataEmptyReason { migration, key } => Message::titled(format!(
            "`{key}` in the metadata of `{migration}` gives no reason"
        ))
        .label("expected a reason that helps whoever reads it at night")
        .help(format!("say why: `{key} = \"...\"`, or remove the key")),
        _ => Message::default(),
    }
}

fn chain(kind: &Kind) -> Message {
    match kind {
        Kind::UnknownParent {
            migration,
            parent,
            nearest,
        } => {
            let message = Message::titled(format!(
                "the parent of `{migration}` does not exist: `{parent}`"
            ))
            .label("no migration directory has this name");
            match nearest {
                Some(nearest) => message.help(format!("did you mean `parent = \"{nearest}\"`?")),
                None => message.help(
                    "write the whole directory name of the migration before, or \"base\" for \
                     the first",
                ),
            }
        }
        Kind::SelfParent { migration } => {
            Message::titled(format!("migration `{migration}` is its own parent"))
                .label("this is the migration itself")
                .help("name the migration before it, or \"base\" if it is the first")
        }
        Kind::Cycle { migrations } => {
            let mut around = migrations.clone();
            around.extend(migrations.first().cloned());
            let title = format!(
                "migrations follow each other in a circle: {}",
                ticked(migrations)
            );
            Message::titled(title)
                .label("this comes later in the circle")
                .label("and so does this")
                .note(format!("parent to child: {}", around.join(" -> ")))
                .help("one of these parents is wrong: name the migration that really comes before")
        }
        Kind::TwoBases { migrations } => Message::titled(format!(
            "more than one migration starts the chain: {}",
            ticked(migrations)
        ))
        .label("only one migration can have the parent \"base\"")
        .label("this one has it too")
        .help(format!(
            "let `{}` name the migration before it as its parent",
            migrations.first().map_or("", String::as_str)
        )),
        Kind::Fork {
            parent,
            migrations,
            tip,
        } => Message::titled(format!(
            "the chain forks after `{parent}`: {}",
            ticked(migrations)
        ))
        .label("only one migration can follow a parent")
        .label("this one follows it too")
        .note("a chain is linear, so that every database goes through the same states")
        .help(format!(
            "put this one at the end: `parent = \"{tip}\"`, with a version after that in \
                     its directory's name"
        )),
        Kind::VersionOrder {
            migration,
            version,
            parent,
            parent_version,
        } => Message::titled(format!(
            "migration `{migration}` is older than its parent `{parent}`"
        ))
        .label(format!(
            "version {version} does not come after {parent_version}"
        ))
        .note("Diesel's own tools run migrations by version, and would run this one first")
        .help(format!(
            "rename the directory of `{migration}` to a version after {parent_version}"
        )),
        _ => Message::default(),
    }
}

fn script(kind: &Kind) -> Message {
    let Kind::Script {
        finding,
        script,
        dialects,
        served,
    } = kind
    else {
        return Message::default();
    };
    let on = match dialects == served {
        true => String::new(),
        false => format!(" (on {dialects})"),
    };
    match finding {
        Finding::Unterminated(opened) => unterminated(opened, script, &on),
        Finding::Empty => Message::titled(format!("script `{script}` has no statement{on}"))
            .label("nothing but blanks and comments")
            .help(empty_help(script)),
        Finding::TransactionControl { statement } => Message::titled(format!(
            "`{statement}` in the transactional script `{script}`{on}"
        ))
        .label("this would end or open a transaction inside the migration's own")
        .note("the migration and its record in the history are one transaction")
        .help("remove the statement: the script already runs in a transaction")
        .help("or set `run_in_transaction = false` in metadata.toml"),
        Finding::NotInTransaction { statement } => Message::titled(format!(
            "`{statement}` cannot run in a transaction: `{script}`{on}"
        ))
        .label("the server refuses or ignores this inside a transaction")
        .help("set `run_in_transaction = false` in metadata.toml")
        .help("and keep other statements out of that migration: it cannot be rolled back"),
        Finding::ForeignKeysPragma => Message::titled(format!(
            "`PRAGMA foreign_keys` has no effect in `{script}`{on}"
        ))
        .label("SQLite ignores this inside a transaction, without an error")
        .note("a table rebuilt in the belief that it is off deletes its children by cascade")
        .help("remove it: foreign keys are switched off around each run and checked after"),
        Finding::ClientCommand { command, client } => {
            let program = match client {
                Dialect::Sqlite => "sqlite3",
                Dialect::Postgres => "psql",
                Dialect::Mysql => "mariadb and mysql",
            };
            let message = Message::titled(format!("`{command}` in `{script}` is not SQL{on}"))
                .label(format!(
                    "a command of the client program ({program}), not of the server"
                ));
            match command.eq_ignore_ascii_case("delimiter") {
                true => message
                    .help("remove it: statements are split at `;`, bodies of routines understood"),
                false => message.help("write the SQL that it stands for"),
            }
        }
        Finding::CopyStream => {
            Message::titled(format!("`COPY` to or from the client in `{script}`{on}"))
                .label("the data would have to come from a client program such as psql")
                .help("write the rows as `INSERT`, or `COPY` from a file on the server")
        }
        Finding::HistoryTable { table } => Message::titled(format!(
            "script `{script}` touches the history table `{table}`{on}"
        ))
        .label("only the migrator writes this table")
        .help("remove the statement; `nca-migrate stamp` changes what is recorded as applied"),
        Finding::NulByte => Message::titled(format!("script `{script}` has a NUL byte{on}"))
            .label("the text would end here for the database")
            .help("remove it; a file in UTF-16 has many: save it as UTF-8"),
        _ => Message::titled(format!("`{script}`: {finding:?}{on}")),
    }
}

fn unterminated(opened: &Opened, script: &str, on: &str) -> Message {
    let (what, close) = match opened {
        Opened::String => (
            "string".to_owned(),
            "close it with the same quote".to_owned(),
        ),
        Opened::Identifier => (
            "quoted name".to_owned(),
            "close it with the quote that matches".to_owned(),
        ),
        Opened::Comment => ("comment".to_owned(), "close it with `*/`".to_owned()),
        Opened::DollarQuote { tag } => (
            format!("dollar quote `${tag}$`"),
            format!("close it with `${tag}$`"),
        ),
        Opened::ExecutableComment => (
            "executable comment".to_owned(),
            "close it with `*/`".to_owned(),
        ),
        Opened::Body => ("body".to_owned(), "close it with `END;`".to_owned()),
        _ => ("part".to_owned(), "close it".to_owned()),
    };
    Message::titled(format!("unterminated {what} in `{script}`{on}"))
        .label("this is never closed: all that follows belongs to it")
        .help(close)
}

fn empty_help(script: &str) -> String {
    let file = script.rsplit('/').next().unwrap_or_default();
    match script_file::parse(file) {
        Some((Direction::Down, _)) => {
            "write what undoes the up script; `irreversible = \"reason\"` in metadata.toml if \
             nothing can, `SELECT 1;` if nothing needs to"
                .to_owned()
        }
        _ => "write the SQL of this migration, or remove its directory".to_owned(),
    }
}

fn lock(kind: &Kind) -> Message {
    match kind {
        Kind::LockMissing => {
            Message::titled("there is no `chain.lock` in the migrations directory")
                .note("it pins what was released, so that an edited or lost migration is noticed")
                .help("write it with `nca-migrate lock`, and commit it")
        }
        Kind::LockConflict { ours, theirs } => {
            let message = Message::titled("`chain.lock` has an unresolved merge conflict")
                .label("git left its markers here");
            let message = match (ours.is_empty(), theirs.is_empty()) {
                (false, false) => message.note(format!(
                    "this branch adds {}, the other {}",
                    ticked(ours),
                    ticked(theirs)
                )),
                _ => message,
            };
            let (keep, moved) = match (&theirs[..], &ours[..]) {
                ([.., last], [first, ..]) => (format!("`{last}`"), format!("`{first}`")),
                _ => (
                    "the last of them".to_owned(),
                    "the first of your own".to_owned(),
                ),
            };
            message
                .help(
                    "keep the blocks of the branch that was released, remove yours and the markers",
                )
                .help(format!(
                    "then let {moved} have the parent {keep} and a later version, and run \
                     `nca-migrate lock`"
                ))
        }
        Kind::LockHeaderMissing { line } => {
            Message::titled(format!("chain.lock has no header line `{line}`"))
                .label("expected it after this line")
                .help("restore the file with `git checkout`; `nca-migrate lock` writes it")
        }
        Kind::LockSyntax { line, expected } => {
            Message::titled(format!("cannot understand `{line}` in chain.lock"))
                .label(format!("expected {expected}"))
                .help("restore the file with `git checkout`; `nca-migrate lock` writes it")
        }
        Kind::NotLocked { migrations } => {
            let title = match &migrations[..] {
                [one] => format!("migration `{one}` is not in chain.lock yet"),
                more => format!(
                    "{} migrations are not in chain.lock yet: {}",
                    more.len(),
                    ticked(more)
                ),
            };
            Message::titled(title)
                .label("not locked")
                .note("what is embedded is what was locked, so that later edits are noticed")
                .help("when the scripts are ready: `nca-migrate lock`")
        }
        Kind::LockedGone {
            migration,
            renamed_to: None,
        } => Message::titled(format!(
            "migration `{migration}` is locked, and its directory is gone"
        ))
        .label("a database may have it applied")
        .label("this follows it")
        .help("restore the directory from version control")
        .help(format!(
            "or, if no database ever had it: `nca-migrate lock --accept {migration}`"
        )),
        Kind::LockedGone {
            migration,
            renamed_to: Some(new),
        } => Message::titled(format!(
            "migration `{migration}` is locked, and its directory was renamed to `{new}`"
        ))
        .label("a database may have it applied under this name")
        .label("this follows it")
        .help("rename the directory back")
        .help(format!(
            "or, if no database ever had it: `nca-migrate lock --accept {migration}`"
        )),
        Kind::ScriptEdited {
            script,
            migration,
            direction,
            locked,
            found,
        } => {
            let message = Message::titled(format!("locked script `{script}` was edited"))
                .label(format!("this is {}", short(&found.to_string())))
                .label(format!("{} was locked", short(&locked.to_string())));
            let message = match direction {
                Direction::Up => message
                    .note("databases that have it applied would differ from those that do not")
                    .help("restore it from version control, and write a new migration: `nca-migrate revision -m \"...\"`"),
                Direction::Down => message.help("restore it from version control"),
            };
            let accept = format!("`nca-migrate lock --accept {migration}`");
            message.help(match direction {
                Direction::Up => format!("or, if no database ever had it: {accept}"),
                Direction::Down => format!("or, if this mends it: {accept}"),
            })
        }
        Kind::ParentChanged {
            migration,
            locked,
            found,
        } => Message::titled(format!(
            "the parent of the locked migration `{migration}` was changed"
        ))
        .label(format!("this is `{found}`"))
        .label(format!("`{locked}` was locked"))
        .help(format!("write `parent = \"{locked}\"` again"))
        .help(format!(
            "or, if no database ever had it: `nca-migrate lock --accept {migration}`"
        )),
        Kind::ScriptSetChanged {
            migration,
            added,
            removed,
        } => {
            let what = match (&added[..], &removed[..]) {
                (_, []) => format!("has a script that was not locked: {}", ticked(added)),
                ([], _) => format!("lacks a script that was locked: {}", ticked(removed)),
                _ => format!("has {} where {} was locked", ticked(added), ticked(removed)),
            };
            Message::titled(format!("migration `{migration}` {what}"))
                .label("of this migration")
                .label("locked here")
                .help(format!(
                    "if that is intended: `nca-migrate lock --accept {migration}`"
                ))
        }
        _ => Message::default(),
    }
}

fn demands(kind: &Kind) -> Message {
    match kind {
        Kind::ReceiptMissing {
            engine,
            missing,
            stale,
        } => {
            let all: Vec<String> = missing.iter().chain(stale).cloned().collect();
            let message = Message::titled(format!(
                "{} on {engine}: {}",
                match all.len() {
                    1 => "a migration is not verified".to_owned(),
                    many => format!("{many} migrations are not verified"),
                },
                ticked(&all)
            ))
            .label("this build demands that its way up and down was tried");
            let message = match stale.is_empty() {
                true => message,
                false => message.note(format!(
                    "scripts have changed since the receipt of {}",
                    ticked(stale)
                )),
            };
            message
                .help(format!(
                    "try it and keep the receipt: `nca-migrate verify --backend {engine}`"
                ))
                .help("or, if it is known not to hold: `unverified = \"reason\"` in metadata.toml")
        }
        Kind::SchemaNotPinned { file } => Message::titled(format!(
            "chain.lock does not pin the schema module `{file}`"
        ))
        .label("expected a line `schema sha256:...` after this one")
        .help("write the module and pin it: `nca-migrate schema`"),
        Kind::SchemaStale {
            file,
            locked,
            found,
        } => Message::titled(format!(
            "`{file}` is not the schema module that the chain produces"
        ))
        .label(format!("this is {}", short(&found.to_string())))
        .label(format!("{} is pinned", short(&locked.to_string())))
        .help("write it again: `nca-migrate schema`"),
        Kind::BackendNotServed { wanted, served } => {
            let missing = wanted.without(*served);
            Message::titled(format!("the chain does not serve {missing}"))
                .label(format!("it serves {served}"))
                .help(format!(
                    "add the scripts, then `nca-migrate lock --backends {}`",
                    join(*wanted, *served)
                ))
                .help(format!(
                    "or take {missing} out of the arguments of `embed_migrations!`"
                ))
        }
        _ => Message::default(),
    }
}

fn join(a: Dialects, b: Dialects) -> String {
    let both: Dialects = a.iter().chain(b.iter()).collect();
    both.to_string().replace(", ", ",")
}

/// `` `a`, `b` and `c` ``; of many, the first few.
fn ticked(names: &[String]) -> String {
    const MOST: usize = 5;
    let mut ticked: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{name}`"))
        .collect();
    if names.len() > MOST {
        ticked.push(format!("{} more", names.len() - MOST));
    }
    match &ticked[..] {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The first digits of a digest, enough to tell two apart.
fn short(digest: &str) -> &str {
    digest.get(..19).unwrap_or(digest)
}
