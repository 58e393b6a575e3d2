//! Importing people: what is read from real files, who may, what is written, and taking it back.

use crate::{
    browser::{Answer, Browser},
    room::Room,
    world::World,
};
use encoding_rs::GB18030;
use model::{
    AccountId, BatchId, Change, DealRole, PersonId, StreamId, UserId, WorkspaceRole,
    account::Account,
    import::{Draft, FILE_BYTES, Fate, Row, Settings, Table, guess, has_header, plan, read_rows},
    person::PersonChange,
    power_map::PowerMapChange,
    team::TeamChange,
};
use reqwest::{Method, header};
use rust_xlsxwriter::{Formula, Workbook};
use serde_json::{Value, json};
use server::token;
use std::io::Write;
use sync::frame::RoomId;

async fn send(browser: &Browser, account: AccountId, query: &str, bytes: impl Into<Vec<u8>>) -> Answer {
    let request = browser.request(Method::POST, &format!("/api/accounts/{account}/import/read{query}"));
    let request = request.header(header::CONTENT_TYPE, "application/octet-stream");
    browser.send(request.header("sec-fetch-site", "same-origin").body(bytes.into())).await
}

async fn table_of(browser: &Browser, room: &Room, query: &str, bytes: impl Into<Vec<u8>>) -> Table {
    let answer = send(browser, room.account, query, bytes).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// The sentence by which a file is refused.
async fn refused(browser: &Browser, room: &Room, bytes: impl Into<Vec<u8>>) -> (u16, String) {
    let answer = send(browser, room.account, "", bytes).await;
    let said: Value = serde_json::from_str(&answer.body).unwrap();
    (answer.status.as_u16(), said["sentence"].as_str().unwrap().to_owned())
}

fn drafts(table: &Table) -> Vec<Draft> {
    let header = has_header(&table.rows);
    let rows = read_rows(&table.rows, header, &guess(&table.rows, header));
    rows.into_iter().map(|row| row.draft).collect()
}

fn batch() -> BatchId {
    BatchId(token::new_uuid().unwrap())
}

fn settings() -> Settings {
    Settings { no_post: "职务待定".to_owned(), ..Settings::default() }
}

async fn write(browser: &Browser, account: AccountId, body: &Value) -> Answer {
    let request = browser.request(Method::POST, &format!("/api/accounts/{account}/import"));
    browser.send(request.header("sec-fetch-site", "same-origin").json(body)).await
}

async fn imports(browser: &Browser, room: &Room, batch: BatchId, rows: &[Draft], on_map: bool) -> Value {
    let deal = on_map.then_some(room.deal);
    let body = json!({ "batch": batch, "file": "通讯录.csv", "deal": deal, "settings": settings(), "rows": rows });
    let answer = write(browser, room.account, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

async fn takes_back(browser: &Browser, room: &Room, batch: BatchId) -> Answer {
    let path = format!("/api/accounts/{}/imports/{batch}/take-back", room.account);
    browser.send(browser.request(Method::POST, &path).header("sec-fetch-site", "same-origin")).await
}

async fn state(world: &World, room: &Room) -> model::Room {
    world.server().hub.read(UserId::SYSTEM, RoomId::Deal(room.deal)).await.unwrap().unwrap()
}

async fn account(world: &World, room: &Room) -> Account {
    state(world, room).await.account().unwrap().1.clone()
}

async fn names(world: &World, room: &Room) -> Vec<String> {
    let account = account(world, room).await;
    let live = account.people.values().filter(|person| !person.archived);
    let mut names: Vec<String> = live.map(|person| person.name.clone().unwrap_or_default()).collect();
    names.sort();
    names
}

async fn id_of(world: &World, room: &Room, name: &str) -> PersonId {
    let account = account(world, room).await;
    *account.people.iter().find(|(_, person)| person.name.as_deref() == Some(name)).unwrap().0
}

async fn submit(world: &World, by: UserId, stream: StreamId, change: Change) {
    world.server().hub.submit(by, vec![(stream, vec![change])]).await.unwrap();
}

fn person(row: u32, name: &str) -> Draft {
    Draft {
        row,
        name: name.to_owned(),
        title: "工程师".to_owned(),
        department: "技术部".to_owned(),
        ..Draft::default()
    }
}

const STAFF: &str =
    "姓名,职务,部门,手机\n赵一,采购经理,采购部,13800000001\n钱二,\"=cmd|'/c calc'!A1\",技术部,+86 139 0000 0002\n";

#[tokio::test]
async fn the_same_list_is_read_in_every_encoding() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let mut bom = vec![0xEF, 0xBB, 0xBF];
    bom.extend(STAFF.as_bytes());
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend(STAFF.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes));
    let gb = GB18030.encode(STAFF).0.into_owned();
    for (bytes, encoding) in [
        (STAFF.as_bytes().to_vec(), "utf8"),
        (bom, "utf8"),
        (gb, "gb18030"),
        (utf16, "utf16"),
        (STAFF.replace(',', ";").into_bytes(), "utf8"),
        (STAFF.replace('\n', "\r\n").into_bytes(), "utf8"),
    ] {
        let table = table_of(&admin, &room, "", bytes).await;
        assert_eq!(table.encoding.unwrap().word(), encoding);
        let said = drafts(&table);
        assert_eq!((said[0].name.as_str(), said[0].department.as_str()), ("赵一", "采购部"), "{encoding}");
        assert_eq!(said[1].title, "=cmd|'/c calc'!A1", "a formula is the text it is");
        assert_eq!(said[1].contact, "+86 139 0000 0002");
    }
    assert_eq!(names(&world, &room).await, ["王建国"], "reading writes nothing");
}

#[tokio::test]
async fn the_wrong_encoding_is_seen_and_another_one_can_be_asked_for() {
    let (_world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let gb = GB18030.encode(STAFF).0.into_owned();
    let wrong = table_of(&admin, &room, "?encoding=utf8", gb.clone()).await;
    assert!(wrong.rows[0][0].contains('\u{FFFD}'));
    let right = table_of(&admin, &room, "?encoding=gb18030", gb).await;
    assert_eq!(right.rows[0][0], "姓名");
    assert_eq!(send(&admin, room.account, "?encoding=klingon", STAFF).await.status, 400);
    // One broken byte does not turn a whole file into another one.
    let mut broken = STAFF.repeat(40).into_bytes();
    let at = broken.len() - 20;
    broken[at] = 0xFF;
    let table = table_of(&admin, &room, "", broken).await;
    assert_eq!(table.encoding.unwrap().word(), "utf8");
    assert_eq!(table.rows.iter().filter(|row| row.iter().any(|cell| cell.contains('\u{FFFD}'))).count(), 1);
}

#[tokio::test]
async fn a_workbook_is_read_with_its_numbers_formulas_and_sheets() {
    let (_world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let mut book = Workbook::new();
    book.add_worksheet().set_name("空").unwrap();
    let sheet = book.add_worksheet().set_name("干系人").unwrap();
    for (column, heading) in ["姓名", "职务", "手机"].into_iter().enumerate() {
        sheet.write(2, u16::try_from(column).unwrap(), heading).unwrap();
    }
    sheet.write(3, 0, "赵一").unwrap();
    sheet.write(3, 1, Formula::new("=CONCAT(\"采购\",\"经理\")").set_result("采购经理")).unwrap();
    sheet.write(3, 2, 13_800_000_001_f64).unwrap();
    sheet.write(5, 0, "钱二").unwrap();
    book.add_worksheet().set_name("别的").unwrap().write(0, 0, "甲").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let table = table_of(&admin, &room, "", bytes.clone()).await;
    assert_eq!((table.sheets.len(), table.sheet, table.formulas), (3, 1, 1));
    let said = drafts(&table);
    assert_eq!(said.len(), 2);
    assert_eq!((said[0].title.as_str(), said[0].contact.as_str()), ("采购经理", "13800000001"));
    let other = table_of(&admin, &room, "?sheet=2", bytes.clone()).await;
    assert_eq!(other.rows, [["甲"]]);
    assert_eq!(send(&admin, room.account, "?sheet=9", bytes).await.status, 422);
}

const PHONE_21: &str = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E8=B5=B5;=E4=B8=80;;;\r\n\
    FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E8=B5=B5=E4=B8=\r\n=80\r\nTEL;CELL;PREF:13800000001\r\nTEL;WORK:0571-88880000\r\n\
    EMAIL;WORK:zhao@example.cn\r\nORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=8D=8E=E5=B2=AD;=E9=87=87=E8=B4=AD=E9=83=A8\r\n\
    TITLE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=BB=8F=E7=90=86\r\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQ\r\n AB2wBDAAMCAgMCAgMD\r\n\r\nEND:VCARD\r\n";
const PHONE_30: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iPhone OS 17.0//EN\r\nN:钱;二;;;\r\nFN:钱二\r\n\
    ORG:华岭集团;技术部;\r\nTITLE:总工程师\\, 代理\r\nitem1.TEL;type=pref:+86 139 0000\r\n  0002\r\nitem1.X-ABLabel:_$!<Mobile>!$_\r\n\
    EMAIL;type=INTERNET;type=WORK:qian@example.cn\r\nNOTE:爱下棋\\n不喝酒\r\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n SkZJRg\r\nEND:VCARD\r\n";
const PHONE_40: &str = "BEGIN:VCARD\nVERSION:4.0\nFN:Anna Schmidt\nN:Schmidt;Anna;;;\nTEL;VALUE=uri;TYPE=\"voice,cell\":tel:+49-170-1234567\n\
    EMAIL:anna@example.org\nORG:Hualing;Finance\nROLE:CFO\nADR;LABEL=\"Street: 1\":;;1 Street;Town;;123;DE\nEND:VCARD\n\
    BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:All\nEND:VCARD\n";

#[tokio::test]
async fn contacts_are_read_as_telephones_of_three_generations_write_them() {
    let (_world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let said = drafts(&table_of(&admin, &room, "", [PHONE_21, PHONE_30, PHONE_40].concat()).await);
    let lines: Vec<String> = said
        .iter()
        .map(|one| format!("{}|{}|{}|{}|{}", one.name, one.title, one.department, one.contact, one.note))
        .collect();
    assert_eq!(
        lines,
        [
            "赵一|经理|采购部|13800000001, 0571-88880000, zhao@example.cn|",
            "钱二|总工程师, 代理|技术部|+86 139 0000 0002, qian@example.cn|NOTE: 爱下棋\n不喝酒",
            "Anna Schmidt|CFO|Finance|+49-170-1234567, anna@example.org|ADR: 1 Street Town 123 DE",
        ]
    );
    // An old telephone: GBK, and no word of it.
    let old = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE:=CD=F5;=BD=A8=B9=FA\r\nTEL:13900000003\r\nEND:VCARD\r\n";
    assert_eq!(drafts(&table_of(&admin, &room, "", old).await)[0].name, "王建国");
    let raw = GB18030.encode("BEGIN:VCARD\r\nVERSION:2.1\r\nN:王;建国\r\nEND:VCARD\r\n").0.into_owned();
    assert_eq!(drafts(&table_of(&admin, &room, "", raw).await)[0].name, "王建国");
}

#[tokio::test]
async fn twenty_megabytes_of_contacts_with_photographs_are_read() {
    let (_world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let photo = format!(
        "PHOTO;ENCODING=b;TYPE=JPEG:{}\r\n",
        " /9j/4AAQSkZJRgABAQAAAQABAADbAEMAAwICAwICAwMDAwQD\r\n".repeat(800)
    );
    let card =
        |at: u32| format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:人{at}\r\nTEL:1380000{at:04}\r\n{photo}END:VCARD\r\n");
    let file: String = (0..500).map(card).collect();
    assert!(file.len() > 20_000_000);
    assert_eq!(drafts(&table_of(&admin, &room, "", file).await).len(), 500);
}

#[tokio::test]
async fn what_can_not_be_read_is_refused_with_a_sentence() {
    let (_world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let wide = ["x"; 201].join(",");
    let deep = "x\n".repeat(10_002);
    let docx = zipped(&[("word/document.xml", b"<w:document/>".to_vec())]);
    let bomb = zipped(&[("xl/worksheets/sheet1.xml", vec![b' '; 130 * 1024 * 1024])]);
    for (bytes, expected) in [
        (Vec::new(), "nothing in the file"),
        (b" \n \n".to_vec(), "nothing in the file"),
        (b"%PDF-1.7 ...".to_vec(), "no file we can import"),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "no file we can import"),
        (b"<html><table><tr><td>x</td></tr></table></html>".to_vec(), "no file we can import"),
        (b"MZ\0\0\0\0".to_vec(), "no file we can import"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "old .xls"),
        (b"PK\x03\x04 not really".to_vec(), "damaged"),
        (docx, "damaged"),
        (b"BEGIN:VCARD\nVERSION:3.0\nFN:cut off".to_vec(), "damaged"),
        (wide.into_bytes(), "More than 200 columns"),
        (deep.into_bytes(), "More than 10000 rows"),
        (bomb, "unpacks to too much"),
    ] {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(20)]).into_owned();
        let (status, sentence) = refused(&admin, &room, bytes).await;
        assert_eq!(status, 422, "{start}");
        assert!(sentence.contains(expected), "{start}: {sentence}");
    }
    let (status, sentence) = refused(&admin, &room, vec![b'x'; FILE_BYTES + 1]).await;
    assert_eq!(status, 413);
    assert!(sentence.contains("32 MB"), "{sentence}");
}

fn zipped(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_sheet_with_a_cell_in_its_last_corner_does_not_fill_the_memory() {
    let (_world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "姓名").unwrap();
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let (status, sentence) = refused(&admin, &room, book.save_to_buffer().unwrap()).await;
    assert_eq!(status, 422);
    assert!(sentence.contains("More than 10000 rows"), "{sentence}");
}

#[tokio::test]
async fn a_hundred_columns_duplicate_headings_and_ragged_rows_are_read_as_they_are() {
    let (_world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let heading: Vec<String> =
        (0..100).map(|at| if at % 2 == 0 { "电话".to_owned() } else { format!("列{at}") }).collect();
    let file = format!("{}\n甲,1\n{}\n", heading.join(","), ["x"; 120].join(","));
    let table = table_of(&admin, &room, "", file).await;
    assert_eq!(table.rows.iter().map(Vec::len).collect::<Vec<_>>(), [100, 2, 120]);
}

#[tokio::test]
async fn who_may_not_change_the_account_reads_and_writes_nothing() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let observer = world.member("qian", "钱悦", WorkspaceRole::Member).await;
    let join = TeamChange::Join { user: observer.user.unwrap(), role: DealRole::Observer, initials: "Q".to_owned() };
    submit(&world, admin.user.unwrap(), StreamId::Deal(room.deal), Change::Team(join)).await;
    let stranger = world.member("lu", "路人", WorkspaceRole::Member).await;
    let import = batch();
    imports(&admin, &room, import, &[person(2, "赵一")], false).await;
    let body = json!({ "batch": batch(), "file": "x.csv", "settings": settings(), "rows": [person(2, "钱二")] });
    for (who, status) in [(&world.visitor(), 401), (&stranger, 404), (&observer, 422)] {
        assert_eq!(send(who, room.account, "", STAFF).await.status, status);
        assert_eq!(write(who, room.account, &body).await.status, status);
        assert_eq!(takes_back(who, &room, import).await.status, status);
    }
    assert_eq!(names(&world, &room).await, ["王建国", "赵一"]);
    // Not even with a cookie, from a page of another site.
    let foreign = admin.request(Method::POST, &format!("/api/accounts/{}/import", room.account));
    let foreign = foreign.header(header::ORIGIN, "https://evil.example").json(&body);
    assert_eq!(admin.send(foreign).await.status, 403);
}

#[tokio::test]
async fn nothing_but_sound_rows_of_ones_own_account_and_deal_is_written() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let (other, _socket, _pen) = Room::found(&admin, "G").await;
    let good = || json!({ "batch": batch(), "file": "x.csv", "settings": settings(), "rows": [person(2, "钱二")] });
    let with = |key: &str, value: Value| {
        let mut body = good();
        body[key] = value;
        body
    };
    let many: Vec<Draft> = (0..501).map(|row| person(row, "甲")).collect();
    for (body, status) in [
        (json!({}), 400),
        (with("rows", json!([{ "row": 2, "name": "a\u{202E}b" }])), 400),
        (with("rows", json!([{ "row": 2, "name": "" }])), 400),
        (with("rows", json!([{ "row": 2, "name": "x".repeat(201) }])), 400),
        (with("rows", json!([{ "row": 4_294_967_295_u32, "name": "甲" }])), 400),
        (with("rows", json!(many)), 400),
        (with("file", json!("")), 422),
        (with("file", json!("x".repeat(201))), 422),
        (with("deal", json!(other.deal)), 404),
        (with("deal", json!(batch())), 404),
        (
            json!({ "batch": batch(), "file": "x", "settings": { "no_post": "" }, "rows": [{ "row": 2, "name": "甲" }] }),
            422,
        ),
    ] {
        assert_eq!(write(&admin, room.account, &body).await.status, status, "{body}");
    }
    assert_eq!(names(&world, &room).await, ["王建国"]);
    assert_eq!(takes_back(&admin, &room, batch()).await.status, 422);
}

#[tokio::test]
async fn an_import_is_written_once_however_often_it_is_sent_and_remembered() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let rows = [person(2, "赵一"), person(3, "钱二"), person(4, "王建国")];
    let import = batch();
    let first = imports(&admin, &room, import, &rows, false).await;
    assert_eq!(first, json!({ "added": 2, "merged": 1, "same": 0, "gone": 0 }));
    let seq = state(&world, &room).await.get(StreamId::Account(room.account)).unwrap().seq;
    for batch in [import, batch()] {
        let again = imports(&admin, &room, batch, &rows, false).await;
        assert_eq!(again, json!({ "added": 0, "merged": 0, "same": 3, "gone": 0 }));
    }
    let after = state(&world, &room).await;
    assert_eq!(after.get(StreamId::Account(room.account)).unwrap().seq, seq, "not a row more");
    let account = account(&world, &room).await;
    let noted = account.imports.get(&import).unwrap();
    assert_eq!((noted.source.as_str(), noted.added, noted.merged, noted.by), ("通讯录.csv", 2, 1, admin.user.unwrap()));
    assert_eq!(account.imports.size(), 1);
}

#[tokio::test]
async fn two_who_import_one_list_at_once_end_with_everybody_once() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let rows: Vec<Draft> = (2..102).map(|row| person(row, &format!("人{row}"))).collect();
    let (one, two) = (batch(), batch());
    let _ = tokio::join!(imports(&admin, &room, one, &rows, false), imports(&admin, &room, two, &rows, false));
    assert_eq!(names(&world, &room).await.len(), 101);
}

#[tokio::test]
async fn imported_people_stand_on_the_map_and_leave_it_with_the_import() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let (import, rows) = (batch(), [person(2, "赵一"), person(3, "钱二"), person(4, "王建国")]);
    imports(&admin, &room, import, &rows, true).await;
    let (zhao, qian) = (id_of(&world, &room, "赵一").await, id_of(&world, &room, "钱二").await);
    let lines = json!({ "batch": import, "file": "x", "deal": room.deal, "settings": settings(), "lines": [(2, zhao, room.person), (3, qian, zhao)] });
    assert_eq!(write(&admin, room.account, &lines).await.status, 200);
    let now = state(&world, &room).await;
    let map = &now.deal().unwrap().1.power_map;
    assert_eq!((map.live_nodes().count(), map.live_lines().count()), (3, 2));
    let back: Value = serde_json::from_str(&takes_back(&admin, &room, import).await.body).unwrap();
    assert_eq!(back, json!({ "taken": 3, "kept": [] }));
    assert_eq!(names(&world, &room).await, ["王建国"]);
    let now = state(&world, &room).await;
    let map = &now.deal().unwrap().1.power_map;
    assert_eq!((map.live_nodes().count(), map.live_lines().count()), (1, 0));
    assert_eq!(takes_back(&admin, &room, import).await.status, 422, "once");
    let late = json!({ "batch": import, "file": "x", "settings": settings(), "rows": [person(5, "孙三")] });
    assert_eq!(write(&admin, room.account, &late).await.status, 422, "a part that comes late writes nothing");
    assert_eq!(names(&world, &room).await, ["王建国"]);
}

#[tokio::test]
async fn a_colleague_takes_it_back_and_what_was_changed_or_used_since_stays() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let colleague = world.member("yang", "杨洁", WorkspaceRole::Member).await;
    let user = colleague.user.unwrap();
    let join = TeamChange::Join { user, role: DealRole::Sr, initials: "Y".to_owned() };
    submit(&world, admin.user.unwrap(), StreamId::Deal(room.deal), Change::Team(join)).await;
    let import = batch();
    imports(&admin, &room, import, &[person(2, "赵一"), person(3, "钱二"), person(4, "孙三")], false).await;
    let (zhao, qian) = (id_of(&world, &room, "赵一").await, id_of(&world, &room, "钱二").await);
    let note = PersonChange::EditNote { id: zhao, from: String::new(), to: "见过".to_owned() };
    submit(&world, admin.user.unwrap(), StreamId::Account(room.account), Change::Person(note)).await;
    let card = PowerMapChange::AddNode { person: qian, x: 0, y: 500, buying_role: None, key: false };
    submit(&world, user, StreamId::Deal(room.deal), Change::PowerMap(card)).await;
    let back: Value = serde_json::from_str(&takes_back(&colleague, &room, import).await.body).unwrap();
    assert_eq!(back["taken"], 1);
    assert_eq!(back["kept"].as_array().unwrap().len(), 2);
    assert_eq!(names(&world, &room).await, ["王建国", "赵一", "钱二"]);
    assert_eq!(account(&world, &room).await.imports.get(&import).unwrap().taken_back, Some(user));
}

#[tokio::test]
async fn what_a_browser_foresees_is_what_the_server_writes() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let table = table_of(&admin, &room, "", STAFF).await;
    let rows: Vec<Row> = drafts(&table).into_iter().map(|draft| Row { draft, troubles: Vec::new() }).collect();
    let import = batch();
    let before = account(&world, &room).await;
    let foreseen = plan(&before, import, rows.iter(), &settings());
    assert_eq!(foreseen.count(Fate::Add), 2);
    imports(&admin, &room, import, &drafts(&table), false).await;
    let account = account(&world, &room).await;
    for row in foreseen.rows {
        assert!(account.people.contains_key(&row.person), "the same person under the same id");
    }
}

#[tokio::test]
async fn five_thousand_people_come_in_and_go_again() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let rows: Vec<Draft> = (2..5_002)
        .map(|row| Draft {
            contact: format!("139{row:08}, p{row}@example.cn"),
            note: "备注".repeat(20),
            department: format!("部门{}", row % 40),
            ..person(row, &format!("人{row}"))
        })
        .collect();
    let import = batch();
    for chunk in rows.chunks(500) {
        imports(&admin, &room, import, chunk, true).await;
    }
    assert_eq!(names(&world, &room).await.len(), 5_001);
    let back: Value = serde_json::from_str(&takes_back(&admin, &room, import).await.body).unwrap();
    assert_eq!(back, json!({ "taken": 5_000, "kept": [] }));
    assert_eq!(names(&world, &room).await, ["王建国"]);
}
