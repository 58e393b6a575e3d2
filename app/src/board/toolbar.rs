//! Above the columns: a new deal, search, filters, and what the pipeline is worth.

use super::{
    screen::Shared,
    sums::{sums, sums_text},
};
use crate::shell::When;
use crate::{
    i18n::{model_locale, t_string, use_i18n},
    shell::{Icon, Shape},
};
use leptos::prelude::*;
use model::Stage;

/// The toolbar.
#[component]
pub(super) fn Toolbar() -> impl IntoView {
    let i18n = use_i18n();
    let Shared { board, filter, may_create, creating, .. } = expect_context();
    let archived = Memo::new(move |_| board.with(|board| board.as_ref().map_or(0, |board| board.archived)));
    // The pipeline is what may still be won: deals before the contract is handed over.
    let pipeline = Memo::new(move |_| {
        board.with(|board| {
            let open = board.iter().flat_map(|board| board.entries()).filter(|entry| entry.card.stage <= Stage::Mo4);
            sums(open.filter_map(|entry| entry.card.amount))
        })
    });
    view! {
        <div class="board-bar">
            <When when=move || may_create.get()>
                <button class="button" data-kind="primary" type="button" on:click=move |_| creating.set(true)>
                    <Icon shape=Shape::Add/>
                    {move || t_string!(i18n, board.new)}
                </button>
            </When>
            <input
                class="input board-search"
                type="search"
                autocomplete="off"
                placeholder=move || t_string!(i18n, board.search)
                aria-label=move || t_string!(i18n, board.search)
                prop:value=move || filter.with(|filter| filter.text.clone())
                on:input=move |event| filter.update(|filter| filter.text = event_target_value(&event))
            />
            <div class="board-filters" role="group" aria-label=move || t_string!(i18n, board.filters)>
                <button
                    class="button board-filter"
                    type="button"
                    title=move || t_string!(i18n, board.pressing_why)
                    aria-pressed=move || filter.with(|filter| filter.pressing).to_string()
                    on:click=move |_| filter.update(|filter| filter.pressing = !filter.pressing)
                >
                    {move || t_string!(i18n, board.pressing)}
                </button>
                <When when=move || { archived.get() > 0 || filter.with(|filter| filter.archived) }>
                    <button
                        class="button board-filter"
                        type="button"
                        aria-pressed=move || filter.with(|filter| filter.archived).to_string()
                        on:click=move |_| filter.update(|filter| filter.archived = !filter.archived)
                    >
                        {move || t_string!(i18n, board.archived, count = archived.get()).to_string()}
                    </button>
                </When>
            </div>
            {move || {
                let sums = pipeline.get();
                (!sums.is_empty()).then(|| view! {
                    <p class="board-sum">{move || t_string!(i18n, board.pipeline)}" "<b>{sums_text(&sums, model_locale(i18n.get_locale()))}</b></p>
                })
            }}
        </div>
    }
}
