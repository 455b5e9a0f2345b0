//! A brain as a person likes to see it in a terminal.

use std::fmt::{self, Display, Formatter};

use super::look::Brain;
use crate::models::memory::Memory;

/// How wide the text of a memory is at most.
const CONTENT: usize = 44;
/// How wide a bar is.
const BAR: u8 = 10;

impl Display for Brain {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let agent = &self.agent;
        writeln!(
            f,
            "{} {}: {}, {} sessions",
            agent.name,
            agent.description.as_deref().unwrap_or("thinks"),
            agent.cognitive_state,
            self.sessions.len()
        )?;
        self.memories(f)?;
        self.graph(f)?;
        self.health(f)?;
        self.biology(f)?;
        self.llm(f)
    }
}

impl Brain {
    fn memories(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "\nMEMORY    {:CONTENT$}  strength         matters  mood",
            "what"
        )?;
        let mut tier = None;
        for memory in &self.memories {
            let shown = if tier == Some(memory.tier) {
                ""
            } else {
                memory.tier.as_str()
            };
            tier = Some(memory.tier);
            writeln!(
                f,
                "{shown:8}  {:CONTENT$}  {} {:.2}  {:7.2}  {}",
                cut(&memory.content),
                bar(memory.strength),
                memory.strength,
                memory.importance,
                mood(memory)
            )?;
        }
        Ok(())
    }

    fn graph(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nLINKS")?;
        for (link, target) in &self.links {
            writeln!(
                f,
                "  {:CONTENT$}  {:.2} {:10}  {}",
                cut(self.content(link.source_memory_id)),
                link.weight,
                link.relation_code,
                cut(&target.content)
            )?;
        }
        let Some(first) = self.memories.first() else {
            return Ok(());
        };
        let reached: Vec<String> = self
            .reached
            .iter()
            .map(|reached| {
                format!(
                    "{} ({:.2})",
                    self.content(reached.memory_id),
                    reached.activation
                )
            })
            .collect();
        let reached = match reached.len() {
            0 => "nothing".to_owned(),
            _ => reached.join(", "),
        };
        writeln!(f, "  \"{}\" brings to mind: {reached}", first.content)
    }

    fn health(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nHEALTH                       now   the last hour")?;
        let mut component = None;
        for (part, parameter, metric, samples) in &self.health {
            let (name, state) = if component == Some(part.id) {
                ("", "")
            } else {
                (&*part.code, part.state.as_str())
            };
            component = Some(part.id);
            let values: Vec<f64> = samples.iter().rev().map(|sample| sample.value).collect();
            writeln!(
                f,
                "{name:10} {:15} {:5.2}  {}  {state}",
                metric.code,
                parameter.value,
                line(&values, metric.min_value, metric.max_value)
            )?;
        }
        Ok(())
    }

    fn biology(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nBIOLOGY         level            usual")?;
        for (state, transmitter) in &self.levels {
            writeln!(
                f,
                "{:14}  {} {:.2}  {:5.2}  {}",
                state.transmitter_code,
                bar(state.level),
                state.level,
                state.tonic_level,
                transmitter.description.as_deref().unwrap_or_default()
            )?;
        }
        Ok(())
    }

    fn llm(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "\nLANGUAGE MODELS  requests  failed  tokens in  tokens out  cost"
        )?;
        for day in &self.usage {
            writeln!(
                f,
                "{:15}  {:8}  {:6}  {:9}  {:10}  {}",
                day.day.to_string(),
                day.requests,
                day.failures,
                day.prompt_tokens,
                day.completion_tokens,
                dollars(day.cost_micros)
            )?;
        }
        let totals = &self.totals;
        write!(
            f,
            "{:15}  {:8}  {:6}  {:9}  {:10}  {}",
            "together",
            totals.requests,
            totals.failures,
            totals.prompt_tokens,
            totals.completion_tokens,
            dollars(totals.cost_micros)
        )
    }

    fn content(&self, memory: i64) -> &str {
        let found = self.memories.iter().find(|known| known.id == memory);
        found.map_or("", |memory| &memory.content)
    }
}

/// The text with what is too long cut off.
fn cut(text: &str) -> String {
    if text.chars().count() <= CONTENT {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(CONTENT - 1).collect();
    short.push('…');
    short
}

/// How a memory feels.
fn mood(memory: &Memory) -> &'static str {
    match memory.valence {
        None => "",
        Some(valence) if valence <= -0.25 => "unpleasant",
        Some(valence) if valence >= 0.25 => "pleasant",
        Some(_) => "neutral",
    }
}

/// `██████░░░░` for 0.6.
fn bar(part: f64) -> String {
    let full = steps(part, BAR);
    "█".repeat(full) + &"░".repeat(usize::from(BAR) - full)
}

/// A series as a line of blocks, one for each four values.
fn line(values: &[f64], min: f64, max: f64) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    values
        .iter()
        .step_by(4)
        .map(|value| BLOCKS[steps((value - min) / (max - min), 7)])
        .collect()
}

/// A part of 1 as one of `0..=most`, the nearest.
fn steps(part: f64, most: u8) -> usize {
    let scaled = part * f64::from(most);
    (0..most)
        .filter(|step| scaled >= f64::from(*step) + 0.5)
        .count()
}

/// Millionths as a sum of money.
fn dollars(micros: i64) -> String {
    format!("${}.{:06}", micros / 1_000_000, micros % 1_000_000)
}
