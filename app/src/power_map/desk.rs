//! What stands beside and over the drawing, and the list instead of it: what one reads and fills in, not what is drawn.

use super::{
    adding::AddForm, assess::AssessPopover, filter::FilterForm, linking::LinkChooser, state::Screen,
    suggest::SuggestDialog,
};
use crate::part::parts;
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
        <SuggestDialog/>
        {imports()}
    }
}

/// Importing people onto this map; nothing where there is no deal.
fn imports() -> Option<AnyView> {
    let screen = expect_context::<Screen>();
    let (account, deal) = screen.room.with(|room| Some((room.account()?.0, room.deal()?.0)))?;
    Some(parts::import(screen.room, account, Some(deal), screen.importing))
}
