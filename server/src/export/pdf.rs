//! Paper: each page is an SVG of its own, embedded with its texts, so that they can be searched and copied.

use super::{asked::Paper, fonts::Fonts, png::tree};
use crate::web::Problem;
use diagram::{
    Entry, Rect,
    picture::{self, Picture, Sheet},
};
use krilla::{Document, geom::Size, metadata::Metadata, page::PageSettings};
use krilla_svg::{SurfaceExt, SvgSettings};

/// More sheets than this nobody glues together.
const PAGES_MAX: usize = 60;

impl Paper {
    /// The longer and the shorter side in points.
    const fn sides(self) -> (f64, f64) {
        match self {
            Self::A4 => (841.89, 595.28),
            Self::A3 => (1190.55, 841.89),
            Self::A0 => (3370.39, 2383.94),
        }
    }

    /// Points to a unit of the layout: what is read from a table may be smaller than what hangs on a wall.
    const fn unit(self) -> f64 {
        match self {
            Self::A4 => 0.72,
            Self::A3 => 0.9,
            Self::A0 => 2.2,
        }
    }

    /// In the direction that suits the drawing.
    fn turned_for(self, part: Rect) -> (f64, f64) {
        let (long, short) = self.sides();
        if part.width >= part.height { (long, short) } else { (short, long) }
    }
}

/// Whose words the document's properties are in.
pub(super) struct About<'a> {
    pub(super) title: &'a str,
    pub(super) language: &'a str,
    /// "page 1 of 4", put behind the facts.
    pub(super) page: &'a dyn Fn(usize, usize) -> String,
}

/// The picture on pages.
pub(super) fn write(
    picture: &Picture<'_>,
    legend: &[Entry],
    (paper, tiles): (Paper, bool),
    about: &About<'_>,
    fonts: &Fonts,
) -> Result<Vec<u8>, Problem> {
    let (width, height) = paper.turned_for(picture.part);
    let sheet = Sheet::of(width / paper.unit(), height / paper.unit(), legend);
    let parts = if tiles { sheet.tiles(picture.part, PAGES_MAX) } else { vec![picture.part] };
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(about.title.to_owned())
            .language(about.language.to_owned())
            .creator("Sandtable".to_owned()),
    );
    for (index, part) in parts.iter().enumerate() {
        let facts = match parts.len() {
            1 => picture.facts.to_owned(),
            pages => format!("{} · {}", picture.facts, (about.page)(index + 1, pages)),
        };
        let page = Picture { part: *part, facts: &facts, ..*picture };
        let tree = tree(&picture::to_svg(&page, sheet, (width, height)), fonts)?;
        let size = Size::from_wh(width as f32, height as f32).ok_or(Problem::DrawingTooLarge)?;
        let mut page = document.start_page_with(PageSettings::new(size));
        let mut surface = page.surface();
        surface.draw_svg(&tree, size, SvgSettings::default());
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| Problem::Unavailable(format!("the PDF can not be written: {error:?}")))
}
