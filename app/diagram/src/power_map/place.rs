//! Where cards are and where they may go: bounds, a free place, alignment, department regions, the frame of the company.

use super::{CARD_HEIGHT, CARD_OVERHANG, CARD_WIDTH, Scene, card_rect, place_of};
use crate::{Anchor, Group, Point, Rect, Shape, text};
use model::{
    DepartmentId, EntityKey, LineId, PersonId,
    power_map::{PowerMap, PowerNode},
};
use std::collections::BTreeMap;

/// Everything the map shows, marks included; `None` for an empty map.
pub fn bounds(map: &PowerMap) -> Option<Rect> {
    let cards = map.live_nodes().map(|(_, node)| card_rect(Point::new(node.x.into(), node.y.into())));
    Rect::around(cards).map(|rect| rect.inflated(CARD_OVERHANG + 4.0))
}

/// The middle between the ends of a line: where the sign of what happened to it stands.
pub fn middle_of_line(map: &PowerMap, line: LineId) -> Option<Point> {
    let line = map.lines.get(&line)?;
    let end = |person| place_of(map, person).map(card_rect);
    Some(end(line.from)?.union(end(line.to)?).centre())
}

/// From one free place to the next.
const STEP_X: f64 = CARD_WIDTH + 28.0;
const STEP_Y: f64 = CARD_HEIGHT + 40.0;
/// A free place is looked for in this many rings around the wish; then cards may overlap.
const RINGS: i32 = 40;

/// The place nearest to `wish` where a card overlaps no other, on a grid through the wish.
pub fn free_place(cards: &[Rect], wish: Point) -> Point {
    let free = |at: Point| {
        let card = card_rect(at).inflated(8.0);
        !cards.iter().any(|other| card.intersects(*other))
    };
    for ring in 0..=RINGS {
        let candidates = (-ring..=ring)
            .flat_map(|row| (-ring..=ring).map(move |column| (column, row)))
            .filter(|(column, row)| column.abs().max(row.abs()) == ring)
            .map(|(column, row)| wish.moved(f64::from(column) * STEP_X, f64::from(row) * STEP_Y));
        let nearest = candidates.filter(|at| free(*at)).min_by(|a, b| a.distance(wish).total_cmp(&b.distance(wish)));
        if let Some(at) = nearest {
            return at;
        }
    }
    wish
}

/// Space a region leaves around its cards, and above them for its name.
const REGION_PAD: f64 = 22.0;
const REGION_HEAD: f64 = 34.0;

/// What the region of a department covers whose cards these are.
pub fn region_around(cards: impl IntoIterator<Item = Rect>) -> Option<Rect> {
    let rect = Rect::around(cards)?;
    let (x, y) = (rect.x - REGION_PAD, rect.y - REGION_HEAD);
    Some(Rect::new(x, y, rect.width + 2.0 * REGION_PAD, rect.height + REGION_HEAD + REGION_PAD))
}

/// Departments as shaded regions behind the cards: only those whose people stand together, for a region around strangers
/// would say something untrue.
pub fn regions(scene: &Scene<'_>) -> Vec<Group> {
    let (Some(map), Some((_, account))) = (scene.map(), scene.room.account()) else { return Vec::new() };
    let department_of = |person: PersonId| account.people.get(&person).and_then(|person| person.department);
    // Everybody once: a department then is compared with plain rectangles.
    let all: Vec<(Option<DepartmentId>, Rect)> = map
        .live_nodes()
        .map(|(person, node)| (department_of(person), card_rect(Point::new(node.x.into(), node.y.into()))))
        .collect();
    let mut cards: BTreeMap<DepartmentId, Vec<Rect>> = BTreeMap::new();
    for (department, card) in &all {
        if let Some(department) = department {
            cards.entry(*department).or_default().push(*card);
        }
    }
    let mut regions: Vec<(DepartmentId, Rect)> = Vec::new();
    for (department, cards) in cards.iter().filter(|(_, cards)| cards.len() > 1) {
        let Some(rect) = region_around(cards.iter().copied()) else { continue };
        let stranger = all.iter().any(|(other, card)| card.intersects(rect) && *other != Some(*department));
        if !stranger && !regions.iter().any(|(_, other)| other.intersects(rect)) {
            regions.push((*department, rect));
        }
    }
    regions.into_iter().filter_map(|(id, rect)| region(scene, id, rect)).collect()
}

/// Space the frame of the company leaves around its cards, and above them for its name: more than a region.
const COMPANY_PAD: f64 = 46.0;
const COMPANY_HEAD: f64 = 66.0;

/// The frame around the customer's own people, once somebody on the map is not of the company; none while one of those stands among
/// them, for then it would say something untrue.
pub fn company(scene: &Scene<'_>) -> Option<Group> {
    let (map, (_, account)) = (scene.map()?, scene.room.account()?);
    let is_outside = |person: PersonId| account.people.get(&person).is_some_and(|person| person.external);
    let rect_of = |node: &PowerNode| card_rect(Point::new(node.x.into(), node.y.into()));
    let (outside, inside): (Vec<_>, Vec<_>) = map.live_nodes().partition(|(person, _)| is_outside(*person));
    let cards = Rect::around(inside.iter().map(|(_, node)| rect_of(node)))?;
    let (x, y) = (cards.x - COMPANY_PAD, cards.y - COMPANY_HEAD);
    let rect = Rect::new(x, y, cards.width + 2.0 * COMPANY_PAD, cards.height + COMPANY_HEAD + COMPANY_PAD);
    if outside.is_empty() || outside.iter().any(|(_, node)| rect_of(node).intersects(rect)) {
        return None;
    }
    let facts = account.facts.as_ref()?;
    let name = model::named(&facts.name, &facts.name_en, scene.locale);
    let shapes = vec![
        Shape::Rect { class: "company".into(), x: 0.0, y: 0.0, width: rect.width, height: rect.height, radius: 20.0 },
        Shape::text("company-name", 20.0, 26.0, Anchor::Start, text::fit(name, 13.0, true, rect.width - 40.0)),
    ];
    Some(Group {
        key: EntityKey::Account,
        class: "company-frame".into(),
        at: Point::new(rect.x, rect.y),
        label: name.to_owned(),
        shapes,
    })
}

fn region(scene: &Scene<'_>, id: DepartmentId, rect: Rect) -> Option<Group> {
    let department = scene.room.account()?.1.departments.get(&id)?;
    let english = scene.locale == model::Locale::En && !department.name_en.is_empty();
    let name = if english { &department.name_en } else { &department.name };
    let shapes = vec![
        Shape::Rect { class: "region".into(), x: 0.0, y: 0.0, width: rect.width, height: rect.height, radius: 14.0 },
        Shape::text("region-name", 16.0, 20.0, Anchor::Start, text::fit(name, 11.5, false, rect.width - 32.0)),
    ];
    Some(Group {
        key: EntityKey::Department(id),
        class: "department".into(),
        at: Point::new(rect.x, rect.y),
        label: name.clone(),
        shapes,
    })
}
