//! What a test function can take.

use super::{Backend, TestDatabase, TestError};

/// What a function can take that `#[nca_migrations::test]` makes a test of: a connection, a pool of connections
/// (with the feature `r2d2`), or the [`TestDatabase`] itself, which has the URL.
#[diagnostic::on_unimplemented(
    message = "a test cannot take `{Self}`",
    label = "expected a connection, a pool of connections or a `TestDatabase`",
    note = "connections are `SqliteConnection`, `PgConnection` and `MysqlConnection`, each with the feature of its \
            backend on `nca-migrations`: `sqlite`, `postgres`, `mysql`",
    note = "a pool is `diesel::r2d2::Pool<ConnectionManager<..>>`, with the feature `r2d2`"
)]
pub trait Argument: Sized {
    /// What connects to the database.
    type Connection: Backend;

    /// Makes one.
    ///
    /// # Errors
    /// When the database cannot be connected to.
    fn of(database: &TestDatabase<Self::Connection>) -> Result<Self, TestError>;
}

impl<C: Backend> Argument for TestDatabase<C> {
    type Connection = C;

    fn of(database: &Self) -> Result<Self, TestError> {
        Ok(database.clone())
    }
}

macro_rules! connection {
    ($feature:literal, $connection:ty) => {
        #[cfg(feature = $feature)]
        impl Argument for $connection {
            type Connection = Self;

            fn of(database: &TestDatabase<Self>) -> Result<Self, TestError> {
                database.connect()
            }
        }
    };
}
connection!("sqlite-system", diesel::SqliteConnection);
connection!("postgres", diesel::PgConnection);
connection!("mysql", diesel::MysqlConnection);

#[cfg(feature = "r2d2")]
mod pool {
    use diesel::r2d2::{
        ConnectionManager, CustomizeConnection, Error, ManageConnection, Pool, R2D2Connection,
    };

    use super::{Argument, Backend, TestDatabase, TestError};

    impl<C> Argument for Pool<ConnectionManager<C>>
    where
        C: Backend + R2D2Connection + 'static,
        ConnectionManager<C>: ManageConnection<Connection = C, Error = Error>,
    {
        type Connection = C;

        fn of(database: &TestDatabase<C>) -> Result<Self, TestError> {
            database.pool()
        }
    }

    impl<C> TestDatabase<C>
    where
        C: Backend + R2D2Connection + 'static,
        ConnectionManager<C>: ManageConnection<Connection = C, Error = Error>,
    {
        /// A pool of up to ten connections to it, which opens them when they are asked for.
        ///
        /// # Errors
        /// When the database cannot be connected to.
        pub fn pool(&self) -> Result<Pool<ConnectionManager<C>>, TestError> {
            let pool = Pool::builder()
                .min_idle(Some(0))
                .connection_customizer(Box::new(Greeting));
            Ok(pool.build(ConnectionManager::new(self.url()))?)
        }
    }

    #[derive(Debug)]
    struct Greeting;

    impl<C: Backend + Send + 'static> CustomizeConnection<C, Error> for Greeting {
        fn on_acquire(&self, conn: &mut C) -> Result<(), Error> {
            conn.greet().map_err(Error::QueryError)
        }
    }
}
