//! A difference in words.

use crate::{
    format,
    i18n::{Locale, td_string},
    talk::name_of,
    words::{chain, fishbone, power_map::buying_role},
};
use diagram::power_map::signed;
use model::{
    Room,
    compare::{Aspect, Difference, Value},
    fishbone::Mark,
};

/// What it is about, and each value it had and has.
pub(super) fn said(
    one: &Difference,
    before: &Room,
    after: &Room,
    locale: model::Locale,
    words: Locale,
) -> (String, Vec<String>) {
    let name = name_of(after, one.item, words);
    // What is gone has its name from before.
    let name = if name.is_empty() { name_of(before, one.item, words) } else { name };
    let values = one.changed.iter().map(|(aspect, old, new)| {
        let (old, new) = (value(old, before, locale, words), value(new, after, locale, words));
        format!("{} {old} → {new}", aspect_name(*aspect, words))
    });
    (name, values.collect())
}

fn person(room: &Room, id: model::PersonId, locale: model::Locale) -> Option<String> {
    Some(room.account()?.1.people.get(&id)?.called(locale))
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
        Aspect::Action => td_string!(words, past.aspect.action),
        Aspect::Rank => td_string!(words, past.aspect.rank),
    }
}

fn value(value: &Value, room: &Room, locale: model::Locale, words: Locale) -> String {
    let none = || td_string!(words, past.nothing).to_owned();
    match value {
        Value::None => none(),
        Value::Text(text) => text.clone(),
        Value::Strength(strength) => signed(*strength),
        Value::Flag(true) => td_string!(words, past.yes).to_owned(),
        Value::Flag(false) => td_string!(words, past.no).to_owned(),
        Value::Person(id) => person(room, *id, locale).unwrap_or_else(none),
        Value::Members(users) => {
            let member = |user: &model::UserId| Some(room.member(*user)?.name.clone());
            users.iter().filter_map(member).collect::<Vec<_>>().join("、")
        }
        Value::Department(id) => {
            let department = room.account().and_then(|(_, account)| account.departments.get(id));
            department.map_or_else(none, |one| format::named(&one.name, &one.name_en, locale).to_owned())
        }
        Value::BuyingRole(role) => buying_role(words, Some(*role)).to_owned(),
        Value::Day(day) => day.iso(),
        Value::State(state) => chain::state_name(words, *state).to_owned(),
        Value::Mark(Mark::A) => "A".to_owned(),
        Value::Mark(Mark::B) => "B".to_owned(),
        Value::Relation(relation) => fishbone::state(words, *relation).to_owned(),
        Value::Count(count) => count.to_string(),
    }
}
