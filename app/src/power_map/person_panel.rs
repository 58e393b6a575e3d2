//! The selected person: evidence first, then role in this deal, then the customer record.

use super::{pain::PainLadder, profile::ProfileFields, state::Screen, timeline::Timeline};
use crate::{
    i18n::t_string,
    key_role::Register,
    shell::{ChoiceField, Edited, LineField, NoteField, When, by_name, chosen, option_of, options_or},
};
use leptos::prelude::*;
use model::{
    EntityKey, PersonId,
    merge::Field,
    person::{Person, PersonChange},
    power_map::{BuyingRole, Vendor},
    text,
};

/// The selected person.
#[component]
pub fn PersonPanel(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let called = Memo::new(move |_| {
        screen.room.track(EntityKey::Person(person));
        screen.with_scene(|scene| scene.who(person))
    });
    let archived = move || record(screen, person, |record| record.archived, true);
    view! {
        <section class="pm-person" data-person=person.to_string()>
            <h2>{move || called.get().0}" "<b>{move || called.get().1}</b></h2>
            <When when=archived><p class="cv-none">{move || t_string!(i18n, power_map.person.archived)}</p></When>
            <Timeline person/>
            <When when=move || screen.may_edit.get()>
                <button class="button" data-kind="primary" data-size="wide" data-first="" type="button" on:click=move |_| screen.assessing.set(Some((person, Vendor::Us)))>
                    "＋ "{move || t_string!(i18n, power_map.person.new_assessment)}
                </button>
                <button class="button pm-move" data-size="wide" type="button" on:click=move |_| screen.take(EntityKey::Node(person))>{move || t_string!(i18n, power_map.person.move_to)}</button>
            </When>
        </section>
        <section class="pm-role">
            <InThisDeal person/>
        </section>
        <section class="pm-facts pm-profile">
            <details>
                <summary>{move || t_string!(i18n, power_map.profile.title)}</summary>
                <ProfileFields person/>
            </details>
        </section>
        <section class="pm-facts"><PainLadder person/></section>
        <Register canvas=screen.canvas() about=person/>
        <section class="pm-facts">
            <details open=true>
                <summary>{move || t_string!(i18n, power_map.person.facts)}</summary>
                <Facts person/>
            </details>
            <When when=move || screen.may_edit.get()>
                <button class="button" data-kind="danger" data-size="wide" type="button" on:click=move |_| {
                    screen.select_person(person);
                    screen.remove_chosen();
                }>{move || t_string!(i18n, power_map.person.remove)}</button>
            </When>
        </section>
    }
}

/// A fact of the record, tracked.
fn record<T>(screen: Screen, person: PersonId, read: impl FnOnce(&Person) -> T, absent: T) -> T {
    screen.room.track(EntityKey::Person(person));
    screen.room.with(|room| match room.account().and_then(|(_, account)| account.people.get(&person)) {
        Some(record) => read(record),
        None => absent,
    })
}

/// Key mark, buying role, superior, owners.
#[component]
fn InThisDeal(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let may = move || screen.may_edit.get();
    let edited = |entity, field| Edited { room: screen.room, entity, field };
    let node = move || {
        screen.room.track(EntityKey::Node(person));
        screen.with_map(|map| map.nodes.get(&person).cloned().unwrap_or_default())
    };
    let roles = move || {
        let locale = i18n.get_locale();
        let name = |role| super::words::buying_role(locale, role).to_owned();
        options_or(&name(None), &BuyingRole::ALL, |role| name(Some(role)))
    };
    let superior = Memo::new(move |_| {
        screen.room.track_all();
        screen.with_map(|map| map.superior_line(person).map(|(_, line)| line.to))
    });
    // All people of a large map only while the reader is at the list: the browser measures every option of it whenever the panel is
    // laid out.
    let asked = RwSignal::new(false);
    let all = Signal::derive(move || !screen.is_large() || asked.get());
    let superiors = superiors(screen, person, superior, all);
    let owners = move || {
        let owners = node().owners;
        let team = screen.cast.with(|cast| cast.team.clone());
        team.into_iter()
            .filter(|(user, colleague)| !colleague.left || owners.contains(user))
            .map(|(user, colleague)| {
                let owns = owners.contains(&user);
                view! {
                    <label class="pm-owner" data-left=colleague.left.then_some("")>
                        <input type="checkbox" prop:checked=owns disabled=move || !may() on:change=move |event| screen.set_owner(person, user, event_target_checked(&event))/>
                        <span class="letter">{colleague.letter}</span>
                        {colleague.name}
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        <label class="cv-check">
            <input type="checkbox" prop:checked=move || node().key disabled=move || !may() on:change=move |_| {
                screen.select_person(person);
                screen.toggle_key();
            }/>
            {move || t_string!(i18n, power_map.person.key)}
        </label>
        <label class="cv-check">
            <input type="checkbox" prop:checked=move || node().pinned disabled=move || !may() on:change=move |_| {
                screen.select_person(person);
                screen.toggle_pin();
            }/>
            {move || t_string!(i18n, power_map.person.pinned)}
        </label>
        <ChoiceField
            id="pm-role"
            edited=edited(EntityKey::Node(person), Field::BuyingRole)
            label=Signal::derive(move || t_string!(i18n, power_map.person.buying_role).to_owned())
            choices=Signal::derive(roles)
            value=Signal::derive(move || option_of(&BuyingRole::ALL, node().buying_role))
            enabled=Signal::derive(may)
            commit=Callback::new(move |value: String| {
                screen.set_role(person, chosen(&BuyingRole::ALL, &value));
            })
        />
        <ChoiceField
            id="pm-superior"
            label=Signal::derive(move || t_string!(i18n, power_map.person.reports_to).to_owned())
            choices=superiors
            asked
            value=Signal::derive(move || superior.get().map(|id| id.to_string()).unwrap_or_default())
            enabled=Signal::derive(may)
            commit=Callback::new(move |value: String| screen.set_superior(person, value.parse().ok()))
        />
        <fieldset class="field" data-owners="">
            <legend>{move || t_string!(i18n, power_map.person.owners)}</legend>
            <div class="pm-owners">{owners}</div>
        </fieldset>
    }
}

/// Whom somebody can report to: nobody, or one of the others by name; while not all are asked for, only to whom he does.
pub fn superiors(
    screen: Screen,
    person: PersonId,
    now: Memo<Option<PersonId>>,
    all: Signal<bool>,
) -> Memo<Vec<(String, String)>> {
    let i18n = screen.i18n;
    Memo::new(move |_| {
        let people: Vec<PersonId> = if all.get() {
            screen.room.track_settled();
            screen.with_map(|map| map.live_nodes().map(|(id, _)| id).collect())
        } else {
            now.get().into_iter().inspect(|id| screen.room.track(EntityKey::Person(*id))).collect()
        };
        let people = people.into_iter().filter(|id| *id != person);
        let people: Vec<(PersonId, String)> =
            screen.with_scene(|scene| people.map(|id| (id, scene.called(id))).collect());
        // One alone needs no order, and there may be as many of these lists as there are rows.
        let people = if people.len() > 1 { by_name(people, i18n.get_locale()) } else { people };
        let people = people.into_iter().map(|(id, name)| (id.to_string(), name));
        let nobody = (String::new(), t_string!(i18n, power_map.person.nobody).to_owned());
        std::iter::once(nobody).chain(people).collect::<Vec<_>>()
    })
}

/// The customer record.
#[component]
fn Facts(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let may = Signal::derive(move || screen.may_edit.get());
    let edited = |entity, field| Edited { room: screen.room, entity, field };
    let edit = move |change| {
        screen.edit_person(change);
    };
    let text_of =
        move |read: fn(&Person) -> String| Signal::derive(move || record(screen, person, read, String::new()));
    let departments = move || {
        screen.room.track_all();
        let none = (String::new(), t_string!(i18n, power_map.person.no_department).to_owned());
        let chosen = record(screen, person, |record| record.department, None);
        std::iter::once(none).chain(departments(screen, chosen)).collect::<Vec<_>>()
    };
    view! {
        <LineField
            id="pm-title"
            edited=edited(EntityKey::Person(person), Field::Title)
            label=Signal::derive(move || t_string!(i18n, power_map.person.title).to_owned())
            value=text_of(|record| record.title.clone())
            enabled=may
            commit=Callback::new(move |title: String| edit(PersonChange::SetTitle { id: person, title: text::clean(&title, false) }))
        />
        <LineField
            id="pm-title-en"
            edited=edited(EntityKey::Person(person), Field::TitleEn)
            label=Signal::derive(move || t_string!(i18n, power_map.person.title_en).to_owned())
            value=text_of(|record| record.title_en.clone())
            enabled=may
            commit=Callback::new(move |title: String| edit(PersonChange::SetTitleEn { id: person, title_en: text::clean(&title, false) }))
        />
        <LineField
            id="pm-name"
            edited=edited(EntityKey::Person(person), Field::Name)
            label=Signal::derive(move || t_string!(i18n, power_map.person.name).to_owned())
            value=text_of(|record| record.name.clone().unwrap_or_default())
            placeholder=Signal::derive(move || t_string!(i18n, power_map.name_unknown).to_owned())
            enabled=may
            commit=Callback::new(move |name: String| {
                let name = text::clean(&name, false);
                edit(PersonChange::SetName { id: person, name: (!name.is_empty()).then_some(name) });
            })
        />
        <ChoiceField
            id="pm-department"
            edited=edited(EntityKey::Person(person), Field::Department)
            label=Signal::derive(move || t_string!(i18n, power_map.person.department).to_owned())
            choices=Signal::derive(departments)
            value=Signal::derive(move || {
                record(screen, person, |record| record.department, None).map_or_else(String::new, |id| id.to_string())
            })
            enabled=may
            commit=Callback::new(move |value: String| edit(PersonChange::SetDepartment { id: person, department: value.parse().ok() }))
        />
        <LineField
            id="pm-contact"
            edited=edited(EntityKey::Person(person), Field::Contact)
            label=Signal::derive(move || t_string!(i18n, power_map.person.contact).to_owned())
            value=text_of(|record| record.contact.clone())
            enabled=may
            commit=Callback::new(move |contact: String| edit(PersonChange::SetContact { id: person, contact: text::clean(&contact, false) }))
        />
        <label class="cv-check">
            <input
                type="checkbox"
                prop:checked=move || record(screen, person, |record| record.external, false)
                disabled=move || !may.get()
                on:change=move |event| edit(PersonChange::SetExternal { id: person, external: event_target_checked(&event) })
            />
            {move || t_string!(i18n, power_map.person.external)}
        </label>
        <NoteField
            id="pm-note"
            edited=edited(EntityKey::Person(person), Field::Note)
            label=Signal::derive(move || t_string!(i18n, power_map.person.note).to_owned())
            value=text_of(|record| record.note.clone())
            enabled=may
            commit=Callback::new(move |(from, to): (String, String)| {
                edit(PersonChange::EditNote { id: person, from, to: text::clean(&to, true) });
            })
        />
    }
}

/// The departments a form offers: all that exist, and the one already chosen.
pub fn departments(screen: Screen, chosen: Option<model::DepartmentId>) -> Vec<(String, String)> {
    screen.room.with(|room| crate::shell::departments(room, screen.locale(), chosen))
}
