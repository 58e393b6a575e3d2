//! The line of today, between the steps where today falls.

use super::{Layout, Scene, layout};
use crate::{Anchor, Group, Point, Shape, day};
use model::EntityKey;

/// The line and its words; `None` while no step has a day.
pub fn today(scene: &Scene<'_>, layout: &Layout) -> Option<Group> {
    let x = layout.today?;
    let bounds = layout.bounds()?;
    let said = format!("{} {}", scene.words.today, day(scene.map.today, scene.map.today, scene.map.locale));
    let half = layout::today_half(&said);
    let top = -layout::TODAY_HEAD;
    let shapes = vec![
        Shape::Path { class: "ch-today-line".into(), d: format!("M0 {}V{}", top + 20.0, bounds.bottom() - 10.0) },
        Shape::Rect { class: "ch-today-box".into(), x: -half, y: top, width: half * 2.0, height: 21.0, radius: 10.5 },
        Shape::text("ch-today-text", 0.0, top + 14.8, Anchor::Middle, said.clone()),
    ];
    let class = "ch-today".into();
    Some(Group { key: EntityKey::Deal, class, at: Point::new(x, 0.0), label: said, shapes })
}
