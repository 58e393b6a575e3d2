//! Seeing what a colleague sees: my view goes along with his until I pan, zoom or press Escape. He is chosen in the header or with
//! `W`; a frame in his colour and a sentence say so.

use super::{Canvas, whole};
use crate::{
    i18n::t_string,
    replica::{Presence, RoomHandle},
    route::{Route, Tab, Way},
};
use diagram::{Point, Rect, View};
use leptos::prelude::*;
use model::{EntityKey, UserId};

/// Whom I follow; a context of the deal's room, so that it lasts from diagram to diagram.
#[derive(Clone, Copy, Default)]
pub struct Follow(RwSignal<Option<UserId>>);

/// What a colleague sees: his drawing, and what of it.
type Sight = (String, Option<(i32, i32, i32, i32)>);

impl Follow {
    /// Whether I follow this one, tracked.
    pub fn is(self, user: UserId) -> bool {
        self.0.get() == Some(user)
    }

    /// Follows somebody, or no longer.
    pub fn turn(self, user: UserId) {
        self.0.update(|now| *now = Some(user).filter(|user| *now != Some(*user)));
    }

    /// Follows nobody; whether it was otherwise.
    pub fn stop(self) -> bool {
        let any = self.0.get_untracked().is_some();
        if any {
            self.0.set(None);
        }
        any
    }

    /// Follows the next one of those who are here.
    fn next(self, room: RoomHandle) {
        let here = others(room);
        let now = self.0.get_untracked().and_then(|now| here.iter().position(|user| *user == now));
        self.0.set(here.get(now.map_or(0, |now| now + 1)).copied());
    }
}

/// Everybody else in the room, each once, not tracked.
fn others(room: RoomHandle) -> Vec<UserId> {
    let mut users: Vec<UserId> = Vec::new();
    room.presence().with_untracked(|others| {
        for other in others {
            if other.user != room.me() && !users.contains(&other.user) {
                users.push(other.user);
            }
        }
    });
    users
}

/// What somebody sees; of several tabs the one that shows a drawing.
fn sight_of(others: &[Presence], user: UserId) -> Option<Sight> {
    let his = others.iter().filter(|other| other.user == user);
    let best = his.max_by_key(|other| (other.body.view.is_some(), other.body.cursor.is_some()))?;
    Some((best.body.drawing.clone(), best.body.view))
}

/// The view that shows all of what he sees, as large as it goes.
fn view_of((left, top, right, bottom): (i32, i32, i32, i32), (width, height): (f64, f64)) -> View {
    let seen = Rect::between(Point::new(left.into(), top.into()), Point::new(right.into(), bottom.into()));
    let mine = Rect::new(0.0, 0.0, width, height);
    let view = View::fitting(seen, mine);
    let larger = (width / seen.width.max(1.0)).min(height / seen.height.max(1.0)) / view.scale;
    if larger > 1.0 { view.zoomed(mine.centre(), larger) } else { view }
}

impl Canvas {
    /// Follows the next colleague; after the last one nobody.
    pub fn follow_next(&self) {
        if let Some(follow) = self.follow {
            follow.next(self.room);
        }
    }

    /// Whether there is anybody to follow.
    pub fn has_company(&self) -> bool {
        self.follow.is_some() && !others(self.room).is_empty()
    }

    /// Goes along with whom I follow, and tells the others what I see. Called once by the frame.
    pub(super) fn keep_following(self) {
        let Some(follow) = self.follow else { return };
        let presence = self.room.presence();
        let company = Memo::new(move |_| presence.with(|others| !others.is_empty()));
        let sight = Memo::new(move |_| {
            let user = follow.0.get()?;
            presence.with(|others| sight_of(others, user))
        });
        let led_to = StoredValue::new(None::<View>);
        let along = Memo::new(move |_| {
            let (drawing, seen) = sight.get()?;
            seen.filter(|_| drawing == self.drawing.get())
        });
        Effect::new(move |_| {
            let size = self.size.get();
            match along.get().filter(|_| size.0 > 0.0) {
                Some(seen) => {
                    let view = view_of(seen, size);
                    led_to.set_value(Some(view));
                    self.view.set(view);
                }
                None => led_to.set_value(None),
            }
        });
        // Whoever moves the view himself goes his own way.
        Effect::new(move |_| {
            let view = self.view.get();
            if led_to.get_value().is_some_and(|led| led != view) {
                follow.stop();
            }
        });
        Effect::new(move |_| {
            if follow.0.get().is_some() && sight.with(Option::is_none) {
                follow.stop();
            }
        });
        Effect::new(move |_| {
            let drawing = self.drawing.get();
            let (width, height) = self.size.get();
            let view = self.view.get();
            // Two who follow each other would go further and further away: whoever follows passes on what he follows.
            let mine = move || {
                let seen = view.visible(width, height);
                (whole(seen.x), whole(seen.y), whole(seen.right()), whole(seen.bottom()))
            };
            let seen = company.get().then(|| along.get().unwrap_or_else(mine)).filter(|_| width > 0.0);
            self.room.change_presence(|body| {
                body.drawing = drawing;
                body.view = seen;
            });
        });
        let room = self.room;
        on_cleanup(move || room.change_presence(|body| body.view = None));
    }
}

/// The frame in his colour and the sentence; nothing while I follow nobody.
#[component]
pub fn Following(canvas: Canvas) -> impl IntoView {
    let i18n = canvas.i18n;
    let way = use_context::<Way>();
    let presence = canvas.room.presence();
    let who = Memo::new(move |_| canvas.follow.and_then(|follow| follow.0.get()));
    let elsewhere = Memo::new(move |_| {
        let (drawing, _) = presence.with(|others| sight_of(others, who.get()?))?;
        Some(drawing).filter(|drawing| *drawing != canvas.drawing.get())
    });
    let go = move |_| {
        let Some(drawing) = elsewhere.get_untracked() else { return };
        let (word, part) = drawing.split_once(':').unwrap_or((&drawing, ""));
        if let Ok(id) = part.parse() {
            if canvas.diagram().open(EntityKey::Fishbone(id)) {
                return;
            }
            canvas.ask_next(EntityKey::Fishbone(id));
        }
        let tab = Tab::ALL.into_iter().find(|tab| tab.word() == word);
        let deal = canvas.room.with(|room| room.deal().map(|(id, _)| id));
        if let (Some(way), Some(tab), Some(deal)) = (way, tab, deal) {
            way.go(Route::Deal(deal, tab));
        }
    };
    move || {
        let user = who.get()?;
        let name = canvas.name_of(user);
        let sentence = move || match elsewhere.get() {
            Some(_) => t_string!(i18n, canvas.follow.elsewhere, name = name.clone()).to_string(),
            None => t_string!(i18n, canvas.follow.along, name = name.clone()).to_string(),
        };
        Some(view! {
            <div class="cv-follow" data-who=canvas.colour_of(user).to_string()>
                <p role="status">
                    <span>{sentence}</span>
                    {move || elsewhere.get().map(|_| view! {
                        <button class="button" data-size="small" type="button" on:click=go>{t_string!(i18n, canvas.follow.go)}</button>
                    })}
                    <button class="button" data-size="small" type="button" on:click=move |_| { canvas.follow.map(Follow::stop); }>{move || t_string!(i18n, canvas.follow.stop)}</button>
                </p>
            </div>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::view_of;

    #[test]
    fn all_that_a_colleague_sees_is_seen_on_a_screen_of_another_shape() {
        for (seen, size) in [
            ((0, 0, 1600, 900), (390.0, 700.0)),
            ((-300, 50, -100, 150), (1400.0, 800.0)),
            ((5, 5, 5, 5), (100.0, 100.0)),
        ] {
            let shown = view_of(seen, size).visible(size.0, size.1);
            let (left, top, right, bottom) = seen;
            assert!(shown.x <= f64::from(left) + 0.5 && shown.y <= f64::from(top) + 0.5, "{seen:?} {shown:?}");
            assert!(
                shown.right() >= f64::from(right) - 0.5 && shown.bottom() >= f64::from(bottom) - 0.5,
                "{seen:?} {shown:?}"
            );
        }
        assert!(view_of((0, 0, 200, 100), (1400.0, 800.0)).scale > 1.0);
    }
}
