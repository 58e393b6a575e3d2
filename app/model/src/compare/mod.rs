//! What differs between two states of a deal: who and what came, went, or changed from one value to another.

mod ghosts;

pub use ghosts::{kinds, with_ghosts};

use crate::{
    CompetitorId, Day, DepartmentId, EntityKey, FishboneId, PersonId, Room, UserId,
    account::Account,
    chain::{StepKind, StepState},
    deal::Deal,
    department::Department,
    fishbone::{Mark, RelationState, Side, ranked, state_of},
    person::Person,
    power_map::{
        BuyingRole, Level, LineKind, PainLevel, Personality, PowerLine, PowerNode, ProfileText, Stance, Vendor,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of what.
    pub item: EntityKey,
    /// What happened.
    pub kind: Kind,
    /// What it was and what it is, where it is there before and after.
    pub changed: Vec<(Aspect, Value, Value)>,
}

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It was not there before.
    Joined,
    /// It is there no more.
    Left,
    /// It is there before and after, and not the same.
    Changed,
}

impl Kind {
    /// All, in the order of a list.
    pub const ALL: [Self; 3] = [Self::Joined, Self::Left, Self::Changed];
}

/// What of it changed; in the order in which one says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Post of a person.
    Title,
    /// Post of a person in English.
    TitleEn,
    /// Name of a person, a department, a step.
    Name,
    /// Name of a department in English.
    NameEn,
    /// Department of a person, bone of a person on a fishbone.
    Department,
    /// Outside the customer's company.
    External,
    /// Our relation.
    Strength,
    /// The relation of a competitor.
    RivalStrength(CompetitorId),
    /// Role in the decision.
    BuyingRole,
    /// Key decision maker.
    Key,
    /// Who on our side owns the relation.
    Owners,
    /// To whom he reports.
    Superior,
    /// Management level (T-10).
    Level,
    /// Stance (T-10).
    Stance,
    /// Toward whom the stance is.
    Toward,
    /// Personality (T-10).
    Personality,
    /// How far he admits the problem (T-23).
    Pain,
    /// A text of what a person is like (T-10).
    Profile(ProfileText),
    /// How to reach a person.
    Contact,
    /// Goal of a fishbone.
    Goal,
    /// Second line at the head of a fishbone.
    Detail,
    /// What a mark means in this deal.
    MarkLabel(Mark),
    /// Rank of a bone, of a person on a bone, of a step.
    Rank,
    /// Above or below the spine.
    Side,
    /// Mark on a bone.
    Mark,
    /// How the relation stands on a fishbone.
    Relation,
    /// What the customer does in a step.
    StepKind,
    /// How far a step is.
    State,
    /// Planned day.
    Planned,
    /// Actual day.
    Actual,
    /// What we do about a step.
    Action,
    /// How strong an influence is.
    Weight,
    /// Note on a person, on a line.
    Note,
}

/// A value before or after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// There is none, or it is not known.
    None,
    /// Text.
    Text(String),
    /// Strength of a relation.
    Strength(i32),
    /// Yes or no.
    Flag(bool),
    /// Somebody of the customer.
    Person(PersonId),
    /// People of ours.
    Members(Vec<UserId>),
    /// Department.
    Department(DepartmentId),
    /// Role in the decision.
    BuyingRole(BuyingRole),
    /// A day.
    Day(Day),
    /// What the customer does in a step.
    StepKind(StepKind),
    /// State of a step.
    State(StepState),
    /// Mark on a bone.
    Mark(Mark),
    /// How a relation stands.
    Relation(RelationState),
    /// Management level.
    Level(Level),
    /// Stance.
    Stance(Stance),
    /// Us or a competitor.
    Vendor(Vendor),
    /// Personality.
    Personality(Personality),
    /// Rung of the pain ladder.
    Pain(PainLevel),
    /// Side of the spine.
    Side(Side),
    /// A number.
    Count(usize),
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::None } else { Value::Text(text.to_owned()) }
}

fn option<T>(value: Option<T>, of: impl FnOnce(T) -> Value) -> Value {
    value.map_or(Value::None, of)
}

/// All differences from one state to a later one, of departments, people and lines on the map, fishbones with their bones and the people
/// on them, steps and who takes part in them; in the order of their keys. Where a card stands on the map is nobody's news, nor are the
/// parts of a whole that came or went.
pub fn compare(before: &Room, after: &Room) -> Vec<Difference> {
    let (Some((_, old)), Some((_, new))) = (before.deal(), after.deal()) else { return Vec::new() };
    let empty = Account::default();
    let account = |room| -> &Account { Room::account(room).map_or(&empty, |(_, account)| account) };
    let (old_account, new_account) = (account(before), account(after));
    let (old_orders, new_orders) = (orders(old), orders(new));
    let moved = moved(&old_orders, &new_orders);
    let mut all = Vec::new();
    all.extend(diff(departments(old_account), departments(new_account)));
    all.extend(diff(facts_of_nodes(old, old_account), facts_of_nodes(new, new_account)));
    all.extend(diff(lines(old, false), lines(new, false)));
    // To whom somebody reports is a fact of his own: of such a line only its note is told.
    let reports = diff(lines(old, true), lines(new, true));
    all.extend(reports.into_iter().filter(|one| one.kind == Kind::Changed));
    let (was, is) = (Ranks::of(&old_orders, &moved), Ranks::of(&new_orders, &moved));
    let labelled = live_fishbones(old).find(|id| live_fishbones(new).any(|other| other == *id));
    all.extend(diff(fishbones(old, &was, labelled), fishbones(new, &is, labelled)));
    all.extend(diff(steps(old, &was), steps(new, &is)));
    let came_or_went: BTreeSet<EntityKey> =
        all.iter().filter(|one| one.kind != Kind::Changed).map(|one| one.item).collect();
    all.retain(|one| whole(one.item).is_none_or(|whole| !came_or_went.contains(&whole)));
    all
}

/// What something is a part of.
const fn whole(item: EntityKey) -> Option<EntityKey> {
    match item {
        EntityKey::Bone(id, _) | EntityKey::BonePerson(id, _) => Some(EntityKey::Fishbone(id)),
        EntityKey::StepPerson(id, _) => Some(EntityKey::Step(id)),
        _ => None,
    }
}

/// What stands in an order, by what it is part of: bones of a fishbone, people on a bone, steps of the deal.
type Orders = BTreeMap<EntityKey, Vec<EntityKey>>;

fn orders(deal: &Deal) -> Orders {
    let mut orders = Orders::new();
    for (id, fishbone) in deal.fishbones.all.iter().filter(|(_, fishbone)| !fishbone.archived) {
        let bones = ranked(fishbone);
        let keys = bones.iter().map(|bone| EntityKey::Bone(*id, bone.department));
        orders.insert(EntityKey::Fishbone(*id), keys.collect());
        for bone in bones {
            let people = bone.people.iter().map(|person| EntityKey::BonePerson(*id, *person));
            orders.insert(EntityKey::Bone(*id, bone.department), people.collect());
        }
    }
    let steps = crate::chain::ranked(&deal.chain).into_iter().map(|(id, _)| EntityKey::Step(id));
    orders.insert(EntityKey::Deal, steps.collect());
    orders
}

/// What stands elsewhere among those that are there before and after: all but the most that kept their order. Something new between two
/// does not move the second, nor does one that was moved past many move them.
fn moved(before: &Orders, after: &Orders) -> BTreeSet<EntityKey> {
    let mut found = BTreeSet::new();
    for (group, was) in before {
        let Some(is) = after.get(group) else { continue };
        let rank: BTreeMap<EntityKey, usize> = is.iter().copied().zip(0..).collect();
        let both: Vec<(EntityKey, usize)> = was.iter().filter_map(|item| Some((*item, *rank.get(item)?))).collect();
        found.extend(both.iter().map(|(item, _)| *item));
        for item in kept_in_order(&both) {
            found.remove(&item);
        }
    }
    found
}

/// The longest run of those whose later ranks grow. Of several the one of the least keys, so that it is the same looking backwards.
fn kept_in_order(items: &[(EntityKey, usize)]) -> Vec<EntityKey> {
    let mut runs = vec![1; items.len()];
    for at in (0..items.len()).rev() {
        let longest = (at + 1..items.len()).filter(|next| items[*next].1 > items[at].1).map(|next| runs[next]).max();
        runs[at] += longest.unwrap_or(0);
    }
    let (mut kept, mut from, mut above) = (Vec::new(), 0, 0);
    for left in (1..=runs.iter().copied().max().unwrap_or(0)).rev() {
        let fits = (from..items.len()).filter(|at| runs[*at] == left && items[*at].1 >= above);
        let Some(at) = fits.min_by_key(|at| items[*at].0) else { break };
        kept.push(items[at].0);
        (from, above) = (at + 1, items[at].1 + 1);
    }
    kept
}

/// Rank of what moved, from 1.
struct Ranks(BTreeMap<EntityKey, usize>);

impl Ranks {
    fn of(orders: &Orders, moved: &BTreeSet<EntityKey>) -> Self {
        let ranked = orders.values().flat_map(|order| (1..).zip(order));
        Self(ranked.filter(|(_, item)| moved.contains(item)).map(|(rank, item)| (*item, rank)).collect())
    }

    fn value(&self, item: EntityKey) -> (Aspect, Value) {
        (Aspect::Rank, option(self.0.get(&item).copied(), Value::Count))
    }
}

/// What something is, aspect by aspect; an aspect that is not named has no value.
type Facts = Vec<(Aspect, Value)>;

/// What is not the same, aspect by aspect.
fn changed(old: Facts, new: Facts) -> Vec<(Aspect, Value, Value)> {
    let (mut old, mut new): (BTreeMap<Aspect, Value>, BTreeMap<Aspect, Value>) =
        (old.into_iter().collect(), new.into_iter().collect());
    let all: BTreeSet<Aspect> = old.keys().chain(new.keys()).copied().collect();
    let mut of = |aspect: Aspect| {
        let value = |facts: &mut BTreeMap<Aspect, Value>| facts.remove(&aspect).unwrap_or(Value::None);
        (aspect, value(&mut old), value(&mut new))
    };
    all.into_iter().map(&mut of).filter(|(_, old, new)| old != new).collect()
}

fn diff(before: Vec<(EntityKey, Facts)>, after: Vec<(EntityKey, Facts)>) -> Vec<Difference> {
    let mut before: BTreeMap<EntityKey, Facts> = before.into_iter().collect();
    let mut all = Vec::new();
    for (item, new) in after {
        let Some(old) = before.remove(&item) else {
            all.push(Difference { item, kind: Kind::Joined, changed: Vec::new() });
            continue;
        };
        let changed = changed(old, new);
        if !changed.is_empty() {
            all.push(Difference { item, kind: Kind::Changed, changed });
        }
    }
    all.extend(before.into_keys().map(|item| Difference { item, kind: Kind::Left, changed: Vec::new() }));
    all
}

fn departments(account: &Account) -> Vec<(EntityKey, Facts)> {
    let live = account.departments.iter().filter(|(_, department)| !department.archived);
    let facts = |department: &Department| {
        vec![
            (Aspect::Name, text(&department.name)),
            (Aspect::NameEn, text(&department.name_en)),
            (Aspect::Department, option(department.parent, Value::Department)),
        ]
    };
    live.map(|(id, department)| (EntityKey::Department(*id), facts(department))).collect()
}

fn facts_of_nodes(deal: &Deal, account: &Account) -> Vec<(EntityKey, Facts)> {
    let map = &deal.power_map;
    let superiors = map.superiors();
    let of = |(id, node): (PersonId, &PowerNode)| {
        let person = account.people.get(&id);
        let record = |read: fn(&Person) -> Value| person.map_or(Value::None, read);
        let owners: Vec<UserId> = node.owners.iter().copied().collect();
        let mut facts = vec![
            (Aspect::Title, record(|person| text(&person.title))),
            (Aspect::TitleEn, record(|person| text(&person.title_en))),
            (Aspect::Name, record(|person| option(person.name.as_deref(), text))),
            (Aspect::Department, record(|person| option(person.department, Value::Department))),
            (Aspect::External, record(|person| Value::Flag(person.external))),
            (Aspect::Strength, option(node.strength(Vendor::Us), Value::Strength)),
        ];
        facts.extend(deal.rivals.iter().map(|rival| {
            let value = option(node.strength(Vendor::Competitor(*rival)), Value::Strength);
            (Aspect::RivalStrength(*rival), value)
        }));
        facts.extend([
            (Aspect::BuyingRole, option(node.buying_role, Value::BuyingRole)),
            (Aspect::Key, Value::Flag(node.key)),
            (Aspect::Owners, if owners.is_empty() { Value::None } else { Value::Members(owners) }),
            (Aspect::Superior, option(superiors.get(&id).copied(), Value::Person)),
            (Aspect::Level, option(node.profile.level, Value::Level)),
            (Aspect::Stance, option(node.profile.stance, Value::Stance)),
            (Aspect::Toward, option(node.profile.toward, Value::Vendor)),
            (Aspect::Personality, option(node.profile.personality, Value::Personality)),
            (Aspect::Pain, option(node.pain(), Value::Pain)),
        ]);
        facts.extend(ProfileText::ALL.map(|which| (Aspect::Profile(which), text(node.profile.text(which)))));
        facts.push((Aspect::Contact, record(|person| text(&person.contact))));
        facts.push((Aspect::Note, record(|person| text(&person.note))));
        (EntityKey::Node(id), facts)
    };
    map.live_nodes().map(of).collect()
}

/// The reporting lines, or influence and conflict.
fn lines(deal: &Deal, reports: bool) -> Vec<(EntityKey, Facts)> {
    let said = deal.power_map.live_lines().filter(|(_, line)| (line.kind == LineKind::ReportsTo) == reports);
    let facts = |line: &PowerLine| {
        let weight = match line.kind {
            LineKind::Influences { weight } => Value::Count(usize::from(weight)),
            LineKind::ReportsTo | LineKind::ConflictsWith => Value::None,
        };
        vec![(Aspect::Weight, weight), (Aspect::Note, text(&line.note))]
    };
    said.map(|(id, line)| (EntityKey::Line(id), facts(line))).collect()
}

fn live_fishbones(deal: &Deal) -> impl Iterator<Item = FishboneId> {
    deal.fishbones.all.iter().filter(|(_, fishbone)| !fishbone.archived).map(|(id, _)| *id)
}

/// What the marks mean is said of the whole deal: it is told once, with the fishbone `labelled`.
fn fishbones(deal: &Deal, ranks: &Ranks, labelled: Option<FishboneId>) -> Vec<(EntityKey, Facts)> {
    let live = deal.fishbones.all.iter().filter(|(_, fishbone)| !fishbone.archived);
    let mut all = Vec::new();
    for (id, fishbone) in live {
        let mut head = vec![(Aspect::Goal, text(&fishbone.goal)), (Aspect::Detail, text(&fishbone.detail))];
        if labelled == Some(*id) {
            let labels = &deal.fishbones.labels;
            head.push((Aspect::MarkLabel(Mark::A), text(&labels.a)));
            head.push((Aspect::MarkLabel(Mark::B), text(&labels.b)));
        }
        all.push((EntityKey::Fishbone(*id), head));
        let bones = fishbone.bones.iter().filter(|(_, bone)| !bone.archived);
        all.extend(bones.map(|(department, bone)| {
            let item = EntityKey::Bone(*id, *department);
            (item, vec![ranks.value(item), (Aspect::Side, option(bone.side, Value::Side))])
        }));
        let people = fishbone.people.iter();
        let people = people.filter(|(_, on)| !on.archived && fishbone.live_bone(on.bone).is_some());
        all.extend(people.map(|(person, on)| {
            let item = EntityKey::BonePerson(*id, *person);
            let facts = vec![
                (Aspect::Department, Value::Department(on.bone)),
                ranks.value(item),
                (Aspect::Mark, option(on.mark, Value::Mark)),
                (Aspect::Relation, Value::Relation(state_of(&deal.power_map, *person, on))),
            ];
            (item, facts)
        }));
    }
    all
}

fn steps(deal: &Deal, ranks: &Ranks) -> Vec<(EntityKey, Facts)> {
    let mut all = Vec::new();
    for (id, step) in deal.chain.steps.iter().filter(|(_, step)| !step.archived) {
        let item = EntityKey::Step(*id);
        let facts = vec![
            (Aspect::Name, text(&step.name)),
            (Aspect::StepKind, Value::StepKind(step.kind)),
            ranks.value(item),
            (Aspect::State, Value::State(step.state)),
            (Aspect::Planned, option(step.planned, Value::Day)),
            (Aspect::Actual, option(step.actual, Value::Day)),
            (Aspect::Action, text(&step.action)),
        ];
        all.push((item, facts));
        let people = step.live_people().map(|(person, part)| {
            (EntityKey::StepPerson(*id, person), vec![(Aspect::BuyingRole, option(part.role, Value::BuyingRole))])
        });
        all.extend(people);
    }
    all
}
