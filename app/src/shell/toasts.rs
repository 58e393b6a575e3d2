//! Notices in passing, said aloud by a screen reader.

use super::{DrawerOpen, Each, Icon, Shape, drawer::texts, words::field_name, words::step_name};
use crate::{
    i18n::{model_locale, t_string, use_i18n},
    replica::RoomHandle,
    session::{Notice, Toast, use_session},
};
use leptos::prelude::*;
use model::Change;
use sync::frame::RoomId;

/// The notices.
#[component]
pub fn Toasts() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let toasts = session.toasts();
    let workspace = session.open(RoomId::Board);
    view! {
        <div class="toasts" role="region" aria-label=move || t_string!(i18n, shell.notice.label) aria-live="polite">
            <Each ids=Signal::derive(move || toasts.with(|toasts| toasts.iter().map(|toast| toast.id).collect())) let:id>
                {toasts.with_untracked(|toasts| toasts.iter().find(|toast| toast.id == id).cloned()).map(|toast| view! { <Line toast workspace/> })}
            </Each>
        </div>
    }
}

#[component]
fn Line(toast: Toast, workspace: RoomHandle) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let drawer = expect_context::<DrawerOpen>();
    let Toast { id, notice } = toast;
    let action = match &notice {
        Notice::Replaced(replaced) => {
            let replaced = replaced.clone();
            Some(view! {
                <button class="button" type="button" on:click=move |_| {
                    session.restore(&replaced);
                    session.dismiss(id);
                }>{move || t_string!(i18n, shell.notice.restore)}</button>
            }.into_any())
        }
        Notice::Refused { .. } => Some(view! {
            <button class="button" type="button" on:click=move |_| {
                drawer.0.set(true);
                session.dismiss(id);
            }>{move || t_string!(i18n, shell.notice.show)}</button>
        }.into_any()),
        Notice::AccessLost(_) => Some(view! {
            <a class="button" href="/w/board" on:click=move |_| session.dismiss(id)>{move || t_string!(i18n, shell.notice.to_board)}</a>
        }.into_any()),
        _ => None,
    };
    let text = move || {
        let locale = model_locale(i18n.get_locale());
        match &notice {
            Notice::Replaced(replaced) => {
                let somebody = || t_string!(i18n, shell.notice.somebody).to_owned();
                let name = workspace.member_name(replaced.by).unwrap_or_else(somebody);
                let fields: Vec<&str> = replaced
                    .restore
                    .iter()
                    .flat_map(Change::writes)
                    .map(|(_, field)| field_name(field, i18n.get_locale()))
                    .collect();
                let mine = texts(&replaced.restore);
                let field = fields.join("、");
                if mine.is_empty() {
                    t_string!(i18n, shell.notice.replaced, name = name, field = field).to_string()
                } else {
                    let mine = mine.join("、");
                    t_string!(i18n, shell.notice.replaced_text, name = name, field = field, mine = mine).to_string()
                }
            }
            Notice::Undone { name, redo, done, of } => {
                let (name, done, total) = (step_name(name, i18n.get_locale()), *done, *of);
                match (redo, done == total) {
                    (false, true) => t_string!(i18n, shell.notice.undone, name = name).to_string(),
                    (true, true) => t_string!(i18n, shell.notice.redone, name = name).to_string(),
                    (false, false) => {
                        t_string!(i18n, shell.notice.partly_undone, name = name, done = done, total = total).to_string()
                    }
                    (true, false) => {
                        t_string!(i18n, shell.notice.partly_redone, name = name, done = done, total = total).to_string()
                    }
                }
            }
            Notice::NothingUndone { name, redo } => {
                let name = step_name(name, i18n.get_locale());
                if *redo {
                    t_string!(i18n, shell.notice.nothing_redone, name = name).to_string()
                } else {
                    t_string!(i18n, shell.notice.nothing_undone, name = name).to_string()
                }
            }
            Notice::Refused { refusal, .. } => {
                t_string!(i18n, shell.notice.refused, reason = refusal.sentence(locale)).to_string()
            }
            Notice::NotDone(refusal) => refusal.sentence(locale),
            Notice::AccessLost(_) => t_string!(i18n, shell.notice.lost).to_owned(),
            Notice::Closed(code) => code.sentence(locale).to_owned(),
            Notice::Copied => t_string!(i18n, shell.drawer.copied).to_owned(),
        }
    };
    view! {
        <div class="toast">
            <p>{text}</p>
            {action}
            <button class="icon-button" type="button" aria-label=move || t_string!(i18n, shell.notice.close) on:click=move |_| session.dismiss(id)>
                <Icon shape=Shape::Close/>
            </button>
        </div>
    }
}
