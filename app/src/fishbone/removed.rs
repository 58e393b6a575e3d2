//! Bones and people taken off this fishbone, and the way back.

use super::state::Screen;
use crate::{i18n::t_string, shell::When};
use leptos::prelude::*;
use model::{DepartmentId, PersonId};

/// One thing taken off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Off {
    Bone(DepartmentId),
    Person(PersonId),
}

/// The list; nothing while nothing was taken off.
#[component]
pub fn Removed() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let removed = Memo::new(move |_| {
        let _ = screen.id_now();
        let _ = i18n.get_locale();
        let off: Vec<Off> = screen.with_fishbone(|one| {
            let bones = one.bones.iter().filter(|(_, bone)| bone.archived).map(|(id, _)| Off::Bone(*id));
            // Who went with a bone comes back with it.
            let people = one.people.iter().filter(|(_, on)| on.archived && one.live_bone(on.bone).is_some());
            bones.chain(people.map(|(id, _)| Off::Person(*id))).collect()
        });
        let called = |off: Off| match off {
            Off::Bone(id) => screen.department_called(id),
            Off::Person(id) => screen.person_called(id),
        };
        off.into_iter().map(|off| (off, called(off))).collect::<Vec<_>>()
    });
    move || {
        let rows = removed.get();
        (!rows.is_empty()).then(|| {
            let rows = rows
                .into_iter()
                .map(|(off, name)| {
                    let restore = move |_| match off {
                        Off::Bone(bone) => {
                            screen.add_bone(bone);
                        }
                        Off::Person(person) => screen.restore_person(person),
                    };
                    view! {
                        <li>
                            <span>{name}</span>
                            <When when=move || screen.may_edit.get()>
                                <button class="button" data-kind="link" data-size="small" type="button" on:click=restore>{move || t_string!(i18n, fishbone.removed.restore)}</button>
                            </When>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <section class="fb-removed">
                    <h2>{move || t_string!(i18n, fishbone.removed.title)}</h2>
                    <ul>{rows}</ul>
                </section>
            }
        })
    }
}
