//! Puts the demo's script into an empty database, as ops like all others.

use crate::{
    demo::Script,
    hub::{Hub, ServerOp},
};
use anyhow::Context;
use model::OpId;
use sha2::{Digest, Sha256};
use store::{NewUser, Store};

/// Says that the script is being loaded, so that a start after a crash goes on with it.
const STATE: &str = "demo";

/// Whether the database is empty, or the demo was not loaded to its end.
pub async fn is_wanted(store: &Store) -> anyhow::Result<bool> {
    match store.meta(STATE).await?.as_deref() {
        Some("loading") => Ok(true),
        Some(_) => Ok(false),
        None => Ok(store.is_empty().await? && store.position().await? == store::Position::default()),
    }
}

/// Loads it. Users come last: who can sign in finds everything there.
pub async fn load(store: &Store, hub: &Hub, script: &Script) -> anyhow::Result<()> {
    store.set_meta(STATE, "loading").await?;
    let mut number = 0;
    // Only ops of one author are taken in the order in which they were handed over.
    for steps in script.steps.chunk_by(|one, next| one.by == next.by) {
        let mut answers = Vec::with_capacity(steps.len());
        for step in steps {
            let op =
                ServerOp { id: id_of(number), by: step.by, at: Some(step.at), batch: None, parts: step.parts.clone() };
            answers.push((number, hub.hand_over(op).await?));
            number += 1;
        }
        for (number, answer) in answers {
            answer.wait().await.with_context(|| format!("step {number} of the demo was not accepted"))?;
        }
    }
    for user in &script.users {
        if store.user(user.id).await?.is_none() {
            let new = NewUser { id: user.id, login: user.login.clone(), password_hash: None, locale: user.locale };
            store.create_user(new).await?;
        }
    }
    store.set_meta(STATE, "loaded").await?;
    Ok(())
}

/// The same step has the same id, so that one that is in the log already is only answered.
fn id_of(number: usize) -> OpId {
    let digest = Sha256::digest(format!("sandtable demo step {number}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    OpId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_has_the_same_id_at_every_start_and_no_other_has_it() {
        assert_eq!(id_of(3), id_of(3));
        assert_ne!(id_of(3), id_of(4));
        assert_eq!(id_of(3).0.get_version(), Some(uuid::Version::Custom));
        assert!(!id_of(3).0.is_nil());
    }
}
