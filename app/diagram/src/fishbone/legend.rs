//! The legend of a picture: how a fishbone is read, and every mark in use.

use super::{Layout, Words, person::state_shape_at};
use crate::{Anchor, Entry, MARK_HEIGHT, Shape};
use model::{
    Room,
    fishbone::{Mark, RelationState},
    power_map::Age,
};

/// The words of the legend that the fishbone itself does not print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegendWords {
    /// 越靠右、越近轴线 = 越重要.
    pub how: String,
    /// 虚线圈 = 姓名未知.
    pub incomplete: String,
    /// 淡色 = 已离开.
    pub gone: String,
    /// 淡而虚：60 天未更新，更淡：120 天.
    pub stale: String,
}

const MIDDLE: f64 = MARK_HEIGHT / 2.0;
/// The marks are as wide as a state shape with the ring of an unknown name.
const WIDTH: f64 = 20.0;

/// The entries: how it is read, relations, marks, and, where there are such, an A that stands further out than a B, people
/// without a name, relations that follow from old assessments, and who or what is no longer there.
pub fn legend(room: &Room, layout: &Layout, words: &Words, legend: &LegendWords) -> Vec<Entry> {
    let states = [
        RelationState::Favourable,
        RelationState::NeedsImprovement,
        RelationState::Cooperated,
        RelationState::NotAssessed,
    ];
    let aged = |state, age, x| state_shape_at(state, age, x, MIDDLE);
    let state = |state| vec![aged(state, Age::Fresh, MIDDLE)];
    let written = |state| match state {
        RelationState::Favourable => "●",
        RelationState::NeedsImprovement => "▲",
        RelationState::Cooperated => "■",
        RelationState::NotAssessed => "○",
    };
    let how = vec![Shape::Path { class: "bone-line".into(), d: format!("M2 {MIDDLE}h18m-6 -4l6 4l-6 4") }];
    let mut entries = vec![entry("bone", 24.0, how, "→", &legend.how)];
    entries.extend(states.map(|each| entry("bone-person", WIDTH, state(each), written(each), words.state(each))));
    entries.extend([Mark::A, Mark::B].map(|mark| {
        let own = room.deal().map_or("", |(_, deal)| deal.fishbones.labels.of(mark));
        let letter = if mark == Mark::A { "A" } else { "B" };
        let mark_shape = vec![Shape::text("mark-letter", 0.0, MIDDLE + 4.4, Anchor::Start, letter)];
        entry("bone-person", 9.0, mark_shape, "", if own.is_empty() { words.mark(mark) } else { own })
    }));
    if layout.people.values().any(|spot| spot.misplaced) {
        let mark = vec![Shape::text("mark-letter misplaced", 0.0, MIDDLE + 4.4, Anchor::Start, "A!")];
        entries.push(entry("bone-person", 15.0, mark, "", &words.misplaced));
    }
    if layout.people.values().any(|spot| spot.name.is_none()) {
        let ring = Shape::Circle { class: "incomplete".into(), x: MIDDLE, y: MIDDLE, r: 9.0 };
        let mark = std::iter::once(ring).chain(state(RelationState::NotAssessed)).collect();
        entries.push(entry("bone-person", WIDTH, mark, "◌", &legend.incomplete));
    }
    if layout.shows_stale() {
        let mark = [(Age::Stale, 10.0), (Age::Old, 28.0)].map(|(age, x)| aged(RelationState::Favourable, age, x));
        entries.push(entry("bone-person", WIDTH + 18.0, mark.into(), "●", &legend.stale));
    }
    if layout.shows_gone() {
        entries.push(entry("bone-person ghost", WIDTH, state(RelationState::Favourable), "●", &legend.gone));
    }
    entries
}

fn entry(class: &'static str, width: f64, mark: Vec<Shape>, sign: &'static str, words: &str) -> Entry {
    Entry { class, mark, width, sign, text: words.to_owned() }
}
