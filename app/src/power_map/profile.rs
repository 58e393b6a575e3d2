//! What the selected person is like (T-10): level, stance, personality, what is needed, how we go about it.

use super::state::Screen;
use crate::{
    i18n::t_string,
    shell::{ChoiceField, Edited, NoteField, chosen, option_of, options_or},
    words::power_map::{level_name, personality_name, stance_name, text_name},
};
use leptos::prelude::*;
use model::{
    Change, EntityKey, PersonId,
    merge::Field,
    power_map::{Level, Personality, PowerMapChange, Profile, ProfileChange, ProfileText, Stance, Vendor},
    text,
};

/// The section of the panel.
#[component]
pub(super) fn ProfileFields(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let may = Signal::derive(move || screen.may_edit.get());
    let edited = move |field| Edited { room: screen.room, entity: EntityKey::Node(person), field };
    let now = Memo::new(move |_| -> Profile {
        screen.room.track(EntityKey::Node(person));
        screen.with_map(|map| map.nodes.get(&person).map(|node| node.profile.clone()).unwrap_or_default())
    });
    let act = move |change: ProfileChange| {
        let change = Change::PowerMap(PowerMapChange::Profile { person, change });
        screen.act("power_map.gesture.profile", vec![], vec![change]);
    };
    let unknown = move || t_string!(i18n, power_map.profile.unknown);
    let vendors = Memo::new(move |_| {
        let rivals = screen.cast.with(|cast| cast.rivals.clone());
        let us = (Vendor::Us, t_string!(i18n, power_map.person.ours).to_owned());
        std::iter::once(us)
            .chain(rivals.into_iter().map(|(id, name, _)| (Vendor::Competitor(id), name)))
            .collect::<Vec<_>>()
    });
    let vendor_ids = move || vendors.with(|all| all.iter().map(|(vendor, _)| *vendor).collect::<Vec<_>>());
    let texts = ProfileText::ALL.map(|which| {
        let (id, field) = match which {
            ProfileText::OrganisationNeed => ("pm-organisation-need", Field::OrganisationNeed),
            ProfileText::PersonalNeed => ("pm-personal-need", Field::PersonalNeed),
            ProfileText::Approach => ("pm-approach", Field::Approach),
        };
        view! {
            <NoteField id edited=edited(field) enabled=may
                label=Signal::derive(move || text_name(i18n.get_locale(), which).to_owned())
                value=Signal::derive(move || now.with(|now| now.text(which).to_owned()))
                commit=Callback::new(move |(from, to): (String, String)| act(ProfileChange::EditText { which, from, to: text::clean(&to, true) }))/>
        }
    });
    view! {
        <div class="field-row">
            <ChoiceField id="pm-level" edited=edited(Field::ManagementLevel) enabled=may
                label=Signal::derive(move || t_string!(i18n, power_map.profile.level).to_owned())
                choices=Signal::derive(move || options_or(unknown(), &Level::ALL, |level| level_name(i18n.get_locale(), level).to_owned()))
                value=Signal::derive(move || option_of(&Level::ALL, now.with(|now| now.level)))
                commit=Callback::new(move |value: String| act(ProfileChange::SetLevel { level: chosen(&Level::ALL, &value) }))/>
            <ChoiceField id="pm-personality" edited=edited(Field::Personality) enabled=may
                label=Signal::derive(move || t_string!(i18n, power_map.profile.personality).to_owned())
                choices=Signal::derive(move || options_or(unknown(), &Personality::ALL, |one| personality_name(i18n.get_locale(), one).to_owned()))
                value=Signal::derive(move || option_of(&Personality::ALL, now.with(|now| now.personality)))
                commit=Callback::new(move |value: String| act(ProfileChange::SetPersonality { personality: chosen(&Personality::ALL, &value) }))/>
        </div>
        <div class="field-row">
            <ChoiceField id="pm-stance" edited=edited(Field::Stance) enabled=may
                label=Signal::derive(move || t_string!(i18n, power_map.profile.stance).to_owned())
                choices=Signal::derive(move || options_or(unknown(), &Stance::ALL, |stance| stance_name(i18n.get_locale(), stance).to_owned()))
                value=Signal::derive(move || option_of(&Stance::ALL, now.with(|now| now.stance)))
                commit=Callback::new(move |value: String| {
                    let toward = now.with_untracked(|now| now.toward);
                    act(ProfileChange::SetStance { stance: chosen(&Stance::ALL, &value), toward });
                })/>
            <ChoiceField id="pm-toward" edited=edited(Field::Stance) enabled=may
                label=Signal::derive(move || t_string!(i18n, power_map.profile.toward).to_owned())
                choices=Signal::derive(move || vendors.with(|all| {
                    let places: Vec<usize> = (0..all.len()).collect();
                    options_or(unknown(), &places, |at| all.get(at).map(|(_, name)| name.clone()).unwrap_or_default())
                }))
                value=Signal::derive(move || option_of(&vendor_ids(), now.with(|now| now.toward)))
                commit=Callback::new(move |value: String| {
                    let stance = now.with_untracked(|now| now.stance);
                    act(ProfileChange::SetStance { stance, toward: chosen(&untrack(vendor_ids), &value) });
                })/>
        </div>
        {texts}
    }
}
