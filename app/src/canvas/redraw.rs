//! Shapes that move while they are drawn: only the numbers that differ are written, no element is made anew.

use diagram::{Shape, shapes_to_svg};
use web_sys::Element;

/// Brings a group to other shapes; `rest` is markup that follows them.
pub fn redraw(group: &Element, before: Option<&[Shape]>, now: &[Shape], rest: &str) {
    let same = before.is_some_and(|before| {
        before.len() == now.len() && before.iter().zip(now).all(|(before, now)| is_same_but_for_its_place(before, now))
    });
    let count = usize::try_from(group.child_element_count()).unwrap_or_default();
    if !(same && rest.is_empty() && count == now.len()) {
        group.set_inner_html(&(shapes_to_svg(now) + rest));
        return;
    }
    let mut element = group.first_element_child();
    for (shape, before) in now.iter().zip(before.unwrap_or_default()) {
        let Some(here) = element else { return };
        match shape {
            _ if shape == before => {}
            Shape::Path { d, .. } => {
                let _ = here.set_attribute("d", d);
            }
            Shape::Circle { x, y, .. } => {
                let _ = here.set_attribute("cx", &format!("{x:.1}"));
                let _ = here.set_attribute("cy", &format!("{y:.1}"));
            }
            Shape::Rect { .. } | Shape::Text { .. } => {}
        }
        element = here.next_element_sibling();
    }
}

fn is_same_but_for_its_place(one: &Shape, other: &Shape) -> bool {
    match (one, other) {
        (Shape::Path { class: one, .. }, Shape::Path { class: other, .. }) => one == other,
        (Shape::Circle { class: one, r: a, .. }, Shape::Circle { class: other, r: b, .. }) => one == other && a == b,
        _ => false,
    }
}
