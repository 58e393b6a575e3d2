//! What stands beside and over the drawing, and the list instead of it: what one reads and fills in, not what is drawn.

use super::{adding::AddForm, assess::AssessPopover, filter::FilterForm, linking::LinkChooser};
use leptos::prelude::*;

pub use super::{panel::Panel, twin::Twin};

/// The forms and popovers over the stage; nothing while none is open.
#[component]
pub fn Forms() -> impl IntoView {
    view! {
        <AssessPopover/>
        <AddForm/>
        <LinkChooser/>
        <FilterForm/>
    }
}
