//! What a client says, message by message.

/// How messages are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// A type, a length that counts itself, a body; the first message has no type
    /// (<https://www.postgresql.org/docs/current/protocol-message-formats.html>).
    Postgres,
    /// A length in three bytes, little end first, a number, a body
    /// (<https://mariadb.com/kb/en/0-packet/>).
    Mysql,
}

/// A whole message.
pub(super) struct Message {
    pub(super) bytes: Vec<u8>,
    /// Whether it is a request: the server does something and says so.
    pub(super) is_request: bool,
}

/// Messages in a stream of bytes.
pub(super) struct Requests {
    protocol: Protocol,
    started: bool,
    pending: Vec<u8>,
}

impl Requests {
    pub(super) fn new(protocol: Protocol) -> Self {
        Self {
            protocol,
            started: false,
            pending: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.pending.extend(bytes);
    }

    /// The next message, if all of it is there.
    pub(super) fn next(&mut self) -> Option<Message> {
        let (length, is_request) = match self.protocol {
            Protocol::Postgres => self.postgres(),
            Protocol::Mysql => self.mysql(),
        }?;
        if self.pending.len() < length {
            return None;
        }
        self.started = true;
        let bytes = self.pending.drain(..length).collect();
        Some(Message { bytes, is_request })
    }

    /// `Query` and `Sync` end what is answered together.
    fn postgres(&self) -> Option<(usize, bool)> {
        let typed = usize::from(self.started);
        let length = self.pending.get(typed..typed + 4)?.try_into().ok()?;
        let length = usize::try_from(u32::from_be_bytes(length)).ok()?;
        let kind = self.pending[0];
        Some((typed + length, self.started && [b'Q', b'S'].contains(&kind)))
    }

    /// A command begins with number 0. Nothing is said to `COM_QUIT` and `COM_STMT_CLOSE`, and
    /// `COM_SET_OPTION`, which Diesel sends before and after each batch, changes nothing that lasts.
    fn mysql(&self) -> Option<(usize, bool)> {
        const QUIET: [u8; 3] = [0x01, 0x19, 0x1b];
        let &[a, b, c, number, command] = self.pending.first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes([a, b, c, 0])).ok()?;
        Some((4 + length, number == 0 && !QUIET.contains(&command)))
    }
}
