//! What builds on what: so that an op can be refused with the one it leans on.

use model::{
    Change, Refusal, StreamId, account::AccountChange, competitor::CompetitorChange, deal::DealChange,
    department::DepartmentChange, key_role::KeyRoleChange, person::PersonChange, power_map::PowerMapChange,
};

/// Whether a change brings its stream into the world.
pub(super) fn creates_stream(change: &Change) -> bool {
    matches!(change, Change::Account(AccountChange::Create { .. }) | Change::Deal(DealChange::Create { .. }))
}

/// The id a change brings into the world, as it stands in JSON.
pub(super) fn creates(stream: StreamId, change: &Change) -> Option<String> {
    Some(match change {
        Change::Account(AccountChange::Create { .. }) | Change::Deal(DealChange::Create { .. }) => match stream {
            StreamId::Workspace | StreamId::DealCore(_) => return None,
            StreamId::Account(id) => id.to_string(),
            StreamId::Deal(id) => id.to_string(),
        },
        Change::Department(DepartmentChange::Add { id, .. }) => id.to_string(),
        Change::Person(PersonChange::Add { id, .. }) => id.to_string(),
        Change::Competitor(CompetitorChange::Add { id, .. }) => id.to_string(),
        Change::PowerMap(PowerMapChange::AddNode { person, .. }) => person.to_string(),
        Change::PowerMap(PowerMapChange::AddLine { id, .. }) => id.to_string(),
        Change::PowerMap(PowerMapChange::Assess { id, .. }) => id.to_string(),
        Change::KeyRole(KeyRoleChange::Add { id, .. }) => id.to_string(),
        _ => return None,
    })
}

/// Whether a refusal can come from something not being there.
pub(super) fn may_follow(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NoAccess
            | Refusal::NotAllowed { .. }
            | Refusal::NotCreated
            | Refusal::UnknownPerson { .. }
            | Refusal::UnknownDepartment { .. }
            | Refusal::UnknownCompetitor { .. }
            | Refusal::UnknownAccount { .. }
            | Refusal::UnknownDeal
            | Refusal::UnknownLine { .. }
            | Refusal::UnknownAssessment
            | Refusal::UnknownKeyRole { .. }
    )
}
