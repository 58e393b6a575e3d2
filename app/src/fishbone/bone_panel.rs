//! The selected bone: its department, its rank, its side, who is on it.

use super::{form::Form, rank_field::RankField, state::Screen};
use crate::{
    i18n::t_string,
    shell::{ChoiceField, Edited, LineField, When, chosen, option_of, options_or},
};
use leptos::prelude::*;
use model::{
    Change, DepartmentId, EntityKey, FishboneId, department::DepartmentChange, fishbone::Side, merge::Field, text,
};

/// The section.
#[component]
pub fn BonePanel(id: FishboneId, bone: DepartmentId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let may = Signal::derive(move || screen.may_edit.get());
    let name = Signal::derive(move || {
        screen.room.track(EntityKey::Department(bone));
        screen.room.with(|room| {
            let department = room.account().and_then(|(_, account)| account.departments.get(&bone));
            department.map_or_else(String::new, |department| department.name.clone())
        })
    });
    let place = Memo::new(move |_| {
        screen.settled.with(|drawn| {
            let layout = &drawn.as_ref()?.layout;
            Some((layout.bone_spot(bone)?.rank, layout.bones.len(), layout.bone_spot(bone)?.people.len()))
        })
    });
    let (side, sides) = (side_now(screen, bone), sides(screen));
    view! {
        <section class="fb-facts" data-bone=bone.to_string()>
            <h2>{move || t_string!(i18n, fishbone.panel.bone)}" "<b>{move || name.get()}</b></h2>
            <p class="cv-none">{move || t_string!(i18n, fishbone.add_bone.people, count = place.get().map_or(0, |(.., people)| people)).to_string()}</p>
            <LineField id="fb-bone-name" edited=Edited { room: screen.room, entity: EntityKey::Department(bone), field: Field::Name }
                label=Signal::derive(move || t_string!(i18n, fishbone.department).to_owned()) value=name enabled=may
                commit=Callback::new(move |name: String| {
                    screen.edit_record(Change::Department(DepartmentChange::SetName { id: bone, name: text::clean(&name, false) }));
                })/>
            <div class="field-row">
                <RankField id="fb-bone-rank" label=Signal::derive(move || t_string!(i18n, fishbone.panel.bone_rank).to_owned())
                    rank=Signal::derive(move || place.get().map_or(1, |(rank, ..)| rank)) count=Signal::derive(move || place.get().map_or(1, |(_, count, _)| count))
                    enabled=may commit=Callback::new(move |rank| { screen.rank_bone(bone, rank); })/>
                <ChoiceField id="fb-bone-side" label=Signal::derive(move || t_string!(i18n, fishbone.side.label).to_owned()) choices=sides value=side enabled=may
                    commit=Callback::new(move |value: String| { screen.set_side(bone, chosen(&SIDES, &value)); })/>
            </div>
            <When when=move || screen.may_edit.get()>
                <button class="button" data-kind="primary" data-size="wide" data-first="" type="button" on:click=move |_| screen.open(Form::Person(bone))>
                    "＋ "{move || t_string!(i18n, fishbone.tool.person)}
                </button>
                <div class="cv-actions">
                    <button class="button fb-take" type="button" on:click=move |_| screen.take(EntityKey::Bone(id, bone))>{move || t_string!(i18n, fishbone.panel.take)}</button>
                    <button class="button" data-kind="danger" type="button" on:click=move |_| {
                        screen.select(EntityKey::Bone(id, bone));
                        screen.remove_chosen();
                    }>{move || t_string!(i18n, fishbone.panel.remove)}</button>
                </div>
            </When>
        </section>
    }
}

/// The sides one can choose.
pub const SIDES: [Side; 2] = [Side::Upper, Side::Lower];

/// The sides as a field offers them.
pub fn sides(screen: Screen) -> Signal<Vec<(String, String)>> {
    let i18n = screen.i18n;
    Signal::derive(move || {
        options_or(t_string!(i18n, fishbone.side.auto), &SIDES, |side| match side {
            Side::Upper => t_string!(i18n, fishbone.side.upper).to_owned(),
            Side::Lower => t_string!(i18n, fishbone.side.lower).to_owned(),
        })
    })
}

/// The side somebody has chosen for a bone, as the field says it.
pub fn side_now(screen: Screen, bone: DepartmentId) -> Signal<String> {
    Signal::derive(move || {
        screen.id_now().into_iter().for_each(|id| screen.room.track(EntityKey::Bone(id, bone)));
        option_of(&SIDES, screen.with_fishbone(|one| one.live_bone(bone).and_then(|bone| bone.side)))
    })
}
