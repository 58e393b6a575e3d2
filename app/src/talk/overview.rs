//! All open threads of the deal, those not read first; a click leads to what each is about. What is not drawn any more is read here.

use super::{
    editor::Editor,
    names::{is_there, name_of},
    one::member,
    state::Talk,
    thread::ThreadView,
};
use crate::{
    canvas::{Canvas, show_element},
    i18n::t_string,
    route::Way,
    shell::{Each, When},
};
use leptos::prelude::*;
use model::{CommentId, EntityKey};

/// The list.
#[component]
pub fn Overview(
    /// The canvas.
    canvas: Canvas,
    /// The talk.
    talk: Talk,
) -> impl IntoView {
    let i18n = canvas.i18n;
    let open = Memo::new(move |_| {
        let mut open: Vec<_> = talk.all.with(|all| {
            let open = all.iter().filter(|one| !one.thread.resolved);
            open.map(|one| (!one.for_me, !one.unread, std::cmp::Reverse(one.newest), one.thread.id)).collect()
        });
        model::order::sort_by(&mut open, Ord::cmp);
        open.into_iter().map(|(.., id)| id).collect::<Vec<CommentId>>()
    });
    let writing = RwSignal::new(talk.draft("talk-on-deal").is_some());
    let editor = move || {
        view! {
            <Editor canvas talk at="talk-on-deal".to_owned() focus=true
                label=Signal::derive(move || t_string!(i18n, talk.deal).to_owned())
                action=Signal::derive(move || t_string!(i18n, talk.send).to_owned())
                send=Callback::new(move |text: String| talk.say(canvas, EntityKey::Deal, None, &text))
                leave=Some(Callback::new(move |()| writing.set(false)))/>
        }
        .into_any()
    };
    let begin = move || {
        view! {
            <button class="button" data-size="small" type="button" on:click=move |_| writing.set(true)>{move || t_string!(i18n, talk.begin)}</button>
        }
        .into_any()
    };
    view! {
        <section class="talk cv-overview">
            <h2 class="talk-title" tabindex="-1">{move || t_string!(i18n, talk.overview)}" "<small>{move || open.with(Vec::len)}</small></h2>
            {move || open.with(Vec::is_empty).then(|| view! { <p class="cv-none">{t_string!(i18n, talk.overview_none)}</p> })}
            <ul><Each ids=open let:id><Row canvas talk id/></Each></ul>
            <When when=move || talk.may_say()>{move || if writing.get() { editor() } else { begin() }}</When>
        </section>
    }
}

fn row_id(id: CommentId) -> String {
    format!("talk-row-{id}")
}

#[component]
fn Row(canvas: Canvas, talk: Talk, id: CommentId) -> impl IntoView {
    let i18n = canvas.i18n;
    let way = use_context::<Way>();
    let now = Memo::new(move |_| talk.thread(id));
    let opened = RwSignal::new(false);
    let on = move || now.with(|now| now.as_ref().map(|now| now.thread.on));
    let name = Memo::new(move |_| {
        talk.room.track_all();
        let locale = i18n.get_locale();
        on().map(|on| talk.room.with(|room| name_of(room, on, locale))).unwrap_or_default()
    });
    let gone = Memo::new(move |_| {
        talk.room.track_all();
        let there = |on| talk.room.with(|room| room.deal().is_some_and(|(_, deal)| is_there(deal, on)));
        on().is_some_and(|on| on != EntityKey::Deal && !there(on))
    });
    let last = Memo::new(move |_| {
        let last = now.with(|now| now.as_ref().map(|now| *now.thread.answers.last().unwrap_or(&id)))?;
        let one = talk.comment(last)?;
        Some((member(talk, one.by).map(|(name, ..)| name).unwrap_or_default(), one.text))
    });
    let unread = move || now.with(|now| now.as_ref().is_some_and(|now| now.unread));
    let for_me = move || now.with(|now| now.as_ref().is_some_and(|now| now.for_me));
    let go = move |_| {
        if let Some(on) = on()
            && !talk.lead_to(canvas, way, on)
        {
            opened.update(|opened| *opened = !*opened);
            // What was asked for is not left below the edge of the panel.
            if opened.get_untracked() {
                show_element(row_id(id));
            }
        }
    };
    view! {
        <li id=row_id(id) class="talk-row" data-talk=move || if unread() { "unread" } else { "read" }>
            <button class="pm-gap" type="button" aria-expanded=move || opened.get().then_some("true") on:click=go>
                <i class="talk-dot" aria-hidden="true"></i>
                <span>
                    <b>{move || name.get()}</b>
                    {move || gone.get().then(|| view! { " "<span class="chip" data-tone="plain">{t_string!(i18n, talk.gone)}</span> })}
                    {move || for_me().then(|| view! { " "<span class="chip">{t_string!(i18n, talk.for_you)}</span> })}
                    <span class="spoken">{move || unread().then(|| t_string!(i18n, talk.unread, count = 1).to_string())}</span>
                    <small class="talk-last">{move || last.get().map(|(who, text)| format!("{who}：{text}"))}</small>
                </span>
            </button>
            {move || opened.get().then(|| view! { <ul><ThreadView canvas talk id/></ul> })}
        </li>
    }
}
