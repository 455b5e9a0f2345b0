//! Listening in on the conversation of a client with a PostgreSQL server.
//!
//! The messages: <https://www.postgresql.org/docs/current/protocol-message-formats.html>.

mod conversation;
mod messages;
mod upstream;

use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use nca_migrations_servers::Url;
use upstream::Upstream;

/// A proxy that counts round trips. Dropping it cuts its connections.
pub struct Wire {
    url: Url,
    address: SocketAddr,
    heard: Arc<Heard>,
    acceptor: Option<JoinHandle<()>>,
}

/// What the threads of a proxy share.
#[derive(Default)]
struct Heard {
    log: Mutex<Log>,
    closed: AtomicBool,
}

#[derive(Default)]
struct Log {
    round_trips: usize,
    statements: Vec<String>,
}

impl Wire {
    /// A proxy to the server of a `postgres://` URL. It does not speak TLS.
    pub fn in_front_of(url: &str) -> Self {
        Self::start(url).unwrap_or_else(|error| panic!("cannot listen in: {error}"))
    }

    /// The URL of the same database, through the proxy.
    pub fn url(&self) -> String {
        self.url.to_string()
    }

    /// Forgets what it heard: after connecting, which with Diesel sends statements of its own.
    pub fn reset(&self) {
        *self.heard.log() = Log::default();
    }

    /// How often the server has said that it is ready for a query, not counting the end of each
    /// connection's startup.
    pub fn round_trips(&self) -> usize {
        self.heard.log().round_trips
    }

    /// The text of what was to be run or prepared, in order.
    pub fn statements(&self) -> Vec<String> {
        self.heard.log().statements.clone()
    }

    fn start(url: &str) -> Result<Self, String> {
        let mut url =
            Url::parse(url).ok_or("expected a URL such as `postgres://user@host/database`")?;
        let upstream = Upstream::of(&url)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let listener = listener.map_err(|error| error.to_string())?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        upstream::redirect(&mut url, address);
        let heard = Arc::new(Heard::default());
        let acceptor = thread::spawn({
            let heard = Arc::clone(&heard);
            move || accept(&listener, &upstream, &heard)
        });
        Ok(Self {
            url,
            address,
            heard,
            acceptor: Some(acceptor),
        })
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.heard.closed.store(true, Ordering::SeqCst);
        // Wakes the acceptor, which then sees that it is over and takes its connections along.
        let _ = TcpStream::connect(self.address);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
    }
}

impl Heard {
    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }
}

/// A conversation that breaks off is the client's to notice: it has lost its connection.
fn accept(listener: &TcpListener, upstream: &Upstream, heard: &Arc<Heard>) {
    let mut conversations = Vec::new();
    let mut clients = Vec::new();
    for client in listener.incoming() {
        if heard.is_closed() {
            break;
        }
        let Ok(client) = client else { continue };
        let Ok(handle) = client.try_clone() else {
            continue;
        };
        clients.push(handle);
        let (upstream, heard) = (upstream.clone(), Arc::clone(heard));
        conversations.push(thread::spawn(move || {
            let _ = conversation::between(&client, &upstream, &heard);
            let _ = client.shutdown(Shutdown::Both);
        }));
    }
    for client in clients {
        let _ = client.shutdown(Shutdown::Both);
    }
    for conversation in conversations {
        let _ = conversation.join();
    }
}
