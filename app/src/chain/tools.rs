//! The tool only the chain has.

use super::state::Screen;
use crate::{canvas::tool_button, i18n::t_string};
use leptos::prelude::*;

const ADD: &str = "M2.5 5.500h7l3 4.500l-3 4.500h-7l2.500 -4.500zM15.500 7.500v5M13 10h5";

/// Adds a step; hidden from who may not.
#[component]
pub fn Tools() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    move || {
        screen.may_edit.get().then(|| {
            let name = Signal::derive(move || t_string!(i18n, chain.command.add).to_owned());
            tool_button(ADD, "N", name, None, None, move || screen.start_adding(false))
        })
    }
}
