//! Agents and their sessions.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::PublicId;
use super::closed_set::closed_set;
use crate::schema::{agents, sessions};

/// One cognitive system. Everything else belongs to one, and goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = agents)]
pub struct Agent {
    /// The key inside the database.
    pub id: i64,
    /// The id outside it.
    pub public_id: PublicId,
    /// Its name, which no other agent has.
    pub name: String,
    /// For people.
    pub description: Option<String>,
    /// How it is thinking.
    pub cognitive_state: CognitiveState,
    /// Since when it is out of use, if it is.
    pub archived_at: Option<NaiveDateTime>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// A conversation that an agent is in.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = sessions)]
#[diesel(belongs_to(Agent, foreign_key = agent_id))]
pub struct Session {
    /// The key inside the database.
    pub id: i64,
    /// The id outside it.
    pub public_id: PublicId,
    /// Whose it is.
    pub agent_id: i64,
    /// What the caller calls it; one agent has each at most once.
    pub external_ref: Option<String>,
    /// Its state.
    pub state: SessionState,
    /// How many tokens its context window may take.
    pub token_budget: i32,
    /// When it began.
    pub started_at: NaiveDateTime,
    /// When something last happened in it.
    pub last_active_at: NaiveDateTime,
    /// When it was closed, if it is.
    pub closed_at: Option<NaiveDateTime>,
}

/// An agent to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Insertable)]
#[diesel(table_name = agents)]
pub struct NewAgent<'a> {
    /// The id outside it.
    pub public_id: PublicId,
    /// Its name, which no other agent has.
    pub name: &'a str,
    /// For people.
    pub description: Option<&'a str>,
    /// How it is thinking.
    pub cognitive_state: CognitiveState,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// A session to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Insertable)]
#[diesel(table_name = sessions)]
pub struct NewSession<'a> {
    /// The id outside it.
    pub public_id: PublicId,
    /// Whose it is.
    pub agent_id: i64,
    /// What the caller calls it; one agent has each at most once.
    pub external_ref: Option<&'a str>,
    /// Its state.
    pub state: SessionState,
    /// How many tokens its context window may take.
    pub token_budget: i32,
    /// When it began.
    pub started_at: NaiveDateTime,
    /// When something last happened in it.
    pub last_active_at: NaiveDateTime,
    /// When it was closed, if it is.
    pub closed_at: Option<NaiveDateTime>,
}

closed_set!(
    /// How an agent is thinking.
    CognitiveState {
        /// Nothing to do.
        Idle = "idle",
        /// On one thing.
        Focused = "focused",
        /// Taking in what is new.
        Learning = "learning",
        /// Putting together what was apart.
        Creative = "creative",
        /// Taking apart.
        Analytical = "analytical",
        /// Looking at itself.
        Reflective = "reflective",
        /// Looking around.
        Exploratory = "exploratory",
    }
);

closed_set!(
    /// What a session is doing.
    SessionState {
        /// In use.
        Open = "open",
        /// Open, with nobody there.
        Idle = "idle",
        /// Over.
        Closed = "closed",
    }
);
