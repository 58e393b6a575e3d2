//! The legend of a picture: every mark in use, in shape and in colour, readable without the program.

use super::{Scene, card, signed, strength_class};
use crate::{Anchor, Entry, MARK_HEIGHT, Shape, text};

/// The words of the legend that the map itself does not print.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegendWords {
    /// 我方关系强度.
    pub ours: String,
    /// 星标双框 = 关键决策者.
    pub key: String,
    /// 没有圆圈 = 未知.
    pub no_circle: String,
    /// 汇报.
    pub reports: String,
    /// 影响（越粗越强）.
    pub influences: String,
    /// 冲突.
    pub conflicts: String,
    /// 虚线框 = 姓名未知.
    pub nameless: String,
    /// 变淡 = 久未更新.
    pub stale: String,
    /// 问号 = 其他项目的评估，未核实.
    pub unverified: String,
    /// 淡色卡片 = 已离开.
    pub ghost: String,
    /// 大框 = 客户公司，框外 = 外部人员.
    pub company: String,
    /// 图钉 = 位置已固定.
    pub pin: String,
}

const MIDDLE: f64 = MARK_HEIGHT / 2.0;

/// The entries, in the order of the reference: relations first, then people, then lines.
pub fn legend(scene: &Scene<'_>, words: &LegendWords) -> Vec<Entry> {
    let mut entries = relations(scene, words);
    entries.push(key(words));
    entries.extend(owners(scene));
    entries.push(nameless(words));
    entries.push(ghost(words));
    entries.push(entry("", 30.0, vec![small_box("company")], "▢", &words.company));
    entries.push(entry("", 18.0, vec![path("pin", card::pin(9.0, MIDDLE))], "📌", &words.pin));
    entries.push(entry("line", 28.0, vec![path("reports", format!("M0 {MIDDLE}h28"))], "──", &words.reports));
    let arrow = path("arrow", format!("M30 {MIDDLE}l-9 -4.5v9z"));
    let influence = path("influences w2", format!("M0 {MIDDLE}h21"));
    entries.push(entry("line", 30.0, vec![influence, arrow], "─▶", &words.influences));
    let conflict = vec![
        path("conflicts", format!("M0 {MIDDLE}h30")),
        Shape::Circle { class: "cross-back".into(), x: 15.0, y: MIDDLE, r: 7.0 },
        path("cross", format!("M12.5 {}l5 5M17.5 {}l-5 5", MIDDLE - 2.5, MIDDLE - 2.5)),
    ];
    entries.push(entry("line", 30.0, conflict, "─×─", &words.conflicts));
    entries
}

pub(crate) fn entry(class: &'static str, width: f64, mark: Vec<Shape>, sign: &'static str, words: &str) -> Entry {
    Entry { class, mark, width, sign, text: words.to_owned() }
}

/// Who decides.
pub(crate) fn key(words: &LegendWords) -> Entry {
    entry("", 34.0, key_mark(), "★", &words.key)
}

/// Somebody whose name nobody knows.
pub(crate) fn nameless(words: &LegendWords) -> Entry {
    entry("", 30.0, vec![small_box("box nameless")], "┅┅", &words.nameless)
}

/// Somebody who has left.
pub(crate) fn ghost(words: &LegendWords) -> Entry {
    entry("card ghost", 30.0, vec![small_box("box")], "▭", &words.ghost)
}

/// Our relations as circles, the rivals' as outlines, and what has grown old.
pub(crate) fn relations(scene: &Scene<'_>, words: &LegendWords) -> Vec<Entry> {
    let mut entries: Vec<Entry> = (-3..=3).rev().map(|value| strength(scene, words, value)).collect();
    entries.push(entry("", 0.0, vec![], "", &words.no_circle));
    if scene.rivals {
        entries.extend(rivals(scene));
    }
    entries.push(ageing(words));
    if scene.map().is_some_and(|map| map.live_nodes().any(|(_, node)| card::is_unverified(node))) {
        entries.push(circle("own s1", "own-text s1 unverified", "+1?", &words.unverified));
    }
    entries
}

fn path(class: &'static str, d: String) -> Shape {
    Shape::Path { class: class.into(), d }
}

pub(crate) fn small_box(class: &'static str) -> Shape {
    Shape::Rect { class: class.into(), x: 1.0, y: 3.0, width: 28.0, height: 14.0, radius: 3.0 }
}

fn circle(class: &str, text_class: &str, value: &str, words: &str) -> Entry {
    entry("card", 22.0, circle_at(11.0, class, text_class, value), "", words)
}

fn circle_at(x: f64, class: &str, text_class: &str, value: &str) -> Vec<Shape> {
    vec![
        Shape::Circle { class: class.to_owned().into(), x, y: MIDDLE, r: 11.0 },
        Shape::text(text_class.to_owned(), x, MIDDLE + 4.2, Anchor::Middle, value),
    ]
}

/// What has grown old, and what is older still.
fn ageing(words: &LegendWords) -> Entry {
    let both = [
        circle_at(11.0, "own s1 stale", "own-text s1 stale", "+1"),
        circle_at(37.0, "own s1 stale old", "own-text s1 stale old", "+1"),
    ];
    entry("card", 48.0, both.concat(), "", &words.stale)
}

/// One value of the scale; the first says whose scale it is.
fn strength(scene: &Scene<'_>, words: &LegendWords, value: i32) -> Entry {
    let tone = strength_class(value);
    let mut said = scene.words.strength(value).to_owned();
    if value == 3 {
        said = format!("{} · {said}", words.ours);
    }
    circle(&format!("own {tone}"), &format!("own-text {tone}"), &signed(value), &said)
}

fn key_mark() -> Vec<Shape> {
    vec![
        Shape::Rect { class: "box key".into(), x: 5.0, y: 4.0, width: 28.0, height: 14.0, radius: 3.0 },
        Shape::Rect { class: "box-inner".into(), x: 7.5, y: 6.5, width: 23.0, height: 9.0, radius: 2.0 },
        Shape::Circle { class: "star-back".into(), x: 7.0, y: 7.0, r: 7.5 },
        Shape::Path { class: "star".into(), d: card::SMALL_STAR.to_owned() },
    ]
}

/// Competitors that the deal has, in their colours.
fn rivals(scene: &Scene<'_>) -> Vec<Entry> {
    let (Some((_, deal)), Some(workspace)) = (scene.room.deal(), scene.room.workspace()) else { return Vec::new() };
    let known = deal.rivals.iter().filter_map(|id| workspace.competitors.get(id));
    known
        .map(|rival| {
            let class = format!("rival rival-{}", rival.colour);
            let mark = Shape::Circle { class: class.into(), x: 9.0, y: MIDDLE, r: 8.0 };
            entry("card", 18.0, vec![mark], "○", &rival.name)
        })
        .collect()
}

/// Owners' letters with their names. Of those who have left, only who is still named on a card.
fn owners(scene: &Scene<'_>) -> Vec<Entry> {
    let (Some((_, deal)), Some(workspace)) = (scene.room.deal(), scene.room.workspace()) else { return Vec::new() };
    let named = |user| deal.power_map.live_nodes().any(|(_, node)| node.owners.contains(user));
    let shown = deal.team.iter().filter(|(user, _)| named(user));
    shown
        .map(|(user, member)| {
            let name = workspace.members.get(user).map_or("", |member| member.name.as_str());
            let width = (text::width(&member.letter, 10.5, true) + 9.0).max(18.0);
            let (frame, letter) = if member.left { ("owner-box left", "owner left") } else { ("owner-box", "owner") };
            let mark = vec![
                Shape::Rect { class: frame.into(), x: 0.0, y: 2.0, width, height: 16.0, radius: 3.0 },
                Shape::text(letter, width / 2.0, 14.0, Anchor::Middle, member.letter.clone()),
            ];
            entry("card", width, mark, "", &format!("{} {name}", scene.words.owners))
        })
        .collect()
}
