//! The list instead of the drawing: what is selected in it is what is selected on the canvas, and the keys, the panel and the menu are
//! about the same.
//!
//! Keys: `Space` on the box of a row takes it into the selection or out of it, as a click on the row with Ctrl, Cmd or Shift does;
//! `Delete`, the menu key and every letter are about what is selected, from anywhere in a row but a field. A finger that rests on a row
//! opens its menu.

use super::{
    Canvas, Selection,
    gestures::{DRAG_FROM_TOUCH, LONG_PRESS},
    in_text_field,
};
use crate::{
    i18n::{t_string, use_i18n},
    shell::{Rest, Scroll, When},
};
use diagram::Point;
use leptos::{ev, html, prelude::*};
use model::EntityKey;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

/// A list. Its rows name their items in `data-row`, and open them with `.cv-open`.
#[component]
pub fn List(
    /// The canvas.
    canvas: Canvas,
    /// Class of this list.
    class: &'static str,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// The order of its rows, which rests while the focus is in one.
    rest: Rest,
    /// What a long list scrolls in.
    #[prop(optional)]
    scroll: Option<Scroll>,
    /// Its tables.
    children: Children,
) -> impl IntoView {
    let element = scroll.map_or_else(NodeRef::<html::Div>::new, |scroll| scroll.element);
    let finger = StoredValue::new(Finger::default());
    let moved = move |event: ev::PointerEvent| {
        finger.update_value(|finger| finger.moved(window_point(&event)));
    };
    let lifted = move |_| finger.update_value(|finger| finger.on = None);
    view! {
        <div
            node_ref=element
            class=format!("cv-twin {class}")
            tabindex="0"
            role="region"
            aria-label=move || label.get()
            on:focusin=move |event| {
                rest.came(&event);
                canvas.row_reached(event.target());
            }
            on:focusout=move |event| rest.left(&event)
            on:scroll=move |_| {
                if let Some(scroll) = scroll {
                    scroll.note();
                }
            }
            on:mousedown=move |event| {
                // Else the browser would select the text between this row and the last one.
                if event.shift_key() && added(&event).is_some() {
                    event.prevent_default();
                }
            }
            on:pointerdown=move |event| canvas.row_pressed(&event, finger, element)
            on:pointermove=moved
            on:pointerup=lifted
            on:pointercancel=lifted
            on:click:capture=move |event| {
                // What the finger says by being lifted from the row whose menu it has opened is no click on it; a key says nothing of a
                // finger.
                if event.detail() > 0 && finger.with_value(|finger| finger.asked) {
                    event.prevent_default();
                    event.stop_propagation();
                    return;
                }
                canvas.row_clicked(&event);
            }
            on:contextmenu=move |event| canvas.row_menu(&event, element)
        >{children()}</div>
    }
}

/// A finger on a row.
#[derive(Clone, Copy, Debug, Default)]
struct Finger {
    /// Counts presses, so that a timer knows its own.
    presses: u32,
    /// On which row it rests, and where in the window.
    on: Option<(EntityKey, Point)>,
    /// It has opened a menu and may still be down.
    asked: bool,
}

impl Finger {
    /// It came down, or something else did that is no finger on a row.
    fn came(&mut self, on: Option<(EntityKey, Point)>) {
        *self = Self { presses: self.presses.wrapping_add(1), on, asked: false };
    }

    /// A finger that moves scrolls.
    fn moved(&mut self, to: Point) {
        self.on = self.on.filter(|(_, at)| at.distance(to) < DRAG_FROM_TOUCH);
    }

    /// The row whose menu this press asks for, if it has rested there until now.
    fn rested(&mut self, press: u32) -> Option<(EntityKey, Point)> {
        let on = self.on.take_if(|_| self.presses == press)?;
        self.asked = true;
        Some(on)
    }
}

/// The box of a row, in a cell of its own: whether its item is selected.
#[component]
pub fn RowCheck(
    /// The canvas.
    canvas: Canvas,
    /// Which.
    #[prop(into)]
    item: Signal<Option<EntityKey>>,
    /// What it is called.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let selected = Signal::derive(move || item.get().is_some_and(|item| canvas.is_selected(item)));
    let state = Signal::derive(move || if selected.get() { "true" } else { "false" });
    let label = move || t_string!(canvas.i18n, shell.table.select, name = name.get()).to_string();
    let toggle = move || {
        if let Some(item) = item.get_untracked() {
            canvas.toggle(item);
        }
    };
    view! { <td class="cv-row-check">{check(state, Signal::derive(label), Callback::new(move |()| toggle()))}</td> }
}

/// The box in the head of a table: takes all its rows into the selection, or out of it.
#[component]
pub fn RowsCheck(
    /// The canvas.
    canvas: Canvas,
    /// Its rows.
    #[prop(into)]
    items: Signal<Vec<EntityKey>>,
) -> impl IntoView {
    let state = Memo::new(move |_| canvas.selection.with(|selection| items.with(|items| share(items, selection))));
    let toggle = move || {
        let all = state.get_untracked() == "true";
        let items = items.get_untracked();
        let others = canvas.selection.get_untracked().into_iter().filter(|item| {
            // A line is selected only by itself.
            !items.contains(item) && !canvas.diagram().alone(*item)
        });
        let others: Selection = others.collect();
        canvas.select_these(others.into_iter().chain(items.into_iter().filter(|_| !all)));
    };
    let label = Signal::derive(move || t_string!(canvas.i18n, shell.table.select_all).to_owned());
    view! { <th scope="col" class="cv-row-check">{check(state.into(), label, Callback::new(move |()| toggle()))}</th> }
}

/// The head of a row, what it is about: for who may edit a field, and a button beside it that shows the item; for the others the name,
/// which does the same.
#[component]
pub fn RowHead(
    /// What the item is called.
    #[prop(into)]
    name: Signal<String>,
    /// What of it stands in this cell.
    #[prop(into)]
    text: Signal<String>,
    /// Whether it is selected.
    #[prop(into)]
    selected: Signal<bool>,
    /// Whether the reader may edit.
    #[prop(into)]
    may: Signal<bool>,
    /// Shows it in the panel.
    open: Callback<()>,
    /// The field.
    field: ViewFn,
    /// What stands beside.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let pressed = move || selected.get().to_string();
    let read = move || {
        view! { <button class="button cv-open" data-kind="link" type="button" aria-pressed=pressed on:click=move |_| open.run(())>{move || text.get()}</button> }
    };
    view! {
        <th scope="row">
            <span class="cv-twin-post">
                <When when=may fallback=read>
                    {field.run()}
                    <button class="icon-button cv-open" type="button" aria-pressed=pressed on:click=move |_| open.run(())
                        aria-label=move || t_string!(i18n, shell.table.open, name = name.get()).to_string()>"›"</button>
                </When>
                {children()}
            </span>
        </th>
    }
}

/// A button, for keys to reach the canvas from it: what a field gets belongs to the field.
fn check(state: Signal<&'static str>, label: Signal<String>, toggle: Callback<()>) -> AnyView {
    view! {
        <button type="button" role="checkbox" aria-checked=move || state.get() aria-label=move || label.get() on:click=move |_| toggle.run(())></button>
    }
    .into_any()
}

/// How many of these are selected, as a box says it.
fn share(items: &[EntityKey], selection: &Selection) -> &'static str {
    match items.iter().filter(|item| selection.contains(item)).count() {
        0 => "false",
        some if some == items.len() => "true",
        _ => "mixed",
    }
}

impl Canvas {
    /// Whether a key that takes off is meant, wherever it was pressed: in the list only in a row, and without a selection only in the
    /// row of what is chosen.
    pub(super) fn is_meant(&self, target: Option<EventTarget>) -> bool {
        if !self.twin.get_untracked() {
            return true;
        }
        let Some(row) = row_of(target) else { return false };
        self.selection.with_untracked(|now| !now.is_empty()) || self.focus.get_untracked() == Some(row)
    }

    /// The focus has come into a row: the next key is about it, unless others are selected.
    fn row_reached(&self, target: Option<EventTarget>) {
        let reached = row_of(target).filter(|item| !self.diagram().alone(*item));
        if reached.is_some() && self.focus.get_untracked() != reached {
            self.focus.set(reached);
        }
    }

    /// A click, before what it hit hears of it.
    fn row_clicked(&self, event: &ev::MouseEvent) {
        if let Some(item) = added(event) {
            event.prevent_default();
            event.stop_propagation();
            self.toggle(item);
            self.focus_item(item);
        }
    }

    /// The right button or the menu key in a row. In a field the browser's own menu copies and pastes.
    fn row_menu(&self, event: &ev::MouseEvent, list: NodeRef<html::Div>) {
        let Some(item) = row_of(event.target()).filter(|_| !in_text_field(event.target())) else { return };
        event.prevent_default();
        // A finger has its own way: not every system sends this for it.
        let touch = event.dyn_ref::<ev::PointerEvent>().is_some_and(|event| event.pointer_type() == "touch");
        if !touch {
            self.open_row_menu(item, window_point(event), list);
        }
    }

    /// A button or finger came down in the list. A finger that rests in a row asks for its menu; in a field it is the browser's.
    fn row_pressed(&self, event: &ev::PointerEvent, finger: StoredValue<Finger>, list: NodeRef<html::Div>) {
        let touch = event.pointer_type() == "touch" && event.is_primary() && !in_text_field(event.target());
        let on = row_of(event.target()).filter(|_| touch).map(|item| (item, window_point(event)));
        finger.update_value(|finger| finger.came(on));
        if on.is_none() {
            return;
        }
        let (canvas, press) = (*self, finger.with_value(|finger| finger.presses));
        set_timeout(
            move || {
                // The list may be gone.
                let asked = finger.try_update_value(|finger| finger.rested(press)).flatten();
                if let Some((item, at)) = asked {
                    canvas.open_row_menu(item, at, list);
                }
            },
            LONG_PRESS,
        );
    }

    fn open_row_menu(&self, item: EntityKey, at: Point, list: NodeRef<html::Div>) {
        let Some(list) = list.get_untracked() else { return };
        let corner = list.get_bounding_client_rect();
        self.open_menu(Some(item), at.moved(-corner.left(), -corner.top()));
    }
}

fn window_point(event: &ev::MouseEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}

/// The item of the row something is in.
fn row_of(target: Option<EventTarget>) -> Option<EntityKey> {
    let element: Element = target?.dyn_into().ok()?;
    element.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()
}

/// The item a click adds to the selection, or takes from it.
fn added(event: &ev::MouseEvent) -> Option<EntityKey> {
    let adds = event.ctrl_key() || event.meta_key() || event.shift_key();
    let element: Element = event.target()?.dyn_into().ok()?;
    let in_field = !matches!(element.closest("input, select, textarea, label"), Ok(None));
    row_of(event.target()).filter(|_| adds && !in_field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::PersonId;

    #[test]
    fn the_box_of_a_table_says_whether_all_some_or_none_of_its_rows_are_selected() {
        let item = |number| EntityKey::Node(PersonId::from_u128(number));
        let items = [item(1), item(2)];
        assert_eq!(share(&items, &Selection::from([item(3)])), "false");
        assert_eq!(share(&items, &Selection::from([item(1), item(3)])), "mixed");
        assert_eq!(share(&items, &Selection::from([item(1), item(2)])), "true");
        assert_eq!(share(&[], &Selection::new()), "false");
    }

    #[test]
    fn only_a_finger_that_rests_where_it_came_down_asks_for_the_menu() {
        let on = (EntityKey::Node(PersonId::from_u128(1)), Point::new(100.0, 50.0));
        let mut finger = Finger::default();
        finger.came(Some(on));
        finger.moved(Point::new(104.0, 53.0));
        assert_eq!(finger.rested(1), Some(on));
        assert_eq!(finger.rested(1), None, "once");
        assert!(finger.asked);
        finger.came(Some(on));
        assert!(!finger.asked);
        assert_eq!(finger.rested(1), None, "the timer of the press before");
        finger.moved(Point::new(100.0, 59.0));
        assert_eq!(finger.rested(2), None, "it scrolls");
        finger.came(None);
        assert_eq!(finger.rested(3), None, "nothing that has a menu");
        assert!(!finger.asked);
    }
}
