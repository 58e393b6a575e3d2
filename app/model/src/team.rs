//! The deal's team 项目组: members with one role each, and the letters they carry on maps.

use crate::{
    Action, Actor, DealRole, EntityKey, Refusal, UserId,
    deal::Deal,
    merge::{Field, Trace},
    room::Context,
};
use serde::{Deserialize, Serialize};

/// A member of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMember {
    /// Role.
    pub role: DealRole,
    /// Letter on owner badges, unique in the deal: `W`, the next one `W2`. Kept for life, so that old pictures stay true.
    pub letter: String,
    /// Removed; still drawn where he owns a relation.
    pub left: bool,
    /// Named to the core group by the AR: reads what otherwise only the iron triangle reads.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub core: bool,
}

/// A change of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamChange {
    /// A new member, or one who comes back.
    Join {
        /// Who.
        user: UserId,
        /// Role.
        role: DealRole,
        /// His initials at this time, the source of the letter.
        initials: String,
    },
    /// Gives a role.
    SetRole {
        /// Who.
        user: UserId,
        /// New role.
        role: DealRole,
    },
    /// Names somebody to the core group, or takes it back.
    SetCore {
        /// Who.
        user: UserId,
        /// Whether he reads what only the core group reads.
        core: bool,
    },
    /// Removes a member.
    Leave {
        /// Who.
        user: UserId,
    },
}

impl Deal {
    /// A team member who has not left.
    pub fn active(&self, user: UserId) -> Option<&TeamMember> {
        self.team.get(&user).filter(|member| !member.left)
    }

    /// Whether the actor may add, change and remove team members. Appointing is for the sponsor and the sales manager. A new
    /// deal has neither, so until it has one its AR builds the team, and an admin may always step in (a deal must not be left
    /// without anybody who can appoint).
    pub fn may_appoint(&self, actor: &Actor) -> bool {
        let nobody_else = !self.has(DealRole::Sponsor) && !self.has(DealRole::SalesManager);
        let builds = nobody_else && actor.workspace.is_some() && actor.deal == Some(DealRole::Ar);
        builds || actor.may(Action::ManageMembers) || actor.may(Action::Appoint)
    }

    pub(crate) fn has(&self, role: DealRole) -> bool {
        self.team.iter().any(|(_, member)| !member.left && member.role == role)
    }

    fn is_last_ar(&self, user: UserId) -> bool {
        let is_ar = |member: &TeamMember| !member.left && member.role == DealRole::Ar;
        self.team.get(&user).is_some_and(is_ar) && !self.team.iter().any(|(id, member)| *id != user && is_ar(member))
    }

    /// The letter for somebody with these initials, unique among all who are or were in the team.
    fn free_letter(&self, initials: &str) -> String {
        let taken = |letter: &str| self.team.iter().any(|(_, member)| member.letter == letter);
        let plain = initials.to_uppercase();
        if !taken(&plain) {
            return plain;
        }
        (2..=self.team.size() + 2).map(|n| format!("{plain}{n}")).find(|letter| !taken(letter)).unwrap_or(plain)
    }
}

fn need_appoint(deal: &Deal, context: &Context<'_>) -> Result<(), Refusal> {
    if deal.may_appoint(context.actor()) { Ok(()) } else { Err(Refusal::NotAllowed { action: Action::Appoint }) }
}

impl TeamChange {
    pub(crate) fn check(&self, deal: &Deal, context: &Context<'_>) -> Result<(), Refusal> {
        match self {
            Self::Join { user, role, initials } => {
                let founding = deal.team.is_empty() && *user == context.actor().user && *role == DealRole::Ar;
                if founding {
                    context.need(Action::CreateDeal)?;
                } else {
                    need_appoint(deal, context)?;
                }
                if deal.active(*user).is_some() {
                    return Err(Refusal::AlreadyExists);
                }
                let member = context
                    .room
                    .workspace()
                    .and_then(|workspace| workspace.active(*user))
                    .ok_or(Refusal::UnknownMember { user: *user })?;
                if member.initials == *initials { Ok(()) } else { Err(Refusal::InitialsInvalid) }
            }
            Self::SetRole { user, role } => {
                need_appoint(deal, context)?;
                deal.active(*user).ok_or(Refusal::UnknownMember { user: *user })?;
                if *role != DealRole::Ar && deal.is_last_ar(*user) { Err(Refusal::LastAr) } else { Ok(()) }
            }
            Self::SetCore { user, .. } => {
                context.need(Action::NameCore)?;
                deal.active(*user).map(|_| ()).ok_or(Refusal::UnknownMember { user: *user })
            }
            Self::Leave { user } => {
                if *user != context.actor().user {
                    need_appoint(deal, context)?;
                }
                deal.active(*user).ok_or(Refusal::UnknownMember { user: *user })?;
                if deal.is_last_ar(*user) { Err(Refusal::LastAr) } else { Ok(()) }
            }
        }
    }

    pub(crate) fn fold(&self, deal: &mut Deal, trace: &mut Trace<'_>) {
        match self {
            Self::Join { user, role, initials } => {
                let letter = match deal.team.get(user) {
                    Some(back) => back.letter.clone(),
                    None => deal.free_letter(initials),
                };
                deal.team.insert_mut(*user, TeamMember { role: *role, letter, left: false, core: false });
            }
            Self::SetRole { user, role } => {
                let Some(member) = deal.team.get(user).cloned() else { return };
                deal.team.insert_mut(*user, TeamMember { role: *role, ..member });
            }
            Self::SetCore { user, core } => {
                let Some(member) = deal.team.get(user).cloned() else { return };
                deal.team.insert_mut(*user, TeamMember { core: *core, ..member });
            }
            Self::Leave { user } => {
                let Some(member) = deal.team.get(user).cloned() else { return };
                deal.team.insert_mut(*user, TeamMember { left: true, ..member });
            }
        }
        let (entity, field) = self.writes();
        trace.wrote(entity, field);
    }

    pub(crate) fn writes(&self) -> (EntityKey, Field) {
        match self {
            Self::Join { user, .. } | Self::Leave { user } => (EntityKey::TeamMember(*user), Field::Existence),
            Self::SetRole { user, .. } => (EntityKey::TeamMember(*user), Field::Role),
            Self::SetCore { user, .. } => (EntityKey::TeamMember(*user), Field::Core),
        }
    }
}
