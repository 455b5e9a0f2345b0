//! The macros `embed_migrations!` and `#[test]`: a thin shell over `nca-migrations-core`.
//!
//! Internal to `nca-migrations`, which documents it and wraps it so that it works under whatever
//! name a crate gives to its dependency.

mod arguments;
mod directory;
mod expand;
mod tables;
mod test;

use proc_macro::TokenStream;

/// Embeds a migrations directory. Called by `nca_migrations::embed_migrations!`, which passes the
/// path of its crate first.
#[proc_macro]
pub fn embed_migrations(input: TokenStream) -> TokenStream {
    expand::embed(input.into()).into()
}

/// Makes a test of a function that takes a migrated database, which is made for it and dropped after it.
///
/// ```ignore
/// #[nca_migrations::test]
/// fn names_are_unique(conn: &mut PgConnection) -> QueryResult<()> { .. }
///
/// #[nca_migrations::test(migrations = crate::db::MIGRATIONS, fixtures("users", "../sessions.sql"))]
/// fn sessions_end(pool: Pool<ConnectionManager<PgConnection>>) { .. }
///
/// #[nca_migrations::test(at = "create_users", connections = [SqliteConnection, PgConnection])]
/// fn names_are_split<C>(conn: &mut C) { .. }
/// ```
///
/// The function may have several arguments, which are all of the same database: `&mut` to a connection, a pool
/// (feature `r2d2`), a `TestDatabase`, which has the URL. It may return whatever a test may.
///
/// | argument | meaning |
/// |---|---|
/// | `migrations = PATH` | the chain; without it, what is called `MIGRATIONS` where the function is |
/// | `at = "TARGET"` | where in the chain the database is; without it, at the head |
/// | `fixtures("users")` | runs `fixtures/users.sql`, beside the file that the function is in; what has a `/` in it is a path from there |
/// | `connections = [..]` | one test for each, called `name_sqlite`, `name_postgres`, `name_mysql`: the function's type parameter stands for the connection. `#[cfg(..)]` may stand before each |
/// | `crate = PATH` | what `nca_migrations` is called here |
///
/// Other attributes stay: `#[ignore]`, `#[should_panic]`. A test that should panic fails where there is no database.
#[proc_macro_attribute]
pub fn test(
    arguments: proc_macro::TokenStream,
    function: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    test::expand(arguments.into(), &function.into()).into()
}
