//! The list of keys, behind the question mark.

use super::state::Screen;
use crate::i18n::t_string;
use leptos::{html::Dialog, prelude::*};

/// The list.
#[component]
pub fn Help() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if screen.help.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !screen.help.get() && dialog.open() {
            dialog.close();
        }
    });
    let row = |keys: Vec<&'static str>, what: &'static str| {
        let keys = keys.into_iter().map(|key| view! { <kbd>{key}</kbd> }).collect_view();
        view! { <div><dt>{keys}</dt><dd>{what}</dd></div> }
    };
    let rows = move || {
        vec![
            row(vec!["N"], t_string!(i18n, power_map.help.add)),
            row(vec!["C"], t_string!(i18n, power_map.help.connect)),
            row(vec!["Enter"], t_string!(i18n, power_map.help.open)),
            row(vec!["S"], t_string!(i18n, power_map.help.strength)),
            row(vec!["K"], t_string!(i18n, power_map.help.key)),
            row(vec!["O"], t_string!(i18n, power_map.help.owners)),
            row(vec!["Delete"], t_string!(i18n, power_map.help.remove)),
            row(vec!["←", "↑", "→", "↓"], t_string!(i18n, power_map.help.nudge)),
            row(vec!["Shift", "←"], t_string!(i18n, power_map.help.nudge_far)),
            row(vec!["Alt", "←"], t_string!(i18n, power_map.help.walk)),
            row(vec!["Ctrl", "Z"], t_string!(i18n, power_map.help.undo)),
            row(vec!["Ctrl", "Shift", "Z"], t_string!(i18n, power_map.help.redo)),
            row(vec!["Ctrl", "A"], t_string!(i18n, power_map.help.all)),
            row(vec!["Esc"], t_string!(i18n, power_map.help.escape)),
            row(vec!["Shift", "1"], t_string!(i18n, power_map.help.fit)),
            row(vec!["+", "−"], t_string!(i18n, power_map.help.zoom)),
            row(vec![t_string!(i18n, power_map.help.space)], t_string!(i18n, power_map.help.pan)),
            row(vec!["V"], t_string!(i18n, power_map.help.select)),
            row(vec!["H"], t_string!(i18n, power_map.help.hand)),
            row(vec!["R"], t_string!(i18n, power_map.help.rivals)),
            row(vec!["L"], t_string!(i18n, power_map.help.list)),
            row(vec!["?"], t_string!(i18n, power_map.help.help)),
        ]
    };
    view! {
        <dialog node_ref=dialog class="dialog pm-help" aria-label=move || t_string!(i18n, power_map.help.title) on:close=move |_| screen.help.set(false)>
            <div class="dialog-head">
                <h2>{move || t_string!(i18n, power_map.help.title)}</h2>
                <button class="icon-button" type="button" aria-label=move || t_string!(i18n, power_map.help.close) on:click=move |_| screen.help.set(false)>
                    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M5.5 5.5l9 9M14.5 5.5l-9 9"></path></svg>
                </button>
            </div>
            <dl class="dialog-body" tabindex="0">{rows}</dl>
        </dialog>
    }
}
