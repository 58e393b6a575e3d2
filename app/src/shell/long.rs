//! A long table: only the rows in sight, and some around them, are there; two empty rows keep the place of the others.

use super::{Each, Key};
use leptos::{html, prelude::*};

/// Up to this many rows all are there.
const FEW: usize = 200;
/// Rows above and below what is seen: who walks by Tab always finds the next one.
const AROUND: usize = 24;
/// The window moves in steps of so many rows.
const STEP: usize = 8;
/// Height of a row before one has been measured.
const ROW_HEIGHT: f64 = 37.0;

/// Something that scrolls: an element that calls `note` with each of its scroll events.
#[derive(Clone, Copy, Default)]
pub struct Scroll {
    /// The element.
    pub element: NodeRef<html::Div>,
    moved: RwSignal<u32>,
}

impl Scroll {
    /// It has scrolled.
    pub fn note(self) {
        self.moved.update(|moved| *moved = moved.wrapping_add(1));
    }
}

/// Which rows are there: the first, how many, and the height of one.
type Window = (usize, usize, f64);

/// The body of a table in something that scrolls.
#[component]
pub fn LongBody<K: Key + PartialEq, C, V>(
    /// The rows, in order.
    #[prop(into)]
    ids: Signal<Vec<K>>,
    /// What it scrolls in.
    scroll: Scroll,
    /// The row of one.
    children: C,
) -> impl IntoView
where
    C: Fn(K) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let body = NodeRef::<html::Tbody>::new();
    let count = Memo::new(move |_| ids.with(Vec::len));
    let window = watched(body, scroll, count);
    let shown = Memo::new(move |_| {
        let (first, length, _) = window.get();
        ids.with(
            |ids| if ids.len() <= FEW { ids.clone() } else { ids.iter().skip(first).take(length).copied().collect() },
        )
    });
    let gap = move |above: bool| {
        let (first, length, height) = window.get();
        let count = count.get();
        let rows = match (count <= FEW, above) {
            (true, _) => 0,
            (_, true) => first.min(count),
            (_, false) => count.saturating_sub(first + length),
        };
        (rows > 0).then(|| {
            let height = format!("{:.0}px", rows as f64 * height);
            view! { <tr aria-hidden="true" class="long-gap"><td style:height=height></td></tr> }
        })
    };
    // Who reads it aloud is told where in the table he is, though most rows are not there.
    Effect::new(move |_| {
        shown.track();
        let (first, count) = (window.get().0, count.get());
        if count > FEW {
            request_animation_frame(move || {
                if let Some(Some(body)) = body.try_get_untracked() {
                    number_rows(&body, first, count);
                }
            });
        }
    });
    view! { <tbody node_ref=body>{move || gap(true)}<Each ids=shown children/>{move || gap(false)}</tbody> }
}

/// The first row of the table holds its headings.
fn number_rows(body: &web_sys::HtmlTableSectionElement, first: usize, count: usize) {
    if let Ok(Some(table)) = body.closest("table") {
        let _ = table.set_attribute("aria-rowcount", &(count + 1).to_string());
    }
    let rows = body.rows();
    let rows = (0..rows.length()).filter_map(|at| rows.item(at)).filter(|row| !row.has_attribute("aria-hidden"));
    for (number, row) in (first + 2..).zip(rows) {
        let _ = row.set_attribute("aria-rowindex", &number.to_string());
    }
}

/// The window of a body, kept up with its scroller.
fn watched(body: NodeRef<html::Tbody>, scroll: Scroll, count: Memo<usize>) -> RwSignal<Window> {
    let window = RwSignal::new((0, 2 * AROUND, ROW_HEIGHT));
    let look = move || {
        let (Some(Some(body)), Some(Some(scroller))) = (body.try_get_untracked(), scroll.element.try_get_untracked())
        else {
            return;
        };
        let (rows, seen) = (body.get_bounding_client_rect(), scroller.get_bounding_client_rect());
        let count = count.get_untracked();
        let (.., before) = window.get_untracked();
        let height = if count > 0 { (rows.height() / count as f64).max(1.0) } else { before };
        // The body is as high as all its rows would be: within a pixel or two the height of a row does not change.
        let height = if (height - before).abs() < 2.0 { before } else { height };
        let next = rows_of(seen.top() - rows.top(), seen.height(), height);
        if window.get_untracked() != (next.0, next.1, height) {
            window.set((next.0, next.1, height));
        }
    };
    Effect::new(move |_| {
        body.track();
        scroll.element.track();
        scroll.moved.track();
        count.track();
        request_animation_frame(look);
    });
    window
}

/// First row and number of rows for a part of the body: where it begins, how high it is.
fn rows_of(from: f64, seen: f64, height: f64) -> (usize, usize) {
    let rows = |pixels: f64| (pixels / height).max(0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative, and far below the largest"
    )]
    let whole = |rows: f64| rows as usize;
    let first = whole(rows(from)).saturating_sub(AROUND) / STEP * STEP;
    (first, whole(rows(seen)) + 2 * AROUND + STEP)
}

#[cfg(test)]
mod tests {
    use super::{AROUND, rows_of};

    #[test]
    fn what_is_seen_is_there_with_some_rows_around_it() {
        for from in [-500.0, 0.0, 36.0, 5_000.0, 180_000.0] {
            let (first, length) = rows_of(from, 800.0, 37.0);
            let (top, bottom) = (from.max(0.0) / 37.0, (from.max(0.0) + 800.0) / 37.0);
            assert!((first as f64) <= (top - AROUND as f64).max(0.0));
            assert!((first + length) as f64 >= bottom + AROUND as f64 / 2.0, "{from}: {first} {length}");
            assert!(length < 100);
        }
    }
}
