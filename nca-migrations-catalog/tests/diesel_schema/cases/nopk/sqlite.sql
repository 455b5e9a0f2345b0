CREATE TABLE bad (id INTEGER PRIMARY KEY, document JSON, other XML, fine TEXT);
