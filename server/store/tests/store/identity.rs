//! Users, sessions, links.

use crate::{
    fixture::wang,
    place::{Place, cases},
};
use model::{DealId, DealRole, Locale, Millis, UserId, WorkspaceRole};
use store::{LinkKind, NewLink, NewSession, NewUser, Store, StoreError};

cases![
    the_first_user_ends_the_first_start,
    a_user_is_found_by_id_and_by_login_in_any_letter_case,
    a_login_is_taken_in_any_letter_case,
    a_login_that_nobody_could_type_is_refused,
    password_and_language_can_be_changed,
    users_are_listed_oldest_first,
    a_session_lives_until_it_expires,
    a_touched_session_lives_longer,
    a_session_is_found_by_its_token_only,
    a_user_ends_his_own_sessions_only,
    a_disabled_user_is_signed_out_for_good,
    sweeping_forgets_only_what_has_ended,
    a_link_opens_exactly_once,
    a_link_ends_by_itself_and_can_be_revoked,
    an_invitation_makes_a_user_or_stays_open,
    a_password_reset_signs_out_everywhere,
    a_named_fact_holds_what_was_set_first_or_last,
];

fn token(n: u8) -> [u8; 32] {
    [n; 32]
}

fn session(n: u8, user: UserId) -> NewSession {
    NewSession {
        token_sha256: token(n),
        user,
        created_at: Millis(100),
        expires_at: Millis(200),
        device: format!("device {n}"),
    }
}

fn invitation(n: u8) -> NewLink {
    let kind = LinkKind::Invitation { role: WorkspaceRole::Guest, deal: Some((DealId::from_u128(5), DealRole::Sr)) };
    NewLink {
        token_sha256: token(n),
        kind,
        created_by: UserId::SYSTEM,
        created_at: Millis(100),
        expires_at: Millis(200),
    }
}

fn li() -> NewUser {
    NewUser { id: UserId::from_u128(101), login: "李敏".to_owned(), password_hash: None, locale: Locale::En }
}

async fn with_wang(place: &Place) -> (Store, UserId) {
    let store = place.store().await;
    store.create_user(wang()).await.unwrap();
    (store, wang().id)
}

async fn the_first_user_ends_the_first_start(place: Place) {
    let store = place.store().await;
    assert!(store.is_empty().await.unwrap());
    store.create_user(wang()).await.unwrap();
    assert!(!store.is_empty().await.unwrap());
}

async fn a_user_is_found_by_id_and_by_login_in_any_letter_case(place: Place) {
    let (store, id) = with_wang(&place).await;
    let found = store.user(id).await.unwrap().unwrap();
    assert_eq!((found.login.as_str(), found.password_hash.as_deref()), ("Wang.Jianguo", Some("$argon2id$1")));
    assert_eq!((found.id, found.locale, found.disabled), (id, Locale::Zh, false));
    for login in ["Wang.Jianguo", "wang.jianguo", "WANG.JIANGUO", " wang.jianguo "] {
        assert_eq!(store.user_by_login(login).await.unwrap(), Some(found.clone()), "{login}");
    }
    for login in ["", "wang", "wang%", "wang.jianguo\0", "' or 1=1 --"] {
        assert_eq!(store.user_by_login(login).await.unwrap(), None, "{login}");
    }
    assert_eq!(store.user(UserId::from_u128(1)).await.unwrap(), None);
}

async fn a_login_is_taken_in_any_letter_case(place: Place) {
    let (store, _) = with_wang(&place).await;
    let taken = store.create_user(NewUser { login: "WANG.jianguo".to_owned(), ..li() }).await;
    assert!(matches!(taken, Err(StoreError::LoginTaken)), "{taken:?}");
    // The same id under another login is a mistake of the caller, not a taken login.
    let twice = store.create_user(NewUser { id: wang().id, ..li() }).await;
    assert!(matches!(twice, Err(StoreError::Other(_))), "{twice:?}");
    assert_eq!(store.list_users().await.unwrap().len(), 1);
}

async fn a_login_that_nobody_could_type_is_refused(place: Place) {
    let store = place.store().await;
    for login in ["", "  ", "a\0b"] {
        let refused = store.create_user(NewUser { login: login.to_owned(), ..li() }).await;
        assert!(matches!(refused, Err(StoreError::Malformed(_))), "{refused:?}");
    }
}

async fn password_and_language_can_be_changed(place: Place) {
    let (store, id) = with_wang(&place).await;
    assert!(store.set_password_hash(id, Some("$argon2id$2")).await.unwrap());
    assert!(store.set_locale(id, Locale::En).await.unwrap());
    let user = store.user(id).await.unwrap().unwrap();
    assert_eq!((user.password_hash.as_deref(), user.locale), (Some("$argon2id$2"), Locale::En));
    assert!(store.set_password_hash(id, None).await.unwrap());
    assert_eq!(store.user(id).await.unwrap().unwrap().password_hash, None);
    assert!(!store.set_password_hash(UserId::from_u128(1), None).await.unwrap());
    assert!(!store.set_locale(UserId::from_u128(1), Locale::En).await.unwrap());
}

async fn users_are_listed_oldest_first(place: Place) {
    let store = place.store().await;
    store.create_user(li()).await.unwrap();
    store.create_user(wang()).await.unwrap();
    let logins: Vec<_> = store.list_users().await.unwrap().into_iter().map(|user| user.login).collect();
    assert_eq!(logins, ["Wang.Jianguo", "李敏"]);
}

async fn a_session_lives_until_it_expires(place: Place) {
    let (store, id) = with_wang(&place).await;
    let made = store.create_session(session(1, id)).await.unwrap();
    let found = store.session(token(1), Millis(199)).await.unwrap().unwrap();
    assert_eq!((found.id, found.user, found.device.as_str()), (made, id, "device 1"));
    assert_eq!((found.created_at, found.seen_at, found.expires_at), (Millis(100), Millis(100), Millis(200)));
    assert_eq!(store.session(token(1), Millis(200)).await.unwrap(), None);
    assert_eq!(store.sessions_of(id, Millis(200)).await.unwrap(), []);
}

async fn a_touched_session_lives_longer(place: Place) {
    let (store, id) = with_wang(&place).await;
    let made = store.create_session(session(1, id)).await.unwrap();
    store.touch_session(made, Millis(150), Millis(250)).await.unwrap();
    let found = store.session(token(1), Millis(249)).await.unwrap().unwrap();
    assert_eq!((found.created_at, found.seen_at, found.expires_at), (Millis(100), Millis(150), Millis(250)));
}

async fn a_session_is_found_by_its_token_only(place: Place) {
    let (store, id) = with_wang(&place).await;
    let made = store.create_session(session(1, id)).await.unwrap();
    assert_eq!(store.session(token(2), Millis(150)).await.unwrap(), None);
    let mut of_id = [0; 32];
    of_id[..16].copy_from_slice(made.0.as_bytes());
    assert_eq!(store.session(of_id, Millis(150)).await.unwrap(), None);
}

async fn a_user_ends_his_own_sessions_only(place: Place) {
    let (store, wang) = with_wang(&place).await;
    store.create_user(li()).await.unwrap();
    let li = li().id;
    let here = store.create_session(session(1, wang)).await.unwrap();
    let phone = store.create_session(session(2, wang)).await.unwrap();
    store.create_session(session(3, wang)).await.unwrap();
    let other = store.create_session(session(4, li)).await.unwrap();
    assert!(!store.revoke_session(other, wang).await.unwrap());
    assert!(store.revoke_session(phone, wang).await.unwrap());
    assert!(!store.revoke_session(phone, wang).await.unwrap());
    assert_eq!(store.session(token(2), Millis(150)).await.unwrap(), None);
    assert_eq!(store.revoke_all(wang, Some(here)).await.unwrap(), 1);
    let left = store.sessions_of(wang, Millis(150)).await.unwrap();
    assert_eq!(left.iter().map(|session| session.id).collect::<Vec<_>>(), [here]);
    assert_eq!(store.revoke_all(wang, None).await.unwrap(), 1);
    assert!(store.session(token(4), Millis(150)).await.unwrap().is_some());
}

async fn a_disabled_user_is_signed_out_for_good(place: Place) {
    let (store, id) = with_wang(&place).await;
    store.create_session(session(1, id)).await.unwrap();
    assert!(store.disable_user(id).await.unwrap());
    assert_eq!(store.session(token(1), Millis(150)).await.unwrap(), None);
    assert!(store.user(id).await.unwrap().unwrap().disabled);
    // A sign-in that was on its way when he was disabled.
    store.create_session(session(2, id)).await.unwrap();
    assert_eq!(store.session(token(2), Millis(150)).await.unwrap(), None);
    assert!(!store.disable_user(UserId::from_u128(1)).await.unwrap());
}

async fn sweeping_forgets_only_what_has_ended(place: Place) {
    let (store, id) = with_wang(&place).await;
    store.create_session(session(1, id)).await.unwrap();
    store.create_session(NewSession { expires_at: Millis(300), ..session(2, id) }).await.unwrap();
    assert_eq!(store.sweep_sessions(Millis(199)).await.unwrap(), 0);
    assert_eq!(store.sweep_sessions(Millis(200)).await.unwrap(), 1);
    assert!(store.session(token(2), Millis(200)).await.unwrap().is_some());
}

async fn a_link_opens_exactly_once(place: Place) {
    let store = place.store().await;
    let id = store.create_link(invitation(1)).await.unwrap();
    let link = store.link(token(1), Millis(150)).await.unwrap().unwrap();
    assert_eq!((link.id, &link.kind, link.created_by), (id, &invitation(1).kind, UserId::SYSTEM));
    assert_eq!(store.links_open(Millis(150)).await.unwrap(), [link]);
    let beside = place.beside().await;
    let tries = (0..10).map(|n| {
        let store = if n % 2 == 0 { store.clone() } else { beside.clone() };
        tokio::spawn(async move { store.use_link(token(1), Millis(150)).await.unwrap() })
    });
    let mut opened = 0;
    for attempt in tries.collect::<Vec<_>>() {
        opened += usize::from(attempt.await.unwrap());
    }
    assert_eq!(opened, 1);
    assert_eq!(store.link(token(1), Millis(150)).await.unwrap(), None);
    assert_eq!(store.links_open(Millis(150)).await.unwrap(), []);
}

async fn a_link_ends_by_itself_and_can_be_revoked(place: Place) {
    let store = place.store().await;
    let id = store.create_link(invitation(1)).await.unwrap();
    assert_eq!(store.link(token(1), Millis(200)).await.unwrap(), None);
    assert!(!store.use_link(token(1), Millis(200)).await.unwrap());
    assert!(!store.use_link(token(2), Millis(150)).await.unwrap());
    assert!(store.revoke_link(id).await.unwrap());
    assert!(!store.revoke_link(id).await.unwrap());
    assert!(!store.use_link(token(1), Millis(150)).await.unwrap());
}

async fn an_invitation_makes_a_user_or_stays_open(place: Place) {
    let (store, _) = with_wang(&place).await;
    store.create_link(invitation(1)).await.unwrap();
    let taken = NewUser { login: "WANG.JIANGUO".to_owned(), ..li() };
    let taken = store.create_user_by_link(token(1), Millis(150), taken).await;
    assert!(matches!(taken, Err(StoreError::LoginTaken)), "{taken:?}");
    assert!(store.create_user_by_link(token(1), Millis(150), li()).await.unwrap());
    assert_eq!(store.user_by_login("李敏").await.unwrap().unwrap().id, li().id);
    let again = NewUser { id: UserId::from_u128(102), login: "zhao".to_owned(), ..li() };
    assert!(!store.create_user_by_link(token(1), Millis(150), again).await.unwrap());
    assert_eq!(store.list_users().await.unwrap().len(), 2);
}

async fn a_password_reset_signs_out_everywhere(place: Place) {
    let (store, id) = with_wang(&place).await;
    store.create_session(session(1, id)).await.unwrap();
    let kind = LinkKind::PasswordReset { user: id };
    store.create_link(NewLink { kind, ..invitation(1) }).await.unwrap();
    store.create_link(invitation(2)).await.unwrap();
    // An invitation resets nobody's password, and a reset makes no user; neither is used up by trying.
    assert_eq!(store.reset_password_by_link(token(2), Millis(150), "new").await.unwrap(), None);
    assert!(!store.create_user_by_link(token(1), Millis(150), li()).await.unwrap());
    assert_eq!(store.links_open(Millis(150)).await.unwrap().len(), 2);
    assert_eq!(store.reset_password_by_link(token(1), Millis(150), "new").await.unwrap(), Some(id));
    assert_eq!(store.user(id).await.unwrap().unwrap().password_hash.as_deref(), Some("new"));
    assert_eq!(store.session(token(1), Millis(150)).await.unwrap(), None);
    assert_eq!(store.reset_password_by_link(token(1), Millis(150), "newer").await.unwrap(), None);
    assert_eq!(store.user(id).await.unwrap().unwrap().password_hash.as_deref(), Some("new"));
}

async fn a_named_fact_holds_what_was_set_first_or_last(place: Place) {
    let store = place.store().await;
    assert_eq!(store.meta("workspace").await.unwrap(), None);
    assert_eq!(store.meta_or_set("workspace", "one").await.unwrap(), "one");
    assert_eq!(store.meta_or_set("workspace", "two").await.unwrap(), "one");
    store.set_meta("workspace", "three").await.unwrap();
    store.set_meta("workspace", "four").await.unwrap();
    assert_eq!(store.meta("workspace").await.unwrap().as_deref(), Some("four"));
}
