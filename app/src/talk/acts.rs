//! What a hand does to the talk of a deal: each one gesture, one op.

use super::{
    mentions::mentioned,
    names::{is_there, tab_of},
    state::Talk,
};
use crate::{
    canvas::{Canvas, focus_element},
    i18n::t_string,
    replica,
    route::{Route, Way},
};
use leptos::prelude::*;
use model::{Action, Change, CommentId, EntityKey, UserId, comment::CommentChange, text};

/// A colleague as the field offers him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub user: UserId,
    /// Full name.
    pub name: String,
    /// Initials.
    pub initials: String,
    /// Colour.
    pub colour: u8,
}

impl Talk {
    /// Whether the reader may say something, tracked.
    pub fn may_say(self) -> bool {
        self.room.track_all();
        self.room.actor().may(Action::Comment)
    }

    /// Who is in the team now, not tracked.
    pub fn team(self) -> Vec<Colleague> {
        self.room.with(|room| {
            let (Some((_, deal)), Some(workspace)) = (room.deal(), room.workspace()) else { return Vec::new() };
            let here = deal.team.iter().filter(|(_, member)| !member.left);
            let known = here.filter_map(|(user, _)| Some((*user, workspace.members.get(user)?)));
            known
                .map(|(user, member)| Colleague {
                    user,
                    name: member.name.clone(),
                    initials: member.initials.clone(),
                    colour: member.colour,
                })
                .collect()
        })
    }

    /// Says something, or answers. Whether it was said.
    pub fn say(self, canvas: Canvas, on: EntityKey, answers: Option<CommentId>, text: &str) -> bool {
        let text = text::clean(text.trim(), true);
        let mentions = self.mentioned(&text, None);
        let id = replica::new_comment_id();
        let done = change(canvas, "talk.gesture.say", CommentChange::Add { id, on, answers, text, mentions });
        if done {
            canvas.say(untrack(|| t_string!(canvas.i18n, talk.said.sent).to_owned()));
        }
        done
    }

    /// Says something of one's own otherwise.
    pub fn rewrite(self, canvas: Canvas, id: CommentId, text: &str) -> bool {
        let text = text::clean(text.trim(), true);
        let now = self.room.with(|room| {
            let now = room.deal()?.1.comments.get(&id)?;
            Some((now.text.clone(), now.mentions.iter().copied().collect::<Vec<UserId>>()))
        });
        let Some((before, spoke_to)) = now else { return false };
        let same = before == text;
        // Who was taken out of the text is not spoken to any more; who stands in it under a name he had once still is.
        let named_before = self.mentioned(&before, Some(id));
        let mut mentions = self.mentioned(&text, Some(id));
        let kept = spoke_to.into_iter().filter(|user| !named_before.contains(user) && !mentions.contains(user));
        mentions.extend(kept.collect::<Vec<_>>());
        same || change(canvas, "talk.gesture.edit", CommentChange::SetText { id, text, mentions: Some(mentions) })
    }

    /// Whom a text speaks to: people of the team, and whom the comment spoke to before he left it.
    fn mentioned(self, text: &str, comment: Option<CommentId>) -> Vec<UserId> {
        let mut names: Vec<_> = self.team().into_iter().map(|one| (one.user, one.name)).collect();
        self.room.with(|room| {
            let comment = comment.and_then(|id| room.deal()?.1.comments.get(&id));
            let before = comment.into_iter().flat_map(|comment| comment.mentions.iter());
            let before = before.filter_map(|user| Some((*user, room.member(*user)?.name.clone())));
            let gone: Vec<_> = before.filter(|one| !names.contains(one)).collect();
            names.extend(gone);
        });
        mentioned(text, &names)
    }

    /// Takes back what one has said.
    pub fn take_back(self, canvas: Canvas, id: CommentId) {
        if change(canvas, "talk.gesture.remove", CommentChange::Remove { id }) {
            canvas.tell(untrack(|| t_string!(canvas.i18n, talk.said.removed).to_owned()), true);
        }
    }

    /// Settles a thread, or opens it again.
    pub fn settle(self, canvas: Canvas, id: CommentId, resolved: bool) {
        let i18n = canvas.i18n;
        let done = if resolved {
            change(canvas, "talk.gesture.resolve", CommentChange::Resolve { id })
        } else {
            change(canvas, "talk.gesture.reopen", CommentChange::Reopen { id })
        };
        if done {
            self.read(id);
            canvas.say(untrack(|| {
                if resolved { t_string!(i18n, talk.said.resolved) } else { t_string!(i18n, talk.said.reopened) }
                    .to_owned()
            }));
        }
    }

    /// Leads to what is talked about, on this diagram or on another one; `false` when it is not drawn any more.
    pub fn lead_to(self, canvas: Canvas, way: Option<Way>, item: EntityKey) -> bool {
        if canvas.lead_to(item) {
            focus_element(".talk-title");
            return true;
        }
        let deal = self.room.with(|room| room.deal().filter(|(_, deal)| is_there(deal, item)).map(|(id, _)| id));
        let (Some(deal), Some(tab), Some(way)) = (deal, tab_of(item), way) else { return false };
        canvas.ask_next(item);
        way.go(Route::Deal(deal, tab));
        true
    }
}

fn change(canvas: Canvas, name: &'static str, change: CommentChange) -> bool {
    canvas.act(name, vec![], vec![Change::Comment(change)])
}
