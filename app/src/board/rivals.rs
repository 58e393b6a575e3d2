//! Which competitors want this deal: ticked, their circles and assessments appear on the map; taken off, what is known stays.

use crate::{
    i18n::{model_locale, t_string, use_i18n},
    replica::RoomHandle,
};
use leptos::prelude::*;
use model::{Action, Change, CompetitorId, StreamId, deal::DealChange};

/// The competitors of the workspace as boxes. Each tick is an edit of its own that can be taken back.
#[component]
pub(super) fn Rivals(room: RoomHandle) -> impl IntoView {
    let i18n = use_i18n();
    let refused = RwSignal::new(None::<String>);
    let may = Memo::new(move |_| {
        room.track_all();
        room.actor().may(Action::EditMap)
    });
    // Who is offered: those nobody has put away, and those who are ticked already.
    let offered = Memo::new(move |_| {
        room.track_all();
        room.with(|room| {
            let (Some(workspace), Some((_, deal))) = (room.workspace(), room.deal()) else { return Vec::new() };
            let all = workspace.competitors.iter().map(|(id, one)| (*id, one, deal.rivals.contains(id)));
            let shown = all.filter(|(_, one, rival)| !one.archived || *rival);
            shown.map(|(id, one, rival)| (id, one.name.clone(), rival)).collect::<Vec<(CompetitorId, String, bool)>>()
        })
    });
    let tick = move |competitor: CompetitorId, wanted: bool| {
        let Some(deal) = room.with(|room| room.deal().map(|(id, _)| id)) else { return };
        let change = match wanted {
            true => DealChange::AddRival { competitor },
            false => DealChange::RemoveRival { competitor },
        };
        let said = room.dispatch("board.gesture.rivals", vec![(StreamId::Deal(deal), vec![Change::Deal(change)])]);
        refused.set(said.err().map(|refusal| refusal.sentence(model_locale(i18n.get_locale_untracked()))));
    };
    let boxes = move || {
        let offered = offered.get();
        if offered.is_empty() {
            return view! { <p class="form-note">{t_string!(i18n, board.facts.no_rivals)}</p> }.into_any();
        }
        let of = |(id, name, rival): (CompetitorId, String, bool)| {
            // What was refused must not stand there as if it held.
            let holds = move || room.with(|room| room.deal().is_some_and(|(_, deal)| deal.rivals.contains(&id)));
            view! {
                <label class="cv-check">
                    <input
                        type="checkbox"
                        prop:checked=rival
                        disabled=move || !may.get()
                        on:change=move |event| {
                            tick(id, event_target_checked(&event));
                            event_target::<web_sys::HtmlInputElement>(&event).set_checked(holds());
                        }
                    />
                    {name}
                </label>
            }
        };
        offered.into_iter().map(of).collect_view().into_any()
    };
    view! {
        <fieldset class="field" data-rivals="">
            <legend>{move || t_string!(i18n, board.facts.rivals)}</legend>
            <div class="pm-owners">{boxes}</div>
            <p class="form-note">{move || t_string!(i18n, board.facts.rivals_how)}</p>
            <p role="alert">{move || refused.get().map(|reason| view! { <span class="dialog-refusal">{reason}</span> })}</p>
        </fieldset>
    }
}
