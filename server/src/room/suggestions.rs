//! `GET /api/deals/{deal}/suggestions`: who stands on the maps of the account's other deals that the reader may read, each with the
//! last assessment there of our relation and of each competitor's.

use super::{deal_to_draw, deals_of};
use crate::web::{ApiUser, AppState, Problem};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use model::{
    Room,
    power_map::{PowerNode, Vendor},
};
use serde_json::{Value, json};
use sync::frame::RoomId;

/// Deals looked at; a customer with more has them by name.
const DEALS: usize = 50;

/// Gives them, by deal. 401 without a session; 404 for a deal that is not his to read; 422 for one whose map he may not draw.
pub async fn suggestions(
    State(server): State<AppState>,
    ApiUser(signed_in): ApiUser,
    Path(deal): Path<String>,
) -> Result<Response, Problem> {
    let user = signed_in.user.id;
    let (deal, room) = deal_to_draw(&server, user, &deal).await?;
    let account = room.account().map(|(id, _)| id).ok_or(Problem::NotFound)?;
    let others = deals_of(&server, account).await?.into_iter();
    let others = others.filter(|(id, card)| *id != deal && card.team.contains_key(&user));
    let mut offered = Vec::new();
    for (other, _) in others.take(DEALS) {
        // The card only says where to look: whether he may read it is asked as always.
        let Some(room) = server.hub.read(user, RoomId::Deal(other)).await? else { continue };
        offered.extend(of_deal(&room));
    }
    let private = [(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"))];
    Ok((private, Json(offered)).into_response())
}

fn of_deal(room: &Room) -> Option<Value> {
    let ((_, deal), (_, account)) = (room.deal()?, room.account()?);
    let facts = deal.facts.as_ref()?;
    let mut people: Vec<(bool, bool, &str, Value)> = deal
        .power_map
        .live_nodes()
        .filter_map(|(id, node)| {
            let person = account.people.get(&id).filter(|person| !person.archived)?;
            let ours = last(room, node, Vendor::Us);
            let rivals = deal.rivals.iter().filter_map(|rival| {
                let mut said = last(room, node, Vendor::Competitor(*rival))?;
                said["competitor"] = json!(rival);
                Some(said)
            });
            let rivals: Vec<Value> = rivals.collect();
            let unknown = ours.is_none();
            Some((!node.key, unknown, person.title.as_str(), json!({ "person": id, "last": ours, "rivals": rivals })))
        })
        .collect();
    // Who decides stands first, then whom somebody has assessed.
    people.sort_by(|one, other| (one.0, one.1, one.2).cmp(&(other.0, other.1, other.2)));
    let people: Vec<Value> = people.into_iter().map(|(.., said)| said).collect();
    (!people.is_empty()).then(|| json!({ "name": facts.name, "name_en": facts.name_en, "people": people }))
}

fn last(room: &Room, node: &PowerNode, vendor: Vendor) -> Option<Value> {
    let (_, assessment) = node.current(vendor)?;
    let by = room.member(assessment.by).map(|member| member.name.clone()).unwrap_or_default();
    Some(json!({
        "value": assessment.value,
        "evidence": assessment.evidence,
        "observed_at": assessment.observed_at,
        "by": by,
    }))
}
