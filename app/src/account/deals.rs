//! The deals with this account that the reader may see.

use super::Screen;
use crate::shell::When;
use crate::{
    format,
    i18n::{model_locale, t_string, use_i18n},
    session::use_session,
    shell::stage_name,
};
use leptos::prelude::*;
use model::{
    DealId, StreamId,
    card::{Card, DealCard},
};

/// The list.
#[component]
pub(super) fn Deals() -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let rows = use_session().board();
    let deals = Memo::new(move |_| {
        rows.with(|rows| {
            let own = rows.iter().flatten().filter_map(|row| match (row.stream, &row.card) {
                (StreamId::Deal(id), Card::Deal(deal)) if deal.account == screen.id && !deal.archived => {
                    Some((id, deal.clone()))
                }
                _ => None,
            });
            let mut own: Vec<(DealId, DealCard)> = own.collect();
            model::order::sort_by(&mut own, |a, b| a.1.stage.cmp(&b.1.stage).then_with(|| a.1.name.cmp(&b.1.name)));
            own
        })
    });
    view! {
        <section class="account-block">
            <h2>{move || t_string!(i18n, account.deals)}</h2>
            <ul class="account-deals">
                {move || deals.get().into_iter().map(|(id, deal)| {
                    let locale = i18n.get_locale();
                    let name = format::named(&deal.name, &deal.name_en, model_locale(locale)).to_owned();
                    view! {
                        <li>
                            <a href=format!("/w/deals/{id}/map")>{name}</a>
                            <span>{deal.stage.code()}" "{stage_name(deal.stage, locale)}</span>
                            {deal.amount.map(|money| view! { <b>{format::money(money, model_locale(locale))}</b> })}
                        </li>
                    }
                }).collect_view()}
            </ul>
            <When when=move || deals.with(Vec::is_empty)><p class="form-note">{move || t_string!(i18n, account.deals_none)}</p></When>
        </section>
    }
}
