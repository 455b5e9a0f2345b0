//! Counting round trips to a server on a socket, whatever the protocol: how often the client spoke
//! after the server did.

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use nca_migrations_servers::Url;
use tempfile::TempDir;

use crate::Result;

/// A proxy in front of a MariaDB or MySQL server, until the program ends.
pub(crate) struct Turns {
    url: String,
    shared: Arc<Shared>,
    _directory: TempDir,
}

#[derive(Default)]
struct Shared {
    count: AtomicUsize,
    server_spoke: AtomicBool,
}

impl Turns {
    pub(crate) fn in_front_of(url: &str) -> Result<Self> {
        let directory = tempfile::tempdir()?;
        let socket = directory.path().join("socket");
        let mut url = Url::parse(url).ok_or("expected a URL")?;
        let named = url.query.iter_mut().find(|(name, _)| name == "unix_socket");
        let (_, path) = named.ok_or("expected a server on a socket")?;
        let here = socket
            .to_str()
            .ok_or("expected a path in UTF-8")?
            .to_owned();
        let upstream = PathBuf::from(std::mem::replace(path, here));
        let listener = UnixListener::bind(&socket)?;
        let shared = Arc::new(Shared::default());
        thread::spawn({
            let shared = Arc::clone(&shared);
            move || {
                for client in listener.incoming().flatten() {
                    // A conversation that breaks off is the client's to notice.
                    let _ = between(client, &upstream, &shared);
                }
            }
        });
        Ok(Self {
            url: url.to_string(),
            shared,
            _directory: directory,
        })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn count(&self) -> usize {
        self.shared.count.load(Ordering::SeqCst)
    }
}

fn between(client: UnixStream, upstream: &Path, shared: &Arc<Shared>) -> io::Result<()> {
    let server = UnixStream::connect(upstream)?;
    let (mut answers, mut hearing) = (server.try_clone()?, client.try_clone()?);
    let answering = Arc::clone(shared);
    thread::spawn(move || {
        let _ = pass(&mut answers, &mut hearing, || {
            answering.server_spoke.store(true, Ordering::SeqCst);
        });
        let _ = hearing.shutdown(Shutdown::Both);
    });
    let (mut asking, mut asked) = (client, server);
    pass(&mut asking, &mut asked, || {
        if shared.server_spoke.swap(false, Ordering::SeqCst) {
            shared.count.fetch_add(1, Ordering::SeqCst);
        }
    })?;
    asked.shutdown(Shutdown::Both)
}

fn pass(from: &mut UnixStream, to: &mut UnixStream, mut heard: impl FnMut()) -> io::Result<()> {
    let mut bytes = vec![0; 1 << 16];
    loop {
        match from.read(&mut bytes)? {
            0 => return Ok(()),
            length => {
                heard();
                to.write_all(&bytes[..length])?;
            }
        }
    }
}
