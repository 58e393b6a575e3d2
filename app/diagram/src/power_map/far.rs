//! A card from so far away that no word of it could be read: its colour, and its shape for those who do not tell the colours apart.
//! Whole is for us, the lower half undecided, a slope against us, an empty frame not known.

use super::{CARD_HEIGHT, CARD_WIDTH, strength_class};
use crate::{Point, Rect, svg::Num};
use model::power_map::LineKind;
use std::fmt::Write;

/// The style classes of a card from far away.
pub fn far_class(value: Option<i32>, key: bool) -> String {
    let tone = value.map_or("unknown", strength_class);
    if key { format!("far {tone} key") } else { format!("far {tone}") }
}

/// Its outline, to be put after others in one path.
pub fn far_outline(out: &mut String, value: Option<i32>, at: Point) {
    let (x, y, middle, bottom) = (Num(at.x), Num(at.y), Num(at.y + CARD_HEIGHT / 2.0), Num(at.y + CARD_HEIGHT));
    let (w, h, half) = (Num(CARD_WIDTH), Num(CARD_HEIGHT), Num(CARD_HEIGHT / 2.0));
    // Writing into a `String` can not fail.
    let _ = match value {
        Some(0) => write!(out, "M{x} {middle}h{w}v{half}h-{w}z"),
        Some(..0) => write!(out, "M{x} {y}L{} {bottom}H{x}z", Num(at.x + CARD_WIDTH)),
        Some(1..) | None => write!(out, "M{x} {y}h{w}v{h}h-{w}z"),
    };
}

/// A line between two cards, without corners and arrows; to be put after others of its kind in one path.
pub fn far_line(out: &mut String, kind: LineKind, from: Rect, to: Rect) {
    let _ = match kind {
        LineKind::ReportsTo => {
            let (start, end) = (to.bottom(), from.y);
            let bus = f64::midpoint(start, end).min(start + 39.0);
            write!(out, "M{} {}V{}H{}V{}", Num(to.centre().x), Num(start), Num(bus), Num(from.centre().x), Num(end))
        }
        LineKind::Influences { .. } | LineKind::ConflictsWith => {
            let (a, b) = (from.centre(), to.centre());
            write!(out, "M{} {}L{} {}", Num(a.x), Num(a.y), Num(b.x), Num(b.y))
        }
    };
}

/// The style class of a line from far away.
pub const fn far_line_class(kind: LineKind) -> &'static str {
    match kind {
        LineKind::ReportsTo => "reports far-line",
        LineKind::Influences { .. } => "influences far-line",
        LineKind::ConflictsWith => "conflicts far-line",
    }
}
