//! The others on the map: their cursors with names, the cards they drag, the cards they have selected; and what they see of
//! this reader.

use super::{acts::whole, state::Screen};
use crate::replica::Presence;
use crate::shell::Each;
use diagram::Point;
use leptos::prelude::*;
use model::{ClientId, EntityKey, PersonId, UserId};
use std::collections::{HashMap, HashSet};
use sync::frame::Moving;

/// What this reader drags, and what the others drag and select.
#[derive(Clone, Copy)]
pub struct Company {
    /// Cards this reader drags: nobody else moves them meanwhile.
    dragging: StoredValue<HashSet<PersonId>, LocalStorage>,
    /// Cards others drag.
    theirs: StoredValue<HashSet<PersonId>, LocalStorage>,
    /// Who has selected which card: number of his colour.
    selected: RwSignal<HashMap<PersonId, u8>>,
}

impl Company {
    /// Alone.
    pub fn new() -> Self {
        Self {
            dragging: StoredValue::new_local(HashSet::new()),
            theirs: StoredValue::new_local(HashSet::new()),
            selected: RwSignal::new(HashMap::new()),
        }
    }
}

impl Screen {
    /// Tells the others where the pointer is.
    pub fn pointer_at(&self, point: Point) {
        self.room.change_presence(|body| body.cursor = Some((whole(point.x), whole(point.y))));
    }

    /// Tells the others that the pointer has left the map.
    pub fn pointer_left(&self) {
        self.room.change_presence(|body| body.cursor = None);
    }

    /// Tells the others where dragged cards are.
    pub fn show_drag(&self, cards: &[(PersonId, Point)], dx: f64, dy: f64) {
        self.company.dragging.update_value(|dragging| {
            dragging.extend(cards.iter().map(|(person, _)| *person));
        });
        self.room.change_presence(|body| {
            body.gesture = cards
                .iter()
                .map(|(person, at)| Moving {
                    entity: EntityKey::Node(*person),
                    x: whole(at.x + dx),
                    y: whole(at.y + dy),
                })
                .collect();
        });
    }

    /// Puts every card this reader dragged back to where it stands.
    pub fn release_drag(&self) {
        let mut released = HashSet::new();
        self.company.dragging.update_value(|dragging| std::mem::swap(dragging, &mut released));
        for person in released {
            self.held(person).set(None);
        }
        self.room.change_presence(|body| body.gesture.clear());
    }

    /// The colour of somebody else who has selected the card.
    pub fn selected_by(&self, person: PersonId) -> Option<String> {
        self.company.selected.with(|selected| selected.get(&person).map(u8::to_string))
    }

    /// Follows the others, and tells them what is selected here. Called once by the screen.
    pub fn keep_company(self) {
        let presence = self.room.presence();
        Effect::new(move |_| {
            presence.with(|others| {
                self.follow_drags(others);
                let mut selected = HashMap::new();
                for other in others {
                    let colour = self.colour_of(other.user);
                    for entity in &other.body.selection {
                        if let EntityKey::Node(person) = entity {
                            selected.insert(*person, colour);
                        }
                    }
                }
                if self.company.selected.with_untracked(|now| *now != selected) {
                    self.company.selected.set(selected);
                }
            });
        });
        Effect::new(move |_| {
            let selection = self.selection.with(|selection| {
                // A marquee over thousands is nobody's focus of attention.
                let people = selection.people.iter().take(20).map(|person| EntityKey::Node(*person));
                people.chain(selection.line.map(EntityKey::Line)).collect::<Vec<_>>()
            });
            self.room.change_presence(|body| body.selection = selection);
        });
    }

    fn follow_drags(&self, others: &[Presence]) {
        let mut now = HashSet::new();
        for moving in others.iter().flat_map(|other| &other.body.gesture) {
            let EntityKey::Node(person) = moving.entity else { continue };
            if self.company.dragging.with_value(|mine| mine.contains(&person)) {
                continue;
            }
            now.insert(person);
            self.held(person).set(Some(Point::new(moving.x.into(), moving.y.into())));
        }
        let mut before = HashSet::new();
        self.company.theirs.update_value(|theirs| before = std::mem::replace(theirs, now.clone()));
        for person in before.difference(&now) {
            if !self.company.dragging.with_value(|mine| mine.contains(person)) {
                self.held(*person).set(None);
            }
        }
    }

    fn colour_of(&self, user: UserId) -> u8 {
        self.room.with(|room| {
            let member = room.workspace().and_then(|workspace| workspace.members.get(&user));
            member.map_or(1, |member| member.colour)
        })
    }

    fn name_of(&self, user: UserId) -> String {
        self.room.with(|room| {
            let member = room.workspace().and_then(|workspace| workspace.members.get(&user));
            member.map_or_else(String::new, |member| member.name.clone())
        })
    }
}

/// The cursors of the others.
#[component]
pub fn RemoteCursors() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let presence = screen.room.presence();
    let who = Memo::new(move |_| {
        presence.with(|others| {
            let shown = others.iter().filter(|other| other.body.cursor.is_some());
            shown.map(|other| other.who).collect::<Vec<ClientId>>()
        })
    });
    view! {
        <g class="cursors" aria-hidden="true">
            <Each ids=who let:who>
                <RemoteCursor who/>
            </Each>
        </g>
    }
}

#[component]
fn RemoteCursor(who: ClientId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let presence = screen.room.presence();
    let user =
        presence.with_untracked(|others| others.iter().find(|other| other.who == who).map(|other| other.user))?;
    let at = move || {
        presence.with(|others| others.iter().find(|other| other.who == who).and_then(|other| other.body.cursor))
    };
    let name = screen.name_of(user);
    let width = diagram::text::width(&name, 11.0, false) + 14.0;
    // The cursor keeps its size however far the map is zoomed.
    let transform = move || {
        let (x, y) = at().unwrap_or_default();
        format!("translate({x} {y}) scale({:.3})", 1.0 / screen.view.get().scale)
    };
    Some(view! {
        <g class="cursor" data-who=screen.colour_of(user).to_string() transform=transform>
            <path d="M0 0l5 17 4-6 7-2z"></path>
            <rect x="12" y="14" width=width height="18" rx="4"></rect>
            <text x="19" y="27">{name}</text>
        </g>
    })
}
