//! Pictures.

use nca_migrations::verify::{Scratch, catalog};
use nca_migrations::{Dialect, Position, Target};
use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::diagram::{self, Detail, Drawing, Mark, drawing};
use nca_migrations_core::Loaded;
use serde_json::{Value, json};

use crate::args::{Columns, SchemaArgs, SchemaFormat};
use crate::commands::verify::engine::{EngineError, scratch};
use crate::context::Context;
use crate::directory::Directory;
use crate::exit::Exit;
use crate::failure::{Failure, failed};
use crate::scratch::with;
use crate::{files, json};

/// What a picture is called that nothing else is said of.
const TITLE: &str = "Schema";

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PictureError {
    #[error(
        "`--{option}` is about pictures, and `--format` names none\n\
         add `--format mermaid`, `dot`, `svg` or `html`; {instead}"
    )]
    OfPictures {
        option: &'static str,
        instead: &'static str,
    },
    #[error(
        "`--{option}` is about Diesel's module, and `--format {format}` is a picture\n\
         leave one of them out; {instead}"
    )]
    OfTheModule {
        option: &'static str,
        format: &'static str,
        instead: &'static str,
    },
    #[error(
        "`--check` compares with a file, and none is named\n\
         name the picture with `--output`"
    )]
    NothingToCheck,
    #[error("a page has all columns to choose from: leave `--columns` out with `--format html`")]
    ColumnsOfPage,
    #[error(
        "`{0}` counts from somewhere, and `schema` does not say from where\n\
         write `head{0}`, or name a revision"
    )]
    Relative(String),
    #[error(
        "`{0}` is the base: there is no revision whose changes could be marked\n\
         name a revision, or leave `--revision` out for the head"
    )]
    Base(String),
}

/// That the options belong together.
pub(super) fn settle(args: &SchemaArgs) -> Result<(), PictureError> {
    let format = args.format.name();
    if args.format == SchemaFormat::Rust {
        let options = [
            (
                "output",
                args.output.is_some(),
                "`--file` says where the module is",
            ),
            (
                "revision",
                args.revision.is_some(),
                "the module is always of the head",
            ),
            (
                "columns",
                args.columns.is_some(),
                "the module always has all",
            ),
        ];
        let given = options.into_iter().find(|(_, given, _)| *given);
        return given.map_or(Ok(()), |(option, _, instead)| {
            Err(PictureError::OfPictures { option, instead })
        });
    }
    let options = [
        (
            "file",
            args.file.is_some(),
            "`--output` says where a picture goes",
        ),
        (
            "diesel-toml",
            args.diesel_toml.is_some(),
            "it says nothing about pictures",
        ),
        (
            "print",
            args.print,
            "without `--output` a picture goes to stdout anyway",
        ),
    ];
    if let Some((option, _, instead)) = options.into_iter().find(|(_, given, _)| *given) {
        return Err(PictureError::OfTheModule {
            option,
            format,
            instead,
        });
    }
    if args.check && args.output.is_none() {
        return Err(PictureError::NothingToCheck);
    }
    if args.format == SchemaFormat::Html && args.columns.is_some() {
        return Err(PictureError::ColumnsOfPage);
    }
    match &args.revision {
        Some(text) if text.starts_with(['+', '-']) => Err(PictureError::Relative(text.clone())),
        _ => Ok(()),
    }
}

pub(super) fn run(
    context: &mut Context<'_>,
    args: &SchemaArgs,
    loaded: &Loaded,
    engine: Dialect,
) -> Result<Exit, Failure> {
    let chain = &loaded.chain;
    let mut settings = context.config()?.diagram.clone();
    if settings.title.is_empty() {
        TITLE.clone_into(&mut settings.title);
    }
    let mut at = chain.len();
    if let Some(text) = &args.revision {
        at = text.parse::<Target>()?.resolve(chain, Position(0))?.0;
        let index = at.checked_sub(1);
        let revision = index.and_then(|index| chain.get(index));
        let revision = revision.ok_or_else(|| PictureError::Base(text.clone()))?;
        let said = revision.name.as_str().replace('_', " ");
        settings.title = format!("{} after {said}", settings.title);
    }
    let before = args.revision.as_ref().map(|_| at.saturating_sub(1));
    let mut scratch = scratch(&args.server, engine)?;
    let (catalog, before) = with!(&mut scratch, scratch => both(loaded, scratch, at, before))?;
    let whole = drawing(&catalog, before.as_ref(), &settings);
    let text = written(&whole, args);
    tell(context, args, engine, &whole, &text)
}

/// The catalog at a position, and the one before.
fn both<S: Scratch>(
    loaded: &Loaded,
    scratch: &mut S,
    at: usize,
    before: Option<usize>,
) -> Result<(Catalog, Option<Catalog>), EngineError> {
    let before = before
        .map(|at| catalog(&loaded.chain, scratch, at))
        .transpose()?;
    Ok((catalog(&loaded.chain, scratch, at)?, before))
}

fn written(whole: &Drawing, args: &SchemaArgs) -> String {
    let shown = match args.columns {
        None | Some(Columns::All) => whole.clone(),
        Some(Columns::Keys) => whole.with(Detail::Keys),
        Some(Columns::None) => whole.with(Detail::Names),
    };
    match args.format {
        SchemaFormat::Mermaid => diagram::mermaid(&shown),
        SchemaFormat::Dot => diagram::dot(&shown),
        SchemaFormat::Svg => diagram::svg(&shown),
        SchemaFormat::Html | SchemaFormat::Rust => diagram::html(whole),
    }
}

fn tell(
    context: &mut Context<'_>,
    args: &SchemaArgs,
    engine: Dialect,
    drawing: &Drawing,
    text: &str,
) -> Result<Exit, Failure> {
    let file = args.output.as_deref().map(Directory::named);
    let mut stale = false;
    if let Some(file) = &file {
        stale = std::fs::read_to_string(&file.path).ok().as_deref() != Some(text);
        if stale && !args.check {
            files::swap(&file.path, file.shown.clone(), text)?;
        }
    }
    if context.globals.json {
        let marked = |mark: Mark| -> Vec<&str> {
            let tables = drawing.tables.iter().filter(|table| table.mark == mark);
            tables.map(|table| &*table.name).collect()
        };
        let mut fields = json!({
            "backend": engine.name(),
            "format_of_picture": args.format.name(),
            "file": file.as_ref().map(|file| &*file.shown),
            "up_to_date": file.as_ref().map(|_| !stale),
            "text": if file.is_none() { Value::from(text) } else { Value::Null },
            "tables": drawing.tables.len(),
            "foreign_keys": drawing.edges.len(),
        });
        for mark in [Mark::Added, Mark::Changed, Mark::Removed] {
            fields[mark.word().unwrap_or_default()] = marked(mark).into();
        }
        context.streams.result(json::object(fields));
    } else if let Some(file) = &file {
        let shown = &file.shown;
        if args.check && stale {
            let said = format!(
                "the picture is not the one that the chain produces: {shown}\n`schema` writes it"
            );
            context.streams.error(failed(&said));
        } else if stale {
            context.streams.summary(format!("wrote {shown}"));
        } else {
            context.streams.summary(format!("{shown}: up to date"));
        }
    } else {
        context.streams.result(text.trim_end());
    }
    Ok(if args.check && stale {
        Exit::Difference
    } else {
        Exit::Done
    })
}
