//! What a column is for, and the guess of it from its heading.

use super::contact::{self, Facets};
use serde::{Deserialize, Serialize};

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// The whole name.
    Name,
    /// Family name.
    FamilyName,
    /// Given name.
    GivenName,
    /// Post.
    Title,
    /// Post in English.
    TitleEn,
    /// Department, by name.
    Department,
    /// Telephone.
    Phone,
    /// E-mail.
    Mail,
    /// Another way to reach somebody.
    Other,
    /// Superior, by name.
    Superior,
    /// Outside the company: yes or no.
    External,
    /// Free note.
    Note,
}

impl Target {
    /// All, in the order of a list to choose from.
    pub const ALL: [Self; 12] = [
        Self::Name,
        Self::FamilyName,
        Self::GivenName,
        Self::Title,
        Self::TitleEn,
        Self::Department,
        Self::Phone,
        Self::Mail,
        Self::Other,
        Self::Superior,
        Self::External,
        Self::Note,
    ];

    /// Whether several columns may be for it: their cells are put one after the other.
    pub const fn takes_many(self) -> bool {
        matches!(self, Self::Phone | Self::Mail | Self::Other | Self::Note)
    }

    /// Headings that mean it: whole ones, without spaces, marks and capitals.
    const fn whole(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["名称", "客户", "name", "fn", "displayname", "contact"],
            Self::FamilyName => &["姓", "last", "surname"],
            Self::GivenName => &["名", "first"],
            Self::Title => &["title", "post", "role", "头衔"],
            Self::TitleEn => &["titleen", "posten"],
            Self::Department => &["处室", "科室", "dept", "orgunit"],
            Self::Phone => &["tel", "cell", "phone", "固话", "手机"],
            Self::Mail => &["mail", "email"],
            Self::Other => &["qq", "im"],
            Self::Superior => &["主管", "manager", "boss"],
            Self::External => &["external", "outside", "outsidethecompany"],
            Self::Note => &["note", "notes", "org", "adr"],
        }
    }

    /// Parts of headings that mean it.
    const fn parts(self) -> &'static [&'static str] {
        match self {
            Self::FamilyName => &["姓氏", "lastname", "familyname", "surname"],
            Self::GivenName => &["名字（名）", "firstname", "givenname"],
            Self::Superior => &["上级", "汇报", "领导", "reportsto", "supervisor", "superior", "managersname"],
            Self::TitleEn => &["英文职", "职务英文", "职位英文", "titleenglish", "englishtitle", "postinenglish"],
            Self::Title => &["职务", "职位", "岗位", "职称", "jobtitle", "position", "organizationtitle"],
            Self::Mail => &["邮箱", "邮件", "email"],
            Self::Phone => &["手机", "电话", "座机", "mobile", "phone"],
            Self::Department => &["部门", "department", "division"],
            Self::Other => &["微信", "wechat", "whatsapp", "钉钉"],
            Self::Name => &["姓名", "联系人", "中文名", "名字", "fullname", "contactname", "personname"],
            Self::External => &["外部", "公司外"],
            Self::Note => {
                &["备注", "说明", "描述", "地址", "办公室", "办公地点", "remark", "comment", "address", "office"]
            }
        }
    }
}

/// In which order parts of headings are looked for: "manager's name" is no name, "英文职务" no post in Chinese.
const BY_PARTS: [Target; 12] = [
    Target::Superior,
    Target::FamilyName,
    Target::GivenName,
    Target::TitleEn,
    Target::Title,
    Target::Mail,
    Target::Phone,
    Target::Department,
    Target::Other,
    Target::Name,
    Target::External,
    Target::Note,
];

fn plain(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

fn of_heading(heading: &str) -> Option<Target> {
    let heading = plain(heading);
    // "Phone 1 - Label" says what the number beside it is.
    if heading.is_empty() || heading.ends_with("label") || heading.ends_with("type") {
        return None;
    }
    let whole = Target::ALL.into_iter().find(|target| target.whole().contains(&&*heading));
    whole.or_else(|| BY_PARTS.into_iter().find(|target| target.parts().iter().any(|part| heading.contains(part))))
}

/// Whether the first row names the columns. One with a number or address in it, and no heading we know, is a person.
pub fn has_header(rows: &[Vec<String>]) -> bool {
    let Some(first) = rows.first() else { return false };
    first.iter().any(|cell| of_heading(cell).is_some())
        || !first.iter().any(|cell| contact::is_mail(cell) || !Facets::of(cell).phones.is_empty())
}

/// What each column is for: by its heading, else, for numbers and addresses, by what stands in it. `None` is left out.
pub fn guess(rows: &[Vec<String>], header: bool) -> Vec<Option<Target>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut targets: Vec<Option<Target>> = vec![None; width];
    if let Some(first) = rows.first().filter(|_| header) {
        for (target, cell) in targets.iter_mut().zip(first) {
            *target = of_heading(cell);
        }
    }
    let body = || rows.iter().skip(usize::from(header)).take(50);
    for (at, target) in targets.iter_mut().enumerate().filter(|(_, target)| target.is_none()) {
        let cells = || body().filter_map(|row| row.get(at)).filter(|cell| !cell.trim().is_empty());
        let most = |is: fn(&str) -> bool| cells().filter(|cell| is(cell)).count() * 2 > cells().count();
        if most(contact::is_mail) {
            *target = Some(Target::Mail);
        } else if most(contact::is_mobile) {
            *target = Some(Target::Phone);
        }
    }
    for at in 0..targets.len() {
        let taken = |target: Target| targets[..at].contains(&Some(target));
        // A whole name makes its parts needless, wherever it stands.
        let whole = targets.contains(&Some(Target::Name));
        targets[at] = targets[at].filter(|target| match target {
            Target::FamilyName | Target::GivenName if whole => false,
            target => target.takes_many() || !taken(*target),
        });
    }
    targets
}
