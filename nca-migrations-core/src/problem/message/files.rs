//! `NCA01xx`: files and names.

use super::Message;
use crate::name::{BadName, LONGEST_VERSION};
use crate::problem::{Kind, NoDirectory};

pub(super) fn files(kind: &Kind) -> Message {
    match kind {
        Kind::DirectoryMissing { why, error } => {
            Message::titled("cannot read the migrations directory")
                .note(error)
                .help(match why {
                    NoDirectory::NotFound => {
                        "create it with `nca-migrate init`, or name the right one"
                    }
                    NoDirectory::NotADirectory => "this is a file: name the directory",
                    NoDirectory::Denied => {
                        "let the user who builds read and enter it, and the directories above it"
                    }
                    NoDirectory::Other => "repair what the system says here, or name the right one",
                })
        }
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
        Kind::OnlyDirectories { name } => Message::titled(format!(
            "nothing reads `{name}`: it holds only directories"
        ))
        .note("migrations stand directly in the migrations directory, their files directly in them")
        .help("move what is in it one level up")
        .help(format!(
            "or, if it is a chain of its own, name it: `--dir`, or the path of \
                     `embed_migrations!`, ending in `/{name}`"
        )),
        Kind::EmptyDirectory { migration } => Message::titled(format!(
            "migration `{migration}` is an empty directory"
        ))
        .note("git does not keep empty directories: others do not see this one")
        .help("restore its files from version control")
        .help("or, if it is new: write its `metadata.toml`, `up.sql` and `down.sql`, or remove it"),
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
        Kind::MergeConflict { name } => Message::titled(format!(
            "`{name}` has an unresolved merge conflict"
        ))
        .label("git left its markers here")
        .help("keep what is right of the two sides, and remove the markers")
        .help(
            "if it was released, what was released is right: `git checkout --ours` or `--theirs`",
        ),
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
        BadName::Reserved => {
            "its version or its slug is `head`, `heads`, `base` or `current`: to commands these \
             are places in every chain"
                .to_owned()
        }
        BadName::NotUtf8 => "it is not UTF-8 (what is not is shown as \u{fffd})".to_owned(),
    };
    Message::titled(title).note(why).help(expected)
}
