//! Who can be added to a step: found by name or post, taken by click or carried onto the drawing.

use super::{carry::handle, state::Screen};
use crate::{account::order::person_is_found, canvas::focus_element, i18n::t_string, shell::When};
use leptos::prelude::*;
use model::{EntityKey, PersonId, StepId};

/// People shown at once; a search narrows the rest.
const SHOWN: usize = 6;

/// The search and what it finds.
#[component]
pub fn Candidates(step: StepId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let sought = RwSignal::new(String::new());
    // Those on the map first: they are the ones who count in this deal.
    let candidates = Memo::new(move |_| {
        screen.room.track_all();
        let mut free: Vec<(bool, PersonId)> = screen.room.with(|room| {
            let (Some((_, account)), Some((_, deal))) = (room.account(), room.deal()) else { return Vec::new() };
            let takes_part = |id: PersonId| {
                deal.chain.live(step).is_some_and(|step| step.live_people().any(|(person, _)| person == id))
            };
            let live = account.people.iter().filter(|(id, person)| !person.archived && !takes_part(**id));
            live.map(|(id, _)| (deal.power_map.live_node(*id).is_none(), *id)).collect()
        });
        model::order::sort_by(&mut free, Ord::cmp);
        screen.with_scene(|scene| free.into_iter().map(|(_, id)| (id, scene.map.called(id))).collect::<Vec<_>>())
    });
    // By post, name, pinyin in full or its initials.
    let found = Memo::new(move |_| {
        let words = sought.get().trim().to_lowercase();
        candidates.with(|all| {
            screen.room.with(|room| {
                let record = |id: &PersonId| room.account().and_then(|(_, account)| account.people.get(id));
                let fits = |id: &PersonId, called: &str| {
                    called.to_lowercase().contains(&words) || record(id).is_some_and(|one| person_is_found(one, &words))
                };
                all.iter().filter(|(id, called)| fits(id, called)).take(SHOWN).cloned().collect::<Vec<_>>()
            })
        })
    });
    let rows = move || found.get().into_iter().map(|(id, name)| candidate(screen, step, id, name)).collect_view();
    let nobody = move || found.with(Vec::is_empty);
    view! {
        <div class="ch-candidates">
            <input id="ch-search" class="input" type="search" autocomplete="off"
                aria-label=move || t_string!(i18n, chain.people.search)
                placeholder=move || t_string!(i18n, chain.people.search)
                prop:value=move || sought.get()
                on:input=move |event| sought.set(event_target_value(&event))/>
            <ul aria-label=move || t_string!(i18n, chain.people.add)>{rows}</ul>
            <When when=nobody><p class="cv-none">{move || t_string!(i18n, chain.people.nobody)}</p></When>
        </div>
    }
}

fn candidate(screen: Screen, step: StepId, person: PersonId, name: String) -> impl IntoView + use<> {
    view! {
        <li>
            {handle(screen, person)}
            <button class="cv-choice" type="button" on:click=move |_| { screen.add_part(step, person); }>
                <span aria-hidden="true">"＋"</span>{name}
            </button>
        </li>
    }
}

impl Screen {
    /// Shows a step, the keyboard where one looks for somebody to add.
    pub fn look_for_person(&self, step: StepId) {
        self.show_item(EntityKey::Step(step));
        focus_element("#ch-search");
    }
}
