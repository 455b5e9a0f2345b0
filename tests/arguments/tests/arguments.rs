//! Wrong arguments are compile errors that point at the argument. What is wrong with a directory is
//! tested by real builds in `embedding`.

#[test]
fn wrong_arguments() {
    trybuild::TestCases::new().compile_fail("tests/cases/*.rs");
}
