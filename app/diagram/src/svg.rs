//! Shapes as SVG text: the markup of the screen and of exports.

use crate::{Anchor, Group, Shape, extent::is_seen};
use std::fmt::Write;

/// How the classes of a shape are written: as they are for a page whose style sheet knows them, or as what they look like for
/// a picture that stands on its own. Gets the classes of the group and those of the shape.
pub type Dress<'a> = &'a dyn Fn(&str, &str) -> String;

/// The classes as they are.
pub fn classes(_: &str, class: &str) -> String {
    format!(r#" class="{}""#, escape(class))
}

/// The text, harmless as content and as a quoted attribute of XML. Characters XML does not know are left out; marks that turn
/// the direction of writing are too, for they could make the text around them read differently.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}' => {}
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}

/// A number as short as a tenth of a unit allows: nobody sees less.
pub(crate) struct Num(pub f64);

impl std::fmt::Display for Num {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round();
        if tenths % 10.0 == 0.0 {
            // `+ 0.0` turns a negative zero into a plain one.
            write!(f, "{}", tenths / 10.0 + 0.0)
        } else {
            write!(f, "{:.1}", tenths / 10.0)
        }
    }
}

/// Writing into a `String` can not fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => { let _ = write!($out, $($arg)*); };
}

/// The shapes of a group, as the content of its `<g>` on a screen.
pub fn shapes_to_svg(shapes: &[Shape]) -> String {
    let mut out = String::with_capacity(shapes.len() * 72);
    for shape in shapes {
        write_shape(&mut out, shape, "", &classes);
    }
    out
}

pub(crate) fn write_shape(out: &mut String, shape: &Shape, around: &str, dress: Dress<'_>) {
    match shape {
        Shape::Rect { class, x, y, width, height, radius } => {
            put!(
                out,
                r#"<rect{} x="{}" y="{}" width="{}" height="{}" rx="{}"/>"#,
                dress(around, class),
                Num(*x),
                Num(*y),
                Num(*width),
                Num(*height),
                Num(*radius)
            );
        }
        Shape::Circle { class, x, y, r } => {
            put!(out, r#"<circle{} cx="{}" cy="{}" r="{}"/>"#, dress(around, class), Num(*x), Num(*y), Num(*r));
        }
        Shape::Path { class, d } => {
            put!(out, r#"<path{} d="{}"/>"#, dress(around, class), escape(d));
        }
        Shape::Text { x, y, anchor, runs } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            put!(out, r#"<text x="{}" y="{}" text-anchor="{anchor}">"#, Num(*x), Num(*y));
            for run in runs {
                put!(out, "<tspan{}", dress(around, &run.class));
                if run.dx != 0.0 {
                    put!(out, r#" dx="{}""#, Num(run.dx));
                }
                out.push('>');
                escape_into(out, &run.text);
                out.push_str("</tspan>");
            }
            out.push_str("</text>");
        }
    }
}

/// A whole group for a picture nobody clicks on.
pub(crate) fn write_group(out: &mut String, group: &Group, dress: Dress<'_>) {
    out.push_str("<g");
    if group.at.x != 0.0 || group.at.y != 0.0 {
        put!(out, r#" transform="translate({} {})""#, Num(group.at.x), Num(group.at.y));
    }
    put!(out, "{}><title>{}</title>", dress("", &group.class), escape(&group.label));
    for shape in group.shapes.iter().filter(|shape| is_seen(shape)) {
        write_shape(out, shape, &group.class, dress);
    }
    out.push_str("</g>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Point;
    use model::{EntityKey, PersonId};

    #[test]
    fn markup_in_a_name_stays_text() {
        let hostile = r#"</text><script>alert('1')</script>"&"#;
        let text = Shape::text("title", 1.0, 2.0, Anchor::Start, hostile);
        insta::assert_snapshot!(shapes_to_svg(&[text]), @r#"<text x="1" y="2" text-anchor="start"><tspan class="title">&lt;/text&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;</tspan></text>"#);
    }

    #[test]
    fn marks_of_direction_and_control_characters_are_left_out() {
        assert_eq!(escape("王\u{202E}建\u{2066}国\u{0}\u{1b}[1m"), "王建国[1m");
    }

    #[test]
    fn a_hostile_label_can_not_leave_its_element() {
        let group = Group {
            key: EntityKey::Node(PersonId::from_u128(1)),
            class: r#"card" onload="x"#.into(),
            at: Point::new(10.0, 20.5),
            label: "</title><script>".to_owned(),
            shapes: vec![],
        };
        let mut svg = String::new();
        write_group(&mut svg, &group, &classes);
        insta::assert_snapshot!(svg, @r#"<g transform="translate(10 20.5)" class="card&quot; onload=&quot;x"><title>&lt;/title&gt;&lt;script&gt;</title></g>"#);
    }

    #[test]
    fn numbers_are_short() {
        let written: Vec<String> =
            [1.0, -0.04, 2.25, -3.96, 1234.56].iter().map(|value| Num(*value).to_string()).collect();
        assert_eq!(written, ["1", "0", "2.3", "-4", "1234.6"]);
    }
}
