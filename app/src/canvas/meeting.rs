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
        if on {
            ask_for_full_screen();
        } else {
            self.leave_full_screen();
        }
    }

    fn leave_full_screen(&self) {
        if document().fullscreen_element().is_some() {
            self.leaving.set_value(true);
            document().exit_fullscreen();
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
        // A screen that is left in full screen leaves the next one in it.
        self.full_screen.set_value(document().fullscreen_element().is_some());
        // The browser tells later what it has done: that may be older than the user's last word, and it may be what was asked of it.
        let changed = window_event_listener(ev::fullscreenchange, move |_| {
            let full = document().fullscreen_element().is_some();
            let was_full = self.full_screen.try_update_value(|before| std::mem::replace(before, full)) == Some(true);
            let leaving = !full && self.leaving.try_update_value(std::mem::take) == Some(true);
            match (full, self.meeting.get_untracked()) {
                (true, false) => self.leave_full_screen(),
                (false, true) if leaving => ask_for_full_screen(),
                (false, true) if was_full => self.meeting.set(false),
                (_, true) | (false, false) => {}
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

fn ask_for_full_screen() {
    if let Some(root) = document().document_element() {
        let _ = root.request_fullscreen();
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
