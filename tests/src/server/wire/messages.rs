//! Messages in a stream of bytes: a type, a length, a body.

/// Bytes that are not a whole message yet.
#[derive(Default)]
pub(super) struct Messages {
    pending: Vec<u8>,
}

impl Messages {
    /// Takes more bytes; `each` sees the type and the body of every message that is whole now.
    pub(super) fn push(&mut self, bytes: &[u8], mut each: impl FnMut(u8, &[u8])) {
        self.pending.extend(bytes);
        let mut start = 0;
        while let Some((kind, body)) = first(&self.pending[start..]) {
            each(kind, body);
            start += 5 + body.len();
        }
        self.pending.drain(..start);
    }
}

/// The first message, if all of it is there. The length counts itself but not the type.
fn first(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (&kind, rest) = bytes.split_first()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    Some((kind, rest.get(..length.checked_sub(4)?)?))
}
