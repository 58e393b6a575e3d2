//! What one can do on the chain, besides what every canvas can.

use super::state::Screen;
use crate::{canvas::Command, i18n::td_string};

/// The table.
pub fn commands(screen: Screen) -> Vec<Command> {
    use leptos::prelude::*;
    if !screen.may_edit.get_untracked() {
        return Vec::new();
    }
    let lead = screen.lead();
    let any = lead.is_some();
    let step = screen.chosen_step();
    vec![
        Command::new("N", |l| td_string!(l, chain.command.add), move || screen.start_adding(false)),
        Command::new("Shift+N", |l| td_string!(l, chain.command.add_before), move || screen.start_adding(true))
            .on_selection()
            .when(step.is_some()),
        Command::new(
            "P",
            |l| td_string!(l, chain.command.add_person),
            move || {
                if let Some(step) = step {
                    screen.look_for_person(step);
                }
            },
        )
        .on_selection()
        .when(step.is_some()),
        screen.take_command(lead),
        Command::new(
            "T",
            |l| td_string!(l, chain.command.task),
            move || {
                if let Some(step) = step {
                    screen.make_task(step);
                }
            },
        )
        .on_selection()
        .when(step.is_some()),
        Command::new("Delete Backspace", |l| td_string!(l, chain.command.remove), move || screen.remove_chosen())
            .on_selection()
            .when(any),
    ]
}
