//! What Iris remembers, and how it hangs together.

use diesel::QueryResult;
use diesel::result::Error;

use super::{Pen, Writes};
use crate::demo::story::{LINKS, MEMORIES, Recollection};
use crate::models::memory::{
    ConceptBasis, LinkPolarity, LinkState, NewConcept, NewEpisode, NewEpisodicMemory, NewMemory,
    NewMemoryConcept, NewMemoryLink, NewSemanticMemory, NewWorkingMemory, Tier,
};

impl<C: Writes> Pen<'_, C> {
    pub(super) fn memories(&mut self) -> QueryResult<()> {
        let (first, last) = (self.ago(3120), self.ago(62));
        let episode = NewEpisode {
            public_id: self.id(first),
            agent_id: self.agent,
            session_id: self.sessions.first().copied(),
            title: Some("spring in the garden"),
            summary: None,
            started_at: first,
            ended_at: Some(last),
            created_at: last,
        };
        let episode = self.conn.insert(&episode)?;
        let mut concepts: Vec<(&str, i64)> = Vec::new();
        for recollection in MEMORIES {
            let memory = self.memory(recollection, episode)?;
            self.memories.push(memory);
            for name in recollection.concepts {
                let known = concepts.iter().find(|(known, _)| known == name);
                let concept = if let Some((_, id)) = known {
                    *id
                } else {
                    let id = self.concept(name)?;
                    concepts.push((name, id));
                    id
                };
                self.conn.insert(&NewMemoryConcept {
                    memory_id: memory,
                    concept_id: concept,
                    basis: ConceptBasis::Direct,
                    weight: recollection.importance,
                    created_at: self.now,
                })?;
            }
        }
        Ok(())
    }

    fn memory(&mut self, recollection: &Recollection, episode: i64) -> QueryResult<i64> {
        let policies = &self.seeds.policies;
        let tier = recollection.tier;
        let policy = policies.iter().find(|policy| policy.tier == tier);
        let policy = policy.ok_or(Error::NotFound)?;
        let at = self.ago(recollection.minutes_ago);
        let public_id = self.id(at);
        let memory = self.conn.insert(&NewMemory {
            public_id,
            origin_session_id: self.sessions.last().copied(),
            source: recollection.source,
            language: Some("en"),
            importance: recollection.importance,
            strength: recollection.strength,
            valence: recollection.affect.map(|(valence, _)| valence),
            arousal: recollection.affect.map(|(_, arousal)| arousal),
            access_count: recollection.accesses,
            ..NewMemory::of(self.agent, policy, recollection.content, at)
        })?;
        let (memory_id, agent_id) = (memory, self.agent);
        match tier {
            Tier::Working => self.conn.insert(&NewWorkingMemory {
                memory_id,
                agent_id,
                activation: recollection.strength,
                attention_weight: recollection.importance,
                priority: 2,
                promote_candidate: recollection.importance >= 0.8,
            })?,
            Tier::Episodic => self.conn.insert(&NewEpisodicMemory {
                memory_id,
                agent_id,
                episode_id: Some(episode),
                sequence_no: i32::try_from(self.memories.len()).unwrap_or_default(),
                occurred_at: at,
                place: Some("the garden"),
                vividness: recollection.strength,
                promotion_score: recollection.importance,
            })?,
            Tier::Semantic => self.conn.insert(&NewSemanticMemory {
                memory_id,
                agent_id,
                factuality: recollection.importance,
                abstraction: 0.6,
                stability: recollection.strength,
                reinforcement_count: 2,
            })?,
        }
        Ok(memory)
    }

    fn concept(&mut self, name: &str) -> QueryResult<i64> {
        let public_id = self.id(self.now);
        self.conn.insert(&NewConcept {
            public_id,
            agent_id: self.agent,
            name,
            name_key: name,
            description: None,
            confidence: 0.9,
            activation: 0.5,
            created_at: self.now,
            updated_at: self.now,
        })
    }

    pub(super) fn links(&mut self) -> QueryResult<()> {
        for (source, target, relation_code, weight) in LINKS {
            self.conn.insert(&NewMemoryLink {
                source_memory_id: self.memories[*source],
                target_memory_id: self.memories[*target],
                relation_code,
                weight: *weight,
                polarity: LinkPolarity::Excitatory,
                state: LinkState::Active,
                temporal_distance_s: None,
                activation_count: 5,
                last_activated_at: Some(self.now),
                created_at: self.now,
                updated_at: self.now,
            })?;
        }
        Ok(())
    }
}
