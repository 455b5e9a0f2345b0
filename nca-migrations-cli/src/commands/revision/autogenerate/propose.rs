//! A proposal for one engine.

use nca_migrations::autogenerate::{Fills, Form, Options, Proposal, WayBack};
use nca_migrations::verify::Scratch;
use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::model::is_same_column;

use super::{AutogenerateError, consent};
use crate::args::RevisionArgs;
use crate::commands::desired::{Desired, OnEngine};
use crate::failure::Failure;
use crate::scratch::{Any, with};

/// The proposal, and what a person has to know of.
pub(super) fn on(
    scratch: &mut Any,
    args: &RevisionArgs,
    desired: &Desired<'_>,
) -> Result<(Proposal, Vec<String>), Failure> {
    with!(scratch, scratch => propose(scratch, args, desired))
}

fn propose<S: Scratch>(
    scratch: &mut S,
    args: &RevisionArgs,
    desired: &Desired<'_>,
) -> Result<(Proposal, Vec<String>), Failure> {
    let asked = &args.autogenerate;
    let OnEngine {
        catalog,
        ground,
        notes,
    } = desired.on(scratch)?;
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
    let proposal = proposal.map_err(|error| AutogenerateError::Generate {
        engine: S::ENGINE,
        error: Box::new(error),
    })?;
    Ok((proposal, notes))
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
                columns.find(|name| is_same_column(engine, name, column))?,
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
