//! The fishbone itself: goal, second line, what the marks are called in this deal.

use super::{form::Form, state::Screen, words};
use crate::{
    i18n::t_string,
    shell::{Edited, LineField, When},
};
use leptos::prelude::*;
use model::{
    EntityKey, FishboneId,
    fishbone::{Fishbone, FishboneChange, Mark},
    merge::Field,
    text,
};

/// The section.
#[component]
pub fn HeadPanel(id: FishboneId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let may = Signal::derive(move || screen.may_edit.get());
    let edited = |field| Edited { room: screen.room, entity: EntityKey::Fishbone(id), field };
    let fact = move |read: fn(&Fishbone) -> String| {
        Signal::derive(move || {
            screen.room.track(EntityKey::Fishbone(id));
            screen.with_fishbone(read)
        })
    };
    let label = move |mark: Mark| {
        Signal::derive(move || {
            screen.room.track(EntityKey::MarkLabels);
            screen.room.with(|room| {
                room.deal().map_or_else(String::new, |(_, deal)| deal.fishbones.labels.of(mark).to_owned())
            })
        })
    };
    let relabel = move |mark: Mark| {
        Callback::new(move |label: String| {
            screen.edit(FishboneChange::SetLabel { mark, label: text::clean(&label, false) });
        })
    };
    let usual = move |mark: Mark| Signal::derive(move || words::mark(i18n.get_locale(), mark).to_owned());
    let marks = |field| Edited { room: screen.room, entity: EntityKey::MarkLabels, field };
    view! {
        <section class="fb-facts" data-first="" tabindex="-1">
            <h2>{move || t_string!(i18n, fishbone.panel.fishbone)}</h2>
            <LineField id="fb-head-goal" edited=edited(Field::Name)
                label=Signal::derive(move || t_string!(i18n, fishbone.goal).to_owned())
                value=fact(|one| one.goal.clone()) enabled=may
                commit=Callback::new(move |goal: String| { screen.edit(FishboneChange::SetGoal { id, goal: text::clean(&goal, false) }); })/>
            <LineField id="fb-head-detail" edited=edited(Field::Detail)
                label=Signal::derive(move || t_string!(i18n, fishbone.detail).to_owned())
                value=fact(|one| one.detail.clone()) enabled=may
                commit=Callback::new(move |detail: String| { screen.edit(FishboneChange::SetDetail { id, detail: text::clean(&detail, false) }); })/>
            <h3>{move || t_string!(i18n, fishbone.mark.names)}</h3>
            <LineField id="fb-mark-a" edited=marks(Field::LabelA) label=Signal::derive(|| "A".to_owned()) value=label(Mark::A) placeholder=usual(Mark::A) enabled=may commit=relabel(Mark::A)/>
            <LineField id="fb-mark-b" edited=marks(Field::LabelB) label=Signal::derive(|| "B".to_owned()) value=label(Mark::B) placeholder=usual(Mark::B) enabled=may commit=relabel(Mark::B)/>
            <When when=move || screen.may_edit.get()>
                <div class="cv-actions">
                    <button class="button" type="button" on:click=move |_| screen.open(Form::Fishbone { copy: Some(id) })>{move || t_string!(i18n, fishbone.choose.copy)}</button>
                    <button class="button" type="button" on:click=move |_| screen.archive()>{move || t_string!(i18n, fishbone.choose.archive)}</button>
                </div>
            </When>
        </section>
    }
}
