//! How what is dragged lines up with what stands.

use crate::{Point, Rect};

/// How a dragged shape lines up with others: the correction and the lines to show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guides {
    /// Correction to the right.
    pub dx: f64,
    /// Correction downwards.
    pub dy: f64,
    /// Lines to show while it is held there.
    pub lines: Vec<(Point, Point)>,
}

/// Lines a shape up with others whose centre or upper edge is within `reach`.
pub fn snap(moving: Rect, others: &[Rect], reach: f64) -> Guides {
    let nearest = |distance: &dyn Fn(&Rect) -> f64| {
        others
            .iter()
            .map(|other| (distance(other), *other))
            .filter(|(distance, _)| distance.abs() <= reach)
            .min_by(|a, b| a.0.abs().total_cmp(&b.0.abs()))
    };
    let mut guides = Guides::default();
    let across = nearest(&|other| other.centre().x - moving.centre().x);
    let down = nearest(&|other| other.y - moving.y);
    guides.dx = across.map_or(0.0, |(dx, _)| dx);
    guides.dy = down.map_or(0.0, |(dy, _)| dy);
    let held = Rect::new(moving.x + guides.dx, moving.y + guides.dy, moving.width, moving.height);
    if let Some((_, other)) = across {
        let both = held.union(other);
        let x = held.centre().x;
        guides.lines.push((Point::new(x, both.y - 12.0), Point::new(x, both.bottom() + 12.0)));
    }
    if let Some((_, other)) = down {
        let both = held.union(other);
        guides.lines.push((Point::new(both.x - 12.0, held.y), Point::new(both.right() + 12.0, held.y)));
    }
    guides
}
