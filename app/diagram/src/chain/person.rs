//! A person below a step: post, name, part in this step, our circle and the best rival's.

use super::{Layout, PERSON_HEIGHT, PERSON_WIDTH, Scene, layout::role};
use crate::{
    Anchor, Group, Run, Shape,
    power_map::{
        Detail,
        card::{STAR, age_class, doubts, is_unverified, own_circle},
        signed, strength_class,
    },
    text,
};
use model::{
    CompetitorId, EntityKey, PersonId, StepId,
    power_map::{Age, PowerNode, Vendor, age},
};

const PAD: f64 = 12.0;
const TITLE_SIZE: f64 = 13.0;
const TITLE_SIZE_FAR: f64 = 20.0;
const NAME_SIZE: f64 = 12.5;
const ROLE_SIZE: f64 = 10.5;
const OWN_RADIUS: f64 = 12.5;
const RIVAL_RADIUS: f64 = 9.5;

/// The card of a person in a step; `None` for somebody who takes no part in it.
pub fn person(scene: &Scene<'_>, layout: &Layout, id: StepId, person: PersonId) -> Option<Group> {
    let (_, deal) = scene.map.room.deal()?;
    let step = deal.chain.live(id)?;
    let at = layout.place(id, person)?;
    let node = deal.power_map.live_node(person);
    let record = scene.map.room.account().and_then(|(_, account)| account.people.get(&person));
    let ghost = record.is_none_or(|record| record.archived);
    let (title, name) = scene.map.who(person);
    let key = node.is_some_and(|node| node.key);
    let role = role(step, &deal.power_map, person).map(|role| scene.map.words.role(role));
    let own = node.and_then(|node| own_circle(&scene.map, node));
    let rival = node.and_then(|node| best_rival(scene, node));

    let mut shapes = Vec::with_capacity(14);
    frame(&mut shapes, key, name.is_none());
    let room = PERSON_WIDTH - PAD - if own.is_some() { 18.0 } else { PAD };
    if scene.map.detail != Detail::Full {
        let title = text::fit(&title, TITLE_SIZE_FAR, true, room);
        shapes.push(Shape::text("title-far", PAD, 31.0, Anchor::Start, title));
    } else {
        let tight = text::width(&title, TITLE_SIZE, true) > room;
        let (class, size) = if tight { ("title tight", 11.5) } else { ("title", TITLE_SIZE) };
        shapes.push(Shape::text(class, PAD, 19.0, Anchor::Start, text::fit(&title, size, true, room)));
        shapes.push(second_line(scene, name.as_deref(), role));
    }
    if key {
        shapes.push(Shape::Circle { class: "star-back".into(), x: 0.0, y: 0.0, r: 10.0 });
        shapes.push(Shape::Path { class: "star".into(), d: STAR.to_owned() });
    }
    if let Some((value, age)) = own {
        let doubt = node.is_some_and(is_unverified);
        circle(&mut shapes, "own", strength_class(value), (age, doubt), (PERSON_WIDTH - 4.0, 4.0, OWN_RADIUS), value);
    }
    if let Some(rival) = &rival {
        let colour = format!("rival-{}", rival.colour);
        circle(
            &mut shapes,
            "rival",
            &colour,
            (rival.age, false),
            (PERSON_WIDTH - 4.0, PERSON_HEIGHT - 3.0, RIVAL_RADIUS),
            rival.value,
        );
    }

    let mut said = vec![scene.map.called(person)];
    if name.is_none() {
        said.push(scene.map.words.name_unknown.clone());
    }
    if ghost {
        said.push(scene.map.words.gone.clone());
    }
    if key {
        said.push(scene.map.words.key.clone());
    }
    said.extend(role.map(str::to_owned));
    said.extend(relations(scene, person));
    Some(Group {
        key: EntityKey::StepPerson(id, person),
        class: if ghost { "ch-person ghost" } else { "ch-person" }.into(),
        at,
        label: said.join(", "),
        shapes,
    })
}

/// Our relation to a person and the best rival's, in words.
pub(super) fn relations(scene: &Scene<'_>, person: PersonId) -> Vec<String> {
    let node = scene.map.room.deal().and_then(|(_, deal)| deal.power_map.live_node(person));
    let words = scene.map.words;
    let ours = match node.and_then(|node| own_circle(&scene.map, node)) {
        Some((value, age)) => {
            let doubts = doubts(words, age, node.is_some_and(is_unverified));
            format!("{} {} {}{doubts}", words.us, signed(value), words.strength(value))
        }
        None => format!("{} {}", words.us, words.unknown),
    };
    let rival = node.and_then(|node| best_rival(scene, node));
    let rival = rival.map(|rival| format!("{} {}{}", rival.name, signed(rival.value), doubts(words, rival.age, false)));
    std::iter::once(ours).chain(rival).collect()
}

fn frame(shapes: &mut Vec<Shape>, key: bool, nameless: bool) {
    let rect = |class: &'static str, by: f64, radius: f64| Shape::Rect {
        class: class.into(),
        x: -by,
        y: -by,
        width: PERSON_WIDTH + 2.0 * by,
        height: PERSON_HEIGHT + 2.0 * by,
        radius,
    };
    shapes.push(rect("ring", 5.0, 11.0));
    let class = match (key, nameless) {
        (false, false) => "box",
        (false, true) => "box nameless",
        (true, false) => "box key",
        (true, true) => "box key nameless",
    };
    shapes.push(rect(class, 0.0, 7.0));
    if key {
        shapes.push(rect("box-inner", -3.0, 4.5));
    }
}

/// Name and part in the step. The name has the first right to the room.
fn second_line(scene: &Scene<'_>, name: Option<&str>, role: Option<&str>) -> Shape {
    let room = PERSON_WIDTH - PAD - 20.0;
    let class = if name.is_some() { "name" } else { "name unknown" };
    let name = text::fit(name.unwrap_or(&scene.map.words.name_unknown), NAME_SIZE, false, room);
    let left = room - text::width(&name, NAME_SIZE, false) - 6.0;
    let mut runs = vec![Run { class: class.into(), dx: 0.0, text: name }];
    if let Some(role) = role.filter(|_| left >= 2.0 * ROLE_SIZE) {
        runs.push(Run { class: "role".into(), dx: 6.0, text: text::fit(role, ROLE_SIZE, false, left) });
    }
    Shape::Text { x: PAD, y: 36.0, anchor: Anchor::Start, runs }
}

/// A strength as a circle: ours filled, a rival's an outline. It is pale with age, and has a question mark as long as nobody
/// has verified it.
pub(super) fn circle(
    shapes: &mut Vec<Shape>,
    kind: &str,
    tone: &str,
    (age, unverified): (Age, bool),
    (x, y, r): (f64, f64, f64),
    value: i32,
) {
    let age = age_class(age);
    let (doubt, mark) = if unverified { (" unverified", "?") } else { ("", "") };
    shapes.push(Shape::Circle { class: "halo".into(), x, y, r: r + 1.5 });
    shapes.push(Shape::Circle { class: format!("{kind} {tone}{age}").into(), x, y, r });
    let down = if kind == "own" { 4.4 } else { 3.6 };
    let class = format!("{kind}-text {tone}{age}{doubt}");
    shapes.push(Shape::text(class, x, y + down, Anchor::Middle, format!("{}{mark}", signed(value))));
}

struct RivalCircle {
    name: String,
    colour: u8,
    value: i32,
    age: Age,
}

/// The rival who stands best with this person, if one stands at all.
fn best_rival(scene: &Scene<'_>, node: &PowerNode) -> Option<RivalCircle> {
    let (_, deal) = scene.map.room.deal()?;
    let known = |id: &CompetitorId| Some((*id, node.strength(Vendor::Competitor(*id))?));
    let (id, value) =
        deal.rivals.iter().filter_map(known).reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let (_, assessment) = node.current(Vendor::Competitor(id))?;
    let rival = scene.map.room.workspace()?.competitors.get(&id)?;
    let age = age(assessment.observed_at, scene.map.today);
    Some(RivalCircle { name: rival.name.clone(), colour: rival.colour, value, age })
}
