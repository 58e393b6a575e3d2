//! A deal's room on the screen: waits for its content, says why there is none, or shows one of its tabs.

use crate::{
    app::Frame,
    canvas::{Follow, Wanted},
    format,
    i18n::{model_locale, t_string, use_i18n},
    part::parts,
    past::Past,
    power_map::PowerMapScreen,
    replica::{Loading, RoomHandle},
    route::{Tab, Way},
    session::{Connection, use_session},
    shell::{Message, Place},
    talk::Talk,
};
use leptos::prelude::*;
use model::{DealId, EntityKey};
use sync::frame::RoomId;

/// `/w/deals/:id/…`.
#[component]
pub fn DealRoom(
    /// The deal.
    id: DealId,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let room = session.open(RoomId::Deal(id));
    provide_context(room);
    let sync = session.sync();
    let online = Memo::new(move |_| sync.with(|sync| sync.connection == Connection::Online));
    let talk = Talk::of(room, session.me().id, id, online.into());
    provide_context(talk);
    provide_context(Wanted::default());
    let past = Past::default();
    provide_context(past);
    provide_context(Follow::default());
    // Who is here is told at once, not only when he first moves the pointer.
    Effect::new(move |_| {
        if room.loaded().get() {
            room.announce();
        }
    });
    name_the_tab(move || {
        room.track(EntityKey::Deal);
        let locale = model_locale(i18n.get_locale());
        room.with(|room| {
            let facts = room.deal()?.1.facts.as_ref()?;
            let name = format::named(&facts.name, &facts.name_en, locale);
            // What waits to be read is seen from behind another tab.
            Some(match talk.unread(None) {
                0 => name.to_owned(),
                unread => format!("({unread}) {name}"),
            })
        })
    });
    view! {
        <Frame place=Place::Deal(id, room)>
            <WhenLoaded room>{move || if past.open.get() { parts::past(room) } else { view! { <TabOf room/> }.into_any() }}</WhenLoaded>
        </Frame>
    }
}

/// The tab the address names.
#[component]
fn TabOf(room: RoomHandle) -> impl IntoView {
    let tab = expect_context::<Way>().tab();
    move || match tab.get() {
        Tab::Map => view! { <PowerMapScreen room/> }.into_any(),
        Tab::Fishbone => parts::fishbone(room),
        Tab::Chain => parts::chain(room),
        Tab::Tasks => parts::tasks(room),
    }
}

#[component]
fn WhenLoaded(room: RoomHandle, children: ChildrenFn) -> impl IntoView {
    let i18n = use_i18n();
    let loading = Memo::new(move |_| room.loading().get());
    move || match loading.get() {
        Loading::Loaded => children(),
        Loading::Denied => view! { <Denied/> }.into_any(),
        Loading::Waiting => {
            view! { <p class="loading" role="status">{move || t_string!(i18n, shell.state.loading)}</p> }.into_any()
        }
    }
}

/// The browser's tab says which screen it holds.
fn name_the_tab(name: impl Fn() -> Option<String> + 'static) {
    let i18n = use_i18n();
    Effect::new(move |_| {
        let brand = t_string!(i18n, shell.brand);
        document().set_title(&match name() {
            Some(name) => format!("{name} · {brand}"),
            None => brand.to_owned(),
        });
    });
}

/// What the user may not read, or what does not exist: the two are not told apart.
#[component]
pub(crate) fn Denied() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Message
            title=Signal::derive(move || t_string!(i18n, shell.state.denied).to_owned())
            why=Signal::derive(move || t_string!(i18n, shell.state.denied_why).to_owned())
        />
    }
}
