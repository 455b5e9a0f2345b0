//! What is embedded.

use insta::assert_snapshot;
use nca_tests::{C, Fixture};

use crate::consumer::Consumer;

#[test]
fn everything_that_the_directory_says() {
    let fixture = Fixture::sound();
    let last = "2026-01-04-000000_it's \"odd\" \\ {}";
    let parent = format!("parent = \"{C}\"\nrun_in_transaction = false\n");
    fixture.write(
        &format!("{last}/metadata.toml"),
        parent + "irreversible = \"gone \\\"for\\\" good\"\n",
    );
    fixture.write(
        &format!("{last}/up.sql"),
        "SELECT 'quotes \" and \\ and {} and ü';\r\n",
    );
    fixture.lock();
    let consumer = Consumer::new("everything", fixture);
    assert_snapshot!(consumer.run());
}

#[test]
fn no_migration_is_an_empty_chain() {
    let fixture = Fixture::empty();
    fixture.lock();
    assert_eq!(Consumer::new("empty", fixture).run(), "");
}

/// As in a published crate: `cargo package` takes the migrations along, and they are found where the
/// crate is unpacked.
#[test]
fn in_a_packaged_crate() {
    let consumer = Consumer::new("packaged", Fixture::sound());
    consumer.write(
        "build.rs",
        "fn main() {\n    println!(\"cargo::rerun-if-changed=migrations\");\n}\n",
    );
    let printed = consumer.run();
    let unpacked = consumer.package();
    assert_eq!(unpacked.run(), printed);
}

/// Looking through an embedded chain allocates nothing, and there is no start-up work: a program has
/// allocated as much when it begins with a thousand migrations in it as with none.
#[test]
fn nothing_is_allocated() {
    let run = |name, fixture: Fixture| {
        fixture.lock();
        let consumer = Consumer::new(name, fixture);
        consumer.write("src/main.rs", COUNTING);
        let printed = consumer.run();
        let (at_start, rest) = printed.split_once('\n').unwrap();
        (at_start.to_owned(), rest.to_owned())
    };
    let (with_none, _) = run("allocations_of_none", Fixture::empty());
    let (with_many, looked_through) = run("allocations", a_thousand());
    assert_eq!(with_many, with_none);
    assert_eq!(
        looked_through,
        "allocations 0, revisions 1000, bytes of SQL 27000\n"
    );
}

fn a_thousand() -> Fixture {
    let fixture = Fixture::empty();
    let mut parent = "base".to_owned();
    for number in 1000..2000 {
        let name = format!("{number}_t");
        let write = |file: &str, text: &str| fixture.write(&format!("{name}/{file}"), text);
        write(
            "metadata.toml",
            &format!("parent = \"{parent}\"\nrun_in_transaction = true\n"),
        );
        write("up.sql", "CREATE TABLE t (a);\n");
        write("down.sql", "SELECT\n");
        parent = name;
    }
    fixture
}

const COUNTING: &str = r#"
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use migrate::{EmbeddedMigrations, embed_migrations};

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

static MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations", backends = [sqlite]);

fn main() {
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    println!("at the start {before}");
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    let (mut revisions, mut bytes) = (0, 0);
    for revision in MIGRATIONS.revisions() {
        revisions += 1;
        bytes += revision.scripts.iter().map(|script| script.text.len()).sum::<usize>();
    }
    let allocations = ALLOCATIONS.load(Ordering::Relaxed) - before;
    println!("allocations {allocations}, revisions {revisions}, bytes of SQL {bytes}");
}
"#;
