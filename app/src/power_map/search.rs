//! What the search of the map finds, and where it leads: people, then departments, then influences and conflicts.

use super::state::Screen;
use crate::account::order::{department_is_found, person_is_found};
use diagram::{
    Rect,
    power_map::{card_rect, place_of, region_around},
};
use model::{
    DepartmentId, EntityKey, PersonId,
    account::Account,
    power_map::{LineKind, PowerLine, PowerMap},
};
use std::collections::BTreeMap;

impl Screen {
    /// What is found by words in lower case.
    pub(super) fn found(&self, words: &str) -> Vec<EntityKey> {
        let people = self.people_in_order();
        self.room.with(|room| match (room.account(), room.deal()) {
            (Some((_, account)), Some((_, deal))) => found(account, &deal.power_map, &people, words),
            _ => Vec::new(),
        })
    }

    /// The people of a department who are on the map, in reading order.
    pub(super) fn people_of_department(&self, department: DepartmentId) -> Vec<PersonId> {
        let people = self.people_in_order();
        self.room.with(|room| {
            let Some((_, account)) = room.account() else { return Vec::new() };
            people.into_iter().filter(|person| department_of(account, *person) == Some(department)).collect()
        })
    }

    /// What the cards of a department take, whether or not its region is drawn.
    pub(super) fn region_of(&self, department: DepartmentId) -> Option<Rect> {
        let people = self.people_of_department(department);
        self.with_map(|map| region_around(people.iter().filter_map(|person| place_of(map, *person)).map(card_rect)))
    }
}

fn department_of(account: &Account, person: PersonId) -> Option<DepartmentId> {
    account.people.get(&person)?.department
}

/// What is found among the people of a map, given in reading order. A line is found by its ends: each word by one of the two.
fn found(account: &Account, map: &PowerMap, people: &[PersonId], words: &str) -> Vec<EntityKey> {
    let is = |person: PersonId, words: &str| account.people.get(&person).is_some_and(|one| person_is_found(one, words));
    let mut found: Vec<EntityKey> =
        people.iter().filter(|person| is(**person, words)).map(|person| EntityKey::Node(*person)).collect();
    let mut departments: Vec<DepartmentId> = Vec::new();
    for department in people.iter().filter_map(|person| department_of(account, *person)) {
        let record = account.departments.get(&department);
        if !departments.contains(&department) && record.is_some_and(|one| department_is_found(one, words)) {
            departments.push(department);
        }
    }
    found.extend(departments.into_iter().map(EntityKey::Department));
    let places: BTreeMap<PersonId, usize> = people.iter().enumerate().map(|(place, person)| (*person, place)).collect();
    let names: Vec<&str> = words.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    let fits = |line: &PowerLine| {
        line.kind != LineKind::ReportsTo && names.iter().all(|name| is(line.from, name) || is(line.to, name))
    };
    let mut lines: Vec<_> = map
        .live_lines()
        .filter(|(_, line)| !names.is_empty() && fits(line))
        .map(|(id, line)| (places.get(&line.from).copied(), places.get(&line.to).copied(), id))
        .collect();
    model::order::sort_by(&mut lines, Ord::cmp);
    found.extend(lines.into_iter().map(|(.., id)| EntityKey::Line(id)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{
        LineId,
        department::Department,
        person::Person,
        power_map::{LineArchive, PowerNode},
    };

    const BUYER: PersonId = PersonId::from_u128(1);
    const CHIEF: PersonId = PersonId::from_u128(2);
    const ENGINEER: PersonId = PersonId::from_u128(3);
    const BUYING: DepartmentId = DepartmentId::from_u128(4);
    const EMPTY: DepartmentId = DepartmentId::from_u128(5);
    const INFLUENCE: LineId = LineId::from_u128(6);
    const CONFLICT: LineId = LineId::from_u128(7);
    const REPORTS: LineId = LineId::from_u128(8);
    const CUT: LineId = LineId::from_u128(9);

    fn deal() -> (Account, PowerMap) {
        let (mut account, mut map) = (Account::default(), PowerMap::default());
        let people = [
            (BUYER, "采购部长", "Head of procurement", "李敏", "li min", Some(BUYING)),
            (CHIEF, "总经理", "General manager", "王建国", "wang jian guo", None),
            (ENGINEER, "工程师", "Engineer", "周宁", "zhou ning", None),
        ];
        for (id, title, title_en, name, pinyin, department) in people {
            let person = Person {
                title: title.to_owned(),
                title_en: title_en.to_owned(),
                name: Some(name.to_owned()),
                department,
                contact: String::new(),
                external: false,
                note: String::new(),
                pinyin: pinyin.to_owned(),
                archived: false,
            };
            account.people.insert_mut(id, person);
            map.nodes.insert_mut(id, PowerNode::default());
        }
        for (id, name, name_en) in [(BUYING, "采购中心", "Procurement centre"), (EMPTY, "审计中心", "Audit centre")]
        {
            let (name, name_en) = (name.to_owned(), name_en.to_owned());
            account.departments.insert_mut(id, Department { name, name_en, parent: None, archived: false });
        }
        let lines = [
            (INFLUENCE, LineKind::Influences { weight: 2 }, ENGINEER, BUYER, None),
            (CONFLICT, LineKind::ConflictsWith, CHIEF, BUYER, None),
            (REPORTS, LineKind::ReportsTo, BUYER, CHIEF, None),
            (CUT, LineKind::ConflictsWith, ENGINEER, CHIEF, Some(LineArchive::Alone)),
        ];
        for (id, kind, from, to, archived) in lines {
            map.lines.insert_mut(id, PowerLine { kind, from, to, note: String::new(), archived });
        }
        (account, map)
    }

    #[track_caller]
    fn check(words: &str, expected: &[EntityKey]) {
        let (account, map) = deal();
        assert_eq!(found(&account, &map, &[CHIEF, BUYER, ENGINEER], words), expected, "{words}");
    }

    #[test]
    fn a_department_is_found_by_either_name_behind_its_people() {
        let buyer = EntityKey::Node(BUYER);
        let (department, lines) =
            (EntityKey::Department(BUYING), [EntityKey::Line(CONFLICT), EntityKey::Line(INFLUENCE)]);
        check("采购", &[buyer, department, lines[0], lines[1]]);
        check("procurement", &[buyer, department, lines[0], lines[1]]);
        check("采购中心", &[department]);
    }

    #[test]
    fn a_department_without_people_on_the_map_is_not_found() {
        check("audit", &[]);
    }

    #[test]
    fn an_influence_or_a_conflict_is_found_by_one_end_or_by_both() {
        check("周宁", &[EntityKey::Node(ENGINEER), EntityKey::Line(INFLUENCE)]);
        check("limin zhou", &[EntityKey::Line(INFLUENCE)]);
        check("王建国 ↔ 李敏", &[EntityKey::Line(CONFLICT)]);
        check("周宁 王建国", &[]);
    }
}
