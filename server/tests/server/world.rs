//! A server and its people.

use crate::browser::Browser;
use model::{Locale, UserId, WorkspaceRole};
use server::{
    clock,
    config::ServeOptions,
    password::Passwords,
    serve::{self, Running},
    token, user,
    web::AppState,
};
use std::path::Path;
use store::{Location, NewSession, NewUser};
use tempfile::TempDir;

/// A password that everybody has who needs one.
pub const PASSWORD: &str = "correct horse battery";

/// A running server with a data folder of its own.
pub struct World {
    running: Running,
    _data: Option<TempDir>,
}

pub fn options() -> ServeOptions {
    ServeOptions {
        address: ([127, 0, 0, 1], 0).into(),
        public_url: None,
        tls_cert: None,
        tls_key: None,
        behind_proxy: false,
        demo: false,
        metrics_address: None,
        font_folder: None,
    }
}

pub fn location(data: &Path) -> Location {
    Location::Sqlite(data.join("sandtable.db"))
}

impl World {
    /// A server without a user.
    pub async fn empty() -> Self {
        Self::with(options()).await
    }

    /// A server with the demo.
    pub async fn demo() -> Self {
        Self::with(ServeOptions { demo: true, ..options() }).await
    }

    pub async fn with(options: ServeOptions) -> Self {
        let data = tempfile::tempdir().unwrap();
        let running = serve::start(options, &location(data.path())).await.unwrap();
        Self { running, _data: Some(data) }
    }

    /// A server on the data in a folder that outlives it.
    pub async fn at(data: &Path) -> Self {
        Self::on(options(), &location(data)).await
    }

    /// A server on this database.
    pub async fn on(options: ServeOptions, location: &Location) -> Self {
        Self { running: serve::start(options, location).await.unwrap(), _data: None }
    }

    /// A server with one admin, Gao Xiang.
    pub async fn new() -> (Self, Browser) {
        let world = Self::empty().await;
        let admin = world.member("gao", "高翔", WorkspaceRole::Admin).await;
        (world, admin)
    }

    pub fn server(&self) -> &AppState {
        &self.running.server
    }

    pub fn set_up_token(&self) -> &str {
        self.running.set_up_token.as_deref().unwrap()
    }

    /// The address it listens on, whatever its public address is.
    pub fn base(&self) -> String {
        format!("http://{}", self.running.address)
    }

    /// A browser that is not signed in.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.base(), self.server().options.origin.as_str().to_owned(), None)
    }

    /// A new member with a session, in English.
    pub async fn member(&self, login: &str, name: &str, role: WorkspaceRole) -> Browser {
        let id = self.user(login, name, role, None).await;
        self.sign_in(id).await
    }

    /// A new member who can sign in with [`PASSWORD`].
    pub async fn member_with_password(&self, login: &str, name: &str, role: WorkspaceRole) -> UserId {
        let hash = Passwords::default().hash(PASSWORD.to_owned()).await.unwrap();
        self.user(login, name, role, Some(hash)).await
    }

    async fn user(&self, login: &str, name: &str, role: WorkspaceRole, password_hash: Option<String>) -> UserId {
        let id = UserId(token::new_uuid().unwrap());
        let new = NewUser { id, login: login.to_owned(), password_hash, locale: Locale::En };
        user::add_to(&self.server().store, &self.server().hub, new, name, role).await.unwrap()
    }

    /// One more device of a user.
    pub async fn sign_in(&self, user: UserId) -> Browser {
        let token = token::new().unwrap();
        let now = clock::now();
        let session = NewSession {
            token_sha256: token::digest(&token),
            user,
            created_at: now,
            expires_at: now.plus_days(1),
            device: "Test".to_owned(),
        };
        let id = self.server().store.create_session(session).await.unwrap();
        let mut browser = self.visitor();
        browser.user = Some(user);
        browser.session = Some(id);
        browser.set_cookie("sandtable_lang", "en");
        browser.set_cookie(server::web::session_cookie(self.server().options.origin.is_secure()), &token);
        browser
    }

    pub async fn stop(self) {
        self.running.stop().await;
    }
}
