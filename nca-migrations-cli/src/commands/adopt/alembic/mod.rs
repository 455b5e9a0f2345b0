//! Alembic's revisions: their order from the version files, their SQL from its offline output.

mod order;
mod python;
mod revision;
mod sql;

use std::fs;
use std::path::{Path, PathBuf};

use nca_migrations::{Dialect, RevisionName};
use nca_migrations_core::dialect::Dialects;
use nca_migrations_core::text;

use self::order::{leftovers, line, versions};
use self::revision::Revision;
use self::sql::{Output, Section, Way};
use super::naming;
use super::plan::{Migration, Note, Obstacle, Plan, Text, not_utf8};
use super::row::Row;
use super::source::{self, Depth, SourceFile};
use crate::directory::Directory;
use crate::failure::Failure;
use crate::{files, slug};

/// Its table in the database.
pub(super) const TABLE: &str = "alembic_version";

/// What Alembic has: version files, and the output of its offline mode.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) files: Vec<SourceFile>,
    pub(super) ignored: Vec<String>,
    /// `alembic upgrade head --sql`
    pub(super) up: Option<SourceFile>,
    /// `alembic downgrade head:base --sql`
    pub(super) down: Option<SourceFile>,
}

/// How it is to be understood.
#[derive(Debug)]
pub(super) struct Options<'a> {
    pub(super) dialects: Dialects,
    pub(super) table: &'a str,
    /// Revisions that have code and no SQL, which is as it should be.
    pub(super) no_sql: &'a [String],
    pub(super) unverified: Option<&'a str>,
}

pub(super) fn read(
    from: &Path,
    up: Option<&PathBuf>,
    down: Option<&PathBuf>,
) -> Result<Found, Failure> {
    let below = from.join("versions");
    let versions = if below.is_dir() { &below } else { from };
    let (files, ignored) = source::read(versions, Depth::Nested, is_version_file)?;
    Ok(Found {
        files,
        ignored,
        up: up.map(|path| output(path)).transpose()?,
        down: down.map(|path| output(path)).transpose()?,
    })
}

/// As `_only_source_rev_file` of Alembic's `script/base.py` has it.
fn is_version_file(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|is| is == "py")
        && !name.starts_with("__init__")
        && !name.starts_with(".#")
}

fn output(path: &Path) -> Result<SourceFile, Failure> {
    let shown = Directory::named(path).shown;
    let bytes = fs::read(path).map_err(|error| files::failure("read", shown.clone(), error))?;
    Ok(SourceFile {
        name: shown.clone(),
        shown,
        bytes,
    })
}

pub(super) fn plan(found: &Found, options: &Options<'_>) -> Plan {
    let mut plan = Plan::default();
    let ignored = found
        .ignored
        .iter()
        .filter(|path| !path.ends_with("__init__.py"));
    plan.notes.extend(
        ignored.map(|path| Note::new(path, "Alembic reads no revision from it: not carried over")),
    );
    let mut revisions = Vec::new();
    for file in &found.files {
        match text::normalise(&file.bytes) {
            Err(_) => plan.obstacles.push(not_utf8(file.shown.clone())),
            Ok(text) => match revision::read(file, &text) {
                Some(revision) => revisions.push(revision),
                None => plan.obstacles.push(
                    Obstacle::new(&file.shown, "there is no `revision = \"...\"` in this file")
                        .help("Alembic refuses it too: remove it, or move it out of `versions`"),
                ),
            },
        }
    }
    let [ups, downs] =
        [(&found.up, Way::Upgrade), (&found.down, Way::Downgrade)].map(|(file, way)| {
            let file = file.as_ref()?;
            sections(file, way, options, &mut plan)
        });
    match line(revisions) {
        Err(obstacles) => plan.obstacles.extend(obstacles),
        Ok(line) => carry_over(&line, found, ups, downs.as_deref(), options, &mut plan),
    }
    plan
}

/// The sections of one of the two outputs. What else is in it is reported.
fn sections(
    file: &SourceFile,
    way: Way,
    options: &Options<'_>,
    plan: &mut Plan,
) -> Option<Vec<Section>> {
    let Ok(text) = text::normalise(&file.bytes) else {
        let obstacle = not_utf8(file.shown.clone());
        let help = "PowerShell's `>` writes UTF-16: `alembic ... | Out-File -Encoding utf8 up.sql`";
        plan.obstacles.push(obstacle.help(help));
        return None;
    };
    let is_log = |line: &str| line.starts_with("INFO  [alembic");
    if let Some(line) = text.lines().position(is_log) {
        let text = "Alembic's messages stand between the statements";
        let obstacle = Obstacle::new(&file.shown, text).line(line + 1);
        let help = "write standard output alone to the file, without `2>&1`";
        plan.obstacles.push(obstacle.help(help));
        return None;
    }
    let dialect = options.dialects.iter().next().unwrap_or(Dialect::Sqlite);
    let Output { sections, stray } = sql::read(&text, dialect, options.table);
    plan.notes
        .extend(stray.into_iter().map(|(statement, line)| {
            let about = format!("{}:{line}", file.shown);
            Note::new(
                about,
                format!("belongs to no revision, and is not carried over: {statement}"),
            )
        }));
    let (right, wrong): (Vec<_>, Vec<_>) =
        sections.into_iter().partition(|section| section.way == way);
    if let Some(section) = wrong.first() {
        let text = match way {
            Way::Upgrade => "this is a downgrade, in the file of the upgrades",
            Way::Downgrade => "this is an upgrade, in the file of the downgrades",
        };
        plan.obstacles.push(
            Obstacle::new(&file.shown, text)
                .line(section.line)
                .help("`--sql` is what `alembic upgrade head --sql` writes")
                .help("`--down-sql` is what `alembic downgrade head:base --sql` writes"),
        );
        return None;
    }
    Some(right)
}

fn carry_over(
    line: &[Revision],
    found: &Found,
    ups: Option<Vec<Section>>,
    downs: Option<&[Section]>,
    options: &Options<'_>,
    plan: &mut Plan,
) {
    let (notes, obstacles) = leftovers(line);
    plan.notes.extend(notes);
    plan.obstacles.extend(obstacles);
    let Some(ups) = ups else {
        return; // Reported, or there is no such file: then there is a usage error.
    };
    let shown = found.up.as_ref().map_or("", |file| &file.shown);
    for id in options.no_sql {
        if !line.iter().any(|revision| revision.id == *id) {
            let text = format!("`--no-sql {id}` names no revision");
            let help = "write the whole id, as the version file has it";
            plan.obstacles.push(Obstacle::new(shown, text).help(help));
        }
    }
    unknown(shown, &ups, line, plan);
    if let (Some(file), Some(downs)) = (&found.down, downs) {
        unknown(&file.shown, downs, line, plan);
    }
    let mut migrations = Vec::new();
    for (place, (revision, version)) in line.iter().zip(versions(line)).enumerate() {
        let parent = place.checked_sub(1).map_or("", |parent| &line[parent].id);
        let up = (ups.iter()).find(|one| one.from == parent && one.to == revision.id);
        let down = downs.into_iter().flatten();
        let down = { down }.find(|one| one.from == revision.id && one.to == parent);
        let Some(up) = up else {
            let text = format!(
                "there is no `-- Running upgrade {parent} -> {}`",
                revision.id
            );
            let help = "write the whole history: `alembic upgrade head --sql`";
            plan.obstacles.push(Obstacle::new(shown, text).help(help));
            continue;
        };
        let Some(name) = directory(&version, revision) else {
            let text = format!("the revision `{}` gives no directory's name", revision.id);
            plan.obstacles.push(Obstacle::new(&revision.shown, text));
            continue;
        };
        migrations.extend(migration(name, revision, (up, down), options, plan));
    }
    if downs.is_none() && !migrations.is_empty() {
        let text = "declared irreversible: there is no `--down-sql`, which \
                    `alembic downgrade head:base --sql` writes";
        plan.notes.push(Note::new("all migrations", text));
    }
    plan.add(migrations, options.unverified);
}

/// The id is the beginning of the slug, so that a revision can still be named by it.
fn directory(version: &str, revision: &Revision) -> Option<RevisionName> {
    let slug = match slug::of(&revision.message, slug::LONGEST) {
        Some(slug) => format!("{}_{slug}", revision.id),
        None => revision.id.clone(),
    };
    naming::directory(version, &slug)
}

fn unknown(shown: &str, sections: &[Section], line: &[Revision], plan: &mut Plan) {
    let is_known = |id: &str| id.is_empty() || line.iter().any(|revision| revision.id == id);
    for section in sections {
        if let Some(id) = [&section.from, &section.to]
            .into_iter()
            .find(|id| !is_known(id))
        {
            let text = format!("the revision `{id}` is not among the version files");
            let help = "write the output again, with the version files as they are now";
            plan.obstacles
                .push(Obstacle::new(shown, text).line(section.line).help(help));
        }
    }
}

fn migration(
    name: RevisionName,
    revision: &Revision,
    (up, down): (&Section, Option<&Section>),
    options: &Options<'_>,
    plan: &mut Plan,
) -> Option<Migration> {
    for (call, line) in &revision.upgrade.reaches {
        let about = format!("{}:{line}", revision.shown);
        let text =
            format!("uses `{call}`: what Python does there with a database is not in the SQL");
        plan.notes.push(Note::new(about, text));
    }
    let is_declared = options.no_sql.contains(&revision.id);
    if up.script.is_empty() && revision.upgrade.acts && !is_declared {
        let text = format!(
            "`upgrade()` has code, and no SQL came of it for `{}`",
            revision.id
        );
        plan.obstacles.push(
            Obstacle::new(&revision.shown, text)
                .help("write what it does as SQL into the output, below its `-- Running upgrade`")
                .help(format!(
                    "or, if it changes only data that new databases do not have: `--no-sql {}`",
                    revision.id
                )),
        );
        return None;
    }
    if up.is_outside || down.is_some_and(|down| down.is_outside) {
        plan.notes.push(Note::new(
            name.as_str(),
            "a part of it runs outside a transaction (`autocommit_block`): all of it does now, \
             statement by statement",
        ));
    }
    let nothing = || Text {
        bytes: format!(
            "-- Alembic's revision {} has no SQL.\nSELECT 1;\n",
            revision.id
        )
        .into_bytes(),
        origin: None,
    };
    let script = |section: &Section| Text {
        bytes: section.script.clone().into_bytes(),
        origin: None,
    };
    let is_nothing = up.script.is_empty();
    if is_nothing {
        plan.notes.push(Note::new(
            name.as_str(),
            "has no SQL: both its scripts do nothing",
        ));
    }
    let way_back = match down {
        Some(down) if !down.script.is_empty() => Ok(script(down)),
        _ if is_nothing => Ok(nothing()),
        Some(_) => {
            plan.notes.push(Note::new(
                name.as_str(),
                "its downgrade has no SQL: declared irreversible",
            ));
            Err("its downgrade() had no SQL in Alembic".to_owned())
        }
        None => Err("it came from Alembic without the SQL of its downgrade".to_owned()),
    };
    Some(Migration {
        remark: format!("Alembic's revision {}", revision.id),
        run_in_transaction: !up.is_outside && !down.is_some_and(|down| down.is_outside),
        up: if is_nothing { nothing() } else { script(up) },
        down: way_back,
        name,
    })
}

/// Where in the chain a database is that has these rows: how many revisions are applied.
///
/// # Errors
/// When it is at none of them, or at more than one.
pub(super) fn applied(chain: &[RevisionName], rows: &[Row], at: &str) -> Result<usize, Obstacle> {
    let [row] = rows else {
        if rows.is_empty() {
            return Ok(0);
        }
        let ids: Vec<String> = rows
            .iter()
            .map(|row| format!("`{}`", row.version))
            .collect();
        let text = format!("the database is at several heads: {}", ids.join(", "));
        let help = "merge them with Alembic and upgrade the database to the merge";
        return Err(Obstacle::new(at, text).help(help));
    };
    let id = &row.version;
    let begins = |name: &RevisionName| {
        let rest = name.slug().strip_prefix(&**id);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    };
    let places = (0..chain.len()).filter(|place| begins(&chain[*place]));
    let places: Vec<usize> = places.collect();
    match places[..] {
        [place] => Ok(place + 1),
        [] => {
            let text = format!(
                "the database is at Alembic's revision `{id}`, which no slug of the chain begins with"
            );
            let help = "carry the revisions over first, or bring the database to one that was";
            Err(Obstacle::new(at, text).help(help))
        }
        _ => {
            let text = format!("the slugs of several revisions begin with `{id}`");
            let help = "record where it is yourself: `stamp <directory>`";
            Err(Obstacle::new(at, text).help(help))
        }
    }
}

#[cfg(test)]
mod tests;
