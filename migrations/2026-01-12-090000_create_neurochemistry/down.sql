-- Children before parents.
DROP TABLE weight_changes;
DROP TABLE plasticity_rules;
DROP TABLE modulation_rules;
DROP TABLE neurotransmitter_events;
DROP TABLE neurotransmitter_states;
DROP TABLE neurotransmitters;
