//! One person of the list. Who may edit finds fields where the others read.

use super::{
    state::Screen,
    twin_facts::{Department, External, Flag, Pinned, Superior},
    twin_sort::ByPerson,
    words,
};
use crate::{
    account::person_cells::PersonCells,
    canvas::{RowCheck, focus_element, focus_row_beside},
    i18n::t_string,
    shell::{PlainChoice, When, chosen, option_of, options_or},
    talk::Count,
};
use leptos::{ev, prelude::*};
use model::{
    Change, EntityKey, PersonId, UserId,
    power_map::{BuyingRole, PowerNode, Strength, Vendor},
};
use std::collections::HashMap;

/// A person.
#[component]
pub fn PersonRow(
    person: PersonId,
    /// Who reports to whom.
    superiors: Memo<HashMap<PersonId, PersonId>>,
) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let item = EntityKey::Node(person);
    let node = Memo::new(move |_| {
        screen.room.track(item);
        screen.with_map(|map| map.nodes.get(&person).cloned().unwrap_or_default())
    });
    let name = Signal::derive(move || {
        screen.room.track(EntityKey::Person(person));
        let _ = screen.i18n.get_locale();
        screen.called(person)
    });
    view! {
        <tr data-row=item.to_string() data-pale=move || screen.is_pale(item).then_some("") data-selected=move || screen.is_selected(item).then_some("")>
            <RowCheck canvas=screen.canvas() item=Some(item) name/>
            <Who person/>
            <td><Role person node/></td>
            <td class="pm-twin-strength"><Relation person node vendor=Vendor::Us name=Signal::derive(move || t_string!(screen.i18n, power_map.twin.us).to_owned())/></td>
            <td><span class="pm-twin-rivals"><Rivals person node/></span></td>
            <td><Owners person node/></td>
            <td><Key person node/></td>
            <td><Department person/></td>
            <td><External person/></td>
            <td><Superior person superiors/></td>
            <td><Pinned person node/></td>
            <td class="pm-twin-acts"><Acts person/></td>
        </tr>
    }
}

/// "采购部长 李敏：姓名".
pub(super) fn label(screen: Screen, person: PersonId, column: ByPerson) -> Signal<String> {
    let i18n = screen.i18n;
    Signal::derive(move || {
        screen.room.track(EntityKey::Person(person));
        t_string!(i18n, shell.table.cell, name = screen.called(person), column = column.called(screen)).to_string()
    })
}

pub(super) fn may(screen: Screen) -> Signal<bool> {
    Signal::derive(move || screen.may_edit.get())
}

/// Post and name.
#[component]
fn Who(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let item = EntityKey::Node(person);
    let who = Memo::new(move |_| {
        screen.room.track(EntityKey::Person(person));
        screen.with_scene(|scene| scene.who(person))
    });
    view! {
        <PersonCells
            room=screen.room
            person
            who
            unknown=Signal::derive(move || t_string!(screen.i18n, power_map.name_unknown).to_owned())
            selected=Signal::derive(move || screen.is_selected(item))
            may=may(screen)
            open=Callback::new(move |()| screen.show_person(person))
            edit=Callback::new(move |change| screen.try_to("power_map.gesture.edit_person", vec![Change::Person(change)], vec![]))
        >
            <Count canvas=screen.canvas() item=Some(item)/>
        </PersonCells>
    }
}

#[component]
fn Role(person: PersonId, node: Memo<PowerNode>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let role = Memo::new(move |_| node.with(|node| node.buying_role));
    let name = move |role| words::buying_role(i18n.get_locale(), role).to_owned();
    let choices = Signal::derive(move || options_or(&name(None), &BuyingRole::ALL, |role| name(Some(role))));
    view! {
        <When when=may(screen) fallback=move || role.get().map(|role| name(Some(role)))>
            <PlainChoice label=label(screen, person, ByPerson::Role) choices may=may(screen)
                value=Signal::derive(move || option_of(&BuyingRole::ALL, role.get()))
                commit=Callback::new(move |value: String| screen.set_role(person, chosen(&BuyingRole::ALL, &value)))/>
        </When>
    }
}

/// How somebody stands to one of the vendors; a click assesses it.
#[component]
fn Relation(person: PersonId, node: Memo<PowerNode>, vendor: Vendor, name: Signal<String>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let value = Memo::new(move |_| node.with(|node| node.current(vendor).map(|(_, now)| now.value)));
    let known = move || match value.get() {
        Some(Strength::Known(value)) => Some(value),
        Some(Strength::Unknown) | None => None,
    };
    let said = move || match vendor {
        Vendor::Us => words::strength_said(i18n.get_locale(), value.get()),
        Vendor::Competitor(_) => {
            format!("{} {}", name.get(), known().map_or_else(|| "?".to_owned(), diagram::power_map::signed))
        }
    };
    let circle = move || {
        known().filter(|_| vendor == Vendor::Us).map(|value| {
            view! {
                <i class=format!("mark {}", diagram::power_map::strength_class(value)) aria-hidden="true">{diagram::power_map::signed(value)}</i>
            }
        })
    };
    let asked = move || {
        screen.room.track(EntityKey::Person(person));
        let who = screen.called(person);
        let asked = t_string!(i18n, power_map.twin.who_assess, name = who, whom = name.get()).to_string();
        t_string!(i18n, shell.table.cell, name = said(), column = asked).to_string()
    };
    let read = move || (vendor == Vendor::Us || known().is_some()).then(|| view! { {circle}<span>{said}</span> });
    view! {
        <When when=may(screen) fallback=read>
            <button class="button" data-kind="quiet" type="button" aria-label=asked on:click=move |_| screen.assessing.set(Some((person, vendor)))>{circle}<span>{said}</span></button>
        </When>
    }
}

#[component]
fn Rivals(person: PersonId, node: Memo<PowerNode>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let rivals = Memo::new(move |_| screen.cast.with(|cast| cast.rivals.clone()));
    move || {
        let one = |(id, name, _): (_, String, _)| view! { <Relation person node vendor=Vendor::Competitor(id) name=Signal::stored(name)/>" " };
        rivals.get().into_iter().map(one).collect_view()
    }
}

/// Who of us has the relation: a button for each, which gives it up, and a choice of the others.
#[component]
fn Owners(person: PersonId, node: Memo<PowerNode>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let owners = Memo::new(move |_| node.with(|node| node.owners.clone()));
    let team = move |owns: bool| {
        let now = owners.get();
        let wanted =
            move |user: &UserId, left: bool| if owns { now.contains(user) } else { !left && !now.contains(user) };
        let team = screen.cast.with(|cast| cast.team.clone());
        team.into_iter()
            .filter(|(user, colleague)| wanted(user, colleague.left))
            .map(|(user, colleague)| {
                (user, colleague.letter.clone(), format!("{} {}", colleague.letter, colleague.name))
            })
            .collect::<Vec<_>>()
    };
    let read = move || team(true).into_iter().map(|(.., name)| name).collect::<Vec<_>>().join(" · ");
    let here = move || {
        team(true)
            .into_iter()
            .map(|(user, letter, name)| {
                view! {
                    <button class="pm-twin-owner" type="button" title=name.clone()
                        aria-label=move || t_string!(i18n, shell.table.act, act = t_string!(i18n, power_map.twin.remove_owner), name = name.clone()).to_string()
                        on:click=move |_| {
                            screen.set_owner(person, user, false);
                            focus_element(&format!("[data-row='{}'] .pm-twin-owners select", EntityKey::Node(person)));
                        }>{letter}</button>
                }
            })
            .collect_view()
    };
    let others = move || {
        let offered =
            team(false).into_iter().map(|(user, _, name)| view! { <option value=user.to_string()>{name}</option> });
        offered.collect_view()
    };
    let add = move |event: ev::Event| {
        if let Ok(user) = event_target_value(&event).parse() {
            screen.set_owner(person, user, true);
        }
        // Ready for the next one.
        event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
    };
    view! {
        <When when=may(screen) fallback=read>
            <span class="pm-twin-owners" role="group" aria-label=label(screen, person, ByPerson::Owners)>
                {here}
                <select class="input" data-kind="plain" aria-label=move || t_string!(i18n, power_map.twin.add_owner) on:change=add>
                    <option value="" selected=true>"＋"</option>
                    {others}
                </select>
            </span>
        </When>
    }
}

#[component]
fn Key(person: PersonId, node: Memo<PowerNode>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let key = Memo::new(move |_| node.with(|node| node.key));
    view! { <Flag person column=ByPerson::Key now=key sign="★ " set=Callback::new(move |to| screen.set_key(person, to))/> }
}

#[component]
fn Acts(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let remove = move || {
        screen.room.track(EntityKey::Person(person));
        let act = t_string!(i18n, power_map.person.remove);
        t_string!(i18n, shell.table.act, act = act, name = screen.called(person)).to_string()
    };
    let connect = move || {
        screen.room.track(EntityKey::Person(person));
        let act = t_string!(i18n, power_map.tool.connect);
        t_string!(i18n, shell.table.act, act = act, name = screen.called(person)).to_string()
    };
    view! {
        <When when=may(screen)>
            <button class="icon-button" type="button" aria-label=connect title=connect on:click=move |_| screen.link_from(person)>"↗"</button>
            <button class="icon-button" type="button" aria-label=remove on:click=move |event| {
                screen.remove_people(vec![person]);
                focus_row_beside(&event);
            }>"×"</button>
        </When>
    }
}
