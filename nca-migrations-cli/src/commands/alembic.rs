//! What Alembic has and a linear chain does not: each is answered with what to do instead.

use crate::args::{AlembicRevisionArgs, InitArgs};

/// Something of Alembic's, and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Instead {
    #[error(
        "`--splice` makes a branch, and a chain has none: a migration follows the head\n\
         leave it out; of two branches merged in git, `rebase` puts one behind the other"
    )]
    Splice,
    #[error(
        "`--branch-label` names a branch, and a chain has none\n\
         leave it out; a revision is named by its version or its slug"
    )]
    BranchLabel,
    #[error(
        "`--depends-on` orders branches, and a chain has none: every migration comes after all before it\n\
         leave it out; `rebase` changes the order of what is not released"
    )]
    DependsOn,
    #[error(
        "`--version-path` chooses among directories, and a chain is in one\n\
         `--dir` names that one, or `directory` in nca-migrate.toml"
    )]
    VersionPath,
    #[error(
        "`--sql` means nothing to `revision`, which asks no database\n\
         leave it out; `upgrade --sql` writes down what an upgrade does"
    )]
    Sql,
    #[error(
        "`--head {given}` is not the head, `{head}`, and only that can be followed\n\
         leave it out; to change what follows what, of migrations that are not released: \
         `rebase REVISION`"
    )]
    Head { given: String, head: String },
    #[error(
        "there are no templates: a migration is SQL\n\
         `init` alone sets up a directory; `--backends` says for which databases"
    )]
    Templates,
    #[error("`--package` makes a Python package; leave it out")]
    Package,
}

/// Of options of `revision`.
pub(super) fn revision(args: &AlembicRevisionArgs) -> Result<(), Instead> {
    match () {
        () if args.splice => Err(Instead::Splice),
        () if args.branch_label.is_some() => Err(Instead::BranchLabel),
        () if !args.depends_on.is_empty() => Err(Instead::DependsOn),
        () if args.version_path.is_some() => Err(Instead::VersionPath),
        () if args.sql => Err(Instead::Sql),
        () => Ok(()),
    }
}

/// Of options of `init`.
pub(super) fn init(args: &InitArgs) -> Result<(), Instead> {
    if args.template.is_some() {
        return Err(Instead::Templates);
    }
    if args.package {
        return Err(Instead::Package);
    }
    Ok(())
}
