//! The hash chain: each row of a stream confirms all rows before it.

use model::{Millis, OpId, StreamId, UserId};
use sha2::{Digest, Sha256};

pub(crate) type Hash = [u8; 32];
pub(crate) type Salt = [u8; 16];

/// What the first row of a stream follows on. The name is in it, so that a log can not be passed off as another stream's.
pub(crate) fn genesis(stream: StreamId) -> Hash {
    Sha256::digest(format!("sandtable stream {stream}")).into()
}

/// What stays of a payload when it is erased. Without the salt nobody can find out what it was by guessing.
pub(crate) fn digest(salt: &[u8], payload: &str) -> Hash {
    Sha256::new().chain_update(salt).chain_update(payload).finalize().into()
}

/// All fields but the digest and the previous hash.
#[derive(Clone, Copy)]
pub(crate) struct Facts {
    pub(crate) op: OpId,
    pub(crate) author: UserId,
    pub(crate) at: Millis,
    pub(crate) schema: u16,
}

/// The hash of a row. All fields have a fixed length, so nothing can move from one into the next.
pub(crate) fn row(previous: &Hash, facts: Facts, digest: &[u8]) -> Hash {
    Sha256::new()
        .chain_update(previous)
        .chain_update(facts.op.0.as_bytes())
        .chain_update(facts.author.0.as_bytes())
        .chain_update(facts.at.0.to_be_bytes())
        .chain_update(facts.schema.to_be_bytes())
        .chain_update(digest)
        .finalize()
        .into()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string can not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect()
}
