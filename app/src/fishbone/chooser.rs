//! Which of the deal's fishbones is on the screen: each has a goal of its own. Also where they are made, copied, put away, brought back.

use super::{form::Form, state::Screen};
use crate::{i18n::t_string, shell::Menu};
use leptos::prelude::*;
use model::FishboneId;

/// The button with the goal, and the menu under it; nothing while there is no fishbone at all.
#[component]
pub fn Chooser() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let all = Memo::new(move |_| {
        screen.room.track_all();
        screen.room.with(|room| {
            let Some((_, deal)) = room.deal() else { return Vec::new() };
            deal.fishbones.all.iter().map(|(id, one)| (*id, one.goal.clone(), one.archived)).collect::<Vec<_>>()
        })
    });
    let goal = Memo::new(move |_| {
        let now = screen.id_now()?;
        all.with(|all| all.iter().find(|(id, ..)| *id == now).map(|(_, goal, _)| goal.clone()))
    });
    let rows = move |archived: bool| {
        let now = screen.id_now();
        all.with(|all| {
            let rows = all.iter().filter(|(.., put_away)| *put_away == archived);
            rows.map(|(id, goal, _)| view! { <Row id=*id goal=goal.clone() archived now=now == Some(*id)/> })
                .collect_view()
        })
    };
    let label = move || {
        let goal = goal.get().unwrap_or_else(|| t_string!(i18n, fishbone.choose.none).to_owned());
        t_string!(i18n, fishbone.choose.label, name = goal).to_string()
    };
    let any_archived = move || all.with(|all| all.iter().any(|(.., archived)| *archived));
    let button = move || {
        view! {
            <span>{move || goal.get().unwrap_or_else(|| t_string!(i18n, fishbone.choose.none).to_owned())}</span>
            <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M6 8.5l4 4 4-4"></path></svg>
        }
    };
    move || {
        (!all.with(Vec::is_empty)).then(|| {
            view! {
                <div class="fb-choose">
                    <Menu label=Signal::derive(label) class="button" button=ViewFn::from(button)>
                        {move || rows(false)}
                        {move || screen.may_edit.get().then(|| view! {
                            <hr/>
                            <button class="menu-item" role="menuitem" type="button" on:click=move |_| screen.open(Form::Fishbone { copy: None })>{move || t_string!(i18n, fishbone.choose.new)}</button>
                            {screen.id().map(|id| view! {
                                <button class="menu-item" role="menuitem" type="button" on:click=move |_| screen.open(Form::Fishbone { copy: Some(id) })>{move || t_string!(i18n, fishbone.choose.copy)}</button>
                                <button class="menu-item" role="menuitem" type="button" on:click=move |_| screen.rename()>{move || t_string!(i18n, fishbone.choose.rename)}</button>
                                <button class="menu-item" role="menuitem" type="button" on:click=move |_| screen.archive()>{move || t_string!(i18n, fishbone.choose.archive)}</button>
                            })}
                            {any_archived().then(|| view! {
                                <hr/>
                                <span class="fb-menu-title" aria-hidden="true">{move || t_string!(i18n, fishbone.choose.archived)}</span>
                                <div role="group" aria-label=move || t_string!(i18n, fishbone.choose.archived)>{rows(true)}</div>
                            })}
                        })}
                    </Menu>
                </div>
            }
        })
    }
}

#[component]
fn Row(id: FishboneId, goal: String, archived: bool, now: bool) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let act = move |_| {
        if archived {
            screen.restore(id);
        } else {
            screen.choose(id);
        }
    };
    view! {
        <button class="menu-item" role="menuitem" type="button" data-now=now.then_some("") aria-current=now.then_some("true") on:click=act>
            <span>{goal}</span>
            {archived.then(|| view! { <small>{move || t_string!(i18n, canvas.restore)}</small> })}
        </button>
    }
}

impl Screen {
    /// Opens the facts of the fishbone, the keyboard in its goal.
    pub fn rename(&self) {
        if let Some(id) = self.id() {
            self.select(model::EntityKey::Fishbone(id));
            self.panel.set(true);
            crate::canvas::focus_element("#fb-head-goal");
        }
    }
}
