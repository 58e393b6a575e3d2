//! Exports, opened by programs that are not ours, and refused to those who may not have them.

use crate::{
    browser::Browser,
    room::{Room, push},
    world::{World, options},
};
use model::{Change, DealRole, StreamId, WorkspaceRole, person::PersonChange, team::TeamChange};
use reqwest::{Method, StatusCode};
use server::config::ServeOptions;
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// A file as it came.
pub struct File {
    pub status: StatusCode,
    pub kind: String,
    pub name: String,
    pub bytes: Vec<u8>,
}

pub async fn export(browser: &Browser, room: &Room, file: &str) -> File {
    let response =
        browser.request(Method::GET, &format!("/api/deals/{}/export/{file}", room.deal)).send().await.unwrap();
    let header = |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
    let (status, kind, name) = (response.status(), header("content-type"), header("content-disposition"));
    File { status, kind, name, bytes: response.bytes().await.unwrap().to_vec() }
}

pub async fn good(browser: &Browser, room: &Room, file: &str) -> File {
    let file = export(browser, room, file).await;
    assert_eq!(file.status, 200, "{}", String::from_utf8_lossy(&file.bytes));
    file
}

/// Runs a program on bytes; what it says.
pub fn through(program: &str, arguments: &[&str], bytes: &[u8]) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}; `make set-up-to-test` installs it"));
    let mut input = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writing = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    let _ = writing.join();
    assert!(output.status.success(), "{program} refused the file");
    String::from_utf8(output.stdout).unwrap()
}

/// A Python that has openpyxl: one beside the system's own does not see what Debian installs for that one.
pub fn python() -> &'static str {
    let has = |python: &&str| {
        Command::new(python).args(["-c", "import openpyxl"]).output().is_ok_and(|ran| ran.status.success())
    };
    ["python3", "/usr/bin/python3"].into_iter().find(has).expect("openpyxl: `make set-up-to-test` installs it")
}

/// The cells of every sheet, one row a line, as openpyxl reads them; the kind of a cell stands before it.
pub fn cells(bytes: &[u8]) -> String {
    const READ: &str = "import io, sys, openpyxl
for sheet in openpyxl.load_workbook(io.BytesIO(sys.stdin.buffer.read())):
    print('#', sheet.title)
    for row in sheet.iter_rows():
        print(' | '.join(f'{cell.data_type}:{cell.value}' for cell in row if cell.value is not None))";
    through(python(), &["-c", READ], bytes)
}

/// All elements and all text of a picture, as a parser of XML reads them.
pub fn elements(bytes: &[u8]) -> String {
    const READ: &str = "import sys, xml.etree.ElementTree as tree
for element in tree.parse(sys.stdin.buffer).iter():
    print(element.tag.split('}')[1], element.attrib, element.text or '')";
    through(python(), &["-c", READ], bytes)
}

async fn founded() -> (World, Browser, Room) {
    let (world, admin) = World::new().await;
    let (room, mut socket, mut pen) = Room::found(&admin, "G").await;
    assert_eq!(push(&mut socket, &pen.op(room.assess(2))).await.refusal, None);
    (world, admin, room)
}

#[tokio::test]
async fn the_svg_opens_alone_without_script_and_has_names_legend_date_and_maker() {
    let (_world, admin, room) = founded().await;
    let file = good(&admin, &room, "map.svg?lang=zh-CN").await;
    assert_eq!(file.kind, "image/svg+xml");
    assert!(file.name.starts_with("attachment; filename=\"map.svg\"; filename*=UTF-8''%E7%9C%81"), "{}", file.name);
    let read = elements(&file.bytes);
    for text in [
        "王建国",
        "总经理",
        "省数据中心网络",
        "华岭集团",
        "高翔 导出",
        "+2",
        "没有圆圈 = 未知",
        "强烈的排他性支持",
        "冲突",
    ] {
        assert!(read.contains(text), "{text} is not in {read}");
    }
    assert!(read.contains(&server::clock::now().day().iso()));
    let text = String::from_utf8(file.bytes).unwrap();
    for foreign in ["<script", "<style", "class=", "var(", "href", "onload", "url(http"] {
        assert!(!text.contains(foreign), "{foreign}");
    }
    // The colours of the screen, light and dark.
    assert!(text.contains("#2b8260"), "the fill of +2");
    let dark = good(&admin, &room, "map.svg?theme=dark").await;
    assert!(String::from_utf8(dark.bytes).unwrap().contains("#2a7d60"));
}

#[tokio::test]
async fn the_pdf_is_paper_whose_chinese_text_can_be_copied() {
    let (_world, admin, room) = founded().await;
    for (paper, size) in [("a4", "841.89 x 595.28"), ("a3", "1190.55 x 841.89"), ("a0", "3370.39 x 2383.94")] {
        let file = good(&admin, &room, &format!("map.pdf?lang=zh-CN&paper={paper}")).await;
        assert_eq!(file.kind, "application/pdf");
        let text = through("pdftotext", &["-", "-"], &file.bytes);
        for word in ["王建国", "总经理", "省数据中心网络", "没有圆圈", "高翔"] {
            assert!(text.contains(word), "{word} is not in {text}");
        }
        let facts = through("pdfinfo", &["-"], &file.bytes);
        assert!(facts.contains(size), "{facts}");
        assert!(file.bytes.len() < 400_000, "only the glyphs in use are in it: {}", file.bytes.len());
    }
}

#[tokio::test]
async fn a_large_map_is_tiled_over_pages_when_it_is_asked_for() {
    let (_world, admin, room) = founded().await;
    let area = "area=-100,-100,4000,2400";
    let one = good(&admin, &room, &format!("map.pdf?{area}")).await;
    let tiles = good(&admin, &room, &format!("map.pdf?{area}&pages=tiles&lang=en")).await;
    let pages = |bytes: &[u8]| {
        through("pdfinfo", &["-"], bytes).lines().find(|line| line.starts_with("Pages:")).map(str::to_owned)
    };
    assert!(pages(&one.bytes).unwrap().ends_with(" 1"));
    assert!(!pages(&tiles.bytes).unwrap().ends_with(" 1"));
    assert!(through("pdftotext", &["-", "-"], &tiles.bytes).contains("page 1 of"));
}

#[tokio::test]
async fn the_png_has_twice_the_size_of_the_drawing() {
    let (_world, admin, room) = founded().await;
    let file = good(&admin, &room, "map.png").await;
    assert_eq!(file.kind, "image/png");
    assert_eq!(&file.bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(file.bytes[at..at + 4].try_into().unwrap());
    let svg = good(&admin, &room, "map.svg").await;
    let svg = String::from_utf8(svg.bytes).unwrap();
    let width: f64 = svg.split(" width=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    assert_eq!(number(16), (width * 2.0).ceil() as u32);
    // Not one colour only: something was drawn.
    assert!(file.bytes.len() > 5_000);
}

#[tokio::test]
async fn the_workbook_has_the_rows_and_no_formula_whatever_somebody_is_called() {
    let (_world, admin, room) = founded().await;
    let mut socket = admin.socket().await;
    let mut pen = crate::room::Pen::new();
    for hostile in ["=HYPERLINK(\"http://evil.example\",\"x\")", "+1+1", "-2+3", "@SUM(A1)"] {
        let rename = PersonChange::SetTitle { id: room.person, title: hostile.to_owned() };
        let op = pen.op(vec![(StreamId::Account(room.account), vec![Change::Person(rename)])]);
        assert_eq!(push(&mut socket, &op).await.refusal, None);
        let file = good(&admin, &room, "map.xlsx?lang=zh-CN").await;
        let read = cells(&file.bytes);
        assert!(read.contains(&format!("s:{hostile}")), "{read}");
        assert!(!read.contains("f:"), "a formula: {read}");
        for text in ["# 人员", "# 连线", "# 说明", "s:王建国", "n:2", "s:said so", "s:2026-03-01", "高翔 导出"]
        {
            assert!(read.contains(text), "{text} is not in {read}");
        }
    }
}

#[tokio::test]
async fn hostile_names_stay_text_in_every_format() {
    let (_world, admin, room) = founded().await;
    let mut socket = admin.socket().await;
    let mut pen = crate::room::Pen::new();
    let hostile = "</text><script>alert(1)</script>&\"'";
    assert_eq!(push(&mut socket, &pen.op(room.rename_deal(hostile))).await.refusal, None);
    assert_eq!(push(&mut socket, &pen.op(room.rename_person(hostile))).await.refusal, None);
    let svg = good(&admin, &room, "map.svg").await;
    assert!(!elements(&svg.bytes).lines().any(|line| line.starts_with("script")));
    for file in ["map.pdf", "map.png", "map.xlsx"] {
        assert!(good(&admin, &room, file).await.name.is_ascii(), "{file}");
    }
}

#[tokio::test]
async fn only_a_part_is_exported_when_a_part_is_asked_for() {
    let (_world, admin, room) = founded().await;
    let elsewhere = good(&admin, &room, "map.svg?area=5000,5000,400,300").await;
    let text = String::from_utf8(elsewhere.bytes).unwrap();
    assert!(!text.contains("王建国") && text.contains("省数据中心网络"));
    let here = good(&admin, &room, "map.svg?area=-20,-20,400,300").await;
    assert!(String::from_utf8(here.bytes).unwrap().contains("王建国"));
}

#[tokio::test]
async fn those_outside_the_team_get_the_answer_of_a_deal_that_does_not_exist() {
    let (world, admin, room) = founded().await;
    let nowhere = Room::new();
    let stranger = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let guest = world.member("tang", "唐可", WorkspaceRole::Guest).await;
    for path in ["export/map.svg", "export/map.png", "export/map.pdf", "export/map.xlsx", "exports"] {
        let missing = admin.get(&format!("/api/deals/{}/{path}", nowhere.deal)).await;
        assert_eq!(missing.status, 404);
        let target = format!("/api/deals/{}/{path}", room.deal);
        for outsider in [&stranger, &guest] {
            let answer = outsider.get(&target).await;
            assert_eq!((answer.status, &answer.body), (missing.status, &missing.body), "{path}");
        }
        assert_eq!(world.visitor().get(&target).await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn somebody_removed_from_the_team_exports_nothing_more() {
    let (world, admin, room) = founded().await;
    let member = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let user = member.user.unwrap();
    let hub = &world.server().hub;
    let joins = Change::Team(TeamChange::Join { user, role: DealRole::Observer, initials: "W".to_owned() });
    let deal = StreamId::Deal(room.deal);
    hub.submit(admin.user.unwrap(), vec![(deal, vec![joins])]).await.unwrap();
    good(&member, &room, "map.svg").await;
    let gone = Change::Team(TeamChange::Leave { user });
    hub.submit(admin.user.unwrap(), vec![(deal, vec![gone])]).await.unwrap();
    assert_eq!(export(&member, &room, "map.svg").await.status, 404);
}

#[tokio::test]
async fn a_parameter_out_of_its_range_is_refused_and_an_unknown_file_is_not_found() {
    let (_world, admin, room) = founded().await;
    for wrong in [
        "area=1,2,3",
        "area=0,0,1e300,5",
        "area=NaN,0,10,10",
        "area=0,0,-10,10",
        "paper=a5",
        "pages=many",
        "lang=fr",
        "theme=pink",
        "rivals=maybe",
        "day=1999-01-01",
        "day=soon",
    ] {
        assert_eq!(export(&admin, &room, &format!("map.svg?{wrong}")).await.status, 400, "{wrong}");
    }
    for unknown in ["map.exe", "map", "org.svg", ".svg", "map.svg.png"] {
        assert_eq!(export(&admin, &room, unknown).await.status, 404, "{unknown}");
    }
    assert_eq!(admin.get("/api/deals/nonsense/export/map.svg").await.status, 404);
    assert_eq!(admin.get("/api/deals/nonsense/exports").await.status, 404);
}

#[tokio::test]
async fn a_picture_larger_than_anybody_should_wait_for_is_refused_with_what_to_do() {
    let (_world, admin, room) = founded().await;
    let file = export(&admin, &room, "map.png?area=-1000000,-1000000,2000000,2000000").await;
    assert_eq!(file.status, 422);
    assert!(String::from_utf8(file.bytes).unwrap().contains("too large"));
}

#[tokio::test]
async fn every_export_is_noted_with_who_and_what_for_the_team_to_see() {
    let (_world, admin, room) = founded().await;
    let list = format!("/api/deals/{}/exports", room.deal);
    assert_eq!(admin.get(&list).await.body, r#"{"exports":[]}"#);
    good(&admin, &room, "map.svg").await;
    good(&admin, &room, "map.xlsx?area=0,0,10,10").await;
    // One that was refused is none.
    export(&admin, &room, "map.svg?paper=a5").await;
    let said: serde_json::Value = serde_json::from_str(&admin.get(&list).await.body).unwrap();
    let rows: Vec<String> = said["exports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {} {}", row["name"], row["diagram"], row["format"], row["whole"]))
        .collect();
    assert_eq!(rows, [r#""高翔" "map" "xlsx" false"#, r#""高翔" "map" "svg" true"#]);
}

#[tokio::test]
async fn somebody_who_exports_without_end_has_to_wait() {
    let (_world, admin, room) = founded().await;
    let mut statuses = Vec::new();
    for _ in 0..21 {
        statuses.push(export(&admin, &room, "map.svg").await.status.as_u16());
    }
    assert_eq!(statuses[..20], [200; 20]);
    assert_eq!(statuses[20], 429);
}

#[tokio::test]
async fn without_a_chinese_font_the_answer_says_what_to_do_and_svg_still_works() {
    let empty = tempfile::tempdir().unwrap();
    let font_folder = Some(Path::new(empty.path()).to_owned());
    let world = World::with(ServeOptions { font_folder, ..options() }).await;
    let admin = world.member("gao", "高翔", WorkspaceRole::Admin).await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    for file in ["map.png", "map.pdf"] {
        let answer = export(&admin, &room, file).await;
        assert_eq!(answer.status, 501);
        let said = String::from_utf8(answer.bytes).unwrap();
        assert!(said.contains("--font-folder") && said.contains("fonts-noto-cjk"), "{said}");
    }
    good(&admin, &room, "map.svg").await;
    good(&admin, &room, "map.xlsx").await;
}
