//! Writing, part by part: each is on disk when the server answers, and sent again it is written once.

use super::state::{Flow, Step};
use crate::{fetch, i18n::t_string};
use leptos::prelude::*;
use model::{
    AccountId, BatchId, DealId, PersonId,
    import::{CHUNK, Draft, LINES, Settings, superiors},
};
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

/// Bytes of notes in one request, below what the server takes as a whole.
const BYTES: usize = 1_000_000;

/// How it went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) added: u32,
    pub(super) merged: u32,
    /// Rows left out because the person chosen for them is not there any more.
    pub(super) gone: u32,
    /// Why not everything was written.
    pub(super) failed: Option<String>,
    /// People who are as they were before, once it was taken back.
    pub(super) taken: Option<usize>,
    /// Those of whom something was kept.
    pub(super) kept: Vec<PersonId>,
}

#[derive(Serialize)]
struct Part<'a> {
    batch: BatchId,
    file: &'a str,
    deal: Option<DealId>,
    settings: &'a Settings,
    rows: &'a [Draft],
    lines: &'a [(u32, PersonId, PersonId)],
}

#[derive(Deserialize)]
struct Written {
    added: u32,
    merged: u32,
    #[serde(default)]
    gone: u32,
}

/// Writes all that is foreseen; begun again, it goes on.
pub(super) fn write(flow: Flow) {
    let (plan, rows, mut settings) = (flow.plan.get_untracked(), flow.rows.get_untracked(), flow.settings());
    let deal = flow.deal.filter(|_| flow.on_map.get_untracked());
    let sent = plan.rows.iter().zip(rows.iter()).filter(|(planned, _)| flow.is_sent(planned));
    let drafts: Vec<Draft> = sent.map(|(_, row)| row.draft.clone()).collect();
    let lines = match deal {
        Some(_) => {
            let taken = plan.rows.iter().zip(rows.iter()).filter(|(planned, _)| planned.fate.is_taken_in());
            superiors(&plan, taken.map(|(_, row)| row))
        }
        None => Vec::new(),
    };
    let choices = std::mem::take(&mut settings.choices);
    let (batch, file, account) = (flow.batch.get_untracked(), flow.name.get_untracked(), flow.account);
    flow.stopping.set(false);
    // What was written before goes on counting.
    let gone = u32::try_from(plan.rows.iter().filter(|row| row.chosen_is_gone).count()).unwrap_or(u32::MAX);
    flow.outcome.update(|outcome| (outcome.failed, outcome.gone) = (None, gone));
    flow.done.set((0, drafts.len()));
    flow.step.set(Step::Write);
    spawn_local(async move {
        let mut rest = drafts.as_slice();
        while !rest.is_empty() && !stopped(flow) {
            let (part, after) = rest.split_at(size(rest));
            // Only the decisions about these rows: all of them would be sent with every part.
            let own = part.iter().filter_map(|draft| Some((draft.row, *choices.get(&draft.row)?)));
            let settings = Settings { choices: own.collect(), ..settings.clone() };
            let part = Part { batch, file: &file, deal, settings: &settings, rows: part, lines: &[] };
            if !send(flow, account, &part).await {
                return;
            }
            rest = after;
            flow.done.update(|(done, count)| *done = *count - rest.len());
        }
        if !stopped(flow) {
            for lines in lines.chunks(LINES) {
                let part = Part { batch, file: &file, deal, settings: &settings, rows: &[], lines };
                if !send(flow, account, &part).await {
                    return;
                }
            }
        }
        flow.step.set(Step::Done);
    });
}

/// How many of the rows go into one part.
fn size(rows: &[Draft]) -> usize {
    let mut bytes = 0;
    let fits = rows.iter().take(CHUNK).take_while(|row| {
        bytes += row.note.len() + row.contact.len();
        bytes <= BYTES
    });
    fits.count().max(1).min(rows.len())
}

async fn send(flow: Flow, account: AccountId, part: &Part<'_>) -> bool {
    let body = serde_json::to_string(part).unwrap_or_default();
    let answer = fetch::post(&format!("/api/accounts/{account}/import"), &body).await;
    match answer.map(|text| model::json::from_str::<Written>(&text)) {
        Ok(Ok(written)) => {
            flow.outcome.update(|outcome| {
                outcome.added += written.added;
                outcome.merged += written.merged;
                outcome.gone += written.gone;
            });
            true
        }
        Ok(Err(_)) | Err(None) => fail(flow, t_string!(flow.i18n, import.no_answer).to_owned()),
        Err(Some(why)) => fail(flow, why),
    }
}

fn fail(flow: Flow, why: String) -> bool {
    flow.outcome.update(|outcome| outcome.failed = Some(why));
    flow.step.set(Step::Done);
    false
}

/// What the server says of taking back.
#[derive(Deserialize)]
pub(super) struct TakenBack {
    pub(super) taken: usize,
    pub(super) kept: Vec<PersonId>,
}

/// Takes an import back; else the server's sentence, or nothing if it did not answer.
pub(super) async fn take_back(account: AccountId, batch: BatchId) -> Result<TakenBack, Option<String>> {
    let answer = fetch::post(&format!("/api/accounts/{account}/imports/{batch}/take-back"), "").await?;
    model::json::from_str(&answer).map_err(|_| None)
}

/// Asked to stop, or the screen has gone: what was written is on the account's list of imports.
fn stopped(flow: Flow) -> bool {
    flow.stopping.try_get_untracked().unwrap_or(true)
}
