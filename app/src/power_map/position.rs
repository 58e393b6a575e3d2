//! The position 局面 in three numbers (T-01), and how the first of them went over half a year.

use super::state::Screen;
use crate::i18n::t_string;
use leptos::prelude::*;
use model::{
    Day, Map,
    power_map::{Position, PowerMap},
};

/// Half a year back, in steps of two weeks.
const TREND_DAYS: i32 = 182;
const TREND_STEP: i32 = 14;
/// Above this many people the trend is left out: it is computed from every assessment, once per step.
const TREND_AMONG: usize = 600;
/// Size of the trend's picture.
const WIDTH: f64 = 270.0;
const HEIGHT: f64 = 34.0;

/// The present position. Recomputed when anything changes.
pub fn position(screen: Screen) -> Memo<Position> {
    Memo::new(move |_| {
        screen.room.track_settled();
        screen.room.with(|room| {
            room.deal().map_or_else(Position::default, |(_, deal)| {
                model::power_map::position(&deal.power_map, deal.rivals.iter().copied(), screen.today())
            })
        })
    })
}

/// Thousandths as a number with two decimals.
pub fn two_decimals(thousandths: i32) -> String {
    let rounded = (thousandths.abs() + 5) / 10;
    let sign = if thousandths < 0 && rounded > 0 { "\u{2212}" } else { "" };
    format!("{sign}{}.{:02}", rounded / 100, rounded % 100)
}

/// Thousandths as whole per cent.
fn per_cent(thousandths: i32) -> String {
    format!("{}%", (thousandths + 5) / 10)
}

/// The three numbers.
#[component]
pub fn PositionView(position: Memo<Position>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let none = move || t_string!(i18n, power_map.position.none).to_owned();
    let support = move || position.with(|position| position.support_index.map_or_else(none, two_decimals));
    let coverage = move || position.with(|position| position.coverage.map_or_else(none, per_cent));
    let quality = move || position.with(|position| position.quality);
    let quality_said = move || match quality() {
        0 => t_string!(i18n, power_map.position.quality_0),
        1 => t_string!(i18n, power_map.position.quality_1),
        2 => t_string!(i18n, power_map.position.quality_2),
        _ => t_string!(i18n, power_map.position.quality_3),
    };
    let trend = Memo::new(move |_| {
        screen.room.track_settled();
        screen.with_map(|map| trend(map, screen.today()))
    });
    view! {
        <section class="pm-position cv-overview">
            <h2>
                {move || t_string!(i18n, power_map.position.title)}
                " "
                <small>{move || t_string!(i18n, power_map.position.people, count = position.with(|position| position.people)).to_string()}</small>
            </h2>
            <dl class="pm-numbers">
                <div><dt>{move || t_string!(i18n, power_map.position.support)}</dt><dd data-number="support">{support}</dd></div>
                <div><dt>{move || t_string!(i18n, power_map.position.coverage)}</dt><dd data-number="coverage">{coverage}</dd></div>
                <div title=quality_said><dt>{move || t_string!(i18n, power_map.position.quality)}</dt><dd data-number="quality">{quality}<small>"/3"</small></dd></div>
            </dl>
            {move || trend.with(|points| spark(points)).map(|(line, x, y)| view! {
                <svg class="pm-trend" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=move || t_string!(i18n, power_map.position.trend)>
                    <path class="axis" d=format!("M0 {0}H{WIDTH}", HEIGHT / 2.0)></path>
                    <path class="trend" d=line></path>
                    <circle class="now" cx=x cy=y r="2.5"></circle>
                </svg>
            })}
            <p class="pm-quality">{quality_said}</p>
        </section>
    }
}

/// Support index at each step, oldest first; `None` where nobody was assessed yet.
fn trend(map: &PowerMap, today: Day) -> Vec<Option<i32>> {
    if map.nodes.size() > TREND_AMONG {
        return Vec::new();
    }
    (0..=TREND_DAYS / TREND_STEP)
        .rev()
        .map(|step| {
            let day = today.plus(-step * TREND_STEP);
            let mut then = PowerMap { nodes: Map::new_sync(), lines: Map::new_sync() };
            for (person, node) in map.live_nodes() {
                let mut node = node.clone();
                let later = node.assessments.iter().filter(|(_, assessment)| assessment.observed_at > day);
                let later: Vec<_> = later.map(|(id, _)| *id).collect();
                for id in later {
                    node.assessments.remove_mut(&id);
                }
                then.nodes.insert_mut(person, node);
            }
            model::power_map::position(&then, [], day).support_index
        })
        .collect()
}

/// The line of the trend, and its last point; `None` while there is no history to show.
fn spark(points: &[Option<i32>]) -> Option<(String, f64, f64)> {
    let last = points.len().checked_sub(1)?;
    let known: Vec<(f64, f64)> = points
        .iter()
        .enumerate()
        .filter_map(|(at, value)| {
            let value = f64::from((*value)?);
            let x = at as f64 / last as f64 * (WIDTH - 6.0) + 3.0;
            Some((x, HEIGHT / 2.0 - value / 1000.0 * (HEIGHT / 2.0 - 3.0)))
        })
        .collect();
    if known.len() < 2 {
        return None;
    }
    let line = known
        .iter()
        .enumerate()
        .map(|(at, (x, y))| format!("{}{x:.1} {y:.1}", if at == 0 { "M" } else { "L" }))
        .collect();
    known.last().map(|(x, y)| (line, *x, *y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_shown_with_two_decimals_and_a_real_minus() {
        assert_eq!(two_decimals(56), "0.06");
        assert_eq!(two_decimals(-214), "−0.21");
        assert_eq!(two_decimals(-4), "0.00");
        assert_eq!(two_decimals(1000), "1.00");
    }

    #[test]
    fn a_trend_needs_two_known_points() {
        assert!(spark(&[None, Some(100)]).is_none());
        assert!(spark(&[]).is_none());
        assert!(spark(&[Some(0), None, Some(500)]).is_some());
    }
}
