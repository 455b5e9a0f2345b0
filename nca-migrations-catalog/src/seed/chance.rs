//! Choices that look like chance and are the same each time.

/// A number that depends on these words alone (FNV-1a).
pub(super) fn number(words: &[&str], round: usize) -> usize {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let round = round.to_le_bytes();
    let bytes = words.iter().flat_map(|word| word.bytes().chain([0xff]));
    for byte in bytes.chain(round) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // The high bits are the better ones.
    usize::try_from(hash >> 33).unwrap_or_default()
}
