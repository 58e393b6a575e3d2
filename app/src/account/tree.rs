//! The departments in the order of a tree.

use crate::{
    format,
    i18n::{Locale, model_locale},
    replica::RoomHandle,
    shell::compare_names,
};
use model::{DepartmentId, account::Account};
use std::{cmp::Ordering, collections::BTreeMap};

/// A department in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) id: DepartmentId,
    /// 0 at the top.
    pub(super) depth: usize,
}

/// Parents before children, brothers by name. Archived ones only if they are asked for; what is below an archived one
/// moves up to the next that is shown.
pub(super) fn tree(
    account: &Account,
    archived: bool,
    name: impl Fn(DepartmentId) -> String,
    compare: impl Fn(&str, &str) -> Ordering,
) -> Vec<Place> {
    let shown =
        |id: &DepartmentId| account.departments.get(id).is_some_and(|department| archived || !department.archived);
    let parent = |id: DepartmentId| {
        let mut at = account.departments.get(&id).and_then(|department| department.parent);
        // A tree can not be deeper than it has members; the bound also ends a walk over an unsound log.
        for _ in 0..account.departments.size() {
            match at {
                Some(above) if !shown(&above) => {
                    at = account.departments.get(&above).and_then(|department| department.parent);
                }
                _ => break,
            }
        }
        at
    };
    let mut below: BTreeMap<Option<DepartmentId>, Vec<(DepartmentId, String)>> = BTreeMap::new();
    for (id, _) in account.departments.iter().filter(|(id, _)| shown(id)) {
        below.entry(parent(*id)).or_default().push((*id, name(*id)));
    }
    for children in below.values_mut() {
        model::order::sort_by(children, |a, b| compare(&b.1, &a.1));
    }
    let mut found = Vec::new();
    let mut open: Vec<Place> =
        below.get(&None).into_iter().flatten().map(|(id, _)| Place { id: *id, depth: 0 }).collect();
    while let Some(place) = open.pop() {
        found.push(place);
        let children = below.get(&Some(place.id)).into_iter().flatten();
        open.extend(children.map(|(id, _)| Place { id: *id, depth: place.depth + 1 }));
    }
    found
}

/// The tree of a room, not tracked.
pub(super) fn tree_of(room: RoomHandle, archived: bool, locale: Locale) -> Vec<Place> {
    let compare = compare_names(locale);
    room.with(|room| {
        let (_, account) = room.account()?;
        Some(tree(account, archived, |id| name_in(account, id, locale), compare))
    })
    .unwrap_or_default()
}

/// Name of a department in the reader's language.
pub(super) fn name_in(account: &Account, id: DepartmentId, locale: Locale) -> String {
    let department = account.departments.get(&id);
    department
        .map(|department| format::named(&department.name, &department.name_en, model_locale(locale)).to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::department::Department;

    fn account(departments: &[(u128, Option<u128>, bool)]) -> Account {
        let mut account = Account::default();
        for (id, parent, archived) in departments {
            let department = Department {
                name: id.to_string(),
                name_en: String::new(),
                parent: parent.map(DepartmentId::from_u128),
                archived: *archived,
            };
            account.departments.insert_mut(DepartmentId::from_u128(*id), department);
        }
        account
    }

    fn check(departments: &[(u128, Option<u128>, bool)], archived: bool, expected: &[(u128, usize)]) {
        let account = account(departments);
        let tree = tree(&account, archived, |id| name_in(&account, id, Locale::en), str::cmp);
        let found: Vec<(u128, usize)> = tree.into_iter().map(|place| (place.id.0.as_u128(), place.depth)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_department_stands_under_the_one_it_belongs_to_and_brothers_by_name() {
        check(
            &[(3, None, false), (1, Some(3), false), (2, Some(3), false), (4, None, false)],
            false,
            &[(3, 0), (1, 1), (2, 1), (4, 0)],
        );
    }

    #[test]
    fn what_is_below_an_archived_department_does_not_vanish_with_it() {
        let departments = [(1, None, false), (2, Some(1), true), (3, Some(2), false)];
        check(&departments, false, &[(1, 0), (3, 1)]);
        check(&departments, true, &[(1, 0), (2, 1), (3, 2)]);
    }
}
