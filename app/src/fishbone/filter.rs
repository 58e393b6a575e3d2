//! The filter of a fishbone: whom one looks for, how the relation stands, which mark.

use super::state::Screen;
use crate::{
    filter::{FilterForm, Who, tick},
    i18n::t_string,
    shell::{ChoiceField, chosen, option_of, options_or},
    words::fishbone::{mark, state},
};
use leptos::prelude::*;
use model::{
    EntityKey, Room,
    fishbone::{BonePerson, Mark, RelationState, state_of},
};

const STATES: [RelationState; 4] =
    [RelationState::Favourable, RelationState::NeedsImprovement, RelationState::Cooperated, RelationState::NotAssessed];
const MARKS: [Mark; 2] = [Mark::A, Mark::B];

/// What to look for; what is not said does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    who: Who,
    relation: Option<RelationState>,
    mark: Option<Mark>,
    /// Whose name is not known.
    nameless: bool,
}

impl Filter {
    fn means(&self, room: &Room, screen: Screen, person: model::PersonId, on: &BonePerson) -> bool {
        let Some((_, deal)) = room.deal() else { return false };
        let named =
            || room.account().is_some_and(|(_, all)| all.people.get(&person).is_some_and(|one| one.name.is_some()));
        let role = || deal.power_map.live_node(person)?.buying_role;
        self.relation.is_none_or(|relation| state_of(&deal.power_map, person, on) == relation)
            && self.mark.is_none_or(|mark| on.mark == Some(mark))
            && !(self.nameless && named())
            && self.who.means(room, person, role(), screen.today())
    }
}

impl Screen {
    /// Keeps pale what does not match; a bone stands out with the people on it. Called once by the screen.
    pub fn keep_filter(self) {
        Effect::new(move |_| {
            let filter = self.filter();
            let id = self.id_now();
            let Some(id) = id.filter(|_| filter != Filter::default()) else { return self.shine(None, Vec::new()) };
            let (mut found, mut beside) = (Vec::new(), vec![EntityKey::Fishbone(id)]);
            self.room.with(|room| {
                let Some(fishbone) = room.deal().and_then(|(_, deal)| deal.fishbones.live(id)) else { return };
                for (person, on) in fishbone.people.iter() {
                    if fishbone.live_person(*person).is_some() && filter.means(room, self, *person, on) {
                        found.push(EntityKey::BonePerson(id, *person));
                        beside.push(EntityKey::Bone(id, on.bone));
                    }
                }
            });
            self.shine(Some(found), beside);
        });
    }

    fn filter(self) -> Filter {
        Filter { who: self.who.get(), ..self.besides.get() }
    }
}

/// The form.
#[component]
pub fn FilterFields() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let (who, besides) = (screen.who, screen.besides);
    let any = move || t_string!(i18n, canvas.filter.any);
    view! {
        <FilterForm canvas=screen.canvas() who clear=Callback::new(move |()| besides.set(Filter::default()))>
            <div class="field-row">
                <ChoiceField id="filter-relation" label=Signal::derive(move || t_string!(i18n, fishbone.twin.relation).to_owned()) enabled=Signal::from(true)
                    choices=Signal::derive(move || options_or(any(), &STATES, |one| state(i18n.get_locale(), one).to_owned()))
                    value=Signal::derive(move || option_of(&STATES, besides.with(|filter| filter.relation)))
                    commit=Callback::new(move |value: String| besides.update(|filter| filter.relation = chosen(&STATES, &value)))/>
                <ChoiceField id="filter-mark" label=Signal::derive(move || t_string!(i18n, fishbone.mark.label).to_owned()) enabled=Signal::from(true)
                    choices=Signal::derive(move || options_or(any(), &MARKS, |one| mark(i18n.get_locale(), one).to_owned()))
                    value=Signal::derive(move || option_of(&MARKS, besides.with(|filter| filter.mark)))
                    commit=Callback::new(move |value: String| besides.update(|filter| filter.mark = chosen(&MARKS, &value)))/>
            </div>
            {tick(besides, Signal::derive(move || t_string!(i18n, canvas.filter.incomplete).to_owned()), |filter| filter.nameless, |filter, on| filter.nameless = on)}
        </FilterForm>
    }
}
