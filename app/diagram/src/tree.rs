//! A tidy tree: who reports to whom, top to bottom, each above the middle of those below.
//!
//! What holds of every result: no two boxes overlap or come nearer than the gaps; whoever is above stands above; those of one
//! group under one head stand side by side; the order from left to right is the one that was there; laid out again, nothing
//! moves. What stands alone is set in rows below the trees. Cost is linear but for sorting.

use crate::Point;
use std::collections::BTreeMap;

/// One box of the tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Branch {
    /// Index of the one above.
    pub above: Option<usize>,
    /// Those of one group stand together where the tree allows it.
    pub group: Option<u128>,
    /// Where it stands now: decides the order from left to right.
    pub at: Point,
}

/// Size of the boxes and the room between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spacing {
    /// Width of a box.
    pub width: f64,
    /// Height of a box.
    pub height: f64,
    /// Between neighbours.
    pub beside: f64,
    /// Between a row and the next.
    pub below: f64,
}

/// Rows of single boxes are at least this long.
const ROW_LEAST: usize = 4;

/// Left and right edge of a subtree by level, seen from its head. The deepest level comes first, so that a head is added in one step;
/// the shift spares walking through all of it.
struct Outline {
    levels: Vec<(f64, f64)>,
    shift: f64,
}

impl Outline {
    /// Level `down` below the top.
    fn level(&self, down: usize) -> Option<(f64, f64)> {
        let index = self.levels.len().checked_sub(down + 1)?;
        self.levels.get(index).map(|(left, right)| (left + self.shift, right + self.shift))
    }

    /// How far right of this one `next` has to stand.
    fn room_for(&self, next: &Self, beside: f64) -> f64 {
        let common = self.levels.len().min(next.levels.len());
        let needed = (0..common).filter_map(|down| Some(self.level(down)?.1 - next.level(down)?.0 + beside));
        needed.fold(0.0, f64::max)
    }

    /// Both as one, `next` that far to the right.
    fn beside(mut self, mut next: Self, far: f64) -> Self {
        next.shift += far;
        let common = self.levels.len().min(next.levels.len());
        let (keep_right, taken) = if next.levels.len() > self.levels.len() { (true, &self) } else { (false, &next) };
        let edges: Vec<(f64, f64)> = (0..common).filter_map(|down| taken.level(down)).collect();
        let mut kept =
            if keep_right { next } else { Self { levels: std::mem::take(&mut self.levels), shift: self.shift } };
        let (length, shift) = (kept.levels.len(), kept.shift);
        for (down, (left, right)) in edges.into_iter().enumerate() {
            if let Some(level) = kept.levels.get_mut(length - down - 1) {
                if keep_right {
                    level.0 = left - shift;
                } else {
                    level.1 = right - shift;
                }
            }
        }
        kept
    }
}

/// Where each box goes, in the order given: whole numbers, with the left upper corner of all where it was.
pub fn tidy(branches: &[Branch], spacing: Spacing) -> Vec<Point> {
    let above = without_rings(branches);
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); branches.len()];
    for (index, above) in above.iter().enumerate() {
        if let Some(siblings) = above.and_then(|above| below.get_mut(above)) {
            siblings.push(index);
        }
    }
    for siblings in &mut below {
        put_in_order(branches, siblings, |at| (at.x, at.y));
    }
    let heads = (0..branches.len()).filter(|index| above.get(*index) == Some(&None));
    let (mut trees, mut single): (Vec<usize>, Vec<usize>) =
        heads.partition(|index| below.get(*index).is_some_and(|below| !below.is_empty()));
    put_in_order(branches, &mut trees, |at| (at.x, at.y));
    put_in_order(branches, &mut single, |at| (at.y, at.x));

    let mut places = vec![Point::default(); branches.len()];
    let (bottom, wide) = plant(&below, &trees, spacing, &mut places);
    let pitch = spacing.width + spacing.beside;
    let mut row = ROW_LEAST;
    while (row as f64) * pitch < wide {
        row += 1;
    }
    for (at, index) in single.iter().enumerate() {
        let (column, line) = ((at % row) as f64, (at / row) as f64);
        let y = bottom + line * (spacing.height + spacing.below);
        if let Some(place) = places.get_mut(*index) {
            *place = Point::new(column * pitch, y);
        }
    }
    let corner = |points: &mut dyn Iterator<Item = Point>| {
        points.fold(Point::new(f64::MAX, f64::MAX), |low, at| Point::new(low.x.min(at.x), low.y.min(at.y)))
    };
    let was = corner(&mut branches.iter().map(|branch| branch.at));
    let is = corner(&mut places.iter().copied());
    places.into_iter().map(|at| Point::new((at.x - is.x + was.x).round(), (at.y - is.y + was.y).round())).collect()
}

/// Who is above whom, with every ring opened: a map has none, but a layout must end whatever it is given.
fn without_rings(branches: &[Branch]) -> Vec<Option<usize>> {
    let mut above: Vec<Option<usize>> = branches.iter().map(|branch| branch.above).collect();
    let mut walk_of = vec![0_usize; branches.len()];
    for start in 0..branches.len() {
        let (mut at, walk) = (start, start + 1);
        loop {
            match walk_of.get(at).copied() {
                Some(0) => walk_of[at] = walk,
                // Round to where this walk has been already: it ends here.
                Some(seen) if seen == walk => {
                    above[at] = None;
                    break;
                }
                _ => break,
            }
            match above.get(at).copied().flatten().filter(|next| *next < branches.len()) {
                Some(next) => at = next,
                None => {
                    above[at] = None;
                    break;
                }
            }
        }
    }
    above
}

/// Groups side by side, and within a group as it was.
fn put_in_order(branches: &[Branch], list: &mut Vec<usize>, place: fn(Point) -> (f64, f64)) {
    let of = |index: &usize| branches.get(*index).map_or((None, (0.0, 0.0)), |branch| (branch.group, place(branch.at)));
    let less = |a: (f64, f64), b: (f64, f64)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1));
    let mut first: BTreeMap<u128, (f64, f64)> = BTreeMap::new();
    for index in list.iter() {
        if let (Some(group), at) = of(index) {
            first
                .entry(group)
                .and_modify(|first| {
                    if less(at, *first).is_lt() {
                        *first = at;
                    }
                })
                .or_insert(at);
        }
    }
    // Who is of no group is one by himself.
    let lead = |index: &usize| {
        let (group, at) = of(index);
        (group.and_then(|group| first.get(&group).copied()).unwrap_or(at), group, at)
    };
    model::order::sort_by(list, |a, b| {
        let ((a_lead, a_group, a_at), (b_lead, b_group, b_at)) = (lead(a), lead(b));
        less(a_lead, b_lead).then(a_group.cmp(&b_group)).then(less(a_at, b_at)).then(a.cmp(b))
    });
}

/// Sets the trees side by side; returns where a row below them starts, and how wide they are.
fn plant(below: &[Vec<usize>], trees: &[usize], spacing: Spacing, places: &mut [Point]) -> (f64, f64) {
    // From the heads down; backwards it is from the leaves up.
    let mut order: Vec<usize> = trees.to_vec();
    let mut at = 0;
    while let Some(index) = order.get(at).copied() {
        order.extend(below.get(index).into_iter().flatten().copied());
        at += 1;
    }
    let mut outlines: Vec<Option<Outline>> = (0..below.len()).map(|_| None).collect();
    // How far right of the one above it stands.
    let mut aside = vec![0.0_f64; below.len()];
    for index in order.iter().rev() {
        let children = below.get(*index).map_or(&[][..], Vec::as_slice);
        let (mut outline, width) = set_side_by_side(children, &mut outlines, &mut aside, spacing.beside);
        for child in children {
            aside[*child] -= width / 2.0;
        }
        outline.shift -= width / 2.0;
        let half = spacing.width / 2.0;
        outline.levels.push((-half - outline.shift, half - outline.shift));
        outlines[*index] = Some(outline);
    }
    let (_, _) = set_side_by_side(trees, &mut outlines, &mut aside, spacing.beside);
    let pitch = spacing.height + spacing.below;
    let mut bottom = 0.0_f64;
    let mut wide = (0.0_f64, 0.0_f64);
    for tree in trees {
        places[*tree].x = aside[*tree];
    }
    for index in &order {
        let here = places[*index];
        bottom = bottom.max(here.y + pitch);
        wide = (wide.0.min(here.x), wide.1.max(here.x + spacing.width));
        for child in below.get(*index).into_iter().flatten() {
            places[*child] = Point::new(here.x + aside[*child], here.y + pitch);
        }
    }
    (bottom, wide.1 - wide.0)
}

/// Sets subtrees as near to each other as they may stand. Returns the outline of all, and how far the last head is from the first.
fn set_side_by_side(
    heads: &[usize],
    outlines: &mut [Option<Outline>],
    aside: &mut [f64],
    beside: f64,
) -> (Outline, f64) {
    let mut all: Option<Outline> = None;
    let mut far = 0.0;
    for head in heads {
        let Some(next) = outlines.get_mut(*head).and_then(Option::take) else { continue };
        all = Some(match all {
            None => next,
            Some(all) => {
                far = all.room_for(&next, beside);
                all.beside(next, far)
            }
        });
        aside[*head] = far;
    }
    (all.unwrap_or(Outline { levels: Vec::new(), shift: 0.0 }), far)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rect;

    const SPACING: Spacing = Spacing { width: 172.0, height: 62.0, beside: 28.0, below: 78.0 };

    /// The same numbers on every machine.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, below: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % below.max(1)
        }
    }

    /// Any map: everyone reports to somebody before him, or to nobody.
    fn any(seed: u64, count: usize) -> Vec<Branch> {
        let mut dice = Dice(seed);
        (0..count)
            .map(|index| Branch {
                above: (index > 0 && dice.roll(8) > 0).then(|| dice.roll(index)),
                group: (dice.roll(3) > 0).then(|| dice.roll(5) as u128),
                at: Point::new(dice.roll(4_000) as f64 - 2_000.0, dice.roll(2_000) as f64),
            })
            .collect()
    }

    fn laid(branches: &[Branch]) -> Vec<Branch> {
        let places = tidy(branches, SPACING);
        branches.iter().zip(places).map(|(branch, at)| Branch { at, ..*branch }).collect()
    }

    fn rect(branch: &Branch) -> Rect {
        Rect::new(branch.at.x, branch.at.y, SPACING.width, SPACING.height)
    }

    #[test]
    fn no_two_boxes_overlap_or_touch() {
        for seed in 0..60 {
            let laid = laid(&any(seed, 1 + seed as usize * 2));
            for (index, one) in laid.iter().enumerate() {
                for other in laid.iter().skip(index + 1) {
                    // One unit is what rounding may take.
                    let apart = rect(one).inflated(SPACING.beside / 2.0 - 1.0);
                    assert!(!apart.intersects(rect(other).inflated(SPACING.beside / 2.0 - 1.0)), "seed {seed}");
                }
            }
        }
    }

    #[test]
    fn whoever_is_above_stands_one_row_above_and_between_the_outermost_below() {
        for seed in 0..60 {
            let laid = laid(&any(seed, 50));
            for (index, head) in laid.iter().enumerate() {
                let below: Vec<&Branch> = laid.iter().filter(|branch| branch.above == Some(index)).collect();
                assert!(below.iter().all(|branch| branch.at.y == head.at.y + SPACING.height + SPACING.below));
                let edges = below.iter().map(|branch| branch.at.x).fold(None, |edges: Option<(f64, f64)>, x| {
                    Some(edges.map_or((x, x), |(low, high)| (low.min(x), high.max(x))))
                });
                if let Some((low, high)) = edges {
                    assert!((head.at.x - f64::midpoint(low, high)).abs() <= 1.0, "seed {seed}");
                }
            }
        }
    }

    #[test]
    fn laid_out_again_nothing_moves() {
        for seed in 0..60 {
            let once = laid(&any(seed, 70));
            assert_eq!(laid(&once), once, "seed {seed}");
        }
    }

    #[test]
    fn those_of_one_group_under_one_head_stand_side_by_side() {
        for seed in 0..60 {
            let laid = laid(&any(seed, 60));
            for head in 0..laid.len() {
                let mut below: Vec<&Branch> = laid.iter().filter(|branch| branch.above == Some(head)).collect();
                below.sort_by(|a, b| a.at.x.total_cmp(&b.at.x));
                let mut groups: Vec<u128> = below.iter().filter_map(|branch| branch.group).collect();
                groups.dedup();
                let runs = groups.len();
                groups.sort_unstable();
                groups.dedup();
                assert_eq!(runs, groups.len(), "seed {seed}");
            }
        }
    }

    #[test]
    fn the_upper_left_corner_stays_and_the_order_of_siblings_too() {
        let at = |above, x: f64, y: f64| Branch { above, group: None, at: Point::new(x, y) };
        let branches = [at(None, 500.0, 40.0), at(Some(0), 900.0, 300.0), at(Some(0), -100.0, 310.0)];
        let laid = laid(&branches);
        assert_eq!(
            laid.iter().map(|branch| branch.at).collect::<Vec<_>>(),
            [Point::new(0.0, 40.0), Point::new(100.0, 180.0), Point::new(-100.0, 180.0),]
        );
    }

    #[test]
    fn a_ring_and_an_index_of_nobody_end_all_the_same() {
        let at = |above| Branch { above, group: None, at: Point::default() };
        let places = tidy(&[at(Some(1)), at(Some(2)), at(Some(0)), at(Some(99)), at(Some(4))], SPACING);
        assert_eq!(places.len(), 5);
        assert!(tidy(&[], SPACING).is_empty());
    }

    #[test]
    fn a_chain_of_twenty_thousand_is_laid_out_without_running_out_of_stack() {
        let chain: Vec<Branch> = (0..20_000)
            .map(|index: usize| Branch { above: index.checked_sub(1), group: None, at: Point::default() })
            .collect();
        let places = tidy(&chain, SPACING);
        assert_eq!(places.last().map(|at| at.y), Some(19_999.0 * 140.0));
    }
}
