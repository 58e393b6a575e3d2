//! The ordinary changes by which a plan is written.

use super::{Known, Plan, id_in};
use crate::{BatchId, Change, DepartmentId, account::Account, department::DepartmentChange, person::PersonChange};
use std::collections::BTreeMap;

impl Plan {
    /// What is to be written: departments first, then people, each with his changes together.
    pub fn changes(&self, account: &Account, batch: BatchId) -> Vec<Vec<Change>> {
        let mut departments = BTreeMap::new();
        for (id, department) in account.departments.iter().filter(|(_, one)| !one.archived) {
            for name in [&department.name, &department.name_en] {
                departments.entry(word(name)).or_insert(*id);
            }
        }
        let mut changes = Vec::new();
        for (at, known) in self.people.iter().enumerate() {
            let before = account.people.get(&known.id);
            let had = before.and_then(|person| person.department).and_then(|id| account.departments.get(&id));
            let moves = !known.department.is_empty() && had.is_none_or(|had| had.name != known.department);
            let mut own = Vec::new();
            let department = moves.then(|| {
                *departments.entry(word(&known.department)).or_insert_with(|| {
                    let row =
                        known.row.or_else(|| self.rows.iter().find(|row| row.person == known.id).map(|row| row.row));
                    let id = DepartmentId(id_in(batch, 1, row.unwrap_or(u32::try_from(at).unwrap_or_default())));
                    let add = DepartmentChange::Add {
                        id,
                        name: known.department.clone(),
                        name_en: String::new(),
                        parent: None,
                    };
                    own.push(Change::Department(add));
                    id
                })
            });
            own.extend(of_person(known, department, before).into_iter().map(Change::Person));
            if !own.is_empty() {
                changes.push(own);
            }
        }
        changes
    }
}

fn word(name: &str) -> String {
    name.trim().to_lowercase()
}

fn of_person(
    known: &Known,
    department: Option<DepartmentId>,
    before: Option<&crate::person::Person>,
) -> Vec<PersonChange> {
    let id = known.id;
    let mut changes = Vec::new();
    let Some(before) = before else {
        if !known.is_new {
            return changes;
        }
        changes.push(PersonChange::Add {
            id,
            title: known.title.clone(),
            title_en: known.title_en.clone(),
            name: (!known.name.is_empty()).then(|| known.name.clone()),
            department,
            external: known.external,
        });
        if !known.contact.is_empty() {
            changes.push(PersonChange::SetContact { id, contact: known.contact.clone() });
        }
        if !known.note.is_empty() {
            changes.push(PersonChange::EditNote { id, from: String::new(), to: known.note.clone() });
        }
        return changes;
    };
    if before.name.as_deref().unwrap_or_default() != known.name {
        changes.push(PersonChange::SetName { id, name: Some(known.name.clone()) });
    }
    if before.title != known.title {
        changes.push(PersonChange::SetTitle { id, title: known.title.clone() });
    }
    if before.title_en != known.title_en {
        changes.push(PersonChange::SetTitleEn { id, title_en: known.title_en.clone() });
    }
    if department.is_some() && department != before.department {
        changes.push(PersonChange::SetDepartment { id, department });
    }
    if before.contact != known.contact {
        changes.push(PersonChange::SetContact { id, contact: known.contact.clone() });
    }
    if before.external != known.external {
        changes.push(PersonChange::SetExternal { id, external: known.external });
    }
    if before.note != known.note {
        changes.push(PersonChange::EditNote { id, from: before.note.clone(), to: known.note.clone() });
    }
    changes
}
