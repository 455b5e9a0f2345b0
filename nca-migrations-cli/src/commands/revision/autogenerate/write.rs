//! Writing what holds: the scripts, the lock file with their receipts, the catalogs, the schema module.

use super::Part;
use super::prove::Proof;
use crate::args::{RevisionArgs, SchemaArgs};
use crate::commands::revision::draft;
use crate::commands::{schema, verify};
use crate::context::Context;
use crate::directory::Directory;
use crate::failure::Failure;
use crate::files;

/// What was written besides the migrations' own files.
pub(super) fn write(
    context: &mut Context<'_>,
    args: &RevisionArgs,
    directory: &Directory,
    parts: &[Part],
    mut proof: Proof,
) -> Result<Vec<String>, Failure> {
    // Before anything is written, that the lock file can be.
    files::lock_file(directory)?;
    for part in parts {
        draft::create(directory, &part.name, &part.files)?;
    }
    let mut written = verify::write(directory, &proof.loaded, &mut proof.lock, &proof.tried)?;
    let asked = SchemaArgs {
        server: args.autogenerate.desired.server.clone(),
        ..SchemaArgs::default()
    };
    for file in schema::renew(context, &asked)? {
        if !written.contains(&file) {
            written.push(file);
        }
    }
    Ok(written)
}
