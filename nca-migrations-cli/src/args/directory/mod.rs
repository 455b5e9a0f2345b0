//! The commands over a migrations directory.

mod adopt;
mod autogenerate;
mod rebase;
mod revision;
mod schema;
mod verify;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use nca_migrations::Dialect;
use nca_migrations_core::dialect::UnknownDialect;

pub(crate) use adopt::{AdoptArgs, Tool};
pub(crate) use autogenerate::{Allowed, AutogenerateArgs, DesiredArgs};
pub(crate) use rebase::RebaseArgs;
pub(crate) use revision::{AlembicRevisionArgs, EditArgs, RevisionArgs};
pub(crate) use schema::{Columns, SchemaArgs, SchemaFormat};
pub(crate) use verify::VerifyArgs;

/// The commands over a migrations directory.
#[derive(Debug, Subcommand)]
pub(crate) enum DirectoryCommand {
    /// Create a migrations directory
    #[command(after_help = "\
Example:
  init
  init db/migrations --backends sqlite,postgres

Nothing that is there already is changed. A migration is SQL, so there are no templates, as Alembic's \
--template names.")]
    Init(InitArgs),
    /// Create a migration that follows the last one
    #[command(after_help = "\
Example:
  revision -m \"create users\"
  revision -m \"create users\" --rev-id aaaa1111 --edit
  revision -m \"add teams\" --autogenerate --from schema.sql
  revision -m \"rename\" --autogenerate --rename users.name=full_name

With --autogenerate the scripts lead from the chain to the desired schema and back, for each backend. They \
are tried up, down and up again with rows on scratch databases, and kept only if nothing is different and no \
row is lost; what they may cost stands in them. A schema is desired as SQL, or as the schema module that you have \
edited.

The parent is always the head: a chain is linear. Of two branches merged in git, `rebase` puts one \
behind the other.

Without -m the message is `empty message`, as with Alembic. Its --head is taken if it names the head; \
--splice, --branch-label, --depends-on, --version-path and --sql have nothing to say here. `--edit` \
takes the editor that `edit` does.")]
    Revision(RevisionArgs),
    /// Open a migration's script in the editor
    #[command(after_help = "\
Example:
  edit head
  edit create_users --down
  edit head-1 --backend postgres

The editor is $VISUAL, else $EDITOR, else the first of sensible-editor, editor, nano, vim, vi that is \
there. Either may have arguments: EDITOR=\"code --wait\". Several scripts, one for each backend, are \
opened together.

`current` is the migration that the database is at. As with `show` a target like `-1` is refused. \
Afterwards it is said what a change of a locked script means.")]
    Edit(EditArgs),
    /// Put this branch's migrations behind those of another one
    #[command(after_help = "\
Example:
  git merge main        chain.lock is in conflict: both branches added migrations
  rebase                put this branch's behind main's
  rebase create_users   put this one and what follows it behind all others
  rebase -n             only show what would be done

Parents, versions and chain.lock are rewritten, scripts are not. Which ones move follows from the \
conflict and from what git is doing, or else from which ones chain.lock does not have. What the \
database has applied is not moved, nor without --yes what is locked or came from the other branch.

One that was interrupted is gone on with when it is run again. It takes the place of Alembic's \
`merge`.")]
    Rebase(RebaseArgs),
    /// Check the migrations directory, as the build does
    #[command(after_help = "\
Example:
  validate --json

Exit code 0: no problem. 1: problems, all of them shown. `explain CODE` says more about each.")]
    Validate,
    /// Record the scripts as they are in chain.lock
    #[command(after_help = "\
Example:
  lock
  lock --accept 2026-01-05-093000_create_users

What is new is added. A locked script that has changed is refused until it is accepted by name.")]
    Lock(LockArgs),
    /// Take over the migrations and databases of another tool
    #[command(after_help = "\
Example:
  adopt --backends postgres
  adopt sqlx --from db/sqlx --backends sqlite --dry-run
  adopt refinery --from sql_migrations --backends postgres --dir db/migrations
  adopt alembic --from alembic --sql up.sql --down-sql down.sql --backends postgres
  adopt sqlx --database-url postgres://user@host/app

Diesel's migrations are completed in place. What comes from another tool is written to a
directory of its own (--dir, else `migrations`); its files are only read. For Alembic,
SQL is what `alembic upgrade head --sql` and `alembic downgrade head:base --sql` write.

All that is in the way is listed at once, and then nothing is written. Nothing is
overwritten, and a run that was stopped can be run again.

With --database-url, what that tool recorded there becomes our history; no script is run.
The variable DATABASE_URL only says which backend is meant.")]
    Adopt(AdoptArgs),
    /// Explain a problem, or list all
    #[command(after_help = "\
Example:
  explain NCA0202")]
    Explain(ExplainArgs),
    /// Try migrations up, down and up again, and keep the proof
    #[command(after_help = "\
Example:
  verify                        what has no receipt yet, on every engine that the chain serves
  verify --backends sqlite      on SQLite alone, in memory: nothing has to be set up
  verify --all --check          in CI: try everything again, write nothing

Each migration goes up, down and up again on a scratch database with rows in it. The whole catalog \
must come back, and no row may be lost unless metadata.toml says `lossy`. What holds gets a receipt \
in chain.lock, which `embed_migrations!(verified = [...])` demands; what is new is locked with it. \
The catalog of the head is written to catalog.BACKEND.txt, for `check`.

PostgreSQL and MariaDB are started from the installed programs and are gone afterwards, unless \
--server names one. Exit code 0: all of them hold. 1: some do not.")]
    Verify(VerifyArgs),
    /// Write the Diesel schema module, or a picture of the schema
    #[command(after_help = "\
Example:
  schema --file src/schema.rs
  schema --check                in CI: exit 1 when it is not up to date
  schema --format html -o schema.html
  schema --format mermaid --revision 2026-03-09-090000

Writes what `diesel print-schema` would write for a database at the head, made anew on a scratch \
database, and pins it in chain.lock: `embed_migrations!(schema = \"src/schema.rs\")` then refuses one \
that was edited, or that is older than the chain. The settings in diesel.toml are followed.

A picture has the tables in areas, which `[diagram.areas]` in nca-migrate.toml names. With --revision \
what that revision added, changed and removed is marked.")]
    Schema(SchemaArgs),
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The directory to create [else what --dir or nca-migrate.toml says, else `migrations`]
    #[arg(value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
    /// What the chain serves: any of sqlite, postgres, mysql [else what nca-migrate.toml says, else
    /// sqlite]
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        value_parser = backend
    )]
    pub(crate) backends: Vec<Dialect>,
    #[arg(short, long, hide = true, value_name = "NAME")]
    pub(crate) template: Option<String>,
    #[arg(long, hide = true)]
    pub(crate) package: bool,
}

#[derive(Debug, Args)]
pub(crate) struct LockArgs {
    /// Accept what has changed in this locked migration; can be given several times
    #[arg(long, value_name = "REVISION")]
    pub(crate) accept: Vec<String>,
    /// What the chain serves from now on: any of sqlite, postgres, mysql
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = backend)]
    pub(crate) backends: Vec<Dialect>,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The problem's code, such as NCA0202
    pub(crate) code: Option<String>,
}

/// One of a list that may have blanks after its commas.
fn backend(text: &str) -> Result<Dialect, UnknownDialect> {
    text.trim().parse()
}
