//! Who is typing in a field: told to the others while it has the focus, and shown at the field of the others.

use crate::{
    i18n::{t_string, use_i18n},
    replica::RoomHandle,
};
use leptos::prelude::*;
use model::{EntityKey, UserId, merge::Field};
use sync::frame::Editing;

/// A field that several people may edit.
#[derive(Clone, Copy)]
pub struct Edited {
    /// Where.
    pub room: RoomHandle,
    /// Of what.
    pub entity: EntityKey,
    /// Which.
    pub field: Field,
}

impl Edited {
    const fn editing(&self) -> Editing {
        Editing { entity: self.entity, field: self.field }
    }

    fn enter(self) {
        self.room.change_presence(|mine| mine.editing = Some(self.editing()));
    }

    fn leave(self) {
        self.room.change_presence(|mine| {
            if mine.editing == Some(self.editing()) {
                mine.editing = None;
            }
        });
    }

    /// Somebody else who is in the field, by colour and name.
    fn by(self) -> Memo<Option<(u8, String)>> {
        let presence = self.room.presence();
        let user = Memo::new(move |_| {
            let here = |others: &Vec<crate::replica::Presence>| {
                others.iter().find(|other| other.body.editing == Some(self.editing())).map(|other| other.user)
            };
            presence.with(here)
        });
        Memo::new(move |_| {
            let user: UserId = user.get()?;
            self.room.track(EntityKey::Member(user));
            self.room.with(|room| {
                let member = room.member(user)?;
                Some((member.colour, member.name.clone()))
            })
        })
    }
}

/// What stands around a control: its label is in `children`, with it.
#[component]
pub fn FieldBox(
    /// Who may be in it; a field nobody else can see says nothing.
    edited: Option<Edited>,
    /// Label and control.
    children: Children,
) -> AnyView {
    let Some(edited) = edited else { return view! { <div class="field">{children()}</div> }.into_any() };
    let i18n = use_i18n();
    let by = edited.by();
    // A control that goes while it has the focus does not say that it has lost it.
    on_cleanup(move || edited.leave());
    view! {
        <div
            class="field"
            data-edited-by=move || by.with(|by| by.as_ref().map(|(colour, _)| colour.to_string()))
            on:focusin=move |_| edited.enter()
            on:focusout=move |_| edited.leave()
        >
            {children()}
            {move || by.get().map(|(_, name)| {
                let said = t_string!(i18n, shell.who.editing, name = name.clone()).to_string();
                view! { <span class="edited-by" role="img" aria-label=said.clone() title=said>{name}</span> }
            })}
        </div>
    }
    .into_any()
}
