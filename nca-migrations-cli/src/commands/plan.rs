//! `--plan`: what a command would do, step by step. Writes nothing.

use nca_migrations::chain::{Chain, Direction, Revision};
use nca_migrations::{Command, Dialect, Migrator, Plan, RevisionName, Step, Target};
use nca_migrations_core::shared_str::SharedStr;
use nca_migrations_core::sql::split;
use serde_json::{Value, json};

use super::run::{Run, place};
use crate::connection::{Connection, on};
use crate::context::{Carried, Context};
use crate::database::{self, Access, DatabaseError};
use crate::entry::{self, Marks};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::json;
use crate::url::DatabaseUrl;
use crate::wording::count;

pub(super) fn show(
    context: &mut Context<'_>,
    carried: &Carried,
    migrator: &Migrator<'_>,
    run: &Run,
    url: &DatabaseUrl,
    target: &Target,
) -> Result<Exit, Failure> {
    let mut conn = open(url, run.command)?;
    let plan = on!(&mut conn, conn => migrator.plan(conn, run.command, target));
    let plan = plan.map_err(|error| DatabaseError::run(error, &carried.prefix))?;
    let steps: Vec<Shown> = (plan.steps.iter())
        .map(|step| Shown::new(&carried.chain, url.dialect, step))
        .collect();
    if context.globals.json {
        let steps: Vec<Value> = steps.iter().map(Shown::json).collect();
        let version = |name: Option<RevisionName>| name.map(|name| name.version().into_owned());
        let (from, to) = (from(&plan, &carried.chain), plan.to.name(&carried.chain));
        let fields = json!({ "from": version(from), "to": version(to), "steps": steps });
        context.streams.result(json::object(fields));
        return Ok(Exit::Done);
    }
    for step in &steps {
        context.streams.result(step.text());
    }
    context.streams.summary(sum_up(&plan, &carried.chain));
    Ok(Exit::Done)
}

/// A database that an upgrade would create is looked at as if it were there, and is not created.
fn open(url: &DatabaseUrl, command: Command) -> Result<Connection, DatabaseError> {
    let is_absent = url.file().is_some_and(|file| !file.exists());
    match command {
        Command::Upgrade if is_absent => database::open(&url.in_memory(), Access::Create),
        _ => database::open(url, Access::Existing),
    }
}

fn sum_up(plan: &Plan, chain: &Chain) -> String {
    let start = place(from(plan, chain).as_ref(), chain);
    if plan.steps.is_empty() {
        return format!("nothing to do: the database is at {start}");
    }
    let end = if plan.to.0 > chain.len() {
        "a revision that this program does not know".to_owned()
    } else {
        place(plan.to.name(chain).as_ref(), chain)
    };
    let steps = count(plan.steps.len(), "step");
    format!("{steps} from {start} to {end}; nothing was done")
}

/// Where the database is: on a revision that it alone has, if its scripts are used.
fn from(plan: &Plan, chain: &Chain) -> Option<RevisionName> {
    let first = plan.steps.front();
    match first.filter(|step| step.direction == Direction::Down) {
        Some(step) => Some(step.revision.clone()),
        None => plan.from.name(chain),
    }
}

/// A step as it is shown.
struct Shown {
    direction: Direction,
    /// `None` for a revision that only the database has.
    known: Option<Known>,
    version: String,
    directory: String,
    message: String,
    /// How many statements an earlier run has done.
    done: usize,
}

struct Known {
    revision: Revision,
    parent: Option<String>,
    is_head: bool,
    file: String,
    statements: usize,
}

impl Shown {
    fn new(chain: &Chain, dialect: Dialect, step: &Step) -> Self {
        let index = chain
            .iter()
            .position(|revision| revision.name == step.revision);
        let known = index.and_then(|index| {
            let revision = chain.get(index)?;
            let script = revision.script(step.direction, dialect)?;
            Some(Known {
                parent: entry::parent(chain, index),
                is_head: index + 1 == chain.len(),
                file: script.file.as_str().to_owned(),
                statements: split(&script.text, dialect).statements.len(),
                revision,
            })
        });
        Self {
            direction: step.direction,
            known,
            version: step.revision.version().into_owned(),
            directory: step.revision.to_string(),
            message: entry::message(&step.revision),
            done: step.statements_done,
        }
    }

    fn action(&self) -> &'static str {
        match self.direction {
            Direction::Up => "upgrade",
            Direction::Down => "downgrade",
        }
    }

    /// `upgrade <base> -> 20260105090000, create users`, and what there is to say below it.
    fn text(&self) -> String {
        let Some(Known {
            revision,
            parent,
            is_head,
            file,
            statements,
        }) = &self.known
        else {
            return format!(
                "downgrade {}, {}\n    the down script that the log kept",
                self.version, self.message
            );
        };
        let marks = Marks {
            head: *is_head,
            current: None,
        };
        let parent = parent.as_deref().unwrap_or("<base>");
        let short = entry::short(revision, marks);
        let message = match &*self.message {
            "" => String::new(),
            message => format!(", {message}"),
        };
        let way = match self.direction {
            Direction::Up => format!("upgrade {parent} -> {short}{message}"),
            Direction::Down => format!("downgrade {short} -> {parent}{message}"),
        };
        let mut about = vec![format!("{file}: {}", count(*statements, "statement"))];
        if self.done > 0 {
            about.push(format!("goes on after statement {}", self.done));
        }
        if !revision.run_in_transaction {
            about.push("outside a transaction".to_owned());
        }
        if let (Direction::Down, Some(lost)) = (self.direction, &revision.lossy) {
            about.push(format!("loses: {}", lost.as_str()));
        }
        format!("{way}\n    {}", about.join("; "))
    }

    fn json(&self) -> Value {
        let known = self.known.as_ref();
        let lossy = known.and_then(|known| known.revision.lossy.as_ref());
        let lossy = lossy.filter(|_| self.direction == Direction::Down);
        json!({
            "action": self.action(),
            "version": self.version,
            "directory": self.directory,
            "message": self.message,
            "script": known.map(|known| &known.file),
            "statements": known.map(|known| known.statements),
            "statements_done": self.done,
            "run_in_transaction": known.map(|known| known.revision.run_in_transaction),
            "loses": lossy.map(SharedStr::as_str),
        })
    }
}
