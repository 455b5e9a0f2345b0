//! Servers that the tests share, and questions to them.

use std::sync::OnceLock;

use diesel::sql_types::Text;
use diesel::{
    Connection, MysqlConnection, PgConnection, QueryableByName, RunQueryDsl,
    connection::LoadConnection, sql_query,
};
use nca_migrations_servers::Server;

pub(crate) fn postgres() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| Server::postgres().unwrap())
}

pub(crate) fn mysql() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| Server::mysql().unwrap())
}

pub(crate) fn pg(url: &str) -> PgConnection {
    PgConnection::establish(url).unwrap()
}

pub(crate) fn my(url: &str) -> MysqlConnection {
    MysqlConnection::establish(url).unwrap()
}

/// What `sql` answers in its column `answer`.
pub(crate) fn answers<C>(connection: &mut C, sql: &str) -> Vec<String>
where
    C: LoadConnection,
    for<'query> diesel::query_builder::SqlQuery: diesel::query_dsl::LoadQuery<'query, C, Answer>,
{
    let answers: Vec<Answer> = sql_query(sql).load(connection).unwrap();
    answers.into_iter().map(|answer| answer.answer).collect()
}

#[derive(QueryableByName)]
pub(crate) struct Answer {
    #[diesel(sql_type = Text)]
    answer: String,
}

/// The databases of a server.
pub(crate) fn databases(server: &Server) -> Vec<String> {
    if server.url().starts_with("postgres") {
        let names = "SELECT datname::text AS answer FROM pg_database";
        answers(&mut pg(server.url()), names)
    } else {
        let names = "SELECT schema_name AS answer FROM information_schema.schemata";
        answers(&mut my(server.url()), names)
    }
}

/// The server's URL for another role, who has a password.
pub(crate) fn url_for(server: &Server, role: &str, password: &str) -> String {
    let url = server.url();
    let administrator = if url.starts_with("postgres") {
        "postgres@"
    } else {
        "root@"
    };
    url.replacen(
        &format!("://{administrator}"),
        &format!("://{role}:{password}@"),
        1,
    )
}
