//! Who asks: the session behind the cookie, and the address behind the connection.

use super::{AppState, Problem};
use crate::{clock, token};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, Method, header, request::Parts},
};
use model::{
    WorkspaceRole,
    member::{Member, Workspace},
};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};
use store::{Session, User};

/// A session that is used at least once in this time goes on.
pub const SESSION_DAYS: i64 = 30;
/// How often a session in use is noted as such: the database is not written to for every request.
const TOUCH_AFTER_MS: i64 = 5 * 60 * 1000;

/// The name of the session cookie. The prefix makes browsers refuse one that was set without TLS or by another host.
pub const fn session_cookie(secure: bool) -> &'static str {
    if secure { "__Host-sandtable" } else { "sandtable" }
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// Somebody with a session, on a page.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub user: User,
    /// On which device.
    pub session: Session,
    /// The workspace as of this request.
    pub workspace: Arc<Workspace>,
}

impl SignedIn {
    /// The user as a member of the workspace.
    pub fn member(&self) -> Option<&Member> {
        self.workspace.active(self.user.id)
    }
}

/// The session behind a request, if there is one.
pub async fn signed_in(server: &AppState, headers: &HeaderMap) -> Result<Option<(User, Session)>, Problem> {
    let Some(token) = cookie(headers, session_cookie(server.options.origin.is_secure())) else { return Ok(None) };
    let now = clock::now();
    let Some(session) = server.store.session(token::digest(token), now).await? else { return Ok(None) };
    let Some(user) = server.store.user(session.user).await? else { return Ok(None) };
    if user.disabled {
        return Ok(None);
    }
    if now.0 - session.seen_at.0 > TOUCH_AFTER_MS {
        server.store.touch_session(session.id, now, now.plus_days(SESSION_DAYS)).await?;
    }
    Ok(Some((user, session)))
}

async fn member(parts: &Parts, server: &AppState) -> Result<Option<SignedIn>, Problem> {
    let Some((user, session)) = signed_in(server, &parts.headers).await? else { return Ok(None) };
    let workspace = server.hub.workspace().await?;
    // Somebody who was removed has no session; this closes the moment between the two writes.
    if workspace.active(user.id).is_none() {
        return Ok(None);
    }
    Ok(Some(SignedIn { user, session, workspace }))
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &AppState) -> Result<Self, Problem> {
        let next = (parts.method == Method::GET).then(|| parts.uri.to_string());
        member(parts, server).await?.ok_or(Problem::NotSignedIn { next })
    }
}

/// Somebody with a session, asking from a script: without one he gets 401 and no page.
#[derive(Clone, Debug)]
pub struct ApiUser(pub SignedIn);

impl FromRequestParts<AppState> for ApiUser {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &AppState) -> Result<Self, Problem> {
        member(parts, server).await?.map(Self).ok_or(Problem::SessionNeeded)
    }
}

/// An admin with a session.
#[derive(Clone, Debug)]
pub struct Admin(pub SignedIn);

impl FromRequestParts<AppState> for Admin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &AppState) -> Result<Self, Problem> {
        let signed_in = SignedIn::from_request_parts(parts, server).await?;
        match signed_in.member() {
            Some(member) if member.role == WorkspaceRole::Admin => Ok(Self(signed_in)),
            _ => Err(Problem::AdminNeeded),
        }
    }
}

/// Where a request comes from, for the brakes.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &AppState) -> Result<Self, Problem> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let forwarded = || {
            // The last entry is the one our own proxy wrote; those before it are the client's word.
            let entries = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            entries.rsplit(',').next()?.trim().parse().ok()
        };
        let address = if server.options.behind_proxy { forwarded().or(peer) } else { peer };
        Ok(Self(address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_not_by_a_part_of_its_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=1; xsandtable=2; sandtable=3".parse().expect("a header"));
        assert_eq!(cookie(&headers, "sandtable"), Some("3"));
        assert_eq!(cookie(&headers, "table"), None);
    }
}
