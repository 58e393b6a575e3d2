//! The section of the panel: the threads on what is selected, or all open ones of the deal.

use super::{editor::Editor, overview::Overview, state::Talk, thread::ThreadView};
use crate::{
    canvas::Canvas,
    i18n::t_string,
    shell::{Each, When},
};
use leptos::prelude::*;
use model::{CommentId, EntityKey};

/// What the section is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Deal,
    Item(EntityKey),
    Several,
}

/// The section. It stands above the facts when there is something to read, below them when there is not; it stays where it is
/// while the reader is at it.
#[component]
pub fn TalkPanel(
    /// The canvas.
    canvas: Canvas,
    /// Whether this is the place above the facts.
    above: bool,
) -> impl IntoView {
    let subject = Memo::new(move |_| match canvas.subjects()[..] {
        [] => Subject::Deal,
        [item] => Subject::Item(item),
        _ => Subject::Several,
    });
    move || {
        let talk = canvas.talk?;
        let subject = subject.get();
        let to_read = untrack(|| matches!(subject, Subject::Item(item) if talk.on(item).open > 0));
        if to_read != above {
            return None;
        }
        match subject {
            Subject::Deal => Some(view! { <Overview canvas talk/> }.into_any()),
            Subject::Item(on) => Some(view! { <Threads canvas talk on/> }.into_any()),
            Subject::Several => None,
        }
    }
}

/// The threads on one thing.
#[component]
fn Threads(canvas: Canvas, talk: Talk, on: EntityKey) -> impl IntoView {
    let i18n = canvas.i18n;
    let those = move |resolved: bool| {
        Memo::new(move |_| {
            talk.all.with(|all| {
                let here = all.iter().filter(|one| one.thread.on == on && one.thread.resolved == resolved);
                here.map(|one| one.thread.id).collect::<Vec<CommentId>>()
            })
        })
    };
    let (open, settled) = (those(false), those(true));
    let at = StoredValue::new(format!("talk-on-{on}"));
    let none = move || {
        (open.with(Vec::is_empty) && settled.with(Vec::is_empty)).then(|| {
            view! { <p class="cv-none">{t_string!(i18n, talk.none)}</p> }
        })
    };
    view! {
        <section class="talk">
            <h2 class="talk-title" tabindex="-1">{move || t_string!(i18n, talk.title)}" "<small>{move || open.with(Vec::len)}</small></h2>
            {none}
            <ul><Each ids=open let:id><ThreadView canvas talk id/></Each></ul>
            <When when=move || talk.may_say()>
                <Editor canvas talk at=at.get_value()
                    label=Signal::derive(move || t_string!(i18n, talk.write).to_owned())
                    action=Signal::derive(move || t_string!(i18n, talk.send).to_owned())
                    send=Callback::new(move |text: String| talk.say(canvas, on, None, &text))/>
            </When>
            <When when=move || !settled.with(Vec::is_empty)>
                <details class="talk-settled">
                    <summary>{move || t_string!(i18n, talk.resolved, count = settled.with(Vec::len)).to_string()}</summary>
                    <ul><Each ids=settled let:id><ThreadView canvas talk id/></Each></ul>
                </details>
            </When>
        </section>
    }
}
