//! What holds for every chain, every place in it and every target.

use nca_migrations::chain::{Chain, Direction};
use nca_migrations::history::{Applied, History};
use nca_migrations::{Command, Dialect, Plan, Position, Refusal, Target, plan};
use proptest::prelude::*;

use crate::support::Builder;

fn chain(length: usize) -> Chain {
    (1..=length)
        .fold(Builder::default(), |builder, number| {
            builder.revision(
                &format!("{number:03}_r{number:03}"),
                "SELECT 1;",
                "SELECT 2;",
            )
        })
        .chain()
}

fn at(chain: &Chain, position: usize) -> History {
    let mut history = History::default();
    let applied = chain.iter().take(position);
    history.applied = applied
        .map(|r| Applied::new(r.name.version(), "2026-01-01"))
        .collect();
    history
}

fn planned(chain: &Chain, from: usize, command: Command, target: &str) -> Result<Plan, Refusal> {
    plan(
        chain,
        Dialect::Sqlite,
        &at(chain, from),
        command,
        &target.parse().unwrap(),
    )
}

/// All the ways to write one place.
fn spellings(length: usize, from: usize, to: usize) -> Vec<String> {
    let mut spellings = Vec::new();
    match to {
        0 => spellings.push("base".to_owned()),
        _ => spellings.extend([
            format!("{to:03}"),
            format!("r{to:03}"),
            format!("{to:03}_r{to:03}"),
        ]),
    }
    if to == length {
        spellings.push("head".to_owned());
    } else {
        spellings.push(format!("head-{}", length - to));
    }
    if to > 0 {
        spellings.push(format!("base+{to}"));
    }
    match to.cmp(&from) {
        std::cmp::Ordering::Less => spellings.push(format!("-{}", from - to)),
        std::cmp::Ordering::Equal => {}
        std::cmp::Ordering::Greater => spellings.push(format!("+{}", to - from)),
    }
    spellings
}

prop_compose! {
    fn journey()(length in 1_usize..40)(length in Just(length), from in 0..=length, to in 0..=length) -> (usize, usize, usize) {
        (length, from, to)
    }
}

proptest! {
    #[test]
    fn steps_lead_from_here_to_there((length, from, to) in journey()) {
        let chain = chain(length);
        for target in spellings(length, from, to) {
            prop_assert_eq!(
                target.parse::<Target>().unwrap().resolve(&chain, Position(from)),
                Ok(Position(to)), "{}", target
            );
            for (command, direction, fits) in [
                (Command::Upgrade, Direction::Up, to >= from),
                (Command::Downgrade, Direction::Down, to <= from),
            ] {
                match planned(&chain, from, command, &target) {
                    Ok(plan) => {
                        prop_assert!(fits);
                        prop_assert_eq!((plan.from.0, plan.to.0), (from, to));
                        let mut here = plan.from;
                        for step in &plan.steps {
                            prop_assert_eq!((step.from, step.direction), (here, direction));
                            prop_assert_eq!(step.from.0.abs_diff(step.to.0), 1);
                            let of = step.from.max(step.to).name(&chain).unwrap();
                            prop_assert_eq!(&of, &step.revision);
                            here = step.to;
                        }
                        prop_assert_eq!(here, plan.to);
                    }
                    Err(Refusal::UpgradeToBase) => prop_assert!(to == 0 && command == Command::Upgrade),
                    Err(Refusal::WrongWay { .. }) => prop_assert!(!fits),
                    Err(other) => prop_assert!(false, "{}", other),
                }
            }
        }
    }

    #[test]
    fn down_undoes_up((length, a, b) in journey()) {
        let (chain, low, high) = (chain(length), a.min(b), a.max(b));
        prop_assume!(high > 0);
        let up = planned(&chain, low, Command::Upgrade, &format!("base+{high}")).unwrap();
        let back = if low == 0 { "base".to_owned() } else { format!("base+{low}") };
        let down = planned(&chain, high, Command::Downgrade, &back).unwrap();
        let forth: Vec<_> = up.steps.iter().map(|step| (step.from, step.to)).collect();
        let back: Vec<_> = down.steps.iter().rev().map(|step| (step.to, step.from)).collect();
        prop_assert_eq!(forth, back);
    }

    #[test]
    fn what_is_applied_must_be_the_start_of_the_chain(
        applied in proptest::collection::btree_set(1_usize..12, 0..8),
        length in 1_usize..10,
    ) {
        let chain = chain(length);
        let mut history = History::default();
        history.applied = applied.iter().map(|n| Applied::new(format!("{n:03}"), "")).collect();
        let result = plan(&chain, Dialect::Sqlite, &history, Command::Upgrade, &Target::head());
        let prefix = (1..).zip(&applied).take_while(|(n, m)| n == *m).count();
        let unknown = applied.iter().filter(|n| **n > length).count();
        match result {
            Ok(plan) => {
                prop_assert_eq!(plan.from.0, applied.len());
                prop_assert_eq!((prefix, unknown), (applied.len(), 0));
            }
            Err(Refusal::Gap { missing, .. }) => {
                prop_assert_eq!(unknown, 0);
                prop_assert!(prefix < applied.len());
                prop_assert_eq!(missing.len(), applied.last().unwrap() - applied.len());
            }
            Err(Refusal::Ahead { unknown: found, .. }) => {
                prop_assert!(prefix >= length);
                prop_assert_eq!(found.len(), unknown);
            }
            Err(Refusal::Diverged { unknown: found, .. }) => {
                prop_assert!(prefix < length);
                prop_assert_eq!(found.len(), unknown);
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn any_text_is_a_target_or_an_error(text in "\\PC{0,12}|[-+0-9a-z]{0,8}") {
        let chain = chain(12);
        if let Ok(target) = text.parse::<Target>() {
            prop_assert_eq!(target.to_string(), text);
            if let Ok(position) = target.resolve(&chain, Position(5)) {
                prop_assert!(position.0 <= 12);
            }
        }
    }

    #[test]
    fn junk_after_an_offset_is_refused(number in 1_usize..12, offset in 1_usize..5, junk in "[a-z]{1,5}") {
        let text = format!("{number:03}+{offset}{junk}");
        let target = text.parse::<Target>().unwrap();
        prop_assert!(target.resolve(&chain(12), Position(0)).is_err());
    }
}
