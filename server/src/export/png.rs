//! Pixels.

use super::fonts::Fonts;
use crate::web::Problem;
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg,
};

/// Pixels to a diagram unit, for screens of twice the density and for projectors.
const SCALE: f64 = 2.0;
/// A picture of half the usual size can still be read; a smaller one can not.
const SCALE_MIN: f64 = 0.5;
/// 160 MB while it is made. Also what common viewers open without complaint.
const PIXELS_MAX: f64 = 40_000_000.0;

/// Reads our own SVG for drawing.
pub(super) fn tree(svg: &str, fonts: &Fonts) -> Result<usvg::Tree, Problem> {
    let options = usvg::Options {
        font_family: fonts.family.clone(),
        fontdb: std::sync::Arc::clone(&fonts.database),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options).map_err(Problem::unknown)
}

/// How many pixels to a unit a sheet of this size gets; `None` if it is too large to be drawn at all.
pub(super) fn scale(width: f64, height: f64) -> Option<f64> {
    let largest = (PIXELS_MAX / (width * height)).sqrt();
    (largest >= SCALE_MIN).then(|| largest.min(SCALE))
}

/// The picture.
pub(super) fn write(svg: &str, fonts: &Fonts) -> Result<Vec<u8>, Problem> {
    let tree = tree(svg, fonts)?;
    let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let scale = scale(width, height).ok_or(Problem::DrawingTooLarge)?;
    let mut pixels =
        Pixmap::new((width * scale).ceil() as u32, (height * scale).ceil() as u32).ok_or(Problem::DrawingTooLarge)?;
    resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut pixels.as_mut());
    pixels.encode_png().map_err(Problem::unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_picture_is_drawn_smaller_and_one_too_large_is_not_drawn() {
        assert_eq!(scale(2_000.0, 1_000.0), Some(2.0));
        assert!(scale(10_000.0, 4_000.0).is_some_and(|scale| (scale - 1.0).abs() < 0.001));
        assert_eq!(scale(20_000.0, 20_000.0), None);
    }
}
