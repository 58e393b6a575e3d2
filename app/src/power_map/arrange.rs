//! Putting cards in order: lining up, spacing out, and the tidy tree of who reports to whom. Each is one step to undo.

use super::{
    acts::{map, whole_place},
    state::Screen,
};
use crate::i18n::t_string;
use diagram::{
    Point, Rect,
    arrange::{self, Align},
    layout::{Card, lay_out},
    power_map::{CARD_HEIGHT, CARD_WIDTH, place_of},
    tree::{Branch, Spacing},
};
use leptos::prelude::*;
use model::{EntityKey, PersonId, power_map::PowerMapChange};
use std::collections::HashMap;

/// Room for the circles at the corners, and for the lines from row to row.
const SPACING: Spacing = Spacing { width: CARD_WIDTH, height: CARD_HEIGHT, beside: 36.0, below: 78.0 };

impl Screen {
    /// Lines the chosen cards up.
    pub fn align(&self, along: Align) {
        self.arrange("power_map.gesture.align", self.chosen_people(), |rects| arrange::align(rects, along));
    }

    /// Gives the chosen cards the same distance.
    pub fn distribute(&self, across: bool) {
        self.arrange("power_map.gesture.align", self.chosen_people(), |rects| arrange::distribute(rects, across));
    }

    /// Lays out the chosen cards, or all, as a tree of who reports to whom, departments together, who is not of the company beside it,
    /// and pinned cards where they are.
    pub fn tidy(&self) {
        let several = self.selection.with_untracked(|now| now.len() > 1);
        let people = if several { self.chosen_people() } else { self.people_in_order() };
        let index: HashMap<PersonId, usize> =
            people.iter().enumerate().map(|(index, person)| (*person, index)).collect();
        let kin: Vec<Card> = self.room.with(|room| {
            let map = room.deal().map(|(_, deal)| &deal.power_map);
            let account = room.account().map(|(_, account)| &account.people);
            let superiors = map.map(model::power_map::PowerMap::superiors).unwrap_or_default();
            let card = |person: &PersonId| {
                let record = account.and_then(|people| people.get(person));
                let above = superiors.get(person).and_then(|superior| index.get(superior).copied());
                let group = record.and_then(|record| Some(record.department?.0.as_u128()));
                Card {
                    branch: Branch { above, group, at: Point::default() },
                    pinned: map.and_then(|map| map.live_node(*person)).is_some_and(|node| node.pinned),
                    outside: record.is_some_and(|record| record.external),
                }
            };
            people.iter().map(card).collect()
        });
        let done = self.arrange("power_map.gesture.tidy", people, |rects| {
            let at = |(rect, card): (&Rect, &Card)| Card {
                branch: Branch { at: Point::new(rect.x, rect.y), ..card.branch },
                ..*card
            };
            lay_out(&rects.iter().zip(&kin).map(at).collect::<Vec<_>>(), SPACING)
        });
        if done && !several {
            self.fit();
        }
    }

    /// Moves people to the places a layout gives their cards: one op.
    fn arrange(&self, name: &'static str, people: Vec<PersonId>, layout: impl FnOnce(&[Rect]) -> Vec<Point>) -> bool {
        let cards: Vec<(PersonId, Rect)> = self.with_map(|map| {
            let rect = |person: PersonId| place_of(map, person).map(|at| (person, diagram::power_map::card_rect(at)));
            people.into_iter().filter_map(rect).collect()
        });
        let rects: Vec<Rect> = cards.iter().map(|(_, rect)| *rect).collect();
        let places = layout(&rects);
        let moved: Vec<(EntityKey, Point, Point)> = cards
            .iter()
            .zip(&places)
            .map(|((person, rect), to)| (EntityKey::Node(*person), Point::new(rect.x, rect.y), *to))
            .filter(|(_, from, to)| from.distance(*to) >= 1.0)
            .collect();
        let to: Vec<_> = moved
            .iter()
            .filter_map(
                |(item, _, to)| if let EntityKey::Node(person) = item { Some(whole_place(*person, *to)) } else { None },
            )
            .collect();
        let done = to.is_empty() || self.act(name, vec![], vec![map(PowerMapChange::MoveNodes { to })]);
        if done {
            self.glide(moved);
            self.say(untrack(|| t_string!(self.i18n, power_map.say.arranged).to_owned()));
        }
        done
    }
}
