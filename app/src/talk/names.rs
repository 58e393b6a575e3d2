//! What a thread is about, by name, wherever it is drawn and whether it still is.

use crate::{
    i18n::{Locale, model_locale, td_string},
    route::Tab,
    words::chain::kind_name,
};
use model::{DepartmentId, EntityKey, PersonId, Room, deal::Deal};

/// The tab that shows it; none for the deal as a whole.
pub const fn tab_of(item: EntityKey) -> Option<Tab> {
    match item {
        EntityKey::Node(_) | EntityKey::Line(_) | EntityKey::Department(_) => Some(Tab::Map),
        EntityKey::Fishbone(_) | EntityKey::Bone(..) | EntityKey::BonePerson(..) => Some(Tab::Fishbone),
        EntityKey::Step(_) | EntityKey::StepPerson(..) => Some(Tab::Chain),
        EntityKey::Task(_) => Some(Tab::Tasks),
        _ => None,
    }
}

/// Whether it is still drawn.
pub fn is_there(deal: &Deal, item: EntityKey) -> bool {
    match item {
        EntityKey::Node(person) => deal.power_map.live_node(person).is_some(),
        EntityKey::Line(line) => deal.power_map.lines.get(&line).is_some_and(|line| line.archived.is_none()),
        EntityKey::Fishbone(id) => deal.fishbones.live(id).is_some(),
        EntityKey::Bone(id, bone) => deal.fishbones.live(id).is_some_and(|one| one.live_bone(bone).is_some()),
        EntityKey::BonePerson(id, person) => {
            deal.fishbones.live(id).is_some_and(|one| one.live_person(person).is_some())
        }
        EntityKey::Step(id) => deal.chain.live(id).is_some(),
        EntityKey::StepPerson(id, person) => {
            deal.chain.live(id).is_some_and(|step| step.people.get(&person).is_some_and(|part| !part.archived))
        }
        EntityKey::Task(id) => deal.tasks.get(&id).is_some_and(|task| !task.archived),
        _ => false,
    }
}

/// What it is called.
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
