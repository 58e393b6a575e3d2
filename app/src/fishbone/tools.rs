//! The tools only the fishbone has.

use super::{form::Form, state::Screen};
use crate::{canvas::tool_button, i18n::t_string};
use leptos::prelude::*;

const PERSON: &str = "M8.5 9a3 3 0 100-6 3 3 0 000 6zM3 16.5c0-3 2.4-5 5.5-5 1.2 0 2.3.3 3.2.8M15 12v5M12.5 14.5h5";
const BONE: &str = "M2.5 14.5h15M12.5 14.5L7 5M15 3.5v5M12.5 6h5";

/// Its tools. Those that draw are hidden from who may not.
#[component]
pub fn Tools() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let named = move |name: fn(Screen) -> &'static str| Signal::derive(move || name(screen).to_owned());
    let absent = Signal::derive(move || screen.drawn.with(Option::is_none));
    move || {
        let _ = i18n.get_locale();
        screen.may_edit.get().then(|| {
            let person = named(|screen| t_string!(screen.i18n, fishbone.tool.person));
            let bone = named(|screen| t_string!(screen.i18n, fishbone.tool.bone));
            view! {
                {tool_button(PERSON, "N", person, None, Some(absent), move || screen.start_adding_person())}
                {tool_button(BONE, "B", bone, None, Some(absent), move || screen.open(Form::Bone))}
            }
        })
    }
}
