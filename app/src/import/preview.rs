//! The third step: what becomes of each row, a page at a time, with a say about each.

use super::{
    state::{Flow, Step},
    write::write,
};
use crate::{
    i18n::t_string,
    shell::{When, chosen, field_name},
};
use leptos::prelude::*;
use model::{
    PersonId,
    import::{Choice, Fate, Gain, Known, Match, Plan, Planned, Row},
};

/// Rows on a page.
const PAGE: usize = 50;
/// People of one name who are offered: more nobody tells apart in a list.
const NAMESAKES: usize = 10;
/// What can be shown, in the order of the list.
const SHOWN: [Option<Fate>; 6] =
    [None, Some(Fate::Add), Some(Fate::Merge), Some(Fate::Same), Some(Fate::Broken), Some(Fate::Skip)];

fn word(flow: Flow, fate: Option<Fate>) -> &'static str {
    let i18n = flow.i18n;
    match fate {
        None => t_string!(i18n, import.preview.all),
        Some(Fate::Add) => t_string!(i18n, import.preview.new),
        Some(Fate::Merge) => t_string!(i18n, import.preview.merge),
        Some(Fate::Same) => t_string!(i18n, import.preview.same),
        Some(Fate::Broken) => t_string!(i18n, import.preview.broken),
        Some(Fate::Skip) => t_string!(i18n, import.preview.skip),
    }
}

pub(super) fn preview(flow: Flow) -> AnyView {
    let i18n = flow.i18n;
    let shown = RwSignal::new(String::new());
    let page = RwSignal::new(0_usize);
    // Places of the rows that pass: by outcome, or those with a remark.
    let listed = Memo::new(move |_| {
        let (plan, rows) = (flow.plan.get(), flow.rows.get());
        let wanted = shown.get();
        let fate = chosen(&SHOWN, &wanted).flatten();
        let warned = |at: usize| {
            rows.get(at).is_some_and(|row: &Row| !row.troubles.is_empty())
                || plan.rows[at].is_doubtful()
                || plan.rows[at].chosen_is_gone
        };
        let passes =
            |at: &usize| fate.is_none_or(|fate| plan.rows[*at].fate == fate) && (wanted != "warned" || warned(*at));
        (0..plan.rows.len()).filter(passes).collect::<Vec<usize>>()
    });
    let pages = Memo::new(move |_| listed.with(Vec::len).div_ceil(PAGE).max(1));
    let to_write = Memo::new(move |_| {
        let plan = flow.plan.get();
        let sent = plan.rows.iter().filter(|row| flow.is_sent(row));
        sent.count()
    });
    let sum = move || {
        let plan = flow.plan.get();
        let count = |fate| plan.count(fate);
        let (added, merged, same) = (count(Fate::Add), count(Fate::Merge), count(Fate::Same));
        let (skipped, broken) = (count(Fate::Skip), count(Fate::Broken));
        t_string!(
            i18n,
            import.preview.sum,
            added = added,
            merged = merged,
            same = same,
            skipped = skipped,
            broken = broken
        )
        .to_string()
    };
    let at = Memo::new(move |_| page.get().min(pages.get() - 1));
    let here = move || {
        let at = at.get();
        listed.with(|listed| listed.iter().skip(at * PAGE).take(PAGE).copied().collect::<Vec<usize>>())
    };
    let body = move || {
        let (plan, rows) = (flow.plan.get(), flow.rows.get());
        here().into_iter().filter_map(|at| Some(line(flow, &plan, plan.rows.get(at)?, rows.get(at)?))).collect_view()
    };
    view! {
        <div class="dialog-body">
            <p class="import-sum" role="status">{sum}</p>
            <When when=move || to_write.get() == 0><p class="form-note">{move || t_string!(i18n, import.preview.nothing)}</p></When>
            <div class="import-bar">
                <label for="import-shown">{move || t_string!(i18n, import.preview.show)}</label>
                <select class="input" id="import-shown" on:change=move |event| { shown.set(event_target_value(&event)); page.set(0); }>
                    {SHOWN.into_iter().enumerate().map(|(at, fate)| view! { <option value=at.to_string()>{move || word(flow, fate)}</option> }).collect_view()}
                    <option value="warned">{move || t_string!(i18n, import.preview.warned)}</option>
                </select>
                <span class="import-pages">
                    <button class="button" type="button" disabled=move || at.get() == 0 on:click=move |_| page.set(at.get_untracked().saturating_sub(1))>{move || t_string!(i18n, import.preview.previous)}</button>
                    <span>{move || t_string!(i18n, import.preview.page, page = at.get() + 1, pages = pages.get()).to_string()}</span>
                    <button class="button" type="button" disabled=move || at.get() + 1 == pages.get() on:click=move |_| page.set(at.get_untracked() + 1)>{move || t_string!(i18n, import.preview.next)}</button>
                </span>
            </div>
            <div class="import-scroll" tabindex="0" role="region" aria-label=move || t_string!(i18n, import.steps.preview)>
                <table class="import-table">
                    <thead><tr>
                        <th scope="col">{move || t_string!(i18n, import.preview.row)}</th>
                        <th scope="col">{move || t_string!(i18n, import.preview.what)}</th>
                        <th scope="col">{move || t_string!(i18n, import.preview.person)}</th>
                        <th scope="col">{move || t_string!(i18n, import.preview.remark)}</th>
                        <th scope="col">{move || t_string!(i18n, import.preview.choice)}</th>
                    </tr></thead>
                    <tbody>{body}</tbody>
                </table>
                <When when=move || listed.with(Vec::is_empty)><p class="form-note">{move || t_string!(i18n, import.preview.none_here)}</p></When>
            </div>
        </div>
        <div class="dialog-foot">
            <button class="button" type="button" on:click=move |_| flow.step.set(Step::Map)>{move || t_string!(i18n, import.back)}</button>
            <button class="button" data-kind="primary" type="button" disabled=move || to_write.get() == 0 on:click=move |_| write(flow)>
                {move || t_string!(i18n, import.go_write, count = to_write.get()).to_string()}
            </button>
        </div>
    }
    .into_any()
}

fn line(flow: Flow, plan: &Plan, planned: &Planned, row: &Row) -> AnyView {
    let i18n = flow.i18n;
    let Row { draft, troubles } = row;
    let (number, fate, gone) = (planned.row, planned.fate, planned.chosen_is_gone);
    let name =
        if draft.name.is_empty() { t_string!(i18n, import.preview.unknown).to_owned() } else { draft.name.clone() };
    let about = [&draft.title, &draft.department, &draft.contact];
    let about = about.into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
    let mut remarks: Vec<String> = troubles.iter().map(|trouble| trouble.sentence(flow.locale())).collect();
    let chosen = flow.choices.with_untracked(|choices| choices.get(&number).copied());
    let into = if let Some(Choice::Into(person)) = chosen { Some(person) } else { None };
    if let Some((at, reason)) = planned.like.filter(|_| matches!(fate, Fate::Merge | Fate::Same) && into.is_none()) {
        remarks.extend(plan.people.get(at).map(|known| like(flow, known, reason)));
    }
    if planned.chosen_is_gone {
        remarks.push(t_string!(i18n, import.preview.gone).to_owned());
    }
    if planned.is_doubtful() && into.is_none() {
        let people = planned.namesakes.iter().filter_map(|at| plan.people.get(*at)).take(NAMESAKES);
        remarks.extend(people.map(|known| t_string!(i18n, import.preview.namesake, who = called(known)).to_string()));
    }
    remarks.extend(planned.gains.iter().map(|gain| gained(flow, gain)));
    // Whom it is taken for comes first, then everybody else of the name.
    let like = planned.like.iter().map(|(at, _)| at);
    let offered = like.chain(&planned.namesakes).filter_map(|at| plan.people.get(*at)).take(NAMESAKES);
    let offered: Vec<(PersonId, String)> = offered.map(|known| (known.id, offer(flow, known))).collect();
    let tone = match fate {
        Fate::Add => "ok",
        Fate::Merge => "",
        Fate::Same | Fate::Skip => "plain",
        Fate::Broken => "stop",
    };
    let choose = move |event| {
        let choice = match event_target_value(&event).as_str() {
            "new" => Some(Choice::New),
            "skip" => Some(Choice::Skip),
            person => person.parse().ok().map(Choice::Into),
        };
        flow.choices.update(|choices| {
            choices.remove(&number);
            choices.extend(choice.map(|choice| (number, choice)));
        });
        flow.weigh();
        // The row is drawn anew: who was in it stays there.
        crate::canvas::focus_element(&format!("#import-choice-{number}"));
    };
    let choice = (fate != Fate::Broken).then(|| view! {
        <select class="input" id=format!("import-choice-{number}") aria-label=t_string!(i18n, import.preview.choice_of, row = number).to_string() on:change=choose>
            <option value="" selected=chosen.is_none()>{t_string!(i18n, import.preview.auto)}</option>
            {offered.into_iter().map(|(person, called)| view! {
                <option value=person.to_string() selected=into == Some(person)>{called}</option>
            }).collect_view()}
            <option value="new" selected=chosen == Some(Choice::New)>{t_string!(i18n, import.preview.as_new)}</option>
            <option value="skip" selected=chosen == Some(Choice::Skip) || gone>{t_string!(i18n, import.preview.leave)}</option>
        </select>
    });
    view! {
        <tr>
            <td class="import-number">{number}</td>
            <td><span class="chip" data-tone=tone>{word(flow, Some(fate))}</span></td>
            <td><b>{name}</b><small>{about}</small></td>
            <td class="import-remarks">{remarks.into_iter().map(|remark| view! { <p>{remark}</p> }).collect_view()}</td>
            <td>{choice}</td>
        </tr>
    }
    .into_any()
}

fn called(known: &Known) -> String {
    format!("{} {}", known.title, known.name).trim_end().to_owned()
}

/// One with whom the row can be put together. Namesakes of one post are told apart by what else is known of them.
fn offer(flow: Flow, known: &Known) -> String {
    let i18n = flow.i18n;
    if let Some(row) = known.row.filter(|_| known.is_new) {
        return t_string!(i18n, import.preview.into_row, row = row).to_string();
    }
    let besides = [&known.department, &known.contact].into_iter().filter(|text| !text.is_empty());
    let who = std::iter::once(called(known)).chain(besides.cloned()).collect::<Vec<_>>().join(" · ");
    t_string!(i18n, import.preview.into, who = who).to_string()
}

/// What the row changes of somebody: what was, where something was, and what will be.
fn gained(flow: Flow, gain: &Gain) -> String {
    let i18n = flow.i18n;
    let field = field_name(gain.field, i18n.get_locale());
    if gain.from.is_empty() {
        t_string!(i18n, import.preview.gains, field = field, to = gain.to.clone()).to_string()
    } else {
        t_string!(i18n, import.preview.changes, field = field, from = gain.from.clone(), to = gain.to.clone())
            .to_string()
    }
}

fn like(flow: Flow, known: &Known, reason: Match) -> String {
    let i18n = flow.i18n;
    let why = match reason {
        Match::Mail => t_string!(i18n, import.preview.by_mail),
        Match::Phone => t_string!(i18n, import.preview.by_phone),
        Match::Name => t_string!(i18n, import.preview.by_name),
    };
    match known.row.filter(|_| known.is_new) {
        Some(row) => t_string!(i18n, import.preview.like_row, row = row, why = why).to_string(),
        None => t_string!(i18n, import.preview.like, who = called(known), why = why).to_string(),
    }
}
