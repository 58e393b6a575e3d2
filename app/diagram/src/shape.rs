//! The closed set of shapes a diagram is made of.

use crate::Point;
use model::EntityKey;
use std::borrow::Cow;

/// Names of style classes, separated by spaces.
pub type Class = Cow<'static, str>;

/// All shapes of one entity: what a screen mounts, moves and redraws as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Which entity.
    pub key: EntityKey,
    /// Style classes of the whole group.
    pub class: Class,
    /// Where the group's own origin lies in the diagram.
    pub at: Point,
    /// What it says in words, for those who do not see it.
    pub label: String,
    /// The shapes, in the order they are painted.
    pub shapes: Vec<Shape>,
}

/// Where a text stands relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It starts there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// A stretch of text in one style.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Style classes.
    pub class: Class,
    /// Space before it.
    pub dx: f64,
    /// The text as it is; it is escaped when it is written.
    pub text: String,
}

/// One shape, in the coordinates of its group.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle.
    Rect {
        /// Style classes.
        class: Class,
        /// Left edge.
        x: f64,
        /// Top edge.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Radius of its corners.
        radius: f64,
    },
    /// A circle.
    Circle {
        /// Style classes.
        class: Class,
        /// Centre.
        x: f64,
        /// Centre.
        y: f64,
        /// Radius.
        r: f64,
    },
    /// Any outline, in the path language of SVG.
    Path {
        /// Style classes.
        class: Class,
        /// The outline.
        d: String,
    },
    /// One line of text.
    Text {
        /// Left edge, middle or right edge, see `anchor`.
        x: f64,
        /// Baseline.
        y: f64,
        /// What `x` means.
        anchor: Anchor,
        /// The text, in one or more styles.
        runs: Vec<Run>,
    },
}

impl Shape {
    /// A line of text in one style.
    pub fn text(class: impl Into<Class>, x: f64, y: f64, anchor: Anchor, text: impl Into<String>) -> Self {
        Self::Text { x, y, anchor, runs: vec![Run { class: class.into(), dx: 0.0, text: text.into() }] }
    }
}
