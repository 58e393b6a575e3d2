//! What is in somebody's hand is lifted off the drawing: a picture of it moves in a layer of its own, above. The browser paints that layer
//! anew with every frame, and leaves the drawing as it is.

use super::{
    Canvas,
    item::{class_of, origin_of, talk_mark, translate},
};
use crate::shell::Each;
use diagram::shapes_to_svg;
use leptos::prelude::*;
use model::EntityKey;
use std::collections::HashMap;

/// Of a larger selection nothing is lifted: to make so many pictures would take longer than to paint the drawing.
const AT_MOST: usize = 64;

/// What is lifted.
#[derive(Clone, Copy)]
pub(super) struct Aloft {
    /// In the order of the keys.
    items: RwSignal<Vec<EntityKey>>,
    /// The same item by item: thousands ask, and few are told.
    each: StoredValue<HashMap<EntityKey, ArcRwSignal<bool>>, LocalStorage>,
}

impl Aloft {
    /// Nothing.
    pub(super) fn new() -> Self {
        Self { items: RwSignal::new(Vec::new()), each: StoredValue::new_local(HashMap::new()) }
    }

    fn of(self, item: EntityKey) -> ArcRwSignal<bool> {
        let mut found = None;
        self.each.update_value(|each| found = Some(each.entry(item).or_default().clone()));
        found.unwrap_or_default()
    }

    /// Says what is in somebody's hand now, in the order of the keys.
    pub(super) fn follow(self, moving: &[EntityKey]) {
        let now = if moving.len() > AT_MOST { &[] } else { moving };
        let before = self.items.get_untracked();
        for item in before.iter().filter(|item| now.binary_search(item).is_err()) {
            self.of(*item).set(false);
        }
        for item in now.iter().filter(|item| before.binary_search(item).is_err()) {
            self.of(*item).set(true);
        }
        if now != before {
            self.items.set(now.to_vec());
        }
    }
}

impl Canvas {
    /// What is lifted, in the order of the keys. Tracked.
    pub fn lifted(&self) -> Vec<EntityKey> {
        self.company.aloft.items.get()
    }

    /// Whether anything is lifted. Tracked.
    pub fn is_any_lifted(&self) -> bool {
        self.company.aloft.items.with(|items| !items.is_empty())
    }

    /// Whether an item is lifted. Tracked, by this item alone.
    pub fn is_lifted(&self, item: EntityKey) -> bool {
        self.company.aloft.of(item).get()
    }
}

/// The pictures of what is lifted.
#[component]
pub fn Lifted(canvas: Canvas) -> impl IntoView {
    // Each item keeps the number it got when it was lifted first: its picture stays while others come and go.
    let known = StoredValue::new_local(Vec::<EntityKey>::new());
    let numbers = Memo::new(move |_| {
        let number = |item: EntityKey| {
            let at = known.with_value(|known| known.iter().position(|one| *one == item)).unwrap_or_else(|| {
                known.update_value(|known| known.push(item));
                known.with_value(Vec::len) - 1
            });
            u32::try_from(at).unwrap_or_default()
        };
        canvas.lifted().into_iter().map(number).collect::<Vec<u32>>()
    });
    let item = move |number: u32| known.with_value(|known| known.get(usize::try_from(number).ok()?).copied());
    view! {
        <g class="lifted" aria-hidden="true">
            <Each ids=numbers let:number>{item(number).map(|item| view! { <Picture canvas item/> })}</Each>
        </g>
    }
}

#[component]
fn Picture(canvas: Canvas, item: EntityKey) -> impl IntoView {
    let group = Memo::new(move |_| canvas.diagram().group(item));
    let held = canvas.held(item);
    let transform = move || translate(held.get().unwrap_or_else(|| origin_of(group)));
    let sum = Memo::new(move |_| canvas.talk.map(|talk| talk.on(item)).unwrap_or_default());
    let content = move || {
        let shapes = group.with(|group| group.as_ref().map(|group| shapes_to_svg(&group.shapes)));
        shapes.unwrap_or_default() + &talk_mark(canvas, item, group, sum.get())
    };
    view! {
        <g
            class=move || class_of(group)
            // Of the item, and not the item: what is counted, named and walked to is in the drawing.
            data-lifted=item.to_string()
            data-selected=move || canvas.is_selected(item).then_some("")
            data-pale=move || canvas.is_pale(item).then_some("")
            data-by=move || canvas.selected_by(item)
            transform=transform
            inner_html=content
        ></g>
    }
}
