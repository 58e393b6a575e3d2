//! What every handler can reach.

use super::Assets;
use crate::{
    demo::DemoUser, export::Studio, hub::Hub, import::Imports, password::Passwords, rate_limit::RateLimits,
    setup::SetUpDoor,
};
use std::{net::SocketAddr, sync::Arc};
use store::Store;

/// Shared by all requests.
pub type AppState = Arc<Server>;

/// The running server.
pub struct Server {
    /// The database.
    pub store: Store,
    /// The rooms.
    pub hub: Hub,
    /// The built site.
    pub assets: Assets,
    /// Hashing.
    pub passwords: Passwords,
    /// Where pictures are made.
    pub studio: Studio,
    /// What keeps imports apart.
    pub imports: Imports,
    /// Brakes.
    pub rate_limits: RateLimits,
    /// The way in while there is no user yet.
    pub set_up: SetUpDoor,
    /// Who of the demo can sign in without a password; nobody without `--demo`.
    pub demo_users: Vec<DemoUser>,
    /// What the administrator chose.
    pub options: Options,
}

/// What the administrator chose, as far as requests need it.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address people type.
    pub origin: Origin,
    /// Believe `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// The demo door is open.
    pub demo: bool,
}

/// Scheme and authority of an address, `https://deals.example.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

/// The public address is no address of a site.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not the address of a site: it has the form https://deals.example.com, without a path")]
pub struct NotAnOrigin(String);

impl Origin {
    /// Reads an address as typed into the configuration; a slash at the end is forgiven.
    pub fn parse(text: &str) -> Result<Self, NotAnOrigin> {
        let wrong = || NotAnOrigin(text.to_owned());
        let uri: axum::http::Uri = text.trim_end_matches('/').parse().map_err(|_| wrong())?;
        let (Some(scheme @ ("http" | "https")), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(wrong());
        };
        if uri.path() != "/" || uri.query().is_some() || authority.as_str().contains('@') {
            return Err(wrong());
        }
        Ok(Self(format!("{scheme}://{}", authority.as_str().to_ascii_lowercase())))
    }

    /// The address a server without one in its configuration is reached at.
    pub fn of_address(address: SocketAddr, tls: bool) -> Self {
        let scheme = if tls { "https" } else { "http" };
        if address.ip().is_unspecified() {
            return Self(format!("{scheme}://localhost:{}", address.port()));
        }
        Self(format!("{scheme}://{address}"))
    }

    /// The text, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is reached by TLS, here or at a proxy.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_scheme_and_authority_only() {
        let parsed = |text| Origin::parse(text).map(|origin| origin.as_str().to_owned()).ok();
        assert_eq!(parsed("https://Deals.example.com/"), Some("https://deals.example.com".to_owned()));
        assert_eq!(parsed("http://10.0.0.1:3000"), Some("http://10.0.0.1:3000".to_owned()));
        for wrong in ["deals.example.com", "https://a.example/path", "ftp://a.example", "https://me@a.example", ""] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }
}
