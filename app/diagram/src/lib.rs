#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod arrange;
pub mod chain;
pub mod compare;
mod date;
mod drawing;
mod extent;
pub mod fishbone;
mod geometry;
pub mod index;
pub mod layout;
mod legend;
pub mod picture;
pub mod power_map;
mod shape;
mod snap;
mod svg;
pub mod text;
pub mod tree;

pub use date::day;
pub use drawing::Drawing;
pub use extent::extent;
pub use geometry::{Point, Rect, SCALE_MAX, SCALE_MIN, View};
pub use legend::{Entry, MARK_HEIGHT};
pub use shape::{Anchor, Group, Run, Shape};
pub use snap::{Guides, snap};
pub use svg::{Dress, classes, escape, shapes_to_svg};
