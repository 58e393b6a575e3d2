//! Items that glide to where a layout has put them. Only a look: they stand there already, for everybody.

use super::Canvas;
use diagram::Point;
use js_sys::{Date, Function, Reflect};
use leptos::prelude::*;
use model::EntityKey;
use web_sys::wasm_bindgen::{JsCast, JsValue};

/// How long it takes, in milliseconds.
const LASTS: f64 = 320.0;
/// More than this would not be smooth.
const AT_MOST: usize = 300;

impl Canvas {
    /// Lets items glide from where they were to where they are; at once for readers who want no motion.
    pub fn glide(&self, moves: Vec<(EntityKey, Point, Point)>) {
        if moves.is_empty() || moves.len() > AT_MOST || wants_no_motion() {
            return;
        }
        let canvas = *self;
        // What somebody drags stays in his hand.
        let free = move |item: EntityKey| canvas.held(item).get_untracked().is_none();
        let moves: Vec<_> = moves.into_iter().filter(|(item, ..)| free(*item)).collect();
        for (item, from, _) in &moves {
            canvas.held(*item).set(Some(*from));
        }
        next_step(canvas, StoredValue::new_local(moves), Date::now());
    }
}

type Moves = StoredValue<Vec<(EntityKey, Point, Point)>, LocalStorage>;

fn next_step(canvas: Canvas, moves: Moves, started: f64) {
    request_animation_frame(move || {
        let part = ((Date::now() - started) / LASTS).clamp(0.0, 1.0);
        // Fast at first, slow at the end.
        let way = 1.0 - (1.0 - part).powi(3);
        // The screen may be gone.
        let alive = moves.try_with_value(|moves| {
            for (item, from, to) in moves {
                let at = Point::new(from.x + (to.x - from.x) * way, from.y + (to.y - from.y) * way);
                canvas.held(*item).set((part < 1.0).then_some(at));
            }
        });
        if alive.is_some() && part < 1.0 {
            next_step(canvas, moves, started);
        }
    });
}

/// Whether the reader's system asks for no motion.
fn wants_no_motion() -> bool {
    let window = window();
    let ask = || {
        let matches: Function = Reflect::get(&window, &"matchMedia".into()).ok()?.dyn_into().ok()?;
        let query = JsValue::from_str("(prefers-reduced-motion: reduce)");
        let answer = matches.call1(&window, &query).ok()?;
        Reflect::get(&answer, &"matches".into()).ok()?.as_bool()
    };
    ask().unwrap_or(false)
}
