//! The board: a toolbar over one column per stage, or the way to a first deal.

use super::{
    column::StageColumn,
    empty::FirstDeal,
    facts_dialog::DealFactsDialog,
    merge::{MergeSheet, stale_deal},
    new_deal::NewDealDialog,
    rows::{Board, Filter},
    toolbar::Toolbar,
};
use crate::shell::Each;
use crate::{
    app::Frame,
    i18n::{t_string, use_i18n},
    replica::{self, RoomHandle},
    session::use_session,
    shell::Place,
    team::TeamDialog,
};
use leptos::prelude::*;
use model::{Action, Day, DealId, Stage};
use sync::frame::RoomId;

/// What the parts of the board share.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    /// The workspace: names of members.
    pub(super) workspace: RoomHandle,
    /// The deals that pass the filter; `None` until the list has come.
    pub(super) board: Memo<Option<Board>>,
    /// What passes.
    pub(super) filter: RwSignal<Filter>,
    /// The reader's day.
    pub(super) today: Day,
    /// Whether he may create deals.
    pub(super) may_create: Memo<bool>,
    /// The form of a new deal is open.
    pub(super) creating: RwSignal<bool>,
    /// The deal whose dialog is open, and which one it is.
    pub(super) opened: RwSignal<Option<(DealId, DealDialog)>>,
}

/// A dialog of one deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DealDialog {
    /// Its facts.
    Facts,
    /// Its team.
    Team,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Waiting,
    Nothing,
    Columns,
}

/// The stage board.
#[component]
pub fn BoardScreen() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let workspace = session.open(RoomId::Board);
    let rows = session.board();
    let filter = RwSignal::new(Filter::default());
    let today = replica::today();
    let board = Memo::new(move |_| {
        let filter = filter.get();
        rows.with(|rows| rows.as_ref().map(|rows| Board::of(rows, &filter, today)))
    });
    let may_create = Memo::new(move |_| {
        workspace.track_all();
        workspace.actor().may(Action::CreateDeal)
    });
    let shared = Shared {
        workspace,
        board,
        filter,
        today,
        may_create,
        creating: RwSignal::new(false),
        opened: RwSignal::new(None),
    };
    provide_context(shared);
    let shown = Memo::new(move |_| {
        board.with(|board| match board {
            None => Shown::Waiting,
            Some(board) if board.open + board.archived == 0 => Shown::Nothing,
            Some(_) => Shown::Columns,
        })
    });
    let stages = Memo::new(move |_| {
        board.with(|board| {
            board.iter().flat_map(|board| board.columns.iter().map(|(stage, _)| *stage)).collect::<Vec<Stage>>()
        })
    });
    let no_match =
        Memo::new(move |_| board.with(|board| board.as_ref().is_some_and(|board| board.entries().next().is_none())));
    let drawer = session.drawer();
    let stale = Memo::new(move |_| drawer.with(|drawer| drawer.iter().find_map(stale_deal)));
    Effect::new(move |_| {
        document().set_title(&format!("{} · {}", t_string!(i18n, board.title), t_string!(i18n, shell.brand)));
    });
    view! {
        <Frame place=Place::Board>
        <section class="board" aria-label=move || t_string!(i18n, board.title)>
            <h1 class="spoken">{move || t_string!(i18n, board.title)}</h1>
            {move || match shown.get() {
                Shown::Waiting => view! { <p class="board-waiting" role="status">{move || t_string!(i18n, board.loading)}</p> }.into_any(),
                Shown::Nothing => view! { <FirstDeal/> }.into_any(),
                Shown::Columns => view! {
                    <Toolbar/>
                    <p class="board-none" role="status">
                        {move || no_match.get().then(|| view! {
                            {move || t_string!(i18n, board.no_match)}
                            <button class="button" data-kind="link" type="button" on:click=move |_| filter.set(Filter::default())>
                                {move || t_string!(i18n, board.clear)}
                            </button>
                        })}
                    </p>
                    <div class="board-columns" role="group" aria-label=move || t_string!(i18n, board.stages) hidden=move || no_match.get()>
                        <Each ids=stages let:stage><StageColumn stage/></Each>
                    </div>
                }.into_any(),
            }}
        </section>
        <NewDealDialog open=shared.creating workspace/>
        {move || shared.opened.get().map(|(deal, dialog)| view! { <OpenedDeal deal dialog/> })}
        {move || stale.get().map(|deal| view! { <StaleDeal deal/> })}
        </Frame>
    }
}

/// A dialog of a deal that is only on the board so far: its room is open as long as the dialog.
#[component]
fn OpenedDeal(deal: DealId, dialog: DealDialog) -> impl IntoView {
    let shared = expect_context::<Shared>();
    let room = use_session().open(RoomId::Deal(deal));
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            shared.opened.set(None);
        }
    });
    match dialog {
        DealDialog::Facts => view! { <DealFactsDialog room open/> }.into_any(),
        DealDialog::Team => view! { <TeamDialog room open/> }.into_any(),
    }
}

/// A deal whose guarded edit was refused after its dialog was closed: the user decides here as well.
#[component]
fn StaleDeal(deal: DealId) -> impl IntoView {
    let room = use_session().open(RoomId::Deal(deal));
    view! { <MergeSheet deal room/> }
}
