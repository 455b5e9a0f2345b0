//! Providers and their models.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::models::closed_set::closed_set;
use crate::schema::{llm_models, llm_providers};

/// Where models are served.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = llm_providers)]
pub struct LlmProvider {
    /// The key inside the database.
    pub id: i64,
    /// Its name in programs; no other has it.
    pub code: String,
    /// Its name for people.
    pub display_name: String,
    /// Where it runs.
    pub hosting: Hosting,
    /// Where it is reached.
    pub base_url: Option<String>,
    /// The name of a secret, never the secret.
    pub credential_ref: Option<String>,
    /// How long to wait.
    pub timeout_ms: i32,
    /// How often to try again.
    pub max_retries: i16,
    /// How often it may be asked.
    pub requests_per_minute: Option<i32>,
    /// Whether it counts.
    pub is_enabled: bool,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// A model of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = llm_models)]
#[diesel(belongs_to(LlmProvider, foreign_key = provider_id))]
pub struct LlmModel {
    /// The key inside the database.
    pub id: i64,
    /// Whose it is.
    pub provider_id: i64,
    /// The provider's name for it.
    pub name: String,
    /// What it is for.
    pub kind: ModelKind,
    /// How many tokens it takes in.
    pub context_window: Option<i32>,
    /// How many it gives.
    pub max_output_tokens: Option<i32>,
    /// How long its vectors are; only embedding models have any.
    pub embedding_dims: Option<i32>,
    /// Since when it is not to be used.
    pub retired_at: Option<NaiveDateTime>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}

/// A provider to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Insertable)]
#[diesel(table_name = llm_providers)]
pub struct NewLlmProvider<'a> {
    /// Its name in programs; no other has it.
    pub code: &'a str,
    /// Its name for people.
    pub display_name: &'a str,
    /// Where it runs.
    pub hosting: Hosting,
    /// Where it is reached.
    pub base_url: Option<&'a str>,
    /// The name of a secret, never the secret.
    pub credential_ref: Option<&'a str>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
    /// When it was last changed.
    pub updated_at: NaiveDateTime,
}

/// A model to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Insertable)]
#[diesel(table_name = llm_models)]
pub struct NewLlmModel<'a> {
    /// Whose it is.
    pub provider_id: i64,
    /// The provider's name for it.
    pub name: &'a str,
    /// What it is for.
    pub kind: ModelKind,
    /// How many tokens it takes in.
    pub context_window: Option<i32>,
    /// How many it gives.
    pub max_output_tokens: Option<i32>,
    /// How long its vectors are; only embedding models have any.
    pub embedding_dims: Option<i32>,
    /// When the row was made.
    pub created_at: NaiveDateTime,
}

closed_set!(
    /// Where a provider runs its models.
    Hosting {
        /// In its own house.
        Hosted = "hosted",
        /// In ours.
        Local = "local",
        /// Elsewhere.
        Custom = "custom",
    }
);

closed_set!(
    /// What a model is for.
    ModelKind {
        /// Messages to a message.
        Chat = "chat",
        /// Text to more text.
        Completion = "completion",
        /// Text to a vector.
        Embedding = "embedding",
    }
);
