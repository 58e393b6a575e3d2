//! Everything drawn is also listed: all people and all lines as tables, sorted by any column and edited where they stand; the panel
//! beside them is the same.

use super::{
    state::Screen,
    twin_line::LineRow,
    twin_person::PersonRow,
    twin_sort::{ByLine, ByPerson, sorted_lines, sorted_people},
};
use crate::{
    canvas::{List, RowsCheck},
    i18n::t_string,
    shell::{LongBody, Rest, Scroll, Sort, SortHead},
};
use leptos::prelude::*;
use model::{EntityKey, power_map::PowerMap};

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
    let nodes =
        Signal::derive(move || people.with(|people| people.iter().copied().map(EntityKey::Node).collect::<Vec<_>>()));
    let superiors = Memo::new(move |_| {
        screen.room.track_all();
        screen.with_map(PowerMap::superiors)
    });
    let scroll = Scroll::default();
    let acts =
        move || view! { <th scope="col"><span class="spoken">{move || t_string!(i18n, shell.table.acts)}</span></th> };
    view! {
        <List canvas=screen.canvas() class="pm-twin" rest scroll label=Signal::derive(move || t_string!(i18n, power_map.twin.title).to_owned())>
            <table>
                <caption>{move || t_string!(i18n, power_map.twin.people)}" "<small>{move || people.with(Vec::len)}</small></caption>
                <thead><tr>
                    <RowsCheck canvas=screen.canvas() items=nodes/>
                    {ByPerson::COLUMNS.map(|by| view! { <SortHead by sort=by_person name=by.name(screen)/> })}
                    {acts()}
                </tr></thead>
                <LongBody ids=people scroll let:person><PersonRow person superiors/></LongBody>
            </table>
            <table>
                <caption>{move || t_string!(i18n, power_map.twin.lines)}" "<small>{move || lines.with(Vec::len)}</small></caption>
                <thead><tr>
                    <th scope="col"><span class="spoken">{move || t_string!(i18n, shell.table.selected)}</span></th>
                    {ByLine::COLUMNS.map(|by| view! { <SortHead by sort=by_line name=by.name(screen)/> })}
                    {acts()}
                </tr></thead>
                <LongBody ids=lines scroll let:line><LineRow line/></LongBody>
            </table>
        </List>
    }
}
