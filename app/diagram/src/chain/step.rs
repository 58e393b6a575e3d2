//! A step: an arrow with number and name, and below it state, days, how we stand against the rivals, and what we do.
//!
//! The state is told by the sign and the word as well as by the arrow, late by a word, a leading rival by an arrow and a word,
//! nobody known by dashes and a word.

use super::{
    ARROW_HEIGHT, Column, Layout, PERSON_HEIGHT, PERSON_WIDTH, PITCH, STEP_HEIGHT, STEP_WIDTH, Scene,
    layout::{PERSON_X, person_at},
    lead,
    words::numbered,
};
use crate::{Anchor, Group, Run, Shape, day, power_map::Detail, text};
use model::{
    EntityKey, StepId,
    chain::{Step, StepPosition, StepState},
    task::{TaskOrigin, open_from},
};

/// How far the point of an arrow reaches into the next one.
const TIP: f64 = 16.0;
/// Space between two arrows.
const JOINT: f64 = 5.0;
/// Space between arrow and card.
const BELOW_ARROW: f64 = 8.0;
/// Space left and right of texts on the card.
pub(super) const PAD: f64 = 14.0;
const NAME_SIZE: f64 = 13.5;
const NAME_SIZE_TIGHT: f64 = 11.5;
const NAME_SIZE_FAR: f64 = 21.0;
const STATE_SIZE: f64 = 12.5;
const SMALL: f64 = 11.0;
const FAR: f64 = 18.0;
/// Top of the card.
const CARD_Y: f64 = ARROW_HEIGHT + BELOW_ARROW;

/// A step of the chain; `None` for one that is not in it.
pub fn step(scene: &Scene<'_>, layout: &Layout, id: StepId) -> Option<Group> {
    let (_, deal) = scene.map.room.deal()?;
    let step = deal.chain.live(id)?;
    let column = layout.column(id)?;
    let number = layout.number(id)?;
    let now = scene.position(id)?;
    let task = open_from(deal, TaskOrigin::Step { step: id }).is_some();
    let name = scene.name(id);
    let far = scene.map.detail != Detail::Full;

    let mut shapes = Vec::with_capacity(32);
    frame(&mut shapes, step.state, now.unmanned, number == 1);
    arrow_text(&mut shapes, number, &name, step.state, far);
    if far {
        sparse(&mut shapes, scene, step, now);
    } else {
        state_line(&mut shapes, scene, step.state, now.late);
        days(&mut shapes, scene, step);
        shapes.push(Shape::Path { class: "ch-rule".into(), d: format!("M{PAD} 124.5H{}", STEP_WIDTH - PAD) });
        lead::comparison(&mut shapes, scene, deal, now);
        shapes.push(Shape::Path { class: "ch-rule".into(), d: format!("M{PAD} 194.5H{}", STEP_WIDTH - PAD) });
        action(&mut shapes, scene, step, task);
    }
    below(&mut shapes, scene, column, now.unmanned, far);

    Some(Group {
        key: EntityKey::Step(id),
        class: if now.unmanned { "ch-step unmanned" } else { "ch-step" }.into(),
        at: column.at,
        label: label(scene, step, now, number, &name, task),
        shapes,
    })
}

/// What belongs to a state in style classes.
const fn state_class(state: StepState) -> &'static str {
    match state {
        StepState::NotStarted => "not-started",
        StepState::Ongoing => "ongoing",
        StepState::Done => "done",
        StepState::Blocked => "blocked",
    }
}

fn frame(shapes: &mut Vec<Shape>, state: StepState, unmanned: bool, first: bool) {
    let dashed = if unmanned { " dashed" } else { "" };
    let ring = |inset: f64| Shape::Rect {
        class: "ring".into(),
        x: -inset,
        y: -inset,
        width: STEP_WIDTH + 2.0 * inset,
        height: STEP_HEIGHT + 2.0 * inset,
        radius: 12.0,
    };
    shapes.push(ring(6.0));
    let (right, middle) = (PITCH - JOINT, ARROW_HEIGHT / 2.0);
    // The chain begins with a straight edge.
    let notch = if first { String::new() } else { format!("L{TIP} {middle}") };
    shapes.push(Shape::Path {
        class: format!("ch-arrow {}{dashed}", state_class(state)).into(),
        d: format!("M0 0H{right}L{} {middle}L{right} {ARROW_HEIGHT}H0{notch}Z", right + TIP),
    });
    shapes.push(Shape::Rect {
        class: format!("ch-card{dashed}").into(),
        x: 0.0,
        y: CARD_Y,
        width: STEP_WIDTH,
        height: STEP_HEIGHT - CARD_Y,
        radius: 8.0,
    });
}

fn arrow_text(shapes: &mut Vec<Shape>, number: usize, name: &str, state: StepState, far: bool) {
    let tone = state_class(state);
    let number = number.to_string();
    let left = TIP + 12.0;
    let room = PITCH - JOINT - left - 10.0;
    let size = match far {
        true => NAME_SIZE_FAR,
        false if text::width(name, NAME_SIZE, true) + text::width(&number, NAME_SIZE, true) + 8.0 <= room => NAME_SIZE,
        false => NAME_SIZE_TIGHT,
    };
    let width = if far {
        " far"
    } else if size < NAME_SIZE {
        " tight"
    } else {
        ""
    };
    let name = text::fit(name, size, true, room - text::width(&number, size, true) - 8.0);
    let runs = vec![
        Run { class: format!("ch-number {tone}{width}").into(), dx: 0.0, text: number },
        Run { class: format!("ch-name {tone}{width}").into(), dx: 8.0, text: name },
    ];
    shapes.push(Shape::Text { x: left, y: ARROW_HEIGHT / 2.0 + size * 0.36, anchor: Anchor::Start, runs });
}

/// The sign of a state: an empty ring, one half full, a full one with a tick, a square with a bar.
pub(super) fn sign(shapes: &mut Vec<Shape>, state: StepState, x: f64, y: f64, r: f64) {
    let class = |part: &str| format!("ch-sign{part} {}", state_class(state));
    let path = |part: &str, d: String| Shape::Path { class: class(part).into(), d };
    match state {
        StepState::NotStarted => shapes.push(Shape::Circle { class: class("").into(), x, y, r }),
        StepState::Ongoing => {
            shapes.push(Shape::Circle { class: class("").into(), x, y, r });
            shapes.push(path("-half", format!("M{x} {}A{r} {r} 0 0 1 {x} {}Z", y - r, y + r)));
        }
        StepState::Done => {
            shapes.push(Shape::Circle { class: class("").into(), x, y, r });
            let (a, b) = (r * 0.45, r * 0.4);
            shapes.push(path("-mark", format!("M{} {y}L{} {}L{} {}", x - a, x - a / 4.0, y + b, x + a, y - b)));
        }
        StepState::Blocked => {
            let side = r * 1.8;
            let class = class("").into();
            shapes.push(Shape::Rect { class, x: x - r * 0.9, y: y - r * 0.9, width: side, height: side, radius: 2.0 });
            shapes.push(path("-mark", format!("M{} {y}H{}", x - r * 0.5, x + r * 0.5)));
        }
    }
}

fn state_line(shapes: &mut Vec<Shape>, scene: &Scene<'_>, state: StepState, late: i32) {
    let y = CARD_Y + 19.0;
    sign(shapes, state, PAD + 6.0, y, 6.0);
    let mut room = STEP_WIDTH - PAD - 34.0;
    if late > 0 {
        let words = text::fit(&numbered(&scene.words.late, late), SMALL, true, 100.0);
        let width = text::width(&words, SMALL, true) + 14.0;
        let x = STEP_WIDTH - 10.0 - width;
        shapes.push(Shape::Rect { class: "ch-late".into(), x, y: y - 10.0, width, height: 20.0, radius: 10.0 });
        shapes.push(Shape::text("ch-late-text", x + width / 2.0, y + 4.0, Anchor::Middle, words));
        room = x - 40.0;
    }
    let word = text::fit(scene.words.state(state), STATE_SIZE, true, room);
    shapes.push(Shape::text(format!("ch-state {}", state_class(state)), PAD + 20.0, y + 4.4, Anchor::Start, word));
}

fn days(shapes: &mut Vec<Shape>, scene: &Scene<'_>, step: &Step) {
    let labels = [&scene.words.planned, &scene.words.actual];
    let widest = labels.iter().map(|label| text::width(label, SMALL, false)).fold(0.0, f64::max).min(80.0);
    for ((label, date), y) in labels.into_iter().zip([step.planned, step.actual]).zip([95.0, 114.0]) {
        let label = text::fit(label, SMALL, false, 80.0);
        shapes.push(Shape::text("ch-label", PAD, y, Anchor::Start, label));
        let (class, said) = match date {
            Some(date) => ("ch-day", day(date, scene.map.today, scene.map.locale)),
            None => ("ch-day none", scene.words.no_day.clone()),
        };
        let x = PAD + widest + 10.0;
        let said = text::fit(&said, STATE_SIZE, false, STEP_WIDTH - PAD - x);
        shapes.push(Shape::text(class, x, y, Anchor::Start, said));
    }
}

/// The first line of what we do about it, and whether a task is open.
fn action(shapes: &mut Vec<Shape>, scene: &Scene<'_>, step: &Step, task: bool) {
    let y = STEP_HEIGHT - 10.0;
    let mut right = STEP_WIDTH - PAD;
    if task {
        let word = text::fit(&scene.words.task, SMALL, false, 50.0);
        let width = text::width(&word, SMALL, false) + 12.0;
        right -= width - 4.0;
        shapes.push(Shape::Rect { class: "ch-task".into(), x: right, y: y - 12.5, width, height: 17.0, radius: 4.0 });
        shapes.push(Shape::text("ch-task-text", right + width / 2.0, y, Anchor::Middle, word));
        right -= 6.0;
    }
    let first = step.action.lines().map(str::trim).find(|line| !line.is_empty());
    let (class, words) = match first {
        Some(line) => ("ch-action", line),
        None => ("ch-action none", scene.words.no_action.as_str()),
    };
    shapes.push(Shape::Path { class: "ch-action-sign".into(), d: format!("M{PAD} {0}h7m-3 -3l3 3l-3 3", y - 4.0) });
    let x = PAD + 14.0;
    shapes.push(Shape::text(class, x, y, Anchor::Start, text::fit(words, STATE_SIZE, false, right - x)));
}

/// What can be read from afar: sign, day, late, and whether a rival leads.
fn sparse(shapes: &mut Vec<Shape>, scene: &Scene<'_>, step: &Step, now: StepPosition) {
    sign(shapes, step.state, PAD + 12.0, 82.0, 11.0);
    let (class, said) = match step.actual.or(step.planned) {
        Some(date) => ("ch-day far", day(date, scene.map.today, scene.map.locale)),
        None => ("ch-day none far", scene.words.no_day.clone()),
    };
    let said = text::fit(&said, FAR, false, STEP_WIDTH - 66.0);
    shapes.push(Shape::text(class, 52.0, 88.0, Anchor::Start, said));
    if now.late > 0 {
        let words = text::fit(&numbered(&scene.words.late, now.late), FAR, true, STEP_WIDTH - 54.0);
        let width = text::width(&words, FAR, true) + 20.0;
        shapes.push(Shape::Rect { class: "ch-late".into(), x: PAD, y: 104.0, width, height: 30.0, radius: 15.0 });
        shapes.push(Shape::text("ch-late-text far", PAD + width / 2.0, 125.0, Anchor::Middle, words));
    }
    lead::far(shapes, scene, now);
}

/// Lines to the people below, or the sign that nobody is known.
fn below(shapes: &mut Vec<Shape>, scene: &Scene<'_>, column: &Column, unmanned: bool, far: bool) {
    let rows = if unmanned { 1 } else { column.people.len() };
    let middles = (0..rows).map(|row| person_at(column.at, row).y - column.at.y + PERSON_HEIGHT / 2.0);
    let d: String = middles.map(|y| format!("M8 {STEP_HEIGHT}V{y}H{PERSON_X}")).collect();
    if !d.is_empty() {
        shapes.push(Shape::Path { class: if unmanned { "ch-trunk dashed" } else { "ch-trunk" }.into(), d });
    }
    if unmanned {
        let at = person_at(column.at, 0);
        let (x, y) = (at.x - column.at.x, at.y - column.at.y);
        let class = "box nameless ch-nobody".into();
        shapes.push(Shape::Rect { class, x, y, width: PERSON_WIDTH, height: PERSON_HEIGHT, radius: 7.0 });
        let size = if far { FAR } else { STATE_SIZE };
        let words = text::fit(&scene.words.unmanned, size, false, PERSON_WIDTH - 20.0);
        let class = if far { "ch-nobody-text far" } else { "ch-nobody-text" };
        shapes.push(Shape::text(
            class,
            x + PERSON_WIDTH / 2.0,
            y + PERSON_HEIGHT / 2.0 + size * 0.36,
            Anchor::Middle,
            words,
        ));
    }
}

/// The step in words, in the order a reader needs them.
fn label(scene: &Scene<'_>, step: &Step, now: StepPosition, number: usize, name: &str, task: bool) -> String {
    let words = scene.words;
    let date = |label: &str, date: Option<model::Day>| {
        date.map(|date| format!("{label} {}", day(date, scene.map.today, scene.map.locale)))
    };
    let mut said = vec![format!("{number} {name}"), words.state(step.state).to_owned()];
    said.extend(date(&words.planned, step.planned));
    said.extend(date(&words.actual, step.actual));
    if now.late > 0 {
        said.push(numbered(&words.late, now.late));
    }
    if now.unmanned {
        said.push(words.unmanned.clone());
    } else {
        said.push(numbered(&words.people, step.live_people().count()));
        said.extend(lead::said(scene, now));
    }
    said.extend(step.action.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned));
    if task {
        said.push(words.task.clone());
    }
    said.join(", ")
}
