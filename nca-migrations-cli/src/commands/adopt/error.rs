//! Why nothing is taken over.

use nca_migrations_core::problem::Problem;
use serde_json::{Value, json};

use super::plan::{Obstacle, Plan};
use crate::failure::draw_all;
use crate::json;
use crate::output::{Form, Streams};
use crate::wording::count;

/// Why nothing is taken over.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AdoptError {
    #[error(
        "`--from {from}` is given without the tool that it is of\n\
         expected `adopt sqlx`, `adopt refinery` or `adopt alembic`"
    )]
    NoTool { from: String },
    #[error(
        "Diesel's migrations stay where they are: name their directory with `--dir`, not `--from`"
    )]
    DieselInPlace,
    #[error("`{option}` is for {only_for} only")]
    Unfit {
        option: &'static str,
        only_for: &'static str,
    },
    #[error(
        "Alembic's version files are Python: the SQL has to come from Alembic itself\n\
         write it with `alembic upgrade head --sql > up.sql` and `alembic downgrade head:base --sql > \
         down.sql`, then give `--sql up.sql --down-sql down.sql`"
    )]
    NoSql,
    #[error("`--unverified` gives no reason: say why the way back cannot be proved")]
    NoReason,
    #[error(
        "there is nothing to take over: give `--from` for migrations, `--database-url` for a database"
    )]
    Nothing,
    #[error(
        "what are the scripts written for? give `--backends`, such as `--backends postgres`\n\
         expected any of sqlite, postgres, mysql"
    )]
    NoBackend,
    #[error(
        "`{from}` and `{to}` lie in one another, and the files that the migrations come from stay as \
         they are\n\
         name another directory to write to: `--dir`"
    )]
    SamePlace { from: String, to: String },
    #[error("cannot read the table `{table}` of `{shown}`: {said}")]
    Table {
        shown: String,
        table: String,
        said: String,
    },
    #[error(
        "{}: {}; nothing was written{}",
        .shown, count(obstacles.len() + problems.len(), "problem"), copy_hint(.copy.as_deref())
    )]
    InTheWay {
        shown: String,
        /// What to copy, where problems are in files that must stay as they are.
        copy: Option<String>,
        obstacles: Vec<Obstacle>,
        problems: Vec<Problem>,
    },
}

fn copy_hint(copy: Option<&str>) -> String {
    copy.map_or_else(String::new, |from| {
        format!(
            "\nrepair the scripts in a copy of `{from}` and give that as `--from`; for a database that \
             ran the originals, `--accept VERSION` says so"
        )
    })
}

impl AdoptError {
    /// What stops a plan; problems of files that are not written yet are shown where these come from.
    pub(super) fn in_the_way(
        shown: String,
        plan: Plan,
        problems: Vec<Problem>,
        copy: Option<String>,
    ) -> Self {
        let problems = super::origin::shown(&plan, problems);
        Self::InTheWay {
            shown,
            copy: copy.filter(|_| !problems.is_empty()),
            obstacles: plan.obstacles,
            problems,
        }
    }

    pub(crate) fn is_usage(&self) -> bool {
        !matches!(self, Self::InTheWay { .. } | Self::Table { .. })
    }

    /// Draws everything that is in the way; where results are JSON it is the result.
    pub(crate) fn draw(&self, streams: &mut Streams) {
        let Self::InTheWay {
            shown,
            obstacles,
            problems,
            ..
        } = self
        else {
            return;
        };
        if streams.form() == Form::Json {
            let all = obstacles.iter().map(fields);
            let all: Vec<Value> = all.chain(problems.iter().map(json::problem)).collect();
            let result = json!({ "directory": shown, "problems": all });
            streams.result(json::object(result));
            return;
        }
        for obstacle in obstacles {
            streams.error(drawing(obstacle));
            streams.error("");
        }
        draw_all(problems, streams);
    }
}

/// In the shape of a problem, without a code.
fn fields(obstacle: &Obstacle) -> Value {
    let place = json!({
        "file": obstacle.at,
        "line": obstacle.line,
        "column": null,
        "end_line": obstacle.line,
        "label": "",
    });
    let mut fields = json!({
        "code": null,
        "title": obstacle.text,
        "notes": [],
        "help": obstacle.help,
    });
    if let (Some(fields), Value::Object(place)) = (fields.as_object_mut(), &place) {
        fields.extend(place.clone());
    }
    fields["places"] = json!([place]);
    fields
}

/// As problems are drawn, without a picture.
fn drawing(obstacle: &Obstacle) -> String {
    let red = anstyle::AnsiColor::BrightRed.on_default().bold();
    let blue = anstyle::AnsiColor::BrightBlue.on_default().bold();
    let bold = anstyle::Style::new().bold();
    let Obstacle { at, line, text, .. } = obstacle;
    let line = line.map_or_else(String::new, |line| format!(":{line}"));
    let help = obstacle.help.iter();
    let help = help.map(|help| format!("\n  {blue}={blue:#} {bold}help{bold:#}: {help}"));
    let help = help.collect::<Vec<_>>().concat();
    format!("{red}error{red:#}{bold}: {text}{bold:#}\n {blue}-->{blue:#} {at}{line}{help}")
}
