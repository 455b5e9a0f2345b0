//! The catalog of MySQL and MariaDB.
