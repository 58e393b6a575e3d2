//! What the next tap on the paper is for, where no drag is at hand: first is said what, then where. Something was taken up and is put
//! there, or an area begins there, or ends.
//!
//! Keys: `Esc` lets it be; `Enter` on an item puts what was taken up where that item is.

use super::{Canvas, Click, Command, Selection};
use crate::i18n::{t_string, td_string};
use diagram::{Point, Rect};
use leptos::prelude::*;
use model::EntityKey;

/// What it is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tap {
    /// This is put there.
    Put(EntityKey),
    /// The area begins there.
    Corner,
    /// It goes from here to there.
    Opposite(Point),
}

impl Canvas {
    /// Takes something up: the next tap puts it there, or Enter after a walk by arrow keys.
    pub fn take(&self, item: EntityKey) {
        self.expect(Tap::Put(item));
        self.focus.set(Some(item));
        self.focus_item(item);
    }

    /// What a diagram offers for this: to take up the first of what is selected, if it can be.
    pub fn take_command(&self, lead: Option<EntityKey>) -> Command {
        let canvas = *self;
        Command::new(
            "",
            |l| td_string!(l, canvas.command.take),
            move || {
                lead.into_iter().for_each(|item| canvas.take(item));
            },
        )
        .on_selection()
        .when(lead.is_some())
    }

    /// Whether something is taken up: arrow keys go to the place then.
    pub(super) fn is_taken(&self) -> bool {
        matches!(self.tap.get_untracked(), Some(Tap::Put(_)))
    }

    /// The next two taps say what is selected: everything between them.
    pub(super) fn mark_area(&self) {
        self.expect(Tap::Corner);
    }

    /// Whether the next tap on the paper is for something. Tracked.
    pub fn is_tap_expected(&self) -> bool {
        self.tap.with(Option::is_some)
    }

    fn expect(&self, tap: Tap) {
        self.live.marquee.set(None);
        self.panel.set(false);
        self.twin.set(false);
        self.tap.set(Some(tap));
    }

    /// Lets it be; `false` if no tap was expected.
    pub fn expect_nothing(&self) -> bool {
        let any = self.tap.get_untracked().is_some();
        if any {
            self.tap.set(None);
            self.live.marquee.set(None);
        }
        any
    }

    /// What a tap means that was expected; `false` for any other one.
    pub(super) fn tapped(&self, click: &Click) -> bool {
        let Some(tap) = self.tap.get_untracked() else { return false };
        self.tap.set(None);
        match tap {
            Tap::Put(item) => self.diagram().put(item, click.at),
            Tap::Corner => self.tap.set(Some(Tap::Opposite(click.at))),
            Tap::Opposite(from) => {
                let diagram = self.diagram();
                let before = self.selection.get_untracked().into_iter().filter(|item| !diagram.alone(*item));
                let before: Selection = before.filter(|_| click.add).collect();
                self.live.marquee.set(None);
                self.select_these(before.into_iter().chain(diagram.inside(Rect::between(from, click.at))));
                let count = self.selection.with_untracked(Selection::len);
                self.tell(untrack(|| t_string!(self.i18n, canvas.tap.selected, count = count).to_string()), false);
            }
        }
        true
    }

    /// Enter, while something is taken up: puts it where the focused item is.
    pub(super) fn put_at_focus(&self) -> bool {
        let (Some(Tap::Put(item)), Some(focus)) = (self.tap.get_untracked(), self.focus.get_untracked()) else {
            return false;
        };
        let diagram = self.diagram();
        let Some(there) = diagram.bounds(focus) else { return false };
        self.tap.set(None);
        if focus != item {
            diagram.put(item, there.centre());
        }
        true
    }
}

/// Says what is expected, and lets it be.
#[component]
pub fn Expected(canvas: Canvas) -> impl IntoView {
    let i18n = canvas.i18n;
    let tap = Memo::new(move |_| canvas.tap.get());
    move || {
        tap.get().map(|tap| {
            let (what, back) = match tap {
                Tap::Put(item) => {
                    let name = canvas.diagram().called(item);
                    (t_string!(i18n, canvas.tap.put, name = name).to_string(), t_string!(i18n, canvas.tap.put_back))
                }
                Tap::Corner => (t_string!(i18n, canvas.tap.corner).to_owned(), t_string!(i18n, canvas.tap.cancel)),
                Tap::Opposite(_) => {
                    (t_string!(i18n, canvas.tap.opposite).to_owned(), t_string!(i18n, canvas.tap.cancel))
                }
            };
            view! {
                <div class="cv-hint cv-expected">
                    <span role="status">{what}</span>
                    <button class="button" type="button" on:click=move |_| { canvas.expect_nothing(); }>{back}</button>
                </div>
            }
        })
    }
}
