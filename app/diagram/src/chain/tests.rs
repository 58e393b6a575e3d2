mod marks;

use super::*;
use crate::{
    Anchor, Shape,
    power_map::{
        self, Detail,
        tests::{DEAL, RIVAL, TODAY, US, accept, person as record, room, words as map_words},
    },
    shapes_to_svg, text,
};
use model::{
    AssessmentId, Change, Locale, PersonId, Room, StepId,
    chain::{ChainChange, StepKind, StepState, Template},
    power_map::{BuyingRole, PowerMapChange, Source, Strength, Vendor},
    rank::Place,
};

fn words(locale: Locale) -> Words {
    let list = |zh: &str, en: &str| -> Vec<String> {
        let words = if locale == Locale::Zh { zh } else { en };
        words.split('/').map(str::to_owned).collect()
    };
    let one = |zh: &str, en: &str| if locale == Locale::Zh { zh.to_owned() } else { en.to_owned() };
    Words {
        kinds: list(
            "提出需求/项目立项/预算审批/技术规范/招标/邀请报价/评标/商务谈判/签订合同/下达订单/验收/付款/其他",
            "Need/Project set-up/Budget approval/Technical specification/Tender/Invited quotation/Evaluation/Negotiation/\
             Contract/Order/Acceptance/Payment/Other",
        )
        .try_into()
        .expect("thirteen"),
        states: list("未开始/进行中/已完成/受阻", "not started/under way/done/blocked").try_into().expect("four"),
        planned: one("计划", "Planned"),
        actual: one("实际", "Actual"),
        no_day: one("未定", "not set"),
        late: one("晚 # 天", "# d late"),
        today: one("今天", "Today"),
        unmanned: one("无人负责", "Nobody known"),
        no_action: one("未定动作", "No action yet"),
        task: one("任务", "task"),
        rivals: one("对手", "Rivals"),
        they_lead: one("@领先 # 级", "@ leads by #"),
        we_lead: one("我司领先 # 级", "We lead by #"),
        even: one("旗鼓相当", "Level"),
        people: one("# 人", "# people"),
    }
}

fn id(number: u128) -> StepId {
    StepId::from_u128(number)
}

fn edit(room: &mut Room, changes: Vec<ChainChange>) {
    let actor = room.actor(US, model::AccountRight::Edit);
    accept(room, DEAL, changes.into_iter().map(Change::Chain).collect(), actor);
}

fn add(number: u128, kind: StepKind) -> ChainChange {
    ChainChange::AddStep { id: id(number), kind, name: String::new(), place: Place::Last }
}

fn tender() -> Room {
    let mut room = room(vec![], vec![]);
    let steps = Template::PublicTender.steps().iter().zip(1..).map(|(kind, number)| add(number, *kind)).collect();
    edit(&mut room, steps);
    room
}

fn assessed(room: &mut Room, number: u128, person: PersonId, vendor: Vendor, value: i32) {
    let actor = room.actor(US, model::AccountRight::Edit);
    let assess = PowerMapChange::Assess {
        id: AssessmentId::from_u128(number),
        person,
        vendor,
        value: Strength::Known(value),
        evidence: "看过样板点".into(),
        source: Source::InPerson,
        observed_at: TODAY,
    };
    accept(room, DEAL, vec![Change::PowerMap(assess)], actor);
}

/// Fifteen steps with twelve people each, all texts as long as people write them.
fn crowded() -> Room {
    let people: Vec<PersonId> = (100..112).map(PersonId::from_u128).collect();
    let record = |(at, person): (usize, &PersonId)| {
        let name = (at % 3 > 0).then_some("Alexandra Konstantinopoulou 欧阳王建国").filter(|_| at % 3 > 0);
        record(*person, "网络运营与数据中心规划建设部副总经理兼总工程师", name)
    };
    let node = |person: &PersonId| PowerMapChange::AddNode {
        person: *person,
        x: 0,
        y: 0,
        buying_role: Some(BuyingRole::Recommender),
        key: person.0.as_u128().is_multiple_of(2),
    };
    let mut room = room(people.iter().enumerate().map(record).collect(), people.iter().map(node).collect());
    for (number, person) in (0..).zip(&people) {
        let value = i32::try_from(number % 7).expect("small") - 3;
        assessed(&mut room, 2 * number, *person, Vendor::Us, value);
        assessed(&mut room, 2 * number + 1, *person, Vendor::Competitor(RIVAL), -value);
    }
    let kinds = StepKind::ALL.into_iter().chain([StepKind::Need, StepKind::Tender]);
    for (number, kind) in (1..).zip(kinds) {
        let at = i32::try_from(number).expect("small");
        let name = "Technical specification and site survey 技术规范书编制与现场勘察".to_owned();
        let state = StepState::ALL[usize::try_from(number % 4).expect("small")];
        edit(
            &mut room,
            vec![
                ChainChange::AddStep { id: id(number), kind, name, place: Place::Last },
                ChainChange::SetPlanned { id: id(number), day: Some(TODAY.plus(100 * at - 900)) },
                ChainChange::SetActual { id: id(number), day: Some(TODAY.plus(100 * at - 500)) },
                ChainChange::SetStepState { id: id(number), state },
                ChainChange::EditAction {
                    id: id(number),
                    from: String::new(),
                    to: "请总工把关键参数写进规范 ".repeat(9),
                },
            ],
        );
        let part = |person: &PersonId| ChainChange::SetStepPerson { id: id(number), person: *person, role: None };
        edit(&mut room, people.iter().map(part).collect());
    }
    room
}

fn with_scene<R>(room: &Room, locale: Locale, detail: Detail, read: impl FnOnce(&Scene<'_>) -> R) -> R {
    let (map_words, words) = (map_words(), words(locale));
    let map = power_map::Scene { room, words: &map_words, locale, today: TODAY, rivals: true, detail };
    read(&Scene { map, words: &words })
}

/// Sizes as style/screens/chain.css and power_map.css set them.
fn size(class: &str) -> (f64, bool) {
    let has = |word: &str| class.split(' ').any(|each| each == word);
    let bold = has("ch-number")
        || has("ch-name")
        || has("ch-state")
        || has("ch-late-text")
        || has("ch-behind-text")
        || has("title")
        || has("title-far")
        || has("own-text")
        || has("rival-text")
        || has("ch-today-text");
    let size = match () {
        () if has("ch-name") || has("ch-number") => {
            if has("far") {
                21.0
            } else if has("tight") {
                11.5
            } else {
                13.5
            }
        }
        () if has("far") => 18.0,
        () if has("title-far") => 20.0,
        () if has("title") => {
            if has("tight") {
                11.5
            } else {
                13.0
            }
        }
        () if has("ch-state") || has("ch-day") || has("ch-action") || has("name") || has("ch-nobody-text") => 12.5,
        () if has("own-text") => 12.5,
        () if has("ch-who") => 12.0,
        () if has("ch-today-text") => 11.5,
        () if has("role") => 10.5,
        () if has("rival-text") => 10.0,
        () => 11.0,
    };
    (size, bold)
}

/// Every line of text with the room it takes.
fn texts(groups: &[Group]) -> Vec<(String, Rect)> {
    let mut found = Vec::new();
    for group in groups {
        for shape in &group.shapes {
            let Shape::Text { x, y, anchor, runs } = shape else { continue };
            let width: f64 = runs
                .iter()
                .map(|run| {
                    let (size, bold) = size(&run.class);
                    run.dx + text::width(&run.text, size, bold)
                })
                .sum();
            let height = runs.iter().map(|run| size(&run.class).0).fold(0.0, f64::max);
            let left = if *anchor == Anchor::Middle { x - width / 2.0 } else { *x };
            let said = runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>().join(" ");
            found.push((said, Rect::new(group.at.x + left, group.at.y + y - height * 0.8, width, height)));
        }
    }
    found
}

#[test]
fn no_two_texts_and_no_two_cards_overlap_with_fifteen_steps_of_twelve_people() {
    let room = crowded();
    for (locale, detail) in [
        (Locale::Zh, Detail::Full),
        (Locale::En, Detail::Full),
        (Locale::Zh, Detail::Sparse),
        (Locale::En, Detail::Sparse),
    ] {
        with_scene(&room, locale, detail, |scene| {
            let (groups, bounds) = scene.all().expect("a chain");
            assert_eq!(groups.len(), 1 + 15 + 15 * 12);
            let texts = texts(&groups);
            for (at, (one, rect)) in texts.iter().enumerate() {
                assert!(bounds.union(*rect) == bounds, "{one} sticks out");
                for (other, taken) in &texts[at + 1..] {
                    assert!(
                        !rect.intersects(*taken),
                        "{locale:?} {detail:?}: {one:?} at {rect:?}, {other:?} at {taken:?}"
                    );
                }
            }
            let cards: Vec<Rect> = groups
                .iter()
                .filter_map(|group| match group.key {
                    model::EntityKey::Step(_) => Some(step_rect(group.at)),
                    model::EntityKey::StepPerson(..) => Some(person_rect(group.at).inflated(7.0)),
                    _ => None,
                })
                .collect();
            for (at, card) in cards.iter().enumerate() {
                assert!(!cards[at + 1..].iter().any(|other| other.intersects(*card)));
            }
            for (text, rect) in texts {
                let within = cards.iter().any(|card| {
                    // The name stands in the arrow, which is wider than the card below it.
                    let arrow = Rect::new(card.x, card.y, PITCH - 5.0, card.height);
                    arrow.union(rect) == arrow
                });
                assert!(within || rect.y < 0.0, "{text} leaves its card: {rect:?}");
            }
        });
    }
}

#[test]
fn steps_stand_from_left_to_right_in_their_order_and_people_below_them() {
    let layout = Layout::of(&crowded(), TODAY);
    assert!(layout.columns.windows(2).all(|two| two[0].at.x + STEP_WIDTH < two[1].at.x));
    for column in &layout.columns {
        assert!(column.people.windows(2).all(|two| two[0].1.y + PERSON_HEIGHT < two[1].1.y));
        assert!(column.people.iter().all(|(_, at)| at.y > column.at.y + STEP_HEIGHT && at.x > column.at.x));
    }
}

#[test]
fn who_decides_stands_above_who_only_uses() {
    let people: Vec<PersonId> = (100..103).map(PersonId::from_u128).collect();
    let mut room = room(people.iter().map(|id| record(*id, "部长", None)).collect(), vec![]);
    let part = |person, role| ChainChange::SetStepPerson { id: id(1), person, role };
    edit(
        &mut room,
        vec![
            add(1, StepKind::Need),
            part(people[0], None),
            part(people[1], Some(BuyingRole::User)),
            part(people[2], Some(BuyingRole::DecisionMaker)),
        ],
    );
    let layout = Layout::of(&room, TODAY);
    let order: Vec<PersonId> = layout.columns[0].people.iter().map(|(id, _)| *id).collect();
    assert_eq!(order, [people[2], people[1], people[0]]);
}

#[test]
fn a_held_step_takes_the_place_it_is_held_over_and_the_others_make_room() {
    let room = tender();
    let layout = Layout::of(&room, TODAY);
    for (slot, column) in layout.columns.iter().enumerate() {
        assert_eq!(layout.slot(column.at.x), slot);
        assert_eq!(layout.slot(column.at.x + PITCH * 0.4), slot);
        assert_eq!(layout.step_at(column.at.moved(30.0, 900.0)), Some(column.step));
    }
    assert_eq!((layout.slot(-1e9), layout.slot(1e9)), (0, 8));
    let moved = Layout::with_moved(&room, TODAY, &[id(2)], 4);
    let order: Vec<StepId> = moved.columns.iter().map(|column| column.step).collect();
    assert_eq!(order, [1, 3, 4, 5, 2, 6, 7, 8, 9].map(id));
    // What else is held goes along.
    let moved = Layout::with_moved(&room, TODAY, &[id(8), id(2)], 3);
    let order: Vec<StepId> = moved.columns.iter().map(|column| column.step).collect();
    assert_eq!(order, [1, 3, 2, 8, 4, 5, 6, 7, 9].map(id));
}

#[test]
fn today_stands_behind_the_last_step_that_is_over_and_before_the_next() {
    let mut room = tender();
    let slot = |room: &Room| Layout::of(room, TODAY).today.map(|x| (x / PITCH).ceil());
    assert_eq!(slot(&room), None, "no step has a day");
    edit(&mut room, vec![ChainChange::SetPlanned { id: id(4), day: Some(TODAY) }]);
    assert_eq!(slot(&room), Some(3.0), "what is planned for today is still to come");
    edit(&mut room, vec![ChainChange::SetPlanned { id: id(2), day: Some(TODAY.plus(-1)) }]);
    assert_eq!(slot(&room), Some(2.0));
    edit(&mut room, vec![ChainChange::SetActual { id: id(4), day: Some(TODAY) }]);
    assert_eq!(slot(&room), Some(4.0), "what was done today is over");
}

#[test]
fn late_behind_unmanned_and_blocked_are_told_in_words_and_shapes() {
    let boss = PersonId::from_u128(100);
    let node = PowerMapChange::AddNode { person: boss, x: 0, y: 0, buying_role: None, key: false };
    let mut room = room(vec![record(boss, "采购部长", Some("李敏"))], vec![node]);
    assessed(&mut room, 1, boss, Vendor::Us, -1);
    assessed(&mut room, 2, boss, Vendor::Competitor(RIVAL), 2);
    edit(
        &mut room,
        vec![
            add(1, StepKind::Tender),
            add(2, StepKind::Evaluation),
            ChainChange::SetStepPerson { id: id(1), person: boss, role: Some(BuyingRole::Buyer) },
            ChainChange::SetPlanned { id: id(1), day: Some(TODAY.plus(-4)) },
            ChainChange::SetStepState { id: id(1), state: StepState::Blocked },
        ],
    );
    with_scene(&room, Locale::Zh, Detail::Full, |scene| {
        let layout = Layout::of(&room, TODAY);
        let late = step(scene, &layout, id(1)).expect("a step");
        for words in ["1 招标", "受阻", "晚 4 天", "1 人", "我司 −1 采购部长 李敏", "甲公司领先 3 级"]
        {
            assert!(late.label.contains(words), "{words}: {}", late.label);
        }
        let svg = shapes_to_svg(&late.shapes);
        for part in
            ["ch-late", "晚 4 天", "ch-behind", "甲公司领先 3 级", "own n1", "rival rival-2", "ch-arrow blocked"]
        {
            assert!(svg.contains(part), "{part}");
        }
        let unmanned = step(scene, &layout, id(2)).expect("a step");
        assert!(unmanned.label.contains("无人负责"));
        let svg = shapes_to_svg(&unmanned.shapes);
        assert!(svg.contains("ch-arrow not-started dashed") && svg.contains("无人负责") && !svg.contains("ch-behind"));
        let card = person(scene, &layout, id(1), boss).expect("a person");
        assert!(card.label.starts_with("采购部长 李敏") && card.label.contains("采购人"), "{}", card.label);
    });
}

#[test]
fn an_unknown_relation_has_no_circle_and_neutral_has_one() {
    let (known, unknown) = (PersonId::from_u128(100), PersonId::from_u128(101));
    let node = |person| PowerMapChange::AddNode { person, x: 0, y: 0, buying_role: None, key: false };
    let people = vec![record(known, "部长", None), record(unknown, "部长", None)];
    let mut room = room(people, vec![node(known), node(unknown)]);
    assessed(&mut room, 1, known, Vendor::Us, 0);
    let part = |number, person| ChainChange::SetStepPerson { id: id(number), person, role: None };
    edit(&mut room, vec![add(1, StepKind::Need), add(2, StepKind::Budget), part(1, known), part(2, unknown)]);
    with_scene(&room, Locale::Zh, Detail::Full, |scene| {
        let layout = Layout::of(&room, TODAY);
        let svg = |number| shapes_to_svg(&step(scene, &layout, id(number)).expect("a step").shapes);
        assert!(svg(1).contains("own s0"));
        assert!(!svg(2).contains("class=\"own ") && svg(2).contains("未知"));
    });
}

#[test]
fn an_empty_chain_draws_nothing() {
    with_scene(&room(vec![], vec![]), Locale::Zh, Detail::Full, |scene| assert!(scene.all().is_none()));
}
