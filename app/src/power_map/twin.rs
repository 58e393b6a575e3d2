//! Everything drawn is also listed: all people and all lines as tables, with the same panel to edit them.

use super::state::Screen;
use crate::i18n::t_string;
use crate::shell::{LongBody, Scroll};
use crate::talk::Count;
use leptos::prelude::*;
use model::{
    EntityKey, LineId, PersonId,
    power_map::{LineKind, Strength, Vendor},
};

/// The map as a list.
#[component]
pub fn Twin() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let people = Memo::new(move |_| {
        screen.room.track_all();
        screen.people_in_order()
    });
    let lines = Memo::new(move |_| {
        screen.room.track_all();
        screen.with_map(|map| map.live_lines().map(|(id, _)| id).collect::<Vec<_>>())
    });
    let scroll = Scroll::default();
    view! {
        <div class="cv-twin" tabindex="0" role="region" node_ref=scroll.element on:scroll=move |_| scroll.note() aria-label=move || t_string!(i18n, power_map.twin.title)>
            <table>
                <caption>{move || t_string!(i18n, power_map.twin.people)}" "<small>{move || people.with(Vec::len)}</small></caption>
                <thead><tr>
                    <th scope="col">{move || t_string!(i18n, power_map.twin.post)}</th>
                    <th scope="col">{move || t_string!(i18n, power_map.twin.name)}</th>
                    <th scope="col">{move || t_string!(i18n, power_map.twin.role)}</th>
                    <th scope="col">{move || t_string!(i18n, power_map.twin.strength)}</th>
                    <th scope="col">{move || t_string!(i18n, power_map.twin.rivals)}</th>
                    <th scope="col">{move || t_string!(i18n, power_map.twin.owners)}</th>
                    <th scope="col">{move || t_string!(i18n, power_map.twin.key)}</th>
                </tr></thead>
                <LongBody ids=people scroll let:person><PersonRow person/></LongBody>
            </table>
            <table>
                <caption>{move || t_string!(i18n, power_map.twin.lines)}" "<small>{move || lines.with(Vec::len)}</small></caption>
                <thead><tr>
                    <th scope="col">{move || t_string!(i18n, power_map.twin.from)}</th>
                    <th scope="col">{move || t_string!(i18n, power_map.twin.kind)}</th>
                    <th scope="col">{move || t_string!(i18n, power_map.twin.to)}</th>
                    <th scope="col">{move || t_string!(i18n, power_map.twin.note)}</th>
                </tr></thead>
                <LongBody ids=lines scroll let:line><LineRow line/></LongBody>
            </table>
        </div>
    }
}

#[component]
fn PersonRow(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let who = Memo::new(move |_| {
        screen.room.track(EntityKey::Person(person));
        screen.with_scene(|scene| scene.who(person))
    });
    let node = Memo::new(move |_| {
        screen.room.track(EntityKey::Node(person));
        screen.with_map(|map| map.nodes.get(&person).cloned().unwrap_or_default())
    });
    let value = move |vendor| node.with(|node| node.current(vendor).map(|(_, now)| now.value));
    let ours = move || super::words::strength_said(i18n.get_locale(), value(Vendor::Us));
    let circle = move || match value(Vendor::Us) {
        Some(Strength::Known(value)) => Some(view! {
            <i class=format!("mark {}", diagram::power_map::strength_class(value)) aria-hidden="true">{diagram::power_map::signed(value)}</i>
        }),
        _ => None,
    };
    let rivals = move || {
        screen.cast.with(|cast| {
            let said = cast.rivals.iter().filter_map(|(id, name, _)| match value(Vendor::Competitor(*id))? {
                Strength::Known(value) => Some(format!("{name} {}", diagram::power_map::signed(value))),
                Strength::Unknown => None,
            });
            said.collect::<Vec<_>>().join(" · ")
        })
    };
    let owners = move || {
        screen.cast.with(|cast| {
            let owners = cast.team.iter().filter(|(user, _)| node.with(|node| node.owners.contains(user)));
            owners
                .map(|(_, colleague)| format!("{} {}", colleague.letter, colleague.name))
                .collect::<Vec<_>>()
                .join(" · ")
        })
    };
    let selected = move || screen.is_selected(EntityKey::Node(person));
    view! {
        <tr data-selected=move || selected().then_some("")>
            <th scope="row">
                <button class="button" data-kind="link" type="button" aria-pressed=move || selected().to_string() on:click=move |_| {
                    screen.show_person(person);
                }>{move || who.get().0}</button>
                <Count canvas=screen.canvas() item=Some(EntityKey::Node(person))/>
            </th>
            <td>{move || who.get().1.unwrap_or_else(|| t_string!(i18n, power_map.name_unknown).to_owned())}</td>
            <td>{move || node.with(|node| node.buying_role.map(|role| super::words::buying_role(i18n.get_locale(), Some(role))))}</td>
            <td class="pm-twin-strength">{circle}<span>{ours}</span></td>
            <td>{rivals}</td>
            <td>{owners}</td>
            <td>{move || node.with(|node| node.key).then(|| view! { <span class="pm-star" aria-hidden="true">"★ "</span>{t_string!(i18n, power_map.twin.yes)} })}</td>
        </tr>
    }
}

#[component]
fn LineRow(line: LineId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let now = Memo::new(move |_| {
        screen.room.track(EntityKey::Line(line));
        screen.with_map(|map| map.lines.get(&line).cloned())
    });
    let end = move |from: bool| {
        let person = now.with(|line| line.as_ref().map(|line| if from { line.from } else { line.to }))?;
        screen.room.track(EntityKey::Person(person));
        Some(screen.with_scene(|scene| scene.called(person)))
    };
    let kind = move || {
        now.with(|line| {
            line.as_ref().map(|line| {
                let word = super::words::line_kind(i18n.get_locale(), line.kind);
                match line.kind {
                    LineKind::Influences { weight } => format!("{word} {weight}"),
                    LineKind::ReportsTo | LineKind::ConflictsWith => word.to_owned(),
                }
            })
        })
    };
    view! {
        <tr data-selected=move || screen.is_selected(EntityKey::Line(line)).then_some("")>
            <th scope="row">
                <button class="button" data-kind="link" type="button" on:click=move |_| {
                    screen.select(EntityKey::Line(line));
                    screen.panel.set(true);
                }>{move || end(true)}</button>
                <Count canvas=screen.canvas() item=Some(EntityKey::Line(line))/>
            </th>
            <td>{kind}</td>
            <td>{move || end(false)}</td>
            <td>{move || now.with(|line| line.as_ref().map(|line| line.note.clone()))}</td>
        </tr>
    }
}
