//! How the relation to a person stands, and where that comes from: the newest assessment on the map, or what somebody stated against it.

use super::{form::Pop, legend::glyph, state::Screen, words};
use crate::{canvas::focus_element, format, i18n::t_string, shell::When};
use leptos::prelude::*;
use model::{
    EntityKey, FishboneId, PersonId, UserId,
    fishbone::{BonePerson, RelationState, relation, state_of},
    power_map::Vendor,
};

/// The relation, its reason, and the form that states another one.
#[component]
pub fn Relation(id: FishboneId, person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let on = Memo::new(move |_| {
        screen.room.track(EntityKey::BonePerson(id, person));
        screen.with_fishbone(|one| one.people.get(&person).cloned())
    });
    let state = Memo::new(move |_| {
        screen.room.track(EntityKey::Node(person));
        screen.room.track(EntityKey::BonePerson(id, person));
        let on: Option<BonePerson> = screen.with_fishbone(|one| one.people.get(&person).cloned());
        screen.room.with(|room| match (room.deal(), on) {
            (Some((_, deal)), Some(on)) => state_of(&deal.power_map, person, &on),
            _ => RelationState::NotAssessed,
        })
    });
    // What follows from the map, in words: which assessment, of what day, by whom.
    let derived = move || {
        screen.room.track(EntityKey::Node(person));
        let locale = i18n.get_locale();
        let found = screen.room.with(|room| {
            let map = &room.deal()?.1.power_map;
            let (_, assessment) = map.live_node(person)?.current(Vendor::Us)?;
            let strength = crate::words::power_map::strength_said(locale, Some(assessment.value));
            Some((words::state(locale, relation(map, person)), strength, assessment.observed_at, assessment.by))
        });
        match found {
            Some((state, strength, day, by)) => {
                let (day, by) = (format::day(day, screen.today(), screen.locale()), name_of(screen, by));
                t_string!(i18n, fishbone.relation.derived, state = state, strength = strength, day = day, by = by)
                    .to_string()
            }
            None => t_string!(i18n, fishbone.relation.nothing).to_owned(),
        }
    };
    let stated = move || {
        let stated = on.get()?.stated?;
        let by = name_of(screen, stated.by);
        let state = words::state(i18n.get_locale(), stated.state);
        let said = t_string!(i18n, fishbone.relation.stated, by = by, state = state).to_string();
        Some(view! {
            <p class="fb-stated">{said}<q>{stated.reason}</q></p>
            <When when=move || screen.may_edit.get()>
                <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| { screen.unstate_relation(person); }>
                    {move || t_string!(i18n, fishbone.relation.unstate)}
                </button>
            </When>
        })
    };
    view! {
        <p class="fb-state" data-state=move || format!("{:?}", state.get())>{move || glyph(state.get())}<b>{move || words::state(i18n.get_locale(), state.get())}</b></p>
        {stated}
        <p class="cv-none">{derived}</p>
        <When when=move || screen.may_edit.get()><State person/></When>
    }
}

/// The same form over the list, for the person of a row.
#[component]
pub fn RelationForm(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let id = screen.id();
    let title = Signal::derive(move || {
        let act = t_string!(i18n, fishbone.relation.state);
        t_string!(i18n, shell.table.act, act = act, name = screen.person_called(person)).to_string()
    });
    let close = Callback::new(move |()| {
        screen.form.set(None);
        focus_element(&format!("#fb-relation-{person}"));
    });
    let stated = Memo::new(move |_| {
        let item = id.map(|id| EntityKey::BonePerson(id, person));
        item.into_iter().for_each(|item| screen.room.track(item));
        screen.with_fishbone(|one| one.people.get(&person).is_some_and(|on| on.stated.is_some()))
    });
    focus_element(".fb-pop input:checked");
    view! {
        <Pop title>
            <StateForm person name="fb-row-state" done=close/>
            <When when=move || stated.get()>
                <button class="button" data-kind="link" type="button" on:click=move |_| {
                    screen.unstate_relation(person);
                    close.run(());
                }>{move || t_string!(i18n, fishbone.relation.unstate)}</button>
            </When>
        </Pop>
    }
}

fn name_of(screen: Screen, user: UserId) -> String {
    screen.room.member_name(user).unwrap_or_default()
}

/// Opens the form that states another relation.
#[component]
fn State(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let open = RwSignal::new(false);
    view! {
        <button class="button" data-first="" type="button" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
            {move || t_string!(i18n, fishbone.relation.state)}
        </button>
        <When when=move || open.get()><StateForm person name="fb-state" done=Callback::new(move |()| open.set(false))/></When>
    }
}

/// States another relation, with the reason.
#[component]
fn StateForm(
    person: PersonId,
    /// What tells its fields from those of another such form.
    name: &'static str,
    /// It is stated.
    done: Callback<()>,
) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let chosen = RwSignal::new(RelationState::Cooperated);
    let reason = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let field = format!("{name}-reason");
    let missing = move || asked.get() && reason.with(|reason| reason.trim().is_empty());
    let wanted = format!("#{field}");
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if reason.with_untracked(|reason| reason.trim().is_empty()) {
            asked.set(true);
            focus_element(&wanted);
        } else if screen.state_relation(person, chosen.get_untracked(), &reason.get_untracked()) {
            done.run(());
        }
    };
    let choices = move || {
        RelationState::STATED
            .map(|state| {
                view! {
                    <label class="choice">
                        <input type="radio" name=name prop:checked=move || chosen.get() == state on:change=move |_| chosen.set(state)/>
                        <span>{words::state(i18n.get_locale(), state)}</span>
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        <form class="cv-form" novalidate on:submit=save>
            <fieldset class="field"><legend>{move || t_string!(i18n, fishbone.relation.how)}</legend><div class="choices">{choices}</div></fieldset>
            <div class="field">
                <label for=field.clone()>{move || t_string!(i18n, fishbone.relation.reason)}</label>
                <textarea id=field class="input" rows="2" maxlength="2000" aria-invalid=move || missing().then_some("true")
                    prop:value=move || reason.get() on:input=move |event| reason.set(event_target_value(&event))></textarea>
                <When when=missing><small class="field-error">{move || t_string!(i18n, fishbone.relation.reason_missing)}</small></When>
            </div>
            <div class="cv-save"><button class="button" data-kind="primary" type="submit">{move || t_string!(i18n, fishbone.relation.save)}</button></div>
        </form>
    }
}
