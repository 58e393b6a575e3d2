//! Departments 客户部门 of an account: a tree.

use crate::{
    Action, DepartmentId, EntityKey, Refusal, TextField,
    account::Account,
    merge::{Field, Trace},
    room::{Context, need_room_for_one_more},
    text,
};
use serde::{Deserialize, Serialize};

/// A department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Name.
    pub name: String,
    /// Name in English; empty if there is none.
    #[serde(default)]
    pub name_en: String,
    /// The department it belongs to.
    #[serde(default)]
    pub parent: Option<DepartmentId>,
    /// Dissolved; its people stay.
    #[serde(default)]
    pub archived: bool,
}

/// A change of a department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DepartmentChange {
    /// A new one.
    Add {
        /// Id.
        id: DepartmentId,
        /// Name.
        name: String,
        /// Name in English.
        #[serde(default)]
        name_en: String,
        /// The department it belongs to.
        #[serde(default)]
        parent: Option<DepartmentId>,
    },
    /// Its name.
    SetName {
        /// Which.
        id: DepartmentId,
        /// New name.
        name: String,
    },
    /// Its name in English.
    SetNameEn {
        /// Which.
        id: DepartmentId,
        /// New name.
        name_en: String,
    },
    /// The department it belongs to.
    SetParent {
        /// Which.
        id: DepartmentId,
        /// New parent, `None` for the top.
        parent: Option<DepartmentId>,
    },
    /// Dissolves it.
    Archive {
        /// Which.
        id: DepartmentId,
    },
    /// Brings it back.
    Restore {
        /// Which.
        id: DepartmentId,
    },
}

impl DepartmentChange {
    fn id(&self) -> DepartmentId {
        match self {
            Self::Add { id, .. }
            | Self::SetName { id, .. }
            | Self::SetNameEn { id, .. }
            | Self::SetParent { id, .. }
            | Self::Archive { id }
            | Self::Restore { id } => *id,
        }
    }

    pub(crate) fn check(&self, account: &Account, context: &Context<'_>) -> Result<(), Refusal> {
        context.need(Action::EditAccount)?;
        let id = self.id();
        let known = account.departments.contains_key(&id);
        match self {
            Self::Add { .. } if known => return Err(Refusal::AlreadyExists),
            Self::Add { .. } => need_room_for_one_more(account.departments.size() + account.people.size())?,
            _ if !known => return Err(Refusal::UnknownDepartment { department: id }),
            _ => {}
        }
        if let Self::Add { name, .. } | Self::SetName { name, .. } = self {
            text::check_name(TextField::DepartmentName, name)?;
        }
        if let Self::Add { name_en, .. } | Self::SetNameEn { name_en, .. } = self {
            text::check_line(TextField::DepartmentName, name_en, text::NAME_MAX)?;
        }
        if let Self::Add { parent: Some(parent), .. } | Self::SetParent { parent: Some(parent), .. } = self {
            if !account.departments.contains_key(parent) && *parent != id {
                return Err(Refusal::UnknownDepartment { department: *parent });
            }
            if account.is_within(*parent, id) {
                return Err(Refusal::DepartmentCycle);
            }
        }
        Ok(())
    }

    pub(crate) fn fold(&self, account: &mut Account, trace: &mut Trace<'_>) {
        let id = self.id();
        let before = account.departments.get(&id).cloned();
        let after = match (self, before) {
            (Self::Add { name, name_en, parent, .. }, _) => {
                Department { name: name.clone(), name_en: name_en.clone(), parent: *parent, archived: false }
            }
            (Self::SetName { name, .. }, Some(department)) => Department { name: name.clone(), ..department },
            (Self::SetNameEn { name_en, .. }, Some(department)) => {
                Department { name_en: name_en.clone(), ..department }
            }
            (Self::SetParent { parent, .. }, Some(department)) => {
                let cycle = parent.is_some_and(|parent| account.is_within(parent, id));
                if cycle {
                    return;
                }
                Department { parent: *parent, ..department }
            }
            (Self::Archive { .. }, Some(department)) => Department { archived: true, ..department },
            (Self::Restore { .. }, Some(department)) => Department { archived: false, ..department },
            (_, None) => return,
        };
        account.departments.insert_mut(id, after);
        let (entity, field) = self.writes();
        trace.wrote(entity, field);
    }

    pub(crate) fn inverse(&self, account: &Account) -> Option<Self> {
        let before = account.departments.get(&self.id());
        let archived = before.is_some_and(|department| department.archived);
        Some(match self {
            Self::Restore { .. } if !archived => return None,
            Self::Archive { .. } if archived => return None,
            Self::Add { id, .. } | Self::Restore { id } => Self::Archive { id: *id },
            Self::Archive { id } => Self::Restore { id: *id },
            Self::SetName { id, .. } => Self::SetName { id: *id, name: before?.name.clone() },
            Self::SetNameEn { id, .. } => Self::SetNameEn { id: *id, name_en: before?.name_en.clone() },
            Self::SetParent { id, .. } => Self::SetParent { id: *id, parent: before?.parent },
        })
    }

    pub(crate) fn writes(&self) -> (EntityKey, Field) {
        let field = match self {
            Self::Add { .. } | Self::Archive { .. } | Self::Restore { .. } => Field::Existence,
            Self::SetName { .. } => Field::Name,
            Self::SetNameEn { .. } => Field::NameEn,
            Self::SetParent { .. } => Field::Department,
        };
        (EntityKey::Department(self.id()), field)
    }
}

impl Account {
    /// Whether `department` is `ancestor` or below it.
    pub fn is_within(&self, department: DepartmentId, ancestor: DepartmentId) -> bool {
        let mut at = Some(department);
        // A tree can not be deeper than it has members; the bound also ends a walk over an unsound log.
        for _ in 0..=self.departments.size() {
            match at {
                None => return false,
                Some(id) if id == ancestor => return true,
                Some(id) => at = self.departments.get(&id).and_then(|department| department.parent),
            }
        }
        true
    }
}
