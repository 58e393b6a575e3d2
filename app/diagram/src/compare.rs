//! What a comparison of two days adds to a drawing: a frame and a sign for what joined, left or changed. The screen and a picture
//! have the same marks; what stands for each in colour and stroke is in `past.css`. No mark is told by its colour alone: the frame
//! is solid, dashed or dotted, and the sign is a letter.

use crate::{Anchor, Entry, Group, MARK_HEIGHT, Point, Shape, shapes_to_svg};
use model::{EntityKey, compare::Kind};
use std::collections::BTreeMap;

/// The words of one language for the three kinds, in the order of [`Kind::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// 新增, 已离开, 有变化.
    pub kinds: [String; 3],
    /// How each is drawn, in the legend.
    pub drawn: [String; 3],
}

impl Words {
    /// The word for what happened.
    pub fn kind(&self, kind: Kind) -> &str {
        &self.kinds[kind as usize]
    }
}

/// Radius of a sign.
const SIGN_RADIUS: f64 = 9.0;
/// From its middle down to where its letter stands.
const SIGN_BASELINE: f64 = 4.5;

/// What happened to an item, as the style sheet calls it.
pub const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Joined => "joined",
        Kind::Left => "left",
        Kind::Changed => "changed",
    }
}

/// The sign of what happened to an item.
pub const fn sign(kind: Kind) -> &'static str {
    match kind {
        Kind::Joined => "+",
        Kind::Left => "−",
        Kind::Changed => "Δ",
    }
}

/// The sign on the screen's drawing, in SVG; nothing where nothing happened.
pub fn badge(kind: Option<Kind>, at: Point) -> String {
    let Some(kind) = kind else { return String::new() };
    let Point { x, y } = at;
    let (name, shapes) = (kind_name(kind), shapes_to_svg(&sign_shapes(kind, 0.0, 0.0)));
    format!(r#"<g class="diff-sign" data-kind="{name}" transform="translate({x:.1} {y:.1})">{shapes}</g>"#)
}

/// The sign around a point.
fn sign_shapes(kind: Kind, x: f64, y: f64) -> Vec<Shape> {
    vec![
        Shape::Circle { class: "diff-back".into(), x, y, r: SIGN_RADIUS },
        Shape::text("diff-letter", x, y + SIGN_BASELINE, Anchor::Middle, sign(kind)),
    ]
}

/// The groups of a picture with the marks of what happened to them. On a screen what differs is said by attributes, `data-diff` and
/// `data-kind`; in a picture by classes, `diff-left` and `kind-left`. A sign stands at the origin of its group unless `sign_at`
/// knows better.
pub fn marked(
    groups: Vec<Group>,
    kinds: &BTreeMap<EntityKey, Kind>,
    words: &Words,
    sign_at: &dyn Fn(EntityKey) -> Option<Point>,
) -> Vec<Group> {
    let mut marked = Vec::with_capacity(groups.len() + kinds.len());
    for mut group in groups {
        let Some(kind) = kinds.get(&group.key).copied() else {
            marked.push(group);
            continue;
        };
        let sign = Group {
            key: group.key,
            class: format!("diff-sign kind-{}", kind_name(kind)).into(),
            at: sign_at(group.key).unwrap_or(group.at),
            label: words.kind(kind).to_owned(),
            shapes: sign_shapes(kind, 0.0, 0.0),
        };
        frame(&mut group, kind);
        marked.extend([group, sign]);
    }
    marked
}

/// An item has its ring shown; what has none, a line or a department, is framed by its own stroke.
fn frame(group: &mut Group, kind: Kind) {
    let ring = group.shapes.iter_mut().find_map(|shape| match shape {
        Shape::Rect { class, .. } if class == "ring" => Some(class),
        _ => None,
    });
    let item = if ring.is_some() { "item " } else { "" };
    if let Some(class) = ring {
        *class = "ring shown".into();
    }
    group.class = format!("{item}{} diff-{}", group.class, kind_name(kind)).into();
}

/// The entries of the legend, each with frame and sign.
pub fn legend(words: &Words) -> Vec<Entry> {
    let entry = |kind: Kind| {
        let class = match kind {
            Kind::Joined => "diff-joined diff-sign kind-joined",
            Kind::Left => "diff-left diff-sign kind-left",
            Kind::Changed => "diff-changed diff-sign kind-changed",
        };
        let frame = Shape::Rect { class: "ring shown".into(), x: 9.0, y: 3.0, width: 26.0, height: 15.0, radius: 4.0 };
        let mut mark = vec![frame];
        mark.extend(sign_shapes(kind, SIGN_RADIUS, MARK_HEIGHT / 2.0 - 1.0));
        Entry { class, mark, width: 37.0, sign: sign(kind), text: words.drawn[kind as usize].clone() }
    };
    Kind::ALL.map(entry).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{classes, extent, svg::write_group};
    use model::PersonId;

    const NODE: EntityKey = EntityKey::Node(PersonId::from_u128(1));

    fn words() -> Words {
        let drawn = ["新增：实线框", "已离开：虚线框", "有变化：点线框"];
        Words { kinds: ["新增", "已离开", "有变化"].map(str::to_owned), drawn: drawn.map(str::to_owned) }
    }

    fn group(key: EntityKey, class: &'static str, shapes: Vec<Shape>) -> Group {
        Group { key, class: class.into(), at: Point::new(10.0, 20.0), label: "总经理".to_owned(), shapes }
    }

    fn card() -> Group {
        let rect = |class: &'static str, by: f64| Shape::Rect {
            class: class.into(),
            x: -by,
            y: -by,
            width: 172.0 + 2.0 * by,
            height: 62.0 + 2.0 * by,
            radius: 7.0,
        };
        group(NODE, "card", vec![rect("ring", 6.0), rect("box", 0.0)])
    }

    fn drawn(groups: &[Group]) -> String {
        let mut svg = String::new();
        for group in groups {
            write_group(&mut svg, group, &classes);
            svg.push('\n');
        }
        svg
    }

    fn with(group: Group, kind: Kind, sign_at: Option<Point>) -> Vec<Group> {
        marked(vec![group.clone()], &BTreeMap::from([(group.key, kind)]), &words(), &|_| sign_at)
    }

    #[test]
    fn a_card_that_left_shows_its_ring_and_has_a_sign_with_its_word() {
        insta::assert_snapshot!(drawn(&with(card(), Kind::Left, None)), @r#"
        <g transform="translate(10 20)" class="item card diff-left"><title>总经理</title><rect class="ring shown" x="-6" y="-6" width="184" height="74" rx="7"/><rect class="box" x="0" y="0" width="172" height="62" rx="7"/></g>
        <g transform="translate(10 20)" class="diff-sign kind-left"><title>已离开</title><circle class="diff-back" cx="0" cy="0" r="9"/><text x="0" y="4.5" text-anchor="middle"><tspan class="diff-letter">−</tspan></text></g>
        "#);
    }

    #[test]
    fn the_ring_that_is_shown_belongs_to_what_is_drawn_and_another_does_not() {
        let left = |groups: &[Group]| extent(&groups[0]).map(|around| around.x);
        assert_eq!(left(&[card()]), Some(10.0));
        assert_eq!(left(&with(card(), Kind::Changed, None)), Some(4.0));
    }

    #[test]
    fn a_line_has_no_ring_is_no_item_and_its_sign_stands_where_it_is_put() {
        let reports = Shape::Path { class: "reports".into(), d: "M0 0V9".to_owned() };
        let line = group(EntityKey::Line(model::LineId::from_u128(2)), "line", vec![reports]);
        let marked = with(line, Kind::Joined, Some(Point::new(7.0, 8.0)));
        assert_eq!((marked[0].class.as_ref(), marked[1].class.as_ref()), ("line diff-joined", "diff-sign kind-joined"));
        assert_eq!(marked[1].at, Point::new(7.0, 8.0));
    }

    #[test]
    fn what_did_not_change_is_drawn_as_ever() {
        assert_eq!(marked(vec![card()], &BTreeMap::new(), &words(), &|_| None), [card()]);
    }

    #[test]
    fn the_screen_has_the_same_sign_as_the_picture() {
        let shapes = shapes_to_svg(&with(card(), Kind::Joined, None)[1].shapes);
        let badge = badge(Some(Kind::Joined), Point::new(1.0, 2.0));
        assert_eq!(
            badge,
            format!(r#"<g class="diff-sign" data-kind="joined" transform="translate(1.0 2.0)">{shapes}</g>"#)
        );
        assert_eq!(super::badge(None, Point::default()), "");
    }

    #[test]
    fn each_kind_has_an_entry_whose_sign_can_be_written_into_a_cell() {
        let entries = legend(&words());
        let said: Vec<(&str, &str)> = entries.iter().map(|entry| (entry.written(), entry.text.as_str())).collect();
        assert_eq!(said, [("+", "新增：实线框"), ("−", "已离开：虚线框"), ("Δ", "有变化：点线框")]);
        for (entry, kind) in entries.iter().zip(Kind::ALL) {
            let classes: Vec<&str> = entry.class.split(' ').collect();
            let name = kind_name(kind);
            assert_eq!(classes, [&format!("diff-{name}"), "diff-sign", &format!("kind-{name}")]);
        }
    }
}
