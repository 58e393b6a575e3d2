//! Where a group lies, as nearly as an export needs to know: to find the whole of a drawing, and to leave out what is not in
//! the part that was asked for.

use crate::{Anchor, Group, Point, Rect, Shape, text};

/// Texts are measured in this size: about the largest there is. A little too much room harms nobody.
const TEXT_SIZE: f64 = 13.0;

/// Around all shapes of a group that can be seen; `None` if there are none.
pub fn extent(group: &Group) -> Option<Rect> {
    let rects = group.shapes.iter().filter(|shape| is_seen(shape)).filter_map(of_shape);
    let around = Rect::around(rects)?;
    Some(Rect::new(around.x + group.at.x, around.y + group.at.y, around.width, around.height))
}

/// Shapes of these classes take the pointer or show the focus: on paper there is neither.
const UNSEEN: [&str; 4] = ["hit", "hit-line", "ring", "handle"];
/// But for the ring that says what a comparison found.
const SHOWN: &str = "shown";

/// Whether a picture that nobody can click on shows the shape.
pub(crate) fn is_seen(shape: &Shape) -> bool {
    let class = match shape {
        Shape::Rect { class, .. } | Shape::Circle { class, .. } | Shape::Path { class, .. } => class,
        Shape::Text { .. } => return true,
    };
    let has = |names: &[&str]| class.split(' ').any(|class| names.contains(&class));
    has(&[SHOWN]) || !has(&UNSEEN)
}

fn of_shape(shape: &Shape) -> Option<Rect> {
    match shape {
        Shape::Rect { x, y, width, height, .. } => Some(Rect::new(*x, *y, *width, *height)),
        Shape::Circle { x, y, r, .. } => Some(Rect::new(x - r, y - r, 2.0 * r, 2.0 * r)),
        Shape::Path { d, .. } => of_path(d),
        Shape::Text { x, y, anchor, runs } => {
            let width: f64 = runs.iter().map(|run| run.dx + text::width(&run.text, TEXT_SIZE, false)).sum();
            let left = match anchor {
                Anchor::Start => *x,
                Anchor::Middle => x - width / 2.0,
                Anchor::End => x - width,
            };
            Some(Rect::new(left, y - TEXT_SIZE, width, TEXT_SIZE * 1.3))
        }
    }
}

/// Around the points a path names, control points included. Knows the commands diagrams write, M L H V Q C Z and their
/// relative forms; of anything else (arcs) it takes the numbers as points, which is near enough.
fn of_path(d: &str) -> Option<Rect> {
    let (mut pen, mut points) = (Point::default(), Vec::new());
    for (command, numbers) in commands(d) {
        let relative = command.is_ascii_lowercase();
        let start = |pen: Point| if relative { pen } else { Point::default() };
        match command.to_ascii_uppercase() {
            'H' => numbers.iter().for_each(|x| {
                pen = Point::new(start(pen).x + x, pen.y);
                points.push(pen);
            }),
            'V' => numbers.iter().for_each(|y| {
                pen = Point::new(pen.x, start(pen).y + y);
                points.push(pen);
            }),
            kind => {
                // The points of one curve are all relative to where it starts.
                let size = match kind {
                    'Q' | 'S' => 4,
                    'C' => 6,
                    _ => 2,
                };
                for step in numbers.chunks_exact(size) {
                    let from = start(pen);
                    for pair in step.chunks_exact(2) {
                        pen = Point::new(from.x + pair[0], from.y + pair[1]);
                        points.push(pen);
                    }
                }
            }
        }
    }
    Rect::around(points.into_iter().map(|point| Rect::new(point.x, point.y, 0.0, 0.0)))
}

/// The letters of a path, each with its numbers.
fn commands(d: &str) -> Vec<(char, Vec<f64>)> {
    let mut found: Vec<(char, Vec<f64>)> = Vec::new();
    let mut number = String::new();
    let finish = |number: &mut String, found: &mut Vec<(char, Vec<f64>)>| {
        if let (Ok(value), Some((_, numbers))) = (number.parse::<f64>(), found.last_mut()) {
            numbers.push(value);
        }
        number.clear();
    };
    for c in d.chars() {
        match c {
            '0'..='9' => number.push(c),
            '.' => {
                // `.7.7` are two numbers.
                if number.contains('.') {
                    finish(&mut number, &mut found);
                }
                number.push(c);
            }
            '-' => {
                finish(&mut number, &mut found);
                number.push(c);
            }
            c if c.is_ascii_alphabetic() => {
                finish(&mut number, &mut found);
                found.push((c, Vec::new()));
            }
            _ => finish(&mut number, &mut found),
        }
    }
    finish(&mut number, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{EntityKey, PersonId};

    fn around(d: &str) -> (f64, f64, f64, f64) {
        let rect = of_path(d).unwrap_or(Rect::new(0.0, 0.0, 0.0, 0.0));
        (rect.x, rect.y, rect.right(), rect.bottom())
    }

    #[test]
    fn a_path_reaches_as_far_as_the_points_it_names() {
        assert_eq!(around("M10 20L30 5Q40 5 40 15"), (10.0, 5.0, 40.0, 20.0));
        assert_eq!(around("M-3-3l6 6M3-3l-6 6"), (-3.0, -3.0, 3.0, 3.0), "relative steps, numbers without spaces");
        assert_eq!(around("M0 0h10v-5H-2"), (-2.0, -5.0, 10.0, 0.0));
        assert_eq!(around("M1.5.5L2 2"), (1.5, 0.5, 2.0, 2.0));
        assert_eq!(of_path(""), None);
    }

    #[test]
    fn a_text_that_ends_at_its_point_lies_to_the_left_of_it() {
        let group = Group {
            key: EntityKey::Node(PersonId::from_u128(1)),
            class: "card".into(),
            at: Point::new(0.0, 0.0),
            label: String::new(),
            shapes: vec![Shape::text("who", -16.0, 0.0, Anchor::End, "王建国")],
        };
        let around = extent(&group).unwrap_or_default();
        assert!(around.right() <= -15.9 && around.x < -50.0, "{around:?}");
    }

    #[test]
    fn what_only_takes_the_pointer_does_not_count() {
        let group = Group {
            key: EntityKey::Node(PersonId::from_u128(1)),
            class: "card".into(),
            at: Point::new(100.0, 50.0),
            label: String::new(),
            shapes: vec![
                Shape::Rect { class: "box key".into(), x: 0.0, y: 0.0, width: 10.0, height: 8.0, radius: 0.0 },
                Shape::Circle { class: "hit hit-own".into(), x: 0.0, y: 0.0, r: 90.0 },
            ],
        };
        assert_eq!(extent(&group), Some(Rect::new(100.0, 50.0, 10.0, 8.0)));
    }
}
