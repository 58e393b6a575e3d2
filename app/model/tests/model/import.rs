//! Importing people: columns, rows, doubles, what is written, and taking it back.

use crate::fixture::*;
use model::{
    BatchId, Change, Locale, PersonId, Refusal, StreamId, TextField, UserId,
    account::AccountChange,
    import::{
        Choice, Fate, LogRow, Match, Plan, Row, Settings, Target, Trouble, Unreadable, guess, has_header, place, plan,
        read_rows, report, superiors, take_back,
    },
    merge::Field,
    person::PersonChange,
    power_map::{LineKind, PowerMapChange},
};
use proptest::{collection::vec, prelude::*, sample::select};

const BATCH: BatchId = BatchId::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
const AGAIN: BatchId = BatchId::from_u128(0x7777_4567_89ab_cdef_0123_4567_89ab_ffff);

/// A file as text: cells between `|`.
fn cells(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn rows(text: &str) -> Vec<Row> {
    let cells = cells(text);
    read_rows(&cells, true, &guess(&cells, true))
}

fn settings() -> Settings {
    Settings { no_post: "职务待定".to_owned(), ..Settings::default() }
}

fn planned(world: &World, batch: BatchId, rows: &[Row], settings: &Settings) -> Plan {
    plan(world.room.account().unwrap().1, batch, rows.iter(), settings)
}

/// Imports as a server does; gives the plan.
#[track_caller]
fn imports(world: &mut World, batch: BatchId, rows: &[Row], settings: &Settings) -> Plan {
    let plan = planned(world, batch, rows, settings);
    let changes: Vec<Change> = plan.changes(world.room.account().unwrap().1, batch).into_iter().flatten().collect();
    if !changes.is_empty() {
        pushes(world, user("W"), batch, &changes);
    }
    plan
}

fn pushes(world: &mut World, who: UserId, batch: BatchId, changes: &[Change]) {
    world.does(who, changes);
    world.log.last_mut().unwrap().0.batch = Some(batch);
}

fn log_of(world: &World, stream: StreamId, batch: BatchId) -> Vec<LogRow> {
    let parts = world.log.iter().flat_map(|(op, stamp)| op.parts.iter().map(move |part| (op, stamp, part)));
    let own = parts.filter(|(_, _, part)| part.stream == stream);
    own.map(|(op, stamp, part)| LogRow {
        ours: op.batch == Some(batch),
        stamp: stamp.clone(),
        changes: part.changes.clone(),
    })
    .collect()
}

fn people(world: &World) -> Vec<String> {
    let (_, account) = world.room.account().unwrap();
    let live = account.people.values().filter(|person| !person.archived);
    let mut said: Vec<String> = live
        .map(|person| {
            let department = person.department.and_then(|id| account.departments.get(&id)).map(|one| one.name.as_str());
            let name = person.name.as_deref().unwrap_or("?");
            format!("{} {name} {} [{}] {}", person.title, department.unwrap_or("-"), person.contact, person.note)
        })
        .collect();
    said.sort();
    said
}

fn named(world: &World, name: &str) -> PersonId {
    let (_, account) = world.room.account().unwrap();
    *account.people.iter().find(|(_, person)| person.name.as_deref() == Some(name)).unwrap().0
}

const STAFF: &str = "
    姓名   | 职务       | 部门   | 手机          | 邮箱             | 备注
    赵一   | 采购经理   | 采购部 | 138 0000 0001 | zhao@example.cn  | 爱下棋
    钱二   | 工程师     | 技术部 | 13800000002   |                  |
    孙三   |            | 技术部 |               | sun@example.cn   |
";

#[test]
fn columns_are_guessed_from_chinese_and_english_headings() {
    for (heading, expected) in [
        ("姓名", Some(Target::Name)),
        ("客户联系人", Some(Target::Name)),
        ("职 务", Some(Target::Title)),
        ("英文职务", Some(Target::TitleEn)),
        ("所属部门", Some(Target::Department)),
        ("手机号码", Some(Target::Phone)),
        ("办公电话", Some(Target::Phone)),
        ("电子邮箱", Some(Target::Mail)),
        ("微信号", Some(Target::Other)),
        ("直接上级", Some(Target::Superior)),
        ("办公地址", Some(Target::Note)),
        ("Full Name", Some(Target::Name)),
        ("First Name", Some(Target::GivenName)),
        ("LAST_NAME", Some(Target::FamilyName)),
        ("Job Title", Some(Target::Title)),
        ("Manager's Name", Some(Target::Superior)),
        ("E-mail 1 - Value", Some(Target::Mail)),
        ("E-mail 1 - Label", None),
        ("Mobile Phone", Some(Target::Phone)),
        ("Reports to", Some(Target::Superior)),
        ("生日", None),
        ("", None),
    ] {
        assert_eq!(guess(&[vec![heading.to_owned()]], true), [expected], "{heading}");
    }
}

#[test]
fn a_column_of_which_there_can_be_one_is_taken_once_and_a_whole_name_leaves_out_its_parts() {
    let table = cells("姓 | 名 | 姓名 | 职务 | 职务 | 电话 | 电话");
    let found = guess(&table, true);
    let (name, title, phone) = (Some(Target::Name), Some(Target::Title), Some(Target::Phone));
    assert_eq!(found, [None, None, name, title, None, phone, phone]);
}

#[test]
fn what_our_own_lists_write_for_an_unknown_name_and_for_outside_is_understood() {
    for table in [
        "姓名 | 职务 | 部门\n姓名未知 | 顾问 | 公司外部",
        "Name | Post | Department\nName not known | 顾问 | outside the company",
        "姓名 | 职务 | 部门 | 公司外部\n姓名未知 | 顾问 | | 是",
        "Name | Post | Department | Outside the company\nName not known | 顾问 | | yes",
    ] {
        let draft = &rows(table)[0].draft;
        assert_eq!((draft.name.as_str(), draft.department.as_str(), draft.external), ("", "", true), "{table}");
    }
}

#[test]
fn a_file_without_headings_is_noticed_and_its_numbers_and_addresses_are_found() {
    let table = cells("王建国 | 总经理 | 13900000001 | wang@example.cn");
    assert!(!has_header(&table));
    assert_eq!(guess(&table, false), [None, None, Some(Target::Phone), Some(Target::Mail)]);
    assert!(has_header(&cells("甲 | 乙")), "nothing speaks for a person");
}

#[test]
fn parts_of_a_name_are_joined_as_its_language_does() {
    let said = rows("姓 | 名 | 职务\n王 | 建国 | 总经理\nSmith | Anna | CFO\n| Bob | CTO");
    let names: Vec<&str> = said.iter().map(|row| row.draft.name.as_str()).collect();
    assert_eq!(names, ["王建国", "Anna Smith", "Bob"]);
}

#[test]
fn each_trouble_is_told_at_its_row_and_errors_keep_it_out() {
    let table = "姓名 | 职务 | 电话 | 邮箱\n\
        | | 13800000001 | \n\
        甲 | 经理 | 1 | x | 多余\n\
        乙 | 经理\n\
        丙 | =HYPERLINK(1) | 1.38E+10 | nobody\n\
        丁\u{FFFD} | 经理 | +86 138 0000 0001 | a@b.cn";
    let said: Vec<(u32, Vec<Trouble>, bool)> =
        rows(table).into_iter().map(|row| (row.draft.row, row.troubles.clone(), row.is_broken())).collect();
    assert_eq!(
        said,
        [
            (2, vec![Trouble::Nobody], true),
            (3, vec![Trouble::TooManyCells { found: 5, columns: 4 }, Trouble::NoPhone, Trouble::NoMail], true),
            (4, vec![Trouble::TooFewCells { found: 2, columns: 4 }], false),
            (5, vec![Trouble::Formula, Trouble::Rounded, Trouble::NoMail], false),
            (6, vec![Trouble::Garbled], true),
        ]
    );
}

#[test]
fn a_text_that_no_field_would_take_is_an_error_of_its_row() {
    let long = "长".repeat(201);
    for heading in ["姓名", "职务", "职务（英文）", "部门", "电话", "上级"] {
        let table = format!("姓名 | 职务 | {heading}\n甲 | 经理 | {long}");
        let table = if heading == "姓名" { format!("姓名 | 职务\n{long} | 经理") } else { table };
        let cells = cells(&table);
        let mut targets = guess(&cells, true);
        if heading == "职务" {
            targets = vec![Some(Target::Name), None, Some(Target::Title)];
        }
        let row = &read_rows(&cells, true, &targets)[0];
        assert!(
            matches!(row.troubles.as_slice(), [.., Trouble::TooLong { max: 200, .. }] | [Trouble::TooLong { .. }, ..]),
            "{heading}: {:?}",
            row.troubles
        );
        assert!(row.is_broken() && !row.draft.is_sound(), "{heading}");
    }
}

#[test]
fn every_trouble_speaks_both_languages() {
    let all = [
        Trouble::Nobody,
        Trouble::TooManyCells { found: 2, columns: 1 },
        Trouble::TooFewCells { found: 1, columns: 2 },
        Trouble::Garbled,
        Trouble::TooLong { target: Target::Name, max: 200 },
        Trouble::Formula,
        Trouble::Rounded,
        Trouble::NoMail,
        Trouble::NoPhone,
        Trouble::NeitherYesNorNo,
        Trouble::NoPost,
    ];
    let mut said: Vec<String> = all.iter().flat_map(|one| [Locale::Zh, Locale::En].map(|l| one.sentence(l))).collect();
    said.extend(Unreadable::ALL.iter().flat_map(|one| [Locale::Zh, Locale::En].map(|l| one.sentence(l))));
    let is_chinese = |text: &str| text.contains('。');
    assert!(said.iter().enumerate().all(|(at, text)| is_chinese(text) == (at % 2 == 0)), "{said:#?}");
    let count = said.len();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), count);
}

#[test]
fn people_come_in_with_everything_a_row_says() {
    let mut world = World::read("总经理 王 unknown");
    let plan = imports(&mut world, BATCH, &rows(STAFF), &settings());
    assert_eq!(plan.count(Fate::Add), 3);
    assert_eq!(
        people(&world),
        [
            "工程师 钱二 技术部 [13800000002] ",
            "总经理 王 - [] ",
            "职务待定 孙三 技术部 [sun@example.cn] ",
            "采购经理 赵一 采购部 [138 0000 0001, zhao@example.cn] 爱下棋",
        ]
    );
    let (_, account) = world.room.account().unwrap();
    assert_eq!(account.departments.size(), 2, "a department is made once");
}

#[test]
fn the_same_file_a_second_time_writes_nothing() {
    let mut world = World::read("总经理 王 unknown");
    imports(&mut world, BATCH, &rows(STAFF), &settings());
    for replace in [false, true] {
        let again = planned(&world, AGAIN, &rows(STAFF), &Settings { replace, ..settings() });
        assert_eq!(again.count(Fate::Same), 3);
        assert_eq!(again.changes(world.room.account().unwrap().1, AGAIN), Vec::<Vec<Change>>::new());
    }
}

#[test]
fn a_part_that_is_sent_twice_is_written_once() {
    let mut world = World::read("总经理 王 unknown");
    let rows = rows(STAFF);
    imports(&mut world, BATCH, &rows, &settings());
    let forced = Settings { choices: rows.iter().map(|row| (row.draft.row, Choice::New)).collect(), ..settings() };
    assert_eq!(planned(&world, BATCH, &rows, &forced).changes(world.room.account().unwrap().1, BATCH).len(), 0);
}

#[test]
fn a_part_sent_again_does_not_bring_back_whom_somebody_archived_meanwhile() {
    let mut world = World::read("总经理 王 unknown");
    imports(&mut world, BATCH, &rows(STAFF), &settings());
    let id = named(&world, "赵一");
    world.does(user("Y"), &[Change::Person(PersonChange::Archive { id })]);
    let again = planned(&world, BATCH, &rows(STAFF), &settings());
    assert_eq!(again.count(Fate::Same), 3);
    assert!(again.changes(world.room.account().unwrap().1, BATCH).is_empty());
}

#[test]
fn doubles_are_found_by_address_number_and_name() {
    let mut world = World::read("总经理 王 unknown");
    imports(&mut world, BATCH, &rows(STAFF), &settings());
    for (row, expected) in [
        ("Zhao Yi | 总监 | | ZHAO@example.cn", Some(Match::Mail)),
        ("赵老师 | 总监 | +86 138-0000-0001 |", Some(Match::Phone)),
        ("赵 一 | 总监 | | ", Some(Match::Name)),
        ("赵一 | 采购经理 | 13900000009 |", None),
        ("李四 | 采购经理 | | ", None),
    ] {
        let rows = rows(&format!("姓名 | 职务 | 手机 | 邮箱\n{row}"));
        let plan = planned(&world, AGAIN, &rows, &settings());
        assert_eq!(plan.rows[0].like.map(|(_, reason)| reason), expected, "{row}");
        assert_eq!(plan.rows[0].is_doubtful(), row.contains("13900000009"), "{row}");
    }
}

#[test]
fn a_switchboard_makes_nobody_the_same_and_a_mobile_number_does() {
    let mut world = World::read("总经理 王 unknown");
    let shared = "姓名 | 职务 | 电话\n甲 | 经理 | 0571-88880000\n乙 | 经理 | 0571-8888 0000\n丙 | 经理 | 13800000001\n丙先生 | 经理 | 13800000001";
    let plan = imports(&mut world, BATCH, &rows(shared), &settings());
    let fates: Vec<Fate> = plan.rows.iter().map(|row| row.fate).collect();
    assert_eq!(fates, [Fate::Add, Fate::Add, Fate::Add, Fate::Same]);
}

#[test]
fn merging_fills_in_what_is_empty_and_replaces_only_when_asked_to() {
    let mut world = World::read("总经理 王 unknown");
    imports(&mut world, BATCH, &rows(STAFF), &settings());
    let newer = "姓名 | 职务 | 部门 | 手机 | 邮箱 | 备注\n\
        钱二 | 总工程师 | 研究院 | | qian@example.cn | 新来的\n\
        孙三 | 会计 | | | |";
    let plan = imports(&mut world.clone(), AGAIN, &rows(newer), &settings());
    assert_eq!(plan.count(Fate::Merge), 2);
    let mut kept = world.clone();
    imports(&mut kept, AGAIN, &rows(newer), &settings());
    assert!(people(&kept).contains(&"工程师 钱二 技术部 [13800000002, qian@example.cn] 新来的".to_owned()));
    assert!(people(&kept).contains(&"会计 孙三 技术部 [sun@example.cn] ".to_owned()), "the stand-in is no post");
    imports(&mut world, AGAIN, &rows(newer), &Settings { replace: true, ..settings() });
    assert!(people(&world).contains(&"总工程师 钱二 研究院 [13800000002, qian@example.cn] 新来的".to_owned()));
}

#[test]
fn two_rows_about_one_person_end_in_one_person() {
    let mut world = World::read("总经理 王 unknown");
    let twice = "姓名 | 职务 | 手机 | 邮箱\n甲 | 经理 | 13800000001 |\n甲 | 经理 | | a@b.cn\n甲 | 工程师 | |";
    let plan = imports(&mut world, BATCH, &rows(twice), &settings());
    let fates: Vec<Fate> = plan.rows.iter().map(|row| row.fate).collect();
    assert_eq!(fates, [Fate::Add, Fate::Merge, Fate::Add], "another post in one file is another person");
    assert!(people(&world).contains(&"经理 甲 - [13800000001, a@b.cn] ".to_owned()));
}

#[test]
fn a_choice_about_one_row_counts_more_than_the_rule() {
    let mut world = World::read("总经理 王 unknown");
    imports(&mut world, BATCH, &rows(STAFF), &settings());
    let choices = [(2, Choice::New), (3, Choice::Skip)].into();
    let plan = imports(&mut world, AGAIN, &rows(STAFF), &Settings { choices, ..settings() });
    let fates: Vec<Fate> = plan.rows.iter().map(|row| row.fate).collect();
    assert_eq!(fates, [Fate::Add, Fate::Skip, Fate::Same]);
    assert_eq!(people(&world).iter().filter(|said| said.contains("赵一")).count(), 2);
}

/// Two of one name, each with a number of his own, and a third one in the file who may be either.
const NAMESAKES: &str = "
    姓名 | 职务   | 部门   | 手机
    赵一 | 采购员 | 采购部 | 13800000001
    赵一 | 工程师 | 技术部 | 13800000002
";
const WHICH: &str = "姓名 | 职务 | 手机 | 邮箱 | 备注\n赵一 | 总监 | 13800000003 | zhao@example.cn | 新来的";

fn choosing(choice: Choice) -> Settings {
    Settings { choices: [(2, choice)].into(), ..settings() }
}

#[test]
fn a_namesake_is_merged_into_whom_the_user_chooses_and_the_plan_says_what_that_changes() {
    let mut world = World::read("总经理 王 unknown");
    imports(&mut world, BATCH, &rows(NAMESAKES), &settings());
    let doubtful = planned(&world, AGAIN, &rows(WHICH), &settings());
    let titles: Vec<&str> = doubtful.rows[0].namesakes.iter().map(|at| doubtful.people[*at].title.as_str()).collect();
    assert_eq!((doubtful.rows[0].fate, titles.len()), (Fate::Add, 2));
    for (at, title) in doubtful.rows[0].namesakes.iter().zip(titles) {
        let person = doubtful.people[*at].id;
        let mut world = world.clone();
        let before = people(&world);
        let plan = imports(&mut world, AGAIN, &rows(WHICH), &choosing(Choice::Into(person)));
        assert_eq!((plan.rows[0].fate, plan.rows[0].person), (Fate::Merge, person));
        let gains: Vec<(Field, &str, &str)> =
            plan.rows[0].gains.iter().map(|gain| (gain.field, gain.from.as_str(), gain.to.as_str())).collect();
        let number = if title == "采购员" { "13800000001" } else { "13800000002" };
        let line = format!("{number}, zhao@example.cn");
        assert_eq!(gains, [(Field::Contact, number, line.as_str()), (Field::Note, "", "新来的")]);
        assert_eq!(people(&world).len(), before.len());
        assert!(
            people(&world).iter().any(|said| said.starts_with(title) && said.ends_with(&format!("[{line}] 新来的")))
        );

        // Sent again it says nothing new, and the batch takes it back.
        let again = planned(&world, AGAIN, &rows(WHICH), &choosing(Choice::Into(person)));
        assert_eq!((again.rows[0].fate, again.rows[0].gains.len()), (Fate::Same, 0));
        let stream = StreamId::Account(ACCOUNT);
        let back = take_back(stream, log_of(&world, stream, AGAIN), &|_| false);
        world.does(user("Y"), &back.changes);
        assert_eq!(people(&world), before);
    }
}

#[test]
fn a_row_that_looks_like_somebody_is_merged_into_another_one_when_the_user_says_so() {
    let mut world = World::read("总经理 王 unknown");
    imports(&mut world, BATCH, &rows(NAMESAKES), &settings());
    let file = rows("姓名 | 职务 | 手机 | 备注\n赵一 | 采购员 | 13800000001 | 爱下棋");
    let proposed = planned(&world, AGAIN, &file, &settings());
    assert!(!proposed.rows[0].is_doubtful() && proposed.rows[0].namesakes.len() == 1);
    let other = proposed.people[proposed.rows[0].namesakes[0]].id;
    imports(&mut world, AGAIN, &file, &choosing(Choice::Into(other)));
    assert!(people(&world).contains(&"工程师 赵一 技术部 [13800000002] 爱下棋".to_owned()), "{:?}", people(&world));
}

#[test]
fn a_row_whose_chosen_person_is_gone_is_left_out_and_goes_to_nobody_else() {
    let mut world = World::read("总经理 王 unknown");
    imports(&mut world, BATCH, &rows(NAMESAKES), &settings());
    let file = rows("姓名 | 职务 | 手机 | 备注\n赵一 | 采购员 | 13800000001 | 爱下棋");
    let proposed = planned(&world, AGAIN, &file, &settings());
    assert!(proposed.rows[0].like.is_some(), "without a word of the user it would go to somebody");
    let id = proposed.people[proposed.rows[0].namesakes[0]].id;
    world.does(user("W"), &[Change::Person(PersonChange::Archive { id })]);
    let before = people(&world);
    let plan = imports(&mut world, AGAIN, &file, &choosing(Choice::Into(id)));
    assert_eq!((plan.rows[0].fate, plan.rows[0].chosen_is_gone), (Fate::Skip, true));
    assert_eq!(people(&world), before);
    let plan = planned(&world, AGAIN, &file, &choosing(Choice::Skip));
    assert_eq!((plan.rows[0].fate, plan.rows[0].chosen_is_gone), (Fate::Skip, false));
}

#[test]
fn archived_people_are_nobodys_double() {
    let mut world = World::read("总经理 王 unknown");
    imports(&mut world, BATCH, &rows(STAFF), &settings());
    let id = named(&world, "赵一");
    world.does(user("W"), &[Change::Person(PersonChange::Archive { id })]);
    assert_eq!(planned(&world, AGAIN, &rows(STAFF), &settings()).rows[0].fate, Fate::Add);
}

#[test]
fn an_existing_department_is_used_whatever_its_language() {
    let mut world = World::read("总经理 王 unknown");
    let department = model::department::DepartmentChange::Add {
        id: department("技术部"),
        name: "技术部".to_owned(),
        name_en: "Engineering".to_owned(),
        parent: None,
    };
    world.does(user("W"), &[Change::Department(department)]);
    imports(&mut world, BATCH, &rows("姓名 | 职务 | 部门\n甲 | 经理 | engineering"), &settings());
    assert!(people(&world).contains(&"经理 甲 技术部 [] ".to_owned()));
}

#[test]
fn imported_people_stand_below_the_drawing_and_report_to_those_the_file_names() {
    let mut world = World::read("总经理 王 unknown");
    let text =
        "姓名 | 职务 | 上级\n甲 | 经理 | 王\n乙 | 工程师 | 甲\n丙 | 工程师 | 丙\n丁 | 工程师 | 没有\n王二 | 圈 | 王二";
    let said = rows(text);
    let plan = imports(&mut world, BATCH, &said, &settings());
    let changes = place(world.map(), plan.rows.iter().map(|row| row.person));
    world.does(user("W"), &changes);
    let bottom = world.node("总经理").y;
    let nodes: Vec<(i32, i32)> =
        plan.rows.iter().map(|row| world.map().live_node(row.person).unwrap()).map(|node| (node.x, node.y)).collect();
    assert!(nodes.iter().all(|(_, y)| *y > bottom));
    assert!(nodes.iter().enumerate().all(|(at, place)| !nodes[..at].contains(place)), "{nodes:?}");
    assert!(place(world.map(), plan.rows.iter().map(|row| row.person)).is_empty(), "nobody is put there twice");
    let lines = report(world.map(), BATCH, &superiors(&plan, said.iter()));
    assert_eq!(lines.len(), 2);
    world.does(user("W"), &lines);
    assert_eq!(world.map().superior_line(named(&world, "乙")).unwrap().1.to, named(&world, "甲"));
    assert!(report(world.map(), AGAIN, &superiors(&plan, said.iter())).is_empty(), "who reports already is left alone");
}

#[test]
fn reporting_in_a_circle_is_left_out() {
    let mut world = World::read("总经理 王 unknown");
    let said = rows("姓名 | 职务 | 上级\n甲 | 经理 | 丙\n乙 | 经理 | 甲\n丙 | 经理 | 乙");
    let plan = imports(&mut world, BATCH, &said, &settings());
    let changes = place(world.map(), plan.rows.iter().map(|row| row.person));
    world.does(user("W"), &changes);
    let lines = report(world.map(), BATCH, &superiors(&plan, said.iter()));
    assert_eq!(lines.len(), 2);
    world.does(user("W"), &lines);
}

#[test]
fn the_account_remembers_an_import_until_it_is_taken_back() {
    let mut world = World::read("总经理 王 unknown");
    let import = |added| {
        Change::Account(AccountChange::Import { batch: BATCH, source: "通讯录.csv".to_owned(), added, merged: 1 })
    };
    let back = Change::Account(AccountChange::TakeImportBack { batch: BATCH });
    assert_eq!(world.refuses(user("W"), std::slice::from_ref(&back)), Refusal::UnknownImport);
    world.does(user("W"), &[import(2)]);
    world.does(user("Y"), &[import(3)]);
    let remembered = |world: &World| world.room.account().unwrap().1.imports.get(&BATCH).unwrap().clone();
    assert_eq!((remembered(&world).added, remembered(&world).merged, remembered(&world).by), (5, 2, user("W")));
    world.does(user("Y"), std::slice::from_ref(&back));
    assert_eq!(remembered(&world).taken_back, Some(user("Y")));
    assert_eq!(world.refuses(user("W"), &[back]), Refusal::ImportTakenBack);
    assert_eq!(world.refuses(user("W"), &[import(1)]), Refusal::ImportTakenBack);
    let empty = Change::Account(AccountChange::Import { batch: AGAIN, source: " ".to_owned(), added: 0, merged: 0 });
    assert_eq!(world.refuses(user("W"), &[empty]), Refusal::EmptyText { field: TextField::FileName });
}

fn take_all_back(world: &World, used: &dyn Fn(PersonId) -> bool) -> model::import::TakeBack {
    take_back(StreamId::Account(ACCOUNT), log_of(world, StreamId::Account(ACCOUNT), BATCH), used)
}

#[test]
fn an_import_is_taken_back_whole() {
    let mut world = World::read("总经理 王 unknown\n采购经理 赵一 unknown");
    let before = people(&world);
    imports(&mut world, BATCH, &rows(STAFF), &settings());
    assert_ne!(people(&world), before);
    let back = take_all_back(&world, &|_| false);
    assert_eq!((back.taken.len(), back.kept.len()), (3, 0));
    world.does(user("Y"), &back.changes);
    assert_eq!(people(&world), before);
    let (_, account) = world.room.account().unwrap();
    assert!(account.departments.values().all(|department| department.archived));
    // A second time there is nothing left to do, and nobody is said to be kept.
    let again = take_all_back(&world, &|_| false);
    assert!(
        again.changes.iter().all(|change| !matches!(change, Change::Person(PersonChange::Archive { .. }))),
        "{again:?}"
    );
}

#[test]
fn what_somebody_has_changed_or_uses_since_is_kept() {
    let mut world = World::read("总经理 王 unknown\n采购经理 赵一 unknown");
    imports(&mut world, BATCH, &rows(STAFF), &settings());
    let (zhao, qian, sun) = (named(&world, "赵一"), named(&world, "钱二"), named(&world, "孙三"));
    world.does(user("Y"), &[Change::Person(PersonChange::SetContact { id: zhao, contact: "微信 zhao".to_owned() })]);
    // One's own later word counts as much as a colleague's.
    world.does(user("W"), &[Change::Person(PersonChange::SetTitle { id: qian, title: "总工".to_owned() })]);
    let back = take_all_back(&world, &|person| person == sun);
    assert_eq!(back.kept, [zhao, qian, sun].into());
    world.does(user("W"), &back.changes);
    assert_eq!(
        people(&world),
        [
            "总工 钱二 技术部 [13800000002] ",
            "总经理 王 - [] ",
            "职务待定 孙三 技术部 [sun@example.cn] ",
            "采购经理 赵一 - [微信 zhao] ",
        ]
    );
}

#[test]
fn cards_of_an_import_leave_the_map_unless_somebody_has_drawn_on_them() {
    let mut world = World::read("总经理 王 unknown");
    let plan = imports(&mut world, BATCH, &rows(STAFF), &settings());
    let changes = place(world.map(), plan.rows.iter().map(|row| row.person));
    pushes(&mut world, user("W"), BATCH, &changes);
    let (zhao, qian) = (named(&world, "赵一"), named(&world, "钱二"));
    world.does(
        user("Y"),
        &[Change::PowerMap(PowerMapChange::AddLine {
            id: line("赵一", "总经理"),
            kind: LineKind::ReportsTo,
            from: zhao,
            to: person("总经理"),
            note: String::new(),
        })],
    );
    world.does(user("Y"), &[Change::PowerMap(PowerMapChange::SetKey { person: qian, key: true })]);
    let stream = StreamId::Deal(DEAL);
    let back = take_back(stream, log_of(&world, stream, BATCH), &|_| false);
    assert_eq!((back.taken.len(), back.kept.clone()), (1, [zhao, qian].into()));
    world.does(user("W"), &back.changes);
    assert!(world.map().live_node(named(&world, "孙三")).is_none());
}

#[test]
fn hostile_drafts_of_a_browser_are_not_sound() {
    let sound = model::import::Draft { row: 2, name: "甲".to_owned(), ..Default::default() };
    assert!(sound.is_sound());
    let texts = ["a\u{202E}b", "a\nb", "  a", &"x".repeat(201)];
    for text in texts {
        assert!(!model::import::Draft { name: text.to_owned(), ..sound.clone() }.is_sound(), "{text:?}");
        assert!(!model::import::Draft { contact: text.to_owned(), ..sound.clone() }.is_sound(), "{text:?}");
    }
    assert!(!model::import::Draft { row: 2, ..Default::default() }.is_sound(), "nobody");
    assert!(!model::import::Draft { note: "x".repeat(20_001), ..sound }.is_sound());
}

fn some_rows() -> impl Strategy<Value = Vec<Row>> {
    let name = select(vec!["", "甲", "乙", "丙", "甲 "]);
    let title = select(vec!["", "经理", "工程师"]);
    let department = select(vec!["", "采购部", "技术部"]);
    let phone = select(vec!["", "13800000001", "+86 138 0000 0001", "0571-88880000", "13900000002", "12345"]);
    let mail = select(vec!["", "a@b.cn", "A@B.cn", "c@d.cn", "no mail"]);
    let note = select(vec!["", "记", "另记"]);
    let row = (name, title, department, phone, mail, note)
        .prop_map(|(a, b, c, d, e, f)| [a, b, c, d, e, f].map(str::to_owned).to_vec());
    vec(row, 0..14).prop_map(|rows| {
        let heading = ["姓名", "职务", "部门", "电话", "邮箱", "备注"].map(str::to_owned).to_vec();
        let cells: Vec<Vec<String>> = std::iter::once(heading).chain(rows).collect();
        read_rows(&cells, true, &guess(&cells, true))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    /// Whatever is in a file, and whoever is there already.
    #[test]
    fn importing_anything_twice_writes_nothing_the_second_time(first in some_rows(), second in some_rows()) {
        let mut world = World::read("总经理 王 unknown");
        imports(&mut world, AGAIN, &first, &settings());
        imports(&mut world, BATCH, &second, &settings());
        let batch = BatchId::from_u128(0x5555_0000_0000_0000_0000_0000_0000_0001);
        let again = planned(&world, batch, &second, &settings());
        let changes = again.changes(world.room.account().unwrap().1, batch);
        prop_assert!(changes.is_empty(), "{:#?}", changes);
    }

    /// In parts or at once.
    #[test]
    fn an_import_in_parts_ends_as_one_at_once(rows in some_rows(), size in 1_usize..5) {
        let (mut whole, mut parts) = (World::read("总经理 王 unknown"), World::read("总经理 王 unknown"));
        imports(&mut whole, BATCH, &rows, &settings());
        for chunk in rows.chunks(size) {
            imports(&mut parts, BATCH, chunk, &settings());
        }
        prop_assert_eq!(people(&whole), people(&parts));
    }

    #[test]
    fn taking_back_anything_shows_what_was_there_before(first in some_rows(), second in some_rows()) {
        let mut world = World::read("总经理 王 unknown");
        imports(&mut world, AGAIN, &first, &settings());
        let before = people(&world);
        imports(&mut world, BATCH, &second, &settings());
        let back = take_all_back(&world, &|_| false);
        prop_assert!(back.kept.is_empty());
        if !back.changes.is_empty() {
            world.does(user("Y"), &back.changes);
        }
        prop_assert_eq!(people(&world), before);
    }

    /// Cells of anything at all.
    #[test]
    fn no_cell_breaks_the_reading_and_what_is_not_broken_passes_the_rules(cells in vec(vec("\\PC{0,12}", 0..7), 0..6)) {
        let targets = guess(&cells, false);
        let targets: Vec<_> = targets.into_iter().zip([Target::Name, Target::Title, Target::Phone, Target::Department, Target::Note, Target::Superior, Target::External]).map(|(_, target)| Some(target)).collect();
        let rows = read_rows(&cells, false, &targets);
        let _ = (has_header(&cells), guess(&cells, true));
        prop_assert!(rows.iter().all(|row| row.is_broken() || row.draft.is_sound()), "{:?}", rows);
        let mut world = World::read("总经理 王 unknown");
        imports(&mut world, BATCH, &rows, &settings());
    }
}
