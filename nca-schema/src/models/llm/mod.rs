//! Requests to language models.

mod interaction;
mod provider;

pub use interaction::{
    InteractionKind, InteractionStatus, LlmInteraction, LlmInteractionMemory, LlmMessage, LlmUsage,
    LlmUsageDay, MemoryRole, MessageRole, NewLlmInteraction,
};
pub use provider::{Hosting, LlmModel, LlmProvider, ModelKind, NewLlmModel, NewLlmProvider};
