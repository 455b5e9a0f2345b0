//! What `docs/testing.md` shows is what is here.

use std::fs;
use std::path::Path;

#[test]
fn the_files_are_those_of_the_documentation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let documentation = root.join("../../docs/testing.md");
    let text = fs::read_to_string(&documentation).unwrap_or_default();
    let mut blocks = 0;
    // A block of a file begins with its name, in a line by itself before it.
    for (before, block) in text
        .split("\n```")
        .zip(text.split("\n```").skip(1))
        .step_by(2)
    {
        let name = before.trim_end().lines().last().unwrap_or_default();
        let Some(name) = name
            .strip_prefix('`')
            .and_then(|name| name.strip_suffix("`:"))
        else {
            continue;
        };
        let (_, block) = block.split_once('\n').unwrap_or_default();
        let file = file(root, name);
        assert!(
            file.contains(block.trim_end()),
            "`{name}` is another in {file}"
        );
        blocks += 1;
    }
    assert!(
        blocks > 4,
        "{blocks} blocks of files in {}",
        documentation.display()
    );
}

/// In the migrations the moment of the directory's name is left out.
fn file(root: &Path, name: &str) -> String {
    let name = match name.strip_prefix("migrations/...") {
        Some(slug) => {
            let directories = fs::read_dir(root.join("migrations")).into_iter().flatten();
            let slug = slug.split('/').next().unwrap_or_default();
            let directory = directories
                .flatten()
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .find(|directory| directory.ends_with(slug))
                .unwrap_or_default();
            name.replace(&format!("...{slug}"), &directory)
        }
        None => name.to_owned(),
    };
    fs::read_to_string(root.join(&name)).unwrap_or_else(|error| panic!("`{name}`: {error}"))
}
