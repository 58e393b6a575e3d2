//! Which people are found, and in which order they stand.

use crate::{i18n::Locale, shell};
use model::{department::Department, person::Person};
use std::cmp::Ordering;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Title,
    TitleEn,
    Name,
    Department,
    Contact,
    External,
    Note,
}

impl Column {
    /// In the order of the table: the post as it is read in this language, then the post in the other one.
    pub(super) const fn all(locale: Locale) -> [Self; 7] {
        let [first, second] = Self::titles(locale);
        [first, second, Self::Name, Self::Department, Self::Contact, Self::External, Self::Note]
    }

    /// The two posts, that of the reader's language first.
    pub(super) const fn titles(locale: Locale) -> [Self; 2] {
        match locale {
            Locale::zh_CN => [Self::Title, Self::TitleEn],
            Locale::en => [Self::TitleEn, Self::Title],
        }
    }

    /// What of a person stands in the column, for sorting.
    fn text<'a>(self, person: &'a Person, department: &'a str) -> &'a str {
        match self {
            Self::Title => &person.title,
            Self::TitleEn => &person.title_en,
            Self::Name => person.name.as_deref().unwrap_or_default(),
            Self::Department => department,
            Self::Contact => &person.contact,
            Self::External => {
                if person.external {
                    "x"
                } else {
                    ""
                }
            }
            Self::Note => &person.note,
        }
    }
}

/// A person with the name of his department.
pub(super) struct Row<'a> {
    pub(super) person: &'a Person,
    pub(super) department: &'a str,
}

/// The order of two people: archived ones last, empty cells behind filled ones whichever way it is sorted, equal ones by
/// post.
pub(super) fn order(
    a: &Row<'_>,
    b: &Row<'_>,
    (column, down): (Column, bool),
    compare: impl Fn(&str, &str) -> Ordering,
) -> Ordering {
    let (left, right) = (column.text(a.person, a.department), column.text(b.person, b.department));
    let by_text = match compare(left, right) {
        order if down => order.reverse(),
        order => order,
    };
    a.person
        .archived
        .cmp(&b.person.archived)
        .then_with(|| left.is_empty().cmp(&right.is_empty()))
        .then(by_text)
        .then_with(|| compare(&a.person.title, &b.person.title))
}

/// Whether a person is found by what was typed, in lower case: name, post, department, their pinyin in full or by its initials.
pub(super) fn is_found(row: &Row<'_>, wanted: &str) -> bool {
    person_is_found(row.person, wanted) || shell::is_found(row.department, wanted)
}

/// Whether a person is found by what was typed, in lower case: name, post, contact, their pinyin in full or by its initials. A name may
/// be read as nothing else is: its pinyin comes with the record.
pub(crate) fn person_is_found(person: &Person, wanted: &str) -> bool {
    let name = person.name.as_deref().unwrap_or_default();
    let texts = [name, &person.title, &person.title_en, &person.contact];
    let squeezed: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
    let full: String = person.pinyin.chars().filter(|c| !c.is_whitespace()).collect();
    let initials: String = person.pinyin.split_whitespace().filter_map(|syllable| syllable.chars().next()).collect();
    texts.into_iter().any(|text| shell::is_found(text, wanted))
        || full.contains(&squeezed)
        || initials.contains(&squeezed)
}

/// Whether a department is found by what was typed, in lower case: by either of its names, the pinyin in full or its initials.
pub(crate) fn department_is_found(department: &Department, wanted: &str) -> bool {
    [&department.name, &department.name_en].into_iter().any(|name| shell::is_found(name, wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(title: &str, name: Option<&str>, pinyin: &str) -> Person {
        Person {
            title: title.to_owned(),
            title_en: String::new(),
            name: name.map(str::to_owned),
            department: None,
            contact: String::new(),
            external: false,
            note: String::new(),
            pinyin: pinyin.to_owned(),
            archived: false,
        }
    }

    fn sorted(people: &[Person], column: Column, descending: bool) -> Vec<&str> {
        let mut rows: Vec<Row<'_>> = people.iter().map(|person| Row { person, department: "" }).collect();
        model::order::sort_by(&mut rows, |a, b| order(a, b, (column, descending), str::cmp));
        rows.into_iter().map(|row| row.person.title.as_str()).collect()
    }

    #[test]
    fn people_without_a_name_stand_last_whichever_way_names_are_sorted() {
        let people = [person("c", None, ""), person("a", Some("Zhou"), ""), person("b", Some("An"), "")];
        assert_eq!(sorted(&people, Column::Name, false), ["b", "a", "c"]);
        assert_eq!(sorted(&people, Column::Name, true), ["a", "b", "c"]);
    }

    #[test]
    fn archived_people_stand_behind_all_others() {
        let mut people = [person("a", None, ""), person("b", None, "")];
        people[0].archived = true;
        assert_eq!(sorted(&people, Column::Title, false), ["b", "a"]);
        assert_eq!(sorted(&people, Column::Title, true), ["b", "a"]);
    }

    #[test]
    fn a_chinese_name_is_found_by_its_characters_its_pinyin_and_its_initials() {
        let wang = person("总经理", Some("王建国"), "wang jian guo");
        let row = Row { person: &wang, department: "公司领导" };
        for wanted in ["王", "建国", "wang", "wang jian", "wangjian", "wjg", "jg", "总经", "领导", ""] {
            assert!(is_found(&row, wanted), "{wanted}");
        }
        for wanted in ["李", "wgj", "采购"] {
            assert!(!is_found(&row, wanted), "{wanted}");
        }
    }

    #[test]
    fn the_post_in_the_readers_language_stands_first() {
        assert_eq!(Column::all(Locale::zh_CN)[..2], [Column::Title, Column::TitleEn]);
        assert_eq!(Column::all(Locale::en)[..2], [Column::TitleEn, Column::Title]);
    }
}
