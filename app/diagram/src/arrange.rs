//! Lining up and spacing out what is selected.

use crate::{Point, Rect};

/// Along which line several are brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Their left edges.
    Left,
    /// Their middles, across.
    Centre,
    /// Their right edges.
    Right,
    /// Their upper edges.
    Top,
    /// Their middles, down.
    Middle,
    /// Their lower edges.
    Bottom,
}

/// The left upper corners after lining up along the edge, or the middle, of all together.
pub fn align(rects: &[Rect], along: Align) -> Vec<Point> {
    let Some(all) = Rect::around(rects.iter().copied()) else { return Vec::new() };
    let place = |rect: &Rect| match along {
        Align::Left => Point::new(all.x, rect.y),
        Align::Centre => Point::new(all.centre().x - rect.width / 2.0, rect.y),
        Align::Right => Point::new(all.right() - rect.width, rect.y),
        Align::Top => Point::new(rect.x, all.y),
        Align::Middle => Point::new(rect.x, all.centre().y - rect.height / 2.0),
        Align::Bottom => Point::new(rect.x, all.bottom() - rect.height),
    };
    rects.iter().map(place).collect()
}

/// The left upper corners after giving neighbours the same distance; the outermost stay. With fewer than three nothing moves.
pub fn distribute(rects: &[Rect], across: bool) -> Vec<Point> {
    let middle = |rect: &Rect| if across { rect.centre().x } else { rect.centre().y };
    let mut order: Vec<usize> = (0..rects.len()).collect();
    let at = |index: &usize| rects.get(*index).map_or(0.0, middle);
    model::order::sort_by(&mut order, |a, b| at(a).total_cmp(&at(b)).then(a.cmp(b)));
    let mut places: Vec<Point> = rects.iter().map(|rect| Point::new(rect.x, rect.y)).collect();
    if let (Some(first), Some(last), true) = (order.first(), order.last(), rects.len() > 2) {
        let (from, to) = (at(first), at(last));
        let step = (to - from) / (order.len() - 1) as f64;
        for (nth, index) in order.iter().enumerate() {
            let by = from + step * nth as f64 - at(index);
            if let Some(place) = places.get_mut(*index) {
                *place = if across { place.moved(by, 0.0) } else { place.moved(0.0, by) };
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rects() -> [Rect; 3] {
        [Rect::new(0.0, 0.0, 10.0, 10.0), Rect::new(100.0, 30.0, 20.0, 10.0), Rect::new(30.0, 90.0, 10.0, 10.0)]
    }

    #[test]
    fn lined_up_they_share_the_edge_of_all_and_keep_the_other_coordinate() {
        assert_eq!(
            align(&rects(), Align::Right),
            [Point::new(110.0, 0.0), Point::new(100.0, 30.0), Point::new(110.0, 90.0)]
        );
        assert!(align(&rects(), Align::Middle).iter().all(|at| at.y == 45.0));
        assert!(align(&[], Align::Top).is_empty());
    }

    #[test]
    fn spaced_out_neighbours_have_the_same_distance_and_the_outermost_stay() {
        let places = distribute(&rects(), true);
        assert_eq!(places, [Point::new(0.0, 0.0), Point::new(100.0, 30.0), Point::new(52.5, 90.0)]);
        let two = &rects()[..2];
        assert_eq!(distribute(two, false), [Point::new(0.0, 0.0), Point::new(100.0, 30.0)]);
    }
}
