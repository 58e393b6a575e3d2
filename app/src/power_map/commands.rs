//! What one can do on the map, besides what every canvas can.

use super::state::{Kin, Screen};
use crate::{
    canvas::{Command, focus_element},
    i18n::{Locale, td_string},
};
use diagram::arrange::Align;
use leptos::prelude::*;
use model::{EntityKey, power_map::Vendor};

/// What a command is called.
type Name = fn(Locale) -> &'static str;

/// The table.
pub fn commands(screen: Screen) -> Vec<Command> {
    let rivals = move || screen.rivals.update(|shown| *shown = !*shown);
    let rivals = Command::new("R", |l| td_string!(l, power_map.command.rivals), rivals);
    if !screen.may_edit.get_untracked() {
        return vec![rivals];
    }
    let chosen = screen.chosen_people();
    let (any, one) = (!chosen.is_empty(), (chosen.len() == 1).then(|| chosen.first().copied()).flatten());
    let lead = screen.lead().filter(|item| matches!(item, EntityKey::Node(_)));
    let line = screen.selection.with_untracked(|items| items.iter().any(|item| matches!(item, EntityKey::Line(_))));
    let kin = |keys, name, kin| {
        Command::new(keys, name, move || screen.start_adding_kin(kin)).on_selection().when(one.is_some())
    };
    let mut all = vec![
        Command::new("N", |l| td_string!(l, power_map.command.add), move || screen.start_adding()),
        Command::new("C", |l| td_string!(l, power_map.command.connect), move || screen.start_linking()),
        kin("Ctrl+ArrowUp", |l| td_string!(l, power_map.command.above), Kin::Superior),
        kin("Ctrl+ArrowDown", |l| td_string!(l, power_map.command.below), Kin::Subordinate),
        kin("Ctrl+ArrowRight Ctrl+ArrowLeft", |l| td_string!(l, power_map.command.beside), Kin::Peer),
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
        Command::new("P", |l| td_string!(l, power_map.command.pin), move || screen.toggle_pin())
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
        screen.take_command(lead),
        Command::new("", |l| td_string!(l, import.open), move || screen.importing.set(true)),
        Command::new("", |l| td_string!(l, power_map.suggest.open), move || screen.suggesting.set(true)),
        Command::new("Delete Backspace", |l| td_string!(l, power_map.command.remove), move || screen.remove_chosen())
            .on_selection()
            .when(any || line),
        Command::new("T", |l| td_string!(l, power_map.command.tidy), move || screen.tidy()),
        rivals,
    ];
    let several = chosen.len() > 1;
    let aligns: [(Name, Align); 6] = [
        (|l| td_string!(l, power_map.command.align_left), Align::Left),
        (|l| td_string!(l, power_map.command.align_centre), Align::Centre),
        (|l| td_string!(l, power_map.command.align_right), Align::Right),
        (|l| td_string!(l, power_map.command.align_top), Align::Top),
        (|l| td_string!(l, power_map.command.align_middle), Align::Middle),
        (|l| td_string!(l, power_map.command.align_bottom), Align::Bottom),
    ];
    let align = |(name, along)| Command::new("", name, move || screen.align(along)).on_selection().when(several);
    all.extend(aligns.map(align));
    let spreads: [(Name, bool); 2] = [
        (|l| td_string!(l, power_map.command.spread_across), true),
        (|l| td_string!(l, power_map.command.spread_down), false),
    ];
    let spread = |(name, across)| {
        Command::new("", name, move || screen.distribute(across)).on_selection().when(chosen.len() > 2)
    };
    all.extend(spreads.map(spread));
    all
}
