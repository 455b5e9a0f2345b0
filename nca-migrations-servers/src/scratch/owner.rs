//! Whose a scratch database is.

use std::process;
use std::time::{SystemTime, UNIX_EPOCH};

/// What the names of all scratch databases begin with.
pub(crate) const PREFIX: &str = "nca_scratch_";

/// The connection that makes scratch databases, by the name of the lock that it holds as long as it is
/// open: `nca_scratch_<process>_<moment>`. A database of its is called the same with a number behind.
///
/// The server notices how a process ends, on whatever machine it ran; a process id says nothing
/// across machines and containers, and an age nothing of what is still in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Owner(String);

impl Owner {
    /// Nobody else's, as good as certainly: the lock decides.
    pub(crate) fn new() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        // In 64 bits until the year 2554.
        let moment = now.map_or(0, |now| u64::try_from(now.as_nanos()).unwrap_or(0));
        Self(format!("{PREFIX}{}_{moment:016x}", process::id()))
    }

    /// Whose this database is; none if its name is not that of a scratch database, letter by letter.
    pub(crate) fn of(database: &str) -> Option<Self> {
        let (owner, number) = database.rsplit_once('_')?;
        let (process, moment) = owner.strip_prefix(PREFIX)?.split_once('_')?;
        let decimal = |text: &str| is(text, |byte| byte.is_ascii_digit());
        let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_ours =
            decimal(process) && decimal(number) && moment.len() == 16 && is(moment, hexadecimal);
        is_ours.then(|| Self(owner.to_owned()))
    }

    /// The name of the lock. Letters, digits and underscores, less than 64.
    pub(crate) fn lock(&self) -> &str {
        &self.0
    }

    /// The name of a database.
    pub(crate) fn database(&self, number: usize) -> String {
        format!("{}_{number}", self.0)
    }
}

fn is(text: &str, valid: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(valid)
}

#[cfg(test)]
mod tests {
    use super::Owner;

    #[test]
    fn a_database_tells_whose_it_is() {
        let owner = Owner::new();
        assert!(owner.lock().len() <= 64 - "_18446744073709551615".len());
        for number in [0, 7, usize::MAX] {
            let name = owner.database(number);
            assert!(name.len() <= 63, "{name}");
            assert_eq!(Owner::of(&name), Some(owner.clone()));
        }
    }

    #[test]
    fn what_only_looks_like_one_is_nobodys() {
        let ours = "nca_scratch_4711_0123456789abcdef_0";
        assert!(Owner::of(ours).is_some());
        for name in [
            "nca_scratch",
            "nca_scratch_",
            "nca_scratch_4711_0123456789abcdef",
            "nca_scratch_4711_0123456789abcdef_",
            "nca_scratch_4711_0123456789abcdef_x",
            "nca_scratch_4711_0123456789ABCDEF_0",
            "nca_scratch_4711_0123456789abcde_0",
            "nca_scratch__0123456789abcdef_0",
            "nca_scratch_4711_0123456789abcdef_0_copy",
            "my_nca_scratch_4711_0123456789abcdef_0",
            "nca_scratch_production_0123456789abcdef_0",
        ] {
            assert_eq!(Owner::of(name), None, "{name}");
        }
    }
}
