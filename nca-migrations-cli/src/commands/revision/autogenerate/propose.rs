//! A proposal for one engine.

use nca_migrations::Dialect;
use nca_migrations::autogenerate::{Address, Fills, Form, Options, Proposal, WayBack};
use nca_migrations::chain::Chain;
use nca_migrations::verify::Scratch;
use nca_migrations_catalog::Catalog;

use super::{AutogenerateError, consent};
use crate::args::RevisionArgs;
use crate::commands::desired::{Desired, DesiredError};
use crate::failure::Failure;
use crate::scratch::{Any, with};

pub(super) fn on(
    scratch: &mut Any,
    args: &RevisionArgs,
    desired: &Desired,
    chain: &Chain,
) -> Result<Proposal, Failure> {
    with!(scratch, scratch => propose(scratch, args, desired, chain))
}

fn propose<S: Scratch>(
    scratch: &mut S,
    args: &RevisionArgs,
    desired: &Desired,
    chain: &Chain,
) -> Result<Proposal, Failure> {
    let asked = &args.autogenerate;
    let renames: Vec<(Address, String)> = asked
        .rename
        .iter()
        .map(|rename| (rename.old.clone(), rename.new.clone()))
        .collect();
    let failed = |error| AutogenerateError::Generate {
        engine: S::ENGINE,
        error: Box::new(error),
    };
    let (catalog, ground) = desired
        .on(chain, scratch, &renames)
        .map_err(|error| match error {
            DesiredError::Generate(error) => Failure::from(failed(error)),
            error => error.into(),
        })?;
    consent::undecided(asked, S::ENGINE, &ground.candidates(&catalog))?;
    let fills = fills(args, &[ground.catalog(), &catalog])?;
    let way_back = match args.irreversible {
        Some(_) => WayBack::None,
        None => WayBack::Generated,
    };
    let options = Options {
        fills,
        form: if asked.online {
            Form::Online
        } else {
            Form::Plain
        },
    };
    let proposal = ground.lead(&catalog, &options, way_back);
    Ok(proposal.map_err(failed)?)
}

/// Those for this engine before those for all. Each has to be of a column that is there, now or then.
fn fills(args: &RevisionArgs, catalogs: &[&Catalog; 2]) -> Result<Fills, AutogenerateError> {
    let engine = catalogs[0].dialect;
    let mut fills = Fills::default();
    let asked = &args.autogenerate.fill;
    let for_all = asked.iter().filter(|fill| fill.backend.is_none());
    let for_this = asked.iter().filter(|fill| fill.backend == Some(engine));
    for fill in for_all.chain(for_this) {
        let Some((table, column)) = fill.column.column() else {
            continue;
        };
        let found = catalogs.iter().find_map(|catalog| {
            let table = catalog.table(&table)?;
            let mut columns = table.columns.iter().map(|column| &column.name);
            Some((
                &table.name,
                columns.find(|name| is_same(engine, name, column))?,
            ))
        });
        let Some((table, column)) = found else {
            let column = fill.column.to_string();
            return Err(AutogenerateError::NothingToFill { engine, column });
        };
        fills.set(table.clone(), column, &*fill.expression);
    }
    Ok(fills)
}

/// Whether two names are one to the engine.
fn is_same(engine: Dialect, one: &str, other: &str) -> bool {
    match engine {
        Dialect::Postgres => one == other,
        _ => one.eq_ignore_ascii_case(other),
    }
}
