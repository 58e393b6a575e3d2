//! What somebody is like (T-10), and the questions that lead to a strength.

use crate::{fixture::*, samples::EVERYBODY};
use model::{
    Change, Refusal, Seq, StreamId, TextField,
    power_map::{
        GuideStep, Level, Personality, PowerMapChange, Profile, ProfileChange, ProfileText, Question, Stance, Strength,
        Vendor, guide,
    },
};

fn change(change: ProfileChange) -> Change {
    map(PowerMapChange::Profile { person: person("总经理"), change })
}

fn profile(world: &World) -> Profile {
    world.node("总经理").profile.clone()
}

fn edit(from: &str, to: &str) -> ProfileChange {
    ProfileChange::EditText { which: ProfileText::PersonalNeed, from: from.to_owned(), to: to.to_owned() }
}

#[test]
fn a_profile_is_filled_in_and_taken_back_field_by_field() {
    let mut world = World::read(EVERYBODY);
    let stance =
        ProfileChange::SetStance { stance: Some(Stance::Opponent), toward: Some(Vendor::Competitor(rival("友商"))) };
    let changes = [
        ProfileChange::SetLevel { level: Some(Level::Decision) },
        stance,
        ProfileChange::SetPersonality { personality: Some(Personality::Analytical) },
        edit("", "任内见到成果"),
    ];
    let mut inverses = Vec::new();
    for one in changes {
        inverses.push(world.does(user("W"), &[change(one)]).inverse);
    }
    let filled = profile(&world);
    assert_eq!((filled.level, filled.personality), (Some(Level::Decision), Some(Personality::Analytical)));
    assert_eq!((filled.stance, filled.toward), (Some(Stance::Opponent), Some(Vendor::Competitor(rival("友商")))));
    assert_eq!(filled.text(ProfileText::PersonalNeed), "任内见到成果");
    for inverse in inverses.into_iter().rev() {
        world.pushes(user("W"), inverse);
    }
    assert_eq!(profile(&world), Profile::default());
}

#[test]
fn a_stance_is_toward_us_or_a_competitor_of_the_deal() {
    let mut world = World::read(EVERYBODY);
    let toward = |vendor| change(ProfileChange::SetStance { stance: Some(Stance::Supporter), toward: Some(vendor) });
    world.does(user("W"), &[toward(Vendor::Us)]);
    let unknown = Refusal::UnknownCompetitor { competitor: rival("路人") };
    assert_eq!(world.refuses(user("W"), &[toward(Vendor::Competitor(rival("路人")))]), unknown);
}

#[test]
fn its_texts_keep_to_the_limit_and_two_who_write_at_once_keep_both() {
    let mut world = World::read(EVERYBODY);
    let long = "字".repeat(2_001);
    let refusal = Refusal::TextTooLong { field: TextField::Note, length: 2_001, max: 2_000 };
    assert_eq!(world.refuses(user("W"), &[change(edit("", &long))]), refusal);
    let base: Seq = world.seq(StreamId::Deal(DEAL));
    world.does(user("W"), &[change(edit("", "任内见到成果"))]);
    world.pushes_from(user("Y"), vec![(StreamId::Deal(DEAL), base, vec![change(edit("", "少担风险"))])]);
    let need = profile(&world).personal_need;
    assert!(need.contains("任内见到成果") && need.contains("少担风险"), "{need}");
}

#[test]
fn somebody_off_the_map_has_no_profile_to_change() {
    let mut world = World::read(EVERYBODY);
    world.does(user("W"), &[remove_nodes(&["总经理"])]);
    let level = change(ProfileChange::SetLevel { level: None });
    assert_eq!(world.refuses(user("W"), &[level]), Refusal::NodeArchived { person: person("总经理") });
}

#[test]
fn the_questions_lead_to_every_strength_and_to_unknown() {
    let mut found: Vec<Strength> = Vec::new();
    let mut open: Vec<Vec<bool>> = vec![Vec::new()];
    let mut asked: Vec<Question> = Vec::new();
    while let Some(answers) = open.pop() {
        match guide(&answers) {
            GuideStep::Asks(question) => {
                assert!(answers.len() < 5, "five questions are enough");
                asked.push(question);
                open.extend([true, false].map(|answer| [answers.clone(), vec![answer]].concat()));
            }
            GuideStep::Proposes(strength) => {
                assert_eq!(guide(&[answers.clone(), vec![true]].concat()), GuideStep::Proposes(strength), "it stays");
                found.push(strength);
            }
        }
    }
    found.sort_by_key(|strength| match strength {
        Strength::Known(value) => *value,
        Strength::Unknown => i32::MAX,
    });
    let all: Vec<Strength> = (-3..=3).map(Strength::Known).chain([Strength::Unknown]).collect();
    assert_eq!(found, all, "each once");
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), 7);
    assert_eq!(guide(&[true, true, true, false]), GuideStep::Proposes(Strength::Known(2)));
    assert_eq!(guide(&[true, false, true, false]), GuideStep::Proposes(Strength::Known(-1)));
}
