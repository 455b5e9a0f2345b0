//! The server behind a proxy.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;

use nca_migrations_servers::Url;

/// Where it listens.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Upstream {
    Socket(PathBuf),
    Port { host: String, port: u16 },
}

/// A connection to it.
pub(super) enum Connection {
    Socket(UnixStream),
    Port(TcpStream),
}

impl Upstream {
    /// Host and port are in front of the path or in the query; a host that begins with a slash is
    /// the directory of a socket
    /// (<https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING>).
    pub(super) fn of(url: &Url) -> Result<Self, String> {
        let (_, host) = credentials_and_host(url);
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port.to_owned())),
            _ => (host, None),
        };
        let host = parameter(url, "host").unwrap_or_else(|| decoded(host));
        let port = parameter(url, "port").or(port);
        let port = port.map_or(Ok(5432), |port| port.parse());
        let port = port.map_err(|error| format!("the port of the URL is not a number: {error}"))?;
        match host.as_str() {
            "" => Err("the URL names no host and no directory of a socket".to_owned()),
            directory if directory.starts_with('/') => {
                let socket = format!(".s.PGSQL.{port}");
                Ok(Self::Socket(PathBuf::from(directory).join(socket)))
            }
            name => {
                let host = name.trim_matches(['[', ']']).to_owned();
                Ok(Self::Port { host, port })
            }
        }
    }

    pub(super) fn connect(&self) -> io::Result<Connection> {
        match self {
            Self::Socket(path) => UnixStream::connect(path).map(Connection::Socket),
            Self::Port { host, port } => {
                let stream = TcpStream::connect((host.as_str(), *port))?;
                stream.set_nodelay(true)?;
                Ok(Connection::Port(stream))
            }
        }
    }
}

/// The URL's server becomes `address`, without TLS.
pub(super) fn redirect(url: &mut Url, address: SocketAddr) {
    let (credentials, _) = credentials_and_host(url);
    url.authority = format!("{credentials}{address}");
    url.query
        .retain(|(name, _)| !["host", "hostaddr", "port", "sslmode"].contains(&name.as_str()));
}

impl Connection {
    pub(super) fn try_clone(&self) -> io::Result<Self> {
        match self {
            Self::Socket(stream) => stream.try_clone().map(Self::Socket),
            Self::Port(stream) => stream.try_clone().map(Self::Port),
        }
    }

    pub(super) fn shutdown(&self) -> io::Result<()> {
        match self {
            Self::Socket(stream) => stream.shutdown(Shutdown::Both),
            Self::Port(stream) => stream.shutdown(Shutdown::Both),
        }
    }
}

impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Socket(stream) => stream.read(buffer),
            Self::Port(stream) => stream.read(buffer),
        }
    }
}

impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Socket(stream) => stream.write(bytes),
            Self::Port(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// `user:password@`, if it is there, and `host:port`.
fn credentials_and_host(url: &Url) -> (&str, &str) {
    let end = url.authority.rfind('@').map_or(0, |at| at + 1);
    url.authority.split_at(end)
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    let pair = url.query.iter().find(|(key, _)| key == name);
    pair.map(|(_, value)| decoded(value))
}

/// `%2Ftmp` is `/tmp`. What is not the code of a character stays as it is.
fn decoded(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let code = piece.get(..2).map(|code| u8::from_str_radix(code, 16));
        if let Some(Ok(byte)) = code {
            bytes.push(byte);
            bytes.extend(&piece.as_bytes()[2..]);
        } else {
            bytes.push(b'%');
            bytes.extend(piece.as_bytes());
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
