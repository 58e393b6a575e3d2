//! The others on the canvas: their cursors with names, the items they drag, the items they have selected; and what they see of
//! this reader.

use super::Canvas;
use crate::replica::Presence;
use crate::shell::Each;
use diagram::Point;
use leptos::prelude::*;
use model::{ClientId, EntityKey, UserId};
use std::collections::{HashMap, HashSet};
use sync::frame::{Moving, PresenceBody};

/// A marquee over thousands is nobody's focus of attention.
const SELECTION_SHOWN: usize = 20;

/// What this reader drags, and what the others drag and select.
#[derive(Clone, Copy)]
pub struct Company {
    /// Items this reader drags: nobody else moves them meanwhile.
    dragging: StoredValue<HashSet<EntityKey>, LocalStorage>,
    /// Items others drag.
    theirs: StoredValue<HashSet<EntityKey>, LocalStorage>,
    /// All of these: they are mounted wherever they are.
    pub moving: RwSignal<Vec<EntityKey>>,
    /// Those of them that are lifted off the drawing.
    pub(super) lifted: Memo<Vec<EntityKey>>,
    /// Who has selected which item: number of his colour.
    selected: RwSignal<HashMap<EntityKey, u8>>,
}

impl Company {
    /// Alone.
    pub fn new() -> Self {
        let moving = RwSignal::new(Vec::new());
        Self {
            dragging: StoredValue::new_local(HashSet::new()),
            theirs: StoredValue::new_local(HashSet::new()),
            moving,
            lifted: Self::lifted_of(moving),
            selected: RwSignal::new(HashMap::new()),
        }
    }

    /// Says what is in somebody's hand, if that is something else now.
    fn note_moving(self) {
        let mut moving: Vec<EntityKey> = self.dragging.with_value(|mine| mine.iter().copied().collect());
        self.theirs.with_value(|theirs| moving.extend(theirs));
        model::order::sort_unique(&mut moving);
        if self.moving.with_untracked(|now| *now != moving) {
            self.moving.set(moving);
        }
    }
}

/// A coordinate as it is stored and sent.
#[expect(clippy::cast_possible_truncation, reason = "clamped to the diagram, which is far smaller than an i32")]
pub fn whole(value: f64) -> i32 {
    let max = f64::from(model::power_map::COORDINATE_MAX);
    value.round().clamp(-max, max) as i32
}

fn points_at(body: &mut PresenceBody, drawing: String, point: Point) {
    body.drawing = drawing;
    body.cursor = Some((whole(point.x), whole(point.y)));
}

impl Canvas {
    /// Tells the others where the pointer is.
    pub(super) fn pointer_at(&self, point: Point) {
        let drawing = self.drawing.get_untracked();
        self.room.change_presence(|body| {
            points_at(body, drawing, point);
        });
    }

    /// Tells the others that the pointer has left the canvas.
    pub(super) fn pointer_left(&self) {
        self.room.change_presence(|body| body.cursor = None);
    }

    /// Holds dragged items where the hand is, and tells the others; `pointer` is where they see it.
    pub(super) fn hold(&self, items: &[(EntityKey, Point)], dx: f64, dy: f64, pointer: Point) {
        for (item, at) in items {
            self.held(*item).set(Some(at.moved(dx, dy)));
        }
        self.company.dragging.update_value(|dragging| {
            dragging.extend(items.iter().map(|(item, _)| *item));
        });
        self.company.note_moving();
        let drawing = self.drawing.get_untracked();
        self.room.change_presence(|body| {
            points_at(body, drawing, pointer);
            let moving =
                |(item, at): &(EntityKey, Point)| Moving { entity: *item, x: whole(at.x + dx), y: whole(at.y + dy) };
            body.gesture = items.iter().map(moving).collect();
        });
    }

    /// Puts every item this reader dragged back to where it stands.
    pub(super) fn release(&self) {
        let mut released = HashSet::new();
        self.company.dragging.update_value(|dragging| std::mem::swap(dragging, &mut released));
        if !released.is_empty() {
            self.company.note_moving();
        }
        for item in released {
            self.held(item).set(None);
        }
        self.room.change_presence(|body| body.gesture.clear());
    }

    /// The colour of somebody else who has selected the item.
    pub fn selected_by(&self, item: EntityKey) -> Option<String> {
        self.company.selected.with(|selected| selected.get(&item).map(u8::to_string))
    }

    /// Follows the others, and tells them what is selected here. Called once by the frame.
    pub(super) fn keep_company(self) {
        let presence = self.room.presence();
        Effect::new(move |_| {
            presence.with(|others| {
                self.follow_drags(others);
                let mut selected = HashMap::new();
                for other in others {
                    let colour = self.colour_of(other.user);
                    selected.extend(other.body.selection.iter().map(|item| (*item, colour)));
                }
                if self.company.selected.with_untracked(|now| *now != selected) {
                    self.company.selected.set(selected);
                }
            });
        });
        Effect::new(move |_| {
            let selection = self.selection.with(|items| items.iter().take(SELECTION_SHOWN).copied().collect());
            self.room.change_presence(|body| body.selection = selection);
        });
    }

    fn follow_drags(&self, others: &[Presence]) {
        let mine = |item: &EntityKey| self.company.dragging.with_value(|mine| mine.contains(item));
        let mut now = HashSet::new();
        for moving in others.iter().flat_map(|other| &other.body.gesture) {
            if mine(&moving.entity) {
                continue;
            }
            now.insert(moving.entity);
            self.held(moving.entity).set(Some(Point::new(moving.x.into(), moving.y.into())));
        }
        let mut before = HashSet::new();
        self.company.theirs.update_value(|theirs| before = std::mem::replace(theirs, now.clone()));
        if before != now {
            self.company.note_moving();
        }
        for item in before.difference(&now).filter(|item| !mine(item)) {
            self.held(*item).set(None);
        }
    }

    pub(super) fn colour_of(&self, user: UserId) -> u8 {
        self.room.with(|room| room.member(user).map_or(1, |member| member.colour))
    }

    pub(super) fn name_of(&self, user: UserId) -> String {
        self.room.member_name(user).unwrap_or_default()
    }
}

/// The cursors of the others. Each is a layer of its own: where it glides to, the drawing below stays as it was painted.
#[component]
pub fn RemoteCursors(canvas: Canvas) -> impl IntoView {
    let presence = canvas.room.presence();
    let who = Memo::new(move |_| {
        presence.with(|others| {
            let here = canvas.drawing.get();
            let shown = others.iter().filter(|other| other.body.cursor.is_some() && other.body.drawing == here);
            shown.map(|other| other.who).collect::<Vec<ClientId>>()
        })
    });
    view! {
        <div class="cursors" aria-hidden="true">
            <Each ids=who let:who>
                <RemoteCursor canvas who/>
            </Each>
        </div>
    }
}

#[component]
fn RemoteCursor(canvas: Canvas, who: ClientId) -> impl IntoView {
    let presence = canvas.room.presence();
    let user =
        presence.with_untracked(|others| others.iter().find(|other| other.who == who).map(|other| other.user))?;
    let at = move || {
        presence.with(|others| others.iter().find(|other| other.who == who).and_then(|other| other.body.cursor))
    };
    let name = canvas.name_of(user);
    let width = diagram::text::width(&name, 11.0, false) + 14.0;
    // The cursor keeps its size however far the diagram is zoomed.
    let scale = canvas.scale();
    let transform = move || {
        let (x, y) = at().unwrap_or_default();
        format!("translate({x}px, {y}px) scale({:.3})", 1.0 / scale.get())
    };
    Some(view! {
        <svg class="cursor" data-who=canvas.colour_of(user).to_string() style:transform=transform>
            <path d="M0 0l5 17 4-6 7-2z"></path>
            <rect x="12" y="14" width=width height="18" rx="4"></rect>
            <text x="19" y="27">{name}</text>
        </svg>
    })
}
