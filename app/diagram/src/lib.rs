#![doc = include_str!("../README.md")]

pub mod arrange;
pub mod chain;
mod date;
pub mod fishbone;
mod geometry;
pub mod power_map;
mod shape;
mod snap;
mod svg;
pub mod text;
pub mod tree;

pub use date::day;
pub use geometry::{Point, Rect, SCALE_MAX, SCALE_MIN, View};
pub use shape::{Anchor, Group, Run, Shape};
pub use snap::{Guides, snap};
pub use svg::{Document, escape, shapes_to_svg, to_svg};
