//! What one can do on a fishbone, besides what every canvas can.

use super::{
    form::Form,
    state::{Screen, bone_of, person_of},
};
use crate::{canvas::Command, i18n::td_string};
use leptos::prelude::*;

/// The table.
pub fn commands(screen: Screen) -> Vec<Command> {
    let next = Command::new("Shift+G", |l| td_string!(l, fishbone.command.next), move || screen.show_next());
    if !screen.may_edit.get_untracked() {
        return vec![next];
    }
    let there = screen.id().is_some();
    let chosen = screen.chosen_now();
    let person = chosen.iter().any(|item| person_of(*item).is_some());
    let lead = screen.lead().filter(|item| person_of(*item).is_some() || bone_of(*item).is_some());
    let item = person || chosen.iter().any(|item| bone_of(*item).is_some());
    vec![
        Command::new("N", |l| td_string!(l, fishbone.command.person), move || screen.start_adding_person()).when(there),
        Command::new("B", |l| td_string!(l, fishbone.command.bone), move || screen.open(Form::Bone)).when(there),
        Command::new("G", |l| td_string!(l, fishbone.command.new), move || screen.open(Form::Fishbone { copy: None })),
        Command::new("A", |l| td_string!(l, fishbone.command.mark), move || screen.step_mark())
            .on_selection()
            .when(person),
        screen.take_command(lead),
        Command::new("T", |l| td_string!(l, fishbone.command.tasks), move || screen.plan_all()).when(there),
        Command::new("Delete Backspace", |l| td_string!(l, fishbone.command.remove), move || screen.remove_chosen())
            .on_selection()
            .when(item),
        next,
    ]
}

impl Screen {
    /// The form of a new person: on the selected bone or that of the selected person, else on the first; without a bone, the form
    /// of a new bone.
    pub fn start_adding_person(&self) {
        let selected = self.chosen_now().first().copied();
        let bone = self.with_settled(|layout| {
            let of_selected = selected.and_then(|item| {
                bone_of(item).or_else(|| person_of(item).and_then(|person| Some(layout.people.get(&person)?.bone)))
            });
            of_selected.or_else(|| layout.bones.first().map(|bone| bone.department))
        });
        self.open(bone.flatten().map_or(Form::Bone, Form::Person));
    }

    /// The next fishbone of the deal.
    fn show_next(&self) {
        let now = self.id();
        let next = self.room.with(|room| {
            let fishbones = &room.deal()?.1.fishbones;
            let live: Vec<_> = fishbones.all.iter().filter(|(_, one)| !one.archived).map(|(id, _)| *id).collect();
            let at = live.iter().position(|id| Some(*id) == now)?;
            live.get((at + 1) % live.len()).copied()
        });
        if let Some(next) = next {
            self.choose(next);
        }
    }
}
