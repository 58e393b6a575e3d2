//! The command palette: every action of the screen by its name in Chinese, its pinyin or initials, or in English.
//!
//! Keys: `Ctrl+K` opens, `↑` `↓` choose, `Enter` does it, `Esc` closes.

use super::{Canvas, Command, focus_element, help::shown_keys, show_element};
use crate::{
    i18n::{Locale, t_string},
    shell::{Dialog, is_found},
};
use leptos::{ev, prelude::*};

/// The palette.
#[component]
pub fn Palette(canvas: Canvas) -> impl IntoView {
    let i18n = canvas.i18n;
    let title = Signal::derive(move || t_string!(i18n, canvas.command.palette).to_owned());
    view! {
        <Dialog open=canvas.palette title>
            <Chooser canvas/>
        </Dialog>
    }
}

#[component]
fn Chooser(canvas: Canvas) -> impl IntoView {
    let i18n = canvas.i18n;
    // What could be done when it was opened: nothing changes behind a dialog but by others.
    let commands: Vec<Command> = untrack(|| canvas.commands()).into_iter().filter(|command| command.ready).collect();
    let commands = StoredValue::new_local(commands);
    let sought = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        let words = sought.get().trim().to_lowercase();
        let fits = |command: &Command| {
            let names = [Locale::zh_CN, Locale::en].map(command.name);
            names.into_iter().chain([command.keys]).any(|text| is_found(text, &words))
        };
        let found = |commands: &Vec<Command>| {
            commands.iter().enumerate().filter(|(_, command)| fits(command)).map(|(index, _)| index).collect::<Vec<_>>()
        };
        commands.with_value(found)
    });
    let run = move |index: usize| {
        let act = commands.with_value(|commands| commands.get(index).map(|command| command.act.clone()));
        canvas.palette.set(false);
        // The dialog gives the focus back first: the action may want it.
        request_animation_frame(move || {
            if let Some(act) = act {
                act();
            }
        });
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let count = found.with_untracked(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(index) = found.with_untracked(|found| found.get(at.get_untracked()).copied()) {
                    run(index);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let rows = move || {
        let locale = i18n.get_locale();
        let rows = found.get().into_iter().enumerate().map(|(place, index)| {
            let row = commands.with_value(|commands| {
                let command = commands.get(index)?;
                Some(((command.name)(locale), shown_keys(command.keys)))
            });
            let (name, keys) = row.unwrap_or_default();
            let chosen = move || at.get() == place;
            view! {
                <li
                    id=format!("cv-command-{place}")
                    role="option"
                    aria-selected=move || chosen().to_string()
                    on:pointermove=move |_| at.set(place)
                    on:click=move |_| run(index)
                >
                    <span>{name}</span>
                    <small>{keys.into_iter().map(|key| view! { <kbd>{key}</kbd> }).collect_view()}</small>
                </li>
            }
        });
        rows.collect_view()
    };
    Effect::new(move |_| {
        let place = at.get();
        found.track();
        show_element(format!("cv-command-{place}"));
    });
    focus_element("#cv-palette");
    view! {
        <div class="dialog-body cv-palette">
            <input
                id="cv-palette"
                class="input"
                type="text"
                autocomplete="off"
                role="combobox"
                aria-expanded="true"
                aria-controls="cv-commands"
                aria-activedescendant=move || format!("cv-command-{}", at.get())
                aria-label=move || t_string!(i18n, canvas.palette.sought)
                placeholder=move || t_string!(i18n, canvas.palette.sought)
                on:input=move |event| {
                    sought.set(event_target_value(&event));
                    at.set(0);
                }
                on:keydown=keys
            />
            <ul id="cv-commands" role="listbox" aria-label=move || t_string!(i18n, canvas.command.palette)>{rows}</ul>
            {move || found.with(Vec::is_empty).then(|| view! { <p class="cv-none" role="status">{t_string!(i18n, canvas.palette.none)}</p> })}
        </div>
    }
}
