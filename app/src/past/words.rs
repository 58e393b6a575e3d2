//! A difference in words.

use crate::{
    format,
    i18n::{Locale, td_string},
    words::power_map::buying_role,
};
use model::{
    EntityKey, Room,
    compare::{Aspect, Difference, Value},
    fishbone::{Mark, RelationState},
    power_map::LineKind,
};

/// What it is about, and each value it had and has.
pub(super) fn said(
    one: &Difference,
    before: &Room,
    after: &Room,
    locale: model::Locale,
    words: Locale,
) -> (String, Vec<String>) {
    let name = name_of(one.item, after, locale, words).or_else(|| name_of(one.item, before, locale, words));
    let values = one.changed.iter().map(|(aspect, old, new)| {
        let (old, new) = (value(old, before, locale, words), value(new, after, locale, words));
        format!("{} {old} → {new}", aspect_name(*aspect, words))
    });
    (name.unwrap_or_default(), values.collect())
}

fn person(room: &Room, id: model::PersonId, locale: model::Locale) -> Option<String> {
    Some(room.account()?.1.people.get(&id)?.called(locale))
}

fn name_of(item: EntityKey, room: &Room, locale: model::Locale, words: Locale) -> Option<String> {
    let (_, deal) = room.deal()?;
    match item {
        EntityKey::Node(id) | EntityKey::BonePerson(_, id) => person(room, id, locale),
        EntityKey::Line(id) => {
            let line = deal.power_map.lines.get(&id)?;
            let kind = match line.kind {
                LineKind::ConflictsWith => "×",
                _ => "→",
            };
            Some(format!("{} {kind} {}", person(room, line.from, locale)?, person(room, line.to, locale)?))
        }
        EntityKey::Fishbone(id) => deal.fishbones.all.get(&id).map(|one| one.goal.clone()),
        EntityKey::Step(id) => {
            let step = deal.chain.steps.get(&id)?;
            let kind = crate::chain::kind_name(words, step.kind);
            Some(if step.name.is_empty() { kind.to_owned() } else { step.name.clone() })
        }
        _ => None,
    }
}

fn aspect_name(aspect: Aspect, words: Locale) -> &'static str {
    match aspect {
        Aspect::Name => td_string!(words, past.aspect.name),
        Aspect::Title => td_string!(words, past.aspect.title),
        Aspect::Department => td_string!(words, past.aspect.department),
        Aspect::Strength => td_string!(words, past.aspect.strength),
        Aspect::RivalStrength => td_string!(words, past.aspect.rival_strength),
        Aspect::BuyingRole => td_string!(words, past.aspect.buying_role),
        Aspect::Key => td_string!(words, past.aspect.key),
        Aspect::Owners => td_string!(words, past.aspect.owners),
        Aspect::Superior => td_string!(words, past.aspect.superior),
        Aspect::State => td_string!(words, past.aspect.state),
        Aspect::Planned => td_string!(words, past.aspect.planned),
        Aspect::Actual => td_string!(words, past.aspect.actual),
        Aspect::Mark => td_string!(words, past.aspect.mark),
        Aspect::Relation => td_string!(words, past.aspect.relation),
        Aspect::People => td_string!(words, past.aspect.people),
    }
}

fn value(value: &Value, room: &Room, locale: model::Locale, words: Locale) -> String {
    let none = || td_string!(words, past.nothing).to_owned();
    match value {
        Value::None => none(),
        Value::Text(text) => text.clone(),
        Value::Strength(0) => "0".to_owned(),
        Value::Strength(strength) => format!("{strength:+}").replace('-', "−"),
        Value::Flag(true) => td_string!(words, past.yes).to_owned(),
        Value::Flag(false) => td_string!(words, past.no).to_owned(),
        Value::Person(id) => person(room, *id, locale).unwrap_or_else(none),
        Value::Members(users) => {
            let member = |user: &model::UserId| Some(room.workspace()?.members.get(user)?.name.clone());
            users.iter().filter_map(member).collect::<Vec<_>>().join("、")
        }
        Value::Department(id) => {
            let department = room.account().and_then(|(_, account)| account.departments.get(id));
            department.map_or_else(none, |one| format::named(&one.name, &one.name_en, locale).to_owned())
        }
        Value::BuyingRole(role) => buying_role(words, Some(*role)).to_owned(),
        Value::Day(day) => day.iso(),
        Value::State(state) => crate::chain::state_name(words, *state).to_owned(),
        Value::Mark(Mark::A) => "A".to_owned(),
        Value::Mark(Mark::B) => "B".to_owned(),
        Value::Relation(state) => match state {
            RelationState::Favourable => td_string!(words, past.relation.favourable),
            RelationState::NeedsImprovement => td_string!(words, past.relation.needs_improvement),
            RelationState::Cooperated => td_string!(words, past.relation.cooperated),
            RelationState::NotAssessed => td_string!(words, past.relation.not_assessed),
        }
        .to_owned(),
        Value::Count(count) => count.to_string(),
    }
}
