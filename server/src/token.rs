//! Random secrets: in a cookie or an address as text, in the database only as a digest.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// 256 bits: guessing is hopeless, so looking one up needs no constant time.
const BYTES: usize = 32;

/// The random source of the operating system failed. Nothing secret can be made then.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gives no random bytes: {0}")]
pub struct NoRandomness(#[from] getrandom::Error);

/// A new secret, as the text that goes into a cookie or an address.
pub fn new() -> Result<String, NoRandomness> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// What the database keeps of a secret. Who reads the database can not sign in with it.
pub fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A new time-ordered id.
pub fn new_uuid() -> Result<Uuid, NoRandomness> {
    let mut random = [0; 10];
    getrandom::fill(&mut random)?;
    let millis = u64::try_from(crate::clock::now().0).unwrap_or_default();
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}
