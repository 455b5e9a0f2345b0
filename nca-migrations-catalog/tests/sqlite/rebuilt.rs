//! The statements that make what is in a catalog.

use nca_migrations_catalog::Catalog;
use nca_migrations_catalog::model::{
    Action, Column, Deferral, ForeignKey, Identity, Index, Order, Part, PartOf, Setting, Storage,
    Table,
};

pub(crate) fn rebuilt(catalog: &Catalog) -> String {
    let mut statements: Vec<String> = catalog.tables.iter().map(table).collect();
    for table in &catalog.tables {
        statements.extend(table.indexes.iter().map(|of| index(of, &table.name.name)));
    }
    for view in &catalog.views {
        let columns = view
            .settings
            .first()
            .and_then(|setting| setting.value.clone());
        let columns = columns
            .map(|columns| format!("({columns})"))
            .unwrap_or_default();
        statements.push(format!(
            "CREATE VIEW {}{columns} AS {}",
            quoted(&view.name.name),
            view.definition
        ));
    }
    let tables = catalog
        .tables
        .iter()
        .map(|table| (&table.name, &table.triggers));
    let views = catalog
        .views
        .iter()
        .map(|view| (&view.name, &view.triggers));
    for (name, triggers) in tables.chain(views) {
        for trigger in triggers {
            let (event, rest) = trigger.definition.split_once('\n').unwrap();
            let (of, on) = (quoted(&trigger.name), quoted(&name.name));
            statements.push(format!("CREATE TRIGGER {of} {event} ON {on}\n{rest}"));
        }
    }
    statements.join(";\n")
}

fn table(table: &Table) -> String {
    let name = quoted(&table.name.name);
    let virtual_table = table
        .settings
        .iter()
        .find(|setting| setting.name == "using");
    if let Some(Setting {
        value: Some(module),
        ..
    }) = virtual_table
    {
        return format!("CREATE VIRTUAL TABLE {name} USING {module}");
    }
    // A key that is declared with its column is another than one of the table, when it is descending.
    let with_column = |column: &Column| {
        table.primary_key.as_ref().filter(|key| {
            let [part] = &*key.parts else { return false };
            part.name() == Some(&*column.name)
                && part.collation.is_none()
                && (part.order == Order::Descending || column.identity == Some(Identity::Increment))
        })
    };
    let mut parts = Vec::new();
    for column in &table.columns {
        let mut text = self::column(column);
        if let Some(key) = with_column(column) {
            text += &named(key.name.as_ref());
            text += " PRIMARY KEY";
            if key.parts[0].order == Order::Descending {
                text += " DESC";
            }
            text += &settings(&key.settings);
            if column.identity.is_some() {
                text += " AUTOINCREMENT";
            }
        }
        parts.push(text);
    }
    if let Some(key) = &table.primary_key
        && !table
            .columns
            .iter()
            .any(|column| with_column(column).is_some())
    {
        let (name, list) = (named(key.name.as_ref()), self::parts(&key.parts));
        parts.push(format!(
            "{name} PRIMARY KEY {list}{}",
            settings(&key.settings)
        ));
    }
    for key in &table.uniques {
        let (name, list) = (named(key.name.as_ref()), self::parts(&key.parts));
        parts.push(format!("{name} UNIQUE {list}{}", settings(&key.settings)));
    }
    parts.extend(table.foreign_keys.iter().map(foreign_key));
    for check in &table.checks {
        parts.push(format!(
            "{} CHECK ({})",
            named(check.name.as_ref()),
            check.expression
        ));
    }
    let options: Vec<&str> = table.settings.iter().map(|setting| setting.name).collect();
    format!(
        "CREATE TABLE {name} ({}) {}",
        parts.join(", "),
        options.join(", ")
    )
}

fn column(column: &Column) -> String {
    let mut text = format!("{} {}", quoted(&column.name), column.column_type.written);
    if let Some(collation) = &column.collation {
        text.extend([" COLLATE ", collation]);
    }
    let value = |name: &str| {
        let mut settings = column.settings.iter();
        settings
            .find(|setting| setting.name == name)
            .and_then(|setting| setting.value.clone())
    };
    if !column.nullable {
        if let Some(name) = value("not null named") {
            text.extend([" CONSTRAINT ", &name]);
        }
        text += " NOT NULL";
        if let Some(what) = value("not null on conflict") {
            text.extend([" ON CONFLICT ", &what]);
        }
    }
    if let Some(default) = &column.default {
        text.extend([" DEFAULT (", default, ")"]);
    }
    if let Some(generated) = &column.generated {
        let storage = match generated.storage {
            Storage::Stored => "STORED",
            Storage::Virtual => "VIRTUAL",
        };
        text.extend([" AS (", &generated.expression, ") ", storage]);
    }
    text
}

fn foreign_key(key: &ForeignKey) -> String {
    let action = |action: Action| match action {
        Action::Nothing => "NO ACTION",
        Action::Restrict => "RESTRICT",
        Action::Cascade => "CASCADE",
        Action::SetNull => "SET NULL",
        Action::SetDefault => "SET DEFAULT",
    };
    let list = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        format!("({})", names.join(", "))
    };
    let mut text = format!(
        "{} FOREIGN KEY {} REFERENCES {}",
        named(key.name.as_ref()),
        list(&key.columns),
        quoted(&key.references.name)
    );
    if !key.referenced.is_empty() {
        text += &list(&key.referenced);
    }
    text.extend([" ON UPDATE ", action(key.on_update)]);
    text.extend([" ON DELETE ", action(key.on_delete)]);
    text += &settings(&key.settings);
    text += match key.deferral {
        Deferral::Immediate => "",
        Deferral::Deferrable => " DEFERRABLE",
        Deferral::Deferred => " DEFERRABLE INITIALLY DEFERRED",
    };
    text
}

fn index(index: &Index, table: &str) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let (name, list) = (quoted(&index.name), parts(&index.parts));
    let predicate = index
        .predicate
        .as_ref()
        .map(|predicate| format!(" WHERE {predicate}"));
    format!(
        "CREATE {unique}INDEX {name} ON {} {list}{}",
        quoted(table),
        predicate.unwrap_or_default()
    )
}

fn parts(parts: &[Part]) -> String {
    let part = |part: &Part| {
        let mut text = match &part.of {
            PartOf::Column(name) => quoted(name),
            PartOf::Expression(expression) => format!("({expression})"),
        };
        if let Some(collation) = &part.collation {
            text.extend([" COLLATE ", collation]);
        }
        if part.order == Order::Descending {
            text += " DESC";
        }
        text
    };
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!("({})", parts.join(", "))
}

fn named(name: Option<&String>) -> String {
    name.map(|name| format!(" CONSTRAINT {}", quoted(name)))
        .unwrap_or_default()
}

fn settings(settings: &[Setting]) -> String {
    let settings: Vec<String> = settings.iter().map(Setting::to_string).collect();
    format!(" {}", settings.join(" "))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
