//! The fishbone itself, as a row of the list.

use super::{state::Screen, twin::show};
use crate::{
    account::cell::Cell,
    canvas::{RowCheck, RowHead},
    i18n::t_string,
    shell::When,
    talk::Count,
};
use leptos::prelude::*;
use model::{
    Change, EntityKey, Refusal,
    fishbone::{Fishbone, FishboneChange},
};

/// Goal and second line.
#[component]
pub fn HeadTable() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let id = Memo::new(move |_| screen.id_now());
    let item = Signal::derive(move || id.get().map(EntityKey::Fishbone));
    let may = Signal::derive(move || screen.may_edit.get());
    let fact = move |read: fn(&Fishbone) -> String| {
        Signal::derive(move || {
            if let Some(item) = item.get() {
                screen.room.track(item);
            }
            screen.with_fishbone(read)
        })
    };
    let (goal, detail) = (fact(|one| one.goal.clone()), fact(|one| one.detail.clone()));
    let edit = move |change: Option<FishboneChange>| -> Result<(), Refusal> {
        let changes = change.into_iter().map(Change::Fishbone).collect();
        screen.try_to("fishbone.gesture.edit", vec![], changes)
    };
    let set_goal = move |goal| edit(id.get_untracked().map(|id| FishboneChange::SetGoal { id, goal }));
    let set_detail = move |detail| edit(id.get_untracked().map(|id| FishboneChange::SetDetail { id, detail }));
    let label = move |column: fn(Screen) -> &'static str| {
        Signal::derive(move || {
            t_string!(i18n, shell.table.cell, name = goal.get(), column = column(screen)).to_string()
        })
    };
    let (goal_label, detail_label) = (
        label(|screen| t_string!(screen.i18n, fishbone.goal)),
        label(|screen| t_string!(screen.i18n, fishbone.detail)),
    );
    let field = move || view! { <Cell value=goal label=goal_label may commit=set_goal/> };
    let selected = Signal::derive(move || item.get().is_some_and(|item| screen.is_selected(item)));
    view! {
        <table class="fb-twin-head">
            <caption>{move || t_string!(i18n, fishbone.panel.fishbone)}</caption>
            <thead><tr>
                <th scope="col" class="cv-row-check"><span class="spoken">{move || t_string!(i18n, shell.table.acts)}</span></th>
                <th scope="col">{move || t_string!(i18n, fishbone.goal)}</th>
                <th scope="col">{move || t_string!(i18n, fishbone.detail)}</th>
            </tr></thead>
            <tbody>
                <tr data-row=move || item.get().map(|item| item.to_string())
                    data-pale=move || item.get().is_some_and(|item| screen.is_pale(item)).then_some("")
                    data-selected=move || selected.get().then_some("")>
                    <RowCheck canvas=screen.canvas() item name=goal/>
                    <RowHead name=goal text=goal selected may open=Callback::new(move |()| show(screen, item.get_untracked())) field=ViewFn::from(field)>
                        <Count canvas=screen.canvas() item/>
                    </RowHead>
                    <td>
                        <When when=may fallback=move || detail.get()>
                            <Cell value=detail label=detail_label may commit=set_detail/>
                        </When>
                    </td>
                </tr>
            </tbody>
        </table>
    }
}
