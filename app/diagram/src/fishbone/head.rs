//! Head with the goal, spine and tail.

use super::{Layout, Words, layout::Head};
use crate::{Anchor, Group, Point, Rect, Shape, text};
use model::EntityKey;

/// Length of a head of the usual size.
const LENGTH: f64 = 176.0;
/// Half its height.
const HALF: f64 = 86.0;
/// Where its texts are centred.
const MIDDLE: f64 = 80.0;
/// Width of its texts.
const TEXT: f64 = 112.0;
/// Size of the goal.
const GOAL_SIZE: f64 = 15.0;
/// Size of the word above it and of the second line.
const SMALL_SIZE: f64 = 12.0;
/// From one line of the goal to the next.
const GOAL_ROW: f64 = 20.0;
/// From one line of the second line to the next.
const SMALL_ROW: f64 = 16.0;
/// Sizes a head may have: it grows before its goal is cut.
const SCALES: [(f64, usize); 3] = [(1.0, 2), (1.3, 3), (1.7, 5)];
/// Length and half height of the tail.
const TAIL: (f64, f64) = (44.0, 36.0);

/// The texts of a head, and the size they need.
pub(super) fn head(goal: &str, detail: &str) -> Head {
    let of = |(scale, lines): (f64, usize)| {
        let max = TEXT * scale;
        let goal = text::wrap(goal, GOAL_SIZE, true, max, lines);
        let detail = text::wrap(detail, SMALL_SIZE, false, max, lines.min(3) - 1);
        (scale, goal, detail)
    };
    let cut =
        |lines: &[String], whole: &str| lines.last().is_some_and(|last| last.ends_with('…')) && !whole.ends_with('…');
    let fits = |(_, goal_lines, detail_lines): &(f64, Vec<String>, Vec<String>)| {
        !cut(goal_lines, goal) && !cut(detail_lines, detail)
    };
    let last = of(SCALES[SCALES.len() - 1]);
    let (scale, goal_lines, detail_lines) = SCALES.into_iter().map(of).find(fits).unwrap_or(last);
    Head { called: goal.to_owned(), goal: goal_lines, detail: detail_lines, scale, tail: 0.0 }
}

impl Head {
    /// Head, spine and tail.
    pub fn bounds(&self) -> Rect {
        let half = HALF * self.scale;
        Rect::between(Point::new(self.tail - TAIL.0, -half), Point::new(LENGTH * self.scale, half))
    }

    /// The head alone.
    pub fn face(&self) -> Rect {
        Rect::new(0.0, -HALF * self.scale, LENGTH * self.scale, 2.0 * HALF * self.scale)
    }
}

impl Layout {
    /// Head, spine and tail.
    pub fn head_group(&self, words: &Words) -> Group {
        let Head { goal, detail, scale, tail, called } = &self.head;
        let (face, s) = (self.head.face().inflated(6.0), *scale);
        let (width, half, middle) = (LENGTH * s, HALF * s, MIDDLE * s);
        let outline = format!(
            "M0 {:.1}Q{:.1} {:.1} {width:.1} 0Q{:.1} {:.1} 0 {half:.1}Q{:.1} 0 0 {:.1}Z",
            -half,
            150.0 * s,
            -60.0 * s,
            150.0 * s,
            60.0 * s,
            26.0 * s,
            -half
        );
        let (length, wing) = TAIL;
        let mut shapes = vec![
            Shape::Path { class: "hit-line".into(), d: format!("M{tail:.1} 0H0") },
            Shape::Path { class: "spine".into(), d: format!("M{tail:.1} 0H{:.1}", 14.0 * s) },
            Shape::Path { class: "fin".into(), d: format!("M{tail:.1} 0l-{length} -{wing}v{}z", 2.0 * wing) },
            Shape::Rect {
                class: "ring".into(),
                x: face.x,
                y: face.y,
                width: face.width,
                height: face.height,
                radius: 16.0,
            },
            Shape::Path { class: "fin".into(), d: outline },
        ];
        let height = SMALL_ROW + goal.len() as f64 * GOAL_ROW + detail.len() as f64 * SMALL_ROW;
        let mut y = 12.0 - height / 2.0;
        let mut line = |class: &'static str, words: &str, row: f64| {
            shapes.push(Shape::text(class, middle, y, Anchor::Middle, words));
            y += row;
        };
        line("head-word", &words.goal, GOAL_ROW);
        goal.iter().for_each(|words| line("head-goal", words, GOAL_ROW));
        detail.iter().for_each(|words| line("head-detail", words, SMALL_ROW));
        let label = format!("{}: {}", words.goal, [called.as_str(), &detail.join(" ")].join(" ").trim());
        Group { key: EntityKey::Fishbone(self.id), class: "head".into(), at: Point::default(), label, shapes }
    }
}
