//! One comment: who, when, what; its author may say it otherwise or take it back.

use super::{
    editor::Editor,
    mentions::{Piece, pieces},
    state::Talk,
};
use crate::{
    canvas::Canvas,
    i18n::t_string,
    shell::{Avatar, When, clock},
};
use leptos::prelude::*;
use model::{CommentId, UserId};

/// Name, initials and colour of a member, not tracked.
pub fn member(talk: Talk, user: UserId) -> Option<(String, String, u8)> {
    talk.room.with(|room| {
        let member = room.member(user)?;
        Some((member.name.clone(), member.initials.clone(), member.colour))
    })
}

/// The comment.
#[component]
pub fn One(
    /// The canvas.
    canvas: Canvas,
    /// The talk.
    talk: Talk,
    /// Which.
    id: CommentId,
) -> impl IntoView {
    let i18n = canvas.i18n;
    let now = Memo::new(move |_| talk.comment(id));
    let editing = RwSignal::new(talk.draft(&format!("talk-edit-{id}")).is_some());
    let head = move || {
        let one = now.get()?;
        let (name, initials, colour) =
            member(talk, one.by).unwrap_or_else(|| (t_string!(i18n, talk.somebody).to_owned(), "?".to_owned(), 1));
        Some(view! {
            <p class="talk-head">
                <Avatar name=name.clone() initials colour/>
                <b>{name}</b>
                <small>{clock(one.at.0, i18n.get_locale())}</small>
            </p>
        })
    };
    let text = move || {
        let one = now.get()?;
        if one.archived {
            return Some(view! { <p class="talk-text cv-none">{t_string!(i18n, talk.taken_back)}</p> }.into_any());
        }
        let names: Vec<(UserId, String)> =
            one.mentions.iter().filter_map(|user| Some((*user, member(talk, *user)?.0))).collect();
        let me = talk.room.me();
        let said = pieces(&one.text, &names).into_iter().map(|piece| match piece {
            Piece::Text(text) => text.into_any(),
            Piece::Name(user, name) => {
                view! { <b class="talk-name" data-me=(user == me).then_some("")>{name}</b> }.into_any()
            }
        });
        Some(view! { <p class="talk-text">{said.collect_view()}</p> }.into_any())
    };
    let mine = move || {
        let own = now.with(|now| now.as_ref().is_some_and(|now| now.by == talk.room.me() && !now.archived));
        own && talk.may_say()
    };
    let editor = move || {
        let text = untrack(|| now.get()).map(|now| now.text).unwrap_or_default();
        view! {
            <Editor canvas talk at=format!("talk-edit-{id}") text focus=true
                label=Signal::derive(move || t_string!(i18n, talk.edit).to_owned())
                action=Signal::derive(move || t_string!(i18n, talk.save).to_owned())
                send=Callback::new(move |text: String| talk.rewrite(canvas, id, &text))
                leave=Some(Callback::new(move |()| editing.set(false)))/>
        }
        .into_any()
    };
    let plain = move || {
        view! {
            {text}
            <When when=mine>
                <div class="talk-own">
                    <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| editing.set(true)>{move || t_string!(i18n, talk.edit)}</button>
                    <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| talk.take_back(canvas, id)>{move || t_string!(i18n, talk.remove)}</button>
                </div>
            </When>
        }
        .into_any()
    };
    view! {
        <li class="talk-one" data-comment=id.to_string()>
            {head}
            {move || if editing.get() && mine() { editor() } else { plain() }}
        </li>
    }
}
