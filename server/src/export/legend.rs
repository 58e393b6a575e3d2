//! The legend of a workbook: what stands in a cell for each mark of the picture, in the picture's colours.

use super::{asked::Theme, look::Look};
use diagram::{Entry, Shape};
use std::{borrow::Cow, collections::BTreeMap};

/// One mark, what it means, and its colours as `0xrrggbb`.
pub(super) struct Mark {
    /// What stands for it.
    pub(super) sign: String,
    /// Of what is written.
    pub(super) ink: Option<u32>,
    /// Behind it.
    pub(super) back: Option<u32>,
    /// What it means.
    pub(super) text: String,
}

/// The entries of a legend as marks.
pub(super) fn marks(entries: &[Entry]) -> Vec<Mark> {
    let look = Look::of(Theme::Light);
    let mark = |entry: &Entry| {
        let (ink, back) = colours(look, entry);
        Mark { sign: entry.written().to_owned(), ink, back, text: entry.text.clone() }
    };
    entries.iter().map(mark).collect()
}

/// Letters have the colour of letters, and behind them that of the shape they stand in. Anything else has the colour of the
/// shape painted last: of what fills it, or of its outline.
fn colours(look: &Look, entry: &Entry) -> (Option<u32>, Option<u32>) {
    let of = |shape: &Shape| look.set(entry.class, class(shape));
    let letters = entry.mark.iter().position(|shape| matches!(shape, Shape::Text { .. }));
    match letters {
        Some(at) => {
            let behind = at.checked_sub(1).and_then(|before| entry.mark.get(before));
            (entry.mark.get(at).and_then(|text| fill(&of(text))), behind.and_then(|shape| fill(&of(shape))))
        }
        None => (entry.mark.last().and_then(|shape| fill(&of(shape)).or_else(|| stroke(&of(shape)))), None),
    }
}

fn class(shape: &Shape) -> &str {
    match shape {
        Shape::Rect { class, .. } | Shape::Circle { class, .. } | Shape::Path { class, .. } => class,
        Shape::Text { runs, .. } => runs.first().map_or("", |run| &run.class),
    }
}

/// Nothing where the paper is seen.
fn fill(set: &BTreeMap<&str, Cow<'_, str>>) -> Option<u32> {
    on_paper(set, "fill", "fill-opacity").filter(|colour| *colour != PAPER)
}

fn stroke(set: &BTreeMap<&str, Cow<'_, str>>) -> Option<u32> {
    on_paper(set, "stroke", "stroke-opacity")
}

const PAPER: u32 = 0x00ff_ffff;

/// A colour as it is seen on paper: cells can not be seen through.
fn on_paper(set: &BTreeMap<&str, Cow<'_, str>>, name: &str, opacity: &str) -> Option<u32> {
    let colour = u32::from_str_radix(set.get(name)?.strip_prefix('#')?, 16).ok()?;
    let seen = |name: &str| set.get(name).and_then(|value| value.parse::<f64>().ok()).unwrap_or(1.0);
    let seen = seen(opacity) * seen("opacity");
    let part = |shift: u32| {
        let part = f64::from(colour >> shift & 0xff);
        ((part * seen + 255.0 * (1.0 - seen)).round() as u32) << shift
    };
    Some(part(16) | part(8) | part(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use diagram::Anchor;

    fn entry(class: &'static str, mark: Vec<Shape>) -> Entry {
        Entry { class, mark, width: 20.0, sign: "●", text: "关系".to_owned() }
    }

    fn circle(class: &'static str) -> Shape {
        Shape::Circle { class: class.into(), x: 0.0, y: 0.0, r: 6.0 }
    }

    #[test]
    fn letters_stand_on_the_colour_of_their_circle_and_what_is_pale_is_pale_in_a_cell_too() {
        let value = |age: &str| {
            let text = Shape::text(format!("own-text s2{age}"), 0.0, 0.0, Anchor::Middle, "+2");
            let circle = Shape::Circle { class: format!("own s2{age}").into(), x: 0.0, y: 0.0, r: 6.0 };
            marks(&[entry("card", vec![circle, text])]).remove(0)
        };
        let (fresh, stale) = (value(""), value(" stale"));
        assert_eq!((fresh.sign.as_str(), fresh.back), ("+2", Some(0x002b_8260)));
        assert_eq!(stale.back, Some(0x0095_c1b0), "half way to white");
        assert_ne!(fresh.ink, stale.ink, "dark on pale");
    }

    #[test]
    fn a_shape_has_the_colour_that_fills_it_else_that_of_its_outline() {
        let ink = |class: &'static str| marks(&[entry("bone-person", vec![circle(class)])]).remove(0).ink;
        assert_eq!(ink("state favourable"), Some(0x002b_8260));
        let outline = ink("state not-assessed");
        assert!(outline.is_some_and(|colour| colour != PAPER), "{outline:?}");
        assert_eq!(marks(&[entry("", vec![])])[0].ink, None);
    }
}
