//! The organisation fishbone 客户组织结构鱼骨图 (T-02): whom it takes to reach one goal, in the order of importance. Position is rank.
//!
//! Keys: `?` shows all of them. On the server the screen renders nothing: it belongs to the app in the browser.
//!
//! It stands on the canvas all diagrams share, see `crate::canvas`. `state` holds what only this screen knows, `acts` what a gesture does
//! to the room; `hand` and `commands` are what hands and keys do here, `ranking` reads a place as a rank; `drawing` draws; `panel` and what
//! it contains answer; `chooser` and the forms make fishbones, bones and people; `twin` is the same as a list.

mod acts;
mod adding_bone;
mod adding_person;
mod bone_panel;
mod chooser;
mod commands;
mod drawing;
mod filter;
mod form;
mod hand;
mod head_panel;
mod legend;
mod new_fishbone;
mod panel;
mod person_panel;
mod plan;
mod rank_field;
mod ranking;
mod relation;
mod removed;
mod state;
mod tools;
mod twin;
mod twin_bone;
mod twin_head;
mod twin_sort;

use crate::words::fishbone as words;
use crate::{
    canvas::{Frame, Parts},
    i18n::{t_string, use_i18n},
    replica::RoomHandle,
};
use form::Form;
use leptos::prelude::*;
use state::Screen;

/// The screen of one deal's fishbones.
#[component]
pub fn FishboneScreen(
    /// The deal's room.
    room: RoomHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let screen = Screen::new(room, i18n);
    provide_context(screen);
    let parts = Parts {
        title: Signal::derive(move || t_string!(i18n, fishbone.title).to_owned()),
        read_only: Signal::derive(move || t_string!(i18n, fishbone.read_only).to_owned()),
        drawing: ViewFn::from(|| view! { <drawing::Drawing/> }),
        along: ViewFn::default(),
        twin: ViewFn::from(|| view! { <twin::Twin/> }),
        tools: ViewFn::from(|| view! { <tools::Tools/> }),
        legend: ViewFn::from(|| view! { <legend::Legend/> }),
        panel: ViewFn::from(|| view! { <panel::Panel/> }),
        empty: ViewFn::from(|| view! { <Empty/> }),
        filter: ViewFn::from(|| view! { <filter::FilterFields/> }),
        over: ViewFn::from(|| {
            view! {
                <chooser::Chooser/>
                {move || {
                    let screen = expect_context::<Screen>();
                    screen.form.get().map(|form| match form {
                        Form::Fishbone { copy } => view! { <new_fishbone::NewFishbone copy/> }.into_any(),
                        Form::Bone => view! { <adding_bone::AddBone/> }.into_any(),
                        Form::Person(bone) => view! { <adding_person::AddPerson bone/> }.into_any(),
                        Form::Relation(person) => view! { <relation::RelationForm person/> }.into_any(),
                    })
                }}
            }
        }),
    };
    view! { <div class="fb"><Frame canvas=screen.canvas() parts/></div> }
}

/// How far a fishbone has come: what the next step is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Fishbone,
    Bones,
    People,
    Nothing,
}

/// The way on: to the first fishbone, its first bone, the first person.
#[component]
fn Empty() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let missing = Memo::new(move |_| {
        screen.drawn.with(|drawn| match drawn {
            None => Missing::Fishbone,
            Some(drawn) if drawn.layout.bones.is_empty() => Missing::Bones,
            Some(drawn) if drawn.layout.people.is_empty() => Missing::People,
            Some(_) => Missing::Nothing,
        })
    });
    let go = move |_| match missing.get_untracked() {
        Missing::Fishbone => screen.open(Form::Fishbone { copy: None }),
        Missing::Bones => screen.open(Form::Bone),
        Missing::People | Missing::Nothing => screen.start_adding_person(),
    };
    move || {
        let missing = missing.get();
        let open = screen.form.with(Option::is_none) && missing != Missing::Nothing;
        let may_edit = screen.may_edit.get();
        open.then(|| {
            let (title, text, action) = match missing {
                Missing::Fishbone => (
                    t_string!(i18n, fishbone.empty.title),
                    t_string!(i18n, fishbone.empty.text),
                    t_string!(i18n, fishbone.empty.action),
                ),
                Missing::Bones => (
                    t_string!(i18n, fishbone.empty.bones_title),
                    t_string!(i18n, fishbone.empty.bones_text),
                    t_string!(i18n, fishbone.empty.bones_action),
                ),
                Missing::People | Missing::Nothing => (
                    t_string!(i18n, fishbone.empty.people_title),
                    t_string!(i18n, fishbone.empty.people_text),
                    t_string!(i18n, fishbone.empty.people_action),
                ),
            };
            view! {
                <div class="cv-empty" data-drawn=(missing != Missing::Fishbone).then_some("")>
                    <h2>{title}</h2>
                    <p>{text}</p>
                    {may_edit.then(|| view! {
                        <button class="button" data-kind="primary" type="button" on:click=go>{action}</button>
                    })}
                </div>
            }
        })
    }
}
