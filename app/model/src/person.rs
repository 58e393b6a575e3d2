//! People 客户干系人: entered once per account, used by every diagram.

use crate::{
    Action, DepartmentId, EntityKey, Locale, PersonId, Refusal, TextField,
    account::Account,
    locale::named,
    merge::{self, Field, Trace},
    room::{Context, need_room_for_one_more},
    text,
};
use serde::{Deserialize, Serialize};

/// A person on the customer's side. The post is always known, the name may not be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Post 职务.
    pub title: String,
    /// Post in English; empty if there is none.
    #[serde(default)]
    pub title_en: String,
    /// Name; `None` while it is not known or withheld.
    #[serde(default)]
    pub name: Option<String>,
    /// Department.
    #[serde(default)]
    pub department: Option<DepartmentId>,
    /// Telephone, mail.
    #[serde(default)]
    pub contact: String,
    /// Not of the customer's company: an adviser, a design institute, an authority.
    #[serde(default)]
    pub external: bool,
    /// Free note.
    #[serde(default)]
    pub note: String,
    /// Sort and search key, derived by the server.
    #[serde(default)]
    pub pinyin: String,
    /// Left the company, or entered by mistake; other deals draw a ghost.
    #[serde(default)]
    pub archived: bool,
}

impl Person {
    /// The post, in the reader's language if it is known in it.
    pub fn post(&self, locale: Locale) -> &str {
        named(&self.title, &self.title_en, locale)
    }

    /// Post and name; the post alone of one whose name is not known.
    pub fn called(&self, locale: Locale) -> String {
        let post = self.post(locale);
        self.name.as_ref().map_or_else(|| post.to_owned(), |name| format!("{post} {name}"))
    }
}

/// A change of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonChange {
    /// A new one.
    Add {
        /// Id.
        id: PersonId,
        /// Post.
        title: String,
        /// Post in English.
        #[serde(default)]
        title_en: String,
        /// Name, if known.
        #[serde(default)]
        name: Option<String>,
        /// Department.
        #[serde(default)]
        department: Option<DepartmentId>,
        /// Outside the company.
        #[serde(default)]
        external: bool,
    },
    /// Post.
    SetTitle {
        /// Who.
        id: PersonId,
        /// New post.
        title: String,
    },
    /// Post in English.
    SetTitleEn {
        /// Who.
        id: PersonId,
        /// New post.
        title_en: String,
    },
    /// Name.
    SetName {
        /// Who.
        id: PersonId,
        /// New name, `None` if not known.
        name: Option<String>,
    },
    /// Department.
    SetDepartment {
        /// Who.
        id: PersonId,
        /// New department.
        department: Option<DepartmentId>,
    },
    /// Telephone, mail.
    SetContact {
        /// Who.
        id: PersonId,
        /// New contact.
        contact: String,
    },
    /// Outside the company or not.
    SetExternal {
        /// Who.
        id: PersonId,
        /// New value.
        external: bool,
    },
    /// Edits the note; concurrent edits are merged.
    EditNote {
        /// Who.
        id: PersonId,
        /// The text the author saw.
        from: String,
        /// What he made of it.
        to: String,
    },
    /// Archives.
    Archive {
        /// Who.
        id: PersonId,
    },
    /// Brings back.
    Restore {
        /// Who.
        id: PersonId,
    },
}

impl PersonChange {
    /// The person it changes.
    pub fn id(&self) -> PersonId {
        match self {
            Self::Add { id, .. }
            | Self::SetTitle { id, .. }
            | Self::SetTitleEn { id, .. }
            | Self::SetName { id, .. }
            | Self::SetDepartment { id, .. }
            | Self::SetContact { id, .. }
            | Self::SetExternal { id, .. }
            | Self::EditNote { id, .. }
            | Self::Archive { id }
            | Self::Restore { id } => *id,
        }
    }

    pub(crate) fn check(&self, account: &Account, context: &Context<'_>) -> Result<(), Refusal> {
        context.need(Action::EditAccount)?;
        let id = self.id();
        let known = account.people.contains_key(&id);
        match self {
            Self::Add { .. } if known => return Err(Refusal::AlreadyExists),
            Self::Add { .. } => need_room_for_one_more(account.departments.size() + account.people.size())?,
            _ if !known => return Err(Refusal::UnknownPerson { person: id }),
            _ => {}
        }
        if let Self::Add { title, .. } | Self::SetTitle { title, .. } = self {
            text::check_name(TextField::PersonTitle, title)?;
        }
        if let Self::Add { title_en, .. } | Self::SetTitleEn { title_en, .. } = self {
            text::check_line(TextField::PersonTitle, title_en, text::NAME_MAX)?;
        }
        if let Self::Add { name: Some(name), .. } | Self::SetName { name: Some(name), .. } = self {
            text::check_name(TextField::PersonName, name)?;
        }
        if let Self::Add { department: Some(department), .. } | Self::SetDepartment { department: Some(department), .. } =
            self
            && !account.departments.contains_key(department)
        {
            return Err(Refusal::UnknownDepartment { department: *department });
        }
        match self {
            Self::SetContact { contact, .. } => text::check_line(TextField::Contact, contact, text::NAME_MAX),
            Self::EditNote { from, to, .. } => {
                text::check_lines(TextField::Note, from, text::NOTE_MAX)?;
                text::check_lines(TextField::Note, to, text::NOTE_MAX)
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn fold(&self, account: &mut Account, trace: &mut Trace<'_>) {
        let id = self.id();
        let mut person = match (self, account.people.get(&id)) {
            (Self::Add { title, title_en, name, department, external, .. }, _) => Person {
                title: title.clone(),
                title_en: title_en.clone(),
                name: name.clone(),
                department: *department,
                contact: String::new(),
                external: *external,
                note: String::new(),
                pinyin: String::new(),
                archived: false,
            },
            (_, Some(person)) => person.clone(),
            (_, None) => return,
        };
        match self {
            Self::Add { .. } => {}
            Self::SetTitle { title, .. } => person.title.clone_from(title),
            Self::SetTitleEn { title_en, .. } => person.title_en.clone_from(title_en),
            Self::SetName { name, .. } => person.name.clone_from(name),
            Self::SetDepartment { department, .. } => person.department = *department,
            Self::SetContact { contact, .. } => person.contact.clone_from(contact),
            Self::SetExternal { external, .. } => person.external = *external,
            Self::EditNote { from, to, .. } => person.note = merge::note(&person.note, from, to, text::NOTE_MAX),
            Self::Archive { .. } => person.archived = true,
            Self::Restore { .. } => person.archived = false,
        }
        if let Some((_, key)) = trace.stamp.pinyin.iter().find(|(named, _)| *named == id) {
            person.pinyin.clone_from(key);
        }
        account.people.insert_mut(id, person);
        let (entity, field) = self.writes();
        trace.wrote(entity, field);
    }

    pub(crate) fn inverse(&self, account: &Account) -> Option<Self> {
        let before = account.people.get(&self.id());
        let id = self.id();
        let archived = before.is_some_and(|person| person.archived);
        Some(match self {
            Self::Restore { .. } if !archived => return None,
            Self::Archive { .. } if archived => return None,
            Self::Add { .. } | Self::Restore { .. } => Self::Archive { id },
            Self::Archive { .. } => Self::Restore { id },
            Self::SetTitle { .. } => Self::SetTitle { id, title: before?.title.clone() },
            Self::SetTitleEn { .. } => Self::SetTitleEn { id, title_en: before?.title_en.clone() },
            Self::SetName { .. } => Self::SetName { id, name: before?.name.clone() },
            Self::SetDepartment { .. } => Self::SetDepartment { id, department: before?.department },
            Self::SetContact { .. } => Self::SetContact { id, contact: before?.contact.clone() },
            Self::SetExternal { .. } => Self::SetExternal { id, external: before?.external },
            Self::EditNote { from, to, .. } => {
                let before = before?.note.clone();
                Self::EditNote { id, from: merge::note(&before, from, to, text::NOTE_MAX), to: before }
            }
        })
    }

    pub(crate) fn writes(&self) -> (EntityKey, Field) {
        let field = match self {
            Self::Add { .. } | Self::Archive { .. } | Self::Restore { .. } => Field::Existence,
            Self::SetTitle { .. } => Field::Title,
            Self::SetTitleEn { .. } => Field::TitleEn,
            Self::SetName { .. } => Field::Name,
            Self::SetDepartment { .. } => Field::Department,
            Self::SetContact { .. } => Field::Contact,
            Self::SetExternal { .. } => Field::External,
            Self::EditNote { .. } => Field::Note,
        };
        (EntityKey::Person(self.id()), field)
    }
}
