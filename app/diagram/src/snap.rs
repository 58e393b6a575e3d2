//! How what is dragged lines up with what stands: its edges and its middle with those of another, and its gaps with gaps beside it.

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

/// Two places are one when they are no further apart: the difference is the rounding.
const SAME: f64 = 0.01;
/// A line along edges stands out over both shapes by so much.
const BEYOND: f64 = 12.0;
/// Half the height of the bars at both ends of a gap.
const BAR: f64 = 4.0;

/// Lines a shape, or a box around several, up with others within `reach`: left edge, middle and right edge with the same of another,
/// top, middle and bottom likewise, and the gaps to its neighbours in a row or column with each other.
pub fn snap(moving: Rect, others: &[Rect], reach: f64) -> Guides {
    let turned_others: Vec<Rect> = others.iter().copied().map(turned).collect();
    let across = nearest(moving, others, reach);
    let down = nearest(turned(moving), &turned_others, reach);
    let (dx, dy) = (across.unwrap_or_default(), down.unwrap_or_default());
    let held = Rect::new(moving.x + dx, moving.y + dy, moving.width, moving.height);
    let mut lines = Vec::new();
    if across.is_some() {
        lines.extend(shown(held, others));
    }
    if down.is_some() {
        let over = |point: Point| Point::new(point.y, point.x);
        lines.extend(shown(turned(held), &turned_others).into_iter().map(|(from, to)| (over(from), over(to))));
    }
    Guides { dx, dy, lines }
}

/// Rows become columns: what follows looks from left to right only.
fn turned(rect: Rect) -> Rect {
    Rect::new(rect.y, rect.x, rect.height, rect.width)
}

/// Middle, left and right: what may line up, the middle first, because it speaks for both edges of what is equally wide.
fn places(rect: Rect) -> [f64; 3] {
    [rect.centre().x, rect.x, rect.right()]
}

/// The shortest way to the left or right at which something lines up.
fn nearest(moving: Rect, others: &[Rect], reach: f64) -> Option<f64> {
    let own = places(moving);
    let edges = others.iter().flat_map(|other| places(*other).into_iter().zip(own).map(|(there, here)| there - here));
    let gaps = spacings(moving, others).into_iter().map(|spacing| spacing.by);
    edges.chain(gaps).filter(|by| by.abs() <= reach).min_by(|a, b| a.abs().total_cmp(&b.abs()))
}

/// A place at which two gaps of a row are equal.
struct Spacing {
    /// The way there.
    by: f64,
    /// The gaps, from where to where.
    gaps: [(f64, f64); 2],
}

/// Between two neighbours in the middle, and beside a neighbour as far off as his own next one.
fn spacings(moving: Rect, others: &[Rect]) -> Vec<Spacing> {
    let row: Vec<Rect> =
        others.iter().copied().filter(|other| other.y < moving.bottom() && moving.y < other.bottom()).collect();
    let before =
        |x: f64| row.iter().filter(|other| other.right() <= x).max_by(|a, b| a.right().total_cmp(&b.right())).copied();
    let behind = |x: f64| row.iter().filter(|other| other.x >= x).min_by(|a, b| a.x.total_cmp(&b.x)).copied();
    let (left, right) = (before(moving.x), behind(moving.right()));
    let mut found = Vec::new();
    if let (Some(left), Some(right)) = (left, right) {
        let gap = (right.x - left.right() - moving.width) / 2.0;
        let gaps = [(left.right(), left.right() + gap), (right.x - gap, right.x)];
        found.push(Spacing { by: left.right() + gap - moving.x, gaps });
    }
    if let Some((left, next)) = left.and_then(|left| Some((left, before(left.x)?))) {
        let gap = left.x - next.right();
        let gaps = [(next.right(), left.x), (left.right(), left.right() + gap)];
        found.push(Spacing { by: left.right() + gap - moving.x, gaps });
    }
    if let Some((right, next)) = right.and_then(|right| Some((right, behind(right.right())?))) {
        let gap = next.x - right.right();
        let gaps = [(right.x - gap, right.x), (right.right(), next.x)];
        found.push(Spacing { by: right.x - gap - moving.right(), gaps });
    }
    found.retain(|spacing| spacing.gaps.iter().all(|(from, to)| to - from > SAME));
    found
}

/// The lines that show at what a shape lines up where it is held: along the nearest edge or middle that is the same, and in the gaps
/// that are equal.
fn shown(held: Rect, others: &[Rect]) -> Vec<(Point, Point)> {
    let mut lines = Vec::new();
    let own = places(held);
    let along = |place: usize| {
        let same = others.iter().filter(|other| (places(**other)[place] - own[place]).abs() < SAME);
        let nearest =
            same.min_by(|a, b| a.centre().distance(held.centre()).total_cmp(&b.centre().distance(held.centre())));
        nearest.map(|other| {
            let both = held.union(*other);
            (Point::new(own[place], both.y - BEYOND), Point::new(own[place], both.bottom() + BEYOND))
        })
    };
    match along(0) {
        Some(middle) => lines.push(middle),
        None => lines.extend([along(1), along(2)].into_iter().flatten()),
    }
    let y = held.centre().y;
    for spacing in spacings(held, others).into_iter().filter(|spacing| spacing.by.abs() < SAME) {
        for (from, to) in spacing.gaps {
            let bar = |x| (Point::new(x, y - BAR), Point::new(x, y + BAR));
            lines.extend([(Point::new(from, y), Point::new(to, y)), bar(from), bar(to)]);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const REACH: f64 = 6.0;

    fn at(x: f64, y: f64) -> Rect {
        Rect::new(x, y, 100.0, 40.0)
    }

    #[track_caller]
    fn check(moving: Rect, others: &[Rect], expected: (f64, f64)) -> Vec<(Point, Point)> {
        let guides = snap(moving, others, REACH);
        assert_eq!((guides.dx, guides.dy), expected, "{guides:?}");
        guides.lines
    }

    /// The places of lines from top to bottom.
    fn upright(lines: &[(Point, Point)]) -> Vec<f64> {
        lines.iter().filter(|(from, to)| from.x == to.x).map(|(from, _)| from.x).collect()
    }

    #[test]
    fn each_edge_and_the_middle_line_up_with_the_same_of_another() {
        let wide = Rect::new(0.0, 500.0, 300.0, 40.0);
        assert_eq!(upright(&check(at(4.0, 0.0), &[wide], (-4.0, 0.0))), [0.0]);
        assert_eq!(upright(&check(at(97.0, 0.0), &[wide], (3.0, 0.0))), [150.0]);
        assert_eq!(upright(&check(at(205.0, 0.0), &[wide], (-5.0, 0.0))), [300.0]);
        let high = Rect::new(500.0, 0.0, 100.0, 200.0);
        check(at(0.0, -2.0), &[high], (0.0, 2.0));
        check(at(0.0, 83.0), &[high], (0.0, -3.0));
        check(at(0.0, 158.0), &[high], (0.0, 2.0));
    }

    #[test]
    fn what_is_equally_wide_shows_one_line_through_the_middle() {
        assert_eq!(upright(&check(at(3.0, 0.0), &[at(0.0, 300.0)], (-3.0, 0.0))), [50.0]);
    }

    #[test]
    fn out_of_reach_nothing_lines_up() {
        assert_eq!(snap(at(7.0, 0.0), &[at(0.0, 300.0)], REACH), Guides::default());
        assert_eq!(snap(at(0.0, 0.0), &[], REACH), Guides::default());
    }

    #[test]
    fn between_two_neighbours_both_gaps_become_equal() {
        // From 100 to 330 a width of 100 leaves 65 on either side.
        let row = [at(0.0, 17.0), at(330.0, 23.0)];
        let lines = check(at(168.0, 0.0), &row, (-3.0, 0.0));
        assert_eq!(upright(&lines), [100.0, 165.0, 265.0, 330.0], "a bar at each end of both gaps");
        assert!(lines.contains(&(Point::new(100.0, 20.0), Point::new(165.0, 20.0))));
        assert!(lines.contains(&(Point::new(265.0, 20.0), Point::new(330.0, 20.0))));
    }

    #[test]
    fn beside_a_neighbour_the_gap_becomes_that_to_his_next_one() {
        let row = [at(0.0, 17.0), at(137.0, 17.0)];
        check(at(270.0, 0.0), &row, (4.0, 0.0));
        check(at(-135.0, 0.0), &row, (-2.0, 0.0));
        let column = [Rect::new(55.0, 0.0, 100.0, 40.0), Rect::new(55.0, 71.0, 100.0, 40.0)];
        check(at(0.0, 140.0), &column, (0.0, 2.0));
        // Not of the same row.
        let apart = [at(0.0, 417.0), at(137.0, 417.0)];
        assert_eq!(snap(at(270.0, 0.0), &apart, REACH).dx, 0.0);
    }

    #[test]
    fn the_box_around_several_lines_up_as_one() {
        let several = Rect::around([at(2.0, 0.0), at(182.0, 80.0)]).unwrap_or_default();
        assert_eq!(upright(&check(several, &[Rect::new(0.0, 300.0, 280.0, 40.0)], (-2.0, 0.0))), [140.0]);
    }

    fn rects() -> impl Strategy<Value = Vec<Rect>> {
        proptest::collection::vec((-400_i32..400, -400_i32..400), 0..12)
            .prop_map(|all| all.into_iter().map(|(x, y)| at(x.into(), y.into())).collect())
    }

    proptest! {
        /// It never goes further than the reach, and what lines up already stays where it is.
        #[test]
        fn what_lines_up_already_stays(others in rects(), x in -400_i32..400, y in -400_i32..400) {
            let moving = at(x.into(), y.into());
            let guides = snap(moving, &others, REACH);
            prop_assert!(guides.dx.abs() <= REACH && guides.dy.abs() <= REACH);
            if others.iter().any(|other| other.x == moving.x) {
                prop_assert_eq!(guides.dx, 0.0);
                prop_assert!(!guides.lines.is_empty());
            }
        }
    }
}
