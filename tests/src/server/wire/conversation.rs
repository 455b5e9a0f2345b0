//! One connection through the proxy.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::thread;

use super::Heard;
use super::messages::Messages;
use super::upstream::Upstream;

const SSL_REQUEST: u32 = 80_877_103;
const GSSENC_REQUEST: u32 = 80_877_104;

/// Passes on what the two say until one of them leaves.
pub(super) fn between(
    client: &TcpStream,
    upstream: &Upstream,
    heard: &Arc<Heard>,
) -> io::Result<()> {
    client.set_nodelay(true)?;
    let startup = startup(client)?;
    let mut server = upstream.connect()?;
    server.write_all(&startup)?;

    let (from_server, to_client) = (server.try_clone()?, client.try_clone()?);
    let answers = thread::spawn({
        let heard = Arc::clone(heard);
        move || {
            let _ = pass(from_server, &to_client, answers(&heard));
            let _ = to_client.shutdown(Shutdown::Both);
        }
    });
    let asked = pass(client, server.try_clone()?, questions(heard));
    let _ = server.shutdown();
    let _ = answers.join();
    asked
}

/// The first packet that is not about encryption, which there is none of.
fn startup(mut client: &TcpStream) -> io::Result<Vec<u8>> {
    loop {
        let mut head = [0; 8];
        client.read_exact(&mut head)?;
        let [a, b, c, d, code @ ..] = head;
        if let SSL_REQUEST | GSSENC_REQUEST = u32::from_be_bytes(code) {
            client.write_all(b"N")?;
            continue;
        }
        let rest = u64::from(u32::from_be_bytes([a, b, c, d])).saturating_sub(8);
        let mut packet = head.to_vec();
        client.take(rest).read_to_end(&mut packet)?;
        return Ok(packet);
    }
}

/// Every chunk is listened to before it is passed on: who has an answer can rely on its being counted.
fn pass(
    mut from: impl Read,
    mut to: impl Write,
    mut listen: impl FnMut(u8, &[u8]),
) -> io::Result<()> {
    let mut messages = Messages::default();
    let mut chunk = [0; 8192];
    loop {
        let length = from.read(&mut chunk)?;
        if length == 0 {
            return Ok(());
        }
        messages.push(&chunk[..length], &mut listen);
        to.write_all(&chunk[..length])?;
    }
}

/// `ReadyForQuery`: the first one ends the startup.
fn answers(heard: &Heard) -> impl FnMut(u8, &[u8]) {
    let mut started = false;
    move |kind, _| {
        if kind == b'Z' {
            heard.log().round_trips += usize::from(started);
            started = true;
        }
    }
}

/// Query: the text. Parse: the prepared statement's name, the text, and more.
fn questions(heard: &Heard) -> impl FnMut(u8, &[u8]) {
    move |kind, body| {
        let mut strings = body.split(|&byte| byte == 0);
        let text = match kind {
            b'Q' => strings.next(),
            b'P' => strings.nth(1),
            _ => None,
        };
        if let Some(text) = text {
            let text = String::from_utf8_lossy(text).into_owned();
            heard.log().statements.push(text);
        }
    }
}
