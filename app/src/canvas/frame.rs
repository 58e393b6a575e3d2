//! What every diagram stands in: the stage with paper or list, tools, legend, notices, the panel beside it.

use super::{
    Canvas,
    follow::Following,
    meeting::Leave,
    minimap::Minimap,
    notice::NoticeBar,
    paper::Paper,
    taps::Expected,
    toolbar::{Quick, Toolbar},
};
use crate::{i18n::t_string, part::parts, shell::When};
use leptos::prelude::*;

/// The parts a diagram fills in. Those it leaves out stay empty.
#[derive(Clone)]
pub struct Parts {
    /// Name of the diagram.
    pub title: Signal<String>,
    /// What the reader is told who may not draw.
    pub read_only: Signal<String>,
    /// The drawing, as SVG in diagram units. Each item is a group of `item_group`'s attributes.
    pub drawing: ViewFn,
    /// What follows a gesture in flight, above the drawing and in its units; none of it takes the pointer.
    pub along: ViewFn,
    /// The same as a list, in `.cv-twin`.
    pub twin: ViewFn,
    /// Its own tools, as `tool_button`s.
    pub tools: ViewFn,
    /// The items of the legend, as `<li>`.
    pub legend: ViewFn,
    /// The sections of the panel.
    pub panel: ViewFn,
    /// What stands in the middle of an empty paper; shown while the diagram says so.
    pub empty: ViewFn,
    /// The form of the filter, a `FilterForm`. Shown while it is open.
    pub filter: ViewFn,
    /// Forms and popovers over the stage, as `.cv-pop`.
    pub over: ViewFn,
}

/// The screen of a diagram. The canvas must carry its diagram by now, see [`Canvas::show`].
#[component]
pub fn Frame(
    /// The canvas.
    canvas: Canvas,
    /// What the diagram fills in.
    parts: Parts,
) -> impl IntoView {
    canvas.listen_to_keys();
    canvas.keep_company();
    canvas.keep_following();
    canvas.keep_meeting();
    canvas.keep_subject_in_sight();
    let Parts { title, read_only, drawing, along, twin, tools, legend, panel, empty, filter, over } = parts;
    let paper = move || {
        let (drawing, along) = (drawing.clone(), along.clone());
        view! { <Paper canvas title drawing along/> }
    };
    view! {
        <div class="diagram" data-twin=move || canvas.twin.get().then_some("") data-panel=move || canvas.panel.get().then_some("")>
            <h1 class="spoken">{move || title.get()}</h1>
            <div class="cv-stage">
                <When when=canvas.twin fallback=paper>{twin.run()}</When>
                <When when=move || !canvas.twin.get()>{empty.run()}</When>
                <Toolbar canvas tools/>
                <Legend canvas items=legend/>
                <When when=move || !canvas.may_edit.get()><p class="cv-read-only" role="note">{move || read_only.get()}</p></When>
                <Minimap canvas/>
                <Quick canvas/>
                {parts::canvas_tools(canvas)}
                <When when=canvas.filtering>{filter.run()}</When>
                {over.run()}
                <Expected canvas/>
                <Leave canvas/>
                <Following canvas/>
                <NoticeBar canvas/>
            </div>
            <Panel canvas title sections=panel/>
            <p class="spoken" role="status" aria-live="polite">{move || canvas.said.get()}</p>
        </div>
    }
}

/// The legend: always on a desktop, behind a button on a phone.
#[component]
fn Legend(canvas: Canvas, items: ViewFn) -> impl IntoView {
    let i18n = canvas.i18n;
    let open = RwSignal::new(false);
    view! {
        <When when=move || !canvas.twin.get()>
            <aside class="cv-legend" data-open=move || open.get().then_some("") aria-label=move || t_string!(i18n, canvas.legend)>
                <button class="cv-legend-button" type="button" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                    {move || t_string!(i18n, canvas.legend)}
                </button>
                <ul>
                    <li class="cv-legend-title"><b>{move || t_string!(i18n, canvas.legend)}</b></li>
                    {items.run()}
                </ul>
            </aside>
        </When>
    }
}

/// The panel; from below on a phone, where it shows what is selected and leaves out the rest.
#[component]
fn Panel(canvas: Canvas, title: Signal<String>, sections: ViewFn) -> impl IntoView {
    let i18n = canvas.i18n;
    let about = Memo::new(move |_| if canvas.subjects().is_empty() { "overview" } else { "selection" });
    view! {
        <aside class="sheet cv-panel" data-about=move || about.get() aria-label=move || title.get()>
            <button class="sheet-grip" type="button" aria-label=move || t_string!(i18n, shell.common.close) on:click=move |_| canvas.panel.set(false)></button>
            {parts::talk_panel(canvas, true)}
            {sections.run()}
            {parts::talk_panel(canvas, false)}
        </aside>
    }
}
