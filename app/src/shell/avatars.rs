//! Who is here.

use crate::{
    canvas::Follow,
    format,
    i18n::{t_string, use_i18n},
    replica::RoomHandle,
    route::{Route, Tab, Way},
    session::use_session,
};
use leptos::prelude::*;
use model::{EntityKey, UserId};

/// One person of ours as a coloured disc.
#[component]
pub fn Avatar(
    /// Full name.
    name: String,
    /// Initials.
    initials: String,
    /// Colour, `1..=8`.
    colour: u8,
) -> impl IntoView {
    let letters = format::avatar(&name, &initials);
    view! { <span class="avatar" data-who=colour.to_string() title=name aria-hidden="true">{letters}</span> }
}

/// More than this do not fit into the header.
const SHOWN: usize = 5;

/// Everybody else who has this room open; the user himself stands at the end of the header.
#[component]
pub fn Avatars(
    /// The room.
    room: RoomHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let me = use_session().me();
    let peers = room.presence();
    let own = me.id;
    let follow = use_context::<Follow>();
    let way = use_context::<Way>();
    // Where nothing is drawn there is no view to go along with.
    let start = move |follow: Follow, user: UserId| {
        follow.turn(user);
        if let Some(Route::Deal(deal, Tab::Tasks)) = way.map(|way| way.route().get_untracked()) {
            way.inspect(|way| way.go(Route::Deal(deal, Tab::Map)));
        }
    };
    let users = Memo::new(move |_| {
        let mut users: Vec<UserId> = vec![own];
        for peer in peers.get() {
            if !users.contains(&peer.user) {
                users.push(peer.user);
            }
        }
        users
    });
    let member = move |user: UserId| {
        room.track(EntityKey::Member(user));
        let known = room.with(|room| {
            let member = room.member(user)?;
            Some((member.name.clone(), member.initials.clone(), member.colour))
        });
        match known {
            Some(known) => known,
            None if user == own => (me.name.clone(), me.initials.clone(), me.colour),
            None => ("?".to_owned(), "?".to_owned(), 1),
        }
    };
    let names = {
        let member = member.clone();
        move || {
            let names: Vec<String> = users.get().into_iter().map(|user| member(user).0).collect();
            t_string!(i18n, shell.who.here, names = names.join("、")).to_string()
        }
    };
    view! {
        <div class="avatars" role="group" aria-label=names>
            {move || {
                let member = member.clone();
                users.get().into_iter().skip(1).take(SHOWN).map(move |user| {
                    let (name, initials, colour) = member(user);
                    let Some(follow) = follow else { return view! { <Avatar name initials colour/> }.into_any() };
                    let said = t_string!(i18n, canvas.follow.who, name = name.clone()).to_string();
                    view! {
                        <button class="avatar-button" type="button" title=said.clone() aria-label=said aria-pressed=move || follow.is(user).to_string() on:click=move |_| start(follow, user)>
                            <Avatar name initials colour/>
                        </button>
                    }.into_any()
                }).collect_view()
            }}
            {move || {
                let more = users.get().len().saturating_sub(SHOWN + 1);
                (more > 0).then(|| view! { <span class="avatars-more">{t_string!(i18n, shell.who.more, count = more).to_string()}</span> })
            }}
        </div>
    }
}
