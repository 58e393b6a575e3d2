//! A difference in words.

use crate::{
    format,
    i18n::{Locale, td_string},
    talk::name_of,
    words::{chain, fishbone, power_map},
};
use diagram::power_map::signed;
use model::{
    CompetitorId, EntityKey, FishboneId, Room,
    compare::{Aspect, Difference, Value},
    fishbone::{Fishbones, Mark, Side},
    power_map::Vendor,
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
    let name = match fishbone_of(one.item, [before, after]) {
        Some(goal) => format!("{goal} · {name}"),
        None => name,
    };
    let values = one.changed.iter().map(|(aspect, old, new)| {
        let (old, new) = (value(old, before, locale, words), value(new, after, locale, words));
        format!("{} {old} → {new}", aspect_name(*aspect, before, after, words))
    });
    (name, values.collect())
}

/// The goal of the fishbone a bone or a person is on, where the deal has, or had, several.
fn fishbone_of(item: EntityKey, rooms: [&Room; 2]) -> Option<String> {
    let (EntityKey::Bone(id, _) | EntityKey::BonePerson(id, _)) = item else { return None };
    goal(id, rooms.map(|room| room.deal().map(|(_, deal)| &deal.fishbones)))
}

fn goal(id: FishboneId, days: [Option<&Fishbones>; 2]) -> Option<String> {
    let live = || days.into_iter().flatten().flat_map(|day| day.all.iter().filter(|(_, one)| !one.archived));
    let others = live().any(|(other, _)| *other != id);
    let now = days.into_iter().flatten().filter_map(|day| day.all.get(&id)).next_back();
    now.filter(|_| others).map(|one| one.goal.clone())
}

fn person(room: &Room, id: model::PersonId, locale: model::Locale) -> Option<String> {
    Some(room.account()?.1.people.get(&id)?.called(locale))
}

/// A competitor by name, though it may be of the deal only on one of the days.
fn rival(id: CompetitorId, rooms: [&Room; 2]) -> String {
    let named = |room: &&Room| Some(room.workspace()?.competitors.get(&id)?.name.clone());
    rooms.iter().find_map(named).unwrap_or_default()
}

const fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::A => "A",
        Mark::B => "B",
    }
}

fn aspect_name(aspect: Aspect, before: &Room, after: &Room, words: Locale) -> String {
    let name = match aspect {
        Aspect::RivalStrength(id) => {
            return td_string!(words, past.aspect.rival_of, rival = rival(id, [after, before])).to_string();
        }
        Aspect::MarkLabel(of) => return td_string!(words, past.aspect.mark_label, mark = mark(of)).to_string(),
        Aspect::Profile(which) => power_map::text_name(words, which),
        Aspect::NameEn => td_string!(words, past.aspect.name_en),
        Aspect::TitleEn => td_string!(words, past.aspect.title_en),
        Aspect::Contact => td_string!(words, past.aspect.contact),
        Aspect::External => td_string!(words, past.aspect.external),
        Aspect::Note => td_string!(words, past.aspect.note),
        Aspect::Level => td_string!(words, past.aspect.level),
        Aspect::Stance => td_string!(words, past.aspect.stance),
        Aspect::Toward => td_string!(words, past.aspect.toward),
        Aspect::Personality => td_string!(words, past.aspect.personality),
        Aspect::Pain => td_string!(words, past.aspect.pain),
        Aspect::Goal => td_string!(words, past.aspect.goal),
        Aspect::Detail => td_string!(words, past.aspect.detail),
        Aspect::Side => td_string!(words, past.aspect.side),
        Aspect::Weight => td_string!(words, past.aspect.weight),
        Aspect::Name => td_string!(words, past.aspect.name),
        Aspect::Title => td_string!(words, past.aspect.title),
        Aspect::Department => td_string!(words, past.aspect.department),
        Aspect::Strength => td_string!(words, past.aspect.strength),
        Aspect::BuyingRole => td_string!(words, past.aspect.buying_role),
        Aspect::Key => td_string!(words, past.aspect.key),
        Aspect::Owners => td_string!(words, past.aspect.owners),
        Aspect::Superior => td_string!(words, past.aspect.superior),
        Aspect::StepKind => td_string!(words, past.aspect.kind),
        Aspect::State => td_string!(words, past.aspect.state),
        Aspect::Planned => td_string!(words, past.aspect.planned),
        Aspect::Actual => td_string!(words, past.aspect.actual),
        Aspect::Mark => td_string!(words, past.aspect.mark),
        Aspect::Relation => td_string!(words, past.aspect.relation),
        Aspect::Action => td_string!(words, past.aspect.action),
        Aspect::Rank => td_string!(words, past.aspect.rank),
    };
    name.to_owned()
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
        Value::BuyingRole(role) => power_map::buying_role(words, Some(*role)).to_owned(),
        Value::Day(day) => day.iso(),
        Value::StepKind(kind) => chain::kind_name(words, *kind).to_owned(),
        Value::State(state) => chain::state_name(words, *state).to_owned(),
        Value::Mark(of) => mark(*of).to_owned(),
        Value::Level(level) => power_map::level_name(words, *level).to_owned(),
        Value::Stance(stance) => power_map::stance_name(words, *stance).to_owned(),
        Value::Personality(personality) => power_map::personality_name(words, *personality).to_owned(),
        Value::Vendor(Vendor::Us) => td_string!(words, power_map.person.ours).to_owned(),
        Value::Vendor(Vendor::Competitor(id)) => rival(*id, [room, room]),
        Value::Pain(level) => level.name(locale).to_owned(),
        Value::Side(Side::Upper) => td_string!(words, fishbone.side.upper).to_owned(),
        Value::Side(Side::Lower) => td_string!(words, fishbone.side.lower).to_owned(),
        Value::Relation(relation) => fishbone::state(words, *relation).to_owned(),
        Value::Count(count) => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::fishbone::Fishbone;

    const FIRST: FishboneId = FishboneId::from_u128(1);
    const SECOND: FishboneId = FishboneId::from_u128(2);

    fn fishbones(all: &[(FishboneId, &str)]) -> Fishbones {
        let mut made = Fishbones::default();
        for (id, goal) in all {
            made.all.insert_mut(*id, Fishbone { goal: (*goal).to_owned(), ..Fishbone::default() });
        }
        made
    }

    #[test]
    fn a_fishbone_is_named_where_the_deal_has_or_had_another() {
        let (one, two) = (fishbones(&[(FIRST, "中标")]), fishbones(&[(FIRST, "中标一期"), (SECOND, "交付")]));
        assert_eq!(goal(FIRST, [Some(&one), Some(&one)]), None);
        assert_eq!(goal(FIRST, [Some(&one), Some(&two)]).as_deref(), Some("中标一期"));
        assert_eq!(goal(SECOND, [Some(&two), Some(&one)]).as_deref(), Some("交付"));
        assert_eq!(goal(FIRST, [None, Some(&one)]), None);
    }
}
