-- Neurochemistry: substances, an agent's levels of them, what changed these, what a level does
-- (modulation), and how links learn (plasticity).
--
-- The numbers are parameters of a simulation; they are not claims about brains. `weight_changes` is a
-- journal: it has no foreign key to the links, which it outlives.

CREATE TABLE neurotransmitters (
  code VARCHAR(40) NOT NULL,
  class VARCHAR(16) NOT NULL
    CONSTRAINT ck_neurotransmitters_class CHECK (class IN ('transmitter', 'modulator', 'hormone')),
  effect VARCHAR(16) NOT NULL
    CONSTRAINT ck_neurotransmitters_effect CHECK (effect IN ('excitatory', 'inhibitory', 'modulatory')),
  baseline DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitters_baseline CHECK (baseline BETWEEN 0.0 AND 1.0),
  half_life_s DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitters_half_life_s CHECK (half_life_s BETWEEN 0.001 AND 31536000.0),
  reuptake_per_s DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitters_reuptake_per_s CHECK (reuptake_per_s BETWEEN 0.0 AND 1.0),
  description TEXT,
  PRIMARY KEY (code)
);

-- What an operator has changed stays: a row that is there is left alone.
INSERT INTO neurotransmitters
  (code, class, effect, baseline, half_life_s, reuptake_per_s, description)
VALUES
  ('dopamine', 'modulator', 'modulatory', 0.5, 120.0, 0.05, 'Reward that was not expected'),
  ('serotonin', 'modulator', 'modulatory', 0.5, 600.0, 0.02, 'Mood; patience'),
  ('norepinephrine', 'modulator', 'excitatory', 0.3, 150.0, 0.04, 'Arousal -- what the blue spot sends'),
  ('acetylcholine', 'modulator', 'excitatory', 0.4, 60.0, 0.08, 'Attention; encoding what is new'),
  ('glutamate', 'transmitter', 'excitatory', 0.5, 1.0, 0.5, 'The brain''s common ''go'''),
  ('gaba', 'transmitter', 'inhibitory', 0.5, 1.0, 0.5, 'The brain''s common ''stop'''),
  ('cortisol', 'hormone', 'modulatory', 0.2, 4200.0, 0.001, 'Stress that lasts'),
  ('adrenaline', 'hormone', 'excitatory', 0.1, 180.0, 0.02, 'Stress that passes'),
  ('oxytocin', 'hormone', 'modulatory', 0.3, 240.0, 0.01, 'Trust')
ON CONFLICT (code) DO NOTHING;

CREATE TABLE neurotransmitter_states (
  id INTEGER NOT NULL PRIMARY KEY,
  agent_id BIGINT NOT NULL,
  transmitter_code VARCHAR(40) NOT NULL,
  level DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitter_states_level CHECK (level BETWEEN 0.0 AND 1.0),
  tonic_level DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitter_states_tonic_level CHECK (tonic_level BETWEEN 0.0 AND 1.0),
  receptor_sensitivity DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_neurotransmitter_states_receptor_sensitivity CHECK (receptor_sensitivity BETWEEN 0.0 AND 4.0),
  updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT uq_neurotransmitter_states_agent_id_transmitter_code UNIQUE (agent_id, transmitter_code),
  CONSTRAINT fk_neurotransmitter_states_agent_id FOREIGN KEY (agent_id)
    REFERENCES agents (id) ON DELETE CASCADE,
  CONSTRAINT fk_neurotransmitter_states_transmitter_code FOREIGN KEY (transmitter_code)
    REFERENCES neurotransmitters (code) ON DELETE RESTRICT
);
CREATE INDEX ix_neurotransmitter_states_transmitter ON neurotransmitter_states (transmitter_code);

CREATE TABLE neurotransmitter_events (
  state_id BIGINT NOT NULL,
  occurred_at_us BIGINT NOT NULL
    CONSTRAINT ck_neurotransmitter_events_occurred_at_us CHECK (occurred_at_us BETWEEN 0 AND 9223372036854775807),
  seq SMALLINT NOT NULL DEFAULT 0
    CONSTRAINT ck_neurotransmitter_events_seq CHECK (seq BETWEEN 0 AND 32767),
  kind VARCHAR(16) NOT NULL
    CONSTRAINT ck_neurotransmitter_events_kind CHECK (kind IN ('release', 'reuptake', 'depletion', 'modulation', 'reset')),
  amount DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitter_events_amount CHECK (amount BETWEEN -1.0 AND 1.0),
  level_after DOUBLE NOT NULL
    CONSTRAINT ck_neurotransmitter_events_level_after CHECK (level_after BETWEEN 0.0 AND 1.0),
  cause VARCHAR(16) NOT NULL
    CONSTRAINT ck_neurotransmitter_events_cause CHECK (cause IN ('reward', 'novelty', 'threat', 'goal', 'memory', 'health', 'llm', 'circadian', 'manual')),
  cause_public_id BLOB
    CONSTRAINT ck_neurotransmitter_events_cause_public_id CHECK (cause_public_id IS NULL OR length(cause_public_id) = 16),
  PRIMARY KEY (state_id, occurred_at_us, seq),
  CONSTRAINT fk_neurotransmitter_events_state_id FOREIGN KEY (state_id)
    REFERENCES neurotransmitter_states (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE modulation_rules (
  id INTEGER NOT NULL PRIMARY KEY,
  transmitter_code VARCHAR(40) NOT NULL,
  target VARCHAR(24) NOT NULL
    CONSTRAINT ck_modulation_rules_target CHECK (target IN ('encoding_gain', 'decay_rate', 'consolidation_gain', 'attention', 'energy', 'stress', 'learning_rate', 'llm_temperature')),
  curve VARCHAR(16) NOT NULL
    CONSTRAINT ck_modulation_rules_curve CHECK (curve IN ('linear', 'sigmoid', 'inverted_u', 'threshold')),
  gain DOUBLE NOT NULL
    CONSTRAINT ck_modulation_rules_gain CHECK (gain BETWEEN -10.0 AND 10.0),
  midpoint DOUBLE NOT NULL DEFAULT 0.5
    CONSTRAINT ck_modulation_rules_midpoint CHECK (midpoint BETWEEN 0.0 AND 1.0),
  steepness DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_modulation_rules_steepness CHECK (steepness BETWEEN 0.0 AND 100.0),
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE
    CONSTRAINT ck_modulation_rules_is_enabled CHECK (is_enabled IN (0, 1)),
  CONSTRAINT uq_modulation_rules_transmitter_code_target UNIQUE (transmitter_code, target),
  CONSTRAINT fk_modulation_rules_transmitter_code FOREIGN KEY (transmitter_code)
    REFERENCES neurotransmitters (code) ON DELETE CASCADE
);

CREATE TABLE plasticity_rules (
  id INTEGER NOT NULL PRIMARY KEY,
  code VARCHAR(40) NOT NULL,
  kind VARCHAR(16) NOT NULL
    CONSTRAINT ck_plasticity_rules_kind CHECK (kind IN ('hebbian', 'oja', 'stdp', 'homeostatic')),
  learning_rate DOUBLE NOT NULL
    CONSTRAINT ck_plasticity_rules_learning_rate CHECK (learning_rate BETWEEN 0.0 AND 1.0),
  potentiation_gain DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_plasticity_rules_potentiation_gain CHECK (potentiation_gain BETWEEN 0.0 AND 10.0),
  depression_gain DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_plasticity_rules_depression_gain CHECK (depression_gain BETWEEN 0.0 AND 10.0),
  window_ms DOUBLE
    CONSTRAINT ck_plasticity_rules_window_ms CHECK (window_ms IS NULL OR window_ms BETWEEN 0.001 AND 86400000.0),
  min_weight DOUBLE NOT NULL DEFAULT 0.0
    CONSTRAINT ck_plasticity_rules_min_weight CHECK (min_weight BETWEEN 0.0 AND 1.0),
  max_weight DOUBLE NOT NULL DEFAULT 1.0
    CONSTRAINT ck_plasticity_rules_max_weight CHECK (max_weight BETWEEN 0.0 AND 1.0),
  is_enabled BOOLEAN NOT NULL DEFAULT TRUE
    CONSTRAINT ck_plasticity_rules_is_enabled CHECK (is_enabled IN (0, 1)),
  CONSTRAINT uq_plasticity_rules_code UNIQUE (code),
  CONSTRAINT ck_plasticity_rules_weight_range CHECK (min_weight < max_weight)
);

CREATE TABLE weight_changes (
  id INTEGER NOT NULL PRIMARY KEY,
  source_memory_id BIGINT NOT NULL
    CONSTRAINT ck_weight_changes_source_memory_id CHECK (source_memory_id BETWEEN 1 AND 9223372036854775807),
  target_memory_id BIGINT NOT NULL
    CONSTRAINT ck_weight_changes_target_memory_id CHECK (target_memory_id BETWEEN 1 AND 9223372036854775807),
  relation_code VARCHAR(40) NOT NULL,
  rule_id BIGINT,
  delta DOUBLE NOT NULL
    CONSTRAINT ck_weight_changes_delta CHECK (delta BETWEEN -1.0 AND 1.0),
  weight_after DOUBLE NOT NULL
    CONSTRAINT ck_weight_changes_weight_after CHECK (weight_after BETWEEN 0.0 AND 1.0),
  occurred_at_us BIGINT NOT NULL
    CONSTRAINT ck_weight_changes_occurred_at_us CHECK (occurred_at_us BETWEEN 0 AND 9223372036854775807),
  CONSTRAINT fk_weight_changes_rule_id FOREIGN KEY (rule_id)
    REFERENCES plasticity_rules (id) ON DELETE SET NULL
);
CREATE INDEX ix_weight_changes_link ON weight_changes (source_memory_id, target_memory_id, occurred_at_us);
CREATE INDEX ix_weight_changes_rule ON weight_changes (rule_id);
