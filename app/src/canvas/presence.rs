//! The others on the canvas: their cursors with names, the items they drag, the items they have selected; and what they see of
//! this reader.

use super::{Canvas, lifted::Aloft};
use crate::replica::Presence;
use crate::shell::Each;
use diagram::Point;
use leptos::prelude::*;
use model::{ClientId, EntityKey, UserId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use sync::frame::{Moving, PresenceBody};

/// A marquee over thousands is nobody's focus of attention.
const SELECTION_SHOWN: usize = 20;
/// So many things of others are taken up or let go in one frame.
const AT_ONCE: usize = 2;

/// What this reader drags, and what the others drag and select.
#[derive(Clone, Copy)]
pub struct Company {
    /// Items this reader drags: nobody else moves them meanwhile.
    dragging: StoredValue<HashSet<EntityKey>, LocalStorage>,
    /// Items others drag.
    theirs: StoredValue<BTreeSet<EntityKey>, LocalStorage>,
    /// All of these: they are mounted wherever they are.
    pub moving: RwSignal<Vec<EntityKey>>,
    /// Those of them that are lifted off the drawing.
    pub(super) aloft: Aloft,
    /// Who has selected which item: number of his colour.
    selected: RwSignal<HashMap<EntityKey, u8>>,
}

impl Company {
    /// Alone.
    pub fn new() -> Self {
        Self {
            dragging: StoredValue::new_local(HashSet::new()),
            theirs: StoredValue::new_local(BTreeSet::new()),
            moving: RwSignal::new(Vec::new()),
            aloft: Aloft::new(),
            selected: RwSignal::new(HashMap::new()),
        }
    }

    /// Says what is in somebody's hand, if that is something else now.
    fn note_moving(self) {
        let mut moving: Vec<EntityKey> = self.dragging.with_value(|mine| mine.iter().copied().collect());
        self.theirs.with_value(|theirs| moving.extend(theirs));
        model::order::sort_unique(&mut moving);
        if self.moving.with_untracked(|now| *now != moving) {
            self.aloft.follow(&moving);
            self.moving.set(moving);
        }
    }
}

/// What is let go or taken up next, of what others held `before` and hold now in their `hands`, what is let go first; and whether more
/// of it is left.
fn turns(before: &BTreeSet<EntityKey>, hands: &BTreeMap<EntityKey, Point>) -> (BTreeSet<EntityKey>, bool) {
    let let_go = before.iter().filter(|item| !hands.contains_key(item));
    let mut turns = let_go.chain(hands.keys().filter(|item| !before.contains(item))).copied();
    (turns.by_ref().take(AT_ONCE).collect(), turns.next().is_some())
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
        let again = Trigger::new();
        Effect::new(move |_| {
            again.track();
            presence.with(|others| {
                if self.follow_drags(others) {
                    request_animation_frame(move || again.notify());
                }
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

    /// What others drag is held where their hands are. When many of them take up or let go at once, a few are seen to do so in each
    /// frame; whether some are left for the next one.
    fn follow_drags(&self, others: &[Presence]) -> bool {
        let mine = |item: &EntityKey| self.company.dragging.with_value(|mine| mine.contains(item));
        let mut hands: BTreeMap<EntityKey, Point> = BTreeMap::new();
        for moving in others.iter().flat_map(|other| &other.body.gesture).filter(|moving| !mine(&moving.entity)) {
            hands.insert(moving.entity, Point::new(moving.x.into(), moving.y.into()));
        }
        let before = self.company.theirs.with_value(Clone::clone);
        let (now_seen, more) = turns(&before, &hands);
        let theirs: BTreeSet<EntityKey> = before.symmetric_difference(&now_seen).copied().collect();
        for (item, at) in hands.iter().filter(|(item, _)| theirs.contains(item)) {
            self.held(*item).set(Some(*at));
        }
        self.company.theirs.set_value(theirs);
        if !now_seen.is_empty() {
            self.company.note_moving();
        }
        for item in now_seen.iter().filter(|item| before.contains(item) && !mine(item)) {
            self.held(*item).set(None);
        }
        more
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

#[cfg(test)]
mod tests {
    use super::*;
    use model::PersonId;

    #[test]
    fn many_hands_at_once_are_seen_a_few_in_each_frame_and_all_in_the_end() {
        let card = |number| EntityKey::Node(PersonId::from_u128(number));
        let mut held: BTreeSet<EntityKey> = (1..=3).map(card).collect();
        let hands: BTreeMap<EntityKey, Point> = (3..=6).map(|number| (card(number), Point::default())).collect();
        let mut frames = Vec::new();
        loop {
            let (now, more) = turns(&held, &hands);
            held = held.symmetric_difference(&now).copied().collect();
            frames.push(now);
            if !more {
                break;
            }
        }
        let expected: [&[u128]; 3] = [&[1, 2], &[4, 5], &[6]];
        assert_eq!(frames, expected.map(|numbers| numbers.iter().copied().map(card).collect()));
        assert_eq!(held, hands.keys().copied().collect());
        assert_eq!(turns(&held, &hands), (BTreeSet::new(), false));
    }
}
