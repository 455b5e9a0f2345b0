//! What a target means.

use nca_migrations::chain::Chain;
use nca_migrations::{Position, Target, TargetError};

use crate::support::Builder;

fn chain() -> Chain {
    let revision = |b: Builder, name| b.revision(name, "SELECT 1;", "SELECT 1;");
    let names = [
        "2026-01-05-090000_create_agents",
        "2026-01-05-093000_create_memory_tiers",
        "2026-02-01-120000_add_index",
        "2026-02-01-120001_add_index_again",
        "2026-03-01_20260105",
    ];
    names.into_iter().fold(Builder::default(), revision).chain()
}

/// Where `text` leads from the second revision.
fn resolve(text: &str) -> String {
    match text.parse::<Target>() {
        Ok(target) => match target.resolve(&chain(), Position(2)) {
            Ok(position) => position.0.to_string(),
            Err(error) => error.to_string(),
        },
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_form() {
    for (text, expected) in [
        ("head", 5),
        ("heads", 5),
        ("base", 0),
        ("+1", 3),
        ("+3", 5),
        ("-1", 1),
        ("-2", 0),
        ("head-1", 4),
        ("head-5", 0),
        ("heads-2", 3),
        ("base+1", 1),
        ("base+5", 5),
        // Version: whole, then a prefix that no other has.
        ("20260105090000", 1),
        ("202601050930", 2),
        ("20260201120001", 4),
        ("20260301", 5),
        ("202603", 5),
        // The directory, and the version with its dashes.
        ("2026-01-05-093000_create_memory_tiers", 2),
        ("2026-01-05-093000", 2),
        ("2026-01-05-0930", 2),
        ("2026-03", 5),
        // Slug: whole beats prefix.
        ("add_index", 3),
        ("add_index_", 4),
        ("create_m", 2),
        // A whole slug beats the start of two versions.
        ("20260105", 5),
        // From a revision.
        ("create_memory_tiers+2", 4),
        ("2026-01-05-093000+1", 3),
        ("2026-01-05-093000-1", 1),
        ("20260301-4", 1),
        ("add_index-3", 0),
    ] {
        assert_eq!(resolve(text), expected.to_string(), "{text}");
    }
}

#[test]
fn what_is_not_a_target() {
    let texts = [
        "",
        "+",
        "+x",
        "+0",
        "-0",
        "head+0",
        "+1+",
        "2222+1junk",
        "a\nb",
        "HEAD",
        "Base",
        "ffff",
        "create_memory_tires",
        "2026-01-05",
        "create_",
        "create_+1",
        "nowhere+1",
        "+4",
        "-3",
        "head+1",
        "base-1",
        "add_index-4",
        "create_agents+5",
        "+99999999999999999999999",
    ];
    let report: Vec<_> = texts
        .iter()
        .map(|text| format!("{text:?}: {}", resolve(text)))
        .collect();
    insta::assert_snapshot!(report.join("\n"), @r#"
    "": the target is empty: expected `head`, `base`, a revision, `+N` or `-N`
    "+": the target `+` is not a number of revisions: expected `+1`, `+2` and so on
    "+x": the target `+x` is not a number of revisions: expected `+1`, `+2` and so on
    "+0": the target `+0` goes nowhere: an offset counts from 1
    "-0": the target `-0` goes nowhere: an offset counts from 1
    "head+0": the target `head+0` goes nowhere: an offset counts from 1
    "+1+": the target `+1+` is not a number of revisions: expected `+1`, `+2` and so on
    "2222+1junk": no revision is called `2222+1junk`
    "a\nb": the target "a\nb" has a control character: expected `head`, `base`, a revision, `+N` or `-N`
    "HEAD": no revision is called `HEAD`
    did you mean `head`?
    "Base": no revision is called `Base`
    did you mean `base`?
    "ffff": no revision is called `ffff`
    "create_memory_tires": no revision is called `create_memory_tires`
    did you mean `2026-01-05-093000_create_memory_tiers`?
    "2026-01-05": `2026-01-05` names more than one revision:
      2026-01-05-090000_create_agents
      2026-01-05-093000_create_memory_tiers
    "create_": `create_` names more than one revision:
      2026-01-05-090000_create_agents
      2026-01-05-093000_create_memory_tiers
    "create_+1": `create_` names more than one revision:
      2026-01-05-090000_create_agents
      2026-01-05-093000_create_memory_tiers
    "nowhere+1": no revision is called `nowhere`
    "+4": Relative revision +4 didn't produce 4 migrations: there are 3 above `2026-01-05-093000_create_memory_tiers`
    "-3": Relative revision -3 didn't produce 3 migrations: there are 2 below `2026-01-05-093000_create_memory_tiers`
    "head+1": Relative revision +1 didn't produce 1 migrations: there is nothing above `2026-03-01_20260105`
    "base-1": Relative revision -1 didn't produce 1 migrations: there is nothing below the base
    "add_index-4": Relative revision -4 didn't produce 4 migrations: there are 3 below `2026-02-01-120000_add_index`
    "create_agents+5": Relative revision +5 didn't produce 5 migrations: there are 4 above `2026-01-05-090000_create_agents`
    "+99999999999999999999999": Relative revision +99999999999999999999999 didn't produce 99999999999999999999999 migrations: there are 3 above `2026-01-05-093000_create_memory_tiers`
    "#);
}

#[test]
fn a_name_with_a_sign_in_it_is_tried_as_a_name_first() {
    let chain = Builder::default()
        .revision("1_a", "", "")
        .revision("2_b", "", "")
        .revision("3_a+1", "", "")
        .revision("4_b-1", "", "")
        .chain();
    let resolve = |text: &str| text.parse::<Target>().unwrap().resolve(&chain, Position(0));
    assert_eq!(resolve("a+1"), Ok(Position(3)));
    assert_eq!(resolve("1+1"), Ok(Position(2)));
    assert_eq!(resolve("b-1"), Ok(Position(4)));
    assert_eq!(resolve("2-1"), Ok(Position(1)));
    assert!(matches!(
        resolve("2222+1junk"),
        Err(TargetError::Unknown { .. })
    ));
}
