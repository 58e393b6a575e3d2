//! The order of the lists of people and bones: by rank, until somebody asks for another one. No rank changes by it.

use super::{bone_panel::SIDES, state::Screen};
use crate::{
    i18n::t_string,
    shell::{Sort, SortKey, sorted_rows},
};
use diagram::fishbone::Layout;
use leptos::prelude::*;
use model::{
    DepartmentId, PersonId,
    fishbone::{Mark, RelationState},
};

/// What the people are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByPerson {
    /// The bone, then the rank on it: the order of importance.
    Bone,
    /// The rank on the bone, then the bone.
    Rank,
    /// The post, Chinese by pinyin.
    Post,
    /// The name.
    Name,
    /// The relation, as its legend lists them.
    Relation,
    /// A, B, none.
    Mark,
}

impl ByPerson {
    /// The columns of the table.
    pub const ALL: [Self; 6] = [Self::Bone, Self::Rank, Self::Post, Self::Name, Self::Relation, Self::Mark];

    /// The name of the column.
    pub fn name(self, screen: Screen) -> Signal<String> {
        let i18n = screen.i18n;
        Signal::derive(move || {
            let name = match self {
                Self::Bone => t_string!(i18n, fishbone.bone),
                Self::Rank => t_string!(i18n, fishbone.panel.person_rank),
                Self::Post => t_string!(i18n, fishbone.post),
                Self::Name => t_string!(i18n, fishbone.name),
                Self::Relation => t_string!(i18n, fishbone.twin.relation),
                Self::Mark => t_string!(i18n, fishbone.mark.label),
            };
            name.to_owned()
        })
    }
}

/// The people in the order of the list, tracked.
pub fn sorted_people(screen: Screen, sort: Sort<ByPerson>) -> Vec<PersonId> {
    let (by, down) = sort.get();
    let locale = screen.i18n.get_locale();
    screen.room.track_all();
    let sorted = |layout: &Layout| {
        let people: Vec<PersonId> = layout.bones.iter().flat_map(|bone| bone.people.iter().copied()).collect();
        sorted_rows(&people, down, locale, |at, person| {
            let spot = layout.people.get(person);
            match by {
                ByPerson::Bone => SortKey::count(at),
                ByPerson::Rank => spot.map_or(SortKey::Nothing, |spot| SortKey::count(spot.rank.1)),
                ByPerson::Post => SortKey::text(screen.who(*person).0),
                ByPerson::Name => SortKey::text(screen.who(*person).1.unwrap_or_default()),
                ByPerson::Relation => SortKey::place(&RELATIONS, spot.map(|spot| spot.state)),
                ByPerson::Mark => {
                    SortKey::place(&MARKS, spot.and_then(|spot| spot.mark.as_ref()).map(|(mark, _)| *mark))
                }
            }
        })
    };
    screen.drawn.with(|drawn| drawn.as_ref().map(|drawn| sorted(&drawn.layout)).unwrap_or_default())
}

/// The relations in the order of the legend.
const RELATIONS: [RelationState; 4] =
    [RelationState::Favourable, RelationState::NeedsImprovement, RelationState::Cooperated, RelationState::NotAssessed];
/// The marks.
pub const MARKS: [Mark; 2] = [Mark::A, Mark::B];

/// What the bones are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByBone {
    /// The rank.
    Rank,
    /// The name, Chinese by pinyin.
    Department,
    /// Above the spine, then below it.
    Side,
    /// How many people are on it.
    Count,
}

impl ByBone {
    /// The columns of the table.
    pub const ALL: [Self; 4] = [Self::Rank, Self::Department, Self::Side, Self::Count];

    /// The name of the column.
    pub fn name(self, screen: Screen) -> Signal<String> {
        let i18n = screen.i18n;
        Signal::derive(move || {
            let name = match self {
                Self::Rank => t_string!(i18n, fishbone.panel.bone_rank),
                Self::Department => t_string!(i18n, fishbone.department),
                Self::Side => t_string!(i18n, fishbone.side.label),
                Self::Count => t_string!(i18n, fishbone.twin.count),
            };
            name.to_owned()
        })
    }
}

/// The bones in the order of the list, tracked.
pub fn sorted_bones(screen: Screen, sort: Sort<ByBone>) -> Vec<DepartmentId> {
    let (by, down) = sort.get();
    let locale = screen.i18n.get_locale();
    let sorted = |layout: &Layout| {
        let rows = sorted_rows(&layout.bones, down, locale, |_, bone| match by {
            ByBone::Rank => SortKey::count(bone.rank),
            ByBone::Department => SortKey::text(bone.called.clone()),
            ByBone::Side => SortKey::place(&SIDES, Some(bone.side)),
            ByBone::Count => SortKey::count(bone.people.len()),
        });
        rows.into_iter().map(|bone| bone.department).collect()
    };
    screen.drawn.with(|drawn| drawn.as_ref().map(|drawn| sorted(&drawn.layout)).unwrap_or_default())
}
