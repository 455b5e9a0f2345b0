//! The SQL of a thing, as far as it may mention others.

use super::thing::Thing;
use crate::model::{ColumnType, Part, PartOf, Routine};

/// The SQL in a thing that may mention others, but for what belongs to it and is a thing by itself.
pub(super) fn text(thing: &Thing<'_>) -> String {
    let of_parts = |parts: &mut dyn Iterator<Item = &Part>| {
        let words = parts.map(|part| {
            let expression = match &part.of {
                PartOf::Expression(expression) => expression.as_str(),
                PartOf::Column(_) => "",
            };
            let class = part.operator_class.as_deref().unwrap_or_default();
            let collation = part.collation.as_deref().unwrap_or_default();
            format!("{expression} {class} \"{collation}\" ")
        });
        words.collect::<String>()
    };
    match thing {
        Thing::Domain(of) => of_type(&of.base, of.collation.as_ref()),
        Thing::DomainDefault(of) => of.default.clone().unwrap_or_default(),
        Thing::DomainCheck(_, check) | Thing::Check(_, check) => check.expression.clone(),
        Thing::Composite(of) => {
            let attributes = of.attributes.iter();
            let mut text: String = attributes
                .map(|of| of_type(&of.attribute_type, of.collation.as_ref()))
                .collect();
            for setting in &of.settings {
                text.push(' ');
                text.push_str(setting.value.as_deref().unwrap_or_default());
            }
            text
        }
        Thing::Column(_, column) => {
            let generated = column.generated.as_ref();
            let expression = generated.map_or("", |generated| &generated.expression);
            let of_type = of_type(&column.column_type, column.collation.as_ref());
            format!("{of_type} {expression}")
        }
        Thing::Default(_, column) => column.default.clone().unwrap_or_default(),
        Thing::Table(table) => {
            let mut settings = table.settings.iter();
            let of = settings.find(|setting| matches!(setting.name, "of" | "server" | "using"));
            of.and_then(|of| of.value.clone()).unwrap_or_default()
        }
        Thing::Exclusion(_, of) => {
            let operators: Vec<&str> = of.parts.iter().map(|(_, of)| of.as_str()).collect();
            let operators = operators.join(" , ");
            let predicate = of.predicate.as_deref().unwrap_or_default();
            let parts = of_parts(&mut of.parts.iter().map(|(part, _)| part));
            format!("{parts} {operators} {predicate}")
        }
        Thing::Index(_, of) => {
            let predicate = of.predicate.as_deref().unwrap_or_default();
            let method = of.method.as_deref().unwrap_or_default();
            format!("{} {method} {predicate}", of_parts(&mut of.parts.iter()))
        }
        Thing::Trigger(_, of) => of.definition.clone(),
        Thing::View(of) => {
            let defaults = of
                .columns
                .iter()
                .filter_map(|column| column.default.as_ref());
            let texts: Vec<&str> = [&of.definition]
                .into_iter()
                .chain(defaults)
                .map(String::as_str)
                .collect();
            texts.join(" , ")
        }
        Thing::Routine(of) => of.definition.clone(),
        Thing::Other(of) => match of.kind {
            "cast" | "transform" | "operator" => format!("{} {}", of.name.name, of.definition),
            _ => of.definition.clone(),
        },
        _ => String::new(),
    }
}

fn of_type(of: &ColumnType, collation: Option<&String>) -> String {
    let collation = collation.map(|name| format!(" \"{}\"", name.replace('.', "\".\"")));
    format!("{}{} ", of.written, collation.unwrap_or_default())
}

/// Whether the server follows what is in a routine's body: it is not a string.
pub(super) fn is_parsed(routine: &Routine) -> bool {
    !routine.definition.contains("\nAS ")
}
