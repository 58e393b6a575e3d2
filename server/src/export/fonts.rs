//! The fonts of pictures: read once, when the first is asked for.

use resvg::usvg::fontdb::{Database, Family, Query, Stretch, Style, Weight};
use std::{path::PathBuf, sync::Arc};
use ttf_parser::Face;

/// Fonts that are known to look right, the best first. Any other that has Chinese characters will do.
const FAMILIES: [&str; 8] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
];
/// A character that every font for Chinese has.
const PROBE: char = '图';

/// What was found.
#[derive(Clone)]
pub struct Fonts {
    pub(super) database: Arc<Database>,
    pub(super) family: String,
}

impl Fonts {
    /// Reads the fonts of a folder, or the system's; `None` if none of them can write Chinese.
    pub(super) fn read(folder: Option<&PathBuf>) -> Option<Self> {
        let mut database = Database::new();
        match folder {
            Some(folder) => database.load_fonts_dir(folder),
            None => database.load_system_fonts(),
        }
        let known = FAMILIES.iter().find(|family| {
            let wanted = Query {
                families: &[Family::Name(family)],
                weight: Weight::NORMAL,
                stretch: Stretch::Normal,
                style: Style::Normal,
            };
            database.query(&wanted).is_some()
        });
        let family = match known {
            Some(family) => (*family).to_owned(),
            None => {
                let face =
                    database.faces().find(|face| database.with_face_data(face.id, can_write_chinese) == Some(true))?;
                face.families.first()?.0.clone()
            }
        };
        Some(Self { database: Arc::new(database), family })
    }
}

fn can_write_chinese(data: &[u8], index: u32) -> bool {
    Face::parse(data, index).is_ok_and(|face| face.glyph_index(PROBE).is_some())
}
