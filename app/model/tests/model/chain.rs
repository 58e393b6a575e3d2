//! The decision chain (T-03): the order of steps, who takes part, who leads, what is late.

use crate::fixture::*;
use model::{
    Change, Refusal, StreamId,
    chain::{self, ChainChange, Lead, STEPS_MAX, StepKind, StepState, Template, position},
    power_map::{BuyingRole, Vendor},
    rank::Place,
};

const DEAL_TEXT: &str = "
    rival 友商
    总经理   王建国  +2 W
    采购部长 李敏    +1 Y 友商:+2
    高工     周宁    unknown 友商:+1
";

fn begun() -> World {
    let mut world = World::read(DEAL_TEXT);
    for name in ["立项", "招标", "评标"] {
        world.does(user("W"), &[add_step(name, Place::Last)]);
    }
    world
}

fn names(world: &World) -> Vec<String> {
    chain::ranked(&world.deal().chain).into_iter().map(|(_, step)| step.name.clone()).collect()
}

fn at(world: &World, name: &str, today: &str) -> chain::StepPosition {
    let chain = &world.deal().chain;
    position(chain.live(step(name)).unwrap(), world.map(), &[rival("友商")], day(today))
}

fn change(change: ChainChange) -> Change {
    Change::Chain(change)
}

#[test]
fn two_users_who_insert_at_the_same_place_keep_both_steps_in_one_order() {
    let mut world = begun();
    let base = world.seq(StreamId::Deal(DEAL));
    for (who, name) in [("W", "澄清"), ("Y", "答疑")] {
        let changes = vec![add_step(name, Place::Before(step("评标")))];
        world.pushes_from(user(who), vec![(StreamId::Deal(DEAL), base, changes)]);
    }
    assert_eq!(names(&world), ["立项", "招标", "澄清", "答疑", "评标"]);
}

#[test]
fn a_step_moves_and_a_step_before_one_that_was_taken_out_stands_where_that_one_was() {
    let mut world = begun();
    world.does(user("W"), &[change(ChainChange::MoveStep { id: step("评标"), place: Place::Before(step("立项")) })]);
    assert_eq!(names(&world), ["评标", "立项", "招标"]);
    world.does(user("Y"), &[change(ChainChange::RemoveSteps { steps: vec![step("立项")] })]);
    world.does(user("W"), &[add_step("预算", Place::Before(step("立项")))]);
    assert_eq!(names(&world), ["评标", "预算", "招标"]);
}

#[test]
fn a_step_of_no_usual_kind_needs_a_name() {
    let world = begun();
    let nameless = |kind| change(ChainChange::AddStep { id: step("x"), kind, name: String::new(), place: Place::Last });
    assert!(matches!(world.refuses(user("W"), &[nameless(StepKind::Other)]), Refusal::EmptyText { .. }));
    assert!(world.tries(user("W"), &[nameless(StepKind::Tender)]).is_ok());
}

#[test]
fn every_template_is_a_lawful_chain_that_ends_with_payment() {
    for template in Template::ALL {
        let mut world = World::read(DEAL_TEXT);
        let steps: Vec<Change> = template
            .steps()
            .iter()
            .map(|kind| {
                let id = step(&format!("{kind:?}"));
                change(ChainChange::AddStep { id, kind: *kind, name: String::new(), place: Place::Last })
            })
            .collect();
        world.does(user("W"), &steps);
        let kinds: Vec<StepKind> = chain::ranked(&world.deal().chain).iter().map(|(_, step)| step.kind).collect();
        assert_eq!(kinds, template.steps());
        assert_eq!(kinds.last(), Some(&StepKind::Payment));
    }
}

#[test]
fn a_step_without_people_is_unmanned() {
    let mut world = begun();
    assert!(at(&world, "招标", "2026-03-01").unmanned);
    world.does(user("W"), &[takes_part("招标", "采购部长")]);
    assert!(!at(&world, "招标", "2026-03-01").unmanned);
    let gone = ChainChange::RemoveStepPerson { id: step("招标"), person: person("采购部长") };
    world.does(user("W"), &[change(gone)]);
    assert!(at(&world, "招标", "2026-03-01").unmanned);
}

#[test]
fn the_best_relations_to_the_people_of_a_step_meet() {
    let mut world = begun();
    world.does(user("W"), &[takes_part("招标", "采购部长")]);
    let found = at(&world, "招标", "2026-03-01");
    let buyer = person("采购部长");
    assert_eq!(found.ours, Some(Lead { vendor: Vendor::Us, strength: 1, person: buyer }));
    let rival = Vendor::Competitor(rival("友商"));
    assert_eq!(found.rival, Some(Lead { vendor: rival, strength: 2, person: buyer }));
    assert!(found.they_lead);
    world.does(user("W"), &[takes_part("招标", "总经理")]);
    let found = at(&world, "招标", "2026-03-01");
    assert_eq!((found.ours.map(|lead| lead.strength), found.they_lead), (Some(2), false), "level is not behind");
}

#[test]
fn where_ours_is_unknown_they_lead_as_soon_as_they_are_supported() {
    let mut world = begun();
    world.does(user("W"), &[takes_part("评标", "高工")]);
    let found = at(&world, "评标", "2026-03-01");
    assert_eq!((found.ours, found.they_lead), (None, true));
}

#[test]
fn a_step_is_late_by_the_days_after_its_plan_until_it_is_done() {
    let mut world = begun();
    let id = step("招标");
    world.does(user("W"), &[change(ChainChange::SetPlanned { id, day: Some(day("2026-03-10")) })]);
    assert_eq!(at(&world, "招标", "2026-03-10").late, 0);
    assert_eq!(at(&world, "招标", "2026-03-14").late, 4);
    world.does(user("W"), &[change(ChainChange::SetActual { id, day: Some(day("2026-03-12")) })]);
    assert_eq!(at(&world, "招标", "2026-06-01").late, 2, "what is done is not getting later");
    world.does(user("W"), &[change(ChainChange::SetActual { id, day: None })]);
    world.does(user("W"), &[change(ChainChange::SetStepState { id, state: StepState::Done })]);
    assert_eq!(at(&world, "招标", "2026-06-01").late, 0, "done, and nobody said when");
}

#[test]
fn a_role_in_a_step_is_the_one_on_the_map_unless_another_is_set() {
    let mut world = begun();
    world.does(user("W"), &[takes_part("招标", "采购部长")]);
    let role =
        |world: &World| world.deal().chain.live(step("招标")).unwrap().people.get(&person("采购部长")).unwrap().role;
    assert_eq!(role(&world), None);
    let (id, who) = (step("招标"), person("采购部长"));
    let set = ChainChange::SetStepPerson { id, person: who, role: Some(BuyingRole::Evaluator) };
    world.does(user("W"), &[change(set)]);
    assert_eq!(role(&world), Some(BuyingRole::Evaluator));
}

#[test]
fn edits_of_our_action_meet_like_notes() {
    let mut world = begun();
    let edit = |from: &str, to: &str| {
        change(ChainChange::EditAction { id: step("招标"), from: from.to_owned(), to: to.to_owned() })
    };
    world.does(user("W"), &[edit("", "送样\n讲解\n报价")]);
    world.does(user("W"), &[edit("送样\n讲解\n报价", "送样两套\n讲解\n报价")]);
    world.does(user("Y"), &[edit("送样\n讲解\n报价", "送样\n讲解\n二次报价")]);
    assert_eq!(world.deal().chain.live(step("招标")).unwrap().action, "送样两套\n讲解\n二次报价");
}

#[test]
fn what_no_plan_reaches_is_refused() {
    let world = begun();
    let id = step("招标");
    for wrong in ["1889-03-01", "2300-01-01"] {
        let planned = change(ChainChange::SetPlanned { id, day: Some(day(wrong)) });
        assert_eq!(world.refuses(user("W"), &[planned]), Refusal::DayOutOfRange);
    }
    let nobody = ChainChange::RemoveStepPerson { id, person: person("总经理") };
    assert_eq!(world.refuses(user("W"), &[change(nobody)]), Refusal::NotInStep { person: person("总经理") });
    assert_eq!(
        world.refuses(user("W"), &[takes_part("招标", "路人")]),
        Refusal::UnknownPerson { person: person("路人") }
    );
    assert_eq!(world.refuses(user("W"), &[takes_part("没有", "总经理")]), Refusal::UnknownStep { step: step("没有") });
}

#[test]
fn a_chain_has_an_end() {
    let mut world = World::read(DEAL_TEXT);
    let steps: Vec<Change> = (0..STEPS_MAX).map(|number| add_step(&format!("步骤{number}"), Place::Last)).collect();
    world.does(user("W"), &steps);
    assert_eq!(world.refuses(user("W"), &[add_step("再一步", Place::Last)]), Refusal::TooManyEntities { max: 500 });
}
