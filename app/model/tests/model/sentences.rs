//! Every refusal says in both languages what happened and what to do.

use crate::{fixture::*, samples};
use model::{Action, EntityKey, Locale, OpId, Refusal, TextField, merge::Field, power_map::PainLevel};

const ACTIONS: [Action; 15] = [
    Action::ManageMembers,
    Action::ManageCompetitors,
    Action::CreateAccount,
    Action::CreateDeal,
    Action::EditAccount,
    Action::HandOverAccount,
    Action::EditDeal,
    Action::EditMap,
    Action::EditTasks,
    Action::Comment,
    Action::NameCore,
    Action::EditCore,
    Action::Appoint,
    Action::ReadDeal,
    Action::ReadAccount,
];

const FIELDS: [TextField; 25] = [
    TextField::WorkspaceName,
    TextField::MemberName,
    TextField::CompetitorName,
    TextField::AccountName,
    TextField::Industry,
    TextField::Region,
    TextField::DepartmentName,
    TextField::PersonTitle,
    TextField::PersonName,
    TextField::Contact,
    TextField::DealName,
    TextField::Note,
    TextField::Evidence,
    TextField::Goal,
    TextField::MarkLabel,
    TextField::Reason,
    TextField::StepName,
    TextField::StepAction,
    TextField::TaskText,
    TextField::Comment,
    TextField::Influence,
    TextField::Source,
    TextField::Purpose,
    TextField::MomentName,
    TextField::FileName,
];

fn every_refusal() -> Vec<Refusal> {
    let (person, superior) = (person("甲"), person("乙"));
    let mut all: Vec<Refusal> = ACTIONS.map(|action| Refusal::NotAllowed { action }).into();
    for field in FIELDS {
        all.push(Refusal::EmptyText { field });
        all.push(Refusal::TextTooLong { field, length: 201, max: 200 });
        all.push(Refusal::HiddenCharacters { field });
    }
    all.extend([
        Refusal::NoAccess,
        Refusal::UnknownMember { user: user("W") },
        Refusal::UnknownPerson { person },
        Refusal::UnknownDepartment { department: department("x") },
        Refusal::UnknownCompetitor { competitor: rival("x") },
        Refusal::UnknownAccount { account: ACCOUNT },
        Refusal::UnknownDeal,
        Refusal::UnknownLine { line: line("甲", "乙") },
        Refusal::UnknownAssessment,
        Refusal::NotCreated,
        Refusal::AlreadyExists,
        Refusal::AlreadyOnMap { person },
        Refusal::NodeArchived { person },
        Refusal::LineArchived { line: line("甲", "乙") },
        Refusal::InitialsInvalid,
        Refusal::ColourOutOfRange { max: 8 },
        Refusal::StrengthOutOfRange { value: 4 },
        Refusal::WeightOutOfRange,
        Refusal::CoordinateOutOfRange,
        Refusal::AmountOutOfRange,
        Refusal::EvidenceRequired { value: -2 },
        Refusal::PainLevelSkipped { from: PainLevel::Latent, to: PainLevel::Vision },
        Refusal::PainEvidenceRequired { level: PainLevel::Admitted },
        Refusal::ObservedInFuture,
        Refusal::ObservedTooEarly,
        Refusal::LineToOneself,
        Refusal::ReportsCycle { person, superior },
        Refusal::AlreadyReports { person, superior },
        Refusal::DuplicateLine,
        Refusal::DepartmentCycle,
        Refusal::NotYours,
        Refusal::LastAdmin,
        Refusal::LastAr,
        Refusal::Stale { entity: EntityKey::Deal, field: Field::Amount, by: user("W") },
        Refusal::WrongStream,
        Refusal::UnknownFishbone { fishbone: fishbone("x") },
        Refusal::FishboneArchived { fishbone: fishbone("x") },
        Refusal::UnknownBone { department: department("x") },
        Refusal::BoneArchived { department: department("x") },
        Refusal::AlreadyOnFishbone,
        Refusal::NotOnFishbone { person },
        Refusal::NothingStated,
        Refusal::UnknownStep { step: step("x") },
        Refusal::StepArchived { step: step("x") },
        Refusal::NotInStep { person },
        Refusal::DayOutOfRange,
        Refusal::UnknownTask { task: task("x") },
        Refusal::TaskArchived { task: task("x") },
        Refusal::AlreadyPlanned,
        Refusal::UnknownComment { comment: comment("x") },
        Refusal::NotYourComment,
        Refusal::NothingThere,
        Refusal::UnknownKeyRole { key_role: key_role("x") },
        Refusal::KeyRoleArchived { key_role: key_role("x") },
        Refusal::UnknownMoment { moment: moment("x") },
        Refusal::UnknownImport,
        Refusal::ImportTakenBack,
        Refusal::KeepUntilNeeded,
        Refusal::NothingToDo,
        Refusal::TooManyChanges { count: 2_001, max: 2_000 },
        Refusal::TooLarge { bytes: 1, max: 0 },
        Refusal::TooManyEntities { max: 20_000 },
        Refusal::DependsOn { op: OpId::from_u128(1) },
        Refusal::StorageFull,
        Refusal::Unreadable,
        Refusal::Unknown,
    ]);
    all
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

/// The codes serde offers instead of a wrong one: every variant there is.
#[test]
fn the_list_here_has_every_refusal() {
    // `Unknown` takes every code there is, so a variant is asked for as data it can not have.
    let codes: Vec<String> = every_refusal().iter().map(samples::code).collect();
    let source = include_str!("../../src/refusal.rs");
    let (_, body) = source.split_once("pub enum Refusal {").unwrap();
    let (body, _) = body.split_once("\n}").unwrap();
    let variants = body.lines().filter(|line| line.starts_with("    ") && line[4..].starts_with(char::is_uppercase));
    let mut count = 0;
    for variant in variants {
        let name = variant.trim().trim_end_matches(['{', ',', ' ']);
        let mut code = String::new();
        for c in name.chars() {
            if c.is_uppercase() && !code.is_empty() {
                code.push('_');
            }
            code.extend(c.to_lowercase());
        }
        assert!(codes.contains(&code), "no sentence is tested for {name}");
        count += 1;
    }
    assert!(count > 40, "the source of the enum was not read: {count}");
}

#[test]
fn every_refusal_speaks_chinese() {
    for refusal in every_refusal() {
        let sentence = refusal.sentence(Locale::Zh);
        assert!(sentence.chars().filter(|c| is_chinese(*c)).count() > 4, "{refusal:?}: {sentence}");
        assert!(sentence.ends_with('。'), "{sentence}");
    }
}

#[test]
fn every_refusal_speaks_english_and_nothing_else() {
    for refusal in every_refusal() {
        let sentence = refusal.sentence(Locale::En);
        assert!(sentence.len() > 10 && sentence.ends_with('.') && sentence.is_ascii(), "{refusal:?}: {sentence}");
        assert_eq!(refusal.to_string(), sentence);
    }
}

#[test]
fn no_two_refusals_are_told_in_the_same_words() {
    for locale in [Locale::Zh, Locale::En] {
        let mut sentences: Vec<String> = every_refusal().iter().map(|refusal| refusal.sentence(locale)).collect();
        let count = sentences.len();
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), count, "{locale:?}");
    }
}

#[test]
fn numbers_in_a_sentence_are_those_of_the_refusal() {
    let long = Refusal::TextTooLong { field: TextField::PersonName, length: 1_000_000, max: 200 };
    assert_eq!(long.sentence(Locale::En), "The name has 1000000 characters, 200 at most. Shorten it and try again.");
    assert_eq!(long.sentence(Locale::Zh), "姓名有 1000000 个字，最多 200 个。请缩短后重试。");
    let plus = Refusal::EvidenceRequired { value: 2 };
    assert!(plus.sentence(Locale::Zh).contains("+2") && plus.sentence(Locale::En).contains("+2"));
}

#[test]
fn a_reason_this_client_does_not_know_is_read_as_unknown() {
    for newer in [
        r#"{"gate_is_open":{"gate":"ATI","by":{"name":["x",1]}}}"#,
        r#""gate_is_open""#,
        // A code we know about something we do not.
        r#"{"empty_text":{"field":"motto"}}"#,
        r#"{"code":"empty_text"}"#,
        "7",
    ] {
        assert_eq!(serde_json::from_str::<Refusal>(newer).unwrap(), Refusal::Unknown, "{newer}");
    }
}

#[test]
fn every_refusal_survives_the_wire() {
    for refusal in every_refusal() {
        let text = serde_json::to_string(&refusal).unwrap();
        assert_eq!(serde_json::from_str::<Refusal>(&text).unwrap(), refusal, "{text}");
    }
}
