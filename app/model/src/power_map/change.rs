//! Changes of the power map: their rules, their fold, their inverse.

use super::{
    Assessment, BuyingRole, COORDINATE_MAX, LineArchive, LineKind, PainChange, PowerLine, PowerMap, PowerNode,
    ProfileChange, Source, Strength, Vendor,
    lines::{self, Drawn},
};
use crate::{
    Action, AssessmentId, Day, EntityKey, LineId, PersonId, Refusal, TextField, UserId,
    deal::Deal,
    merge::{self, Field, Trace},
    room::{Context, need_room_for_one_more},
    text,
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Where a node goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodePosition {
    /// Whose node.
    pub person: PersonId,
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
}

/// A change of the power map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PowerMapChange {
    /// Puts a person on the map.
    AddNode {
        /// Who.
        person: PersonId,
        /// Left edge.
        x: i32,
        /// Top edge.
        y: i32,
        /// Buying role.
        #[serde(default)]
        buying_role: Option<BuyingRole>,
        /// Key decision maker.
        #[serde(default)]
        key: bool,
    },
    /// Moves nodes, all in one gesture.
    MoveNodes {
        /// Where each goes.
        to: Vec<NodePosition>,
    },
    /// Takes nodes off the map; their lines go with them.
    RemoveNodes {
        /// Whose.
        people: Vec<PersonId>,
    },
    /// Brings nodes back, with the lines that went with them.
    RestoreNodes {
        /// Whose.
        people: Vec<PersonId>,
    },
    /// Buying role.
    SetBuyingRole {
        /// Who.
        person: PersonId,
        /// New role.
        role: Option<BuyingRole>,
    },
    /// Key-decision-maker mark.
    SetKey {
        /// Who.
        person: PersonId,
        /// Key or not.
        key: bool,
    },
    /// Whether the automatic layout leaves a card where it is.
    SetPin {
        /// Whose card.
        person: PersonId,
        /// Pinned or not.
        pinned: bool,
    },
    /// What somebody is like (T-10).
    Profile {
        /// Who.
        person: PersonId,
        /// What of it.
        change: ProfileChange,
    },
    /// How far somebody admits the problem (T-23).
    Pain {
        /// Who.
        person: PersonId,
        /// What of it.
        change: PainChange,
    },
    /// A team member takes the relation.
    AddOwner {
        /// Whose relation.
        person: PersonId,
        /// Who takes it.
        user: UserId,
    },
    /// A team member gives the relation up.
    RemoveOwner {
        /// Whose relation.
        person: PersonId,
        /// Who gives it up.
        user: UserId,
    },
    /// Draws a line.
    AddLine {
        /// Id.
        id: LineId,
        /// What it says.
        kind: LineKind,
        /// Where it starts.
        from: PersonId,
        /// Where it ends.
        to: PersonId,
        /// Free note.
        #[serde(default)]
        note: String,
    },
    /// Weight of an influence.
    SetWeight {
        /// Which line.
        id: LineId,
        /// New weight.
        weight: u8,
    },
    /// Edits a line's note; concurrent edits are merged.
    EditLineNote {
        /// Which line.
        id: LineId,
        /// The text the author saw.
        from: String,
        /// What he made of it.
        to: String,
    },
    /// Removes lines.
    RemoveLines {
        /// Which.
        lines: Vec<LineId>,
    },
    /// Brings lines back.
    RestoreLines {
        /// Which.
        lines: Vec<LineId>,
    },
    /// Assesses a relation.
    Assess {
        /// Id.
        id: AssessmentId,
        /// Who was assessed.
        person: PersonId,
        /// Whose relation.
        vendor: Vendor,
        /// How strong.
        value: Strength,
        /// What was seen or heard.
        #[serde(default)]
        evidence: String,
        /// How.
        source: Source,
        /// When.
        observed_at: Day,
    },
    /// The author takes an assessment back. It stays in the log.
    WithdrawAssessment {
        /// Which.
        id: AssessmentId,
        /// Of whom.
        person: PersonId,
    },
    /// The author stands by it again.
    ReinstateAssessment {
        /// Which.
        id: AssessmentId,
        /// Of whom.
        person: PersonId,
    },
}

pub(super) fn known_node(map: &PowerMap, person: PersonId) -> Result<&PowerNode, Refusal> {
    let node = map.nodes.get(&person).ok_or(Refusal::UnknownPerson { person })?;
    if node.archived { Err(Refusal::NodeArchived { person }) } else { Ok(node) }
}

fn known_line(map: &PowerMap, id: LineId) -> Result<&PowerLine, Refusal> {
    let line = map.lines.get(&id).ok_or(Refusal::UnknownLine { line: id })?;
    if line.archived.is_some() { Err(Refusal::LineArchived { line: id }) } else { Ok(line) }
}

fn check_place(x: i32, y: i32) -> Result<(), Refusal> {
    let range = -COORDINATE_MAX..=COORDINATE_MAX;
    if range.contains(&x) && range.contains(&y) { Ok(()) } else { Err(Refusal::CoordinateOutOfRange) }
}

impl PowerMapChange {
    pub(crate) fn check(&self, deal: &Deal, context: &Context<'_>) -> Result<(), Refusal> {
        context.need(Action::EditMap)?;
        let map = &deal.power_map;
        if self.names_nothing() {
            return Err(Refusal::NothingToDo);
        }
        match self {
            Self::AddNode { person, x, y, .. } => {
                check_place(*x, *y)?;
                context.need_person(*person)?;
                need_room_for_one_more(map.nodes.size() + map.lines.size())?;
                if map.nodes.contains_key(person) { Err(Refusal::AlreadyOnMap { person: *person }) } else { Ok(()) }
            }
            Self::MoveNodes { to } => to.iter().try_for_each(|place| {
                check_place(place.x, place.y)?;
                known_node(map, place.person).map(|_| ())
            }),
            Self::RemoveNodes { people } => people.iter().try_for_each(|person| known_node(map, *person).map(|_| ())),
            Self::RestoreNodes { people } => people.iter().try_for_each(|person| {
                map.nodes.get(person).map(|_| ()).ok_or(Refusal::UnknownPerson { person: *person })
            }),
            Self::SetBuyingRole { person, .. } | Self::SetKey { person, .. } | Self::SetPin { person, .. } => {
                known_node(map, *person).map(|_| ())
            }
            Self::Profile { person, change } => {
                known_node(map, *person)?;
                change.check(|vendor| match vendor {
                    Vendor::Competitor(competitor) if !deal.rivals.contains(&competitor) => {
                        Err(Refusal::UnknownCompetitor { competitor })
                    }
                    _ => Ok(()),
                })
            }
            Self::Pain { person, change } => change.check(known_node(map, *person)?, context),
            Self::AddOwner { person, user } => {
                known_node(map, *person)?;
                let left = context.room.workspace().and_then(|w| w.members.get(user)).is_some_and(|member| member.left);
                let in_team = deal.active(*user).is_some();
                if in_team && !left { Ok(()) } else { Err(Refusal::UnknownMember { user: *user }) }
            }
            Self::RemoveOwner { person, user } => {
                let node = known_node(map, *person)?;
                if node.owners.contains(user) { Ok(()) } else { Err(Refusal::UnknownMember { user: *user }) }
            }
            Self::AddLine { id, kind, from, to, note } => {
                if map.lines.contains_key(id) {
                    return Err(Refusal::AlreadyExists);
                }
                need_room_for_one_more(map.nodes.size() + map.lines.size())?;
                if let LineKind::Influences { weight } = kind {
                    check_weight(*weight)?;
                }
                text::check_lines(TextField::Note, note, text::NOTE_MAX)?;
                lines::check_fits(
                    map,
                    map,
                    &PowerLine { kind: *kind, from: *from, to: *to, note: String::new(), archived: None },
                )
            }
            Self::SetWeight { id, weight } => match known_line(map, *id)?.kind {
                LineKind::Influences { .. } => check_weight(*weight),
                LineKind::ReportsTo | LineKind::ConflictsWith => Err(Refusal::WeightOutOfRange),
            },
            Self::EditLineNote { id, from, to } => {
                known_line(map, *id)?;
                text::check_lines(TextField::Note, from, text::NOTE_MAX)?;
                text::check_lines(TextField::Note, to, text::NOTE_MAX)
            }
            Self::RemoveLines { lines } => lines.iter().try_for_each(|id| known_line(map, *id).map(|_| ())),
            Self::RestoreLines { lines } => {
                // Checked one on top of the other: two lines can each fit, and not both.
                let (mut drawn, mut back) = (Drawn::of(map), HashSet::new());
                lines.iter().try_for_each(|id| {
                    let line = map.lines.get(id).ok_or(Refusal::UnknownLine { line: *id })?;
                    if line.archived.is_none() || !back.insert(*id) {
                        return Ok(());
                    }
                    lines::check_fits(map, &drawn, line)?;
                    drawn.add(line);
                    Ok(())
                })
            }
            Self::Assess { id, person, vendor, value, evidence, observed_at, .. } => {
                let node = known_node(map, *person)?;
                if node.assessments.contains_key(id) {
                    return Err(Refusal::AlreadyExists);
                }
                if let Vendor::Competitor(competitor) = vendor
                    && !deal.rivals.contains(competitor)
                {
                    return Err(Refusal::UnknownCompetitor { competitor: *competitor });
                }
                text::check_lines(TextField::Evidence, evidence, text::EVIDENCE_MAX)?;
                if let Strength::Known(value) = value {
                    if !(-Strength::MAX..=Strength::MAX).contains(value) {
                        return Err(Refusal::StrengthOutOfRange { value: *value });
                    }
                    if value.abs() >= Strength::EVIDENCE_FROM && evidence.trim().is_empty() {
                        return Err(Refusal::EvidenceRequired { value: *value });
                    }
                }
                check_observed(*observed_at, context)
            }
            Self::WithdrawAssessment { id, person } | Self::ReinstateAssessment { id, person } => {
                let node = known_node(map, *person)?;
                let assessment = node.assessments.get(id).ok_or(Refusal::UnknownAssessment)?;
                if assessment.by == context.actor().user { Ok(()) } else { Err(Refusal::NotYours) }
            }
        }
    }

    pub(crate) fn fold(&self, map: &mut PowerMap, trace: &mut Trace<'_>) {
        match self {
            Self::AddNode { person, x, y, buying_role, key } => {
                let before = map.nodes.get(person).cloned().unwrap_or_default();
                let node = PowerNode { x: *x, y: *y, buying_role: *buying_role, key: *key, archived: false, ..before };
                map.nodes.insert_mut(*person, node);
                trace.wrote(EntityKey::Node(*person), Field::Existence);
            }
            Self::MoveNodes { to } => {
                for place in to {
                    map.edit_node(place.person, Field::Position, trace, |node| {
                        node.x = place.x;
                        node.y = place.y;
                    });
                }
            }
            Self::RemoveNodes { people } => {
                for person in people {
                    map.edit_node(*person, Field::Existence, trace, |node| node.archived = true);
                }
                map.archive_lines_of(people, trace);
            }
            Self::RestoreNodes { people } => {
                for person in people {
                    map.edit_node(*person, Field::Existence, trace, |node| node.archived = false);
                }
                map.restore_lines_of(people, trace);
            }
            Self::SetBuyingRole { person, role } => {
                map.edit_node(*person, Field::BuyingRole, trace, |node| node.buying_role = *role);
            }
            Self::SetKey { person, key } => map.edit_node(*person, Field::Key, trace, |node| node.key = *key),
            Self::SetPin { person, pinned } => map.edit_node(*person, Field::Pin, trace, |node| node.pinned = *pinned),
            Self::Profile { person, change } => map.edit_node(*person, change.field(), trace, |node| change.fold(node)),
            Self::Pain { person, change } => {
                let Some(mut node) = map.nodes.get(person).cloned() else { return };
                change.fold(&mut node, trace);
                map.nodes.insert_mut(*person, node);
                trace.wrote(EntityKey::Node(*person), Field::Pain);
            }
            Self::AddOwner { person, user } => {
                map.edit_node(*person, Field::Owners, trace, |node| node.owners.insert_mut(*user));
            }
            Self::RemoveOwner { person, user } => map.edit_node(*person, Field::Owners, trace, |node| {
                node.owners.remove_mut(user);
            }),
            Self::AddLine { id, kind, from, to, note } => {
                let line = PowerLine { kind: *kind, from: *from, to: *to, note: note.clone(), archived: None };
                map.lines.insert_mut(*id, line);
                trace.wrote(EntityKey::Line(*id), Field::Existence);
            }
            Self::SetWeight { id, weight } => map.edit_line(*id, Field::Weight, trace, |line| {
                if let LineKind::Influences { weight: stored } = &mut line.kind {
                    *stored = *weight;
                }
            }),
            Self::EditLineNote { id, from, to } => map.edit_line(*id, Field::Note, trace, |line| {
                line.note = merge::note(&line.note, from, to, text::NOTE_MAX);
            }),
            Self::RemoveLines { lines } => {
                for id in lines {
                    map.edit_line(*id, Field::Existence, trace, |line| line.archived = Some(LineArchive::Alone));
                }
            }
            Self::RestoreLines { lines } => {
                for id in lines {
                    map.edit_line(*id, Field::Existence, trace, |line| line.archived = None);
                }
            }
            Self::Assess { id, person, vendor, value, evidence, source, observed_at } => {
                let assessment = Assessment {
                    vendor: *vendor,
                    value: *value,
                    evidence: evidence.clone(),
                    source: *source,
                    observed_at: *observed_at,
                    by: trace.stamp.by,
                    at: trace.stamp.at,
                    seq: trace.seq,
                    withdrawn: false,
                };
                map.edit_node(*person, Field::Assessments, trace, |node| {
                    node.assessments.insert_mut(*id, assessment);
                });
            }
            Self::WithdrawAssessment { id, person } => map.set_withdrawn(*id, *person, true, trace),
            Self::ReinstateAssessment { id, person } => map.set_withdrawn(*id, *person, false, trace),
        }
    }

    /// A bulk change with an empty list.
    fn names_nothing(&self) -> bool {
        match self {
            Self::MoveNodes { to } => to.is_empty(),
            Self::RemoveNodes { people } | Self::RestoreNodes { people } => people.is_empty(),
            Self::RemoveLines { lines } | Self::RestoreLines { lines } => lines.is_empty(),
            _ => false,
        }
    }

    pub(crate) fn inverse(&self, map: &PowerMap) -> Option<Self> {
        self.opposite(map).filter(|inverse| !inverse.names_nothing())
    }

    fn opposite(&self, map: &PowerMap) -> Option<Self> {
        let withdrawn = |id: &AssessmentId, person: &PersonId| {
            map.nodes.get(person)?.assessments.get(id).map(|assessment| assessment.withdrawn)
        };
        Some(match self {
            Self::AddNode { person, .. } => Self::RemoveNodes { people: vec![*person] },
            Self::MoveNodes { to } => Self::MoveNodes {
                to: to
                    .iter()
                    .filter_map(|place| {
                        let node = map.nodes.get(&place.person)?;
                        Some(NodePosition { person: place.person, x: node.x, y: node.y })
                    })
                    .collect(),
            },
            Self::RemoveNodes { people } => Self::RestoreNodes { people: people.clone() },
            Self::RestoreNodes { people } => Self::RemoveNodes {
                people: people
                    .iter()
                    .filter(|person| map.nodes.get(person).is_some_and(|node| node.archived))
                    .copied()
                    .collect(),
            },
            Self::SetBuyingRole { person, .. } => {
                Self::SetBuyingRole { person: *person, role: map.nodes.get(person)?.buying_role }
            }
            Self::SetKey { person, .. } => Self::SetKey { person: *person, key: map.nodes.get(person)?.key },
            Self::SetPin { person, .. } => Self::SetPin { person: *person, pinned: map.nodes.get(person)?.pinned },
            Self::Profile { person, change } => {
                Self::Profile { person: *person, change: change.inverse(&map.nodes.get(person)?.profile) }
            }
            Self::Pain { person, change } => {
                Self::Pain { person: *person, change: change.inverse(map.nodes.get(person)?)? }
            }
            Self::AddOwner { person, user } => {
                let new = !map.nodes.get(person)?.owners.contains(user);
                return new.then_some(Self::RemoveOwner { person: *person, user: *user });
            }
            Self::RemoveOwner { person, user } => Self::AddOwner { person: *person, user: *user },
            Self::AddLine { id, .. } => Self::RemoveLines { lines: vec![*id] },
            Self::SetWeight { id, .. } => match map.lines.get(id)?.kind {
                LineKind::Influences { weight } => Self::SetWeight { id: *id, weight },
                LineKind::ReportsTo | LineKind::ConflictsWith => return None,
            },
            Self::EditLineNote { id, from, to } => {
                let before = map.lines.get(id)?.note.clone();
                Self::EditLineNote { id: *id, from: merge::note(&before, from, to, text::NOTE_MAX), to: before }
            }
            Self::RemoveLines { lines } => Self::RestoreLines { lines: lines.clone() },
            Self::RestoreLines { lines } => Self::RemoveLines {
                lines: lines
                    .iter()
                    .filter(|id| map.lines.get(id).is_some_and(|line| line.archived.is_some()))
                    .copied()
                    .collect(),
            },
            Self::ReinstateAssessment { id, person } if withdrawn(id, person) != Some(true) => return None,
            Self::WithdrawAssessment { id, person } if withdrawn(id, person) != Some(false) => return None,
            Self::Assess { id, person, .. } | Self::ReinstateAssessment { id, person } => {
                Self::WithdrawAssessment { id: *id, person: *person }
            }
            Self::WithdrawAssessment { id, person } => Self::ReinstateAssessment { id: *id, person: *person },
        })
    }

    /// Every field the change names. Lines that go with a node are not named.
    pub(crate) fn writes(&self) -> Vec<(EntityKey, Field)> {
        let node = |person: &PersonId, field| vec![(EntityKey::Node(*person), field)];
        let line = |id: &LineId, field| vec![(EntityKey::Line(*id), field)];
        match self {
            Self::AddNode { person, .. } => node(person, Field::Existence),
            Self::MoveNodes { to } => to.iter().map(|place| (EntityKey::Node(place.person), Field::Position)).collect(),
            Self::RemoveNodes { people } | Self::RestoreNodes { people } => {
                people.iter().map(|person| (EntityKey::Node(*person), Field::Existence)).collect()
            }
            Self::SetBuyingRole { person, .. } => node(person, Field::BuyingRole),
            Self::SetKey { person, .. } => node(person, Field::Key),
            Self::SetPin { person, .. } => node(person, Field::Pin),
            Self::Profile { person, change } => node(person, change.field()),
            Self::Pain { person, .. } => node(person, Field::Pain),
            Self::AddOwner { person, .. } | Self::RemoveOwner { person, .. } => node(person, Field::Owners),
            Self::AddLine { id, .. } => line(id, Field::Existence),
            Self::SetWeight { id, .. } => line(id, Field::Weight),
            Self::EditLineNote { id, .. } => line(id, Field::Note),
            Self::RemoveLines { lines } | Self::RestoreLines { lines } => {
                lines.iter().map(|id| (EntityKey::Line(*id), Field::Existence)).collect()
            }
            Self::Assess { person, .. }
            | Self::WithdrawAssessment { person, .. }
            | Self::ReinstateAssessment { person, .. } => node(person, Field::Assessments),
        }
    }
}

/// Nobody observes tomorrow; a day may have begun elsewhere.
pub(super) fn check_observed(day: Day, context: &Context<'_>) -> Result<(), Refusal> {
    if day > context.stamp.at.day().plus(1) {
        return Err(Refusal::ObservedInFuture);
    }
    if day < Day::EARLIEST { Err(Refusal::ObservedTooEarly) } else { Ok(()) }
}

fn check_weight(weight: u8) -> Result<(), Refusal> {
    if (1..=LineKind::WEIGHT_MAX).contains(&weight) { Ok(()) } else { Err(Refusal::WeightOutOfRange) }
}

impl PowerMap {
    fn edit_node(&mut self, person: PersonId, field: Field, trace: &mut Trace<'_>, set: impl FnOnce(&mut PowerNode)) {
        let Some(node) = self.nodes.get(&person) else { return };
        let mut node = node.clone();
        set(&mut node);
        self.nodes.insert_mut(person, node);
        trace.wrote(EntityKey::Node(person), field);
    }

    fn edit_line(&mut self, id: LineId, field: Field, trace: &mut Trace<'_>, set: impl FnOnce(&mut PowerLine)) {
        let Some(line) = self.lines.get(&id) else { return };
        let mut line = line.clone();
        set(&mut line);
        self.lines.insert_mut(id, line);
        trace.wrote(EntityKey::Line(id), field);
    }

    fn set_withdrawn(&mut self, id: AssessmentId, person: PersonId, withdrawn: bool, trace: &mut Trace<'_>) {
        self.edit_node(person, Field::Assessments, trace, |node| {
            if let Some(assessment) = node.assessments.get(&id) {
                let assessment = Assessment { withdrawn, ..assessment.clone() };
                node.assessments.insert_mut(id, assessment);
            }
        });
    }

    fn archive_lines_of(&mut self, people: &[PersonId], trace: &mut Trace<'_>) {
        let people: HashSet<PersonId> = people.iter().copied().collect();
        let gone: Vec<LineId> =
            self.live_lines().filter(|(_, line)| line.touches_any(&people)).map(|(id, _)| id).collect();
        for id in gone {
            self.edit_line(id, Field::Existence, trace, |line| line.archived = Some(LineArchive::WithNode));
        }
    }

    /// Lines that went with a node come back with it, unless their other end is gone. A line that no longer fits because
    /// somebody drew another superior meanwhile has lost its place for good: it must not appear when the card is removed
    /// and restored once more, long after.
    fn restore_lines_of(&mut self, people: &[PersonId], trace: &mut Trace<'_>) {
        let people: HashSet<PersonId> = people.iter().copied().collect();
        let waiting: Vec<LineId> = self
            .lines
            .iter()
            .filter(|(_, line)| line.archived == Some(LineArchive::WithNode) && line.touches_any(&people))
            .filter(|(_, line)| self.live_node(line.from).is_some() && self.live_node(line.to).is_some())
            .map(|(id, _)| *id)
            .collect();
        let mut drawn = Drawn::of(self);
        for id in waiting {
            let Some(line) = self.lines.get(&id) else { continue };
            let archived = match lines::check_fits(self, &drawn, line) {
                Ok(()) => {
                    drawn.add(line);
                    None
                }
                Err(_) => Some(LineArchive::Alone),
            };
            self.edit_line(id, Field::Existence, trace, |line| line.archived = archived);
        }
    }
}
