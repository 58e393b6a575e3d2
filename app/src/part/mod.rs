//! The parts of the app whose code is loaded apart from the rest.
//!
//! What draws a deal's power map comes with the page; panels, dialogs and every other screen are in files of their own, cut out by
//! the build where [`parts`] says so. A part that fills the screen is fetched when it is first shown; one that stands beside or over it
//! not before what the page is about can be seen ([`InSight`]); and all of them once the app is connected too ([`fetch_all_once`]): so
//! nobody waits for a click, and what was open when the network went goes on.
//!
//! A new screen or dialog gets its entry in [`parts`] and is shown by the function of that name.

pub mod parts;

use crate::i18n::{t_string, use_i18n};
use leptos::{ev, prelude::*, wasm_split::SplitLoaderError};
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

/// Whether what the page is about is on the screen. What stands beside it or over it is loaded after that, not in its way. A context of
/// the app.
#[derive(Clone, Copy)]
pub struct InSight(RwSignal<bool>);

/// For so long the rest waits for it, if it does not come.
const PATIENCE: Duration = Duration::from_secs(15);

impl InSight {
    /// Makes the context; nothing is in sight yet.
    pub fn provide() -> Self {
        let in_sight = Self(RwSignal::new(false));
        provide_context(in_sight);
        set_timeout(move || in_sight.say(), PATIENCE);
        // Who already does something may ask for any of it.
        for listener in [
            window_event_listener(ev::pointerdown, move |_| in_sight.say()),
            window_event_listener(ev::keydown, move |_| in_sight.say()),
        ] {
            on_cleanup(move || listener.remove());
        }
        in_sight
    }

    /// What the page is about has just been made: it is in sight when the next frame has been painted.
    pub fn after_paint(self) {
        if !self.0.get_untracked() {
            request_animation_frame(move || request_animation_frame(move || self.say()));
        }
    }

    fn say(self) {
        // The app may be gone by now.
        if self.0.try_get_untracked() == Some(false) {
            self.0.set(true);
        }
    }
}

/// A part on its way, or the view it makes.
type Coming<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// What stands in the place of a part that is on its way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wait {
    /// A line that says so: for what fills the screen.
    Said,
    /// Nothing: for what stands beside or over something else.
    Silent,
}

/// How far a part has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Coming,
    Here,
    Missing,
}

/// Shows a part as soon as its code is here: at once if it is, else after a word that it is coming, or that it could not be
/// loaded and can be asked for again.
fn show<L, M>(
    wait: Wait,
    load: impl Fn() -> L + Send + Sync + 'static,
    make: impl Fn() -> M + Send + Sync + 'static,
) -> AnyView
where
    L: Future<Output = Result<(), SplitLoaderError>> + 'static,
    M: Future<Output = Result<AnyView, SplitLoaderError>> + 'static,
{
    shown(wait, Box::new(move || Box::pin(load())), Box::new(move || Box::pin(make())))
}

/// One copy for all parts.
fn shown(
    wait: Wait,
    load: Box<dyn Fn() -> Coming<()> + Send + Sync>,
    make: Box<dyn Fn() -> Coming<AnyView> + Send + Sync>,
) -> AnyView {
    let i18n = use_i18n();
    let state = RwSignal::new(State::Coming);
    let ask = StoredValue::new(load);
    let fetch = move || {
        let mut coming = ask.with_value(|load| load());
        state.set(match at_once(&mut coming) {
            Some(answer) => answered(answer),
            None => {
                leptos::task::spawn_local(async move {
                    let answer = coming.await;
                    // The place where it was to be shown may be gone by now.
                    let _ = state.try_set(answered(answer));
                });
                State::Coming
            }
        });
    };
    let in_sight = use_context::<InSight>();
    match in_sight {
        Some(InSight(seen)) if wait == Wait::Silent && !seen.get_untracked() => once(move || seen.get(), fetch),
        _ => fetch(),
    }
    if let Some(in_sight) = in_sight.filter(|_| wait == Wait::Said) {
        once(move || state.get() != State::Coming, move || in_sight.after_paint());
    }
    let made = move || match state.get() {
        // Its code is here: the view is made without waiting.
        State::Here => at_once(&mut make()).and_then(Result::ok),
        State::Coming | State::Missing => None,
    };
    (move || {
        made().unwrap_or_else(|| {
            if state.get() == State::Missing {
                view! {
                    <div class="part" role="alert">
                        <p>{move || t_string!(i18n, shell.state.part_missing)}</p>
                        <button class="button" type="button" on:click=move |_| fetch()>{move || t_string!(i18n, shell.state.again)}</button>
                    </div>
                }
                .into_any()
            } else if wait == Wait::Silent {
                ().into_any()
            } else {
                view! { <p class="loading" role="status">{move || t_string!(i18n, shell.state.loading)}</p> }.into_any()
            }
        })
    })
    .into_any()
}

fn answered(answer: Result<(), SplitLoaderError>) -> State {
    match answer {
        Ok(()) => State::Here,
        Err(_) => State::Missing,
    }
}

/// What a future has to say without being waited for.
fn at_once<T>(coming: &mut Coming<T>) -> Option<Result<T, SplitLoaderError>> {
    match coming.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => None,
    }
}

/// Fetches every part, one after the other, as soon as what is open now has what it needs. One that does not come is asked for again when
/// it is shown.
pub fn fetch_all_once(in_sight: InSight, ready: impl Fn() -> bool + 'static) {
    once(move || in_sight.0.get() && ready(), || leptos::task::spawn_local(parts::fetch_all()));
}

/// Does something when a condition first holds.
fn once(holds: impl Fn() -> bool + 'static, act: impl Fn() + 'static) {
    Effect::new(move |done: Option<bool>| {
        let done = done == Some(true);
        if !done && holds() {
            act();
            return true;
        }
        done
    });
}
