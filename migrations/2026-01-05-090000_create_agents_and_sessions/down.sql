-- Children before parents.
DROP TABLE sessions;
DROP TABLE agents;
