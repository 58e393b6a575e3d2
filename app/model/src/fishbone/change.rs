//! Changes of the fishbones: their rules, their fold, their inverse.

use super::{
    Bone, BonePerson, BonePlace, FISHBONES_MAX, Fishbone, Fishbones, Mark, PersonPlace, RelationState, Side,
    StatedRelation,
};
use crate::{
    Action, DepartmentId, EntityKey, FishboneId, PersonId, Refusal, TextField,
    deal::Deal,
    merge::{Field, Trace},
    rank::{self, Place},
    room::{Context, need_room_for_one_more},
    text,
};
use serde::{Deserialize, Serialize};

/// A change of the fishbones of a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FishboneChange {
    /// A new fishbone, blank or with everything that is on another one now.
    Add {
        /// Id.
        id: FishboneId,
        /// The goal.
        goal: String,
        /// Second line at the head.
        #[serde(default)]
        detail: String,
        /// The one to copy.
        #[serde(default)]
        from: Option<FishboneId>,
    },
    /// Its goal.
    SetGoal {
        /// Which.
        id: FishboneId,
        /// New goal.
        goal: String,
    },
    /// The second line at its head.
    SetDetail {
        /// Which.
        id: FishboneId,
        /// New text.
        detail: String,
    },
    /// Puts it away.
    Archive {
        /// Which.
        id: FishboneId,
    },
    /// Brings it back.
    Restore {
        /// Which.
        id: FishboneId,
    },
    /// What a mark means in this deal.
    SetLabel {
        /// Which mark.
        mark: Mark,
        /// New text; empty for the usual one.
        label: String,
    },
    /// A bone for a department.
    AddBone {
        /// On which fishbone.
        id: FishboneId,
        /// Whose bone.
        department: DepartmentId,
        /// Its rank.
        #[serde(default)]
        place: BonePlace,
        /// Its side.
        #[serde(default)]
        side: Option<Side>,
    },
    /// Another rank for a bone.
    MoveBone {
        /// On which fishbone.
        id: FishboneId,
        /// Whose bone.
        department: DepartmentId,
        /// Its new rank.
        place: BonePlace,
    },
    /// The side of a bone.
    SetSide {
        /// On which fishbone.
        id: FishboneId,
        /// Whose bone.
        department: DepartmentId,
        /// New side; `None` alternates.
        side: Option<Side>,
    },
    /// Takes a bone off, out of sight with the people on it.
    RemoveBone {
        /// On which fishbone.
        id: FishboneId,
        /// Whose bone.
        department: DepartmentId,
    },
    /// Brings a bone back, with the people on it.
    RestoreBone {
        /// On which fishbone.
        id: FishboneId,
        /// Whose bone.
        department: DepartmentId,
    },
    /// Puts a person on a bone.
    AddPerson {
        /// On which fishbone.
        id: FishboneId,
        /// Who.
        person: PersonId,
        /// On which bone.
        bone: DepartmentId,
        /// Rank on it.
        #[serde(default)]
        place: PersonPlace,
    },
    /// Another rank, or another bone, for a person.
    MovePerson {
        /// On which fishbone.
        id: FishboneId,
        /// Who.
        person: PersonId,
        /// On which bone.
        bone: DepartmentId,
        /// Rank on it.
        place: PersonPlace,
    },
    /// Takes people off.
    RemovePeople {
        /// On which fishbone.
        id: FishboneId,
        /// Who.
        people: Vec<PersonId>,
    },
    /// Brings people back.
    RestorePeople {
        /// On which fishbone.
        id: FishboneId,
        /// Who.
        people: Vec<PersonId>,
    },
    /// Core voice, influencing voice, or neither.
    SetMark {
        /// On which fishbone.
        id: FishboneId,
        /// Who.
        person: PersonId,
        /// New mark.
        mark: Option<Mark>,
    },
    /// States how a relation stands, against what the assessments say.
    StateRelation {
        /// On which fishbone.
        id: FishboneId,
        /// Whose relation.
        person: PersonId,
        /// How it stands.
        state: RelationState,
        /// Why.
        reason: String,
    },
    /// Leaves the relation to the assessments.
    UnstateRelation {
        /// On which fishbone.
        id: FishboneId,
        /// Whose relation.
        person: PersonId,
    },
}

fn known(fishbones: &Fishbones, id: FishboneId) -> Result<&Fishbone, Refusal> {
    let fishbone = fishbones.all.get(&id).ok_or(Refusal::UnknownFishbone { fishbone: id })?;
    if fishbone.archived { Err(Refusal::FishboneArchived { fishbone: id }) } else { Ok(fishbone) }
}

fn known_bone(fishbone: &Fishbone, department: DepartmentId) -> Result<&Bone, Refusal> {
    let bone = fishbone.bones.get(&department).ok_or(Refusal::UnknownBone { department })?;
    if bone.archived { Err(Refusal::BoneArchived { department }) } else { Ok(bone) }
}

fn known_person(fishbone: &Fishbone, person: PersonId) -> Result<&BonePerson, Refusal> {
    let on = fishbone.people.get(&person).filter(|on| !on.archived).ok_or(Refusal::NotOnFishbone { person })?;
    known_bone(fishbone, on.bone).map(|_| on)
}

impl FishboneChange {
    /// The fishbone it changes; `None` for a change of what the marks mean.
    pub fn id(&self) -> Option<FishboneId> {
        match self {
            Self::SetLabel { .. } => None,
            Self::Add { id, .. }
            | Self::SetGoal { id, .. }
            | Self::SetDetail { id, .. }
            | Self::Archive { id }
            | Self::Restore { id }
            | Self::AddBone { id, .. }
            | Self::MoveBone { id, .. }
            | Self::SetSide { id, .. }
            | Self::RemoveBone { id, .. }
            | Self::RestoreBone { id, .. }
            | Self::AddPerson { id, .. }
            | Self::MovePerson { id, .. }
            | Self::RemovePeople { id, .. }
            | Self::RestorePeople { id, .. }
            | Self::SetMark { id, .. }
            | Self::StateRelation { id, .. }
            | Self::UnstateRelation { id, .. } => Some(*id),
        }
    }

    fn names_nothing(&self) -> bool {
        matches!(self, Self::RemovePeople { people, .. } | Self::RestorePeople { people, .. } if people.is_empty())
    }

    pub(crate) fn check(&self, deal: &Deal, context: &Context<'_>) -> Result<(), Refusal> {
        context.need(Action::EditMap)?;
        if self.names_nothing() {
            return Err(Refusal::NothingToDo);
        }
        let fishbones = &deal.fishbones;
        match self {
            Self::Add { id, goal, detail, from } => {
                if fishbones.all.contains_key(id) {
                    return Err(Refusal::AlreadyExists);
                }
                if fishbones.all.size() >= FISHBONES_MAX {
                    return Err(Refusal::TooManyEntities { max: FISHBONES_MAX as u64 });
                }
                text::check_name(TextField::Goal, goal)?;
                text::check_line(TextField::Goal, detail, text::NAME_MAX)?;
                let Some(from) = from else { return Ok(()) };
                let copied = known(fishbones, *from)?;
                need_room_for_one_more(fishbones.entities() + copied.bones.size() + copied.people.size())
            }
            Self::SetGoal { id, goal } => {
                known(fishbones, *id)?;
                text::check_name(TextField::Goal, goal)
            }
            Self::SetDetail { id, detail } => {
                known(fishbones, *id)?;
                text::check_line(TextField::Goal, detail, text::NAME_MAX)
            }
            Self::Archive { id } => known(fishbones, *id).map(|_| ()),
            Self::Restore { id } => fishbones.all.get(id).map(|_| ()).ok_or(Refusal::UnknownFishbone { fishbone: *id }),
            Self::SetLabel { label, .. } => text::check_line(TextField::MarkLabel, label, text::NAME_MAX),
            Self::AddBone { id, department, place, .. } => {
                let fishbone = known(fishbones, *id)?;
                context.need_department(*department)?;
                need_room_for_one_more(fishbones.entities())?;
                check_bone_place(fishbone, *place)?;
                match fishbone.bones.get(department) {
                    // One that was taken off is brought back, so that its people come with it.
                    Some(_) => Err(Refusal::AlreadyOnFishbone),
                    None => Ok(()),
                }
            }
            Self::MoveBone { id, department, place } => {
                let fishbone = known(fishbones, *id)?;
                known_bone(fishbone, *department)?;
                check_bone_place(fishbone, *place)
            }
            Self::SetSide { id, department, .. } | Self::RemoveBone { id, department } => {
                known_bone(known(fishbones, *id)?, *department).map(|_| ())
            }
            Self::RestoreBone { id, department } => {
                let bones = &known(fishbones, *id)?.bones;
                bones.get(department).map(|_| ()).ok_or(Refusal::UnknownBone { department: *department })
            }
            Self::AddPerson { id, person, bone, place } => {
                let fishbone = known(fishbones, *id)?;
                context.need_person(*person)?;
                need_room_for_one_more(fishbones.entities())?;
                check_person_place(fishbone, *bone, *place)?;
                match fishbone.live_person(*person) {
                    Some(_) => Err(Refusal::AlreadyOnFishbone),
                    None => Ok(()),
                }
            }
            Self::MovePerson { id, person, bone, place } => {
                let fishbone = known(fishbones, *id)?;
                known_person(fishbone, *person)?;
                check_person_place(fishbone, *bone, *place)
            }
            Self::RemovePeople { id, people } => {
                let fishbone = known(fishbones, *id)?;
                people.iter().try_for_each(|person| known_person(fishbone, *person).map(|_| ()))
            }
            Self::RestorePeople { id, people } => {
                let fishbone = known(fishbones, *id)?;
                people.iter().try_for_each(|person| {
                    let on = fishbone.people.get(person).ok_or(Refusal::NotOnFishbone { person: *person })?;
                    known_bone(fishbone, on.bone).map(|_| ())
                })
            }
            Self::SetMark { id, person, .. } | Self::UnstateRelation { id, person } => {
                known_person(known(fishbones, *id)?, *person).map(|_| ())
            }
            Self::StateRelation { id, person, state, reason } => {
                known_person(known(fishbones, *id)?, *person)?;
                if *state == RelationState::NotAssessed {
                    return Err(Refusal::NothingStated);
                }
                if reason.trim().is_empty() {
                    return Err(Refusal::EmptyText { field: TextField::Reason });
                }
                text::check_lines(TextField::Reason, reason, text::EVIDENCE_MAX)
            }
        }
    }

    pub(crate) fn fold(&self, fishbones: &mut Fishbones, trace: &mut Trace<'_>) {
        if let Self::SetLabel { mark, label } = self {
            fishbones.labels.of_mut(*mark).clone_from(label);
            return trace.wrote(EntityKey::MarkLabels, mark.field());
        }
        let Some(id) = self.id() else { return };
        let before = match self {
            Self::Add { from, .. } => {
                let copied = from.and_then(|from| fishbones.all.get(&from));
                Some(copied.map_or_else(Fishbone::default, Fishbone::live_copy))
            }
            _ => fishbones.all.get(&id).cloned(),
        };
        let Some(mut fishbone) = before else { return };
        if self.fold_one(id, &mut fishbone, trace) {
            fishbones.all.insert_mut(id, fishbone);
        }
    }

    /// Folds into one fishbone; whether it changed anything.
    pub(super) fn fold_one(&self, id: FishboneId, fishbone: &mut Fishbone, trace: &mut Trace<'_>) -> bool {
        match self {
            Self::SetLabel { .. } => return false,
            Self::MoveBone { department, .. }
            | Self::SetSide { department, .. }
            | Self::RemoveBone { department, .. }
            | Self::RestoreBone { department, .. }
                if !fishbone.bones.contains_key(department) =>
            {
                return false;
            }
            Self::MovePerson { person, .. } if !fishbone.people.contains_key(person) => return false,
            Self::Add { goal, detail, from, .. } => {
                fishbone.goal.clone_from(goal);
                fishbone.detail.clone_from(detail);
                fishbone.from = *from;
                fishbone.archived = false;
            }
            Self::SetGoal { goal, .. } => fishbone.goal.clone_from(goal),
            Self::SetDetail { detail, .. } => fishbone.detail.clone_from(detail),
            Self::Archive { .. } => fishbone.archived = true,
            Self::Restore { .. } => fishbone.archived = false,
            Self::AddBone { department, place, side, .. } => {
                let bone = Bone { side: *side, ..Bone::default() };
                fishbone.bones.insert_mut(*department, bone);
                fishbone.put_bone(id, *department, *place, trace);
            }
            Self::MoveBone { department, place, .. } => fishbone.put_bone(id, *department, *place, trace),
            Self::SetSide { department, side, .. } => fishbone.edit_bone(*department, |bone| bone.side = *side),
            Self::RemoveBone { department, .. } => fishbone.edit_bone(*department, |bone| bone.archived = true),
            Self::RestoreBone { department, .. } => fishbone.edit_bone(*department, |bone| bone.archived = false),
            Self::AddPerson { person, bone, place, .. } | Self::MovePerson { person, bone, place, .. } => {
                let adds = matches!(self, Self::AddPerson { .. });
                let mut on = fishbone.people.get(person).cloned().unwrap_or_else(|| BonePerson::on(*bone));
                on.bone = *bone;
                on.archived &= !adds;
                fishbone.people.insert_mut(*person, on);
                fishbone.put_person(id, *person, *place, trace);
            }
            Self::RemovePeople { people, .. } | Self::RestorePeople { people, .. } => {
                let archived = matches!(self, Self::RemovePeople { .. });
                for person in people {
                    fishbone.edit_person(*person, |on| on.archived = archived);
                }
            }
            Self::SetMark { person, mark, .. } => fishbone.edit_person(*person, |on| on.mark = *mark),
            Self::StateRelation { person, state, reason, .. } => {
                let stated = StatedRelation { state: *state, reason: reason.clone(), by: trace.stamp.by };
                fishbone.edit_person(*person, |on| on.stated = Some(stated));
            }
            Self::UnstateRelation { person, .. } => fishbone.edit_person(*person, |on| on.stated = None),
        }
        self.trace(trace);
        true
    }

    fn trace(&self, trace: &mut Trace<'_>) {
        for (entity, field) in self.writes() {
            trace.wrote(entity, field);
        }
    }

    pub(crate) fn inverse(&self, fishbones: &Fishbones) -> Option<Self> {
        if let Self::SetLabel { mark, .. } = self {
            return Some(Self::SetLabel { mark: *mark, label: fishbones.labels.of(*mark).to_owned() });
        }
        let id = self.id()?;
        let fishbone = fishbones.all.get(&id);
        if let Self::Add { .. } = self {
            return Some(Self::Archive { id });
        }
        let fishbone = fishbone?;
        let bone = |department: &DepartmentId| fishbone.bones.get(department);
        let on = |person: &PersonId| fishbone.people.get(person);
        let whose_archived_is = |people: &[PersonId], archived: bool| -> Vec<PersonId> {
            people.iter().filter(|person| on(person).is_some_and(|on| on.archived == archived)).copied().collect()
        };
        let inverse = match self {
            Self::SetLabel { .. } | Self::Add { .. } => return None,
            Self::SetGoal { .. } => Self::SetGoal { id, goal: fishbone.goal.clone() },
            Self::SetDetail { .. } => Self::SetDetail { id, detail: fishbone.detail.clone() },
            Self::Archive { .. } => (!fishbone.archived).then_some(Self::Restore { id })?,
            Self::Restore { .. } => fishbone.archived.then_some(Self::Archive { id })?,
            Self::AddBone { department, .. } => Self::RemoveBone { id, department: *department },
            Self::MoveBone { department, .. } => {
                Self::MoveBone { id, department: *department, place: Place::At(bone(department)?.rank) }
            }
            Self::SetSide { department, .. } => {
                Self::SetSide { id, department: *department, side: bone(department)?.side }
            }
            Self::RemoveBone { department, .. } => {
                (!bone(department)?.archived).then_some(Self::RestoreBone { id, department: *department })?
            }
            Self::RestoreBone { department, .. } => {
                bone(department)?.archived.then_some(Self::RemoveBone { id, department: *department })?
            }
            Self::AddPerson { person, .. } => Self::RemovePeople { id, people: vec![*person] },
            Self::MovePerson { person, .. } => {
                let on = on(person)?;
                Self::MovePerson { id, person: *person, bone: on.bone, place: Place::At(on.rank) }
            }
            Self::RemovePeople { people, .. } => Self::RestorePeople { id, people: whose_archived_is(people, false) },
            Self::RestorePeople { people, .. } => Self::RemovePeople { id, people: whose_archived_is(people, true) },
            Self::SetMark { person, .. } => Self::SetMark { id, person: *person, mark: on(person)?.mark },
            Self::StateRelation { person, .. } | Self::UnstateRelation { person, .. } => match &on(person)?.stated {
                Some(stated) => {
                    Self::StateRelation { id, person: *person, state: stated.state, reason: stated.reason.clone() }
                }
                None => Self::UnstateRelation { id, person: *person },
            },
        };
        (!inverse.names_nothing()).then_some(inverse)
    }

    /// Every field the change names.
    pub(crate) fn writes(&self) -> Vec<(EntityKey, Field)> {
        let Some(id) = self.id() else {
            let Self::SetLabel { mark, .. } = self else { return Vec::new() };
            return vec![(EntityKey::MarkLabels, mark.field())];
        };
        let whole = |field| vec![(EntityKey::Fishbone(id), field)];
        let bone = |department: &DepartmentId, field| vec![(EntityKey::Bone(id, *department), field)];
        let on = |person: &PersonId, field| vec![(EntityKey::BonePerson(id, *person), field)];
        match self {
            Self::SetLabel { .. } => Vec::new(),
            Self::Add { .. } | Self::Archive { .. } | Self::Restore { .. } => whole(Field::Existence),
            Self::SetGoal { .. } => whole(Field::Name),
            Self::SetDetail { .. } => whole(Field::Detail),
            Self::AddBone { department, .. }
            | Self::RemoveBone { department, .. }
            | Self::RestoreBone { department, .. } => bone(department, Field::Existence),
            Self::MoveBone { department, .. } => bone(department, Field::Rank),
            Self::SetSide { department, .. } => bone(department, Field::Side),
            Self::AddPerson { person, .. } => on(person, Field::Existence),
            Self::MovePerson { person, .. } => on(person, Field::Rank),
            Self::RemovePeople { people, .. } | Self::RestorePeople { people, .. } => {
                people.iter().map(|person| (EntityKey::BonePerson(id, *person), Field::Existence)).collect()
            }
            Self::SetMark { person, .. } => on(person, Field::Mark),
            Self::StateRelation { person, .. } | Self::UnstateRelation { person, .. } => on(person, Field::Relation),
        }
    }

    /// The part of the change that is about these people; `None` if it is about nobody of them.
    pub(crate) fn retain(&self, keep: &[EntityKey]) -> Option<Self> {
        let kept = |id: FishboneId, people: &[PersonId]| -> Vec<PersonId> {
            people.iter().filter(|person| keep.contains(&EntityKey::BonePerson(id, **person))).copied().collect()
        };
        let part = match self {
            Self::RemovePeople { id, people } => Self::RemovePeople { id: *id, people: kept(*id, people) },
            Self::RestorePeople { id, people } => Self::RestorePeople { id: *id, people: kept(*id, people) },
            _ => return self.writes().iter().any(|(entity, _)| keep.contains(entity)).then(|| self.clone()),
        };
        (!part.names_nothing()).then_some(part)
    }
}

fn check_bone_place(fishbone: &Fishbone, place: BonePlace) -> Result<(), Refusal> {
    match place {
        Place::Before(next) if !fishbone.bones.contains_key(&next) => Err(Refusal::UnknownBone { department: next }),
        _ => Ok(()),
    }
}

fn check_person_place(fishbone: &Fishbone, bone: DepartmentId, place: PersonPlace) -> Result<(), Refusal> {
    known_bone(fishbone, bone)?;
    match place {
        // A colleague may have moved the neighbour to another bone meanwhile: then the person goes to the end of this one.
        Place::Before(next) if !fishbone.people.contains_key(&next) => Err(Refusal::NotOnFishbone { person: next }),
        _ => Ok(()),
    }
}

impl Mark {
    const fn field(self) -> Field {
        match self {
            Self::A => Field::LabelA,
            Self::B => Field::LabelB,
        }
    }
}

impl super::MarkLabels {
    /// What a mark is called; empty for the usual name.
    pub fn of(&self, mark: Mark) -> &str {
        match mark {
            Mark::A => &self.a,
            Mark::B => &self.b,
        }
    }

    fn of_mut(&mut self, mark: Mark) -> &mut String {
        match mark {
            Mark::A => &mut self.a,
            Mark::B => &mut self.b,
        }
    }
}

impl BonePerson {
    fn on(bone: DepartmentId) -> Self {
        Self { bone, rank: rank::RankKey::default(), mark: None, stated: None, archived: false }
    }
}

impl Fishbone {
    /// What is on it now, as the beginning of another one.
    fn live_copy(&self) -> Self {
        Self {
            bones: self.bones.iter().filter(|(_, bone)| !bone.archived).map(|(id, bone)| (*id, *bone)).collect(),
            people: self
                .people
                .iter()
                .filter(|(person, _)| self.live_person(**person).is_some())
                .map(|(id, on)| (*id, on.clone()))
                .collect(),
            ..Self::default()
        }
    }

    fn edit_bone(&mut self, department: DepartmentId, set: impl FnOnce(&mut Bone)) {
        let Some(bone) = self.bones.get(&department) else { return };
        let mut bone = *bone;
        set(&mut bone);
        self.bones.insert_mut(department, bone);
    }

    fn edit_person(&mut self, person: PersonId, set: impl FnOnce(&mut BonePerson)) {
        let Some(on) = self.people.get(&person) else { return };
        let mut on = on.clone();
        set(&mut on);
        self.people.insert_mut(person, on);
    }

    fn put_bone(&mut self, id: FishboneId, department: DepartmentId, place: BonePlace, trace: &mut Trace<'_>) {
        let others = self.bones.iter().map(|(other, bone)| (*other, bone.rank)).collect();
        for (moved, rank) in rank::put(department, place, others) {
            self.edit_bone(moved, |bone| bone.rank = rank);
            trace.effects.insert(EntityKey::Bone(id, moved));
        }
    }

    fn put_person(&mut self, id: FishboneId, person: PersonId, place: PersonPlace, trace: &mut Trace<'_>) {
        let Some(bone) = self.people.get(&person).map(|on| on.bone) else { return };
        let on_it = self.people.iter().filter(|(_, on)| on.bone == bone).map(|(other, on)| (*other, on.rank));
        for (moved, rank) in rank::put(person, place, on_it.collect()) {
            self.edit_person(moved, |on| on.rank = rank);
            trace.effects.insert(EntityKey::BonePerson(id, moved));
        }
    }
}
