//! The order of the list of steps: that of the chain until somebody asks for another one. The chain itself stays as it is.

use super::state::Screen;
use crate::{
    i18n::t_string,
    shell::{Sort, SortKey, sorted_rows},
};
use leptos::prelude::*;
use model::StepId;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The place in the chain.
    Number,
    /// The name, Chinese by pinyin.
    Name,
    /// How far it is.
    State,
    /// The planned day.
    Planned,
    /// The actual day.
    Actual,
}

impl By {
    /// All columns one can sort by.
    pub const ALL: [Self; 5] = [Self::Number, Self::Name, Self::State, Self::Planned, Self::Actual];

    /// Its name in the head of the table.
    pub fn name(self, screen: Screen) -> Signal<String> {
        let i18n = screen.i18n;
        Signal::derive(move || {
            let name = match self {
                Self::Number => t_string!(i18n, chain.step.number),
                Self::Name => t_string!(i18n, chain.twin.step),
                Self::State => t_string!(i18n, chain.step.state),
                Self::Planned => t_string!(i18n, chain.step.planned),
                Self::Actual => t_string!(i18n, chain.step.actual),
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
        By::State | By::Planned | By::Actual => screen.with_chain(|chain| {
            let step = chain.live(*id);
            SortKey::number(match by {
                By::State => step.map(|step| step.state as i32),
                By::Planned => step.and_then(|step| Some(step.planned?.0)),
                _ => step.and_then(|step| Some(step.actual?.0)),
            })
        }),
    })
}
