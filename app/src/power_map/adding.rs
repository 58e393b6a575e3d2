//! The form of a new card: a post is enough. Who is already known at the customer is chosen, not typed again.

use super::{
    acts::NewPerson,
    person_panel::departments,
    state::{Adding, Kin, Screen},
};
use crate::i18n::t_string;
use crate::shell::{ChoiceField, When};
use diagram::Point;
use leptos::{ev, prelude::*};
use model::{PersonId, power_map::BuyingRole};

/// Known people shown at once; a search narrows the rest.
const KNOWN_SHOWN: usize = 8;

/// The form; nothing while nobody is added.
#[component]
pub fn AddForm() -> impl IntoView {
    let screen = expect_context::<Screen>();
    move || screen.adding.get().map(|Adding { at, kin }| view! { <Form at kin/> })
}

#[component]
fn Form(at: Point, kin: Option<(Kin, PersonId)>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let title = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let nameless = RwSignal::new(false);
    let department = RwSignal::new(String::new());
    let role = RwSignal::new(String::new());
    let superior = screen.selected_now().filter(|_| kin.is_none());
    let under = RwSignal::new(superior.is_some());
    let asked = RwSignal::new(false);
    let close = move || screen.adding.set(None);
    let submit = move || {
        if title.with_untracked(|title| title.trim().is_empty()) {
            asked.set(true);
            crate::canvas::focus_element("#pm-add-title");
            return;
        }
        let new = NewPerson {
            title: title.get_untracked(),
            name: (!nameless.get_untracked()).then(|| name.get_untracked()),
            department: department.get_untracked().parse().ok(),
            role: role.get_untracked().parse::<usize>().ok().and_then(|at| BuyingRole::ALL.get(at).copied()),
            kin: kin.or(superior.filter(|_| under.get_untracked()).map(|head| (Kin::Subordinate, head))),
        };
        if screen.add_person(new, at) {
            close();
        }
    };
    let roles = move || {
        let locale = i18n.get_locale();
        let none = (String::new(), super::words::buying_role(locale, None).to_owned());
        let all = BuyingRole::ALL.iter().enumerate();
        let all = all.map(|(at, role)| (at.to_string(), super::words::buying_role(locale, Some(*role)).to_owned()));
        std::iter::once(none).chain(all).collect::<Vec<_>>()
    };
    let offered = move || {
        let none = (String::new(), t_string!(i18n, power_map.person.no_department).to_owned());
        std::iter::once(none).chain(departments(screen, None)).collect::<Vec<_>>()
    };
    let missing = move || asked.get() && title.with(|title| title.trim().is_empty());
    crate::canvas::focus_element("#pm-add-title");
    view! {
        <div class="cv-scrim" on:pointerdown=move |_| close()></div>
        <div
            class="cv-pop pm-add"
            role="dialog"
            aria-label=move || t_string!(i18n, power_map.add.title)
            style:--at-x=move || place(screen, at).0
            style:--at-y=move || place(screen, at).1
            on:keydown=move |event: ev::KeyboardEvent| {
                if event.key() == "Escape" && !event.is_composing() {
                    event.prevent_default();
                    close();
                }
            }
        >
            <div class="cv-grab" aria-hidden="true"></div>
            <h2>{move || t_string!(i18n, power_map.add.title)}</h2>
            {kin.map(|(kin, other)| {
                let name = screen.called(other);
                view! {
                    <p class="cv-sub">{move || {
                        let name = name.clone();
                        match kin {
                            Kin::Superior => t_string!(i18n, power_map.add.above, name = name).to_string(),
                            Kin::Subordinate => t_string!(i18n, power_map.add.below, name = name).to_string(),
                            Kin::Peer => t_string!(i18n, power_map.add.beside, name = name).to_string(),
                        }
                    }}</p>
                }
            })}
            <form class="cv-form" novalidate on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                submit();
            }>
                <div class="field">
                    <label for="pm-add-title">{move || t_string!(i18n, power_map.add.post)}</label>
                    <input id="pm-add-title" class="input" type="text" autocomplete="off" required=true
                        placeholder=move || t_string!(i18n, power_map.add.post_hint)
                        aria-invalid=move || missing().then_some("true")
                        prop:value=move || title.get()
                        on:input=move |event| title.set(event_target_value(&event))/>
                    <When when=missing><small class="field-error">{move || t_string!(i18n, power_map.add.empty_title)}</small></When>
                </div>
                <div class="field">
                    <label for="pm-add-name">{move || t_string!(i18n, power_map.add.name)}</label>
                    <input id="pm-add-name" class="input" type="text" autocomplete="off"
                        disabled=move || nameless.get()
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))/>
                </div>
                <label class="cv-check">
                    <input type="checkbox" prop:checked=move || nameless.get() on:change=move |event| nameless.set(event_target_checked(&event))/>
                    {move || t_string!(i18n, power_map.add.unknown_name)}
                </label>
                <div class="field-row">
                    <ChoiceField id="pm-add-department" label=Signal::derive(move || t_string!(i18n, power_map.person.department).to_owned())
                        choices=Signal::derive(offered) value=department enabled=Signal::from(true) commit=Callback::new(move |value| department.set(value))/>
                    <ChoiceField id="pm-add-role" label=Signal::derive(move || t_string!(i18n, power_map.person.buying_role).to_owned())
                        choices=Signal::derive(roles) value=role enabled=Signal::from(true) commit=Callback::new(move |value| role.set(value))/>
                </div>
                {superior.map(|superior| {
                    let name = screen.called(superior);
                    view! {
                        <label class="cv-check">
                            <input type="checkbox" prop:checked=move || under.get() on:change=move |event| under.set(event_target_checked(&event))/>
                            {move || t_string!(i18n, power_map.person.reports_to)}" "{name}
                        </label>
                    }
                })}
                <div class="cv-save">
                    <button class="button" data-kind="quiet" type="button" on:click=move |_| close()>{move || t_string!(i18n, power_map.assess.cancel)}</button>
                    <button class="button" data-kind="primary" type="submit">{move || t_string!(i18n, power_map.add.submit)}</button>
                </div>
            </form>
            <When when=move || kin.is_none()>
                <p class="pm-sources">
                    <button class="button" data-kind="link" type="button" on:click=move |_| { close(); screen.importing.set(true); }>{move || t_string!(i18n, import.open)}</button>
                    <button class="button" data-kind="link" type="button" on:click=move |_| { close(); screen.suggesting.set(true); }>{move || t_string!(i18n, power_map.suggest.open)}</button>
                </p>
                <Known at/>
            </When>
        </div>
    }
}

/// Somebody the customer record knows and the map does not show.
#[component]
fn Known(at: Point) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let sought = RwSignal::new(String::new());
    let known = Memo::new(move |_| {
        screen.room.track_all();
        let off: Vec<PersonId> = screen.room.with(|room| {
            let map = room.deal().map(|(_, deal)| &deal.power_map);
            let on = |id: &PersonId| map.is_some_and(|map| map.live_node(*id).is_some());
            let people = room.account().map(|(_, account)| &account.people);
            let all = people.into_iter().flat_map(|people| people.iter());
            all.filter(|(id, person)| !person.archived && !on(id)).map(|(id, _)| *id).collect()
        });
        screen.with_scene(|scene| off.into_iter().map(|id| (id, scene.called(id))).collect::<Vec<_>>())
    });
    let shown = move || {
        let words = sought.get().to_lowercase();
        known.with(|known| {
            known
                .iter()
                .filter(|(_, name)| name.to_lowercase().contains(words.trim()))
                .take(KNOWN_SHOWN)
                .map(|(id, name)| {
                    let id = *id;
                    view! {
                        <li><button class="cv-choice" type="button" on:click=move |_| {
                            if screen.put_on_map(id, at) {
                                screen.adding.set(None);
                            }
                        }>{name.clone()}</button></li>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <When when=move || !known.with(Vec::is_empty)>
            <div class="pm-known">
                <h2>{move || t_string!(i18n, power_map.add.known)}</h2>
                <When when=move || { known.with(Vec::len) > KNOWN_SHOWN }>
                    <input class="input" type="search" aria-label=move || t_string!(i18n, power_map.add.search)
                        placeholder=move || t_string!(i18n, power_map.add.search)
                        on:input=move |event| sought.set(event_target_value(&event))/>
                </When>
                <ul>{shown}</ul>
            </div>
        </When>
    }
}

/// Beside the place where the card will stand, within the canvas.
fn place(screen: Screen, at: Point) -> (String, String) {
    let (width, height) = screen.size.get();
    let point = screen.view.get().to_screen(at);
    let x = point.x.clamp(8.0, (width - 372.0).max(8.0));
    let y = point.y.clamp(8.0, (height - 520.0).max(8.0));
    (format!("{x:.0}px"), format!("{y:.0}px"))
}
