//! The drawing: head and spine, bones, people; one group each, redrawn only when its own place or content changes.

use super::state::{Drawn, Preview, Screen, person_of};
use crate::{canvas::Item, shell::Each};
use diagram::{Group, shapes_to_svg};
use leptos::prelude::*;
use model::{DepartmentId, EntityKey, FishboneId, PersonId};
use std::sync::Arc;

/// Up to this many people all are mounted: twelve bones with fifteen each are one picture.
const CULL_ABOVE: usize = 200;

/// The drawing.
#[component]
pub fn Drawing() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let id = Memo::new(move |_| screen.drawn.with(|drawn| drawn.as_ref().map(|drawn| drawn.layout.id)));
    move || id.get().map(|id| view! { <One id/> })
}

/// One fishbone.
#[component]
fn One(id: FishboneId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let bones = Memo::new(move |_| {
        screen.drawn.with(|drawn| {
            let bones =
                drawn.as_ref().map(|drawn| drawn.layout.bones.iter().map(|bone| bone.department).collect::<Vec<_>>());
            let mut bones = bones.unwrap_or_default();
            // The order of the markup stays: what is moved keeps its focus, and nothing is mounted anew.
            model::order::sort_by(&mut bones, Ord::cmp);
            bones
        })
    });
    let window = screen.window();
    let people = screen.paced(Memo::new(move |_| {
        let window = window.get();
        let carried = screen.carried();
        screen.drawn.with(|drawn| -> Vec<EntityKey> {
            let Some(drawn) = drawn.as_ref() else { return Vec::new() };
            let all = &drawn.layout.people;
            let item = |person: &PersonId| EntityKey::BonePerson(id, *person);
            let few = all.len() <= CULL_ABOVE;
            let shown = all.iter().filter(|(person, spot)| {
                few || spot.bounds().intersects(window) || carried.binary_search(&item(person)).is_ok()
            });
            shown.map(|(person, _)| item(person)).collect()
        })
    }));
    let people =
        Signal::derive(move || people.with(|people| people.iter().copied().filter_map(person_of).collect::<Vec<_>>()));
    let head = group_of(screen, EntityKey::Fishbone(id));
    view! {
        <Thing group=head item=EntityKey::Fishbone(id)/>
        <Landing/>
        <g class="bones"><Each ids=bones let:bone><BoneView id bone/></Each></g>
        <g class="people"><Each ids=people let:person><PersonView id person/></Each></g>
    }
}

/// How an item is drawn, tracked.
pub(super) fn group(screen: Screen, item: EntityKey) -> Option<Group> {
    screen.drawn.with(|drawn| group_in(drawn.as_ref()?, item))
}

fn group_in(drawn: &Drawn, item: EntityKey) -> Option<Group> {
    match item {
        EntityKey::Fishbone(_) => Some(drawn.layout.head_group(&drawn.words)),
        EntityKey::Bone(_, bone) => drawn.layout.bone(&drawn.words, bone),
        EntityKey::BonePerson(_, person) => drawn.layout.person(&drawn.words, person),
        _ => None,
    }
}

/// How an item is drawn. Most changes move few: who stands as he stood is not drawn again.
fn group_of(screen: Screen, item: EntityKey) -> Memo<Option<Group>> {
    let place = Memo::new_with_compare(move |_| (item, screen.drawn.get()), stands_otherwise);
    Memo::new(move |_| place.with(|(item, drawn)| drawn.as_ref().and_then(|drawn| group_in(drawn, *item))))
}

/// An item and the fishbone it is on.
type Placed = (EntityKey, Option<Arc<Drawn>>);

fn stands_otherwise(before: Option<&Placed>, now: Option<&Placed>) -> bool {
    let (Some((item, Some(before))), Some((_, Some(now)))) = (before, now) else { return true };
    before.words != now.words
        || before.layout.id != now.layout.id
        || match item {
            EntityKey::Bone(_, bone) => before.layout.bone_spot(*bone) != now.layout.bone_spot(*bone),
            EntityKey::BonePerson(_, person) => before.layout.people.get(person) != now.layout.people.get(person),
            _ => before.layout.head != now.layout.head,
        }
}

#[component]
fn BoneView(id: FishboneId, bone: DepartmentId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let item = EntityKey::Bone(id, bone);
    view! { <Thing group=group_of(screen, item) item/> }
}

#[component]
fn PersonView(id: FishboneId, person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let item = EntityKey::BonePerson(id, person);
    view! { <Thing group=group_of(screen, item) item/> }
}

#[component]
fn Thing(group: Memo<Option<Group>>, item: EntityKey) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let content = Memo::new(move |_| {
        group.with(|group| group.as_ref().map(|group| shapes_to_svg(&group.shapes)).unwrap_or_default())
    });
    view! { <Item canvas=screen.canvas() item group content/> }
}

/// Where the held things would land: their own shapes, dashed, in the gap that the others have made.
#[component]
fn Landing() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let landing = move |item| {
        let group = group(screen, item)?;
        let transform = format!("translate({:.1} {:.1})", group.at.x, group.at.y);
        Some(
            view! { <g class="landing" aria-hidden="true" transform=transform inner_html=shapes_to_svg(&group.shapes)></g> },
        )
    };
    let landings = move || {
        let held = |preview: RwSignal<Option<Preview>>| preview.with(|now| now.as_ref().map(Preview::items));
        let items = held(screen.preview).or_else(|| held(screen.theirs)).unwrap_or_default();
        items.into_iter().map(landing).collect_view()
    };
    view! { <g class="landings">{landings}</g> }
}
