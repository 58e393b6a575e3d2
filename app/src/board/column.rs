//! One stage: its code and name, the decision point at its end, how many deals and what they are worth.

use super::{
    card::DealCardView,
    screen::Shared,
    sums::{sums, sums_text},
    words::gate,
};
use crate::shell::Each;
use crate::shell::When;
use crate::{
    i18n::{model_locale, t_string, use_i18n},
    shell::stage_name,
};
use leptos::prelude::*;
use model::{DealId, Stage};

/// A column; a slim one while it is empty.
#[component]
pub(super) fn StageColumn(
    /// Its stage.
    stage: Stage,
) -> impl IntoView {
    let i18n = use_i18n();
    let Shared { board, .. } = expect_context();
    let deals = Memo::new(move |_| {
        board.with(|board| {
            board.iter().flat_map(|board| board.in_stage(stage)).map(|entry| entry.id).collect::<Vec<DealId>>()
        })
    });
    let worth = Memo::new(move |_| {
        board.with(|board| {
            sums(board.iter().flat_map(|board| board.in_stage(stage)).filter_map(|entry| entry.card.amount))
        })
    });
    let empty = Memo::new(move |_| deals.with(Vec::is_empty));
    let heading = format!("stage-{}", stage.code());
    let labelled = heading.clone();
    view! {
        <section class="stage-column" data-empty=move || empty.get().then_some("") data-stage=stage.code() aria-labelledby=labelled>
            <header class="stage-head">
                <h2 id=heading>
                    <b>{stage.code()}</b>
                    " "
                    <span class="stage-name">{move || stage_name(stage, i18n.get_locale())}</span>
                    {gate(stage).map(|gate| view! {
                        <span class="stage-gate" title=move || t_string!(i18n, board.gate, gate = gate).to_string()>{format!("→ {gate}")}</span>
                    })}
                </h2>
                <p class="stage-worth">
                    {move || {
                        if empty.get() {
                            return t_string!(i18n, board.empty_column).to_owned();
                        }
                        let count = deals.with(Vec::len);
                        match sums_text(&worth.get(), model_locale(i18n.get_locale())) {
                            worth if worth.is_empty() => count.to_string(),
                            worth => format!("{count} · {worth}"),
                        }
                    }}
                </p>
            </header>
            <When when=move || !empty.get()>
                <ul class="stage-deals">
                    <Each ids=deals let:deal><li><DealCardView deal/></li></Each>
                </ul>
            </When>
        </section>
    }
}
