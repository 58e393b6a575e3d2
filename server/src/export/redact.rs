//! A room with only what somebody is to see: what is hidden is taken out of the data itself, before anything is drawn or
//! listed from it.

use model::{
    Body, Room, StreamId, StreamState,
    account::Account,
    deal::Deal,
    fishbone::Fishbones,
    power_map::{Assessment, PowerMap, PowerNode, Vendor},
};

/// Whose relations people outside may see.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// How people stand to us, and who of us owns the relation.
    pub ours: bool,
    /// Which competitors there are, and how people stand to them.
    pub rivals: bool,
}

/// Takes out what only the core group reads: a file goes further than the group.
fn without_core(mut room: Room) -> Room {
    if let Some((deal, _)) = room.core() {
        room.remove(StreamId::DealCore(deal));
    }
    room
}

/// What a member of the team takes along: never the core, and the competitors only if he wants them.
pub(super) fn inside(room: Room, rivals: bool) -> Room {
    let room = without_core(room);
    if rivals { room } else { without_rivals(&room) }
}

/// Takes the competitors out: which there are, and how people stand to them.
fn without_rivals(room: &Room) -> Room {
    each(room, |state| match &mut state.body {
        Body::Deal(deal) => {
            deal.rivals = Default::default();
            keep_assessments(&mut deal.power_map, |assessment| assessment.vendor == Vendor::Us);
            without_stance_toward_rivals(&mut deal.power_map);
        }
        Body::Workspace(workspace) => workspace.competitors = Default::default(),
        Body::Account(_) | Body::DealCore(_) => {}
    })
}

/// Takes out what people outside never see: evidence, reasons, notes, contacts, what we do about it, tasks, comments, money,
/// and every assessment but the one that counts; and the relations that are not shown. A new kind of stream has to be
/// decided on here before the program compiles again.
pub(super) fn outside(room: &Room, shown: Shown) -> Room {
    each(&without_core(room.clone()), |state| match &mut state.body {
        // Not there any more; emptied all the same.
        Body::DealCore(core) => *core = Default::default(),
        Body::Deal(deal) => deal_outside(deal, shown),
        Body::Account(account) => account_outside(account),
        Body::Workspace(workspace) => {
            if !shown.rivals {
                workspace.competitors = Default::default();
            }
        }
    })
}

fn each(room: &Room, change: impl Fn(&mut StreamState)) -> Room {
    Room::of(room.streams().map(|(stream, state)| {
        let mut state = state.clone();
        change(&mut state);
        (stream, state)
    }))
}

fn deal_outside(deal: &mut Deal, shown: Shown) {
    deal.tasks = Default::default();
    deal.comments = Default::default();
    deal.moments = Default::default();
    if let Some(facts) = &mut deal.facts {
        facts.amount = None;
        facts.expected_sign = None;
    }
    if !shown.rivals {
        deal.rivals = Default::default();
    }
    keep_assessments(&mut deal.power_map, |assessment| match assessment.vendor {
        Vendor::Us => shown.ours,
        Vendor::Competitor(_) => shown.rivals,
    });
    without_history(&mut deal.power_map);
    if !shown.ours {
        let nodes = deal.power_map.nodes.iter();
        deal.power_map.nodes =
            nodes.map(|(id, node)| (*id, PowerNode { owners: Default::default(), ..node.clone() })).collect();
    }
    let lines = deal.power_map.live_lines().map(|(id, line)| {
        let mut line = line.clone();
        line.note.clear();
        (id, line)
    });
    deal.power_map.lines = lines.collect();
    fishbones_outside(&mut deal.fishbones, shown);
    let steps = deal.chain.steps.iter().filter(|(_, step)| !step.archived).map(|(id, step)| {
        let mut step = step.clone();
        step.action.clear();
        (*id, step)
    });
    deal.chain.steps = steps.collect();
}

/// A relation that somebody stated is one of ours; its reason is evidence.
fn fishbones_outside(fishbones: &mut Fishbones, shown: Shown) {
    let all = fishbones.all.iter().filter(|(_, one)| !one.archived).map(|(id, fishbone)| {
        let mut fishbone = fishbone.clone();
        let people = fishbone.people.iter().map(|(person, on)| {
            let mut on = on.clone();
            match &mut on.stated {
                Some(stated) if shown.ours => stated.reason.clear(),
                stated => *stated = None,
            }
            (*person, on)
        });
        fishbone.people = people.collect();
        (*id, fishbone)
    });
    fishbones.all = all.collect();
}

fn account_outside(account: &mut Account) {
    let people = account.people.iter().map(|(id, person)| {
        let mut person = person.clone();
        person.contact.clear();
        person.note.clear();
        (*id, person)
    });
    account.people = people.collect();
}

/// Of the assessments of each person to each vendor the one that counts, without its evidence.
fn without_history(map: &mut PowerMap) {
    let nodes = map.live_nodes().map(|(id, node)| {
        let counts = |assessment: &Assessment, id| node.current(assessment.vendor).is_some_and(|(now, _)| now == id);
        let counting = node.assessments.iter().filter(|(id, assessment)| counts(assessment, **id));
        let assessments = counting.map(|(id, assessment)| {
            let mut assessment = assessment.clone();
            assessment.evidence.clear();
            (*id, assessment)
        });
        (
            id,
            PowerNode {
                assessments: assessments.collect(),
                profile: Default::default(),
                pains: Default::default(),
                ..node.clone()
            },
        )
    });
    map.nodes = nodes.collect();
}

/// Who supports a competitor is said no more, nor that he supports anybody: a stance without its object would read as one toward us.
fn without_stance_toward_rivals(map: &mut PowerMap) {
    let nodes = map.nodes.iter().map(|(id, node)| {
        let mut node = node.clone();
        if matches!(node.profile.toward, Some(Vendor::Competitor(_))) {
            (node.profile.stance, node.profile.toward) = (None, None);
        }
        (*id, node)
    });
    map.nodes = nodes.collect();
}

/// Keeps some of the assessments.
fn keep_assessments(map: &mut PowerMap, kept: impl Fn(&Assessment) -> bool) {
    let nodes = map.nodes.iter().map(|(id, node)| {
        let mut node = node.clone();
        let assessments = node.assessments.iter().filter(|(_, assessment)| kept(assessment));
        node.assessments = assessments.map(|(id, assessment)| (*id, assessment.clone())).collect();
        (*id, node)
    });
    map.nodes = nodes.collect();
}
