//! What is left to do after renames, which leave other names as they were.

use nca_migrations_catalog::generate::{Renames, renames};
use nca_migrations_catalog::model::Name;
use nca_migrations_catalog::{Outline, seed};

use super::case::{catalog, filled, text};
use super::rows::Rows;
use crate::bed::{Bed, same};

const BEFORE: &str = "
    CREATE TABLE people (id INT AUTO_INCREMENT PRIMARY KEY, nick VARCHAR(20) UNIQUE, doc JSON, boss INT, born DATE,
        KEY (born), FOREIGN KEY (boss) REFERENCES people (id), CHECK (nick <> ''));
    CREATE TABLE pets (id INT PRIMARY KEY, owner INT, FOREIGN KEY (owner) REFERENCES people (id));
    CREATE VIEW named AS SELECT id, nick FROM people;
    CREATE VIEW nicks AS SELECT nick FROM named;
    CREATE VIEW born AS SELECT id FROM pets;
    CREATE TRIGGER trimmed BEFORE INSERT ON people FOR EACH ROW SET NEW.nick = trim(NEW.nick)";

const AFTER: &str = "
    CREATE TABLE persons (id INT AUTO_INCREMENT PRIMARY KEY, alias VARCHAR(20) UNIQUE, papers JSON, chief INT, born DATE,
        KEY (born), FOREIGN KEY (chief) REFERENCES persons (id), CHECK (alias <> ''));
    CREATE TABLE pets (id INT PRIMARY KEY, person INT, FOREIGN KEY (person) REFERENCES persons (id));
    CREATE VIEW named AS SELECT id, alias FROM persons;
    CREATE VIEW nicks AS SELECT alias FROM named;
    CREATE VIEW born AS SELECT id FROM pets;
    CREATE TRIGGER trimmed BEFORE INSERT ON persons FOR EACH ROW SET NEW.alias = trim(NEW.alias)";

#[test]
fn names_that_a_rename_leaves_are_made_good() {
    let (people, persons, pets) = (
        Name::plain("people"),
        Name::plain("persons"),
        Name::plain("pets"),
    );
    let column =
        |table: &Name, old: &str, new: &str| (table.clone(), old.to_owned(), new.to_owned());
    let asked = Renames {
        tables: vec![(people, "persons".to_owned())],
        columns: vec![
            column(&persons, "nick", "alias"),
            column(&persons, "doc", "papers"),
            column(&persons, "boss", "chief"),
            column(&pets, "owner", "person"),
        ],
    };
    let mut bed = Bed::with(BEFORE);
    let (before, after) = (catalog(&mut bed), catalog(&mut Bed::with(AFTER)));
    seed::fill(&mut bed.conn, &before).unwrap();
    let there = renames(&before, &asked).unwrap();
    for statement in &there {
        bed.run(&statement.sql);
    }
    let renamed = catalog(&mut bed);
    let up = filled(&renamed, &after, &[]).unwrap();
    let down = filled(&after, &renamed, &[]).unwrap();
    for (script, from, to) in [(&up, &renamed, &after), (&down, &after, &renamed)] {
        let rows = Rows::of(&mut bed, from, to);
        for statement in script {
            bed.run(&statement.sql);
        }
        same(&Outline::of(to), &bed.outline(), &text(script));
        rows.kept(&Rows::of(&mut bed, from, to)).unwrap();
    }
    let back = renames(&renamed, &asked.inverse()).unwrap();
    for statement in &back {
        bed.run(&statement.sql);
    }
    let rest = filled(&catalog(&mut bed), &before, &[]).unwrap();
    for statement in &rest {
        bed.run(&statement.sql);
    }
    same(&Outline::of(&before), &bed.outline(), &text(&rest));
    let both = format!(
        "-- renames\n{}-- up\n{}-- down\n{}-- renames back\n{}-- the rest\n{}",
        text(&there),
        text(&up),
        text(&down),
        text(&back),
        text(&rest)
    );
    insta::assert_snapshot!(both);
}
