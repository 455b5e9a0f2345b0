//! What cannot be said, all at once.

use nca_migrations_catalog::generate::{Options, generate};

use super::case::catalog;
use crate::bed::Bed;

#[test]
fn everything_that_stands_in_the_way() {
    let before = "CREATE TABLE t (a INT, b POINT, c INT, d VARBINARY(4) DEFAULT x'00ff', e INT);
        CREATE TABLE kept (id INT) WITH SYSTEM VERSIONING;
        CREATE TABLE parted (id INT) WITH SYSTEM VERSIONING";
    let after =
        "CREATE TABLE t (a UUID, b INT, c INT NOT NULL, d VARBINARY(4) DEFAULT x'00ff', e BIGINT);
        CREATE TABLE kept (id INT) WITH SYSTEM VERSIONING ENGINE = Aria;
        CREATE TABLE parted (id INT) WITH SYSTEM VERSIONING
            PARTITION BY SYSTEM_TIME INTERVAL 1 MONTH (PARTITION p0 HISTORY, PARTITION p1 CURRENT);
        CREATE TABLE merged (id INT) ENGINE = MRG_MyISAM;
        CREATE TABLE bytes (a VARBINARY(4) DEFAULT x'00ff')";
    let (from, to) = (
        catalog(&mut Bed::with(before)),
        catalog(&mut Bed::with(after)),
    );
    let obstacles = generate(&from, &to, &Options::default()).unwrap_err();
    let obstacles: Vec<String> = obstacles.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(obstacles.join("\n"));
}
