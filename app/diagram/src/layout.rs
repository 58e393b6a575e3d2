//! The automatic layout of the power map: the tidy tree of the customer's people, who is not of the company beside it, and pinned
//! cards where they are.
//!
//! What holds of every result: a pinned card has not moved; no two cards come nearer than the gaps unless both were pinned so; who is not
//! of the company stands above a wide company or right of a narrow one, unless a pin says otherwise; without pins, laid out again
//! nothing moves.

use crate::{
    Point, Rect,
    tree::{Branch, Spacing, tidy},
};

/// One card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Card {
    /// Its place in the tree.
    pub branch: Branch,
    /// It stays where it is.
    pub pinned: bool,
    /// Not of the company.
    pub outside: bool,
}

/// Room between the company and who is outside it, for the frame between them.
pub const OUTSIDE_GAP: f64 = 120.0;

/// A company so many times as wide as high has who is outside above it: screens and paper are wide, but not that wide.
const WIDE: f64 = 1.5;

/// Where each card goes, in the order given.
pub fn lay_out(cards: &[Card], spacing: Spacing) -> Vec<Point> {
    let mut places = vec![Point::default(); cards.len()];
    let inside = part(cards, false, spacing, &mut places);
    let outside = part(cards, true, spacing, &mut places);
    if let (Some(inside), Some(outside)) = (inside, outside) {
        let to = if inside.width > inside.height * WIDE {
            Point::new(inside.x, inside.y - OUTSIDE_GAP - outside.height)
        } else {
            Point::new(inside.right() + OUTSIDE_GAP, inside.y)
        };
        let by = Point::new(to.x - outside.x, to.y - outside.y);
        for (card, place) in cards.iter().zip(&mut places) {
            if card.outside {
                *place = place.moved(by.x, by.y);
            }
        }
    }
    if cards.iter().any(|card| card.pinned) {
        around_pins(cards, spacing, &mut places);
    }
    places
}

/// Lays out those inside or those outside by themselves; what is between the two is no branch. Returns what they cover.
fn part(cards: &[Card], outside: bool, spacing: Spacing, places: &mut [Point]) -> Option<Rect> {
    let those: Vec<usize> = (0..cards.len()).filter(|index| cards[*index].outside == outside).collect();
    let mut within = vec![None; cards.len()];
    for (at, index) in those.iter().enumerate() {
        within[*index] = Some(at);
    }
    let branches: Vec<Branch> = those
        .iter()
        .map(|index| {
            let branch = cards[*index].branch;
            Branch { above: branch.above.and_then(|above| within.get(above).copied().flatten()), ..branch }
        })
        .collect();
    let laid = tidy(&branches, spacing);
    for (index, place) in those.iter().zip(&laid) {
        places[*index] = *place;
    }
    Rect::around(laid.into_iter().map(|at| Rect::new(at.x, at.y, spacing.width, spacing.height)))
}

/// Puts pinned cards back to where they are; who stands below one goes along; whoever is in the way of another moves to the right.
fn around_pins(cards: &[Card], spacing: Spacing, places: &mut [Point]) {
    let shifts: Vec<Point> = (0..cards.len()).map(|index| shift(cards, index, places)).collect();
    for (place, by) in places.iter_mut().zip(shifts) {
        *place = place.moved(by.x, by.y);
    }
    let rect = |at: Point| Rect::new(at.x, at.y, spacing.width, spacing.height).inflated(spacing.beside / 2.0 - 1.0);
    let mut taken: Vec<Rect> = Vec::with_capacity(cards.len());
    for (card, place) in cards.iter().zip(&mut *places).filter(|(card, _)| card.pinned) {
        *place = card.branch.at;
        taken.push(rect(*place));
    }
    let mut free: Vec<usize> = (0..cards.len()).filter(|index| !cards[*index].pinned).collect();
    model::order::sort_by(&mut free, |a, b| {
        let (a, b) = (places[*a], places[*b]);
        a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x))
    });
    for index in free {
        let mut at = places[index];
        // Each step leaves one card behind for good: the way to the right ends.
        while let Some(other) = taken.iter().find(|other| other.intersects(rect(at))) {
            at.x = (other.right() + spacing.beside / 2.0 - 1.0).ceil();
        }
        places[index] = at;
        taken.push(rect(at));
    }
}

/// How far the nearest pinned card above, or the card itself, is from where the tree would have it.
fn shift(cards: &[Card], index: usize, places: &[Point]) -> Point {
    let mut at = index;
    // Nobody has more people above than there are: a ring ends here.
    for _ in 0..cards.len() {
        let card = cards[at];
        if card.pinned {
            return Point::new(card.branch.at.x - places[at].x, card.branch.at.y - places[at].y);
        }
        match card.branch.above.filter(|above| cards.get(*above).is_some_and(|other| other.outside == card.outside)) {
            Some(above) => at = above,
            None => break,
        }
    }
    Point::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SPACING: Spacing = Spacing { width: 172.0, height: 62.0, beside: 36.0, below: 78.0 };

    fn card(above: Option<usize>, x: f64, y: f64) -> Card {
        Card { branch: Branch { above, group: None, at: Point::new(x, y) }, pinned: false, outside: false }
    }

    fn rect(at: Point) -> Rect {
        Rect::new(at.x, at.y, SPACING.width, SPACING.height)
    }

    /// Any map: everyone reports to somebody before him or to nobody; pinned cards do not overlap as they stand on a grid of their own.
    fn any_map() -> impl Strategy<Value = Vec<Card>> {
        let one = (any::<prop::sample::Index>(), 0..8_u8, -2_000..2_000_i32, 0..2_000_i32, 0..6_u8, 0..5_u8);
        proptest::collection::vec(one, 1..60)
            .prop_map(|people| {
                let cards = people.iter().enumerate().map(|(index, (above, head, x, y, pinned, outside))| {
                    let above = (index > 0 && *head > 0).then(|| above.index(index));
                    let pinned = *pinned == 0;
                    let grid = |n: usize| Point::new((n % 10) as f64 * 250.0, (n / 10) as f64 * 150.0);
                    let at = if pinned { grid(index) } else { Point::new(f64::from(*x), f64::from(*y)) };
                    Card { branch: Branch { above, group: None, at }, pinned, outside: *outside == 0 }
                });
                cards.collect()
            })
            .boxed()
    }

    proptest! {
        #[test]
        fn a_pinned_card_does_not_move(cards in any_map()) {
            for (card, at) in cards.iter().zip(lay_out(&cards, SPACING)).filter(|(card, _)| card.pinned) {
                prop_assert_eq!(card.branch.at, at);
            }
        }

        #[test]
        fn no_two_cards_overlap(cards in any_map()) {
            let places = lay_out(&cards, SPACING);
            for (index, one) in places.iter().enumerate() {
                for other in &places[index + 1..] {
                    prop_assert!(!rect(*one).intersects(rect(*other)), "{:?} {:?}", one, other);
                }
            }
        }

        #[test]
        fn without_pins_nothing_moves_the_second_time(cards in any_map()) {
            let free: Vec<Card> = cards.into_iter().map(|card| Card { pinned: false, ..card }).collect();
            let once = lay_out(&free, SPACING);
            let again: Vec<Card> = free
                .iter()
                .zip(&once)
                .map(|(card, at)| Card { branch: Branch { at: *at, ..card.branch }, ..*card })
                .collect();
            prop_assert_eq!(lay_out(&again, SPACING), once);
        }

        #[test]
        fn without_pins_who_is_outside_stands_above_or_right_of_the_company(cards in any_map()) {
            let free: Vec<Card> = cards.into_iter().map(|card| Card { pinned: false, ..card }).collect();
            let places = lay_out(&free, SPACING);
            let those = |outside: bool| {
                let those = free.iter().zip(&places).filter(move |(card, _)| card.outside == outside);
                Rect::around(those.map(|(_, at)| rect(*at)))
            };
            if let (Some(inside), Some(outside)) = (those(false), those(true)) {
                prop_assert!(outside.x > inside.right() || outside.bottom() < inside.y);
            }
        }
    }

    #[test]
    fn who_stands_below_a_pinned_card_goes_along() {
        let mut cards = [card(None, 0.0, 0.0), card(Some(0), 0.0, 200.0), card(Some(0), 300.0, 200.0)];
        cards[0].branch.at = Point::new(1_000.0, -500.0);
        cards[0].pinned = true;
        let places = lay_out(&cards, SPACING);
        assert_eq!(places[0], Point::new(1_000.0, -500.0));
        for below in &places[1..] {
            assert_eq!(below.y, -500.0 + SPACING.height + SPACING.below);
            assert!((below.x - 1_000.0).abs() < SPACING.width + SPACING.beside);
        }
    }
}
