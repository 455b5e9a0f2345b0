//! Databases that others are copied from.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nca_migrations_core::digest::Digest;

use super::owner::PREFIX;
use crate::error::Error;
use crate::scratch::ScratchDatabase;
use crate::server::Server;

/// How long somebody else may take to fill a template.
const DEADLINE: Duration = Duration::from_mins(10);
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// Which template is meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TemplateKey {
    family: Digest,
    content: Digest,
}

impl TemplateKey {
    /// `content` stands for everything that is in the template. Of those with the same `family` only the
    /// newest stays, and what is in use.
    pub fn new(family: &str, content: &str) -> Self {
        Self {
            family: Digest::of(family),
            content: Digest::of(content),
        }
    }

    /// What the names of the family begin with. The accounts of MySQL that may make scratch databases may
    /// make these too; [`Owner::of`](super::Owner::of) takes none of them for a scratch database.
    pub(crate) fn family(&self) -> String {
        format!("{PREFIX}template_{}_", short(&self.family))
    }

    /// 54 letters, digits and underscores; 63 would do.
    pub(crate) fn name(&self) -> String {
        format!("{}{}", self.family(), short(&self.content))
    }
}

fn short(digest: &Digest) -> String {
    let text = digest.to_string();
    let hexadecimal = text.trim_start_matches("sha256:");
    hexadecimal[..16].to_owned()
}

/// Whether copies can be had of what is in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copying {
    Whole,
    /// There is something in it that is not understood: each database is filled by itself.
    NotAtAll,
}

/// Why a database could not be filled.
pub type FillError = Box<dyn std::error::Error + Send + Sync>;

type Fill = Arc<dyn Fn(&str) -> Result<(), FillError> + Send + Sync>;

/// A database that others are copied from. It stays on the server for the next process, until there is
/// one of its family with other content and nobody uses it.
#[derive(Clone)]
pub struct Template {
    server: Server,
    key: TemplateKey,
    fill: Fill,
    copying: Copying,
}

impl Server {
    /// The template with this key, which is there already or is filled now: `fill` gets the URL of an
    /// empty database, and leaves no connection to it behind. Of several processes that ask at once one
    /// fills it; if that one dies, another does it again.
    ///
    /// # Errors
    ///
    /// When it cannot be filled, or the server refuses something.
    pub fn template(
        &self,
        key: &TemplateKey,
        fill: impl Fn(&str) -> Result<(), FillError> + Send + Sync + 'static,
    ) -> Result<Template, Error> {
        let fill: Fill = Arc::new(fill);
        let copying = find_or_build(self, key, &fill)?;
        Ok(Template {
            server: self.clone(),
            key: key.clone(),
            fill,
            copying,
        })
    }
}

impl Template {
    /// A new database with what the template has.
    ///
    /// # Errors
    ///
    /// When the server refuses it: where a right is lacking, with the statement that gives it.
    pub fn scratch(&self) -> Result<ScratchDatabase, Error> {
        if self.copying == Copying::NotAtAll {
            return filled(&self.server, &self.fill);
        }
        let name = self.key.name();
        let error = match ScratchDatabase::copy_of(&self.server, &name) {
            Ok(scratch) => return Ok(scratch),
            Err(error) => error,
        };
        // Another process may have found it unused in the moment before this one took hold of it.
        if self.server.find_template(&name)?.is_some() {
            return Err(error);
        }
        find_or_build(&self.server, &self.key, &self.fill)?;
        ScratchDatabase::copy_of(&self.server, &name)
    }

    /// Its name on the server.
    pub fn name(&self) -> String {
        self.key.name()
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Template").field(&self.name()).finish()
    }
}

fn find_or_build(server: &Server, key: &TemplateKey, fill: &Fill) -> Result<Copying, Error> {
    // Among the threads of a process, which has one connection and so one lock.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let name = key.name();
    if let Some(copying) = server.find_template(&name)? {
        return Ok(copying);
    }
    let _one = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let deadline = Instant::now() + DEADLINE;
    while Instant::now() < deadline {
        if let Some(copying) = server.find_template(&name)? {
            return Ok(copying);
        }
        if !server.begin_template(&name)? {
            thread::sleep(BETWEEN_LOOKS);
            continue;
        }
        let built = build(server, key, fill);
        server.end_template(&name)?;
        return built;
    }
    Err(Error::TemplateBusy { name })
}

/// Under the lock.
fn build(server: &Server, key: &TemplateKey, fill: &Fill) -> Result<Copying, Error> {
    let name = key.name();
    if let Some(copying) = server.find_template(&name)? {
        return Ok(copying);
    }
    // Until it is complete it is a scratch database like others: if this process dies, so is what it left.
    let scratch = filled(server, fill)?;
    server.keep_as_template(scratch, &name)?;
    // What is in the way of nobody can be tried again by the next.
    let _ = server.remove_old_templates(&key.family(), &name);
    server
        .find_template(&name)?
        .ok_or(Error::TemplateBusy { name })
}

fn filled(server: &Server, fill: &Fill) -> Result<ScratchDatabase, Error> {
    let scratch = server.scratch()?;
    fill(scratch.url()).map_err(Error::Fill)?;
    Ok(scratch)
}
