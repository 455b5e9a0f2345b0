//! What Iris asked a language model.

use chrono::TimeDelta;
use diesel::QueryResult;

use super::{Pen, Writes};
use crate::demo::story::{CALLS, Call, MEMORIES, MODEL};
use crate::models::llm::{
    Hosting, InteractionKind, InteractionStatus, LlmInteractionMemory, LlmMessage, LlmUsage,
    LlmUsageDay, MemoryRole, MessageRole, ModelKind, NewLlmInteraction, NewLlmModel,
    NewLlmProvider,
};

impl<C: Writes> Pen<'_, C> {
    pub(super) fn calls(&mut self) -> QueryResult<()> {
        let (code, display_name, name) = MODEL;
        let provider = self.conn.insert(&NewLlmProvider {
            code,
            display_name,
            hosting: Hosting::Local,
            base_url: None,
            credential_ref: None,
            created_at: self.now,
            updated_at: self.now,
        })?;
        let model = self.conn.insert(&NewLlmModel {
            provider_id: provider,
            name,
            kind: ModelKind::Chat,
            context_window: Some(8192),
            max_output_tokens: Some(1024),
            embedding_dims: None,
            created_at: self.now,
        })?;
        let mut days: Vec<LlmUsageDay> = Vec::new();
        for call in CALLS {
            self.call(call, model)?;
            let day = self.ago(call.minutes_ago).date();
            if days.last().is_none_or(|last| last.day != day) {
                days.push(LlmUsageDay {
                    agent_id: self.agent,
                    model_id: model,
                    day,
                    requests: 0,
                    failures: 0,
                    prompt_tokens: 0,
                    completion_tokens: 0,
                    cost_micros: 0,
                });
            }
            if let Some(day) = days.last_mut() {
                day.requests += 1;
                day.failures += i32::from(call.status == InteractionStatus::Failed);
                day.prompt_tokens += i64::from(call.tokens.0);
                day.completion_tokens += i64::from(call.tokens.1);
                day.cost_micros += call.cost_micros;
            }
        }
        days.iter().try_for_each(|day| self.conn.insert(day))
    }

    fn call(&mut self, call: &Call, model: i64) -> QueryResult<()> {
        let requested_at = self.ago(call.minutes_ago);
        let failed = call.status == InteractionStatus::Failed;
        let public_id = self.id(requested_at);
        let interaction_id = self.conn.insert(&NewLlmInteraction {
            public_id,
            agent_id: self.agent,
            session_id: self.sessions.last().copied(),
            model_id: model,
            retry_of_id: None,
            kind: InteractionKind::Chat,
            status: call.status,
            temperature: Some(0.7),
            max_tokens: Some(512),
            finish_reason: (!failed).then_some("stop"),
            error_code: failed.then_some("timeout"),
            latency_ms: Some(call.latency_ms),
            requested_at,
            completed_at: Some(requested_at + TimeDelta::milliseconds(call.latency_ms.into())),
        })?;
        let (asked, answered) = call.said;
        let said = [
            (MessageRole::User, asked),
            (MessageRole::Assistant, answered),
        ];
        for (seq, (role, content)) in (0..).zip(said) {
            if !content.is_empty() {
                self.conn.insert(&LlmMessage {
                    interaction_id,
                    seq,
                    role,
                    content: content.to_owned(),
                    token_count: None,
                })?;
            }
        }
        self.conn.insert(&LlmUsage {
            interaction_id,
            prompt_tokens: call.tokens.0,
            cached_tokens: 0,
            completion_tokens: call.tokens.1,
            cost_micros: call.cost_micros,
            currency: "USD".to_owned(),
        })?;
        for (rank_no, index) in (0..).zip(call.injected) {
            self.conn.insert(&LlmInteractionMemory {
                interaction_id,
                memory_id: self.memories[*index],
                role: MemoryRole::Injected,
                rank_no,
                relevance: Some(MEMORIES[*index].importance),
                token_count: 12,
            })?;
        }
        Ok(())
    }
}
