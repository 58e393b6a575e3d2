//! A bone: its line, and the department's rank and name at its end.

use super::{LEAN, Layout, PILL_HEIGHT, Words, layout::sign};
use crate::{Anchor, Group, Run, Shape};
use model::{DepartmentId, EntityKey};

impl Layout {
    /// The bone of a department; `None` if it has none here.
    pub fn bone(&self, words: &Words, department: DepartmentId) -> Option<Group> {
        let bone = self.bone_spot(department)?;
        // In the coordinates of the group, whose origin lies on the spine.
        let pill = bone.pill();
        let (x, y) = (pill.x - bone.root.x, pill.y - bone.root.y);
        let end = bone.length - PILL_HEIGHT / 2.0;
        let line = format!("M0 0L{:.1} {:.1}", -end * LEAN, end * sign(bone.side));
        let rect = |class: &'static str, by: f64| Shape::Rect {
            class: class.into(),
            x: x - by,
            y: y - by,
            width: pill.width + 2.0 * by,
            height: PILL_HEIGHT + 2.0 * by,
            radius: PILL_HEIGHT / 2.0 + by,
        };
        let runs = vec![
            Run { class: "bone-rank".into(), dx: 0.0, text: bone.rank.to_string() },
            Run { class: "bone-name".into(), dx: 5.0, text: bone.name.clone() },
        ];
        let middle = pill.centre();
        let text =
            Shape::Text { x: middle.x - bone.root.x, y: middle.y - bone.root.y + 4.5, anchor: Anchor::Middle, runs };
        let shapes = vec![
            Shape::Path { class: "hit-line".into(), d: line.clone() },
            Shape::Path { class: "bone-line".into(), d: line },
            rect("ring", 5.0),
            rect("pill", 0.0),
            text,
        ];
        let mut label = format!("{} {} {}", words.bone, bone.rank, bone.called);
        if bone.gone {
            label = format!("{label}, {}", words.gone);
        }
        let class = if bone.gone { "bone ghost" } else { "bone" };
        let key = EntityKey::Bone(self.id, department);
        Some(Group { key, class: class.into(), at: bone.root, label, shapes })
    }
}
