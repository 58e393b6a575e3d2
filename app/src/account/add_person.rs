//! A new person: a post is enough.

use super::{Screen, department_select::DepartmentSelect};
use crate::{
    board::{TextField, leave_to_input_method},
    i18n::{Locale, model_locale, t_string, td_string, use_i18n},
    replica,
    shell::Dialog,
};
use leptos::{ev, prelude::*};
use model::{Change, Refusal, TextField as Text, person::PersonChange, text};

/// The dialog.
#[component]
pub(super) fn AddPersonDialog(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, account.people.add_title).to_owned())>
            <AddPersonForm open/>
        </Dialog>
    }
}

#[component]
fn AddPersonForm(open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let field = || RwSignal::new(String::new());
    let (title, title_en, name, contact) = (field(), field(), field(), field());
    // Who looks at one department adds to it.
    let department = RwSignal::new(screen.department.get_untracked());
    let external = RwSignal::new(false);
    let refused = RwSignal::new(None::<Refusal>);
    let read = |text: RwSignal<String>| text.with_untracked(|text| text::clean(text, false));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let id = replica::new_person_id();
        let (named, reached) = (read(name), read(contact));
        let mut changes = vec![Change::Person(PersonChange::Add {
            id,
            title: read(title),
            title_en: read(title_en),
            name: (!named.is_empty()).then_some(named),
            department: department.get_untracked(),
            external: external.get_untracked(),
        })];
        if !reached.is_empty() {
            changes.push(Change::Person(PersonChange::SetContact { id, contact: reached }));
        }
        match screen.change("account.gesture.add_person", changes) {
            Ok(()) => open.set(false),
            Err(refusal) => refused.set(Some(refusal)),
        }
    };
    // The reason stands at the field it is about, any other at the end of the form.
    let about = |refusal: &Refusal| match refusal {
        Refusal::EmptyText { field } | Refusal::TextTooLong { field, .. } | Refusal::HiddenCharacters { field } => {
            Some(*field)
        }
        _ => None,
    };
    let reason = move |field: Option<Text>| {
        Signal::derive(move || {
            let refusal = refused.get().filter(|refusal| match field {
                None => !matches!(about(refusal), Some(Text::PersonTitle | Text::PersonName | Text::Contact)),
                field => about(refusal) == field,
            })?;
            Some(refusal.sentence(model_locale(i18n.get_locale())))
        })
    };
    let label = move |text: fn(Locale) -> &'static str| Signal::derive(move || text(i18n.get_locale()).to_owned());
    view! {
        <form novalidate on:submit=submit on:keydown=|event| leave_to_input_method(&event)>
            <div class="dialog-body">
                <TextField id="new-person-title" first=true label=label(|locale| td_string!(locale, account.people.post)) value=title error=reason(Some(Text::PersonTitle))/>
                <TextField id="new-person-name" label=label(|locale| td_string!(locale, account.people.name)) hint=label(|locale| td_string!(locale, account.people.one_name)) value=name error=reason(Some(Text::PersonName))/>
                <div class="field-row">
                    <TextField id="new-person-title-en" label=label(|locale| td_string!(locale, account.people.post_en)) value=title_en/>
                    <div class="field">
                        <span class="field-label" aria-hidden="true">{move || t_string!(i18n, account.people.department)}</span>
                        <DepartmentSelect
                            kind="boxed"
                            value=department
                            may=Signal::derive(|| true)
                            label=label(|locale| td_string!(locale, account.people.department))
                            none=label(|locale| td_string!(locale, account.people.no_department))
                            choose=move |chosen| department.set(chosen)
                        />
                    </div>
                </div>
                <TextField id="new-person-contact" label=label(|locale| td_string!(locale, account.people.contact)) value=contact error=reason(Some(Text::Contact))/>
                <label class="check">
                    <input type="checkbox" prop:checked=move || external.get() on:change=move |event| external.set(event_target_checked(&event))/>
                    <span>{move || t_string!(i18n, account.people.external)}<small>{move || t_string!(i18n, account.people.external_why)}</small></span>
                </label>
                <div role="alert">
                    {move || reason(None).get().map(|reason| view! { <p class="dialog-refusal">{reason}</p> })}
                </div>
            </div>
            <div class="dialog-foot">
                <button class="button" type="button" on:click=move |_| open.set(false)>{move || t_string!(i18n, board.create.cancel)}</button>
                <button class="button" data-kind="primary" type="submit">{move || t_string!(i18n, account.people.add_submit)}</button>
            </div>
        </form>
    }
}
