//! The order of the lists of people and lines: as they are drawn, until somebody asks for another one.

use super::state::Screen;
use crate::{
    i18n::t_string,
    shell::{Sort, SortKey, sorted_rows},
};
use leptos::prelude::*;
use model::{
    LineId, PersonId,
    power_map::{BuyingRole, LineKind, PowerMap, PowerNode, Strength, Vendor},
};

/// What the people are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByPerson {
    /// Their place on the map, as one reads.
    Drawn,
    /// The post, Chinese by pinyin.
    Post,
    /// The name.
    Name,
    /// The department.
    Department,
    /// The customer's own people, and the others.
    External,
    /// The buying role.
    Role,
    /// To whom they report.
    Superior,
    /// The relation to us.
    Strength,
    /// The best relation to a competitor.
    Rivals,
    /// The first owner.
    Owners,
    /// Key people, and the others.
    Key,
    /// Those whose card stays where it is, and the others.
    Pinned,
}

impl ByPerson {
    /// The columns of the table.
    pub const COLUMNS: [Self; 11] = [
        Self::Post,
        Self::Name,
        Self::Role,
        Self::Strength,
        Self::Rivals,
        Self::Owners,
        Self::Key,
        Self::Department,
        Self::External,
        Self::Superior,
        Self::Pinned,
    ];

    /// The name of the column.
    pub fn name(self, screen: Screen) -> Signal<String> {
        Signal::derive(move || self.called(screen).to_owned())
    }

    /// The same, tracked.
    pub fn called(self, screen: Screen) -> &'static str {
        let i18n = screen.i18n;
        match self {
            Self::Drawn => "",
            Self::Post => t_string!(i18n, power_map.twin.post),
            Self::Name => t_string!(i18n, power_map.twin.name),
            Self::Department => t_string!(i18n, power_map.person.department),
            Self::External => t_string!(i18n, power_map.twin.external),
            Self::Role => t_string!(i18n, power_map.twin.role),
            Self::Superior => t_string!(i18n, power_map.person.reports_to),
            Self::Strength => t_string!(i18n, power_map.twin.strength),
            Self::Rivals => t_string!(i18n, power_map.twin.rivals),
            Self::Owners => t_string!(i18n, power_map.twin.owners),
            Self::Key => t_string!(i18n, power_map.twin.key),
            Self::Pinned => t_string!(i18n, power_map.twin.pinned),
        }
    }
}

/// The people in the order of the list, tracked.
pub fn sorted_people(screen: Screen, sort: Sort<ByPerson>) -> Vec<PersonId> {
    let (by, down) = sort.get();
    screen.room.track_all();
    let people = screen.people_in_order();
    if by == ByPerson::Drawn {
        return people;
    }
    let cast = screen.cast.get();
    let superiors = screen.with_map(PowerMap::superiors);
    let known = |node: &PowerNode, vendor| match node.current(vendor).map(|(_, now)| now.value) {
        Some(Strength::Known(value)) => Some(value),
        Some(Strength::Unknown) | None => None,
    };
    let of_record = |person: &PersonId| {
        screen.room.with(|room| {
            let record = room.account()?.1.people.get(person)?;
            Some((record.department, record.external))
        })
    };
    // Those it is true of stand first.
    let first = |is: bool| SortKey::Number(i64::from(!is));
    sorted_rows(&people, down, screen.i18n.get_locale(), |_, person| {
        let of_node = |read: &dyn Fn(&PowerNode) -> SortKey| {
            screen.with_map(|map| map.nodes.get(person).map_or(SortKey::Nothing, read))
        };
        match by {
            ByPerson::Drawn => SortKey::Nothing,
            ByPerson::Post => SortKey::text(screen.with_scene(|scene| scene.who(*person)).0),
            ByPerson::Name => SortKey::text(screen.with_scene(|scene| scene.who(*person)).1.unwrap_or_default()),
            ByPerson::Department => SortKey::text(
                of_record(person).and_then(|record| screen.department_called(record.0?)).unwrap_or_default(),
            ),
            ByPerson::External => first(of_record(person).is_some_and(|(_, external)| external)),
            ByPerson::Superior => {
                SortKey::text(superiors.get(person).map(|one| screen.called(*one)).unwrap_or_default())
            }
            ByPerson::Role => of_node(&|node| SortKey::place(&BuyingRole::ALL, node.buying_role)),
            ByPerson::Strength => of_node(&|node| SortKey::number(known(node, Vendor::Us))),
            ByPerson::Rivals => of_node(&|node| {
                let rivals = cast.rivals.iter().filter_map(|(id, ..)| known(node, Vendor::Competitor(*id)));
                SortKey::number(rivals.max())
            }),
            ByPerson::Owners => of_node(&|node| {
                let first = cast.team.iter().find(|(user, _)| node.owners.contains(user));
                SortKey::text(first.map(|(_, colleague)| colleague.name.clone()).unwrap_or_default())
            }),
            ByPerson::Key => of_node(&|node| first(node.key)),
            ByPerson::Pinned => of_node(&|node| first(node.pinned)),
        }
    })
}

/// What the lines are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByLine {
    /// As they came.
    Drawn,
    /// Who it starts from.
    From,
    /// What it says.
    Kind,
    /// Who it leads to.
    To,
    /// The note.
    Note,
}

impl ByLine {
    /// The columns of the table.
    pub const COLUMNS: [Self; 4] = [Self::From, Self::Kind, Self::To, Self::Note];

    /// The name of the column.
    pub fn name(self, screen: Screen) -> Signal<String> {
        let i18n = screen.i18n;
        Signal::derive(move || {
            let name = match self {
                Self::Drawn => "",
                Self::From => t_string!(i18n, power_map.twin.from),
                Self::Kind => t_string!(i18n, power_map.twin.kind),
                Self::To => t_string!(i18n, power_map.twin.to),
                Self::Note => t_string!(i18n, power_map.twin.note),
            };
            name.to_owned()
        })
    }
}

/// The lines in the order of the list, tracked.
pub fn sorted_lines(screen: Screen, sort: Sort<ByLine>) -> Vec<LineId> {
    let (by, down) = sort.get();
    screen.room.track_all();
    let lines: Vec<LineId> = screen.with_map(|map| map.live_lines().map(|(id, _)| id).collect());
    if by == ByLine::Drawn {
        return lines;
    }
    sorted_rows(&lines, down, screen.i18n.get_locale(), |_, id| {
        let line = screen.with_map(|map| map.lines.get(id).cloned());
        line.map_or(SortKey::Nothing, |line| match by {
            ByLine::Drawn => SortKey::Nothing,
            ByLine::From => SortKey::text(screen.called(line.from)),
            ByLine::To => SortKey::text(screen.called(line.to)),
            ByLine::Note => SortKey::text(line.note),
            ByLine::Kind => SortKey::Number(match line.kind {
                LineKind::ReportsTo => 0,
                LineKind::Influences { weight } => 1 + i64::from(weight),
                LineKind::ConflictsWith => i64::from(LineKind::WEIGHT_MAX) + 2,
            }),
        })
    })
}
