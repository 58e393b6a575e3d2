//! The list of keys, behind the question mark: made of the table of commands, and of what hands and keys do besides it.

use super::Canvas;
use crate::{i18n::t_string, shell::Dialog};
use leptos::prelude::*;

/// The list.
#[component]
pub fn Help(canvas: Canvas) -> impl IntoView {
    let i18n = canvas.i18n;
    let row = |keys: Vec<String>, what: String| {
        let keys = keys.into_iter().map(|key| view! { <kbd>{key}</kbd> }).collect_view();
        view! { <div><dt>{keys}</dt><dd>{what}</dd></div> }
    };
    let rows = move || {
        let locale = i18n.get_locale();
        let commands = canvas.commands();
        let of_commands = commands.iter().filter(|command| !command.keys.is_empty());
        let mut rows: Vec<_> =
            of_commands.map(|command| row(shown_keys(command.keys), (command.name)(locale).to_owned())).collect();
        let besides = [
            ("Enter", t_string!(i18n, canvas.keys.enter)),
            ("Tab", t_string!(i18n, canvas.keys.next)),
            ("Shift Tab", t_string!(i18n, canvas.keys.previous)),
            ("Home", t_string!(i18n, canvas.keys.first)),
            ("End", t_string!(i18n, canvas.keys.last)),
            ("← ↑ → ↓", t_string!(i18n, canvas.keys.arrows)),
            ("Shift ←", t_string!(i18n, canvas.keys.far)),
            ("Alt ←", t_string!(i18n, canvas.keys.walk)),
            (t_string!(i18n, canvas.keys.wheel), t_string!(i18n, canvas.keys.wheel_zooms)),
            (t_string!(i18n, canvas.keys.fingers), t_string!(i18n, canvas.keys.fingers_pan)),
            (t_string!(i18n, canvas.keys.pinch), t_string!(i18n, canvas.keys.pinch_zooms)),
            ("Shift ⇕", t_string!(i18n, canvas.keys.sideways)),
            (t_string!(i18n, canvas.keys.space), t_string!(i18n, canvas.keys.pan)),
            (t_string!(i18n, canvas.keys.free_keys), t_string!(i18n, canvas.keys.free)),
            ("Esc", t_string!(i18n, canvas.keys.escape)),
        ];
        rows.extend(besides.map(|(keys, what)| row(keys.split(' ').map(str::to_owned).collect(), what.to_owned())));
        rows
    };
    view! {
        <Dialog open=canvas.help title=Signal::derive(move || t_string!(i18n, canvas.command.help).to_owned()) size="wide">
            <dl class="dialog-body cv-help" tabindex="0">{rows}</dl>
        </Dialog>
    }
}

/// The first way to press it, key by key; nothing for what has no key.
pub fn shown_keys(keys: &str) -> Vec<String> {
    let first = keys.split(' ').next().unwrap_or_default();
    if first.is_empty() {
        return Vec::new();
    }
    if first == "+" {
        return vec![first.to_owned()];
    }
    let shown = |key: &str| match key {
        "ArrowUp" => "↑".to_owned(),
        "ArrowDown" => "↓".to_owned(),
        "ArrowLeft" => "←".to_owned(),
        "ArrowRight" => "→".to_owned(),
        "-" => "−".to_owned(),
        key => key.to_owned(),
    };
    first.split('+').map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::shown_keys;

    #[test]
    fn keys_are_shown_one_by_one_and_only_the_first_way() {
        assert_eq!(shown_keys("Ctrl+Shift+Z Ctrl+Y"), ["Ctrl", "Shift", "Z"]);
        assert_eq!(shown_keys("Ctrl+ArrowUp"), ["Ctrl", "↑"]);
        assert_eq!(shown_keys("+ ="), ["+"]);
        assert_eq!(shown_keys("- _"), ["−"]);
        assert!(shown_keys("").is_empty());
    }
}
