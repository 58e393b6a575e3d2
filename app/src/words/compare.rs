//! A difference in words, and the words of its marks: for the list on the screen, and for the sheet and the picture the server makes.

use super::{chain, fishbone, item::name_of, power_map};
use crate::i18n::{Locale, model_locale, td_string};
use diagram::{compare::Words, power_map::signed};
use model::{
    CompetitorId, EntityKey, FishboneId, Room,
    compare::{Aspect, Difference, Kind, Value},
    fishbone::{Fishbones, Mark, Side},
    power_map::Vendor,
};

/// A difference as it is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What it is about.
    pub name: String,
    /// What of it changed.
    pub changes: Vec<SaidChange>,
}

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidChange {
    /// What.
    pub aspect: String,
    /// The value it had.
    pub old: String,
    /// The value it has.
    pub new: String,
}

/// What happened.
pub fn kind(locale: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Joined => td_string!(locale, past.joined),
        Kind::Left => td_string!(locale, past.left),
        Kind::Changed => td_string!(locale, past.changed),
    }
}

/// How it is drawn, in a legend.
pub fn drawn(locale: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Joined => td_string!(locale, past.joined_drawn),
        Kind::Left => td_string!(locale, past.left_drawn),
        Kind::Changed => td_string!(locale, past.changed_drawn),
    }
}

/// The words of the marks in a drawing.
pub fn words(locale: Locale) -> Words {
    Words {
        kinds: Kind::ALL.map(|each| kind(locale, each).to_owned()),
        drawn: Kind::ALL.map(|each| drawn(locale, each).to_owned()),
    }
}

/// What it is about, and each value it had and has.
pub fn said(one: &Difference, before: &Room, after: &Room, locale: Locale) -> Said {
    let name = name_of(after, one.item, locale);
    // What is gone has its name from before.
    let name = if name.is_empty() { name_of(before, one.item, locale) } else { name };
    let name = match fishbone_of(one.item, [before, after]) {
        Some(goal) => format!("{goal} · {name}"),
        None => name,
    };
    let changes = one.changed.iter().map(|(aspect, old, new)| SaidChange {
        aspect: aspect_name(*aspect, before, after, locale),
        old: value(old, before, locale),
        new: value(new, after, locale),
    });
    Said { name, changes: changes.collect() }
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

fn person(room: &Room, id: model::PersonId, locale: Locale) -> Option<String> {
    Some(room.account()?.1.people.get(&id)?.called(model_locale(locale)))
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

fn aspect_name(aspect: Aspect, before: &Room, after: &Room, locale: Locale) -> String {
    let name = match aspect {
        Aspect::RivalStrength(id) => {
            return td_string!(locale, past.aspect.rival_of, rival = rival(id, [after, before])).to_string();
        }
        Aspect::MarkLabel(of) => return td_string!(locale, past.aspect.mark_label, mark = mark(of)).to_string(),
        Aspect::Profile(which) => power_map::text_name(locale, which),
        Aspect::NameEn => td_string!(locale, past.aspect.name_en),
        Aspect::TitleEn => td_string!(locale, past.aspect.title_en),
        Aspect::Contact => td_string!(locale, past.aspect.contact),
        Aspect::External => td_string!(locale, past.aspect.external),
        Aspect::Note => td_string!(locale, past.aspect.note),
        Aspect::Level => td_string!(locale, past.aspect.level),
        Aspect::Stance => td_string!(locale, past.aspect.stance),
        Aspect::Toward => td_string!(locale, past.aspect.toward),
        Aspect::Personality => td_string!(locale, past.aspect.personality),
        Aspect::Pain => td_string!(locale, past.aspect.pain),
        Aspect::Goal => td_string!(locale, past.aspect.goal),
        Aspect::Detail => td_string!(locale, past.aspect.detail),
        Aspect::Side => td_string!(locale, past.aspect.side),
        Aspect::Weight => td_string!(locale, past.aspect.weight),
        Aspect::Name => td_string!(locale, past.aspect.name),
        Aspect::Title => td_string!(locale, past.aspect.title),
        Aspect::Department => td_string!(locale, past.aspect.department),
        Aspect::Strength => td_string!(locale, past.aspect.strength),
        Aspect::BuyingRole => td_string!(locale, past.aspect.buying_role),
        Aspect::Key => td_string!(locale, past.aspect.key),
        Aspect::Owners => td_string!(locale, past.aspect.owners),
        Aspect::Superior => td_string!(locale, past.aspect.superior),
        Aspect::StepKind => td_string!(locale, past.aspect.kind),
        Aspect::State => td_string!(locale, past.aspect.state),
        Aspect::Planned => td_string!(locale, past.aspect.planned),
        Aspect::Actual => td_string!(locale, past.aspect.actual),
        Aspect::Mark => td_string!(locale, past.aspect.mark),
        Aspect::Relation => td_string!(locale, past.aspect.relation),
        Aspect::Action => td_string!(locale, past.aspect.action),
        Aspect::Rank => td_string!(locale, past.aspect.rank),
    };
    name.to_owned()
}

fn value(value: &Value, room: &Room, locale: Locale) -> String {
    let none = || td_string!(locale, past.nothing).to_owned();
    match value {
        Value::None => none(),
        Value::Text(text) => text.clone(),
        Value::Strength(strength) => signed(*strength),
        Value::Flag(true) => td_string!(locale, past.yes).to_owned(),
        Value::Flag(false) => td_string!(locale, past.no).to_owned(),
        Value::Person(id) => person(room, *id, locale).unwrap_or_else(none),
        Value::Members(users) => {
            let member = |user: &model::UserId| Some(room.member(*user)?.name.clone());
            let between = match locale {
                Locale::zh_CN => "、",
                Locale::en => ", ",
            };
            users.iter().filter_map(member).collect::<Vec<_>>().join(between)
        }
        Value::Department(id) => {
            let department = room.account().and_then(|(_, account)| account.departments.get(id));
            department.map_or_else(none, |one| model::named(&one.name, &one.name_en, model_locale(locale)).to_owned())
        }
        Value::BuyingRole(role) => power_map::buying_role(locale, Some(*role)).to_owned(),
        Value::Day(day) => day.iso(),
        Value::StepKind(kind) => chain::kind_name(locale, *kind).to_owned(),
        Value::State(state) => chain::state_name(locale, *state).to_owned(),
        Value::Mark(of) => mark(*of).to_owned(),
        Value::Level(level) => power_map::level_name(locale, *level).to_owned(),
        Value::Stance(stance) => power_map::stance_name(locale, *stance).to_owned(),
        Value::Personality(personality) => power_map::personality_name(locale, *personality).to_owned(),
        Value::Vendor(Vendor::Us) => td_string!(locale, power_map.person.ours).to_owned(),
        Value::Vendor(Vendor::Competitor(id)) => rival(*id, [room, room]),
        Value::Pain(level) => level.name(model_locale(locale)).to_owned(),
        Value::Side(Side::Upper) => td_string!(locale, fishbone.side.upper).to_owned(),
        Value::Side(Side::Lower) => td_string!(locale, fishbone.side.lower).to_owned(),
        Value::Relation(relation) => fishbone::state(locale, *relation).to_owned(),
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
