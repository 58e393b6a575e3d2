//! A card: post, name, buying role, strength circle, star, owner letters, competitors' circles.
//!
//! Shape repeats every colour: star and double border for key people, dashed border for a name not known, outlined circle for
//! rivals, dotted pale circle for stale. 0 has a circle, unknown has none.

use super::{CARD_HEIGHT, CARD_WIDTH, Detail, Scene, Words, signed, strength_class};
use crate::{Anchor, Group, Point, Run, Shape, text};
use model::{
    CompetitorId, EntityKey, PersonId,
    power_map::{Age, PowerNode, Vendor, age},
};

/// Size of the post.
const TITLE_SIZE: f64 = 13.0;
/// Size of a post that does not fit otherwise.
const TITLE_SIZE_TIGHT: f64 = 11.5;
/// Size of the post on a sparse card: at 40 % it is as large as a footnote.
const TITLE_SIZE_SPARSE: f64 = 21.0;
/// Size of the name.
const NAME_SIZE: f64 = 12.5;
/// Size of the buying role.
const ROLE_SIZE: f64 = 10.5;
/// Space left and right of texts.
const PAD: f64 = 14.0;
/// Radius of our circle.
const OWN_RADIUS: f64 = 14.0;
/// Radius of a competitor's circle.
const RIVAL_RADIUS: f64 = 10.0;
/// From one competitor's circle to the next.
const RIVAL_STEP: f64 = 23.0;
/// Owner letters shown; more are counted.
const OWNERS_SHOWN: usize = 3;
/// A five-pointed star around the origin, as wide as a strength circle's number.
pub(crate) const STAR: &str = "M0-8l2.3 4.9 5.3.7-3.9 3.7 1 5.3L0 4.1l-4.7 2.5 1-5.3-3.9-3.7 5.3-.7z";
/// The same around a corner of a mark in the legend.
pub(super) const SMALL_STAR: &str = "M7 1.2l1.7 3.6 3.9.5-2.9 2.8.7 3.9L7 10.1 3.6 12l.7-3.9-2.9-2.8 3.9-.5z";

/// What a card and its label tell of somebody.
struct Known<'a> {
    node: &'a PowerNode,
    /// The customer's record knows him no more.
    gone: bool,
    external: bool,
    title: String,
    name: Option<String>,
    own: Option<(i32, Age)>,
    owners: Vec<OwnerLetter>,
    rivals: Vec<RivalCircle>,
}

/// The card of a person on the map; `None` for somebody who is not on it.
pub fn node(scene: &Scene<'_>, person: PersonId) -> Option<Group> {
    let node = scene.map()?.live_node(person)?;
    let record = scene.room.account().and_then(|(_, account)| account.people.get(&person));
    let (title, name) = scene.who(person);
    let known = Known {
        node,
        gone: record.is_none_or(|record| record.archived),
        external: record.is_some_and(|record| record.external),
        title,
        name,
        own: own_circle(scene, node),
        owners: owner_letters(scene, node),
        rivals: if scene.rivals { rival_circles(scene, node) } else { Vec::new() },
    };
    let label = label(scene, &known);
    let Known { gone, title, name, own, owners, rivals, .. } = known;

    let mut shapes = Vec::with_capacity(20);
    frame(&mut shapes, node.key, name.is_none());
    match scene.detail {
        Detail::Far => return Some(from_far(node, person, own, label)),
        Detail::Sparse => {
            let max = CARD_WIDTH - PAD - if own.is_some() { 26.0 } else { PAD };
            let title = text::fit(&title, TITLE_SIZE_SPARSE, true, max);
            shapes.push(Shape::text("title-far", PAD, 38.0, Anchor::Start, title));
        }
        Detail::Full => {
            // Long posts, mostly English ones, are set a little tighter before they are cut.
            let max = CARD_WIDTH - PAD - 22.0;
            let (class, size) = if text::width(&title, TITLE_SIZE, true) <= max {
                ("title", TITLE_SIZE)
            } else {
                ("title tight", TITLE_SIZE_TIGHT)
            };
            shapes.push(Shape::text(class, PAD, 24.0, Anchor::Start, text::fit(&title, size, true, max)));
            let left_of_badges = badges(&mut shapes, &owners);
            shapes.push(name_line(scene, node, name.as_deref(), left_of_badges - PAD - 4.0));
        }
    }
    if node.key {
        shapes.push(Shape::Circle { class: "star-back".into(), x: 0.0, y: 0.0, r: 11.0 });
        shapes.push(Shape::Path { class: "star".into(), d: STAR.to_owned() });
    }
    if node.pinned {
        shapes.push(Shape::Circle { class: "pin-back".into(), x: CARD_WIDTH / 2.0, y: 0.0, r: 8.5 });
        shapes.push(Shape::Path { class: "pin".into(), d: pin(CARD_WIDTH / 2.0, 0.0) });
    }
    own_shapes(&mut shapes, own, is_unverified(node));
    if scene.detail == Detail::Full {
        rival_shapes(&mut shapes, &rivals);
    }

    let class = if gone { "card ghost" } else { "card" };
    Some(Group {
        key: EntityKey::Node(person),
        class: class.into(),
        at: Point::new(node.x.into(), node.y.into()),
        label,
        shapes,
    })
}

/// A pin from the side: head, needle.
pub(super) fn pin(x: f64, y: f64) -> String {
    format!("M{} {}h6v1.6l-1.6 1v2.4l2.4 2.4h-3v3.6h-1.6v-3.6h-3l2.4-2.4v-2.4l-1.6-1z", x - 3.0, y - 6.0)
}

/// The block: only its ring is as it is near.
fn from_far(node: &PowerNode, person: PersonId, own: Option<(i32, Age)>, label: String) -> Group {
    let mut shapes = Vec::with_capacity(3);
    frame(&mut shapes, false, false);
    let value = own.map(|(value, _)| value);
    let mut d = String::new();
    super::far_outline(&mut d, value, Point::default());
    shapes.push(Shape::Path { class: super::far_class(value, node.key).into(), d });
    Group {
        key: EntityKey::Node(person),
        class: "card".into(),
        at: Point::new(node.x.into(), node.y.into()),
        label,
        shapes,
    }
}

fn frame(shapes: &mut Vec<Shape>, key: bool, nameless: bool) {
    // Shown by the style sheet when the card has the focus or is selected.
    shapes.push(Shape::Rect {
        class: "ring".into(),
        x: -6.0,
        y: -6.0,
        width: CARD_WIDTH + 12.0,
        height: CARD_HEIGHT + 12.0,
        radius: 12.0,
    });
    let class = match (key, nameless) {
        (false, false) => "box",
        (false, true) => "box nameless",
        (true, false) => "box key",
        (true, true) => "box key nameless",
    };
    shapes.push(Shape::Rect {
        class: class.into(),
        x: 0.0,
        y: 0.0,
        width: CARD_WIDTH,
        height: CARD_HEIGHT,
        radius: 7.0,
    });
    if key {
        shapes.push(Shape::Rect {
            class: "box-inner".into(),
            x: 3.5,
            y: 3.5,
            width: CARD_WIDTH - 7.0,
            height: CARD_HEIGHT - 7.0,
            radius: 4.5,
        });
    }
}

/// Name and buying role. The name has the first right to the room.
fn name_line(scene: &Scene<'_>, node: &PowerNode, name: Option<&str>, max: f64) -> Shape {
    let (class, name) = match name {
        Some(name) => ("name", name),
        None => ("name unknown", scene.words.name_unknown.as_str()),
    };
    let name = text::fit(name, NAME_SIZE, false, max);
    let mut left = max - text::width(&name, NAME_SIZE, false) - 6.0;
    let mut runs = vec![Run { class: class.into(), dx: 0.0, text: name }];
    if let Some(role) = node.buying_role {
        let role = scene.words.role(role);
        // A role cut to a letter says nothing.
        if left >= 2.0 * ROLE_SIZE {
            let role = text::fit(role, ROLE_SIZE, false, left);
            left -= text::width(&role, ROLE_SIZE, false);
            debug_assert!(left > -1.0);
            runs.push(Run { class: "role".into(), dx: 6.0, text: role });
        }
    }
    Shape::Text { x: PAD, y: 42.0, anchor: Anchor::Start, runs }
}

/// A letter of one of our people who owns the relation, and whether he has left.
struct OwnerLetter {
    letter: String,
    name: String,
    left: bool,
}

fn owner_letters(scene: &Scene<'_>, node: &PowerNode) -> Vec<OwnerLetter> {
    let deal = scene.room.deal().map(|(_, deal)| deal);
    node.owners
        .iter()
        .map(|user| {
            let member = deal.and_then(|deal| deal.team.get(user));
            OwnerLetter {
                letter: member.map_or_else(|| "?".to_owned(), |member| member.letter.clone()),
                name: scene.room.member(*user).map_or_else(String::new, |member| member.name.clone()),
                left: member.is_none_or(|member| member.left),
            }
        })
        .collect()
}

/// Draws the letters from the right edge inwards; answers where the free room ends.
fn badges(shapes: &mut Vec<Shape>, owners: &[OwnerLetter]) -> f64 {
    let mut right = CARD_WIDTH - 12.0;
    if owners.is_empty() {
        return right;
    }
    let more = owners.len().saturating_sub(OWNERS_SHOWN);
    let counted = (more > 0).then(|| (format!("+{more}"), false));
    let shown = owners.iter().take(OWNERS_SHOWN).map(|owner| (owner.letter.clone(), owner.left));
    let letters: Vec<(String, bool)> = shown.chain(counted).collect();
    for (letter, left) in letters.iter().rev() {
        let width = (text::width(letter, 10.5, true) + 9.0).max(18.0);
        shapes.push(Shape::Rect {
            class: if *left { "owner-box left" } else { "owner-box" }.into(),
            x: right - width,
            y: 39.0,
            width,
            height: 16.0,
            radius: 3.0,
        });
        let class = if *left { "owner left" } else { "owner" };
        shapes.push(Shape::text(class, right - width / 2.0, 51.0, Anchor::Middle, letter.clone()));
        right -= width + 3.0;
    }
    right
}

/// Our circle: the value and how old its assessment is. `None` is unknown, and draws nothing.
pub(crate) fn own_circle(scene: &Scene<'_>, node: &PowerNode) -> Option<(i32, Age)> {
    let (_, assessment) = node.current(Vendor::Us)?;
    Some((node.strength(Vendor::Us)?, age(assessment.observed_at, scene.today)))
}

/// Whether what our circle says comes from another deal, and nobody has verified it in this one.
pub(crate) fn is_unverified(node: &PowerNode) -> bool {
    node.current(Vendor::Us).is_some_and(|(_, assessment)| assessment.is_unverified())
}

/// What there is to doubt about a relation, behind its value in words.
pub(crate) fn doubts(words: &Words, age: Age, unverified: bool) -> String {
    let stale = if age == Age::Fresh { String::new() } else { format!(" ({})", words.stale) };
    let doubt = if unverified { format!(" ({})", words.unverified) } else { String::new() };
    stale + &doubt
}

/// What an old assessment adds to the style classes of its mark, wherever it is shown: nothing, pale from 60 days on, paler from 120.
pub const fn age_class(age: Age) -> &'static str {
    match age {
        Age::Fresh => "",
        Age::Stale => " stale",
        Age::Old => " stale old",
    }
}

fn own_shapes(shapes: &mut Vec<Shape>, own: Option<(i32, Age)>, unverified: bool) {
    let (x, y) = (CARD_WIDTH - 4.0, 4.0);
    if let Some((value, age)) = own {
        let (tone, age) = (strength_class(value), age_class(age));
        shapes.push(Shape::Circle { class: "halo".into(), x, y, r: OWN_RADIUS + 2.0 });
        shapes.push(Shape::Circle { class: format!("own {tone}{age}").into(), x, y, r: OWN_RADIUS });
        let (doubt, mark) = if unverified { (" unverified", "?") } else { ("", "") };
        let said = format!("{}{mark}", signed(value));
        shapes.push(Shape::text(format!("own-text {tone}{age}{doubt}"), x, y + 4.6, Anchor::Middle, said));
    }
    shapes.push(Shape::Circle { class: "hit hit-own".into(), x, y, r: 18.0 });
}

/// A competitor's circle.
struct RivalCircle {
    name: String,
    colour: u8,
    value: i32,
    age: Age,
    id: CompetitorId,
}

fn rival_circles(scene: &Scene<'_>, node: &PowerNode) -> Vec<RivalCircle> {
    let (Some((_, deal)), Some(workspace)) = (scene.room.deal(), scene.room.workspace()) else { return Vec::new() };
    deal.rivals
        .iter()
        .filter_map(|id| {
            let vendor = Vendor::Competitor(*id);
            let (_, assessment) = node.current(vendor)?;
            let rival = workspace.competitors.get(id)?;
            Some(RivalCircle {
                name: rival.name.clone(),
                colour: rival.colour,
                value: node.strength(vendor)?,
                age: age(assessment.observed_at, scene.today),
                id: *id,
            })
        })
        .collect()
}

fn rival_shapes(shapes: &mut Vec<Shape>, rivals: &[RivalCircle]) {
    let mut x = 0.0;
    for rival in rivals {
        let y = CARD_HEIGHT - 3.0;
        let (colour, age) = (rival.colour, age_class(rival.age));
        shapes.push(Shape::Circle { class: "halo".into(), x, y, r: RIVAL_RADIUS + 1.5 });
        shapes.push(Shape::Circle { class: format!("rival rival-{colour}{age}").into(), x, y, r: RIVAL_RADIUS });
        let class = format!("rival-text rival-{colour}{age}");
        shapes.push(Shape::text(class, x, y + 3.6, Anchor::Middle, signed(rival.value)));
        shapes.push(Shape::Circle { class: format!("hit hit-rival v-{}", rival.id).into(), x, y, r: 12.0 });
        x += RIVAL_STEP;
    }
}

/// The card in words, in the order a reader needs them.
fn label(scene: &Scene<'_>, known: &Known<'_>) -> String {
    let (words, node) = (scene.words, known.node);
    let mut parts = match &known.name {
        Some(name) => vec![format!("{} {name}", known.title)],
        None => vec![known.title.clone(), words.name_unknown.clone()],
    };
    if known.gone {
        parts.push(words.gone.clone());
    }
    if node.key {
        parts.push(words.key.clone());
    }
    if known.external {
        parts.push(words.external.clone());
    }
    if node.pinned {
        parts.push(words.pinned.clone());
    }
    if let Some(role) = node.buying_role {
        parts.push(words.role(role).to_owned());
    }
    parts.push(match known.own {
        None => format!("{} {}", words.us, words.unknown),
        Some((value, age)) => {
            let doubts = doubts(words, age, is_unverified(node));
            format!("{} {} {}{doubts}", words.us, signed(value), words.strength(value))
        }
    });
    for rival in &known.rivals {
        parts.push(format!("{} {}{}", rival.name, signed(rival.value), doubts(words, rival.age, false)));
    }
    let owners: Vec<&str> = known.owners.iter().map(|owner| owner.name.as_str()).collect();
    if !owners.is_empty() {
        parts.push(format!("{} {}", words.owners, owners.join(" ")));
    }
    parts.join(", ")
}
