//! A diagram as a picture that stands on its own: title, drawing, legend, and who made it when. The same scene as on the
//! screen, on a sheet that is as large as the drawing or as the paper.

use crate::{
    Anchor, Group, Point, Rect, Shape,
    extent::extent,
    legend::{self, Entry},
    svg::{Dress, Num, escape, write_group, write_shape},
    text,
};
use std::fmt::Write;

/// Around everything on a sheet.
const MARGIN: f64 = 28.0;
/// Room of title and facts.
const HEAD: f64 = 54.0;
/// Between drawing and legend.
const GAP: f64 = 18.0;
/// A small drawing still needs room for its title and legend.
const WIDTH_MIN: f64 = 760.0;
/// A drawing is not blown up on its paper beyond this.
const SCALE_MAX: f64 = 1.6;
/// On tiled paper: a card is then as large as a visiting card's half.
const SCALE_OF_TILES: f64 = 0.8;
/// Size of the title.
const TITLE_SIZE: f64 = 18.0;
/// Size of the facts.
const FACTS_SIZE: f64 = 11.5;

/// What a picture shows.
#[derive(Clone, Copy)]
pub struct Picture<'a> {
    /// The groups, in the order they are painted.
    pub groups: &'a [Group],
    /// Which part of the diagram.
    pub part: Rect,
    /// What its marks mean.
    pub legend: &'a [Entry],
    /// What it is: deal and diagram.
    pub title: &'a str,
    /// Whose, when, by whom: one line.
    pub facts: &'a str,
    /// How classes are written.
    pub dress: Dress<'a>,
    /// Families of the font, as CSS writes them; empty for those of the page around.
    pub font: &'a str,
}

/// A sheet of paper, or one just large enough, in units of the layout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Where the drawing goes.
    drawing: Rect,
}

/// Around everything there is to see; nothing for an empty diagram.
pub fn bounds(groups: &[Group]) -> Option<Rect> {
    Rect::around(groups.iter().filter_map(extent)).map(|rect| rect.inflated(4.0))
}

impl Sheet {
    /// As large as the drawing needs it.
    pub fn around(part: Rect, legend: &[Entry]) -> Self {
        let width = (part.width + 2.0 * MARGIN).max(WIDTH_MIN);
        let left = (width - part.width) / 2.0;
        let drawing = Rect::new(left, MARGIN + HEAD, part.width, part.height);
        Self { width, height: drawing.bottom() + below(legend, width), drawing }
    }

    /// Of a given size. A sheet too small for its legend leaves the drawing a third of itself.
    pub fn of(width: f64, height: f64, legend: &[Entry]) -> Self {
        let room = (height - MARGIN - HEAD - below(legend, width)).max(height / 3.0);
        Self { width, height, drawing: Rect::new(MARGIN, MARGIN + HEAD, width - 2.0 * MARGIN, room) }
    }

    /// How large a part of a diagram is drawn here.
    fn scale(&self, part: Rect) -> f64 {
        let fits = (self.drawing.width / part.width.max(1.0)).min(self.drawing.height / part.height.max(1.0));
        fits.min(SCALE_MAX)
    }

    /// The parts of a diagram for sheets of this size, row by row, if it shall be read from near. Never more than `most`.
    pub fn tiles(&self, whole: Rect, most: usize) -> Vec<Rect> {
        let (width, height) = (self.drawing.width / SCALE_OF_TILES, self.drawing.height / SCALE_OF_TILES);
        let count = |of: f64, step: f64| (of / step).ceil().clamp(1.0, 1_000.0);
        let (columns, rows) = (count(whole.width, width), count(whole.height, height));
        if self.scale(whole) >= SCALE_OF_TILES || columns * rows > most as f64 {
            return vec![whole];
        }
        let mut tiles = Vec::new();
        let mut y = 0.0;
        while y < rows {
            let mut x = 0.0;
            while x < columns {
                tiles.push(Rect::new(whole.x + x * width, whole.y + y * height, width, height));
                x += 1.0;
            }
            y += 1.0;
        }
        tiles
    }
}

/// Room under the drawing.
fn below(legend: &[Entry], width: f64) -> f64 {
    let (_, height) = legend::flow(legend, width - 2.0 * MARGIN);
    if height > 0.0 { GAP * 2.0 + height + MARGIN } else { MARGIN }
}

/// The picture on a sheet, as SVG. `size` is what a program that opens it takes for its width and height.
pub fn to_svg(picture: &Picture<'_>, sheet: Sheet, size: (f64, f64)) -> String {
    let mut out = String::with_capacity(picture.groups.len() * 1_200 + 8_000);
    let Sheet { width, height, drawing } = sheet;
    let _ = write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" role="img""#,
        Num(width),
        Num(height),
        Num(size.0),
        Num(size.1)
    );
    if !picture.font.is_empty() {
        let _ = write!(out, r#" font-family="{}""#, escape(picture.font));
    }
    let _ = write!(out, "><title>{}</title>", escape(picture.title));
    put_shape(
        &mut out,
        picture,
        Shape::Rect { class: "picture-paper".into(), x: 0.0, y: 0.0, width, height, radius: 0.0 },
    );
    put_text(&mut out, picture, "picture-title", MARGIN, MARGIN + 16.0, picture.title, (TITLE_SIZE, true), width);
    put_text(&mut out, picture, "picture-facts", MARGIN, MARGIN + 36.0, picture.facts, (FACTS_SIZE, false), width);
    put_drawing(&mut out, picture, sheet);
    let (entries, high) = legend::flow(picture.legend, width - 2.0 * MARGIN);
    if high > 0.0 {
        let top = drawing.bottom() + GAP;
        let rule = format!("M{} {}H{}", Num(MARGIN), Num(top), Num(width - MARGIN));
        put_shape(&mut out, picture, Shape::Path { class: "picture-rule".into(), d: rule });
        let _ = write!(out, r#"<g transform="translate({} {})">"#, Num(MARGIN), Num(top + GAP));
        for placed in entries {
            let (x, y) = (Num(placed.x), Num(placed.y));
            let _ = write!(out, r#"<g transform="translate({x} {y})"{}>"#, (picture.dress)("", placed.entry.class));
            for shape in &placed.entry.mark {
                write_shape(&mut out, shape, placed.entry.class, picture.dress);
            }
            write_shape(&mut out, &placed.text, "", picture.dress);
            out.push_str("</g>");
        }
        out.push_str("</g>");
    }
    out.push_str("</svg>\n");
    out
}

/// The groups that are in the part, clipped to it, in the middle of their room.
fn put_drawing(out: &mut String, picture: &Picture<'_>, sheet: Sheet) {
    let (part, drawing) = (picture.part, sheet.drawing);
    let scale = sheet.scale(part);
    let (width, height) = (part.width * scale, part.height * scale);
    let corner = Point::new(drawing.x + (drawing.width - width) / 2.0, drawing.y + (drawing.height - height) / 2.0);
    let _ = write!(
        out,
        r#"<clipPath id="part"><rect x="{}" y="{}" width="{}" height="{}"/></clipPath><g clip-path="url(#part)">"#,
        Num(corner.x),
        Num(corner.y),
        Num(width),
        Num(height)
    );
    let _ = write!(
        out,
        r#"<g transform="translate({} {}) scale({:.5})">"#,
        Num(corner.x - part.x * scale),
        Num(corner.y - part.y * scale),
        scale
    );
    for group in picture.groups {
        if extent(group).is_some_and(|around| around.intersects(part)) {
            write_group(out, group, picture.dress);
        }
    }
    out.push_str("</g></g>");
}

fn put_shape(out: &mut String, picture: &Picture<'_>, shape: Shape) {
    write_shape(out, &shape, "", picture.dress);
}

#[expect(clippy::too_many_arguments, reason = "one line of the head per call")]
fn put_text(
    out: &mut String,
    picture: &Picture<'_>,
    class: &'static str,
    x: f64,
    y: f64,
    words: &str,
    (size, bold): (f64, bool),
    width: f64,
) {
    let words = text::fit(words, size, bold, width - 2.0 * MARGIN);
    put_shape(out, picture, Shape::text(class, x, y, Anchor::Start, words));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::svg::classes;
    use model::{EntityKey, PersonId};

    fn card(id: u128, x: f64, label: &str) -> Group {
        Group {
            key: EntityKey::Node(PersonId::from_u128(id)),
            class: "card".into(),
            at: Point::new(x, 0.0),
            label: label.to_owned(),
            shapes: vec![
                Shape::Rect { class: "ring".into(), x: -6.0, y: -6.0, width: 184.0, height: 74.0, radius: 12.0 },
                Shape::Rect { class: "box".into(), x: 0.0, y: 0.0, width: 172.0, height: 62.0, radius: 7.0 },
            ],
        }
    }

    fn picture<'a>(groups: &'a [Group], part: Rect, legend: &'a [Entry]) -> Picture<'a> {
        Picture {
            groups,
            part,
            legend,
            title: "省数据中心 <网络>",
            facts: "2026-11-22 · 吴磊",
            dress: &classes,
            font: "",
        }
    }

    #[test]
    fn the_whole_has_title_facts_drawing_and_legend_and_nothing_that_only_takes_the_pointer() {
        let groups = [card(1, 0.0, "总经理"), card(2, 300.0, "采购部长")];
        let whole = bounds(&groups).unwrap_or_default();
        let legend = [Entry { class: "", mark: vec![], width: 26.0, sign: "", text: "汇报".to_owned() }];
        let sheet = Sheet::around(whole, &legend);
        let svg = to_svg(&picture(&groups, whole, &legend), sheet, (sheet.width, sheet.height));
        for part in ["省数据中心 &lt;网络&gt;", "2026-11-22 · 吴磊", "总经理", "采购部长", "汇报"] {
            assert!(svg.contains(part), "{part} is not in {svg}");
        }
        assert!(!svg.contains("ring") && !svg.contains("<script"));
    }

    #[test]
    fn a_part_leaves_out_what_lies_outside_it() {
        let groups = [card(1, 0.0, "总经理"), card(2, 300.0, "采购部长")];
        let part = Rect::new(250.0, -10.0, 300.0, 100.0);
        let sheet = Sheet::around(part, &[]);
        let svg = to_svg(&picture(&groups, part, &[]), sheet, (sheet.width, sheet.height));
        assert!(svg.contains("采购部长") && !svg.contains("总经理"), "{svg}");
    }

    #[test]
    fn a_large_drawing_is_tiled_without_a_gap_and_a_small_one_is_not() {
        let sheet = Sheet::of(1_120.0, 790.0, &[]);
        let whole = Rect::new(-100.0, 0.0, 4_000.0, 2_000.0);
        let tiles = sheet.tiles(whole, 100);
        assert_eq!(tiles.len(), 12);
        assert!(tiles[1].x - tiles[0].right() < 0.001 && tiles[4].y - tiles[0].bottom() < 0.001);
        assert!(tiles[11].right() >= whole.right() && tiles[11].bottom() >= whole.bottom());
        assert_eq!(sheet.tiles(Rect::new(0.0, 0.0, 600.0, 300.0), 100).len(), 1);
        assert_eq!(sheet.tiles(whole, 11), [whole], "more sheets than anybody glues together: it is fitted instead");
    }

    #[test]
    fn a_drawing_on_paper_keeps_within_its_room() {
        let sheet = Sheet::of(1_120.0, 790.0, &[]);
        for whole in [Rect::new(0.0, 0.0, 9_000.0, 100.0), Rect::new(0.0, 0.0, 100.0, 9_000.0)] {
            let scale = sheet.scale(whole);
            assert!(whole.width * scale <= sheet.drawing.width + 0.001);
            assert!(whole.height * scale <= sheet.drawing.height + 0.001);
        }
    }
}
