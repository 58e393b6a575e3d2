//! The tools only the map has.

use super::state::Screen;
use crate::{
    canvas::{Tool, tool_button},
    i18n::t_string,
};
use leptos::prelude::*;

const ADD: &str = "M8.5 9a3 3 0 100-6 3 3 0 000 6zM3 16.5c0-3 2.4-5 5.5-5 1.2 0 2.3.3 3.2.8M15 12v5M12.5 14.5h5";
const CONNECT: &str = "M3 4h5v4H3zM12 12h5v4h-5zM5.5 8v6H12";
const RIVALS: &str = "M8 14a5 5 0 100-10 5 5 0 000 10zM12.2 6.3a5 5 0 11-4.7 8.6";

/// Its tools. Those that draw are hidden from who may not.
#[component]
pub fn Tools() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let named = move |name: fn(Screen) -> &'static str| Signal::derive(move || name(screen).to_owned());
    let shown = Signal::derive(move || screen.rivals.get());
    let drawing = move || {
        screen.may_edit.get().then(|| {
            let add = move || {
                if screen.twin.get_untracked() { screen.start_adding() } else { screen.choose_tool(Tool::Add) }
            };
            let add_name = named(|screen| t_string!(screen.i18n, power_map.tool.add));
            let connect_name = named(|screen| t_string!(screen.i18n, power_map.tool.connect));
            let connect = move || screen.choose_tool(Tool::Connect);
            view! {
                {tool_button(ADD, "N", add_name, Some(screen.is_tool(Tool::Add)), None, add)}
                {tool_button(CONNECT, "C", connect_name, Some(screen.is_tool(Tool::Connect)), None, connect)}
            }
        })
    };
    let rivals = move || {
        screen.cast.with(|cast| !cast.rivals.is_empty()).then(|| {
            let name = Signal::derive(move || t_string!(i18n, power_map.tool.rivals).to_owned());
            tool_button(RIVALS, "R", name, Some(shown), None, move || screen.rivals.update(|shown| *shown = !*shown))
        })
    };
    view! {
        {drawing}
        {rivals}
    }
}
