//! Which tables belong together.

use std::collections::BTreeMap;

use super::drawing::{Area, Drawing};
use super::settings::Settings;
use crate::model::Name;

/// A picture of so few tables is readable as it is.
const FEW: usize = 8;
/// More areas than that say nothing.
const MANY: usize = 12;

/// Gives each table its area, and puts the tables of an area beside each other.
pub(super) fn find(drawing: &mut Drawing, names: &[Name], settings: &Settings) {
    let groups = if !settings.areas.is_empty() {
        by_rules(names, settings)
    } else if names.len() < FEW {
        vec![None; names.len()]
    } else {
        by_words(drawing, names)
            .or_else(|| by_keys(drawing, names))
            .unwrap_or_else(|| vec![None; names.len()])
    };
    let mut order: Vec<Option<String>> = Vec::new();
    let rules = settings.areas.iter().map(|rule| Some(rule.name.clone()));
    for name in rules.chain(groups.iter().flatten().cloned().map(Some)) {
        if groups.contains(&name) && !order.contains(&name) {
            order.push(name);
        }
    }
    if groups.contains(&None) {
        order.push(None);
    }
    for (table, group) in drawing.tables.iter_mut().zip(&groups) {
        table.area = order.iter().position(|name| name == group).unwrap_or(0);
    }
    let alone = order.len() == 1;
    let area = |name: Option<String>| Area {
        name: name.or_else(|| (!alone).then(|| "Other".to_owned())),
    };
    drawing.areas = order.into_iter().map(area).collect();
    side_by_side(drawing);
}

fn side_by_side(drawing: &mut Drawing) {
    let mut order: Vec<usize> = (0..drawing.tables.len()).collect();
    order.sort_by_key(|&at| drawing.tables[at].area);
    let mut moved = vec![0; order.len()];
    for (now, &before) in order.iter().enumerate() {
        moved[before] = now;
    }
    drawing.tables = order.iter().map(|&at| drawing.tables[at].clone()).collect();
    for edge in &mut drawing.edges {
        edge.from = moved[edge.from];
        edge.to = moved[edge.to];
    }
}

fn by_rules(names: &[Name], settings: &Settings) -> Vec<Option<String>> {
    let area = |name: &Name| {
        let mut rules = settings.areas.iter();
        let rule = rules.find(|rule| rule.tables.iter().any(|pattern| pattern.matches(name)));
        rule.map(|rule| rule.name.clone())
    };
    names.iter().map(area).collect()
}

/// By the first word of names, if most tables share theirs with another. The rest goes where most of its
/// foreign keys lead.
fn by_words(drawing: &Drawing, names: &[Name]) -> Option<Vec<Option<String>>> {
    let words: Vec<String> = names.iter().map(|name| first_word(&name.name)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &words {
        *counts.entry(word).or_default() += 1;
    }
    counts.retain(|_, count| *count > 1);
    let shared: usize = counts.values().sum();
    if !(2..=MANY).contains(&counts.len()) || shared * 3 < names.len() * 2 {
        return None;
    }
    let of = |word: &String| counts.contains_key(&**word).then(|| capital(word));
    let mut groups: Vec<Option<String>> = words.iter().map(of).collect();
    for (at, group) in groups.clone().iter().enumerate() {
        if group.is_none() {
            groups[at] = most_linked(drawing, at, &groups);
        }
    }
    Some(groups)
}

fn most_linked(drawing: &Drawing, at: usize, groups: &[Option<String>]) -> Option<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for edge in &drawing.edges {
        let other = match (edge.from == at, edge.to == at) {
            (true, false) => edge.to,
            (false, true) => edge.from,
            _ => continue,
        };
        if let Some(group) = &groups[other] {
            *counts.entry(group).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(group, _)| group.clone())
}

/// By what leads where, without the tables that a quarter of all lead to: everything would hang together
/// through them.
fn by_keys(drawing: &Drawing, names: &[Name]) -> Option<Vec<Option<String>>> {
    let count = names.len();
    let mut into = vec![0_usize; count];
    let mut degree = vec![0_usize; count];
    for edge in &drawing.edges {
        into[edge.to] += 1;
        degree[edge.from] += 1;
        degree[edge.to] += 1;
    }
    let mut group: Vec<usize> = (0..count).collect();
    for edge in &drawing.edges {
        if into[edge.to] * 4 < count && into[edge.from] * 4 < count {
            let (one, other) = (group[edge.from], group[edge.to]);
            for of in &mut group {
                if *of == other {
                    *of = one;
                }
            }
        }
    }
    // A group is called after its table with the most keys; tables by themselves stay without one.
    let name = |of: usize| {
        let members = (0..count).filter(|&at| group[at] == of);
        let most = members.max_by_key(|&at| (degree[at], std::cmp::Reverse(at)))?;
        Some(capital(&names[most].name))
    };
    let of = |at: usize| {
        let size = group.iter().filter(|&&of| of == group[at]).count();
        if size > 1 { name(group[at]) } else { None }
    };
    let groups: Vec<Option<String>> = (0..count).map(of).collect();
    let mut found: Vec<&String> = groups.iter().flatten().collect();
    found.sort();
    found.dedup();
    (2..=MANY).contains(&found.len()).then_some(groups)
}

/// `memory` of `memory_links`, `memories` and `MemoryLink`.
fn first_word(name: &str) -> String {
    let name = name.trim_start_matches('_');
    let mut end = name.len();
    let mut small = false;
    for (at, c) in name.char_indices() {
        if !c.is_alphanumeric() || (c.is_uppercase() && small) {
            end = at;
            break;
        }
        small = c.is_lowercase();
    }
    let word = name[..end].to_lowercase();
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let singular = word.strip_suffix('s').filter(|stem| stem.len() > 2);
    singular
        .filter(|stem| !stem.ends_with('s'))
        .map_or(word.clone(), str::to_owned)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
