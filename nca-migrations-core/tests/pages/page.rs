//! A page, read: its title, and its two examples as steps.

use nca_migrations_core::lock::Accept;
use nca_migrations_core::problem::Code;

use crate::call::{self, Call};

#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) bad: Example,
    pub(crate) good: Example,
}

#[derive(Debug, Default)]
pub(crate) struct Example {
    /// What is locked before the other steps are done.
    pub(crate) locked: Vec<Step>,
    pub(crate) steps: Vec<Step>,
    pub(crate) call: Option<Call>,
}

#[derive(Debug)]
pub(crate) enum Step {
    /// Writes a file, whole.
    Write { path: String, text: String },
    /// Runs commands in the migrations directory.
    Shell(String),
    /// What `nca-migrate lock` does.
    Lock(Accept),
}

const WIDTH: usize = 80;

/// What follows the code in a page's first line.
pub(crate) fn title(text: &str) -> Option<&str> {
    let (_, title) = text.lines().next()?.strip_prefix("# ")?.split_once(": ")?;
    Some(title)
}

/// Reads the page of `code`, or says everything that is wrong with its form.
pub(crate) fn read(code: Code, text: &str) -> Result<Page, Vec<String>> {
    let mut faults = Vec::new();
    let first = text.lines().next().unwrap_or_default();
    match title(text) {
        Some(title) if first.starts_with(&format!("# {code}: ")) => {
            if title.ends_with('.') || !title.starts_with(|c: char| c.is_lowercase() || c == '`') {
                faults.push(format!(
                    "title `{title}`: lower case first, no final period"
                ));
            }
        }
        _ => faults.push(format!(
            "expected `# {code}: <title>` first, found `{first}`"
        )),
    }
    let sections = sections(text, &mut faults);
    let names: Vec<&str> = sections.iter().map(|section| section.name).collect();
    if !matches!(
        names[..],
        ["", "Bad", "Good"] | ["", "Bad", "Good", "Repair"]
    ) {
        faults.push(format!(
            "expected the sections `Bad`, `Good` and maybe `Repair`, in this order, each once; \
             found {:?}",
            &names[1..]
        ));
    }
    for section in &sections {
        if section.prose.iter().all(|line| line.trim().is_empty()) {
            faults.push(format!("section `{}` has no sentence", section.name));
        }
        if section.name.is_empty() && !section.fences.is_empty() {
            faults.push("an example before `## Bad`".to_owned());
        }
    }
    wide_lines(text, &mut faults);
    let mut example = |name| {
        let section = sections.iter().find(|section| section.name == name);
        section.map_or_else(Example::default, |section| section.example(&mut faults))
    };
    let (bad, good) = (example("Bad"), example("Good"));
    if faults.is_empty() {
        Ok(Page { bad, good })
    } else {
        Err(faults)
    }
}

/// A terminal has 80 columns. Only an address, alone in its line, and digests in a lock file may be longer.
fn wide_lines(text: &str, faults: &mut Vec<String>) {
    for (index, line) in text.lines().enumerate() {
        if line.chars().count() > WIDTH && line.contains(' ') && !line.contains(" sha256:") {
            faults.push(format!("line {} is wider than {WIDTH} columns", index + 1));
        }
        if line.ends_with(' ') {
            faults.push(format!("line {} ends with a blank", index + 1));
        }
    }
}

#[derive(Default)]
struct Section<'a> {
    /// Empty before the first heading.
    name: &'a str,
    prose: Vec<&'a str>,
    fences: Vec<Fence<'a>>,
}

struct Fence<'a> {
    info: &'a str,
    text: String,
}

fn sections<'a>(text: &'a str, faults: &mut Vec<String>) -> Vec<Section<'a>> {
    let mut sections = vec![Section::default()];
    let mut open: Option<Fence<'a>> = None;
    for line in text.lines().skip(1) {
        let last = sections.len() - 1;
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some("")) => sections[last].fences.extend(open.take()),
            (Some(fence), _) => {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            (None, Some(info)) => {
                let text = String::new();
                open = Some(Fence { info, text });
            }
            (None, None) => match line.strip_prefix("## ") {
                Some(name) => sections.push(Section {
                    name,
                    ..Section::default()
                }),
                None if line.starts_with('#') => faults.push(format!("unexpected `{line}`")),
                None => sections[last].prose.push(line),
            },
        }
    }
    if let Some(fence) = open {
        faults.push(format!("the block `{}` is never closed", fence.info));
    }
    sections
}

impl Section<'_> {
    fn example(&self, faults: &mut Vec<String>) -> Example {
        let mut example = Example::default();
        if self.fences.is_empty() {
            faults.push(format!("section `{}` has no example", self.name));
        }
        for fence in &self.fences {
            if let Err(fault) = example.add(fence) {
                faults.push(format!("block `{}`: {fault}", fence.info));
            }
        }
        example
    }
}

impl Example {
    fn add(&mut self, fence: &Fence<'_>) -> Result<(), String> {
        let (info, steps) = match fence.info.strip_suffix(" locked") {
            Some(info) => (info, &mut self.locked),
            None => (fence.info, &mut self.steps),
        };
        match info.split_once(' ') {
            Some((_, path)) => {
                let text = fence.text.clone();
                let path = within(path)?;
                steps.push(Step::Write { path, text });
            }
            None if info == "sh" => steps.push(Step::Shell(fence.text.clone())),
            None if info == "console" => steps.push(Step::Lock(call::lock(&fence.text)?)),
            None if info == "rust" => {
                let call = call::embed(&fence.text)?;
                if self.call.replace(call).is_some() {
                    return Err("a second call in one example".to_owned());
                }
            }
            None => {
                return Err("expected `<language> <path>`, `sh`, `console` or `rust`".to_owned());
            }
        }
        Ok(())
    }
}

/// A path from the migrations directory, at most one step outside of it.
fn within(path: &str) -> Result<String, String> {
    let inside = path.strip_prefix("../").unwrap_or(path);
    if inside.is_empty()
        || inside
            .split('/')
            .any(|part| matches!(part, "" | "." | ".."))
    {
        return Err("expected a path from the migrations directory".to_owned());
    }
    Ok(path.to_owned())
}
