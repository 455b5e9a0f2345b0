//! The catalog of MariaDB, on a real server.

mod bed;
mod kinds;
