CREATE TABLE loans (
    title    VARCHAR(200) NOT NULL PRIMARY KEY REFERENCES books (title),
    borrower VARCHAR(200) NOT NULL
);
INSERT INTO loans (title, borrower)
SELECT title, borrower FROM books WHERE borrower IS NOT NULL;
ALTER TABLE books DROP COLUMN borrower;
