//! One-time links: invitations and resets.

use super::{AppState, Problem};
use crate::{clock, rate_limit::Limit, token};
use std::net::IpAddr;
use store::Link;

/// The link behind a token, if it can still be used. Nobody may guess for long.
pub async fn open_link(server: &AppState, from: IpAddr, token: &str) -> Result<Link, Problem> {
    server.rate_limits.check(Limit::Link, from, "")?;
    server.store.link(token::digest(token), clock::now()).await?.ok_or(Problem::LinkSpent)
}
