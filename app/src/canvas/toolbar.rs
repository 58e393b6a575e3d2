//! The tools: icons of one weight, each with its name and key. The frame of the bar is the same for every diagram.

use super::{Canvas, Tool};
use crate::{i18n::t_string, shell::step_name};
use leptos::prelude::*;

const SELECT: &str = "M5 3.5l10.5 6-4.6 1.2L8.4 15.5z";
const HAND: &str = "M6.5 10V5.2a1.3 1.3 0 012.6 0V9M9.1 8.5V3.8a1.3 1.3 0 012.6 0V9M11.7 9V5a1.3 1.3 0 012.6 0v6.5a5 5 0 01-5 5c-2.3 0-3.3-1-4.5-3L3.4 11a1.3 1.3 0 012.2-1.3l.9 1.3";
const UNDO: &str = "M7.5 4.5L4 8l3.5 3.5M4 8h7.5a4 4 0 010 8H8";
const REDO: &str = "M12.5 4.5L16 8l-3.5 3.5M16 8H8.5a4 4 0 000 8H12";
const PLUS: &str = "M10 4.5v11M4.5 10h11";
const MINUS: &str = "M4.5 10h11";
const FIT: &str = "M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4";
const LIST: &str = "M3.5 5h2M8 5h8.5M3.5 10h2M8 10h8.5M3.5 15h2M8 15h8.5";
const DRAWING: &str = "M7 3.5h6v4H7zM3 13h5v3.5H3zM12 13h5v3.5h-5zM10 7.5v3M5.5 13v-2.5h9V13";
const TALK: &str =
    "M4 4h12a1.5 1.5 0 011.5 1.5v7A1.5 1.5 0 0116 14h-5.5L6.5 17v-3H4a1.5 1.5 0 01-1.5-1.5v-7A1.5 1.5 0 014 4z";
const PALETTE: &str = "M4 6l4 4-4 4M10.5 14.500h5.500";
const SEARCH: &str = "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Zm4-1.5 3.5 3.5";
const MEETING: &str = "M3 4h14v9.500H3zM10 13.500v3M7 16.500h6";
const FILTER: &str = "M3.5 4.5h13l-5 6v5l-3-1.5v-3.5z";
const HELP: &str = "M7.5 7.5a2.5 2.5 0 114 2c-.9.6-1.5 1.1-1.5 2.2M10 14.8v.1";

/// One tool. `pressed` is for tools that stay; the others act at once.
pub fn tool_button(
    path: &'static str,
    key: &'static str,
    name: Signal<String>,
    pressed: Option<Signal<bool>>,
    disabled: Option<Signal<bool>>,
    act: impl Fn() + 'static,
) -> AnyView {
    let hint = move || if key.is_empty() { name.get() } else { format!("{} ({key})", name.get()) };
    view! {
        <button
            class="icon-button"
            type="button"
            data-key=key
            title=hint
            aria-label=move || name.get()
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            disabled=move || disabled.is_some_and(|disabled| disabled.get())
            on:click=move |_| act()
        >
            <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=path></path></svg>
        </button>
    }
    .into_any()
}

impl Canvas {
    /// Whether a tool is in the hand, as a button shows it.
    pub fn is_tool(self, tool: Tool) -> Signal<bool> {
        Signal::derive(move || self.tool.get() == tool && !self.twin.get())
    }

    /// Takes a tool into the hand, or puts it down. What another tool has begun is given up.
    pub fn choose_tool(&self, tool: Tool) {
        self.twin.set(false);
        self.diagram().escape();
        self.tool.update(|now| *now = if *now == tool { Tool::Select } else { tool });
    }
}

/// The bar: select and hand, the diagram's own tools, undo and redo, zoom, list, keys.
#[component]
pub fn Toolbar(
    /// The canvas.
    canvas: Canvas,
    /// The diagram's own tools, as `tool_button`s. Those that draw are for the diagram to hide from who may not.
    tools: ViewFn,
) -> impl IntoView {
    let i18n = canvas.i18n;
    let named = move |name: fn(Canvas) -> &'static str| Signal::derive(move || name(canvas).to_owned());
    let (can_undo, can_redo) = (canvas.room.can_undo(), canvas.room.can_redo());
    let nothing_to_undo = Signal::derive(move || can_undo.with(Option::is_none));
    let nothing_to_redo = Signal::derive(move || can_redo.with(Option::is_none));
    let undo_name = Signal::derive(move || match can_undo.get() {
        Some(step) => {
            let name = step_name(&step, i18n.get_locale());
            t_string!(i18n, canvas.undo_step, name = name).to_string()
        }
        None => t_string!(i18n, canvas.command.undo).to_owned(),
    });
    let redo_name = Signal::derive(move || match can_redo.get() {
        Some(step) => {
            let name = step_name(&step, i18n.get_locale());
            t_string!(i18n, canvas.redo_step, name = name).to_string()
        }
        None => t_string!(i18n, canvas.command.redo).to_owned(),
    });
    let history = move || {
        canvas.may_act.get().then(|| {
            view! {
                <hr/>
                {tool_button(UNDO, "Ctrl+Z", undo_name, None, Some(nothing_to_undo), move || canvas.room.undo())}
                {tool_button(REDO, "Ctrl+Shift+Z", redo_name, None, Some(nothing_to_redo), move || canvas.room.redo())}
            }
        })
    };
    let list_or_drawing = move || {
        if canvas.twin.get() {
            let name = named(|canvas| t_string!(canvas.i18n, canvas.tool.drawing));
            tool_button(DRAWING, "L", name, None, None, move || canvas.twin.set(false))
        } else {
            let name = named(|canvas| t_string!(canvas.i18n, canvas.tool.list));
            tool_button(LIST, "L", name, None, None, move || canvas.twin.set(true))
        }
    };
    let select = named(|canvas| t_string!(canvas.i18n, canvas.tool.select));
    let hand = named(|canvas| t_string!(canvas.i18n, canvas.tool.hand));
    let zoom_in = named(|canvas| t_string!(canvas.i18n, canvas.command.zoom_in));
    let zoom_out = named(|canvas| t_string!(canvas.i18n, canvas.command.zoom_out));
    let fit = named(|canvas| t_string!(canvas.i18n, canvas.command.fit));
    let filter = named(|canvas| t_string!(canvas.i18n, canvas.filter.title));
    let filtered = Signal::derive(move || canvas.lit.with(Option::is_some));
    let help = named(|canvas| t_string!(canvas.i18n, canvas.command.help));
    let unread = move || canvas.talk.map_or(0, |talk| talk.unread(None));
    let discuss = Signal::derive(move || match unread() {
        0 => t_string!(i18n, talk.command).to_owned(),
        count => format!("{} · {}", t_string!(i18n, talk.command), t_string!(i18n, talk.unread, count = count)),
    });
    view! {
        <div class="cv-tools" role="toolbar" aria-orientation="vertical" aria-label=move || t_string!(i18n, canvas.tool.label)>
            {tool_button(SELECT, "V", select, Some(canvas.is_tool(Tool::Select)), None, move || canvas.choose_tool(Tool::Select))}
            {tool_button(HAND, "H", hand, Some(canvas.is_tool(Tool::Hand)), None, move || canvas.choose_tool(Tool::Hand))}
            {tools.run()}
            {tool_button(FILTER, "Q", filter, Some(filtered), None, move || canvas.filtering.update(|open| *open = !*open))}
            {history}
            <hr/>
            {tool_button(PLUS, "+", zoom_in, None, None, move || canvas.zoom_in())}
            {tool_button(MINUS, "−", zoom_out, None, None, move || canvas.zoom_out())}
            {tool_button(FIT, "Shift+1", fit, None, None, move || canvas.fit())}
            <hr/>
            {list_or_drawing}
            <span class="talk-tool" data-unread=move || Some(unread()).filter(|count| *count > 0).map(|count| count.to_string())>
                {tool_button(TALK, "D", discuss, None, None, move || canvas.talk_here())}
            </span>
            {tool_button(HELP, "?", help, None, None, move || canvas.help.set(true))}
        </div>
    }
}

/// What a phone has no keys for: all actions, search, meeting mode. Shown there only.
#[component]
pub fn Quick(
    /// The canvas.
    canvas: Canvas,
) -> impl IntoView {
    let named = move |name: fn(Canvas) -> &'static str| Signal::derive(move || name(canvas).to_owned());
    let palette = named(|canvas| t_string!(canvas.i18n, canvas.command.palette));
    let search = named(|canvas| t_string!(canvas.i18n, canvas.command.search));
    let meeting = named(|canvas| t_string!(canvas.i18n, canvas.command.meeting));
    view! {
        <div class="cv-quick">
            {tool_button(SEARCH, "Ctrl+F", search, None, None, move || canvas.search())}
            {tool_button(PALETTE, "Ctrl+K", palette, None, None, move || canvas.palette.set(true))}
            {tool_button(MEETING, "F", meeting, None, None, move || canvas.meet(true))}
        </div>
    }
}
