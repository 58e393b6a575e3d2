//! Carrying a person out of the list onto a step of the drawing. The click on his name does the same without a hand.

use super::state::Screen;
use diagram::Point;
use leptos::{ev, prelude::*};
use model::{PersonId, StepId};
use wasm_bindgen::JsCast;

/// What one takes a person by.
pub fn handle(screen: Screen, person: PersonId) -> impl IntoView {
    let end = move |event: ev::PointerEvent| {
        let target = at(screen, &event);
        screen.carried.set(None);
        screen.target.set(None);
        if let Some(step) = target {
            screen.add_part(step, person);
        }
    };
    view! {
        <span
            class="ch-handle"
            aria-hidden="true"
            on:pointerdown=move |event| {
                let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
                if event.button() == 0 && element.is_some_and(|element| element.set_pointer_capture(event.pointer_id()).is_ok()) {
                    event.prevent_default();
                    screen.carried.set(Some((person, window_point(&event))));
                }
            }
            on:pointermove=move |event| {
                if screen.carried.with_untracked(Option::is_some) {
                    screen.carried.set(Some((person, window_point(&event))));
                    screen.target.set(at(screen, &event));
                }
            }
            on:pointerup=move |event| {
                if screen.carried.with_untracked(Option::is_some) {
                    end(event);
                }
            }
            on:pointercancel=move |_| {
                screen.carried.set(None);
                screen.target.set(None);
            }
        >"⠿"</span>
    }
}

fn window_point(event: &ev::PointerEvent) -> Point {
    Point::new(event.client_x().into(), event.client_y().into())
}

/// The step whose column is under the pointer, if it is over the drawing.
fn at(screen: Screen, event: &ev::PointerEvent) -> Option<StepId> {
    let canvas = document().query_selector(".cv-canvas").ok()??.get_bounding_client_rect();
    let point = window_point(event);
    let inside =
        (canvas.left()..canvas.right()).contains(&point.x) && (canvas.top()..canvas.bottom()).contains(&point.y);
    let on_canvas = point.moved(-canvas.left(), -canvas.top());
    let point = screen.view.get_untracked().to_diagram(on_canvas);
    screen.layout.with_untracked(|layout| layout.step_at(point)).filter(|_| inside)
}

/// The person in the hand.
#[component]
pub fn Carried() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let who = Memo::new(move |_| screen.carried.get().map(|(person, _)| person));
    let at = move || screen.carried.get().map(|(_, at)| at).unwrap_or_default();
    move || {
        who.get().map(|person| {
            view! {
                <div class="ch-carried" aria-hidden="true" style:--at-x=move || format!("{:.0}px", at().x) style:--at-y=move || format!("{:.0}px", at().y)>
                    {screen.person_name(person)}
                </div>
            }
        })
    }
}
