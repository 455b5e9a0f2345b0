//! The database schema of NCA, the neurocognitive architecture: a memory that forgets, a body that
//! tires, a chemistry that colours both, and the language models that it speaks through.
//!
//! ```text
//!                               agents ── sessions
//!                                 │
//!       ┌──────────────────┬──────┴───────────┬──────────────────────┐
//!   1 MEMORY           2 HEALTH           3 BIOLOGY          4 LANGUAGE MODELS
//!   what it knows      how it is          what drives it     how it speaks
//!
//!   working            components         neurotransmitters  providers, models
//!     ↓ promotion      parameters         levels             requests, messages
//!   episodic           samples            what moved them    tokens and cost
//!     ↓ promotion      thresholds         what they change   which memories were
//!   semantic           events             how links learn    in which prompt
//!   links, concepts
//! ```
//!
//! 1. **Memory**: memories in three tiers, from seconds to years. They lose strength, and what matters
//!    moves up a tier before it is gone. Weighted links and concepts lead from one to the next.
//! 2. **Health**: energy, attention, stress and the like of each part, as series, with thresholds.
//! 3. **Biology**: levels of neurotransmitters, what moved them, and what they change elsewhere.
//! 4. **Language models**: each request, what was in the prompt, what came back and what it cost.
//!
//! Beside these are agents with their sessions, to which all else belongs, and an audit log. The crate's
//! `README.md` draws every table.
//!
//! # What is here
//!
//! * [`MIGRATIONS`]: the migrations, for SQLite, PostgreSQL, and MySQL or MariaDB. They make the database:
//!
//!   ```
//!   use diesel::{Connection, SqliteConnection};
//!
//!   # fn main() -> Result<(), Box<dyn std::error::Error>> {
//!   let mut conn = SqliteConnection::establish(":memory:")?;
//!   nca_schema::MIGRATIONS.run_pending(&mut conn)?;
//!   # Ok(())
//!   # }
//!   ```
//! * With the feature `models`, which is on by default: the generated module `schema`, the rows as
//!   structs in `models`, and in `queries` what an application asks every second. One set of types
//!   serves all three engines.
//! * The program `nca`: `nca demo` shows a small brain, `nca upgrade head` makes an empty one. Features
//!   `postgres` and `mysql` let it talk to servers.

use nca_migrations::{EmbeddedMigrations, embed_migrations};

#[cfg(feature = "models")]
pub mod demo;
#[cfg(feature = "models")]
pub mod models;
#[cfg(feature = "models")]
pub mod queries;
#[cfg(feature = "models")]
#[expect(
    missing_docs,
    reason = "generated from a database, which keeps no comments"
)]
pub mod schema;

/// Every migration of the schema, checked when this crate was compiled: its way up and down was tried on each
/// engine, and the module `schema` is the one that the chain produces.
pub static MIGRATIONS: EmbeddedMigrations = embed_migrations!(
    "../migrations",
    verified = [sqlite, postgres, mysql],
    schema = "src/schema.rs"
);
