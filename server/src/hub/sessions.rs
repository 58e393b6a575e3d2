//! Who is connected with which session, so that a session that ends elsewhere (another node, its age) ends its sockets, and
//! one whose socket is open does not end by age.

use super::Hub;
use crate::{clock, web::SESSION_DAYS};
use model::UserId;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Mutex, PoisonError},
    time::Duration,
};
use store::{Store, StoreError};
use sync::server::{ConnId, SessionId};

/// One query per connected user. A revocation on this node does not wait for it.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// A session in use is noted as such this often.
const TOUCH_AFTER_MS: i64 = 10 * 60 * 1000;

/// Sessions with an open socket.
#[derive(Default)]
pub struct Sessions {
    open: Mutex<HashMap<ConnId, (UserId, SessionId)>>,
}

impl Sessions {
    pub(super) fn add(&self, conn: ConnId, user: UserId, session: SessionId) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).insert(conn, (user, session));
    }

    pub(super) fn remove(&self, conn: ConnId) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&conn);
    }

    fn by_user(&self) -> BTreeMap<UserId, BTreeSet<SessionId>> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let mut by_user = BTreeMap::<_, BTreeSet<_>>::new();
        for (user, session) in open.values() {
            by_user.entry(*user).or_default().insert(*session);
        }
        by_user
    }
}

pub(super) async fn keep(store: Store, hub: Hub) {
    while !hub.messages.is_closed() {
        tokio::time::sleep(LOOK_EVERY).await;
        for (user, connected) in hub.sessions.by_user() {
            if let Err(error) = look_at(&store, &hub, user, connected).await {
                tracing::warn!(%error, "sessions can not be checked");
                break;
            }
        }
    }
}

async fn look_at(store: &Store, hub: &Hub, user: UserId, connected: BTreeSet<SessionId>) -> Result<(), StoreError> {
    let now = clock::now();
    let alive = store.sessions_of(user, now).await?;
    for session in &connected {
        match alive.iter().find(|one| one.id.0.as_u128() == session.0) {
            None => {
                let _ = hub.end_session(*session).await;
            }
            Some(one) if now.0 - one.seen_at.0 > TOUCH_AFTER_MS => {
                store.touch_session(one.id, now, now.plus_days(SESSION_DAYS)).await?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}
