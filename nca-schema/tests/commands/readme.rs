//! The commands that a user of Alembic types every day, in the order in which they are taught, with `nca`
//! in the place of `alembic`, in a checkout.

use std::fs;
use std::path::Path;

use crate::nca::Nca;

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn from_top_to_bottom() {
    let nca = Nca::new();
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
    copy(&migrations, &nca.path("migrations"));
    // Generate a new empty migration.
    let output = nca
        .command("revision -m")
        .arg("Description of changes")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let names = fs::read_dir(nca.path("migrations")).unwrap();
    let mut names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.any(|name| name.ends_with("_description_of_changes")));
    // Upgrade to the latest version: the last has no way back, for which there is `head-1`.
    nca.ok("upgrade head-1");
    // Upgrade to a specific version.
    let behind = nca.fails(3, "upgrade 20260105090000");
    assert!(
        behind.contains("run `downgrade 20260105090000`"),
        "{behind}"
    );
    // Downgrade to a previous version.
    nca.ok("downgrade 20260120090000");
    // Downgrade one version.
    nca.ok("downgrade -1");
    // View migration history.
    assert_eq!(
        nca.ok("history").lines().count(),
        17,
        "of what the program carries"
    );
    // View current version.
    assert_eq!(nca.ok("current"), "20260113090000\n");
    // Show the SQL that would be executed for a migration.
    let script = nca.ok("upgrade 20260120090000 --sql");
    assert!(
        script.contains("CREATE TABLE agents"),
        "from the base, as in Alembic"
    );
    let script = nca.ok("upgrade 20260113090000:20260120090000 --sql");
    assert!(script.contains("ADD COLUMN valence"), "{script}");
    assert!(!script.contains("CREATE TABLE agents"), "{script}");
    // And what to do in trouble.
    nca.ok("stamp 20260113090000");
    nca.ok("upgrade head");
    nca.ok("check");
}
