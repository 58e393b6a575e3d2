//! Where the app stands: the address, read as one of a few places.
//!
//! Links are ordinary `<a href>`; those that lead to a place of the app are followed without loading a page. A general router is a
//! tenth of what a browser would load, for the few addresses there are.

use leptos::{ev, prelude::*};
use model::{AccountId, DealId};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent};

/// A tab of a deal's room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The power map.
    Map,
    /// The fishbones.
    Fishbone,
    /// The decision chain.
    Chain,
    /// The tasks.
    Tasks,
}

impl Tab {
    /// All, in the order of the header.
    pub const ALL: [Self; 4] = [Self::Map, Self::Fishbone, Self::Chain, Self::Tasks];

    /// Its part of the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Fishbone => "fishbone",
            Self::Chain => "chain",
            Self::Tasks => "tasks",
        }
    }
}

/// A place of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The deals by stage.
    Board,
    /// A deal's room, at one of its tabs.
    Deal(DealId, Tab),
    /// One's own tasks in all deals.
    MyTasks,
    /// A customer.
    Account(AccountId),
    /// One's profile, a page of the server's.
    Settings,
    /// An address of a deal or customer that can not be one.
    Denied,
    /// No place of the app.
    Unknown,
}

impl Route {
    /// The place a path leads to.
    pub fn of(path: &str) -> Self {
        let mut parts = path.trim_matches('/').split('/');
        if parts.next() != Some("w") {
            return Self::Unknown;
        }
        let parts: [Option<&str>; 4] = [parts.next(), parts.next(), parts.next(), parts.next()];
        match parts {
            [None | Some("board"), None, ..] => Self::Board,
            [Some("deals"), Some(id), word, None] => {
                let tab = word.map_or(Some(Tab::Map), |word| Tab::ALL.into_iter().find(|tab| tab.word() == word));
                tab.map_or(Self::Unknown, |tab| id.parse().map_or(Self::Denied, |id| Self::Deal(id, tab)))
            }
            [Some("accounts"), Some(id), None, None] => id.parse().map_or(Self::Denied, Self::Account),
            [Some("tasks"), None, ..] => Self::MyTasks,
            [Some("settings"), None, ..] => Self::Settings,
            _ => Self::Unknown,
        }
    }

    /// Its address; none for what is no place.
    pub fn path(self) -> Option<String> {
        match self {
            Self::Board => Some("/w/board".to_owned()),
            Self::Deal(id, tab) => Some(format!("/w/deals/{id}/{}", tab.word())),
            Self::Account(id) => Some(format!("/w/accounts/{id}")),
            Self::MyTasks => Some("/w/tasks".to_owned()),
            Self::Settings => Some("/w/settings".to_owned()),
            Self::Denied | Self::Unknown => None,
        }
    }
}

/// The way from place to place; a context.
#[derive(Clone, Copy)]
pub struct Way(RwSignal<Route>);

impl Way {
    /// Reads the address and follows it from now on. Once, at the start.
    pub fn follow() -> Self {
        let way = Self(RwSignal::new(Route::Unknown));
        way.read_address();
        let back = window_event_listener(ev::popstate, move |_| way.read_address());
        let click = window_event_listener(ev::click, move |event| way.click(&event));
        on_cleanup(move || {
            back.remove();
            click.remove();
        });
        way
    }

    /// Where the app stands; a screen is made anew when it changes.
    pub fn route(self) -> Memo<Route> {
        Memo::new(move |_| self.0.get())
    }

    /// The tab of the deal's room in which the app stands.
    pub fn tab(self) -> Memo<Tab> {
        Memo::new(move |before: Option<&Tab>| match self.0.get() {
            Route::Deal(_, tab) => tab,
            // The room is about to go: no other tab is made for it.
            _ => before.copied().unwrap_or(Tab::Map),
        })
    }

    /// Goes there.
    pub fn go(self, route: Route) {
        if route == self.0.get_untracked() {
            return;
        }
        if let Some((history, path)) = history().zip(route.path()) {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&path));
            self.0.set(route);
        }
    }

    fn read_address(self) {
        let here = window().location().pathname().unwrap_or_default();
        let route = Route::of(&here);
        // `/w` and `/w/deals/:id` are short for another address; one that is whole keeps its parameters.
        if let Some((history, path)) = history().zip(route.path().filter(|path| *path != here)) {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
        }
        self.0.set(route);
    }

    fn click(self, event: &MouseEvent) {
        let elsewhere =
            event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if elsewhere || event.default_prevented() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(link) = target.and_then(|target| target.closest("a[href]").ok().flatten()) else { return };
        if link.has_attribute("target") || link.has_attribute("download") {
            return;
        }
        let route = Route::of(&link.get_attribute("href").unwrap_or_default());
        if route.path().is_some() {
            event.prevent_default();
            self.go(route);
        }
    }
}

/// The parameter that names the fishbone on the screen.
pub const FISHBONE: &str = "f";

/// A parameter of the address, as it stands there: an id needs no escapes.
pub fn parameter(name: &str) -> Option<String> {
    value_of(&window().location().search().ok()?, name).map(str::to_owned)
}

fn value_of<'a>(search: &'a str, name: &str) -> Option<&'a str> {
    let parts = search.trim_start_matches('?').split('&');
    parts.filter_map(|part| part.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Notes a parameter in the address, so that a link leads to what is shown; no step of the history.
pub fn note_parameter(name: &str, value: &str) {
    let Some(history) = history() else { return };
    let path = window().location().pathname().unwrap_or_default();
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}?{name}={value}")));
}

fn history() -> Option<web_sys::History> {
    window().history().ok()
}

#[cfg(test)]
mod tests {
    use super::{Route, Tab, value_of};
    use model::{AccountId, DealId};

    const ID: &str = "56f8014c-fdf2-8ae0-9092-6d2f13b8b087";

    #[test]
    fn every_place_is_found_under_its_address() {
        let (deal, account) = (DealId::from_u128(7), AccountId::from_u128(8));
        let tabs = Tab::ALL.map(|tab| Route::Deal(deal, tab));
        for route in [Route::Board, Route::MyTasks, Route::Account(account), Route::Settings].into_iter().chain(tabs) {
            assert_eq!(Route::of(&route.path().unwrap()), route);
        }
    }

    #[test]
    fn a_parameter_is_found_by_its_whole_name() {
        for (search, expected) in [
            ("?f=7", Some("7")),
            ("?a=1&f=7&f=8", Some("7")),
            ("?ff=7", None),
            ("?f", None),
            ("", None),
            ("?f=", Some("")),
        ] {
            assert_eq!(value_of(search, "f"), expected, "{search}");
        }
    }

    #[test]
    fn a_short_address_leads_to_the_screen_people_mean() {
        for path in ["/w", "/w/", "/w/board/"] {
            assert_eq!(Route::of(path), Route::Board, "{path}");
        }
        assert_eq!(Route::of(&format!("/w/deals/{ID}")), Route::Deal(ID.parse().unwrap(), Tab::Map));
    }

    #[test]
    fn an_address_of_nothing_is_told_apart_from_one_that_may_not_be_read() {
        assert_eq!(Route::of("/w/deals/nonsense/map"), Route::Denied);
        for path in [
            "/",
            "",
            "/account",
            "/w/boards",
            "/w/board/x",
            "/w/deals",
            &format!("/w/deals/{ID}/map/x"),
            &format!("/w/deals/{ID}/nothing"),
            "#content",
        ] {
            assert_eq!(Route::of(path), Route::Unknown, "{path}");
        }
    }
}
