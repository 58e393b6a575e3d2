//! The account 客户: the customer company, its departments and people.

use crate::{
    Action, BatchId, DepartmentId, EntityKey, Map, PersonId, Refusal, TextField, UserId,
    department::Department,
    import::Import,
    merge::{Field, Trace},
    person::Person,
    room::{Context, need_room_for_one_more},
    text,
};
use serde::{Deserialize, Serialize};

/// State of an account stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its facts; `None` until it is created.
    pub facts: Option<AccountFacts>,
    /// Departments.
    pub departments: Map<DepartmentId, Department>,
    /// People.
    pub people: Map<PersonId, Person>,
    /// Files people came in from.
    #[serde(default)]
    pub imports: Map<BatchId, Import>,
}

/// Importance class of a customer 客户等级.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CustomerLevel {
    /// Strategic.
    S,
    /// Key.
    A,
    /// Important.
    B,
    /// General.
    #[default]
    C,
}

impl CustomerLevel {
    /// All levels, highest first.
    pub const ALL: [Self; 4] = [Self::S, Self::A, Self::B, Self::C];

    /// The letter.
    pub const fn code(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// The account's own facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFacts {
    /// Name of the company.
    pub name: String,
    /// Name in English; empty if there is none.
    #[serde(default)]
    pub name_en: String,
    /// Importance class.
    #[serde(default)]
    pub level: CustomerLevel,
    /// Industry.
    #[serde(default)]
    pub industry: String,
    /// Region.
    #[serde(default)]
    pub region: String,
    /// Our owner of the account: reads and edits it even without a deal.
    pub owner: UserId,
}

/// A change of the account's own facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountChange {
    /// Creates the account; its author becomes the owner.
    Create {
        /// Name.
        name: String,
        /// Name in English.
        #[serde(default)]
        name_en: String,
        /// Importance class.
        #[serde(default)]
        level: CustomerLevel,
        /// Industry.
        #[serde(default)]
        industry: String,
        /// Region.
        #[serde(default)]
        region: String,
    },
    /// Its name.
    SetName {
        /// New name.
        name: String,
    },
    /// Its name in English.
    SetNameEn {
        /// New name.
        name_en: String,
    },
    /// Its importance class.
    SetLevel {
        /// New class.
        level: CustomerLevel,
    },
    /// Its industry.
    SetIndustry {
        /// New industry.
        industry: String,
    },
    /// Its region.
    SetRegion {
        /// New region.
        region: String,
    },
    /// Its owner on our side.
    SetOwner {
        /// New owner.
        owner: UserId,
    },
    /// Notes that people came in from a file; each part of it adds its numbers. Stands in the op that brings them.
    Import {
        /// Which import.
        batch: BatchId,
        /// Name of the file.
        source: String,
        /// People added.
        added: u32,
        /// People known before to whom something was added.
        merged: u32,
    },
    /// Notes that an import was taken back. Stands in the op that does the last of it.
    TakeImportBack {
        /// Which import.
        batch: BatchId,
    },
}

impl Account {
    /// The account, if it was created: nothing in it is judged before.
    pub(crate) fn founded(&self) -> Result<&Self, Refusal> {
        self.facts.as_ref().map(|_| self).ok_or(Refusal::NotCreated)
    }
}

impl AccountChange {
    pub(crate) fn check(&self, account: &Account, context: &Context<'_>) -> Result<(), Refusal> {
        if let Self::Create { name, name_en, industry, region, .. } = self {
            context.need(Action::CreateAccount)?;
            if account.facts.is_some() {
                return Err(Refusal::AlreadyExists);
            }
            text::check_name(TextField::AccountName, name)?;
            text::check_line(TextField::AccountName, name_en, text::NAME_MAX)?;
            text::check_line(TextField::Industry, industry, text::NAME_MAX)?;
            return text::check_line(TextField::Region, region, text::NAME_MAX);
        }
        account.founded()?;
        if let Self::SetOwner { owner } = self {
            // Owning outlasts every deal: a role in one must not be enough to take it.
            let owns = account.facts.as_ref().is_some_and(|facts| facts.owner == context.actor().user);
            if !(owns && context.actor().may(Action::EditAccount)) {
                context.need(Action::HandOverAccount)?;
            }
            return context.need_member(*owner);
        }
        context.need(Action::EditAccount)?;
        match self {
            Self::Create { .. } | Self::SetOwner { .. } | Self::SetLevel { .. } => Ok(()),
            Self::SetName { name } => text::check_name(TextField::AccountName, name),
            Self::SetNameEn { name_en } => text::check_line(TextField::AccountName, name_en, text::NAME_MAX),
            Self::SetIndustry { industry } => text::check_line(TextField::Industry, industry, text::NAME_MAX),
            Self::SetRegion { region } => text::check_line(TextField::Region, region, text::NAME_MAX),
            Self::Import { batch, source, .. } => {
                match account.imports.get(batch) {
                    Some(import) if import.taken_back.is_some() => return Err(Refusal::ImportTakenBack),
                    Some(_) => {}
                    None => need_room_for_one_more(account.imports.size())?,
                }
                text::check_name(TextField::FileName, source)
            }
            Self::TakeImportBack { batch } => match account.imports.get(batch) {
                Some(import) if import.taken_back.is_none() => Ok(()),
                Some(_) => Err(Refusal::ImportTakenBack),
                None => Err(Refusal::UnknownImport),
            },
        }
    }

    pub(crate) fn fold(&self, account: &mut Account, trace: &mut Trace<'_>) {
        if let Self::Create { name, name_en, level, industry, region } = self {
            account.facts = Some(AccountFacts {
                name: name.clone(),
                name_en: name_en.clone(),
                level: *level,
                industry: industry.clone(),
                region: region.clone(),
                owner: trace.stamp.by,
            });
            return trace.wrote(EntityKey::Account, Field::Existence);
        }
        let Some(facts) = &mut account.facts else { return };
        match self {
            Self::Create { .. } => {}
            Self::Import { batch, source, added, merged } => {
                let before = account.imports.get(batch);
                let (so_far, filled) = before.map_or((0, 0), |import| (import.added, import.merged));
                let import = Import {
                    source: before.map_or(source, |import| &import.source).clone(),
                    by: before.map_or(trace.stamp.by, |import| import.by),
                    at: before.map_or(trace.stamp.at, |import| import.at),
                    added: so_far.saturating_add(*added),
                    merged: filled.saturating_add(*merged),
                    taken_back: before.and_then(|import| import.taken_back),
                };
                account.imports.insert_mut(*batch, import);
            }
            Self::TakeImportBack { batch } => {
                if let Some(import) = account.imports.get(batch) {
                    let import = Import { taken_back: Some(trace.stamp.by), ..import.clone() };
                    account.imports.insert_mut(*batch, import);
                }
            }
            Self::SetName { name } => facts.name.clone_from(name),
            Self::SetNameEn { name_en } => facts.name_en.clone_from(name_en),
            Self::SetLevel { level } => facts.level = *level,
            Self::SetIndustry { industry } => facts.industry.clone_from(industry),
            Self::SetRegion { region } => facts.region.clone_from(region),
            Self::SetOwner { owner } => facts.owner = *owner,
        }
        let (entity, field) = self.writes();
        trace.wrote(entity, field);
    }

    pub(crate) fn inverse(&self, account: &Account) -> Option<Self> {
        let facts = account.facts.as_ref()?;
        Some(match self {
            // An account is the ground other people build on from the first minute: it is not undone.
            Self::Create { .. } => return None,
            // What a file brought is taken back as a whole, by `import::take_back`.
            Self::Import { .. } | Self::TakeImportBack { .. } => return None,
            Self::SetName { .. } => Self::SetName { name: facts.name.clone() },
            Self::SetNameEn { .. } => Self::SetNameEn { name_en: facts.name_en.clone() },
            Self::SetLevel { .. } => Self::SetLevel { level: facts.level },
            Self::SetIndustry { .. } => Self::SetIndustry { industry: facts.industry.clone() },
            Self::SetRegion { .. } => Self::SetRegion { region: facts.region.clone() },
            Self::SetOwner { .. } => Self::SetOwner { owner: facts.owner },
        })
    }

    pub(crate) fn writes(&self) -> (EntityKey, Field) {
        let field = match self {
            Self::Create { .. } => Field::Existence,
            Self::SetName { .. } => Field::Name,
            Self::SetNameEn { .. } => Field::NameEn,
            Self::SetLevel { .. } => Field::Level,
            Self::SetIndustry { .. } => Field::Industry,
            Self::SetRegion { .. } => Field::Region,
            Self::SetOwner { .. } => Field::AccountOwner,
            Self::Import { .. } | Self::TakeImportBack { .. } => Field::Imports,
        };
        (EntityKey::Account, field)
    }
}
