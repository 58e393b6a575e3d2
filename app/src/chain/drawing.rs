//! The drawing: the line of today behind, then each step with its people. Each item is redrawn by itself.

use super::state::Screen;
use crate::{canvas::Item, replica::Stirred, shell::Each};
use diagram::{Group, chain, shapes_to_svg};
use leptos::prelude::*;
use model::{EntityKey, PersonId, StepId};

/// Where a step can be put in before this one; on the first one's edge it does not lie in a joint.
const PLUS_BEFORE: &str = r#"<g class="ch-plus" transform="translate(13 22)"><circle class="ch-plus-dot" r="9.5"/><path class="ch-plus-sign" d="M-4 0h8M0-4v8"/><circle class="hit plus-before" r="15"/></g>"#;
const PLUS_FIRST: &str = r#"<g class="ch-plus" transform="translate(0 22)"><circle class="ch-plus-dot" r="9.5"/><path class="ch-plus-sign" d="M-4 0h8M0-4v8"/><circle class="hit plus-before" r="15"/></g>"#;
const PLUS_BEHIND: &str = r#"<g class="ch-plus" transform="translate(264 22)"><circle class="ch-plus-dot" r="9.5"/><path class="ch-plus-sign" d="M-4 0h8M0-4v8"/><circle class="hit plus-behind" r="15"/></g>"#;

/// Up to this many steps all are mounted.
const CULL_ABOVE: usize = 16;

/// The step an item belongs to.
const fn step_of(item: EntityKey) -> Option<StepId> {
    match item {
        EntityKey::Step(id) | EntityKey::StepPerson(id, _) => Some(id),
        _ => None,
    }
}

/// The drawing.
#[component]
pub fn Drawing() -> impl IntoView {
    let screen = expect_context::<Screen>();
    // As the room has them: what is in the hand changes places, not the order a screen reader meets.
    let window = screen.window();
    let mounted = Memo::new(move |_| {
        screen.room.track_all();
        let window = window.get();
        let carried: Vec<StepId> = screen.carried().into_iter().filter_map(step_of).collect();
        let steps: Vec<StepId> =
            screen.with_chain(|chain| model::chain::ranked(chain).into_iter().map(|(id, _)| id).collect());
        if steps.len() <= CULL_ABOVE {
            return steps;
        }
        screen.layout.with(|layout| {
            let seen = |id: &StepId| {
                layout
                    .column(*id)
                    .is_some_and(|column| column.at.x < window.right() && column.at.x + chain::STEP_WIDTH > window.x)
            };
            steps.into_iter().filter(|id| seen(id) || carried.contains(id)).collect()
        })
    });
    let today = Memo::new(move |_| {
        let group = screen.layout.with(|layout| screen.with_scene(|scene| chain::today(scene, layout)));
        group.map_or_else(String::new, |group| {
            let shapes = shapes_to_svg(&group.shapes);
            format!(r#"<g class="ch-today" transform="translate({:.1} 0)">{shapes}</g>"#, group.at.x)
        })
    });
    let target = move || {
        let held_over = screen.target.get().or_else(|| screen.theirs.get().1);
        let column = held_over.and_then(|id| screen.layout.with(|layout| layout.column(id).cloned()))?;
        let last = column.people.last().map_or(0.0, |(_, at)| at.y);
        let height = last.max(chain::STEP_HEIGHT) + 90.0;
        Some(view! {
            <rect class="ch-target" x=column.at.x - 9.0 y=column.at.y - 9.0 width=chain::STEP_WIDTH + 18.0 height=height rx="14"></rect>
        })
    };
    view! {
        <g class="regions" aria-hidden="true" inner_html=move || today.get()></g>
        <g class="regions" aria-hidden="true">{target}</g>
        <g class="chain">
            <Each ids=mounted let:step><StepView step/></Each>
        </g>
    }
}

#[component]
fn StepView(step: StepId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let concerns = move |key: &EntityKey| match key {
        EntityKey::Step(id) | EntityKey::StepPerson(id, _) => *id == step,
        EntityKey::Node(person) | EntityKey::Person(person) => takes_part(screen, step, *person),
        EntityKey::Line(_) | EntityKey::Comment(_) | EntityKey::Department(_) => false,
        _ => true,
    };
    let group = group_of(screen, screen.room.stirred(concerns), move |scene, layout| chain::step(scene, layout, step));
    let place = Memo::new(move |_| {
        screen.layout.with(|layout| {
            let number = layout.number(step);
            (number == Some(1), number == Some(layout.columns.len()))
        })
    });
    let content = move || {
        let shapes = group.with(|group| group.as_ref().map(|group| shapes_to_svg(&group.shapes)));
        let mut shapes = shapes.unwrap_or_default();
        if screen.may_edit.get() {
            let (first, last) = place.get();
            shapes.push_str(if first { PLUS_FIRST } else { PLUS_BEFORE });
            if last {
                shapes.push_str(PLUS_BEHIND);
            }
        }
        shapes
    };
    let people = Memo::new(move |_| {
        screen.layout.with(|layout| -> Vec<PersonId> {
            layout
                .column(step)
                .map_or_else(Vec::new, |column| column.people.iter().map(|(person, _)| *person).collect())
        })
    });
    view! {
        <Item canvas=screen.canvas() item=EntityKey::Step(step) group content=Signal::derive(content)/>
        <Each ids=people let:person><PersonView step person/></Each>
    }
}

#[component]
fn PersonView(step: StepId, person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let concerns = move |key: &EntityKey| match key {
        EntityKey::Step(id) => *id == step,
        EntityKey::StepPerson(_, who) | EntityKey::Node(who) | EntityKey::Person(who) => *who == person,
        EntityKey::Line(_) | EntityKey::Comment(_) | EntityKey::Department(_) | EntityKey::Task(_) => false,
        _ => true,
    };
    let stirred = screen.room.stirred(concerns);
    let group = group_of(screen, stirred, move |scene, layout| chain::person(scene, layout, step, person));
    let content =
        move || group.with(|group| group.as_ref().map(|group| shapes_to_svg(&group.shapes))).unwrap_or_default();
    view! { <Item canvas=screen.canvas() item=EntityKey::StepPerson(step, person) group content=Signal::derive(content)/> }
}

fn takes_part(screen: Screen, step: StepId, person: PersonId) -> bool {
    screen.with_chain(|chain| chain.live(step).is_some_and(|step| step.people.contains_key(&person)))
}

/// How an item is drawn; made again with every op that concerns it, redrawn only when it differs.
fn group_of(
    screen: Screen,
    stirred: Memo<Stirred>,
    draw: impl Fn(&chain::Scene<'_>, &chain::Layout) -> Option<Group> + Send + Sync + 'static,
) -> Memo<Option<Group>> {
    Memo::new(move |_| {
        stirred.get();
        screen.layout.with(|layout| screen.with_scene(|scene| draw(scene, layout)))
    })
}
