//! What an item is called, wherever it is drawn and whether it still is.

use super::chain::kind_name;
use crate::i18n::{Locale, model_locale, td_string};
use model::{DepartmentId, EntityKey, PersonId, Room};

/// Its name in the room; empty for what the room does not know.
pub fn name_of(room: &Room, item: EntityKey, locale: Locale) -> String {
    let tongue = model_locale(locale);
    let account = room.account().map(|(_, account)| account);
    let person = |id: PersonId| {
        account.and_then(|account| account.people.get(&id)).map_or_else(String::new, |one| one.called(tongue))
    };
    let department = |id: DepartmentId| {
        let known = account.and_then(|account| account.departments.get(&id));
        known.map_or_else(String::new, |one| model::named(&one.name, &one.name_en, tongue).to_owned())
    };
    let Some((_, deal)) = room.deal() else { return String::new() };
    let found = match item {
        EntityKey::Node(id) | EntityKey::BonePerson(_, id) => Some(person(id)),
        EntityKey::Line(id) => deal
            .power_map
            .lines
            .get(&id)
            .map(|line| td_string!(locale, talk.line, from = person(line.from), to = person(line.to)).to_string()),
        EntityKey::Fishbone(id) => deal.fishbones.all.get(&id).map(|one| one.goal.clone()),
        EntityKey::Bone(_, id) | EntityKey::Department(id) => Some(department(id)),
        EntityKey::Step(id) => deal.chain.steps.get(&id).map(|step| step_name(step, locale)),
        EntityKey::StepPerson(id, who) => {
            deal.chain.steps.get(&id).map(|step| format!("{} · {}", person(who), step_name(step, locale)))
        }
        EntityKey::Task(id) => deal.tasks.get(&id).map(|task| task.text.clone()),
        _ => Some(td_string!(locale, talk.deal).to_owned()),
    };
    found.unwrap_or_default()
}

fn step_name(step: &model::chain::Step, locale: Locale) -> String {
    if step.name.is_empty() { kind_name(locale, step.kind).to_owned() } else { step.name.clone() }
}
