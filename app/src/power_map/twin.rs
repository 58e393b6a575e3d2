//! Everything drawn is also listed: all people and all lines as tables, sorted by any column and edited where they stand; the panel
//! beside them is the same.

use super::{
    state::Screen,
    twin_line::LineRow,
    twin_person::PersonRow,
    twin_sort::{ByLine, ByPerson, sorted_lines, sorted_people},
};
use crate::{
    i18n::t_string,
    shell::{LongBody, Rest, Scroll, Sort, SortHead},
};
use leptos::prelude::*;

/// The map as a list.
#[component]
pub fn Twin() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let by_person = Sort::new(ByPerson::Drawn);
    let by_line = Sort::new(ByLine::Drawn);
    let rest = Rest::default();
    let people = rest.rows(move || sorted_people(screen, by_person));
    let lines = rest.rows(move || sorted_lines(screen, by_line));
    let scroll = Scroll::default();
    let acts =
        move || view! { <th scope="col"><span class="spoken">{move || t_string!(i18n, shell.table.acts)}</span></th> };
    view! {
        <div class="cv-twin pm-twin" tabindex="0" role="region"
            on:focusin=move |event| rest.came(&event)
            on:focusout=move |event| rest.left(&event) node_ref=scroll.element on:scroll=move |_| scroll.note() aria-label=move || t_string!(i18n, power_map.twin.title)>
            <table>
                <caption>{move || t_string!(i18n, power_map.twin.people)}" "<small>{move || people.with(Vec::len)}</small></caption>
                <thead><tr>
                    {ByPerson::COLUMNS.map(|by| view! { <SortHead by sort=by_person name=by.name(screen)/> })}
                    {acts()}
                </tr></thead>
                <LongBody ids=people scroll let:person><PersonRow person/></LongBody>
            </table>
            <table>
                <caption>{move || t_string!(i18n, power_map.twin.lines)}" "<small>{move || lines.with(Vec::len)}</small></caption>
                <thead><tr>
                    {ByLine::COLUMNS.map(|by| view! { <SortHead by sort=by_line name=by.name(screen)/> })}
                    {acts()}
                </tr></thead>
                <LongBody ids=lines scroll let:line><LineRow line/></LongBody>
            </table>
        </div>
    }
}
