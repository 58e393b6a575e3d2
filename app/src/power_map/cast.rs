//! Team and rivals of the deal, as cards, legend and panel name them.

use crate::replica::RoomHandle;
use model::{CompetitorId, UserId};

/// The team and the rivals of the deal as cards and legend show them. Changes rarely, so that all cards may depend on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cast {
    /// Letter, name, colour of everybody who is or was in the team.
    pub team: Vec<(UserId, Colleague)>,
    /// Name and colour of the competitors of the deal.
    pub rivals: Vec<(CompetitorId, String, u8)>,
}

/// One of our people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Letter on badges.
    pub letter: String,
    /// Full name.
    pub name: String,
    /// Colour of the cursor.
    pub colour: u8,
    /// Has left the team.
    pub left: bool,
}

/// Who plays in this room now.
pub fn cast(room: &RoomHandle) -> Cast {
    room.with(|room| {
        let (Some((_, deal)), Some(workspace)) = (room.deal(), room.workspace()) else { return Cast::default() };
        let team = deal.team.iter().map(|(user, member)| {
            let known = workspace.members.get(user);
            let colleague = Colleague {
                letter: member.letter.clone(),
                name: known.map_or_else(String::new, |known| known.name.clone()),
                colour: known.map_or(1, |known| known.colour),
                left: member.left,
            };
            (*user, colleague)
        });
        let rivals = deal.rivals.iter().filter_map(|id| {
            let rival = workspace.competitors.get(id)?;
            Some((*id, rival.name.clone(), rival.colour))
        });
        let mut team: Vec<_> = team.collect();
        model::order::sort_by(&mut team, |(_, a), (_, b)| a.letter.cmp(&b.letter));
        Cast { team, rivals: rivals.collect() }
    })
}
