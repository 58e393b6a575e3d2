//! One thread: what was said, the answers, and how it goes on. It is read once its end was on the screen.

use super::{
    editor::Editor,
    in_sight::in_sight,
    one::{One, member},
    state::Talk,
};
use crate::{
    canvas::Canvas,
    i18n::t_string,
    shell::{Each, When},
};
use leptos::{html, prelude::*};
use model::CommentId;

/// The thread.
#[component]
pub fn ThreadView(
    /// The canvas.
    canvas: Canvas,
    /// The talk.
    talk: Talk,
    /// Which.
    id: CommentId,
) -> impl IntoView {
    let i18n = canvas.i18n;
    let now = Memo::new(move |_| talk.thread(id));
    let words = Memo::new(move |_| {
        let answers = now.get().map(|now| now.thread.answers).unwrap_or_default();
        std::iter::once(id).chain(answers).collect::<Vec<_>>()
    });
    let resolved = Memo::new(move |_| now.with(|now| now.as_ref().is_some_and(|now| now.thread.resolved)));
    let end = NodeRef::<html::Span>::new();
    let seen = in_sight(end);
    // What was new when it came into sight stays marked until the reader has gone on.
    let was_new = untrack(|| now.get()).is_some_and(|now| now.unread);
    Effect::new(move |_| {
        let unread = now.with(|now| now.as_ref().is_some_and(|now| now.unread));
        if unread && seen.get() && talk.watched.get() {
            talk.read(id);
        }
    });
    let at = format!("talk-to-{id}");
    let answering = RwSignal::new(talk.draft(&at).is_some());
    let whom = move || {
        let by = talk.comment(id).and_then(|first| member(talk, first.by)).map(|(name, ..)| name);
        t_string!(i18n, talk.answer_to, name = by.unwrap_or_default()).to_string()
    };
    let at = StoredValue::new(at);
    let editor = move || {
        let on = untrack(|| now.get()).map(|now| now.thread.on);
        view! {
            <Editor canvas talk at=at.get_value() focus=true
                label=Signal::derive(whom)
                action=Signal::derive(move || t_string!(i18n, talk.answer).to_owned())
                send=Callback::new(move |text: String| on.is_some_and(|on| talk.say(canvas, on, Some(id), &text)))
                leave=Some(Callback::new(move |()| answering.set(false)))/>
        }
        .into_any()
    };
    let buttons = move || {
        view! {
            <div class="cv-actions">
                <button class="button" data-size="small" type="button" on:click=move |_| answering.set(true)>{move || t_string!(i18n, talk.answer)}</button>
                <button class="button" data-size="small" type="button" on:click=move |_| talk.settle(canvas, id, !resolved.get_untracked())>
                    {move || if resolved.get() { t_string!(i18n, talk.reopen) } else { t_string!(i18n, talk.resolve) }}
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <li class="talk-thread" data-new=was_new.then_some("") data-resolved=move || resolved.get().then_some("")>
            <ol><Each ids=words let:word><One canvas talk id=word/></Each></ol>
            <span node_ref=end class="talk-end" aria-hidden="true"></span>
            <When when=move || talk.may_say()>
                {move || if answering.get() { editor() } else { buttons() }}
            </When>
        </li>
    }
}
