//! Adding a user: by the set-up, by an invitation, by the command line.
//!
//! First the account, then the member. If the server dies between the two, there is an account that can not enter; the
//! other way round there would be a member nobody can become.

use crate::{
    hub::{Hub, NotSubmitted},
    session::login_is_valid,
    token,
    web::{AppState, Problem},
};
use app::pages::{PersonFields, Wrong};
use model::{
    Change, DealId, DealRole, Locale, StreamId, UserId, WorkspaceRole, member::MEMBER_COLOURS, member::MemberChange,
    team::TeamChange, text,
};
use serde::Deserialize;
use store::{NewUser, Store, StoreError};

/// What is asked of a new member.
#[derive(Clone, Deserialize)]
pub struct NewMember {
    name: String,
    initials: String,
    colour: String,
    login: String,
    password: String,
    password_again: String,
}

impl NewMember {
    /// The fields as entered, to show them again; never the password.
    pub fn fields(&self) -> PersonFields {
        PersonFields {
            name: self.name.clone(),
            initials: self.initials.clone(),
            colour: self.colour.parse().unwrap_or(1),
            login: self.login.clone(),
        }
    }

    fn join(&self, user: UserId, role: WorkspaceRole) -> MemberChange {
        MemberChange::Join {
            user,
            name: text::clean(&self.name, false),
            initials: text::clean(&self.initials, false),
            // Zero is refused by the rules.
            colour: self.colour.parse().unwrap_or_default(),
            role,
        }
    }
}

/// Why a user was not added.
pub enum NotAdded {
    /// The form can be corrected.
    Wrong(Wrong),
    /// It can not.
    Problem(Problem),
}

impl<T: Into<Problem>> From<T> for NotAdded {
    fn from(problem: T) -> Self {
        Self::Problem(problem.into())
    }
}

/// An invitation to use up.
#[derive(Clone, Copy)]
pub struct ByLink {
    /// Digest of its token.
    pub digest: [u8; 32],
    /// Who invites.
    pub inviter: UserId,
    /// The deal to join.
    pub deal: Option<(DealId, DealRole)>,
}

/// Adds a user who filled in a form.
pub async fn add(
    server: &AppState,
    member: &NewMember,
    role: WorkspaceRole,
    locale: Locale,
    link: Option<ByLink>,
) -> Result<UserId, NotAdded> {
    let wrong = |wrong| Err(NotAdded::Wrong(wrong));
    let login = member.login.trim();
    if !login_is_valid(login) {
        return wrong(Wrong::LoginInvalid);
    }
    if member.password != member.password_again {
        return wrong(Wrong::PasswordsDiffer);
    }
    let id = UserId(token::new_uuid()?);
    let join = member.join(id, role);
    // Asked before anything is written: a name that is refused must not cost the link.
    if let Err(refusal) = rehearse(&server.hub, &join).await? {
        return wrong(Wrong::Refused(refusal.sentence(locale)));
    }
    let hash = match server.passwords.hash(member.password.clone()).await {
        Ok(hash) => hash,
        Err(crate::password::PasswordError::Length) => return wrong(Wrong::PasswordLength),
        Err(error) => return Err(Problem::from(error).into()),
    };
    let user = NewUser { id, login: login.to_owned(), password_hash: Some(hash), locale };
    let created = match &link {
        None => server.store.create_user(user).await.map(|()| true),
        Some(link) => server.store.create_user_by_link(link.digest, crate::clock::now(), user).await,
    };
    match created {
        Ok(true) => {}
        Ok(false) => return Err(Problem::LinkSpent.into()),
        Err(StoreError::LoginTaken) => return wrong(Wrong::LoginTaken),
        Err(error) => return Err(Problem::from(error).into()),
    }
    let initials = text::clean(&member.initials, false);
    let inviter = link.map_or(UserId::SYSTEM, |link| link.inviter);
    enter(server, inviter, join).await?;
    if let Some((deal, role)) = link.and_then(|link| link.deal) {
        let change = Change::Team(TeamChange::Join { user: id, role, initials });
        if let Err(error) = server.hub.submit(inviter, vec![(StreamId::Deal(deal), vec![change])]).await {
            // The inviter may have left the deal since: the new member is one all the same.
            tracing::warn!(%error, %deal, "an invited member did not join the deal");
        }
    }
    Ok(id)
}

/// Whether the workspace would take this member.
async fn rehearse(hub: &Hub, join: &MemberChange) -> Result<Result<(), model::Refusal>, Problem> {
    use model::{Actor, ClientId, Millis, Op, OpId, Part, SCHEMA, Seq, Stamp};
    let room = hub.read(UserId::SYSTEM, sync::frame::RoomId::Board).await?.unwrap_or_default();
    let op = Op {
        id: OpId::from_u128(0),
        client: ClientId::from_u128(0),
        client_seq: 1,
        schema: SCHEMA,
        at: Millis(0),
        batch: None,
        parts: vec![Part { stream: StreamId::Workspace, base: Seq(0), changes: vec![Change::Member(join.clone())] }],
    };
    Ok(model::check(&room, &op, &Stamp::new(Actor::SYSTEM, Millis(0))))
}

/// The inviter may have lost his rights after he made the link; it was valid when he made it and an admin can revoke it, so
/// the server vouches for the entry.
async fn enter(server: &AppState, inviter: UserId, join: MemberChange) -> Result<(), Problem> {
    let parts = vec![(StreamId::Workspace, vec![Change::Member(join)])];
    match server.hub.submit(inviter, parts.clone()).await {
        Ok(_) => Ok(()),
        Err(NotSubmitted::Refused(_)) => match server.hub.submit(UserId::SYSTEM, parts).await {
            Ok(_) => Ok(()),
            Err(error) => Err(error.into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// Adds a user from the command line or the demo: no form, no link.
pub async fn add_to(
    store: &Store,
    hub: &Hub,
    user: NewUser,
    name: &str,
    role: WorkspaceRole,
) -> Result<UserId, Problem> {
    let id = user.id;
    let join = MemberChange::Join {
        user: id,
        name: text::clean(name, false),
        initials: initials_of(name),
        colour: id.0.as_bytes()[15] % MEMBER_COLOURS + 1,
        role,
    };
    rehearse(hub, &join).await??;
    store.create_user(user).await?;
    hub.submit(UserId::SYSTEM, vec![(StreamId::Workspace, vec![Change::Member(join)])]).await?;
    Ok(id)
}

/// A first proposal: of 王建国 the W, of Anna Berg AB.
pub fn initials_of(name: &str) -> String {
    let key = crate::pinyin::sort_key(name);
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let is_latin = name.is_ascii();
    let letters: String = key.split(' ').filter_map(first).take(if is_latin { 2 } else { 1 }).collect();
    if letters.is_empty() { "X".to_owned() } else { letters.to_uppercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_family_name_in_chinese_and_two_letters_in_english() {
        assert_eq!(initials_of("王建国"), "W");
        assert_eq!(initials_of("Anna Berg"), "AB");
        assert_eq!(initials_of("…"), "X");
    }
}
