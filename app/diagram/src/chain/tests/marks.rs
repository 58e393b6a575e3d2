//! Every mark of a chain is explained, and what is old is pale.

use super::*;
use crate::{
    legend::tests::{drawn, unexplained},
    power_map::tests::ACCOUNT,
};
use model::{
    TaskId,
    person::PersonChange,
    task::{TaskChange, TaskOrigin},
};

/// All that can be on a chain at once.
fn with_everything() -> Room {
    let [key, gone, nameless, doubtful] = [100, 101, 102, 103].map(PersonId::from_u128);
    let node = |person, key| PowerMapChange::AddNode { person, x: 0, y: 0, buying_role: Some(BuyingRole::Buyer), key };
    let people = vec![
        record(key, "总经理", Some("王建国")),
        record(gone, "部长", Some("李敏")),
        record(nameless, "主任", None),
        record(doubtful, "高工", Some("赵工")),
    ];
    let nodes = vec![node(key, true), node(gone, false), node(nameless, false), node(doubtful, false)];
    let mut room = room(people, nodes);
    let actor = room.actor(US, model::AccountRight::Edit);
    let assess = |id: u128, person, vendor, value, source, days: i32| {
        Change::PowerMap(PowerMapChange::Assess {
            id: AssessmentId::from_u128(id),
            person,
            vendor,
            value: Strength::Known(value),
            evidence: "看过样板点".into(),
            source,
            observed_at: TODAY.plus(-days),
        })
    };
    let assessed = (0_u128..).zip([0, 1, 2, 3, -1, -2, -3]).map(|(at, value)| {
        let person = [key, gone, nameless][usize::try_from(at % 3).expect("small")];
        assess(at, person, Vendor::Us, value, Source::InPerson, if at == 5 { 70 } else { 130 })
    });
    let theirs = assess(20, key, Vendor::Competitor(RIVAL), 3, Source::InPerson, 130);
    let other = assess(21, doubtful, Vendor::Us, 1, Source::OtherDeal, 1);
    accept(&mut room, DEAL, assessed.chain([theirs, other]).collect(), actor);
    let part = |step, person| ChainChange::SetStepPerson { id: id(step), person, role: None };
    let state = |step, state| ChainChange::SetStepState { id: id(step), state };
    edit(
        &mut room,
        vec![
            add(1, StepKind::Need),
            add(2, StepKind::Budget),
            add(3, StepKind::Tender),
            add(4, StepKind::Contract),
            state(1, StepState::Done),
            state(2, StepState::Ongoing),
            state(3, StepState::Blocked),
            ChainChange::SetPlanned { id: id(2), day: Some(TODAY.plus(-4)) },
            part(1, doubtful),
            part(2, key),
            part(2, gone),
            part(3, nameless),
        ],
    );
    let task = TaskChange::Add {
        id: TaskId::from_u128(1),
        text: "约总经理".into(),
        owner: Some(US),
        due: None,
        person: None,
        origin: Some(TaskOrigin::Step { step: id(2) }),
    };
    accept(&mut room, DEAL, vec![Change::Task(task)], actor);
    let archive = Change::Person(PersonChange::Archive { id: gone });
    accept(&mut room, ACCOUNT, vec![archive], actor);
    room
}

#[test]
fn every_mark_a_chain_can_have_stands_in_its_legend() {
    /// Frames, lines and texts that are read as they stand.
    const PLAIN: &str = "ring ch-arrow dashed ch-number ch-name tight far ch-state ch-rule ch-label ch-day none ch-who \
         ch-action ch-ahead ch-behind ch-behind-text ch-trunk ch-nobody ch-nobody-text ch-today-box ch-today-text halo \
         rival-text ch-person title title-far name unknown role";
    let room = with_everything();
    for detail in [Detail::Full, Detail::Sparse] {
        with_scene(&room, Locale::Zh, detail, |scene| {
            let (groups, _) = scene.all().expect("a chain");
            let drawn = drawn(&groups);
            let marks = "ch-late ch-behind-sign ch-today-line unmanned not-started ongoing done blocked key nameless ghost \
                 own rival stale old unverified";
            let near = if detail == Detail::Full { "ch-task ch-action-sign" } else { "" };
            for mark in marks.split_whitespace().chain(near.split_whitespace()) {
                assert!(drawn.contains(mark), "{mark} is not drawn: {drawn:?}");
            }
            assert_eq!(unexplained(&groups, &legend(scene, &LegendWords::default()), PLAIN), Vec::<String>::new());
        });
    }
}

#[test]
fn an_old_best_relation_is_pale_from_near_and_from_afar_and_says_so() {
    let boss = PersonId::from_u128(100);
    let node = PowerMapChange::AddNode { person: boss, x: 0, y: 0, buying_role: None, key: false };
    let mut room = room(vec![record(boss, "采购部长", Some("李敏"))], vec![node]);
    assessed(&mut room, 1, boss, Vendor::Us, 1);
    let part = ChainChange::SetStepPerson { id: id(1), person: boss, role: None };
    edit(&mut room, vec![add(1, StepKind::Tender), part]);
    for (days, class) in [(59, "own s1\""), (60, "own s1 stale\""), (120, "own s1 stale old\"")] {
        for detail in [Detail::Full, Detail::Sparse] {
            with_scene(&room, Locale::Zh, detail, |scene| {
                let scene = Scene { map: power_map::Scene { today: TODAY.plus(days), ..scene.map }, ..*scene };
                let layout = Layout::of(&room, TODAY);
                let step = step(&scene, &layout, id(1)).expect("a step");
                assert!(shapes_to_svg(&step.shapes).contains(class), "{days} {detail:?}");
                assert_eq!(step.label.contains("已旧"), days >= 60, "{}", step.label);
            });
        }
    }
}
