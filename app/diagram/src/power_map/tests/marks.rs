//! Every mark of a map is explained.

use super::*;
use crate::legend::tests::{drawn, unexplained};

/// Frames and texts that are read as they stand, and the widths of influences, which the legend says in words.
const PLAIN: &str = "ring hit hit-own hit-rival company-frame company-name halo title tight name unknown role star-back pin-back \
     rival-text w1 w3";

/// All that can be on a map at once.
fn with_everything() -> Room {
    let adviser = PersonId::from_u128(12);
    let external = PersonChange::Add {
        id: adviser,
        title: "设计院院长".into(),
        title_en: String::new(),
        name: Some("周工".into()),
        department: None,
        external: true,
    };
    let of = |person, assessed| match assessed {
        PowerMapChange::Assess { id, vendor, value, evidence, source, observed_at, .. } => {
            PowerMapChange::Assess { id, person, vendor, value, evidence, source, observed_at }
        }
        other => other,
    };
    let other_deal = PowerMapChange::Assess {
        id: AssessmentId::from_u128(4),
        person: adviser,
        vendor: Vendor::Us,
        value: Strength::Known(-1),
        evidence: String::new(),
        source: Source::OtherDeal,
        observed_at: TODAY,
    };
    let line =
        |id, kind, from, to| PowerMapChange::AddLine { id: LineId::from_u128(id), kind, from, to, note: String::new() };
    let mut room = room(
        vec![person(CEO, "总经理", Some("王建国")), person(BUYER, "采购部长", None), external],
        vec![
            card(CEO, 0, 0, true),
            card(BUYER, 300, 200, false),
            card(adviser, 800, 0, false),
            PowerMapChange::AddOwner { person: CEO, user: US },
            PowerMapChange::SetPin { person: CEO, pinned: true },
            assess(1, Vendor::Us, Strength::Known(3), 130),
            assess(2, Vendor::Competitor(RIVAL), Strength::Known(-1), 70),
            of(BUYER, assess(3, Vendor::Us, Strength::Known(0), 70)),
            other_deal,
            line(1, LineKind::ReportsTo, BUYER, CEO),
            line(2, LineKind::Influences { weight: 3 }, adviser, CEO),
            line(3, LineKind::ConflictsWith, adviser, BUYER),
        ],
    );
    let actor = room.actor(US, model::AccountRight::Edit);
    accept(&mut room, ACCOUNT, vec![Change::Person(PersonChange::Archive { id: BUYER })], actor);
    room
}

#[test]
fn every_mark_a_map_can_have_stands_in_its_legend() {
    let (room, words) = (with_everything(), words());
    let scene = scene(&room, &words);
    let groups = groups(&scene);
    let drawn = drawn(&groups);
    let marks =
        "key nameless ghost company pin owner own rival stale old unverified reports influences arrow conflicts cross";
    for mark in marks.split_whitespace() {
        assert!(drawn.contains(mark), "{mark} is not drawn: {drawn:?}");
    }
    // Where a pointer finds the circle of a rival.
    let plain = format!("{PLAIN} v-{RIVAL}");
    assert_eq!(unexplained(&groups, &legend(&scene, &LegendWords::default()), &plain), Vec::<String>::new());
}
