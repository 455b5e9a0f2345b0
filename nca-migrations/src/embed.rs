//! The macro as users call it.

/// Checks a migrations directory while the program is compiled, and embeds it.
///
/// Gives an [`EmbeddedMigrations`](crate::EmbeddedMigrations), in a `static` or a `const`:
///
/// ```
/// use nca_migrations::{EmbeddedMigrations, embed_migrations};
///
/// pub static MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");
/// # fn main() {}
/// ```
///
/// Without a path it is the nearest directory named `migrations`, from the crate's own directory
/// upwards; a path is relative to the crate's directory. Further arguments, in any order:
///
/// * `backends = [sqlite, postgres]` embeds the scripts of these alone. Without it, of all that the
///   chain serves.
/// * `verified = [sqlite]` demands that `chain.lock` holds a receipt for the current bytes of every
///   revision on these engines.
/// * `schema = "src/schema.rs"` demands that this module is the one that `chain.lock` pins.
///
/// What is embedded is read-only data: nothing is parsed, hashed or allocated when the program
/// starts.
///
/// # Errors
/// Every problem of the directory is one compile error, drawn at its file, line and column with the
/// way to repair it. `nca-migrate explain <code>` says more about each.
///
/// # When it builds again
/// Give the crate this `build.rs`, with the path of the directory in both lines:
///
/// ```
/// // build.rs
/// # #[allow(clippy::needless_doctest_main)]
/// fn main() {
///     println!("cargo::rerun-if-changed=../migrations");
///     println!("cargo::rustc-env=NCA_MIGRATIONS_WATCHED=../migrations");
/// }
/// ```
///
/// The first line lets cargo watch the directory: any change builds again. The second says so to the
/// macro, which then need not name each file to the compiler: a chain of 1,000 builds a quarter faster.
/// They belong together: with the second alone, a change is not noticed.
///
/// Without a build script an edit or a removal of any file that was read builds again, and so does a
/// migration that was added with `nca-migrate revision`, because it changes `chain.lock`. What is
/// added by hand is not noticed until something else changes: cargo is not told of directories.
#[macro_export]
macro_rules! embed_migrations {
    ($($arguments:tt)*) => {
        $crate::__private::embed_migrations!([$crate] $($arguments)*)
    };
}
