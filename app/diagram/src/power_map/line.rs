//! Lines: reporting as rounded right-angled connectors, influence as dashed curves with an arrow, conflict with a cross.

use super::{CARD_HEIGHT, CARD_WIDTH, Scene, card_rect};
use crate::{Group, Point, Rect, Shape, svg::Num};
use model::{
    EntityKey, LineId, PersonId,
    power_map::{LineKind, PowerLine},
};

/// Radius of the corners of a connector.
const CORNER: f64 = 8.0;
/// How far below a superior his connectors part, so that one trunk serves all his people.
const TRUNK: f64 = 39.0;
/// How far a connector keeps from a card it goes around.
const CLEARANCE: f64 = 18.0;
/// How far a curve swings out when both ends are on the same side.
const SWING: f64 = 64.0;
/// Length of an arrow head.
const ARROW: f64 = 9.0;

/// The group of a line. `place` says where the left upper corner of a card is, so that a line follows a card being dragged.
/// `None` if the line or one of its ends is not on the map.
pub fn line(scene: &Scene<'_>, id: LineId, place: &dyn Fn(PersonId) -> Option<Point>) -> Option<Group> {
    let map = scene.map()?;
    let line = map.lines.get(&id).filter(|line| line.archived.is_none())?;
    let shapes = line_shapes(line.kind, card_rect(place(line.from)?), card_rect(place(line.to)?));
    Some(Group {
        key: EntityKey::Line(id),
        class: "line".into(),
        at: Point::default(),
        label: line_label(scene, line),
        shapes,
    })
}

/// The shapes of a line between two cards.
pub fn line_shapes(kind: LineKind, from: Rect, to: Rect) -> Vec<Shape> {
    match kind {
        LineKind::ReportsTo => reports(from, to),
        LineKind::Influences { weight } => influences(from, to, weight),
        LineKind::ConflictsWith => conflicts(from, to),
    }
}

/// A line in words.
pub fn line_label(scene: &Scene<'_>, line: &PowerLine) -> String {
    let (from, to) = (scene.called(line.from), scene.called(line.to));
    let kind = scene.words.line(line.kind);
    match line.kind {
        LineKind::Influences { weight } => format!("{from} → {to}, {kind} {weight}"),
        LineKind::ReportsTo => format!("{from} → {to}, {kind}"),
        LineKind::ConflictsWith => format!("{from} ↔ {to}, {kind}"),
    }
}

fn stroke(class: &'static str, d: String) -> Vec<Shape> {
    vec![Shape::Path { class: "hit".into(), d: d.clone() }, Shape::Path { class: class.into(), d }]
}

/// From the superior's lower edge to the subordinate's upper edge.
fn reports(subordinate: Rect, superior: Rect) -> Vec<Shape> {
    let start = Point::new(superior.centre().x, superior.bottom());
    let end = Point::new(subordinate.centre().x, subordinate.y);
    let gap = end.y - start.y;
    let points = if gap >= 16.0 {
        let bus = start.y + (gap / 2.0).min(TRUNK);
        vec![start, Point::new(start.x, bus), Point::new(end.x, bus), end]
    } else {
        // The subordinate stands beside or above: out below, around, and in from above.
        let (low, high) = (start.y + CLEARANCE, end.y - CLEARANCE);
        let between = if (start.x - end.x).abs() > CARD_WIDTH + 2.0 * CLEARANCE {
            f64::midpoint(start.x, end.x)
        } else if end.x >= start.x {
            start.x.min(end.x) - CARD_WIDTH / 2.0 - CLEARANCE
        } else {
            start.x.max(end.x) + CARD_WIDTH / 2.0 + CLEARANCE
        };
        vec![
            start,
            Point::new(start.x, low),
            Point::new(between, low),
            Point::new(between, high),
            Point::new(end.x, high),
            end,
        ]
    };
    stroke("reports", rounded(&points))
}

/// A right-angled way through the points with round corners.
fn rounded(points: &[Point]) -> String {
    // Points that do not change the direction would make a corner of no angle.
    let mut way: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if way.last().is_some_and(|last| last.distance(*point) < 0.5) {
            continue;
        }
        if let [.., a, b] = way[..] {
            let straight = (a.x - b.x).abs() < 0.5 && (b.x - point.x).abs() < 0.5
                || (a.y - b.y).abs() < 0.5 && (b.y - point.y).abs() < 0.5;
            if straight {
                way.pop();
            }
        }
        way.push(*point);
    }
    let Some(first) = way.first() else { return String::new() };
    let mut d = format!("M{} {}", Num(first.x), Num(first.y));
    for at in 1..way.len() {
        let corner = way[at];
        let Some(next) = way.get(at + 1) else {
            d += &format!("L{} {}", Num(corner.x), Num(corner.y));
            break;
        };
        let before = way[at - 1];
        let radius = CORNER.min(before.distance(corner) / 2.0).min(corner.distance(*next) / 2.0);
        let (a, b) = (toward(corner, before, radius), toward(corner, *next, radius));
        d += &format!("L{} {}Q{} {} {} {}", Num(a.x), Num(a.y), Num(corner.x), Num(corner.y), Num(b.x), Num(b.y));
    }
    d
}

/// The point `by` from `from` on the way to `to`.
fn toward(from: Point, to: Point, by: f64) -> Point {
    let length = from.distance(to).max(1e-6);
    Point::new(from.x + (to.x - from.x) / length * by, from.y + (to.y - from.y) / length * by)
}

/// A side of a card, and the direction that leads out of it.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

impl Side {
    fn out(self) -> f64 {
        match self {
            Self::Left => -1.0,
            Self::Right => 1.0,
        }
    }

    fn point(self, card: Rect, y: f64) -> Point {
        match self {
            Self::Left => Point::new(card.x, card.y + y),
            Self::Right => Point::new(card.right(), card.y + y),
        }
    }
}

/// The sides two cards turn to each other; both the same if one stands above the other.
fn sides(from: Rect, to: Rect) -> (Side, Side) {
    if to.x >= from.right() + CLEARANCE {
        (Side::Right, Side::Left)
    } else if to.right() + CLEARANCE <= from.x {
        (Side::Left, Side::Right)
    } else if to.x + 1.0 < from.x {
        (Side::Left, Side::Left)
    } else {
        (Side::Right, Side::Right)
    }
}

/// From the one who influences to the influenced. What goes out leaves a little above what comes in, so that two people who
/// influence each other have two lines.
fn influences(from: Rect, to: Rect, weight: u8) -> Vec<Shape> {
    let (out, into) = sides(from, to);
    let start = out.point(from, 27.0);
    let tip = into.point(to, 39.0).moved(into.out() * 2.0, 0.0);
    let end = tip.moved(into.out() * (ARROW - 2.0), 0.0);
    let swing = if out == into { SWING } else { ((end.x - start.x).abs() / 2.0).max(30.0) };
    let (a, b) = (start.moved(out.out() * swing, 0.0), end.moved(into.out() * swing, 0.0));
    let d = format!(
        "M{} {}C{} {} {} {} {} {}",
        Num(start.x),
        Num(start.y),
        Num(a.x),
        Num(a.y),
        Num(b.x),
        Num(b.y),
        Num(end.x),
        Num(end.y)
    );
    let class = match weight {
        0 | 1 => "influences w1",
        2 => "influences w2",
        _ => "influences w3",
    };
    let half = 3.6 + f64::from(weight.min(3)) * 0.5;
    let back = tip.moved(into.out() * ARROW, 0.0);
    let arrow = format!(
        "M{} {}L{} {}L{} {}Z",
        Num(tip.x),
        Num(tip.y),
        Num(back.x),
        Num(back.y - half),
        Num(back.x),
        Num(back.y + half)
    );
    let mut shapes = stroke(class, d);
    shapes.push(Shape::Path { class: "arrow".into(), d: arrow });
    shapes
}

/// Between two people; the cross sits in the middle.
fn conflicts(one: Rect, other: Rect) -> Vec<Shape> {
    // The direction means nothing: always drawn from the left one, or the upper one.
    let swap = (other.x, other.y) < (one.x, one.y);
    let (one, other) = if swap { (other, one) } else { (one, other) };
    let (out, into) = sides(one, other);
    let (start, end) = (out.point(one, 22.0), into.point(other, 22.0));
    let bend = if out == into {
        start.middle(end).moved(out.out() * SWING * 1.2, 0.0)
    } else {
        start.middle(end).moved(0.0, -CARD_HEIGHT / 2.0)
    };
    let d = format!("M{} {}Q{} {} {} {}", Num(start.x), Num(start.y), Num(bend.x), Num(bend.y), Num(end.x), Num(end.y));
    let middle = start.middle(end).middle(bend);
    let (x, y) = (middle.x, middle.y);
    let mut shapes = stroke("conflicts", d);
    shapes.push(Shape::Circle { class: "cross-back".into(), x, y, r: 8.0 });
    shapes.push(Shape::Path {
        class: "cross".into(),
        d: format!("M{} {}l6 6M{} {}l-6 6", Num(x - 3.0), Num(y - 3.0), Num(x + 3.0), Num(y - 3.0)),
    });
    shapes
}
