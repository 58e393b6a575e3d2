//! Drawing a line: what to do next while one end is missing, then what the line says, in a sentence for each choice.

use super::state::{Linking, Screen};
use crate::{
    canvas::{Tool, focus_element},
    i18n::t_string,
};
use leptos::prelude::*;
use model::{EntityKey, PersonId, power_map::LineKind};

/// A new influence has the middle weight.
const WEIGHT: u8 = 2;

/// The chooser, and the hint before it.
#[component]
pub fn LinkChooser() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let step = Memo::new(move |_| screen.linking.get().map(|Linking { from, to, .. }| (from, to)));
    move || match step.get() {
        None if screen.tool.get() == Tool::Connect => Some(
            view! { <p class="cv-hint" role="status">{move || t_string!(i18n, power_map.line.pick_first)}</p> }
                .into_any(),
        ),
        None => None,
        Some((from, None)) => {
            let name = screen.called(from);
            let text = move || t_string!(i18n, power_map.line.from, name = name.clone()).to_string();
            Some(view! { <p class="cv-hint" role="status">{text}</p> }.into_any())
        }
        Some((from, Some(to))) => Some(view! { <Chooser from to/> }.into_any()),
    }
}

#[component]
fn Chooser(from: PersonId, to: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let (a, b) = (screen.called(from), screen.called(to));
    let done = move || {
        screen.linking.set(None);
        screen.tool.set(Tool::Select);
        screen.focus_item(EntityKey::Node(from));
    };
    let draw = move |kind: LineKind, one: PersonId, other: PersonId| {
        move |_| {
            screen.connect(kind, one, other);
            done();
        }
    };
    let influences = LineKind::Influences { weight: WEIGHT };
    let reports = |from: &str, to: &str| {
        let (from, to) = (from.to_owned(), to.to_owned());
        move || t_string!(i18n, power_map.line.who_reports, from = from.clone(), to = to.clone()).to_string()
    };
    let (one, other) = (a.clone(), b.clone());
    let influence =
        move || t_string!(i18n, power_map.line.who_influences, from = one.clone(), to = other.clone()).to_string();
    let (one, other) = (a.clone(), b.clone());
    let conflict =
        move || t_string!(i18n, power_map.line.who_conflicts, from = one.clone(), to = other.clone()).to_string();
    focus_element(".pm-chooser button");
    view! {
        <div class="cv-scrim" on:pointerdown=move |_| done()></div>
        <div
            class="cv-pop pm-chooser"
            role="dialog"
            aria-label=move || t_string!(i18n, power_map.line.choose)
            style:--at-x=move || at(screen, to).0
            style:--at-y=move || at(screen, to).1
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    done();
                }
            }
        >
            <h2>{move || t_string!(i18n, power_map.line.choose)}</h2>
            <button class="cv-choice" type="button" on:click=draw(LineKind::ReportsTo, from, to)>{kind_icon("reports")}{reports(&a, &b)}</button>
            <button class="cv-choice" type="button" on:click=draw(LineKind::ReportsTo, to, from)>{kind_icon("reports")}{reports(&b, &a)}</button>
            <button class="cv-choice" type="button" on:click=draw(influences, from, to)>{kind_icon("influences w2")}{influence}</button>
            <button class="cv-choice" type="button" on:click=draw(LineKind::ConflictsWith, from, to)>{kind_icon("conflicts")}{conflict}</button>
        </div>
    }
}

fn kind_icon(class: &'static str) -> impl IntoView {
    view! { <svg viewBox="0 0 28 16" width="26" height="15" aria-hidden="true"><path class=class d="M1 8h26"></path></svg> }
}

/// Where a popover about a card goes, as lengths for the style sheet: below the card, within the canvas.
pub fn at(screen: Screen, person: PersonId) -> (String, String) {
    let (width, height) = screen.size.get();
    let view = screen.view.get();
    let Some(card) = screen.rect_now(person) else { return (String::from("0px"), String::from("0px")) };
    let corner = view.to_screen(diagram::Point::new(card.right(), card.y));
    let x = (corner.x + 18.0).clamp(8.0, (width - 372.0).max(8.0));
    let y = (corner.y - 8.0).clamp(8.0, (height - 470.0).max(8.0));
    (format!("{x:.0}px"), format!("{y:.0}px"))
}
