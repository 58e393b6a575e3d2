//! The legend of a picture: the states of steps, what calls for somebody, and the relations as on the power map.

use super::{Scene, step::sign, words::numbered};
use crate::{
    Anchor, Entry, MARK_HEIGHT, Shape,
    power_map::{self, legend as map},
    text,
};
use model::chain::StepState;

/// The words of the legend that the chain itself does not print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegendWords {
    /// Those of the power map: the circles are the same.
    pub map: power_map::LegendWords,
    /// 虚框：无人负责.
    pub unmanned: String,
    /// 晚于计划.
    pub late: String,
    /// 有未完成的任务.
    pub task: String,
    /// 箭头：我方动作.
    pub action: String,
    /// 对手领先.
    pub behind: String,
}

const MIDDLE: f64 = MARK_HEIGHT / 2.0;

/// The entries: states, today, what is late, who is missing, what is done about it, who leads, relations, people.
pub fn legend(scene: &Scene<'_>, words: &LegendWords) -> Vec<Entry> {
    let state = |state: StepState| {
        let mut mark = Vec::new();
        sign(&mut mark, state, MIDDLE, MIDDLE, 6.0);
        let written = match state {
            StepState::NotStarted => "○",
            StepState::Ongoing => "◑",
            StepState::Done => "✔",
            StepState::Blocked => "■",
        };
        map::entry("ch-step", 18.0, mark, written, scene.words.state(state))
    };
    let path = |class: &'static str, d: String| vec![Shape::Path { class: class.into(), d }];
    let mut entries: Vec<Entry> = StepState::ALL.map(state).into();
    let today = path("ch-today-line", format!("M6 0V{MARK_HEIGHT}"));
    entries.push(map::entry("ch-today", 12.0, today, "┊", &scene.words.today));
    let late = numbered(&scene.words.late, 1);
    entries.push(pill(("ch-late", "ch-late-text"), &late, &words.late));
    entries.push(map::entry("ch-step unmanned", 30.0, vec![map::small_box("ch-card dashed")], "┅┅", &words.unmanned));
    entries.push(pill(("ch-task", "ch-task-text"), &scene.words.task, &words.task));
    let action = path("ch-action-sign", format!("M4 {MIDDLE}h7m-3 -3l3 3l-3 3"));
    entries.push(map::entry("ch-step", 16.0, action, "→", &words.action));
    if scene.map.rivals {
        let behind = path("ch-behind-sign", "M2 5h12l-6 10z".to_owned());
        entries.push(map::entry("ch-step", 16.0, behind, "▼", &words.behind));
    }
    entries.extend(map::relations(&scene.map, &words.map));
    entries.push(map::key(&words.map));
    entries.push(map::nameless(&words.map));
    entries.push(map::ghost(&words.map));
    entries
}

/// Words on a coloured ground, as the step has them.
fn pill((ground, ink): (&'static str, &'static str), said: &str, words: &str) -> Entry {
    let width = text::width(said, 11.0, true) + 14.0;
    let mark = vec![
        Shape::Rect { class: ground.into(), x: 0.0, y: 1.0, width, height: 18.0, radius: 5.0 },
        Shape::text(ink, width / 2.0, MIDDLE + 4.0, Anchor::Middle, said),
    ];
    map::entry("ch-step", width, mark, "", words)
}
