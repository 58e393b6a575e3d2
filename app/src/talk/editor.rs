//! The field a comment is written in: `@` offers the team, `Ctrl+Enter` sends. What is in it outlasts the panel.

use super::{
    acts::Colleague,
    mentions::{asked, may_be_meant},
    state::Talk,
};
use crate::{
    canvas::{Canvas, show_element},
    i18n::t_string,
    shell::{Avatar, When},
};
use leptos::{ev, html, prelude::*};
use model::text;

/// The field with its buttons.
#[component]
pub fn Editor(
    /// The canvas.
    canvas: Canvas,
    /// The talk.
    talk: Talk,
    /// Where: the draft is kept under this, and it is the field's id.
    at: String,
    /// What is in it at first, without a draft.
    #[prop(default = String::new())]
    text: String,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What its button is called.
    #[prop(into)]
    action: Signal<String>,
    /// Whether it takes the keyboard when it appears.
    #[prop(default = false)]
    focus: bool,
    /// Does it; whether it was done.
    send: Callback<String, bool>,
    /// Leaves it; without it the field stays.
    #[prop(default = None)]
    leave: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = canvas.i18n;
    let node = NodeRef::<html::Textarea>::new();
    let now = RwSignal::new(talk.draft(&at).unwrap_or(text));
    // Where the `@` stands, whom it may mean, and which of them is offered first.
    let offered = RwSignal::new(None::<(usize, Vec<Colleague>)>);
    let active = RwSignal::new(0_usize);
    let list = format!("{at}-team");
    let at = StoredValue::new(at);
    let write = move |text: String| {
        at.with_value(|at| talk.keep_draft(at, text.clone()));
        now.set(text);
    };
    let caret = move || {
        let start = node.get_untracked().and_then(|node| node.selection_start().ok().flatten());
        start.and_then(|start| usize::try_from(start).ok()).unwrap_or_default()
    };
    let look = move || {
        let found = now.with_untracked(|text| asked(text, caret())).map(|(sign, sought)| {
            let team = talk.team().into_iter().filter(|one| may_be_meant(&one.name, &one.initials, &sought));
            (sign, team.collect::<Vec<_>>())
        });
        let found = found.filter(|(_, team)| !team.is_empty());
        if let Some((_, team)) = &found {
            canvas.say(untrack(|| t_string!(i18n, talk.found, count = team.len()).to_string()));
        }
        active.set(0);
        offered.set(found);
    };
    let take = move |index: usize| {
        let Some((sign, team)) = offered.get_untracked() else { return };
        let (Some(one), Some(node)) = (team.get(index), node.get_untracked()) else { return };
        let text = now.get_untracked();
        let units: usize = text[..sign].encode_utf16().count();
        let tail: String = String::from_utf16_lossy(&text.encode_utf16().skip(caret().max(units)).collect::<Vec<_>>());
        let head = format!("{}@{} ", &text[..sign], one.name);
        let place = u32::try_from(head.encode_utf16().count()).unwrap_or(u32::MAX);
        let text = head + tail.trim_start_matches(' ');
        node.set_value(&text);
        let _ = node.focus();
        let _ = node.set_selection_range(place, place);
        write(text);
        offered.set(None);
    };
    let send = move || {
        let text = now.get_untracked();
        if !text.trim().is_empty() && send.run(text) {
            write(String::new());
            if let Some(leave) = leave {
                leave.run(());
            }
        }
    };
    let leave_it = move || match leave {
        Some(leave) => {
            write(String::new());
            leave.run(());
        }
        None => {
            // At once: the next Escape is the canvas' own.
            node.get_untracked().map(|node| node.blur());
            if let Some(item) = canvas.focus.get_untracked() {
                canvas.focus_item(item);
            }
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        // 229 is what browsers send for a key an input method has taken.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let count = offered.with_untracked(|offered| offered.as_ref().map_or(0, |(_, team)| team.len()));
        let at = active.get_untracked();
        match event.key().as_str() {
            "Enter" if event.ctrl_key() || event.meta_key() => send(),
            "ArrowDown" if count > 0 => active.set((at + 1) % count),
            "ArrowUp" if count > 0 => active.set((at + count - 1) % count),
            "Enter" | "Tab" if count > 0 => take(at),
            "Escape" if count > 0 => offered.set(None),
            "Escape" => leave_it(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    if focus {
        at.with_value(|at| crate::canvas::focus_element(&format!("[id='{at}']")));
    }
    let option_id = move |index: usize| at.with_value(|at| format!("{at}-{index}"));
    // In a sheet from below the list may open out of sight.
    Effect::new(move |_| {
        let index = active.get();
        if offered.with(Option::is_some) {
            show_element(option_id(index));
        }
    });
    let options = {
        let list = list.clone();
        move || {
            let list = list.clone();
            offered.get().map(|(_, team)| {
                let rows = team.into_iter().enumerate().map(|(index, one)| {
                    view! {
                        <li id=option_id(index) role="option" aria-selected=move || (active.get() == index).to_string()
                            on:pointerdown=move |event| event.prevent_default() on:click=move |_| take(index)>
                            <Avatar name=one.name.clone() initials=one.initials colour=one.colour/>
                            {one.name.clone()}
                        </li>
                    }
                });
                view! { <ul id=list class="talk-team" role="listbox" aria-label=move || t_string!(i18n, talk.people)>{rows.collect_view()}</ul> }
            })
        }
    };
    view! {
        <div class="talk-editor">
            <textarea
                node_ref=node
                id=at.get_value()
                class="input"
                rows="2"
                maxlength=text::EVIDENCE_MAX.to_string()
                aria-label=move || label.get()
                placeholder=move || t_string!(i18n, talk.write)
                aria-autocomplete="list"
                aria-controls=move || offered.with(Option::is_some).then(|| list.clone())
                aria-activedescendant=move || offered.with(Option::is_some).then(|| option_id(active.get()))
                prop:value=move || now.get()
                on:input=move |event| {
                    write(event_target_value(&event));
                    look();
                }
                on:keydown=keys
                on:blur=move |_| offered.set(None)
            ></textarea>
            {options}
            <div class="cv-actions">
                <button class="button" data-kind="primary" data-size="small" type="button" disabled=move || now.with(|now| now.trim().is_empty()) on:click=move |_| send()>
                    {move || action.get()}
                </button>
                <When when=move || leave.is_some()>
                    <button class="button" data-size="small" type="button" on:click=move |_| leave_it()>{move || t_string!(i18n, shell.common.cancel)}</button>
                </When>
                <small class="talk-hint">{move || t_string!(i18n, talk.hint)}</small>
            </div>
        </div>
    }
}
