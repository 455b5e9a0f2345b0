//! Results on stdout, everything else on stderr; pipes, colour, exit codes.

use std::process::Stdio;

use crate::fixture::Project;

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_not_an_error() {
    let project = Project::with_two();
    for (args, code) in [
        (&["history"][..], 0),
        (&["explain"], 0),
        (&["upgrade", "head"], 0),
        (&["current", "--check-heads"], 0),
        (&["downgrade", "base"], 0),
        (&["current", "--check-heads"], 1),
        (&["--help"], 0),
    ] {
        // Nobody has the other end of these.
        let (reader, writer) = std::io::pipe().unwrap();
        let (err_reader, err_writer) = std::io::pipe().unwrap();
        drop((reader, err_reader));
        let status = project
            .command(args)
            .stdout(Stdio::from(writer))
            .stderr(Stdio::from(err_writer))
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(code), "{args:?}");
    }
    assert_eq!(
        project.ok("current"),
        "",
        "the commands did their work all the same"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let project = Project::with_two();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = project.command(&["history"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(
        err.starts_with("FAILED: the result could not be written"),
        "{err}"
    );
}

#[test]
fn colour_is_for_terminals() {
    let project = Project::with_two();
    project.write("migrations/stray", "");
    let plain = project.run("validate");
    assert!(!plain.err.contains('\x1b'), "{plain:?}");
    let coloured = project.run("validate --color always");
    assert!(coloured.err.contains("\x1b["), "{coloured:?}");
    let never = project.run("--color never validate");
    assert_eq!(never.err, plain.err);
    let failed = project.run("lock --color always");
    assert!(failed.err.contains("FAILED:\x1b[0m "), "{failed:?}");
    project.fails(2, "validate --color sometimes");
}

#[test]
fn quiet_and_verbose() {
    let project = Project::with_two();
    let ran = project.run("upgrade head -q");
    assert_eq!((ran.code, &*ran.out, &*ran.err), (0, "", ""));
    assert_eq!(project.ok("current -q"), "20260102000000 (head)\n");
    let ran = project.run("-v downgrade -1");
    assert!(ran.err.contains("  statement 1 of 1, "), "{ran:?}");
    project.fails(2, "current -q -v");
}

#[test]
fn json_results() {
    let project = Project::with_two();
    for command in [
        "upgrade head",
        "downgrade -1",
        "current",
        "history",
        "heads",
        "show one",
        "lock",
        "explain",
        "explain 101",
        "validate",
    ] {
        let out = project.ok(&format!("{command} --json"));
        let result: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(result["format"], 1, "{command}");
    }
    let out = project.ok("upgrade head --json");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["from"], "20260101000000");
    assert_eq!(report["done"][0]["version"], "20260102000000");
    let history: serde_json::Value = serde_json::from_str(&project.ok("history --json")).unwrap();
    assert_eq!(history["revisions"][0]["current"], serde_json::Value::Null);
    let history: serde_json::Value =
        serde_json::from_str(&project.ok("history -i --json")).unwrap();
    assert_eq!(history["revisions"][0]["current"], true);
    assert_eq!(history["revisions"][1]["current"], false);
}

#[test]
fn usage() {
    let project = Project::new();
    project.fails(2, "");
    project.fails(2, "nonsense");
    assert!(project.ok("--help").contains("upgrade"));
    assert_eq!(
        project.ok("--version"),
        concat!("nca-migrate ", env!("CARGO_PKG_VERSION"), "\n")
    );
}
