//! What the chain brings along, and that it does not undo what an operator did.

use nca_migrations::Dialect;
use nca_migrations::chain::Direction;
use nca_schema::MIGRATIONS;

use crate::bed::{Ask, Bed, stories};
use nca_migrations::backend::Engine as _;

stories! { seeds_are_there, seeds_again_change_nothing_that_was_edited }

/// How many rows each table with seeds has.
const SEEDS: [(&str, i64); 4] = [
    ("decay_policies", 3),
    ("relation_types", 16),
    ("health_metrics", 7),
    ("neurotransmitters", 9),
];

fn seeds_are_there<B: Bed>() {
    let bed = B::new();
    let mut conn = bed.connect();
    conn.up("head");
    all_there(&mut conn);
    assert_eq!(conn.count("decay_policies WHERE is_default"), 3);
    let one_way = "relation_types AS a JOIN relation_types AS b ON a.inverse_code = b.code \
                   WHERE b.inverse_code IS NULL OR b.inverse_code <> a.code OR a.code = b.code";
    assert_eq!(conn.count(one_way), 0);
    let both = "relation_types WHERE is_symmetric AND inverse_code IS NOT NULL";
    assert_eq!(conn.count(both), 0);
    let inverses = "relation_types WHERE inverse_code IS NOT NULL";
    assert_eq!(conn.count(inverses), 8);
    let quoted = "neurotransmitters WHERE description LIKE '%''go''%' OR description LIKE '% -- %'";
    assert_eq!(conn.count(quoted), 2);
}

fn seeds_again_change_nothing_that_was_edited<B: Bed>() {
    let bed = B::new();
    let mut conn = bed.connect();
    conn.up("head");
    conn.run(
        "UPDATE decay_policies SET rate = 0.5, capacity = 9 WHERE tier = 'working';
         UPDATE relation_types SET inverse_code = NULL, description = 'ours' WHERE code = 'is_a';
         UPDATE health_metrics SET optimal_value = 0.9 WHERE code = 'energy';
         UPDATE neurotransmitters SET baseline = 0.9 WHERE code = 'gaba';
         DELETE FROM relation_types WHERE code IN ('co_occurs', 'causes');",
    );
    let seeds = seeds(B::Conn::DIALECT);
    assert_eq!(seeds.matches("INSERT INTO").count(), SEEDS.len());
    conn.run(&seeds);
    all_there(&mut conn);
    for edited in [
        "decay_policies WHERE tier = 'working' AND rate = 0.5 AND capacity = 9",
        "relation_types WHERE code = 'is_a' AND inverse_code IS NULL AND description = 'ours'",
        "relation_types WHERE code = 'causes' AND inverse_code = 'caused_by'",
        "health_metrics WHERE code = 'energy' AND optimal_value = 0.9",
        "neurotransmitters WHERE code = 'gaba' AND baseline = 0.9",
    ] {
        assert_eq!(conn.count(edited), 1, "{edited}");
    }
}

fn all_there(conn: &mut impl Ask) {
    for (table, rows) in SEEDS {
        assert_eq!(conn.count(table), rows, "{table}");
    }
}

/// The statements of the first up scripts that put rows into tables: later ones move rows.
fn seeds(dialect: Dialect) -> String {
    let mut seeds = String::new();
    for revision in MIGRATIONS.revisions().take(5) {
        let up = revision.script(Direction::Up, dialect).unwrap();
        let (mut inside, text) = (false, up.text.to_string());
        for line in text.lines() {
            inside |= line.starts_with("INSERT") || line.starts_with("UPDATE");
            if inside {
                seeds.push_str(line);
                seeds.push('\n');
            }
            inside &= !line.ends_with(';');
        }
    }
    seeds
}
