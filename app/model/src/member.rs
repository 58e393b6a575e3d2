//! The workspace and its members.

use crate::{
    Action, EntityKey, Map, Refusal, TextField, UserId, WorkspaceRole,
    competitor::Competitors,
    merge::{Field, Trace},
    room::Context,
    text,
};
use serde::{Deserialize, Serialize};

/// Colours a member can have; the style sheet names them `--who-1` and so on.
pub const MEMBER_COLOURS: u8 = 8;

/// State of the workspace stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    /// Its name.
    pub name: String,
    /// Everybody who is or was a member.
    pub members: Map<UserId, Member>,
    /// Everybody we compete with.
    pub competitors: Competitors,
}

/// A member of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Full name as shown.
    pub name: String,
    /// One or two letters, the source of the owner letter on maps.
    pub initials: String,
    /// Colour of cursor and avatar, `1..=MEMBER_COLOURS`.
    pub colour: u8,
    /// Role.
    pub role: WorkspaceRole,
    /// Removed from the workspace; still drawn where he acted.
    pub left: bool,
}

/// A change of the workspace or its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberChange {
    /// Names the workspace.
    NameWorkspace {
        /// New name.
        name: String,
    },
    /// A new member, or one who comes back.
    Join {
        /// Who.
        user: UserId,
        /// Full name.
        name: String,
        /// Initials.
        initials: String,
        /// Colour.
        colour: u8,
        /// Role.
        role: WorkspaceRole,
    },
    /// Gives a role.
    SetRole {
        /// Who.
        user: UserId,
        /// New role.
        role: WorkspaceRole,
    },
    /// A member's full name.
    SetName {
        /// Who.
        user: UserId,
        /// New name.
        name: String,
    },
    /// A member's initials.
    SetInitials {
        /// Who.
        user: UserId,
        /// New initials.
        initials: String,
    },
    /// A member's colour.
    SetColour {
        /// Who.
        user: UserId,
        /// New colour.
        colour: u8,
    },
    /// Removes a member.
    Leave {
        /// Who.
        user: UserId,
    },
}

impl Workspace {
    /// A member who has not left.
    pub fn active(&self, user: UserId) -> Option<&Member> {
        self.members.get(&user).filter(|member| !member.left)
    }

    fn is_last_admin(&self, user: UserId) -> bool {
        let is_admin = |member: &Member| !member.left && member.role == WorkspaceRole::Admin;
        self.members.get(&user).is_some_and(is_admin)
            && !self.members.iter().any(|(id, member)| *id != user && is_admin(member))
    }
}

fn check_initials(initials: &str) -> Result<(), Refusal> {
    let length = initials.chars().count();
    if (1..=text::INITIALS_MAX).contains(&length) && initials.chars().all(char::is_alphanumeric) {
        Ok(())
    } else {
        Err(Refusal::InitialsInvalid)
    }
}

fn check_colour(colour: u8) -> Result<(), Refusal> {
    if (1..=MEMBER_COLOURS).contains(&colour) { Ok(()) } else { Err(Refusal::ColourOutOfRange { max: MEMBER_COLOURS }) }
}

impl MemberChange {
    pub(crate) fn check(&self, workspace: &Workspace, context: &Context<'_>) -> Result<(), Refusal> {
        let known = |user: &UserId| workspace.active(*user).map(|_| ()).ok_or(Refusal::UnknownMember { user: *user });
        let own_or_admin =
            |user: &UserId| if *user == context.actor().user { Ok(()) } else { context.need(Action::ManageMembers) };
        match self {
            Self::NameWorkspace { name } => {
                context.need(Action::ManageMembers)?;
                text::check_name(TextField::WorkspaceName, name)
            }
            Self::Join { user, name, initials, colour, .. } => {
                context.need(Action::ManageMembers)?;
                if workspace.active(*user).is_some() {
                    return Err(Refusal::AlreadyExists);
                }
                text::check_name(TextField::MemberName, name)?;
                check_initials(initials)?;
                check_colour(*colour)
            }
            Self::SetRole { user, role } => {
                context.need(Action::ManageMembers)?;
                known(user)?;
                if *role != WorkspaceRole::Admin && workspace.is_last_admin(*user) {
                    return Err(Refusal::LastAdmin);
                }
                Ok(())
            }
            Self::Leave { user } => {
                context.need(Action::ManageMembers)?;
                known(user)?;
                if workspace.is_last_admin(*user) { Err(Refusal::LastAdmin) } else { Ok(()) }
            }
            Self::SetName { user, name } => {
                own_or_admin(user)?;
                known(user)?;
                text::check_name(TextField::MemberName, name)
            }
            Self::SetInitials { user, initials } => {
                own_or_admin(user)?;
                known(user)?;
                check_initials(initials)
            }
            Self::SetColour { user, colour } => {
                own_or_admin(user)?;
                known(user)?;
                check_colour(*colour)
            }
        }
    }

    pub(crate) fn fold(&self, workspace: &mut Workspace, trace: &mut Trace<'_>) {
        let mut edit = |user: &UserId, field: Field, set: &dyn Fn(&mut Member)| {
            if let Some(member) = workspace.members.get(user) {
                let mut member = member.clone();
                set(&mut member);
                workspace.members.insert_mut(*user, member);
                trace.wrote(EntityKey::Member(*user), field);
            }
        };
        match self {
            Self::NameWorkspace { name } => {
                workspace.name.clone_from(name);
                trace.wrote(EntityKey::Workspace, Field::Name);
            }
            Self::Join { user, name, initials, colour, role } => {
                let member = Member {
                    name: name.clone(),
                    initials: initials.clone(),
                    colour: *colour,
                    role: *role,
                    left: false,
                };
                workspace.members.insert_mut(*user, member);
                trace.wrote(EntityKey::Member(*user), Field::Existence);
            }
            Self::SetRole { user, role } => edit(user, Field::Role, &|member| member.role = *role),
            Self::SetName { user, name } => edit(user, Field::Name, &|member| member.name.clone_from(name)),
            Self::SetInitials { user, initials } => {
                edit(user, Field::Initials, &|member| member.initials.clone_from(initials));
            }
            Self::SetColour { user, colour } => edit(user, Field::Colour, &|member| member.colour = *colour),
            Self::Leave { user } => edit(user, Field::Existence, &|member| member.left = true),
        }
    }

    pub(crate) fn inverse(&self, workspace: &Workspace) -> Option<Self> {
        match self {
            // The first name replaces none, and there is no going back to that.
            Self::NameWorkspace { .. } if workspace.name.is_empty() => None,
            Self::NameWorkspace { .. } => Some(Self::NameWorkspace { name: workspace.name.clone() }),
            // Joining, leaving and roles are decisions about people: taken back by a new decision, not by undo.
            Self::Join { .. } | Self::SetRole { .. } | Self::Leave { .. } => None,
            Self::SetName { user, .. } => {
                let name = workspace.members.get(user)?.name.clone();
                Some(Self::SetName { user: *user, name })
            }
            Self::SetInitials { user, .. } => {
                let initials = workspace.members.get(user)?.initials.clone();
                Some(Self::SetInitials { user: *user, initials })
            }
            Self::SetColour { user, .. } => {
                let colour = workspace.members.get(user)?.colour;
                Some(Self::SetColour { user: *user, colour })
            }
        }
    }

    pub(crate) fn writes(&self) -> (EntityKey, Field) {
        match self {
            Self::NameWorkspace { .. } => (EntityKey::Workspace, Field::Name),
            Self::Join { user, .. } | Self::Leave { user } => (EntityKey::Member(*user), Field::Existence),
            Self::SetRole { user, .. } => (EntityKey::Member(*user), Field::Role),
            Self::SetName { user, .. } => (EntityKey::Member(*user), Field::Name),
            Self::SetInitials { user, .. } => (EntityKey::Member(*user), Field::Initials),
            Self::SetColour { user, .. } => (EntityKey::Member(*user), Field::Colour),
        }
    }
}
