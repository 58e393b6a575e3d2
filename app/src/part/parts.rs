//! Where the build cuts: one entry per part, under the name of the file it goes into.
#![allow(
    unsafe_code,
    reason = "what the macro writes: the two sides of a cut find each other by name, and the loader calls back"
)]

use super::{Wait, show};
use crate::{
    account::AccountRoom,
    board::{BoardScreen, DealFactsDialog, MergeSheet},
    canvas::{Canvas, tools},
    chain::ChainScreen,
    export::ExportDialog,
    fishbone::FishboneScreen,
    import::ImportDialog,
    past::PastScreen,
    power_map::desk,
    replica::RoomHandle,
    shell::{DealDialogs, Drawer},
    talk::TalkPanel,
    task::{MyTasksScreen, TasksScreen},
    team::TeamDialog,
};
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};
use model::{AccountId, DealId};

macro_rules! parts {
    ($($(#[$meaning:meta])* $file:ident / $part:ident, $load:ident, $cut:ident: ($($name:ident: $kind:ty),*) => $wait:ident $view:expr;)*) => {
        $(
            #[wasm_split($file, wasm_split_path = ::leptos::wasm_split, fallible, preload(#[doc = "Loads it."] $load))]
            fn $cut($($name: $kind),*) -> Result<AnyView, SplitLoaderError> {
                Ok($view.into_any())
            }

            $(#[$meaning])*
            pub fn $part($($name: $kind),*) -> AnyView {
                show(Wait::$wait, $load, move || $cut($($name),*))
            }
        )*

        /// Loads them all, in the order below.
        pub(super) async fn fetch_all() {
            // One that does not come keeps none of the others.
            $(let _ = $load().await;)*
        }
    };
}

parts! {
    /// The sections of the power map's panel.
    desk / map_panel, load_map_panel, cut_map_panel: () => Silent view! { <desk::Panel/> };
    /// Its forms and popovers.
    desk / map_forms, load_map_forms, cut_map_forms: () => Silent view! { <desk::Forms/> };
    /// The form of its filter.
    desk / map_filter, load_map_filter, cut_map_filter: () => Silent view! { <desk::Filter/> };
    /// The power map as a list.
    desk / map_twin, load_map_twin, cut_map_twin: () => Said view! { <desk::Twin/> };
    /// What is said about what is selected, in the panel of any diagram.
    desk / talk_panel, load_talk_panel, cut_talk_panel: (canvas: Canvas, above: bool) => Silent view! { <TalkPanel canvas above/> };
    /// Search, menu of an item, list of keys and palette of any diagram.
    extras / canvas_tools, load_canvas_tools, cut_canvas_tools: (canvas: Canvas) => Silent view! { <tools::Tools canvas/> };
    /// The dialogs behind the buttons of a deal's header.
    extras / deal_dialogs, load_deal_dialogs, cut_deal_dialogs: (deal: DealId, room: RoomHandle, dialogs: DealDialogs) => Silent view! {
        <TeamDialog open=dialogs.team room/>
        <ExportDialog deal room open=dialogs.export/>
        <DealFactsDialog open=dialogs.facts room/>
        <MergeSheet deal room/>
    };
    /// The drawer of refused edits.
    extras / drawer, load_drawer, cut_drawer: () => Silent view! { <Drawer/> };
    /// Importing people.
    extras / import, load_import, cut_import: (room: RoomHandle, account: AccountId, deal: Option<DealId>, open: RwSignal<bool>) => Silent view! { <ImportDialog room account deal open/> };
    /// The tasks of a deal.
    extras / tasks, load_tasks, cut_tasks: (room: RoomHandle) => Said view! { <TasksScreen room/> };
    /// The deal as it was.
    extras / past, load_past, cut_past: (room: RoomHandle) => Said view! { <PastScreen room/> };
    /// The fishbones of a deal.
    fishbone / fishbone, load_fishbone, cut_fishbone: (room: RoomHandle) => Said view! { <FishboneScreen room/> };
    /// The decision chain of a deal.
    chain / chain, load_chain, cut_chain: (room: RoomHandle) => Said view! { <ChainScreen room/> };
    /// The deals by stage.
    board / board, load_board, cut_board: () => Said view! { <BoardScreen/> };
    /// One's own tasks.
    board / my_tasks, load_my_tasks, cut_my_tasks: () => Said view! { <MyTasksScreen/> };
    /// A customer.
    board / account, load_account, cut_account: (id: AccountId) => Said view! { <AccountRoom id/> };
}
