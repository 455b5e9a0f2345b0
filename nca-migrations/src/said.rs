//! What a database said, for people.

use std::fmt;

use diesel::result::Error;

/// An error's message, and below it the detail and the hint that a server may give.
pub(crate) struct Said<'a>(pub(crate) &'a Error);

impl fmt::Display for Said<'_> {
    /// The first line is complete alone; what belongs to a line is indented below it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.0.to_string();
        match message.trim() {
            "" => f.write_str("the database did not say why")?,
            message => indented(f, message)?,
        }
        let Error::DatabaseError(_, information) = self.0 else {
            return Ok(());
        };
        for (name, text) in [
            ("detail", information.details()),
            ("hint", information.hint()),
        ] {
            if let Some(text) = text {
                write!(f, "\n{name}: ")?;
                indented(f, text.trim())?;
            }
        }
        Ok(())
    }
}

fn indented(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut lines = text.lines().map(str::trim_end);
    f.write_str(lines.next().unwrap_or_default())?;
    for line in lines.filter(|line| !line.is_empty()) {
        write!(f, "\n  {}", line.trim_start_matches('\t'))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind};

    use super::*;

    struct Server(&'static str, Option<&'static str>, Option<&'static str>);

    impl DatabaseErrorInformation for Server {
        fn message(&self) -> &str {
            self.0
        }
        fn details(&self) -> Option<&str> {
            self.1
        }
        fn hint(&self) -> Option<&str> {
            self.2
        }
        fn table_name(&self) -> Option<&str> {
            None
        }
        fn column_name(&self) -> Option<&str> {
            None
        }
        fn constraint_name(&self) -> Option<&str> {
            None
        }
        fn statement_position(&self) -> Option<i32> {
            None
        }
    }

    fn said(server: Server) -> String {
        let error = Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(server));
        Said(&error).to_string()
    }

    #[test]
    fn all_that_it_said() {
        let dropped = Server(
            "cannot drop table u because other objects depend on it",
            Some("view w depends on table u\nview x depends on view w"),
            Some("Use DROP ... CASCADE to drop the dependent objects too."),
        );
        insta::assert_snapshot!(said(dropped), @r"
        cannot drop table u because other objects depend on it
        detail: view w depends on table u
          view x depends on view w
        hint: Use DROP ... CASCADE to drop the dependent objects too.
        ");
        let lost = Server(
            "server closed the connection unexpectedly\n\tThis probably means the server \
             terminated abnormally\n\tbefore or while processing the request.\n",
            None,
            None,
        );
        insta::assert_snapshot!(said(lost), @r"
        server closed the connection unexpectedly
          This probably means the server terminated abnormally
          before or while processing the request.
        ");
        assert_eq!(said(Server("", None, None)), "the database did not say why");
    }
}
