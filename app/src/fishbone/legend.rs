//! The legend: how to read the drawing, and every mark in use. Always in sight; on a phone it folds into a button.

use super::{state::Screen, words};
use crate::{i18n::t_string, shell::When};
use diagram::{
    fishbone::{Layout, state_shape},
    shapes_to_svg,
};
use leptos::prelude::*;
use model::{
    fishbone::{Mark, RelationState},
    power_map::Age,
};

/// The shape of a relation, as a picture for texts and lists.
pub fn glyph(state: RelationState) -> AnyView {
    aged(state, Age::Fresh)
}

/// The same, as pale as the assessment it follows from is old.
fn aged(state: RelationState, age: Age) -> AnyView {
    let shape = shapes_to_svg(&[state_shape(state, age)]);
    view! { <svg class="fb-glyph" viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true" inner_html=shape></svg> }.into_any()
}

/// What a mark is called in this deal, tracked.
pub fn mark_called(screen: Screen, mark: Mark) -> String {
    screen.room.track(model::EntityKey::MarkLabels);
    let own = screen
        .room
        .with(|room| room.deal().map_or_else(String::new, |(_, deal)| deal.fishbones.labels.of(mark).to_owned()));
    if own.is_empty() { words::mark(screen.i18n.get_locale(), mark).to_owned() } else { own }
}

/// The legend.
#[component]
pub fn Legend() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let states = move || {
        let locale = i18n.get_locale();
        [
            RelationState::Favourable,
            RelationState::NeedsImprovement,
            RelationState::Cooperated,
            RelationState::NotAssessed,
        ]
        .map(|state| view! { <li>{glyph(state)}{words::state(locale, state)}</li> })
        .collect_view()
    };
    let shown = move |is: fn(&Layout) -> bool| {
        Memo::new(move |_| screen.drawn.with(|drawn| drawn.as_ref().is_some_and(|drawn| is(&drawn.layout))))
    };
    let misplaced = shown(|layout| layout.people.values().any(|spot| spot.misplaced));
    let stale = shown(Layout::shows_stale);
    let gone = shown(Layout::shows_gone);
    view! {
        <li class="fb-how">{move || t_string!(i18n, fishbone.legend.how)}</li>
        {states}
        <li><b>"A"</b>{move || mark_called(screen, Mark::A)}</li>
        <li><b>"B"</b>{move || mark_called(screen, Mark::B)}</li>
        <When when=move || misplaced.get()><li><b class="fb-misplaced">"A!"</b>{move || t_string!(i18n, fishbone.misplaced)}</li></When>
        <li><i class="fb-incomplete">{move || t_string!(i18n, fishbone.name_unknown)}</i>{move || t_string!(i18n, fishbone.legend.incomplete)}</li>
        <When when=move || stale.get()><li>{[Age::Stale, Age::Old].map(|age| aged(RelationState::Favourable, age))}{move || t_string!(i18n, power_map.legend.stale)}</li></When>
        <When when=move || gone.get()><li><span class="ghost">{glyph(RelationState::Favourable)}</span>{move || t_string!(i18n, export.fishbone_gone)}</li></When>
    }
}
