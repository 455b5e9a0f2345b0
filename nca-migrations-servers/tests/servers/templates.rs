//! Databases that others are copied from.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use diesel::connection::SimpleConnection;
use nca_migrations_servers::{FillError, Server, Template, TemplateKey};

use crate::child::{self, Child};
use crate::shared::{answers, databases, my, pg};

const SQL: &str = "CREATE TABLE moments (id integer PRIMARY KEY, name varchar(20) NOT NULL);\
                   INSERT INTO moments VALUES (1, 'here')";
const NAMES: &str = "SELECT name AS answer FROM moments";

fn fill(url: &str) -> Result<(), FillError> {
    if url.starts_with("postgres") {
        pg(url).batch_execute(SQL)?;
    } else {
        my(url).batch_execute(SQL)?;
    }
    Ok(())
}

fn names(url: &str) -> Vec<String> {
    if url.starts_with("postgres") {
        answers(&mut pg(url), NAMES)
    } else {
        answers(&mut my(url), NAMES)
    }
}

fn change(url: &str) {
    let sql = "INSERT INTO moments VALUES (2, 'there')";
    if url.starts_with("postgres") {
        pg(url).batch_execute(sql).unwrap();
    } else {
        my(url).batch_execute(sql).unwrap();
    }
}

fn template(server: &Server, content: &str) -> Template {
    let key = TemplateKey::new("moments", content);
    server.template(&key, fill).unwrap()
}

fn at(url: &str) -> Server {
    if url.starts_with("postgres") {
        Server::postgres_at(url).unwrap()
    } else {
        Server::mysql_at(url).unwrap()
    }
}

fn both() -> [Server; 2] {
    [Server::postgres().unwrap(), Server::mysql().unwrap()]
}

#[test]
fn each_copy_has_what_the_template_has_and_is_by_itself() {
    for server in both() {
        let template = template(&server, "1");
        let copies: Vec<_> = (0..3).map(|_| template.scratch().unwrap()).collect();
        change(copies[0].url());
        assert_eq!(names(copies[0].url()), ["here", "there"]);
        assert_eq!(names(copies[1].url()), ["here"]);
        let name = copies[2].name().to_owned();
        drop(copies);
        assert!(!databases(&server).contains(&name));
    }
}

#[test]
fn threads_and_processes_that_ask_at_once_get_one_template() {
    let test = "templates::threads_and_processes_that_ask_at_once_get_one_template";
    if let Some(url) = child::task() {
        let server = at(&url);
        let filled = Arc::new(AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let count = filled.clone();
                    let template = server.template(&TemplateKey::new("f", "c"), move |url| {
                        count.fetch_add(1, Ordering::Relaxed);
                        fill(url)
                    });
                    assert_eq!(names(template.unwrap().scratch().unwrap().url()), ["here"]);
                });
            }
        });
        child::say(&filled.load(Ordering::Relaxed).to_string());
        return child::wait();
    }
    for server in both() {
        let mut children: Vec<_> = (0..4).map(|_| Child::start(test, server.url())).collect();
        let filled = children
            .iter_mut()
            .map(|child| child.hear().parse::<usize>());
        assert_eq!(filled.map(Result::unwrap).sum::<usize>(), 1);
    }
}

#[test]
fn other_content_makes_another_template_and_the_old_one_goes_when_nobody_uses_it() {
    for server in both() {
        let stranger = TemplateKey::new("strangers", "1");
        let stranger = server.template(&stranger, fill).unwrap();
        let first = template(&server, "1");

        let other = at(server.url());
        let second = template(&other, "2");
        let here = databases(&server);
        assert!(here.contains(&first.name()), "it is in use");
        assert!(here.contains(&second.name()) && here.contains(&stranger.name()));

        // As the next process, when those of before have gone.
        drop(server.clone());
        drop(other);
        let (name, old) = (second.name(), first.name());
        drop((first, second, stranger));
        let url = server.url().to_owned();
        let third = loop {
            let third = template(&at(&url), &format!("3 {}", databases(&server).len()));
            if !databases(&server).contains(&name) {
                break third;
            }
        };
        assert!(databases(&server).contains(&third.name()));
        // This process holds it still.
        assert!(databases(&server).contains(&old));
    }
}

#[test]
fn a_template_that_disappears_is_made_again() {
    for server in both() {
        let template = template(&server, "1");
        if server.url().starts_with("postgres") {
            let drop = format!("DROP DATABASE {}", template.name());
            pg(server.url()).batch_execute(&drop).unwrap();
        } else {
            let drop = format!("DROP DATABASE {}", template.name());
            my(server.url()).batch_execute(&drop).unwrap();
        }
        assert_eq!(names(template.scratch().unwrap().url()), ["here"]);
    }
}

#[test]
fn what_cannot_be_filled_leaves_nothing() {
    for server in both() {
        let before = databases(&server);
        let key = TemplateKey::new("moments", "broken");
        let scratch = server
            .template(&key, |_| Err("no".into()))
            .and_then(|template| template.scratch());
        let error = scratch.unwrap_err().to_string();
        assert_eq!(error, "the template for new databases cannot be made: no");
        assert_eq!(databases(&server), before);
        // And the lock is free.
        let other = at(server.url());
        drop(template(&other, "broken").scratch().unwrap());
    }
}

#[test]
fn a_process_that_is_killed_while_it_fills_is_replaced() {
    let test = "templates::a_process_that_is_killed_while_it_fills_is_replaced";
    if let Some(url) = child::task() {
        let server = at(&url);
        let _ = server.template(&TemplateKey::new("moments", "1"), |url| {
            fill(url)?;
            child::say("filling");
            child::wait();
            Ok(())
        });
        return;
    }
    for server in both() {
        let mut child = Child::start(test, server.url());
        assert_eq!(child.hear(), "filling");
        child.kill();
        assert_eq!(
            names(template(&server, "1").scratch().unwrap().url()),
            ["here"]
        );
    }
}

/// Whatever else than tables there is, and what is in them: compared with what the server says of both.
#[test]
fn a_copy_on_mysql_is_like_what_was_filled() {
    let sql = "
        ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_german1_ci;
        CREATE TABLE z_parents (
            id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
            name varchar(20) CHARACTER SET utf8mb4 NOT NULL DEFAULT 'it''s',
            length int AS (char_length(name)) STORED,
            raw blob, body longtext, price decimal(12,4), at timestamp(3) NULL,
            kind enum('a','b') NOT NULL DEFAULT 'b', CHECK (price > 0), KEY by_name (name(5)));
        CREATE TABLE a_children (
            id int PRIMARY KEY, parent bigint unsigned,
            CONSTRAINT of_parent FOREIGN KEY (parent) REFERENCES z_parents (id) ON DELETE CASCADE);
        SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
        INSERT INTO z_parents (id, name, raw, body, price, at, kind) VALUES
            (0, 'zero', x'00ff27', NULL, 1.5, '2026-01-02 03:04:05.678', 'a'),
            (41, '\u{2603}', '', '', NULL, NULL, 'b');
        INSERT INTO a_children VALUES (1, 41), (2, 0);
        SET SESSION sql_mode = 'ANSI_QUOTES';
        CREATE TRIGGER \"one; two\" BEFORE INSERT ON a_children FOR EACH ROW
            BEGIN IF NEW.parent IS NULL THEN SET NEW.parent = 0; END IF; SET @said = 'a;b'; END;
        CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN n * 2;
        CREATE PROCEDURE clear() BEGIN DELETE FROM a_children; DELETE FROM z_parents; END;
        CREATE VIEW second AS SELECT name FROM z_parents;
        CREATE VIEW first AS SELECT twice(length(name)) AS n FROM second;";
    let server = Server::mysql().unwrap();
    let original = server.scratch().unwrap();
    my(original.url()).batch_execute(sql).unwrap();
    let key = TemplateKey::new("everything", "1");
    let filled = Arc::new(AtomicUsize::new(0));
    let count = filled.clone();
    let template = server.template(&key, move |url| {
        count.fetch_add(1, Ordering::Relaxed);
        Ok(my(url).batch_execute(sql)?)
    });
    let copy = template.unwrap().scratch().unwrap();
    assert_eq!(filled.load(Ordering::Relaxed), 1, "it is copied");
    assert_eq!(everything(copy.url()), everything(original.url()));
}

/// Nothing is lost that is not copied: each database is filled by itself.
#[test]
fn what_is_not_copied_on_mysql_is_filled_each_time() {
    let server = Server::mysql().unwrap();
    let key = TemplateKey::new("moments", "with an event");
    let fill_it = |url: &str| {
        fill(url)?;
        let event = "CREATE EVENT later ON SCHEDULE EVERY 1 DAY DO DELETE FROM moments";
        Ok(my(url).batch_execute(event)?)
    };
    for server in [at(server.url()), server.clone()] {
        let template = server.template(&key, fill_it).unwrap();
        let copy = template.scratch().unwrap();
        assert_eq!(names(copy.url()), ["here"]);
        let events = "SELECT event_name AS answer FROM information_schema.events \
                      WHERE event_schema = DATABASE()";
        assert_eq!(answers(&mut my(copy.url()), events), ["later"]);
    }
}

/// What is in a database, as the server's own client and its own tables show it.
fn everything(url: &str) -> Vec<String> {
    let shown = [
        "TABLE z_parents",
        "TABLE a_children",
        "TRIGGER `one; two`",
        "FUNCTION twice",
        "PROCEDURE clear",
        "VIEW `first`",
        "VIEW second",
    ];
    let mut said: Vec<_> = (shown.iter())
        .map(|what| client(url, &format!("SHOW CREATE {what}")))
        .collect();
    for rows in [
        "SELECT CONCAT(@@character_set_database, ' ', @@collation_database) AS answer",
        "SELECT CONCAT_WS('|', id, name, length, HEX(raw), body, price, at, kind) AS answer \
         FROM z_parents",
        "SELECT CONCAT_WS('|', id, parent) AS answer FROM a_children",
        "SELECT CAST(n AS CHAR) AS answer FROM `first`",
    ] {
        let rows = answers(&mut my(url), rows);
        assert!(!rows.is_empty());
        said.extend(rows);
    }
    said
}

/// Without the moment when a trigger was made, and without what only is another way to write the same.
fn client(url: &str, sql: &str) -> String {
    let (_, rest) = url.split_once("localhost/").unwrap();
    let (database, socket) = rest.split_once("?unix_socket=").unwrap();
    let output = Command::new("mariadb")
        .args(["--no-defaults", "--user=root", "--skip-column-names"])
        .args(["--batch", "--comments", "--default-character-set=utf8mb4"])
        .arg(format!("--socket={socket}"))
        .arg(format!("--execute={sql}"))
        .arg(database)
        .output()
        .unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaints}");
    let said = String::from_utf8(output.stdout).unwrap();
    let fields = said.trim_end().split('\t');
    let fields = fields.filter(|field| !field.starts_with("202"));
    let said = fields.collect::<Vec<_>>().join(" ");
    let said = said.replace(['"', '`'], "").replace("\\n", " ");
    let said = said.replace("(n int)", "(n int(11))");
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}
