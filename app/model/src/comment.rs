//! Comments 讨论 on what a deal's diagrams show: what colleagues ask, answer and settle.

use crate::{
    Action, CommentId, EntityKey, Map, Millis, Refusal, Seq, Set, TextField, UserId,
    deal::Deal,
    merge::{Field, Trace},
    room::{Context, need_room_for_one_more},
    text,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A comment, or an answer to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// What it is about: a card, line, bone, person on a bone, step, person of a step, task, or the deal itself.
    pub on: EntityKey,
    /// The comment it answers; answers are not answered themselves.
    #[serde(default)]
    pub answers: Option<CommentId>,
    /// What it says.
    pub text: String,
    /// Team members it speaks to.
    #[serde(default)]
    pub mentions: Set<UserId>,
    /// The row in which it came to speak to somebody to whom it had not spoken at first.
    #[serde(default)]
    pub mentioned_later: Map<UserId, Seq>,
    /// Who wrote it.
    pub by: UserId,
    /// When.
    pub at: Millis,
    /// Row of the log: a reader has seen everything up to some row.
    pub seq: Seq,
    /// Settled, with all its answers.
    #[serde(default)]
    pub resolved: bool,
    /// Taken back by its author.
    #[serde(default)]
    pub archived: bool,
}

/// A change of the comments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentChange {
    /// A new one.
    Add {
        /// Id.
        id: CommentId,
        /// What it is about.
        on: EntityKey,
        /// The comment it answers.
        #[serde(default)]
        answers: Option<CommentId>,
        /// What it says.
        text: String,
        /// To whom it speaks.
        #[serde(default)]
        mentions: Vec<UserId>,
    },
    /// Its author says it otherwise.
    SetText {
        /// Which.
        id: CommentId,
        /// New text.
        text: String,
        /// To whom it speaks now; as before without a word, as in rows from before it could be said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mentions: Option<Vec<UserId>>,
    },
    /// It is settled.
    Resolve {
        /// Which.
        id: CommentId,
    },
    /// It is not settled after all.
    Reopen {
        /// Which.
        id: CommentId,
    },
    /// Its author takes it back.
    Remove {
        /// Which.
        id: CommentId,
    },
    /// Its author stands by it again.
    Restore {
        /// Which.
        id: CommentId,
    },
}

/// People one comment speaks to.
pub const MENTIONS_MAX: usize = 20;

impl CommentChange {
    /// The comment it changes.
    pub fn id(&self) -> CommentId {
        match self {
            Self::Add { id, .. }
            | Self::SetText { id, .. }
            | Self::Resolve { id }
            | Self::Reopen { id }
            | Self::Remove { id }
            | Self::Restore { id } => *id,
        }
    }

    pub(crate) fn check(&self, deal: &Deal, context: &Context<'_>) -> Result<(), Refusal> {
        context.need(Action::Comment)?;
        let id = self.id();
        let before = match (self, deal.comments.get(&id)) {
            (Self::Add { .. }, Some(_)) => return Err(Refusal::AlreadyExists),
            (Self::Add { .. }, None) => None,
            (_, None) => return Err(Refusal::UnknownComment { comment: id }),
            (Self::Restore { .. }, before) => before,
            (_, Some(comment)) if comment.archived => return Err(Refusal::UnknownComment { comment: id }),
            (_, before) => before,
        };
        if let Self::Add { text, .. } | Self::SetText { text, .. } = self {
            if text.trim().is_empty() {
                return Err(Refusal::EmptyText { field: TextField::Comment });
            }
            text::check_lines(TextField::Comment, text, text::EVIDENCE_MAX)?;
        }
        match self {
            Self::Add { on, answers, mentions, .. } => {
                need_room_for_one_more(deal.comments.size())?;
                if !deal.shows(*on) {
                    return Err(Refusal::NothingThere);
                }
                if let Some(first) = answers {
                    let known = deal.comments.get(first).filter(|first| first.answers.is_none() && first.on == *on);
                    known.ok_or(Refusal::UnknownComment { comment: *first })?;
                }
                check_mentions(deal, before, mentions)
            }
            Self::SetText { .. } | Self::Remove { .. } | Self::Restore { .. } => {
                let own = before.is_some_and(|comment| comment.by == context.actor().user);
                if !own {
                    return Err(Refusal::NotYourComment);
                }
                match self {
                    Self::SetText { mentions: Some(mentions), .. } => check_mentions(deal, before, mentions),
                    _ => Ok(()),
                }
            }
            Self::Resolve { .. } | Self::Reopen { .. } => {
                let first = before.is_some_and(|comment| comment.answers.is_none());
                if first { Ok(()) } else { Err(Refusal::UnknownComment { comment: id }) }
            }
        }
    }

    pub(crate) fn fold(&self, comments: &mut Map<CommentId, Comment>, trace: &mut Trace<'_>) {
        let id = self.id();
        let mut comment = match (self, comments.get(&id)) {
            (Self::Add { on, answers, text, mentions, .. }, _) => Comment {
                on: *on,
                answers: *answers,
                text: text.clone(),
                mentions: mentions.iter().copied().collect(),
                mentioned_later: Map::default(),
                by: trace.stamp.by,
                at: trace.stamp.at,
                seq: trace.seq,
                resolved: false,
                archived: false,
            },
            (_, Some(comment)) => comment.clone(),
            (_, None) => return,
        };
        match self {
            Self::Add { .. } => {}
            Self::SetText { text, mentions, .. } => {
                comment.text.clone_from(text);
                if let Some(mentions) = mentions {
                    comment.speak_to(mentions, trace.seq);
                }
            }
            Self::Resolve { .. } => comment.resolved = true,
            Self::Reopen { .. } => comment.resolved = false,
            Self::Remove { .. } => comment.archived = true,
            Self::Restore { .. } => comment.archived = false,
        }
        // What is commented shows that it is.
        trace.effects.insert(comment.on);
        comments.insert_mut(id, comment);
        let (entity, field) = self.writes();
        trace.wrote(entity, field);
    }

    pub(crate) fn inverse(&self, comments: &Map<CommentId, Comment>) -> Option<Self> {
        let id = self.id();
        let before = comments.get(&id);
        Some(match self {
            Self::Add { .. } => Self::Remove { id },
            Self::SetText { mentions, .. } => {
                let before = before?;
                let mentions = mentions.as_ref().map(|_| before.mentions.iter().copied().collect());
                Self::SetText { id, text: before.text.clone(), mentions }
            }
            Self::Resolve { .. } => (!before?.resolved).then_some(Self::Reopen { id })?,
            Self::Reopen { .. } => before?.resolved.then_some(Self::Resolve { id })?,
            Self::Remove { .. } => (!before?.archived).then_some(Self::Restore { id })?,
            Self::Restore { .. } => before?.archived.then_some(Self::Remove { id })?,
        })
    }

    pub(crate) fn writes(&self) -> (EntityKey, Field) {
        let field = match self {
            Self::Add { .. } | Self::Remove { .. } | Self::Restore { .. } => Field::Existence,
            Self::SetText { .. } => Field::Note,
            Self::Resolve { .. } | Self::Reopen { .. } => Field::State,
        };
        (EntityKey::Comment(self.id()), field)
    }
}

/// Whom a comment comes to speak to is in the team; whom it spoke to before may have left since.
fn check_mentions(deal: &Deal, before: Option<&Comment>, mentions: &[UserId]) -> Result<(), Refusal> {
    if mentions.len() > MENTIONS_MAX {
        return Err(Refusal::TooManyEntities { max: MENTIONS_MAX as u64 });
    }
    let spoken_to = |user: &UserId| before.is_some_and(|comment| comment.mentions.contains(user));
    let stranger = mentions.iter().find(|user| !spoken_to(user) && deal.active(**user).is_none());
    stranger.map_or(Ok(()), |user| Err(Refusal::UnknownMember { user: *user }))
}

impl Comment {
    /// The row in which it spoke to somebody last: what he has read before that is not all of it. Without him the row it came in.
    pub fn spoke_to(&self, user: UserId) -> Seq {
        self.mentioned_later.get(&user).copied().unwrap_or(self.seq)
    }

    /// It speaks to these now; to those it did not speak to before since this row.
    fn speak_to(&mut self, mentions: &[UserId], seq: Seq) {
        let now: Set<UserId> = mentions.iter().copied().collect();
        for user in now.iter().filter(|user| !self.mentions.contains(user)) {
            self.mentioned_later.insert_mut(*user, seq);
        }
        for user in self.mentions.iter().filter(|user| !now.contains(user)) {
            self.mentioned_later.remove_mut(user);
        }
        self.mentions = now;
    }
}

/// A comment with its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The comment that began it; perhaps taken back, when it was answered before.
    pub id: CommentId,
    /// What it is about.
    pub on: EntityKey,
    /// The answers, the oldest first.
    pub answers: Vec<CommentId>,
    /// It is settled.
    pub resolved: bool,
}

/// All threads, the oldest first. What was taken back is left out, but not from under its answers.
pub fn threads(comments: &Map<CommentId, Comment>) -> Vec<Thread> {
    let mut all: Vec<(CommentId, &Comment)> = comments.iter().map(|(id, one)| (*id, one)).collect();
    crate::order::sort_by_key(&mut all, |(id, one)| (one.seq, *id));
    let mut answers: BTreeMap<CommentId, Vec<CommentId>> = BTreeMap::new();
    for (id, one) in &all {
        if let Some(first) = one.answers.filter(|_| !one.archived) {
            answers.entry(first).or_default().push(*id);
        }
    }
    let mut found = Vec::new();
    for (id, one) in all {
        let answers = answers.remove(&id).unwrap_or_default();
        if one.answers.is_none() && (!one.archived || !answers.is_empty()) {
            found.push(Thread { id, on: one.on, answers, resolved: one.resolved });
        }
    }
    found
}

impl Deal {
    /// Whether a thing is there to be talked about.
    fn shows(&self, entity: EntityKey) -> bool {
        match entity {
            EntityKey::Deal => true,
            EntityKey::Node(person) => self.power_map.nodes.contains_key(&person),
            EntityKey::Line(line) => self.power_map.lines.contains_key(&line),
            EntityKey::Fishbone(id) => self.fishbones.all.contains_key(&id),
            EntityKey::Bone(id, department) => {
                self.fishbones.all.get(&id).is_some_and(|one| one.bones.contains_key(&department))
            }
            EntityKey::BonePerson(id, person) => {
                self.fishbones.all.get(&id).is_some_and(|one| one.people.contains_key(&person))
            }
            EntityKey::Step(id) => self.chain.steps.contains_key(&id),
            EntityKey::StepPerson(id, person) => {
                self.chain.steps.get(&id).is_some_and(|step| step.people.contains_key(&person))
            }
            EntityKey::Task(id) => self.tasks.contains_key(&id),
            _ => false,
        }
    }
}
