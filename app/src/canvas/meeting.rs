//! Meeting mode: the drawing alone on the big screen. Escape or the button in the corner leaves it.

use super::Canvas;
use crate::{
    i18n::t_string,
    shell::{Icon, Shape},
};
use leptos::{ev, prelude::*};

impl Canvas {
    /// Goes into meeting mode, or out of it. Where the browser has no full screen, what is around the drawing goes all the same.
    pub fn meet(&self, on: bool) {
        if self.meeting.get_untracked() == on {
            return;
        }
        self.meeting.set(on);
        let document = document();
        if on {
            if let Some(root) = document.document_element() {
                let _ = root.request_fullscreen();
            }
        } else if document.fullscreen_element().is_some() {
            document.exit_fullscreen();
        }
    }

    /// Follows the browser, whose own keys leave full screen too; and leaves the page as it was found. Called once by the frame.
    pub(super) fn keep_meeting(self) {
        Effect::new(move |_| {
            if let Some(root) = document().document_element() {
                let _ = if self.meeting.get() {
                    root.set_attribute("data-meeting", "")
                } else {
                    root.remove_attribute("data-meeting")
                };
            }
        });
        let changed = window_event_listener(ev::fullscreenchange, move |_| {
            if document().fullscreen_element().is_none() {
                self.meeting.set(false);
            }
        });
        on_cleanup(move || {
            changed.remove();
            if let Some(root) = document().document_element() {
                let _ = root.remove_attribute("data-meeting");
            }
        });
    }
}

/// The way out, for those without a keyboard.
#[component]
pub fn Leave(canvas: Canvas) -> impl IntoView {
    let i18n = canvas.i18n;
    move || {
        canvas.meeting.get().then(|| {
            view! {
                <button class="icon-button cv-leave" type="button" title=move || t_string!(i18n, canvas.leave) aria-label=move || t_string!(i18n, canvas.leave) on:click=move |_| canvas.meet(false)>
                    <Icon shape=Shape::Close/>
                </button>
            }
        })
    }
}
