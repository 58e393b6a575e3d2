//! What surrounds a page.

use super::{SignedIn, assets, caller::cookie, state::Server};
use app::pages::{Frame, Who};
use axum::http::HeaderMap;
use model::{Locale, WorkspaceRole};

/// Cookie of the theme, written by the app.
const THEME: &str = "sandtable_theme";

impl Server {
    /// The frame of a page for somebody who is not signed in.
    pub fn frame(&self, locale: Locale, headers: &HeaderMap) -> PageFrame {
        let theme = match cookie(headers, THEME) {
            Some("dark") => Some("dark"),
            Some("light") => Some("light"),
            _ => None,
        };
        PageFrame(Frame { locale, style: assets::address("pkg/sandtable.css"), theme, path: "/".to_owned(), who: None })
    }

    /// The frame of a page for a member, in his language.
    pub fn frame_for(&self, signed_in: &SignedIn, headers: &HeaderMap) -> PageFrame {
        let mut frame = self.frame(signed_in.user.locale, headers);
        frame.0.who = signed_in.member().map(|member| Who {
            name: member.name.clone(),
            initials: member.initials.clone(),
            colour: member.colour,
            is_admin: member.role == WorkspaceRole::Admin,
        });
        frame
    }
}

/// A frame that still needs its path.
pub struct PageFrame(Frame);

impl PageFrame {
    /// The frame of the page at this path: where the language switch comes back to.
    pub fn at(mut self, path: &str) -> Frame {
        path.clone_into(&mut self.0.path);
        self.0
    }
}
