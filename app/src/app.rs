//! The single-page app: languages, session, routes.

use crate::{
    deal::{DealRoom, Denied},
    i18n::{I18nContextProvider, Locale, model_locale, t_string, use_i18n},
    part::{self, InSight, parts},
    route::{Route, Tab, Way},
    session::{self, Connection, Session, Start, SyncState},
    shell::{Banners, DrawerOpen, Header, Message, Place, Toasts, chosen_language},
};
use leptos::prelude::*;

/// The app under `/w`.
#[component]
pub fn App() -> impl IntoView {
    view! { <I18nContextProvider><Started/></I18nContextProvider> }
}

#[component]
fn Started() -> impl IntoView {
    let i18n = use_i18n();
    if let Some(locale) = chosen_language() {
        i18n.set_locale(locale);
    }
    // The library sets the browser's own language once the page runs, and again when the browser's changes: what the user
    // has chosen holds against both.
    Effect::new(move |_| {
        let now = i18n.get_locale();
        if let Some(chosen) = chosen_language().filter(|chosen| *chosen != now) {
            i18n.set_locale(chosen);
        }
    });
    let session = StoredValue::new(None::<Session>);
    let start = session::start(model_locale(i18n.get_locale_untracked()), move |ready| {
        // A browser that was never told a language takes that of the profile. Asked again: he may have chosen meanwhile.
        if chosen_language().is_none() {
            let locale = match ready.me().locale {
                model::Locale::Zh => Locale::zh_CN,
                model::Locale::En => Locale::en,
            };
            i18n.set_locale(locale);
        }
        session.set_value(Some(ready));
    });
    move || match (start.get(), session.get_value()) {
        (Start::Ready, Some(session)) => {
            provide_context(session);
            provide_context(DrawerOpen(RwSignal::new(false)));
            view! { <Screens/> }.into_any()
        }
        (Start::Nobody, _) => view! {
            <Message
                title=Signal::derive(move || t_string!(i18n, shell.state.nobody).to_owned())
                why=Signal::derive(move || t_string!(i18n, shell.state.nobody_why).to_owned())
                again=true
            />
        }
        .into_any(),
        (Start::Asking | Start::Ready, _) => ().into_any(),
    }
}

#[component]
fn Screens() -> impl IntoView {
    tell_boot_script();
    let sync = session::use_session().sync();
    part::fetch_all_once(InSight::provide(), move || sync.get().connection == Connection::Online);
    let way = Way::follow();
    provide_context(way);
    let route = way.route();
    // Going from tab to tab stays in the room: it is neither left nor loaded again.
    let screen = Memo::new(move |_| match route.get() {
        Route::Deal(id, _) => Route::Deal(id, Tab::Map),
        other => other,
    });
    view! {
        {move || match screen.get() {
            Route::Board => parts::board(),
            Route::Deal(id, _) => view! { <DealRoom id/> }.into_any(),
            Route::MyTasks => parts::my_tasks(),
            Route::Account(id) => parts::account(id),
            Route::Settings => view! { <Settings/> }.into_any(),
            Route::Denied => view! { <Denied/> }.into_any(),
            Route::Unknown => view! { <NotFound/> }.into_any(),
        }}
        <Toasts/>
        {parts::drawer()}
    }
}

/// The boot script says how many edits are kept if the program stops: it must know without asking the program.
fn tell_boot_script() {
    let sync = session::use_session().sync();
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            // What is only in memory is not kept.
            let SyncState { pending, storage_ok, .. } = sync.get();
            let kept = if storage_ok { pending } else { 0 };
            let _ = root.set_attribute("data-pending", &kept.to_string());
        }
    });
}

/// The profile is a page of the server's.
#[component]
fn Settings() -> impl IntoView {
    Effect::new(|_| {
        if let Some(window) = web_sys::window() {
            let _ = window.location().replace("/account");
        }
    });
}

#[component]
fn NotFound() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <main class="app-main" id="content">
            <Message
                title=Signal::derive(move || t_string!(i18n, shell.state.not_found).to_owned())
                why=Signal::derive(move || t_string!(i18n, shell.state.not_found_why).to_owned())
            />
        </main>
    }
}

/// What every screen stands in: header, warnings, content.
#[component]
pub(crate) fn Frame(
    /// Where the screen stands.
    place: Place,
    /// The screen.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="app">
            <Header place/>
            <Banners/>
            <main class="app-main" id="content" tabindex="-1">{children()}</main>
        </div>
    }
}
