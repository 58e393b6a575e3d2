//! The filter of a chain: whom one looks for, and at which steps.

use super::state::Screen;
use crate::{
    filter::{FilterForm, tick},
    i18n::t_string,
    shell::{ChoiceField, chosen, option_of, options_or},
    words::chain::state_name,
};
use diagram::chain::role;
use leptos::prelude::*;
use model::{
    EntityKey,
    chain::{Step, StepPosition, StepState},
};

/// At which steps to look; what is not said does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    state: Option<StepState>,
    late: bool,
    unmanned: bool,
    /// A competitor leads there.
    they_lead: bool,
}

impl Filter {
    fn means(&self, step: &Step, position: &StepPosition) -> bool {
        self.state.is_none_or(|state| step.state == state)
            && (!self.late || position.late > 0)
            && (!self.unmanned || position.unmanned)
            && (!self.they_lead || position.they_lead)
    }
}

impl Screen {
    /// Keeps pale what does not match: found are people at the steps that are meant, or those steps, where nobody is asked for. Called
    /// once by the screen.
    pub fn keep_filter(self) {
        Effect::new(move |_| {
            let (who, filter) = (self.who.get(), self.besides.get());
            if who.is_anybody() && filter == Filter::default() {
                return self.shine(None, Vec::new());
            }
            self.room.track_all();
            let (mut steps, mut people) = (Vec::new(), Vec::new());
            self.room.with(|room| {
                let Some((_, deal)) = room.deal() else { return };
                let rivals: Vec<_> = deal.rivals.iter().copied().collect();
                for (id, step) in model::chain::ranked(&deal.chain) {
                    if !filter.means(step, &model::chain::position(step, &deal.power_map, &rivals, self.today())) {
                        continue;
                    }
                    let before = people.len();
                    let meant = step.live_people().filter(|(person, _)| {
                        who.means(room, *person, role(step, &deal.power_map, *person), self.today())
                    });
                    people.extend(meant.map(|(person, _)| EntityKey::StepPerson(id, person)));
                    if who.is_anybody() || people.len() > before {
                        steps.push(EntityKey::Step(id));
                    }
                }
            });
            if who.is_anybody() { self.shine(Some(steps), people) } else { self.shine(Some(people), steps) }
        });
    }
}

/// The form.
#[component]
pub fn FilterFields() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let (who, besides) = (screen.who, screen.besides);
    view! {
        <FilterForm canvas=screen.canvas() who clear=Callback::new(move |()| besides.set(Filter::default()))>
            <ChoiceField id="filter-state" label=Signal::derive(move || t_string!(i18n, chain.step.state).to_owned()) enabled=Signal::from(true)
                choices=Signal::derive(move || options_or(t_string!(i18n, canvas.filter.any), &StepState::ALL, |one| state_name(i18n.get_locale(), one).to_owned()))
                value=Signal::derive(move || option_of(&StepState::ALL, besides.with(|filter| filter.state)))
                commit=Callback::new(move |value: String| besides.update(|filter| filter.state = chosen(&StepState::ALL, &value)))/>
            {tick(besides, Signal::derive(move || t_string!(i18n, canvas.filter.late).to_owned()), |filter| filter.late, |filter, on| filter.late = on)}
            {tick(besides, Signal::derive(move || t_string!(i18n, canvas.filter.unmanned).to_owned()), |filter| filter.unmanned, |filter, on| filter.unmanned = on)}
            {tick(besides, Signal::derive(move || t_string!(i18n, canvas.filter.they_lead).to_owned()), |filter| filter.they_lead, |filter, on| filter.they_lead = on)}
        </FilterForm>
    }
}
