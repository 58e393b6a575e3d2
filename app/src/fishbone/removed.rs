//! Bones and people taken off this fishbone, and the way back.

use super::state::Screen;
use crate::{
    canvas::{Diagram, RemovedList},
    i18n::t_string,
};
use leptos::prelude::*;
use model::EntityKey;

/// The list; nothing while nothing was taken off.
#[component]
pub fn Removed() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let items = Memo::new(move |_| {
        let Some(id) = screen.id_now() else { return Vec::new() };
        let _ = i18n.get_locale();
        let off: Vec<EntityKey> = screen.with_fishbone(|one| {
            let bones = one.bones.iter().filter(|(_, bone)| bone.archived).map(|(bone, _)| EntityKey::Bone(id, *bone));
            // Who went with a bone comes back with it.
            let people = one.people.iter().filter(|(_, on)| on.archived && one.live_bone(on.bone).is_some());
            bones.chain(people.map(|(person, _)| EntityKey::BonePerson(id, *person))).collect()
        });
        off.into_iter().map(|item| (item, screen.called(item))).collect()
    });
    let restore = Callback::new(move |item| match item {
        EntityKey::Bone(_, bone) => {
            screen.add_bone(bone);
        }
        EntityKey::BonePerson(_, person) => screen.restore_person(person),
        _ => {}
    });
    view! { <RemovedList canvas=screen.canvas() title=Signal::derive(move || t_string!(i18n, fishbone.removed.title).to_owned()) items restore/> }
}
