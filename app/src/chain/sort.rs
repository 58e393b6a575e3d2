//! The order of the lists of steps and of the people in them: that of the chain until somebody asks for another one. The chain itself
//! stays as it is.

use super::state::Screen;
use crate::{
    i18n::t_string,
    shell::{Sort, SortKey, sorted_rows},
};
use leptos::prelude::*;
use model::{
    PersonId, StepId,
    chain::{StepKind, StepPosition},
    power_map::{BuyingRole, Vendor},
};

/// What the steps are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The place in the chain.
    Number,
    /// The name, Chinese by pinyin.
    Name,
    /// What the customer does in it, in the order of the usual kinds.
    Kind,
    /// How far it is.
    State,
    /// The planned day.
    Planned,
    /// The actual day.
    Actual,
    /// By how much our best relation is better than the best rival's.
    Standing,
    /// What we do.
    Action,
}

impl By {
    /// All columns one can sort by.
    pub const ALL: [Self; 8] =
        [Self::Number, Self::Name, Self::Kind, Self::State, Self::Planned, Self::Actual, Self::Standing, Self::Action];

    /// Its name in the head of the table.
    pub fn name(self, screen: Screen) -> Signal<String> {
        let i18n = screen.i18n;
        Signal::derive(move || {
            let name = match self {
                Self::Number => t_string!(i18n, chain.step.number),
                Self::Name => t_string!(i18n, chain.twin.step),
                Self::Kind => t_string!(i18n, chain.step.kind),
                Self::State => t_string!(i18n, chain.step.state),
                Self::Planned => t_string!(i18n, chain.step.planned),
                Self::Actual => t_string!(i18n, chain.step.actual),
                Self::Standing => t_string!(i18n, chain.twin.standing),
                Self::Action => t_string!(i18n, chain.step.action),
            };
            name.to_owned()
        })
    }
}

/// The steps in the order of the list, tracked.
pub fn sorted(screen: Screen, sort: Sort<By>) -> Vec<StepId> {
    let (by, down) = sort.get();
    let steps: Vec<StepId> = screen.layout.with(|layout| layout.columns.iter().map(|column| column.step).collect());
    screen.room.track_all();
    sorted_rows(&steps, down, screen.i18n.get_locale(), |at, id| match by {
        By::Number => SortKey::count(at),
        By::Name => SortKey::text(screen.step_name(*id)),
        By::Standing => screen.position(*id).map_or(SortKey::Nothing, |now| SortKey::number(lead(now))),
        By::Kind | By::State | By::Planned | By::Actual | By::Action => screen.with_chain(|chain| {
            let Some(step) = chain.live(*id) else { return SortKey::Nothing };
            match by {
                By::Kind => SortKey::place(&StepKind::ALL, Some(step.kind)),
                By::State => SortKey::number(Some(step.state as i32)),
                By::Planned => SortKey::number(step.planned.map(|day| day.0)),
                By::Actual => SortKey::number(step.actual.map(|day| day.0)),
                _ => SortKey::text(step.action.clone()),
            }
        }),
    })
}

/// By how much we lead; a relation that is unknown counts as none. Nothing if both are.
fn lead(now: StepPosition) -> Option<i32> {
    let (ours, rival) = (now.ours.map(|lead| lead.strength), now.rival.map(|lead| lead.strength));
    (ours.is_some() || rival.is_some()).then(|| ours.unwrap_or(0) - rival.unwrap_or(0))
}

/// What the people of the steps are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByPart {
    /// The step, then as they stand below it.
    Step,
    /// The post, Chinese by pinyin.
    Post,
    /// The name.
    Name,
    /// The role in the step, or else on the map.
    Role,
    /// The relation to us.
    Standing,
}

impl ByPart {
    /// The columns of the table.
    pub const ALL: [Self; 5] = [Self::Step, Self::Post, Self::Name, Self::Role, Self::Standing];

    /// The name of the column.
    pub fn name(self, screen: Screen) -> Signal<String> {
        let i18n = screen.i18n;
        Signal::derive(move || {
            let name = match self {
                Self::Step => t_string!(i18n, chain.twin.step),
                Self::Post => t_string!(i18n, power_map.twin.post),
                Self::Name => t_string!(i18n, power_map.twin.name),
                Self::Role => t_string!(i18n, chain.people.role),
                Self::Standing => t_string!(i18n, chain.twin.standing),
            };
            name.to_owned()
        })
    }
}

/// The people of the steps in the order of the list, tracked.
pub fn sorted_parts(screen: Screen, sort: Sort<ByPart>) -> Vec<(StepId, PersonId)> {
    let (by, down) = sort.get();
    let parts: Vec<(StepId, PersonId)> = screen.layout.with(|layout| {
        let people = layout.columns.iter().map(|column| (column.step, &column.people));
        people.flat_map(|(step, people)| people.iter().map(move |(person, _)| (step, *person))).collect()
    });
    screen.room.track_all();
    let who = |person: PersonId| screen.with_scene(|scene| scene.map.who(person));
    sorted_rows(&parts, down, screen.i18n.get_locale(), |at, (step, person)| match by {
        ByPart::Step => SortKey::count(at),
        ByPart::Post => SortKey::text(who(*person).0),
        ByPart::Name => SortKey::text(who(*person).1.unwrap_or_default()),
        ByPart::Role => {
            let (here, on_map) = screen.roles(*step, *person);
            SortKey::place(&BuyingRole::ALL, here.or(on_map))
        }
        ByPart::Standing => screen.room.with(|room| {
            let node = room.deal().and_then(|(_, deal)| deal.power_map.live_node(*person));
            SortKey::number(node.and_then(|node| node.strength(Vendor::Us)))
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::chain::Lead;

    #[test]
    fn the_standing_is_the_distance_of_the_two_best_relations_and_nothing_where_both_are_unknown() {
        let known = |strength| Some(Lead { vendor: Vendor::Us, strength, person: PersonId::from_u128(1) });
        let at = |ours, rival| lead(StepPosition { ours, rival, ..StepPosition::default() });
        assert_eq!(at(known(2), known(3)), Some(-1));
        assert_eq!(at(None, known(2)), Some(-2));
        assert_eq!(at(known(-1), None), Some(-1));
        assert_eq!(at(None, None), None);
    }
}
