//! Holding up a client in the middle of its conversation with a server, for those who want to kill
//! it there.
//!
//! One connection, over sockets in the file system, where nobody speaks TLS.

mod requests;

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use nca_migrations_servers::Url;
use tempfile::TempDir;

use super::database::Database;
use requests::{Protocol, Requests};

/// Where a client is held up. Its requests are counted from 1, those of connecting included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The server does not get the request: it has done all before, and nothing more.
    Before(usize),
    /// The server gets the request, and the client gets no answer.
    During(usize),
}

/// A proxy for one client.
pub struct Gate {
    url: Url,
    socket: PathBuf,
    announced: Receiver<()>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    _directory: TempDir,
}

#[derive(Default)]
struct Shared {
    /// Answers are not passed on any more.
    muted: AtomicBool,
    /// The client's end, for the end of the proxy.
    client: Mutex<Option<UnixStream>>,
}

impl Gate {
    /// A proxy to a database of a server that listens on a socket.
    pub fn in_front_of(database: &Database, hold: Hold) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut url = Url::parse(&database.url()).unwrap();
        let (protocol, upstream, socket) = redirect(&mut url, directory.path());
        let listener = UnixListener::bind(&socket).unwrap();
        let shared = Arc::new(Shared::default());
        let (announce, announced) = channel();
        let thread = thread::spawn({
            let shared = Arc::clone(&shared);
            move || {
                // A conversation that breaks off is the client's to notice.
                let _ = converse(&listener, protocol, &upstream, hold, &shared, &announce);
            }
        });
        Self {
            url,
            socket,
            announced,
            shared,
            thread: Some(thread),
            _directory: directory,
        }
    }

    /// The URL of the same database, through the proxy.
    pub fn url(&self) -> String {
        self.url.to_string()
    }

    /// Waits until the client is held up; false if it has left without coming so far.
    pub fn held(&self) -> bool {
        self.announced.recv().is_ok()
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        // Wakes the thread where it waits for a client, or for what the client says.
        drop(UnixStream::connect(&self.socket));
        if let Some(client) = self.shared.client.lock().unwrap().take() {
            let _ = client.shutdown(Shutdown::Both);
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The URL's server becomes a socket in `directory`; what it is to be to the client, and where the
/// server is.
fn redirect(url: &mut Url, directory: &Path) -> (Protocol, PathBuf, PathBuf) {
    const POSTGRES: &str = ".s.PGSQL.5432";
    const PORT: &str = ":5432";
    if url.scheme == "postgres" {
        let (user, host) = url.authority.rsplit_once('@').unwrap();
        let host = host.strip_suffix(PORT).unwrap_or(host);
        let upstream = PathBuf::from(host.replace("%2F", "/").replace("%25", "%"));
        assert!(upstream.is_absolute(), "a gate needs a server on a socket");
        let here = directory.to_str().unwrap().replace('%', "%25");
        url.authority = format!("{user}@{}{PORT}", here.replace('/', "%2F"));
        let sockets = (upstream.join(POSTGRES), directory.join(POSTGRES));
        return (Protocol::Postgres, sockets.0, sockets.1);
    }
    let socket = directory.join("socket");
    let name = url.query.iter_mut().find(|(name, _)| name == "unix_socket");
    let (_, path) = name.expect("a gate needs a server on a socket");
    let upstream = std::mem::replace(path, socket.to_str().unwrap().to_owned());
    (Protocol::Mysql, PathBuf::from(upstream), socket)
}

fn converse(
    listener: &UnixListener,
    protocol: Protocol,
    upstream: &Path,
    hold: Hold,
    shared: &Arc<Shared>,
    announce: &Sender<()>,
) -> io::Result<()> {
    let (client, _) = listener.accept()?;
    *shared.client.lock().unwrap() = Some(client.try_clone()?);
    let server = UnixStream::connect(upstream)?;
    let answers = thread::spawn({
        let (from, to, shared) = (server.try_clone()?, client.try_clone()?, Arc::clone(shared));
        move || {
            let _ = pass_answers(from, to, &shared);
        }
    });
    let asked = pass_requests(&client, &server, protocol, hold, shared, announce);
    // As the kernel does it for a client that is no more.
    let _ = server.shutdown(Shutdown::Both);
    let _ = client.shutdown(Shutdown::Both);
    let _ = answers.join();
    asked
}

fn pass_requests(
    mut client: &UnixStream,
    mut server: &UnixStream,
    protocol: Protocol,
    hold: Hold,
    shared: &Shared,
    announce: &Sender<()>,
) -> io::Result<()> {
    let mut requests = Requests::new(protocol);
    let mut asked = 0;
    let mut chunk = [0; 8192];
    loop {
        let length = client.read(&mut chunk)?;
        if length == 0 {
            return Ok(());
        }
        requests.push(&chunk[..length]);
        while let Some(message) = requests.next() {
            asked += usize::from(message.is_request);
            let is_here =
                message.is_request && [Hold::Before(asked), Hold::During(asked)].contains(&hold);
            if !is_here {
                server.write_all(&message.bytes)?;
                continue;
            }
            if hold == Hold::During(asked) {
                shared.muted.store(true, Ordering::SeqCst);
                server.write_all(&message.bytes)?;
            }
            let _ = announce.send(());
            // Until it is killed.
            while client.read(&mut chunk)? > 0 {}
            return Ok(());
        }
    }
}

fn pass_answers(mut server: UnixStream, mut client: UnixStream, shared: &Shared) -> io::Result<()> {
    let mut chunk = [0; 8192];
    loop {
        let length = server.read(&mut chunk)?;
        if length == 0 {
            return client.shutdown(Shutdown::Both);
        }
        if !shared.muted.load(Ordering::SeqCst) {
            client.write_all(&chunk[..length])?;
        }
    }
}
