//! The popover of an assessment; from below on a phone. Stepping from 0 to +3 is one assessment: it is committed when the
//! popover closes, by the button, Enter, or a click outside. Escape takes nothing over.

use super::{
    acts::NewAssessment,
    guide::Guide,
    state::Screen,
    strengths::{Draft, Sources, Strengths, Vendors},
};
use crate::{i18n::t_string, replica};
use diagram::power_map::signed;
use leptos::{ev, prelude::*};
use model::{
    Day, PersonId,
    power_map::{Source, Strength, Vendor},
};

/// The popover; nothing while nobody is assessed.
#[component]
pub fn AssessPopover() -> impl IntoView {
    let screen = expect_context::<Screen>();
    move || screen.assessing.get().map(|(person, vendor)| view! { <Popover person vendor/> })
}

impl Screen {
    /// A click on a circle opens its popover; a further click steps the value up, and from +3 around to -3.
    pub fn touch_circle(&self, person: PersonId, vendor: Vendor) {
        if self.assessing.get_untracked() == Some((person, vendor)) {
            self.step.update(|step| *step += 1);
        } else {
            self.assessing.set(Some((person, vendor)));
        }
    }
}

fn stepped(value: Option<Strength>) -> Strength {
    match value {
        Some(Strength::Known(value)) if value >= Strength::MAX => Strength::Known(-Strength::MAX),
        Some(Strength::Known(value)) => Strength::Known(value + 1),
        Some(Strength::Unknown) | None => Strength::Known(0),
    }
}

fn needs_evidence(value: Option<Strength>) -> bool {
    matches!(value, Some(Strength::Known(value)) if value.abs() >= Strength::EVIDENCE_FROM)
}

#[component]
fn Popover(person: PersonId, vendor: Vendor) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let draft = Draft {
        value: RwSignal::new(None),
        source: RwSignal::new(Source::InPerson),
        day: RwSignal::new(replica::today().iso()),
        evidence: RwSignal::new(String::new()),
        asked: RwSignal::new(false),
    };
    let before = screen.with_map(|map| map.live_node(person)?.current(vendor).map(|(_, now)| now.value));
    let opened = screen.step.get_untracked();
    Effect::new(move |_| {
        if screen.step.get() != opened {
            draft.value.update(|value| *value = Some(stepped(value.or(before))));
        }
    });
    let close = move || {
        screen.assessing.set(None);
        screen.focus_item(model::EntityKey::Node(person));
    };
    // A click outside saves what was chosen; what can not be saved yet stays open and says why.
    let save = move || {
        let Some(value) = draft.value.get_untracked() else { return close() };
        if needs_evidence(Some(value)) && draft.evidence.with_untracked(|evidence| evidence.trim().is_empty()) {
            draft.asked.set(true);
            crate::canvas::focus_element("#pm-evidence");
            return;
        }
        let observed_at = Day::parse(&draft.day.get_untracked()).unwrap_or(screen.today());
        let new = NewAssessment {
            value,
            evidence: draft.evidence.get_untracked(),
            source: draft.source.get_untracked(),
            observed_at,
        };
        if screen.assess(person, vendor, new) {
            let name = screen.called(person);
            let strength = super::words::strength_said(i18n.get_locale_untracked(), Some(value));
            screen
                .said
                .set(untrack(|| t_string!(i18n, power_map.assess.saved, name = name, strength = strength).to_string()));
            close();
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        match event.key().as_str() {
            "Escape" => {
                event.prevent_default();
                close();
            }
            // On a strength Enter saves as well: the arrow keys have chosen already.
            "Enter" if !event.shift_key() && !on_button(&event) => {
                event.prevent_default();
                save();
            }
            _ => {}
        }
    };
    let (title, name) = untrack(|| screen.with_scene(|scene| scene.who(person)));
    crate::canvas::focus_element(".pm-strengths [tabindex='0']");
    view! {
        <div class="cv-scrim" on:pointerdown=move |event| {
            event.prevent_default();
            save();
        }></div>
        <div
            class="cv-pop pm-assess"
            role="dialog"
            aria-label=move || t_string!(i18n, power_map.assess.title)
            style:--at-x=move || super::linking::at(screen, person).0
            style:--at-y=move || super::linking::at(screen, person).1
            on:keydown=keys
        >
            <div class="cv-grab" aria-hidden="true"></div>
            <h2>{title}" "<b>{name}</b></h2>
            <p class="cv-sub">{move || about(screen, person)}</p>
            <Vendors person vendor/>
            <Strengths draft before/>
            <Guide draft vendor/>
            <p class="pm-change" aria-live="polite">{move || change(screen, before, draft.value.get())}</p>
            <Sources draft/>
            <div class="field">
                <label for="pm-evidence">{move || t_string!(i18n, power_map.assess.evidence)}</label>
                <textarea
                    id="pm-evidence"
                    class="input"
                    rows="2"
                    prop:value=move || draft.evidence.get()
                    aria-invalid=move || missing(draft).then_some("true")
                    aria-describedby="pm-evidence-why"
                    on:input=move |event| draft.evidence.set(event_target_value(&event))
                ></textarea>
                <small id="pm-evidence-why" data-missing=move || missing(draft).then_some("")>
                    {move || needs_evidence(draft.value.get()).then(|| t_string!(i18n, power_map.assess.evidence_required))}
                </small>
            </div>
            <div class="cv-save">
                <button class="button" data-kind="quiet" type="button" on:click=move |_| close()>{move || t_string!(i18n, power_map.assess.cancel)}</button>
                <button class="button" data-kind="primary" type="button" disabled=move || draft.value.get().is_none() on:click=move |_| save()>{move || t_string!(i18n, power_map.assess.save)}</button>
            </div>
        </div>
    }
}

/// The evidence is missing and the reader was told so.
fn missing(draft: Draft) -> bool {
    draft.asked.get() && needs_evidence(draft.value.get()) && draft.evidence.with(|evidence| evidence.trim().is_empty())
}

fn on_button(event: &ev::KeyboardEvent) -> bool {
    use web_sys::wasm_bindgen::JsCast;
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| {
        element.tag_name().eq_ignore_ascii_case("button") && element.get_attribute("role").as_deref() != Some("radio")
    })
}

/// Key mark, owners and competitors in one line.
fn about(screen: Screen, person: PersonId) -> String {
    screen.room.track(model::EntityKey::Node(person));
    let i18n = screen.i18n;
    let Some(node) = screen.with_map(|map| map.live_node(person).cloned()) else { return String::new() };
    let mut parts: Vec<String> = Vec::new();
    if node.key {
        parts.push(t_string!(i18n, power_map.key_person).to_owned());
    }
    screen.cast.with(|cast| {
        let owners: Vec<String> = cast
            .team
            .iter()
            .filter(|(user, _)| node.owners.contains(user))
            .map(|(_, colleague)| colleague.name.clone())
            .collect();
        parts.push(if owners.is_empty() {
            t_string!(i18n, power_map.person.no_owner).to_owned()
        } else {
            t_string!(
                i18n,
                power_map.assess.owner_line,
                names = owners.join(if screen.locale() == model::Locale::Zh { "、" } else { ", " })
            )
            .to_string()
        });
        for (id, name, _) in &cast.rivals {
            if let Some(value) = node.strength(Vendor::Competitor(*id)) {
                parts.push(format!("{name} {}", signed(value)));
            }
        }
    });
    parts.join(" · ")
}

/// "−1 weak opposition → +1 weak support".
fn change(screen: Screen, before: Option<Strength>, after: Option<Strength>) -> String {
    let i18n = screen.i18n;
    let locale = i18n.get_locale();
    let said = |value| super::words::strength_said(locale, value);
    match (before, after) {
        (_, None) => match before {
            Some(_) => said(before),
            None => t_string!(i18n, power_map.assess.choose).to_owned(),
        },
        (_, Some(_)) => {
            t_string!(i18n, power_map.assess.previous, before = said(before), after = said(after)).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stepping_a_circle_goes_up_and_around() {
        assert_eq!(stepped(None), Strength::Known(0));
        assert_eq!(stepped(Some(Strength::Known(0))), Strength::Known(1));
        assert_eq!(stepped(Some(Strength::Known(3))), Strength::Known(-3));
    }

    #[test]
    fn only_2_and_3_in_either_direction_need_evidence() {
        let needs: Vec<i32> = (-3..=3).filter(|value| needs_evidence(Some(Strength::Known(*value)))).collect();
        assert_eq!(needs, [-3, -2, 2, 3]);
        assert!(!needs_evidence(Some(Strength::Unknown)) && !needs_evidence(None));
    }
}
