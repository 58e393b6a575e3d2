//! A legend as shapes: what a picture needs that is read without the program.

use crate::{Anchor, Shape, text};

/// One mark and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Style classes around the mark, as its group has them in the drawing.
    pub class: &'static str,
    /// The mark, in a box of `width` by [`MARK_HEIGHT`] whose left upper corner is the origin.
    pub mark: Vec<Shape>,
    /// How wide the mark is.
    pub width: f64,
    /// The mark where nothing can be drawn; empty for one that is made of letters, and for one that is not there.
    pub sign: &'static str,
    /// What it means.
    pub text: String,
}

impl Entry {
    /// The mark as it is written into a cell.
    pub fn written(&self) -> &str {
        let letters = self.mark.iter().find_map(|shape| match shape {
            Shape::Text { runs, .. } => runs.first().map(|run| run.text.as_str()),
            Shape::Rect { .. } | Shape::Circle { .. } | Shape::Path { .. } => None,
        });
        letters.unwrap_or(self.sign)
    }
}

/// How high a mark is.
pub const MARK_HEIGHT: f64 = 20.0;
/// Size of the texts.
pub(crate) const TEXT_SIZE: f64 = 11.0;
/// Between a mark and its text.
const TEXT_GAP: f64 = 7.0;
/// Between an entry and the next one of its line.
const ENTRY_GAP: f64 = 20.0;
/// From one line to the next.
const LINE: f64 = 27.0;

/// An entry at its place.
pub(crate) struct Placed<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) text: Shape,
}

/// Sets the entries into lines not longer than `width`; also answers how high they are together.
pub(crate) fn flow(entries: &[Entry], width: f64) -> (Vec<Placed<'_>>, f64) {
    let (mut x, mut y) = (0.0, 0.0);
    let mut placed = Vec::with_capacity(entries.len());
    for entry in entries {
        let fits = (width - entry.width - TEXT_GAP).max(0.0);
        let words = text::fit(&entry.text, TEXT_SIZE, false, fits);
        let needs = entry.width + TEXT_GAP + text::width(&words, TEXT_SIZE, false);
        if x > 0.0 && x + needs > width {
            (x, y) = (0.0, y + LINE);
        }
        let text = Shape::text("picture-legend", entry.width + TEXT_GAP, 14.0, Anchor::Start, words);
        placed.push(Placed { entry, x, y, text });
        x += needs + ENTRY_GAP;
    }
    let height = if entries.is_empty() { 0.0 } else { y + MARK_HEIGHT };
    (placed, height)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Group;
    use std::collections::BTreeSet;

    fn words(class: &str) -> impl Iterator<Item = String> {
        class.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>().into_iter()
    }

    fn of_shape(shape: &Shape) -> Vec<String> {
        match shape {
            Shape::Rect { class, .. } | Shape::Circle { class, .. } | Shape::Path { class, .. } => {
                words(class).collect()
            }
            Shape::Text { runs, .. } => runs.iter().flat_map(|run| words(&run.class)).collect(),
        }
    }

    /// The style classes of a drawing.
    pub(crate) fn drawn(groups: &[Group]) -> BTreeSet<String> {
        let each =
            |group: &Group| words(&group.class).chain(group.shapes.iter().flat_map(of_shape)).collect::<Vec<_>>();
        groups.iter().flat_map(each).collect()
    }

    /// Those of them that no entry shows, and that are not plain: what needs no word.
    pub(crate) fn unexplained(groups: &[Group], entries: &[Entry], plain: &str) -> Vec<String> {
        let shown = entries.iter().flat_map(|entry| words(entry.class).chain(entry.mark.iter().flat_map(of_shape)));
        let known: BTreeSet<String> = shown.chain(words(plain)).collect();
        drawn(groups).difference(&known).cloned().collect()
    }

    #[test]
    fn entries_that_do_not_fit_go_to_the_next_line_and_none_is_lost() {
        let entry = |text: &str| Entry { class: "", mark: vec![], width: 20.0, sign: "", text: text.to_owned() };
        let entries = [entry("汇报"), entry("影响"), entry("冲突"), entry("关键决策者")];
        let (placed, height) = flow(&entries, 140.0);
        let at: Vec<(f64, f64)> = placed.iter().map(|one| (one.x, one.y)).collect();
        assert_eq!(at, [(0.0, 0.0), (69.0, 0.0), (0.0, 27.0), (0.0, 54.0)]);
        assert_eq!(height, 74.0);
        assert_eq!(flow(&[], 140.0).1, 0.0);
    }
}
