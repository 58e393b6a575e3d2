//! The tools: icons of one weight, each with its name and key.

use super::state::{Screen, Tool};
use crate::{i18n::t_string, shell::step_name};
use leptos::prelude::*;

const SELECT: &str = "M5 3.5l10.5 6-4.6 1.2L8.4 15.5z";
const HAND: &str = "M6.5 10V5.2a1.3 1.3 0 012.6 0V9M9.1 8.5V3.8a1.3 1.3 0 012.6 0V9M11.7 9V5a1.3 1.3 0 012.6 0v6.5a5 5 0 01-5 5c-2.3 0-3.3-1-4.5-3L3.4 11a1.3 1.3 0 012.2-1.3l.9 1.3";
const ADD: &str = "M8.5 9a3 3 0 100-6 3 3 0 000 6zM3 16.5c0-3 2.4-5 5.5-5 1.2 0 2.3.3 3.2.8M15 12v5M12.5 14.5h5";
const CONNECT: &str = "M3 4h5v4H3zM12 12h5v4h-5zM5.5 8v6H12";
const RIVALS: &str = "M8 14a5 5 0 100-10 5 5 0 000 10zM12.2 6.3a5 5 0 11-4.7 8.6";
const UNDO: &str = "M7.5 4.5L4 8l3.5 3.5M4 8h7.5a4 4 0 010 8H8";
const REDO: &str = "M12.5 4.5L16 8l-3.5 3.5M16 8H8.5a4 4 0 000 8H12";
const PLUS: &str = "M10 4.5v11M4.5 10h11";
const MINUS: &str = "M4.5 10h11";
const FIT: &str = "M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4";
const LIST: &str = "M3.5 5h2M8 5h8.5M3.5 10h2M8 10h8.5M3.5 15h2M8 15h8.5";
const MAP: &str = "M7 3.5h6v4H7zM3 13h5v3.5H3zM12 13h5v3.5h-5zM10 7.5v3M5.5 13v-2.5h9V13";
const HELP: &str = "M7.5 7.5a2.5 2.5 0 114 2c-.9.6-1.5 1.1-1.5 2.2M10 14.8v.1";

/// One tool. `pressed` is for tools that stay; the others act at once.
fn button<Name: Into<String>>(
    path: &'static str,
    key: &'static str,
    name: impl Fn() -> Name + Copy + Send + Sync + 'static,
    pressed: Option<Signal<bool>>,
    disabled: Option<Signal<bool>>,
    act: impl Fn() + 'static,
) -> impl IntoView {
    let name = move || -> String { name().into() };
    let hint = move || if key.is_empty() { name() } else { format!("{} ({key})", name()) };
    view! {
        <button
            class="icon-button"
            type="button"
            data-key=key
            title=hint
            aria-label=name
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            disabled=move || disabled.is_some_and(|disabled| disabled.get())
            on:click=move |_| act()
        >
            <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=path></path></svg>
        </button>
    }
}

/// The tool bar. Tools that draw are hidden from those who may not.
#[component]
pub fn Toolbar() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let is = move |tool| Some(Signal::derive(move || screen.tool.get() == tool && !screen.twin.get()));
    let choose = move |tool| {
        move || {
            screen.twin.set(false);
            screen.linking.set(None);
            screen.moving.set(None);
            screen.tool.update(|now| *now = if *now == tool { Tool::Select } else { tool });
        }
    };
    let (can_undo, can_redo) = (screen.room.can_undo(), screen.room.can_redo());
    let nothing_to_undo = Signal::derive(move || can_undo.with(Option::is_none));
    let nothing_to_redo = Signal::derive(move || can_redo.with(Option::is_none));
    let undo_name = move || match can_undo.get() {
        Some(step) => {
            let name = step_name(&step, i18n.get_locale());
            t_string!(i18n, power_map.tool.undo_step, name = name).to_string()
        }
        None => t_string!(i18n, power_map.tool.undo).to_owned(),
    };
    let redo_name = move || match can_redo.get() {
        Some(step) => {
            let name = step_name(&step, i18n.get_locale());
            t_string!(i18n, power_map.tool.redo_step, name = name).to_string()
        }
        None => t_string!(i18n, power_map.tool.redo).to_owned(),
    };
    let rivals_shown = Signal::derive(move || screen.rivals.get());
    let drawing = move || {
        screen.may_edit.get().then(|| {
            view! {
                {button(ADD, "N", move || t_string!(i18n, power_map.tool.add), is(Tool::Add), None, move || {
                    if screen.twin.get_untracked() { screen.start_adding() } else { choose(Tool::Add)() }
                })}
                {button(CONNECT, "C", move || t_string!(i18n, power_map.tool.connect), is(Tool::Connect), None, choose(Tool::Connect))}
            }
        })
    };
    let history = move || {
        screen.may_edit.get().then(|| {
            view! {
                <hr/>
                {button(UNDO, "Ctrl+Z", undo_name, None, Some(nothing_to_undo), move || screen.room.undo())}
                {button(REDO, "Ctrl+Shift+Z", redo_name, None, Some(nothing_to_redo), move || screen.room.redo())}
            }
        })
    };
    let has_rivals = move || {
        screen.cast.with(|cast| !cast.rivals.is_empty()).then(|| {
            button(
                RIVALS,
                "R",
                move || t_string!(i18n, power_map.tool.rivals),
                Some(rivals_shown),
                None,
                move || {
                    screen.rivals.update(|shown| *shown = !*shown);
                },
            )
        })
    };
    let list_or_map = move || {
        if screen.twin.get() {
            button(MAP, "L", move || t_string!(i18n, power_map.tool.map), None, None, move || screen.twin.set(false))
                .into_any()
        } else {
            button(LIST, "L", move || t_string!(i18n, power_map.tool.list), None, None, move || screen.twin.set(true))
                .into_any()
        }
    };
    view! {
        <div class="pm-tools" role="toolbar" aria-orientation="vertical" aria-label=move || t_string!(i18n, power_map.tool.label)>
            {button(SELECT, "V", move || t_string!(i18n, power_map.tool.select), is(Tool::Select), None, choose(Tool::Select))}
            {button(HAND, "H", move || t_string!(i18n, power_map.tool.hand), is(Tool::Hand), None, choose(Tool::Hand))}
            {drawing}
            {has_rivals}
            {history}
            <hr/>
            {button(PLUS, "+", move || t_string!(i18n, power_map.tool.zoom_in), None, None, move || screen.zoom(1.2))}
            {button(MINUS, "−", move || t_string!(i18n, power_map.tool.zoom_out), None, None, move || screen.zoom(1.0 / 1.2))}
            {button(FIT, "Shift+1", move || t_string!(i18n, power_map.tool.fit), None, None, move || screen.fit())}
            <hr/>
            {list_or_map}
            {button(HELP, "?", move || t_string!(i18n, power_map.tool.help), None, None, move || screen.help.set(true))}
        </div>
    }
}
