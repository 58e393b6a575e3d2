//! A large map from far away: no card has an element of its own, each cell of the index is one picture of blocks and lines. Who is
//! selected, has the focus or is in a hand is mounted over it.

use super::{places::Places, state::Screen};
use crate::shell::{Each, Key};
use diagram::{
    index::{Cell, cell_rect},
    power_map::{Detail, far_class, far_line, far_line_class, far_outline},
};
use leptos::prelude::*;
use model::{
    EntityKey,
    power_map::{PowerMap, Vendor},
};
use std::{collections::BTreeMap, sync::Arc};

impl Key for Cell {
    fn number(self) -> u128 {
        // Two halves, each as its bits.
        u128::from(self.0.cast_unsigned()) << 32 | u128::from(self.1.cast_unsigned())
    }

    #[expect(clippy::cast_possible_truncation, reason = "the halves are taken apart as they were put together")]
    fn of_number(number: u128) -> Self {
        (((number >> 32) as u32).cast_signed(), (number as u32).cast_signed())
    }
}

impl Screen {
    /// Whether cards are drawn without elements of their own, not tracked.
    pub fn is_far(&self) -> bool {
        self.detail.get_untracked() == Detail::Far && self.is_large()
    }

    /// Whether people of a large map are drawn as blocks: from far away, and while one zooms. Tracked.
    pub fn shows_blocks(&self) -> bool {
        (self.detail.get() == Detail::Far || self.zooming.get()) && self.is_large()
    }

    /// Whether there are so many people that only those in sight are mounted, not tracked.
    pub fn is_large(&self) -> bool {
        self.with_map(|map| map.nodes.size()) > crate::replica::MANY
    }
}

/// The picture of all cells; nothing while the map is near or small. While one zooms it lies under the cards, for those that are not
/// mounted yet.
#[component]
pub fn FarAway() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let window = screen.wide_window();
    let cells = Memo::new(move |before: Option<&Vec<Cell>>| {
        screen.room.track_all();
        if !screen.shows_blocks() {
            return Vec::new();
        }
        let window = window.get();
        screen.with_places(|places| {
            // What is drawn stays while one zooms: it may be in sight again in a moment.
            let kept = before.filter(|_| screen.zooming.get_untracked());
            let shown = |cell: &Cell| {
                cell_rect(*cell).inflated(diagram::power_map::CARD_WIDTH).intersects(window)
                    || kept.is_some_and(|kept| kept.binary_search(cell).is_ok())
            };
            places.cells().into_iter().filter(shown).collect()
        })
    });
    let turn = Memo::new(move |turn: Option<&u64>| {
        screen.lit.track();
        turn.map_or(0, |turn| turn + 1)
    });
    let under = move || (screen.detail.get() != Detail::Far).then_some("");
    view! { <g class="far-away" aria-hidden="true" data-under=under><Each ids=cells let:cell><CellView cell lit=turn/></Each></g> }
}

/// One cell, drawn again when something in it, or the filter, has changed.
#[component]
fn CellView(cell: Cell, lit: Memo<u64>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let drawn = Memo::new(move |before: Option<&(u64, u64, Arc<str>)>| {
        screen.room.track_all();
        let lit = lit.get();
        screen.with_places(|places| {
            let turn = places.turn_of(cell);
            match before {
                Some(before) if (before.0, before.1) == (turn, lit) => before.clone(),
                _ => (turn, lit, screen.with_map(|map| picture(screen, places, map, cell)).into()),
            }
        })
    });
    view! { <g inner_html=move || drawn.with(|(.., drawn)| drawn.to_string())></g> }
}

/// One path for each kind of line and each look of a card.
fn picture(screen: Screen, places: &Places, map: &PowerMap, cell: Cell) -> String {
    let mut lines: BTreeMap<&'static str, String> = BTreeMap::new();
    let mut blocks: BTreeMap<(bool, String), String> = BTreeMap::new();
    let area = cell_rect(cell);
    for key in places.cards.within(area) {
        let (EntityKey::Node(person), Some(rect)) = (key, places.cards.rect(key)) else { continue };
        // On the border of two cells it is drawn once, where it begins.
        if rect.x < area.x || rect.y < area.y {
            continue;
        }
        let Some(node) = map.live_node(person) else { continue };
        let value = node.strength(Vendor::Us);
        let pale = screen.lit.with_untracked(|lit| lit.as_ref().is_some_and(|lit| !lit.contains(&key)));
        let class = far_class(value, node.key);
        far_outline(blocks.entry((!pale, class)).or_default(), value, diagram::Point::new(rect.x, rect.y));
        for line in places.lines_of(person).iter().filter_map(|id| map.lines.get(id)) {
            if let Some(to) = places.cards.rect(EntityKey::Node(line.to)).filter(|_| line.from == person) {
                far_line(lines.entry(far_line_class(line.kind)).or_default(), line.kind, rect, to);
            }
        }
    }
    let lines = lines.into_iter().map(|(class, d)| format!(r#"<path class="{class}" d="{d}"/>"#));
    let blocks = blocks.into_iter().map(|((lit, class), d)| {
        let class = if lit { class } else { format!("{class} pale") };
        format!(r#"<path class="{class}" d="{d}"/>"#)
    });
    lines.chain(blocks).collect()
}
