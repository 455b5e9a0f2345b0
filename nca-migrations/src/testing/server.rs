//! Databases on a server, from a template.

use std::env;

use nca_migrations_core::chain::Chain;
use nca_migrations_core::dialect::Dialect;
use nca_migrations_servers::{Error, FillError, Server, Sharing, Template, TemplateKey};
use once_cell::sync::OnceCell;

use super::database::{Backend, Place};
use super::key::Key;
use super::once::Once;
use super::{LINGER, TestError, place};
use crate::migrator::Migrator;
use crate::target::Target;

/// One engine's servers, as this process has them.
struct Servers {
    dialect: Dialect,
    /// The variable that names one to use.
    variable: &'static str,
    at: fn(&str) -> Result<Server, Error>,
    shared: fn(&Sharing) -> Result<Server, Error>,
    server: OnceCell<Server>,
    templates: Once<Template>,
}

impl Servers {
    fn server(&self) -> Result<&Server, Error> {
        self.server.get_or_try_init(|| {
            if let Ok(url) = env::var(self.variable) {
                return (self.at)(&url);
            }
            (self.shared)(&Sharing {
                directory: place::directory(),
                linger: LINGER,
            })
        })
    }

    fn place<C: Backend>(&self, chain: &Chain, position: usize) -> Result<Place, TestError> {
        let failed = |error| self.failed(error);
        let server = self.server().map_err(failed)?;
        let scratch = if position == 0 {
            server.scratch()
        } else {
            let key = Key::of(chain, position, self.dialect);
            let template = self.templates.get_or_try_init(&key.content, || {
                let chain = chain.clone();
                let key = TemplateKey::new(&key.family, &key.content);
                server.template(&key, move |url| fill::<C>(url, &chain, position))
            });
            template.and_then(|template| template.scratch())
        };
        let scratch = scratch.map_err(failed)?;
        Ok(Place {
            url: scratch.url().to_owned(),
            _kept: Box::new(scratch),
        })
    }

    /// What the migrations say is said as they say it.
    fn failed(&self, error: Error) -> TestError {
        let variable = self.variable;
        match error {
            Error::Fill(error) => match error.downcast::<TestError>() {
                Ok(error) => *error,
                Err(error) => TestError::Server {
                    error: Error::Fill(error),
                    variable,
                },
            },
            error => TestError::Server { error, variable },
        }
    }
}

fn fill<C: Backend>(url: &str, chain: &Chain, position: usize) -> Result<(), FillError> {
    let filled = C::establish(url)
        .map_err(TestError::from)
        .and_then(|mut conn| {
            let migrator = Migrator::new(chain);
            Ok(migrator.upgrade(&mut conn, &Target::steps_up(position))?)
        });
    Ok(filled.map(drop)?)
}

/// What a person can do about it.
pub(super) fn unavailable(error: &Error, variable: &str) -> String {
    match error {
        Error::Missing(_) | Error::NotUnix { .. } => format!(
            "this test needs a server: {error}\n\
             or set `{variable}` to the URL of a server that tests may make databases on"
        ),
        Error::Connect { .. } => format!("{error}\nthis URL is that of `{variable}`"),
        other => other.to_string(),
    }
}

#[cfg(feature = "postgres")]
impl Backend for diesel::PgConnection {
    fn place(chain: &Chain, position: usize) -> Result<Place, TestError> {
        static SERVERS: Servers = Servers {
            dialect: Dialect::Postgres,
            variable: "NCA_TEST_POSTGRES_URL",
            at: Server::postgres_at,
            shared: |sharing| nca_migrations_servers::Postgres::find()?.shared(sharing),
            server: OnceCell::new(),
            templates: Once::new(),
        };
        SERVERS.place::<Self>(chain, position)
    }
}

#[cfg(feature = "mysql")]
impl Backend for diesel::MysqlConnection {
    fn place(chain: &Chain, position: usize) -> Result<Place, TestError> {
        static SERVERS: Servers = Servers {
            dialect: Dialect::Mysql,
            variable: "NCA_TEST_MYSQL_URL",
            at: Server::mysql_at,
            shared: |sharing| nca_migrations_servers::Mysql::find()?.shared(sharing),
            server: OnceCell::new(),
            templates: Once::new(),
        };
        SERVERS.place::<Self>(chain, position)
    }
}
