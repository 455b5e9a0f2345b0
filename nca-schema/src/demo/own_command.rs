//! The command `nca demo`.

use nca_migrations_cli::{Connection, OwnCommand, OwnError, Session};
use serde_json::{Value, json};

use super::{Brain, Made};

/// The command that fills a database with the demo's brain, unless it is there, and shows it.
pub const fn own_command() -> OwnCommand {
    OwnCommand::new(
        "demo",
        "Fill a database with a small brain, and show it",
        run,
    )
    .after_help(
        "\
Example:
  demo                          in the program's own database
  demo --database-url brain.db  in another one

Migrates the database first. A second time it shows what is there. The brain is an agent called
`iris`; deleting the agent deletes it.",
    )
}

fn run(session: &mut Session<'_, '_>) -> Result<(), OwnError> {
    let (made, brain) = match session.migrated()? {
        #[cfg(feature = "sqlite-system")]
        Connection::Sqlite(mut conn) => {
            // A setting of each connection, off at first: https://www.sqlite.org/foreignkeys.html#fk_enable
            diesel::connection::SimpleConnection::batch_execute(
                &mut conn,
                "PRAGMA foreign_keys = ON",
            )?;
            super::brain(&mut conn)?
        }
        #[cfg(feature = "postgres")]
        Connection::Postgres(mut conn) => super::brain(&mut conn)?,
        #[cfg(feature = "mysql")]
        Connection::Mysql(mut conn) => super::brain(&mut conn)?,
        _ => return Err("this build has no demo for this kind of database".into()),
    };
    if session.json() {
        session.result(object(made, &brain));
        return Ok(());
    }
    if made == Made::Before {
        session.progress("the brain is there already; this is what is in it");
    }
    session.result(&brain);
    Ok(())
}

fn object(made: Made, brain: &Brain) -> Value {
    let memories = brain.memories.iter().map(|memory| {
        json!({
            "id": memory.public_id.to_string(),
            "tier": memory.tier.as_str(),
            "content": memory.content,
            "importance": memory.importance,
            "strength": memory.strength,
        })
    });
    let links = brain.links.iter().map(|(link, target)| {
        let source = brain
            .memories
            .iter()
            .find(|memory| memory.id == link.source_memory_id);
        json!({
            "source": source.map(|memory| memory.public_id.to_string()),
            "target": target.public_id.to_string(),
            "relation": link.relation_code,
            "weight": link.weight,
        })
    });
    let health = brain
        .health
        .iter()
        .map(|(component, parameter, metric, samples)| {
            json!({
                "component": component.code,
                "state": component.state.as_str(),
                "metric": metric.code,
                "value": parameter.value,
                "samples": samples.len(),
            })
        });
    let levels = brain.levels.iter().map(|(state, _)| {
        json!({ "transmitter": state.transmitter_code, "level": state.level, "usual": state.tonic_level })
    });
    json!({
        "format": 1,
        "made": made == Made::Now,
        "agent": brain.agent.name,
        "memories": memories.collect::<Vec<_>>(),
        "links": links.collect::<Vec<_>>(),
        "health": health.collect::<Vec<_>>(),
        "levels": levels.collect::<Vec<_>>(),
        "usage": {
            "requests": brain.totals.requests,
            "failures": brain.totals.failures,
            "prompt_tokens": brain.totals.prompt_tokens,
            "completion_tokens": brain.totals.completion_tokens,
            "cost_micros": brain.totals.cost_micros,
        },
    })
}
