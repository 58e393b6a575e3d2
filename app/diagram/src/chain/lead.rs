//! Our best relation at a step against the best of the rivals.

use super::{STEP_WIDTH, Scene, person::circle, step::PAD, words::numbered};
use crate::{
    Anchor, Shape,
    power_map::{
        card::{doubts, is_unverified},
        signed, strength_class,
    },
    text,
};
use model::{
    CompetitorId,
    chain::{Lead, StepPosition},
    deal::Deal,
    power_map::{Age, Vendor, age},
};

const SMALL: f64 = 11.0;
const WHO: f64 = 12.0;
const FAR: f64 = 18.0;
/// Where the rival's half begins.
const HALF: f64 = STEP_WIDTH / 2.0 + 4.0;
/// Middle of the circles.
const Y: f64 = 147.0;

/// Both sides with their circles, and below them who leads.
pub(super) fn comparison(shapes: &mut Vec<Shape>, scene: &Scene<'_>, deal: &Deal, now: StepPosition) {
    side(shapes, scene, now.ours, PAD, &scene.map.words.us);
    let rival = now.rival.map_or_else(|| scene.words.rivals.clone(), |lead| rival_of(scene, lead).0);
    if now.rival.is_some() || !deal.rivals.is_empty() {
        side(shapes, scene, now.rival, HALF, &rival);
    }
    let Some((words, they_lead)) = verdict(scene, now) else { return };
    let words = text::fit(&words, SMALL, they_lead, STEP_WIDTH - 2.0 * PAD - 20.0);
    let y = 180.5;
    if they_lead {
        let (x, width) = (PAD - 4.0, STEP_WIDTH - 2.0 * PAD + 8.0);
        shapes.push(Shape::Rect { class: "ch-behind".into(), x, y: y - 11.5, width, height: 20.0, radius: 5.0 });
        // An arrow downwards: we are behind.
        shapes.push(Shape::Path { class: "ch-behind-sign".into(), d: format!("M{} {}h9l-4.5 8z", PAD + 3.0, y - 5.5) });
        shapes.push(Shape::text("ch-behind-text", PAD + 18.0, y + 2.5, Anchor::Start, words));
    } else {
        shapes.push(Shape::text("ch-ahead", PAD, y + 2.5, Anchor::Start, words));
    }
}

/// From afar: the circles, larger, and that a rival leads.
pub(super) fn far(shapes: &mut Vec<Shape>, scene: &Scene<'_>, now: StepPosition) {
    if let Some(lead) = now.ours {
        best(shapes, scene, lead, (PAD + 16.0, 168.0, 17.0));
    }
    if let Some(lead) = now.rival {
        best(shapes, scene, lead, (PAD + 60.0, 168.0, 15.0));
    }
    if let Some(rival) = now.rival.filter(|_| now.they_lead) {
        let name = text::fit(&rival_of(scene, rival).0, FAR, true, 94.0);
        shapes.push(Shape::Path { class: "ch-behind-sign".into(), d: "M98 162h14l-7 13z".to_owned() });
        shapes.push(Shape::text("ch-behind-text far", 118.0, 174.0, Anchor::Start, name));
    }
}

/// A best relation as a circle.
fn best(shapes: &mut Vec<Shape>, scene: &Scene<'_>, lead: Lead, at: (f64, f64, f64)) {
    let colour = format!("rival-{}", rival_of(scene, lead).1);
    let (kind, tone) = match lead.vendor {
        Vendor::Us => ("own", strength_class(lead.strength)),
        Vendor::Competitor(_) => ("rival", colour.as_str()),
    };
    circle(shapes, kind, tone, doubt(scene, lead), at, lead.strength);
}

/// How old the assessment of a best relation is, and whether it is ours and nobody has verified it.
fn doubt(scene: &Scene<'_>, lead: Lead) -> (Age, bool) {
    let node = scene.map.room.deal().and_then(|(_, deal)| deal.power_map.live_node(lead.person));
    let assessed = node.and_then(|node| node.current(lead.vendor));
    let age = assessed.map_or(Age::Fresh, |(_, assessment)| age(assessment.observed_at, scene.map.today));
    (age, lead.vendor == Vendor::Us && node.is_some_and(is_unverified))
}

fn side(shapes: &mut Vec<Shape>, scene: &Scene<'_>, lead: Option<Lead>, x: f64, label: &str) {
    let end = if x < HALF { HALF - 6.0 } else { STEP_WIDTH - 8.0 };
    let mut left = x;
    let mut who = scene.map.words.unknown.clone();
    if let Some(lead) = lead {
        let r = if lead.vendor == Vendor::Us { 13.0 } else { 11.5 };
        best(shapes, scene, lead, (x + 13.0, Y, r));
        left += 32.0;
        let (title, name) = scene.map.who(lead.person);
        who = name.unwrap_or(title);
    }
    // No circle is unknown, as on the map.
    let class = if lead.is_some() { "ch-who" } else { "ch-who none" };
    shapes.push(Shape::text("ch-label", left, Y - 4.0, Anchor::Start, text::fit(label, SMALL, false, end - left)));
    shapes.push(Shape::text(class, left, Y + 12.0, Anchor::Start, text::fit(&who, WHO, false, end - left)));
}

/// Who leads in words, and whether it is a rival. Nothing where nobody is known to stand anywhere.
pub(super) fn verdict(scene: &Scene<'_>, now: StepPosition) -> Option<(String, bool)> {
    let by = |ours: i32, theirs: i32| ours.abs_diff(theirs);
    match (now.ours, now.rival) {
        (ours, Some(rival)) if now.they_lead => {
            let by = by(ours.map_or(0, |lead| lead.strength), rival.strength);
            let sentence = numbered(&scene.words.they_lead, by);
            Some((sentence.replace('@', &rival_of(scene, rival).0), true))
        }
        (Some(ours), Some(rival)) if ours.strength == rival.strength => Some((scene.words.even.clone(), false)),
        (Some(ours), Some(rival)) => Some((numbered(&scene.words.we_lead, by(ours.strength, rival.strength)), false)),
        _ => None,
    }
}

/// The comparison in words.
pub(super) fn said(scene: &Scene<'_>, now: StepPosition) -> Vec<String> {
    let lead = |lead: Lead, whose: &str| {
        let (age, unverified) = doubt(scene, lead);
        let doubts = doubts(scene.map.words, age, unverified);
        format!("{whose} {}{doubts} {}", signed(lead.strength), scene.map.called(lead.person))
    };
    let us = &scene.map.words.us;
    let ours = now.ours.map_or_else(|| format!("{us} {}", scene.map.words.unknown), |ours| lead(ours, us));
    let rival = now.rival.map(|rival| lead(rival, &rival_of(scene, rival).0));
    [Some(ours), rival, verdict(scene, now).map(|(words, _)| words)].into_iter().flatten().collect()
}

/// Name and colour of the rival who leads.
pub(super) fn rival_of(scene: &Scene<'_>, lead: Lead) -> (String, u8) {
    let of = |id: CompetitorId| scene.map.room.workspace()?.competitors.get(&id);
    match lead.vendor {
        Vendor::Us => None,
        Vendor::Competitor(id) => of(id),
    }
    .map_or_else(|| (String::new(), 1), |rival| (rival.name.clone(), rival.colour))
}
