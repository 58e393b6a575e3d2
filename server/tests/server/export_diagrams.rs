//! Fishbone and decision chain as files: every name is on them, on paper it can be read, and only what was asked for is in them.

use crate::{
    browser::Browser,
    export::{cells, elements, export, good, python, through},
    room::Room,
    world::World,
};
use model::{
    AssessmentId, Change, CompetitorId, Day, DepartmentId, FishboneId, PersonId, StepId, StreamId,
    chain::{ChainChange, StepKind, StepState},
    competitor::CompetitorChange,
    deal::DealChange,
    department::DepartmentChange,
    fishbone::{FishboneChange, Mark},
    person::PersonChange,
    power_map::{PowerMapChange, Source, Strength, Vendor},
    rank::Place,
};
use server::token::new_uuid;
use sync::frame::RoomId;

/// As large as a fishbone gets that is still read as one.
const BONES: usize = 12;
const PEOPLE: usize = 15;

async fn submit(world: &World, admin: &Browser, parts: Vec<(StreamId, Vec<Change>)>) {
    world.server().hub.submit(admin.user.unwrap(), parts).await.unwrap();
}

fn add_person(id: PersonId, title: String, title_en: String, name: String) -> Change {
    Change::Person(PersonChange::Add { id, title, title_en, name: Some(name), department: None, external: false })
}

/// A fishbone with so many bones and people on each; the names of all of them.
pub async fn fishbone(
    world: &World,
    admin: &Browser,
    room: &Room,
    goal: &str,
    (bones, people): (usize, usize),
) -> (FishboneId, Vec<String>) {
    let id = FishboneId(new_uuid().unwrap());
    let (account, deal) = (StreamId::Account(room.account), StreamId::Deal(room.deal));
    let add = FishboneChange::Add { id, goal: goal.to_owned(), detail: "一期 4,200万".to_owned(), from: None };
    submit(world, admin, vec![(deal, vec![Change::Fishbone(add)])]).await;
    let mut names = Vec::new();
    for bone in 0..bones {
        let department = DepartmentId(new_uuid().unwrap());
        let (name, name_en) = (format!("数据中心{bone}部"), format!("Data centre division {bone}"));
        let mut records =
            vec![Change::Department(DepartmentChange::Add { id: department, name, name_en, parent: None })];
        let mut drawn = vec![FishboneChange::AddBone { id, department, place: Place::Last, side: None }];
        for at in 0..people {
            let person = PersonId(new_uuid().unwrap());
            let name = format!("王建国{}", bone * 100 + at);
            records.push(add_person(
                person,
                "网络运营高级工程师".to_owned(),
                "Senior Engineer, Operations".to_owned(),
                name.clone(),
            ));
            drawn.push(FishboneChange::AddPerson { id, person, bone: department, place: Place::Last });
            names.push(name);
        }
        submit(world, admin, vec![(account, records), (deal, drawn.into_iter().map(Change::Fishbone).collect())]).await;
    }
    (id, names)
}

async fn founded() -> (World, Browser, Room) {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    (world, admin, room)
}

/// The words of a page with their heights in points, as pdftotext measures them.
fn heights(bytes: &[u8]) -> Vec<(String, f64)> {
    let said = through("pdftotext", &["-bbox", "-", "-"], bytes);
    let number = |line: &str, name: &str| -> Option<f64> {
        line.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.parse().ok()
    };
    let word = |line: &str| {
        let text = line.split('>').nth(1)?.split('<').next()?;
        Some((text.to_owned(), number(line, "yMax")? - number(line, "yMin")?))
    };
    said.lines().filter(|line| line.contains("<word")).filter_map(word).collect()
}

#[tokio::test]
async fn a_full_fishbone_on_a3_has_every_name_and_none_too_small_to_read() {
    let (world, admin, room) = founded().await;
    let (id, names) = fishbone(&world, &admin, &room, "12月签约", (BONES, PEOPLE)).await;
    for lang in ["zh-CN", "en"] {
        let file = good(&admin, &room, &format!("fishbone.pdf?fishbone={id}&lang={lang}&paper=a3")).await;
        if let Ok(folder) = std::env::var("SANDTABLE_PICTURES") {
            std::fs::write(format!("{folder}/fishbone-{lang}.pdf"), &file.bytes).unwrap();
        }
        let text = through("pdftotext", &["-", "-"], &file.bytes);
        let missing: Vec<&String> = names.iter().filter(|name| !text.contains(*name)).collect();
        assert_eq!(missing, Vec::<&String>::new(), "{lang}");
        assert!(text.contains("12月签约") && text.contains("4,200万"), "{text}");
        let found = heights(&file.bytes);
        let smallest = found.iter().filter(|(word, _)| word.contains("王建国")).map(|(_, high)| *high);
        let smallest = smallest.fold(f64::MAX, f64::min);
        // A word's box is as high as its font: six points are read at arm's length.
        assert!((6.2..20.0).contains(&smallest), "{lang}: {smallest}");
    }
}

#[tokio::test]
async fn the_fishbone_that_was_asked_for_is_exported_else_the_newest() {
    let (world, admin, room) = founded().await;
    let (older, _) = fishbone(&world, &admin, &room, "先入围", (1, 1)).await;
    let (newer, _) = fishbone(&world, &admin, &room, "十二月签约", (2, 2)).await;
    let read = async |query: &str| elements(&good(&admin, &room, &format!("fishbone.svg?{query}")).await.bytes);
    let asked = read(&format!("fishbone={older}")).await;
    assert!(asked.contains("先入围") && !asked.contains("十二月签约"));
    assert!(read("lang=en").await.contains("十二月签约"));
    let named = good(&admin, &room, &format!("fishbone.svg?fishbone={newer}&lang=en")).await.name;
    assert!(named.contains("%E5%8D%81%E4%BA%8C%E6%9C%88%E7%AD%BE%E7%BA%A6"), "the goal tells the files apart: {named}");
    assert_eq!(export(&admin, &room, "fishbone.svg?fishbone=nonsense").await.status, 400);
    let unknown = FishboneId(new_uuid().unwrap());
    assert_eq!(export(&admin, &room, &format!("fishbone.svg?fishbone={unknown}")).await.status, 404);
    let archive = Change::Fishbone(FishboneChange::Archive { id: older });
    submit(&world, &admin, vec![(StreamId::Deal(room.deal), vec![archive])]).await;
    assert_eq!(export(&admin, &room, &format!("fishbone.svg?fishbone={older}")).await.status, 404);
}

#[tokio::test]
async fn the_fishbone_as_a_picture_opens_alone_with_its_legend_and_as_rows_in_rank() {
    let (world, admin, room) = founded().await;
    let (id, _) = fishbone(&world, &admin, &room, "12月签约", (2, 2)).await;
    let svg = good(&admin, &room, "fishbone.svg?lang=zh-CN").await;
    let read = elements(&svg.bytes);
    for text in ["有好感", "需提高", "有过合作", "未评估", "核心意见", "越靠右", "数据中心0部", "高翔 导出"]
    {
        assert!(read.contains(text), "{text} is not in {read}");
    }
    let text = String::from_utf8(svg.bytes).unwrap();
    for foreign in ["<script", "class=", "var(", "href", "drag", "stroke=\"transparent\""] {
        assert!(!text.contains(foreign), "{foreign}");
    }
    assert_eq!(good(&admin, &room, "fishbone.png").await.kind, "image/png");
    let read = cells(&good(&admin, &room, &format!("fishbone.xlsx?fishbone={id}&lang=zh-CN")).await.bytes);
    let rows: Vec<&str> = read.lines().filter(|line| line.contains("王建国")).collect();
    assert_eq!(rows.len(), 4, "{read}");
    assert!(rows[0].starts_with("n:1 | s:数据中心0部 | n:1 | s:网络运营高级工程师 | s:王建国0"), "{}", rows[0]);
    assert!(rows[3].starts_with("n:2 | s:数据中心1部 | n:2 |"), "{}", rows[3]);
}

/// A chain of two steps; a rival stands better than we do with the person of the first.
pub async fn chain(world: &World, admin: &Browser, room: &Room) {
    let rival = CompetitorId(new_uuid().unwrap());
    let add = CompetitorChange::Add { id: rival, name: "恒信".to_owned(), colour: 2 };
    submit(world, admin, vec![(StreamId::Workspace, vec![Change::Competitor(add)])]).await;
    let steps = [StepId(new_uuid().unwrap()), StepId(new_uuid().unwrap())];
    let step = |id: StepId, kind: StepKind| ChainChange::AddStep { id, kind, name: String::new(), place: Place::Last };
    let assess = |vendor: Vendor, value: i32| {
        Change::PowerMap(PowerMapChange::Assess {
            id: AssessmentId(new_uuid().unwrap()),
            person: room.person,
            vendor,
            value: Strength::Known(value),
            evidence: "said so".to_owned(),
            source: Source::Meeting,
            observed_at: Day::of(2026, 3, 1).unwrap(),
        })
    };
    let changes = vec![
        Change::Deal(DealChange::AddRival { competitor: rival }),
        assess(Vendor::Us, 1),
        assess(Vendor::Competitor(rival), 3),
        Change::Chain(step(steps[0], StepKind::Budget)),
        Change::Chain(step(steps[1], StepKind::Tender)),
        Change::Chain(ChainChange::SetStepPerson { id: steps[0], person: room.person, role: None }),
        Change::Chain(ChainChange::SetStepState { id: steps[0], state: StepState::Ongoing }),
    ];
    submit(world, admin, vec![(StreamId::Deal(room.deal), changes)]).await;
}

#[tokio::test]
async fn the_chain_is_exported_with_its_steps_people_and_who_leads() {
    let (world, admin, room) = founded().await;
    chain(&world, &admin, &room).await;
    let svg = good(&admin, &room, "chain.svg?lang=zh-CN").await;
    let read = elements(&svg.bytes);
    for text in ["预算审批", "招标", "进行中", "无人负责", "王建国", "恒信领先 2 级", "对手领先", "未开始", "没有圆圈"]
    {
        assert!(read.contains(text), "{text} is not in {read}");
    }
    assert!(!String::from_utf8(svg.bytes).unwrap().contains("class="));
    let pdf = through("pdftotext", &["-", "-"], &good(&admin, &room, "chain.pdf?lang=zh-CN").await.bytes);
    assert!(pdf.contains("预算审批") && pdf.contains("王建国"), "{pdf}");
    let read = cells(&good(&admin, &room, "chain.xlsx?lang=zh-CN").await.bytes);
    for row in
        ["n:1 | s:预算审批 | s:进行中", "n:2 | s:招标 | s:未开始", "n:1 | s:预算审批 | s:总经理 | s:王建国 | n:1"]
    {
        assert!(read.contains(row), "{row} is not in {read}");
    }
}

#[tokio::test]
async fn each_workbook_says_what_it_is_whose_when_and_what_every_mark_of_its_diagram_means() {
    let (world, admin, room) = founded().await;
    chain(&world, &admin, &room).await;
    fishbone(&world, &admin, &room, "12月签约", (1, 1)).await;
    let today = server::clock::now().day().iso();
    for (file, marks) in [
        (
            "map.xlsx?lang=zh-CN",
            ["s:+3 | s:我司关系 · 强烈的排他性支持", "s:★ | s:双框与星", "s:○ | s:恒信", "s:─×─ | s:冲突"],
        ),
        ("map.xlsx?lang=en", ["s:−1 | s:weak opposition", "s:★ | s:star", "s:○ | s:恒信", "s:─×─ | s:conflicts"]),
        ("fishbone.xlsx?lang=zh-CN", ["s:● | s:有好感", "s:▲ | s:需提高", "s:A | s:核心意见", "s:→ | s:越靠右"]),
        ("chain.xlsx?lang=zh-CN", ["s:◑ | s:进行中", "s:▼ | s:对手领先", "s:┅┅ | s:虚框", "s:+3 | s:我司关系"]),
    ] {
        let read = cells(&good(&admin, &room, file).await.bytes);
        let about = read.rsplit("# ").next().unwrap();
        assert!(about.contains(&today) && about.contains("高翔") && about.contains("省数据中心网络"), "{about}");
        for mark in marks {
            assert!(about.contains(mark), "{mark} is not in {about}");
        }
    }
    let book = good(&admin, &room, "map.xlsx?lang=zh-CN").await.bytes;
    assert!(fills(&book).contains("+2 FF2B8260"), "{}", fills(&book));
}

/// The cells of the last sheet that have a colour behind them, with that colour.
fn fills(bytes: &[u8]) -> String {
    const READ: &str = "import io, sys, openpyxl
for row in openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read())).worksheets[-1].iter_rows():
    for cell in row:
        if cell.fill.fill_type:
            print(cell.value, cell.fill.fgColor.rgb)";
    through(python(), &["-c", READ], bytes)
}

#[tokio::test]
async fn competitors_are_on_no_page_when_they_are_left_out() {
    let (world, admin, room) = founded().await;
    chain(&world, &admin, &room).await;
    for diagram in ["map", "chain"] {
        let with = elements(&good(&admin, &room, &format!("{diagram}.svg?rivals=1&lang=zh-CN")).await.bytes);
        assert!(with.contains("恒信"), "{diagram}");
        let without = elements(&good(&admin, &room, &format!("{diagram}.svg?rivals=0&lang=zh-CN")).await.bytes);
        assert!(!without.contains("恒信") && !without.contains("+3</"), "{diagram}: {without}");
        assert!(without.contains("王建国"));
        let rows = cells(&good(&admin, &room, &format!("{diagram}.xlsx?rivals=0&lang=zh-CN")).await.bytes);
        assert!(!rows.contains("恒信") && !rows.contains("n:3"), "{diagram}: {rows}");
    }
}

#[tokio::test]
async fn a_page_without_a_diagram_is_still_a_page() {
    let (_world, admin, room) = founded().await;
    for file in ["fishbone.svg", "fishbone.pdf", "fishbone.xlsx", "chain.svg", "chain.pdf", "chain.xlsx"] {
        good(&admin, &room, file).await;
    }
}

#[tokio::test]
async fn the_list_of_steps_says_what_the_drawing_says_late_nobody_best_relations_and_who_leads() {
    let (world, admin, room) = founded().await;
    chain(&world, &admin, &room).await;
    let steps = world.server().hub.read(admin.user.unwrap(), RoomId::Deal(room.deal)).await.unwrap().unwrap();
    let budget = model::chain::ranked(&steps.deal().unwrap().1.chain)[0].0;
    let planned = Day::of(2026, 3, 1).unwrap();
    let late = ChainChange::SetPlanned { id: budget, day: Some(planned) };
    submit(&world, &admin, vec![(StreamId::Deal(room.deal), vec![Change::Chain(late)])]).await;
    let read = cells(&good(&admin, &room, "chain.xlsx?lang=zh-CN").await.bytes);
    let days = server::clock::now().day().days_since(planned);
    for row in [
        "s:延迟（天） | s:无人负责 | s:我司最好关系 | s:我司关系对象 | s:对手最好关系 | s:对手及其关系对象 | s:关系对比",
        &format!(
            "n:1 | s:预算审批 | s:进行中 | s:2026-03-01 | n:{days} | n:1 | s:总经理 王建国 | n:3 | s:恒信 · 总经理 王建国 | s:恒信领先 2 级"
        ),
        "n:2 | s:招标 | s:未开始 | s:是",
    ] {
        assert!(read.contains(row), "{row} is not in {read}");
    }
}

#[tokio::test]
async fn the_list_of_exports_names_the_diagram() {
    let (_world, admin, room) = founded().await;
    good(&admin, &room, "chain.svg").await;
    good(&admin, &room, "fishbone.svg").await;
    let said = admin.get(&format!("/api/deals/{}/exports", room.deal)).await.body;
    assert!(said.contains(r#""diagram":"fishbone""#) && said.contains(r#""diagram":"chain""#), "{said}");
}

/// Marks are printed as letters and explained by the deal's own words.
#[tokio::test]
async fn the_marks_are_called_what_the_deal_calls_them() {
    let (world, admin, room) = founded().await;
    fishbone(&world, &admin, &room, "12月签约", (1, 1)).await;
    let label = Change::Fishbone(FishboneChange::SetLabel { mark: Mark::A, label: "一言九鼎".to_owned() });
    submit(&world, &admin, vec![(StreamId::Deal(room.deal), vec![label])]).await;
    let read = elements(&good(&admin, &room, "fishbone.svg?lang=zh-CN").await.bytes);
    assert!(read.contains("一言九鼎") && !read.contains("核心意见"), "{read}");
}
