//! Icons: one weight, on a 20 x 20 grid, in the colour of the text around them. They never stand alone: the control has a
//! name beside or in its `aria-label`.

use leptos::prelude::*;

/// What the icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// To the left.
    Back,
    /// A cross.
    Close,
    /// A plus.
    Add,
    /// Two people.
    Team,
    /// A pen.
    Edit,
    /// Sun and moon.
    Theme,
    /// A box.
    Archive,
    /// An arrow back up.
    Restore,
    /// A magnifying glass.
    Search,
    /// An arrow out of a tray.
    Export,
    /// A clock that runs backwards.
    Past,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Back => "M12 4.5 6.5 10l5.5 5.5",
            Self::Close => "M5.5 5.5l9 9m0-9-9 9",
            Self::Add => "M10 4.5v11M4.5 10h11",
            Self::Team => {
                "M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5Zm-5 6.5c0-2.8 2-4.5 5-4.5s5 1.7 5 4.5M13 4.3a2.75 2.75 0 0 1 0 4.9m1.7 2.7c1.8.6 2.8 2 2.8 4.1"
            }
            Self::Edit => "M4 16l.8-3.4 8.7-8.7a1.8 1.8 0 0 1 2.6 2.6l-8.7 8.7L4 16Zm7.8-10.4 2.6 2.6",
            Self::Theme => {
                "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm0 0v13M10 6.8c2.2.5 3.3 1.7 3.3 3.2S12.2 12.7 10 13.2"
            }
            Self::Archive => "M3.5 5h13v3h-13zM4.7 8v7.5h10.6V8M8 11h4",
            Self::Restore => "M4 8.5h8a4 4 0 0 1 0 8H8M4 8.5l3.5-3.5M4 8.5 7.5 12",
            Self::Export => "M10 12.5v-9M6.5 7 10 3.5 13.5 7M4 11.5V16h12v-4.5",
            Self::Past => "M4.2 7.2A6.5 6.5 0 1 1 3.5 10M4 3.8v3.6h3.6M10 6.5V10l2.6 1.6",
            Self::Search => "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Zm4-1.5 3.5 3.5",
        }
    }
}

/// An icon.
#[component]
pub fn Icon(
    /// What it shows.
    shape: Shape,
) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d=shape.path()></path></svg> }
}
