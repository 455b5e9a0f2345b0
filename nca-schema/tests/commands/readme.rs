//! The commands that a user of Alembic types every day, in the order in which they are taught, with `nca`
//! in the place of `alembic`. Those that write migrations are in the tests of `nca-migrate`.

use crate::nca::Nca;

#[test]
fn from_top_to_bottom() {
    let nca = Nca::new();
    // Upgrade to the latest version.
    nca.ok("upgrade head-1");
    // Upgrade to a specific version.
    let ahead = nca.fails(3, "upgrade 20260105090000");
    assert!(ahead.contains("run `downgrade 20260105090000`"), "{ahead}");
    // Downgrade to a previous version.
    nca.ok("downgrade 20260120090000");
    // Downgrade one version.
    nca.ok("downgrade -1");
    // View migration history.
    assert_eq!(nca.ok("history").lines().count(), 17);
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
