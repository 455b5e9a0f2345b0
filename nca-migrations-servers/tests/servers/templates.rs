//! Databases that others are copied from.

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
    for server in copying() {
        let mut children: Vec<_> = (0..4).map(|_| Child::start(test, server.url())).collect();
        let filled = children
            .iter_mut()
            .map(|child| child.hear().parse::<usize>());
        assert_eq!(filled.map(Result::unwrap).sum::<usize>(), 1);
    }
}

#[test]
fn other_content_makes_another_template_and_the_old_one_goes_when_nobody_uses_it() {
    for server in copying() {
        let first = template(&server, "1");
        let stranger = TemplateKey::new("strangers", "1");
        let stranger = server.template(&stranger, fill).unwrap();

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
    for server in copying() {
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
    for server in copying() {
        let mut child = Child::start(test, server.url());
        assert_eq!(child.hear(), "filling");
        child.kill();
        assert_eq!(
            names(template(&server, "1").scratch().unwrap().url()),
            ["here"]
        );
    }
}

/// Servers that copy templates.
fn copying() -> Vec<Server> {
    vec![Server::postgres().unwrap()]
}
