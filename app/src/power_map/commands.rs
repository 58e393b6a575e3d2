//! What one can do on the map, besides what every canvas can.

use super::state::Screen;
use crate::{
    canvas::{Command, focus_element},
    i18n::td_string,
};
use leptos::prelude::*;
use model::{EntityKey, power_map::Vendor};

/// The table.
pub fn commands(screen: Screen) -> Vec<Command> {
    let rivals = move || screen.rivals.update(|shown| *shown = !*shown);
    let rivals = Command::new("R", |l| td_string!(l, power_map.command.rivals), rivals);
    if !screen.may_edit.get_untracked() {
        return vec![rivals];
    }
    let chosen = screen.chosen_people();
    let (any, one) = (!chosen.is_empty(), (chosen.len() == 1).then(|| chosen.first().copied()).flatten());
    let line = screen.selection.with_untracked(|items| items.iter().any(|item| matches!(item, EntityKey::Line(_))));
    vec![
        Command::new("N", |l| td_string!(l, power_map.command.add), move || screen.start_adding()),
        Command::new("C", |l| td_string!(l, power_map.command.connect), move || screen.start_linking()),
        Command::new(
            "S",
            |l| td_string!(l, power_map.command.assess),
            move || {
                if let Some(person) = one {
                    screen.select_person(person);
                    screen.assessing.set(Some((person, Vendor::Us)));
                }
            },
        )
        .on_selection()
        .when(one.is_some()),
        Command::new("K", |l| td_string!(l, power_map.command.key), move || screen.toggle_key())
            .on_selection()
            .when(any),
        Command::new(
            "O",
            |l| td_string!(l, power_map.command.owners),
            move || {
                if let Some(person) = one {
                    screen.show_person(person);
                    focus_element("[data-owners] input, [data-owners] button");
                }
            },
        )
        .on_selection()
        .when(one.is_some()),
        Command::new("Delete Backspace", |l| td_string!(l, power_map.command.remove), move || screen.remove_chosen())
            .on_selection()
            .when(any || line),
        rivals,
    ]
}
