//! Exports of two days side by side: the marks of the screen in every form, what differs as rows, and no more than its reader may have.

use crate::{
    browser::Browser,
    export::{cells, elements, export, good, python, through},
    export_past::{ago, day, moment, only_for_members_of_today},
    room::Room,
    world::World,
};
use model::{
    AssessmentId, Change, CompetitorId, Day, DepartmentId, FishboneId, LineId, MomentId, PersonId, StepId, StreamId,
    chain::{ChainChange, StepKind, StepState},
    competitor::CompetitorChange,
    deal::DealChange,
    department::DepartmentChange,
    fishbone::FishboneChange,
    moment::MomentChange,
    person::PersonChange,
    power_map::{LineKind, PowerMapChange, ProfileChange, Source, Stance, Strength, Vendor},
    rank::Place,
};
use server::token::new_uuid;

type Parts = Vec<(StreamId, Vec<Change>)>;

fn joins(room: &Room, id: PersonId, title: &str, name: &str, x: i32) -> Parts {
    let (title, name) = (title.to_owned(), Some(name.to_owned()));
    let add = PersonChange::Add { id, title, title_en: String::new(), name, department: None, external: false };
    let node = PowerMapChange::AddNode { person: id, x, y: 200, buying_role: None, key: false };
    vec![
        (StreamId::Account(room.account), vec![Change::Person(add)]),
        (StreamId::Deal(room.deal), vec![Change::PowerMap(node)]),
    ]
}

/// A deal of a hundred days that changed ten days ago: 王建国 got another post, 李敏 left the map and 周岩 came, with a line.
async fn changed() -> (World, Browser, Room) {
    let (world, admin) = World::new().await;
    let room = Room::new();
    ago(&world, &admin, 100, room.founding(admin.user.unwrap(), "G")).await;
    let (leaves, comes) = (PersonId(new_uuid().unwrap()), PersonId(new_uuid().unwrap()));
    ago(&world, &admin, 99, joins(&room, leaves, "采购部长", "李敏", 0)).await;
    ago(&world, &admin, 10, room.rename_person("副总裁")).await;
    ago(&world, &admin, 10, joins(&room, comes, "总工", "周岩", 400)).await;
    let line = PowerMapChange::AddLine {
        id: LineId(new_uuid().unwrap()),
        kind: LineKind::Influences { weight: 2 },
        from: comes,
        to: room.person,
        note: String::new(),
    };
    let of_map = vec![line, PowerMapChange::RemoveNodes { people: vec![leaves] }];
    let deal = StreamId::Deal(room.deal);
    ago(&world, &admin, 10, vec![(deal, of_map.into_iter().map(Change::PowerMap).collect())]).await;
    ago(&world, &admin, 5, room.assess(2)).await;
    (world, admin, room)
}

/// Each marked item of a picture, as a parser of XML reads it: the word and the letter of its sign, what the item is called, and the
/// stroke and the dashes of its frame.
fn marks(bytes: &[u8]) -> String {
    const READ: &str = "import sys, xml.etree.ElementTree as tree
S = '{http://www.w3.org/2000/svg}'
for group in tree.parse(sys.stdin.buffer).iter():
    inside = list(group)
    for item, sign in zip(inside, inside[1:]):
        word = sign.find(S + 'title')
        if word is not None and word.text in ('新增', '已离开', '有变化', 'joined', 'left', 'changed'):
            frame = next(one for one in item if one.get('stroke') in ('#0b6e4f', '#a3321b', '#2f4b9e'))
            letter = ''.join(sign.find(S + 'text').itertext())
            print(word.text, letter, item.find(S + 'title').text, frame.get('stroke'), frame.get('stroke-dasharray'), sign.get('transform'), sep=' | ')";
    through(python(), &["-c", READ], bytes)
}

fn against(days: i64) -> String {
    format!("against={}", moment(days).0)
}

#[tokio::test]
async fn the_picture_of_a_map_marks_who_came_left_and_changed_by_sign_and_by_frame() {
    let (_world, admin, room) = changed().await;
    let file = good(&admin, &room, &format!("map.svg?lang=zh-CN&{}", against(50))).await;
    let marks = marks(&file.bytes);
    for (mark, frame) in [
        ("有变化 | Δ | 副总裁 王建国", "#2f4b9e | 2 4 | None"),
        ("新增 | + | 总工 周岩", "#0b6e4f | None | translate(400 200)"),
        ("已离开 | − | 采购部长 李敏", "#a3321b | 8 5 | translate(0 200)"),
        ("新增 | + | 总工 周岩 → 副总裁 王建国", "#0b6e4f | 5 4 | translate(286 131)"),
    ] {
        assert!(marks.lines().any(|line| line.starts_with(mark) && line.ends_with(frame)), "{mark} {frame}: {marks}");
    }
    assert_eq!(marks.lines().count(), 4, "{marks}");
    let text = String::from_utf8(file.bytes).unwrap();
    for foreign in ["class=", "var(", "filter", "data-diff"] {
        assert!(!text.contains(foreign), "{foreign}");
    }
}

#[tokio::test]
async fn each_form_has_both_dates_in_its_caption_and_the_marks_in_its_legend() {
    let (_world, admin, room) = changed().await;
    let (older, newer) = (day(50).iso(), day(7).iso());
    for lang in ["zh-CN", "en"] {
        let query = format!("lang={lang}&at={}&{}", moment(7).0, against(50));
        let svg = elements(&good(&admin, &room, &format!("map.svg?{query}")).await.bytes);
        let pdf = good(&admin, &room, &format!("map.pdf?{query}")).await;
        let pdf = through("pdftotext", &["-", "-"], &pdf.bytes);
        let xlsx = good(&admin, &room, &format!("map.xlsx?{query}")).await;
        assert!(xlsx.name.contains(&older) && xlsx.name.contains(&newer), "{}", xlsx.name);
        let xlsx = cells(&xlsx.bytes);
        let page = admin.get(&format!("/print/{}/map?{query}", room.deal)).await.body;
        let entries = match lang {
            "en" => ["joined: solid green frame, plus", "left: dashed red frame, minus", "changed: dotted frame, Δ"],
            _ => ["新增：绿色实线框、加号", "已离开：红色虚线框、减号", "有变化：点线框、Δ"],
        };
        for said in [&svg, &pdf, &xlsx, &page] {
            assert!(said.contains(&older) && said.contains(&newer) && !said.contains(&day(0).iso()), "{said}");
            for entry in entries {
                assert!(said.contains(entry), "{entry} is not in {said}");
            }
        }
        assert!(xlsx.contains("s:+ | s:") && xlsx.contains("s:Δ | s:"), "{xlsx}");
        let png = good(&admin, &room, &format!("map.png?{query}")).await;
        if let Ok(folder) = std::env::var("SANDTABLE_PICTURES") {
            std::fs::write(format!("{folder}/compared-{lang}.png"), &png.bytes).unwrap();
        }
        assert_eq!(png.kind, "image/png");
    }
    assert!(!elements(&good(&admin, &room, "map.svg?lang=zh-CN").await.bytes).contains("加号"));
}

#[tokio::test]
async fn the_workbook_lists_what_happened_to_what_with_the_value_before_and_after() {
    let (_world, admin, room) = changed().await;
    let read = cells(&good(&admin, &room, &format!("map.xlsx?lang=zh-CN&{}", against(50))).await.bytes);
    let (older, newer) = (day(50).iso(), day(0).iso());
    let head = format!("s:变化 | s:对象 | s:变化内容 | s:变化前（{older}） | s:变化后（{newer}）");
    let rows = [
        "# 变化清单",
        &head,
        "s:新增 | s:总工 周岩\n",
        "s:已离开 | s:采购部长 李敏\n",
        "s:有变化 | s:副总裁 王建国 | s:职务 | s:总经理 | s:副总裁",
        "s:有变化 | s:副总裁 王建国 | s:我方关系 | s:无 | s:+2",
    ];
    for row in rows {
        assert!(read.contains(row), "{row} is not in {read}");
    }
    let people = read.split("# ").find(|sheet| sheet.starts_with("人员")).unwrap();
    assert!(people.contains("周岩") && !people.contains("李敏"), "the list is of the later day: {people}");
    // Whichever way one looks, the earlier day is the one before.
    let back = format!("map.xlsx?lang=en&at={}&against={}", moment(50).0, moment(1).0);
    let read = cells(&good(&admin, &room, &back).await.bytes);
    assert!(read.contains(&format!("Before ({older})")), "{read}");
    assert!(read.contains("s:changed | s:副总裁 王建国 | s:Post | s:总经理 | s:副总裁"), "{read}");
    let same = format!("map.xlsx?lang=zh-CN&at={}&against={}", moment(20).0, moment(30).0);
    assert!(cells(&good(&admin, &room, &same).await.bytes).contains("没有区别"));
}

#[tokio::test]
async fn fishbone_and_chain_are_marked_and_listed_too_each_with_its_own() {
    let (world, admin, room) = changed().await;
    let (account, deal) = (StreamId::Account(room.account), StreamId::Deal(room.deal));
    let (id, department) = (FishboneId(new_uuid().unwrap()), DepartmentId(new_uuid().unwrap()));
    let name = |name: &str| (name.to_owned(), String::new());
    let ((name, name_en), step) = (name("网络部"), StepId(new_uuid().unwrap()));
    let made = vec![
        Change::Fishbone(FishboneChange::Add { id, goal: "先入围".to_owned(), detail: String::new(), from: None }),
        Change::Fishbone(FishboneChange::AddBone { id, department, place: Place::Last, side: None }),
        Change::Chain(ChainChange::AddStep {
            id: step,
            kind: StepKind::Budget,
            name: String::new(),
            place: Place::Last,
        }),
    ];
    let add = DepartmentChange::Add { id: department, name, name_en, parent: None };
    ago(&world, &admin, 4, vec![(account, vec![Change::Department(add)]), (deal, made)]).await;
    let later = vec![
        Change::Fishbone(FishboneChange::AddPerson { id, person: room.person, bone: department, place: Place::Last }),
        Change::Chain(ChainChange::SetStepState { id: step, state: StepState::Ongoing }),
        Change::Chain(ChainChange::SetStepPerson { id: step, person: room.person, role: None }),
    ];
    ago(&world, &admin, 2, vec![(deal, later)]).await;
    for (file, drawn, row, foreign) in [
        ("fishbone", "新增 | + | 副总裁 王建国", "s:新增 | s:副总裁 王建国", "预算审批"),
        ("chain", "有变化 | Δ | 1 预算审批", "s:有变化 | s:预算审批 | s:状态 | s:未开始 | s:进行中", "职务"),
        ("chain", "新增 | + | 副总裁 王建国", "s:新增 | s:副总裁 王建国 · 预算审批", "职务"),
    ] {
        let query = format!("lang=zh-CN&at={}&{}", moment(1).0, against(3));
        let found = marks(&good(&admin, &room, &format!("{file}.svg?{query}")).await.bytes);
        assert!(found.lines().any(|line| line.starts_with(drawn)), "{drawn}: {found}");
        let read = cells(&good(&admin, &room, &format!("{file}.xlsx?{query}")).await.bytes);
        let sheet = read.split("# ").find(|sheet| sheet.starts_with("变化清单")).unwrap();
        assert!(sheet.contains(row) && !sheet.contains(foreign), "{row}: {sheet}");
    }
    // A fishbone that was put away since then is there as what left.
    let archive = Change::Fishbone(FishboneChange::Archive { id });
    ago(&world, &admin, 0, vec![(deal, vec![archive])]).await;
    let file = format!("fishbone.svg?lang=zh-CN&fishbone={id}");
    assert_eq!(export(&admin, &room, &file).await.status, 404);
    let found = marks(&good(&admin, &room, &format!("{file}&{}", against(1))).await.bytes);
    assert!(found.contains("已离开 | − | 目标: 先入围"), "{found}");
}

#[tokio::test]
async fn a_snapshot_is_called_by_its_name_so_that_two_of_one_day_can_be_told_apart() {
    let (world, admin, room) = changed().await;
    let (id, at) = (MomentId(new_uuid().unwrap()), moment(50));
    let add = MomentChange::Add { id, name: "立项前".to_owned(), at };
    ago(&world, &admin, 1, vec![(StreamId::Deal(room.deal), vec![Change::Moment(add)])]).await;
    let east = day(50).plus(1).iso();
    let read = async |query: &str| {
        elements(&good(&admin, &room, &format!("map.svg?lang=zh-CN&against={}{query}", at.0)).await.bytes)
    };
    assert!(read("").await.contains(&format!("{} 对比 {} 立项前", day(0).iso(), day(50).iso())));
    assert!(read(&format!("&against_day={east}")).await.contains(&format!("对比 {east} 立项前")));
}

#[tokio::test]
async fn what_is_no_moment_is_refused_with_a_sentence_and_not_noted() {
    let (_world, admin, room) = changed().await;
    let at = moment(50).0;
    for (wrong, status, said) in [
        ("against=soon".to_owned(), 400, ""),
        ("against=".to_owned(), 400, ""),
        ("against=-5".to_owned(), 400, ""),
        ("against=2999-01-01".to_owned(), 400, ""),
        (format!("against={at}&against_day={}", day(40).iso()), 400, ""),
        (format!("against_day={}", day(40).iso()), 400, ""),
        (format!("at={at}&against={at}"), 422, "Both dates are the same"),
        (against(101), 422, "no such deal at that time"),
    ] {
        for path in
            [format!("/api/deals/{}/export/map.svg?{wrong}", room.deal), format!("/print/{}/map?{wrong}", room.deal)]
        {
            let answer = admin.get(&path).await;
            assert_eq!(answer.status, status, "{path}");
            assert!(answer.body.contains(said), "{path}: {}", answer.body);
        }
    }
    let list = format!("/api/deals/{}/exports", room.deal);
    assert_eq!(admin.get(&list).await.body, r#"{"exports":[]}"#);
    good(&admin, &room, &format!("map.svg?{}", against(50))).await;
    assert!(admin.get(&list).await.body.contains(r#""diagram":"map","format":"svg""#));
}

#[tokio::test]
async fn who_may_not_read_the_deal_today_compares_nothing_of_it() {
    let (world, admin, room) = changed().await;
    only_for_members_of_today(&world, &admin, &room, &format!("map.xlsx?{}", against(50))).await;
}

#[tokio::test]
async fn what_was_erased_and_the_competitors_one_leaves_out_are_in_no_column() {
    let (world, admin, room) = changed().await;
    let named = ago(&world, &admin, 4, room.rename_person("总监")).await;
    ago(&world, &admin, 2, room.rename_person("董事长")).await;
    let rival = CompetitorId(new_uuid().unwrap());
    let (deal, vendor) = (StreamId::Deal(room.deal), Vendor::Competitor(rival));
    let add = CompetitorChange::Add { id: rival, name: "恒信".to_owned(), colour: 2 };
    let assess = PowerMapChange::Assess {
        id: AssessmentId(new_uuid().unwrap()),
        person: room.person,
        vendor,
        value: Strength::Known(3),
        evidence: "said so".to_owned(),
        source: Source::Meeting,
        observed_at: Day::of(2026, 3, 1).unwrap(),
    };
    let stance = ProfileChange::SetStance { stance: Some(Stance::Supporter), toward: Some(vendor) };
    let changes = vec![
        Change::Deal(DealChange::AddRival { competitor: rival }),
        Change::PowerMap(assess),
        Change::PowerMap(PowerMapChange::Profile { person: room.person, change: stance }),
    ];
    ago(&world, &admin, 2, vec![(StreamId::Workspace, vec![Change::Competitor(add)]), (deal, changes)]).await;
    let query = format!("lang=zh-CN&{}", against(3));
    let read = async |file: &str| good(&admin, &room, &format!("map.{file}&{query}")).await.bytes;
    let with = cells(&read("xlsx?rivals=1").await);
    assert!(with.contains("s:职务 | s:总监 | s:董事长"), "{with}");
    assert!(with.contains("s:恒信的关系 | s:无 | s:+3") && with.contains("s:立场对象 | s:无 | s:恒信"), "{with}");
    world.server().store.erase(named).await.unwrap();
    let (rows, drawn) = (cells(&read("xlsx?rivals=0").await), elements(&read("svg?rivals=0").await));
    assert!(rows.contains("s:职务 | s:副总裁 | s:董事长"), "{rows}");
    for gone in ["总监", "恒信", "立场"] {
        assert!(!rows.contains(gone) && !drawn.contains(gone), "{gone}: {rows} {drawn}");
    }
}
