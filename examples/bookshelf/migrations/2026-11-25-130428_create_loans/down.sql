ALTER TABLE books ADD COLUMN borrower VARCHAR(200);
UPDATE books SET borrower = (SELECT borrower FROM loans WHERE loans.title = books.title);
DROP TABLE loans;
