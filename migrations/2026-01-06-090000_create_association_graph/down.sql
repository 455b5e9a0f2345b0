-- Children before parents.
DROP TABLE memory_concepts;
DROP TABLE concept_edges;
DROP TABLE concepts;
DROP TABLE tubules;
DROP TABLE relation_types;
