CREATE TABLE books (
    title    VARCHAR(200) NOT NULL PRIMARY KEY,
    borrower VARCHAR(200)
);
