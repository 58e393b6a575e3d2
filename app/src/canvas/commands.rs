//! Everything one can do on a screen, as one table: keys, the list of keys and what else offers actions are made of it.

use super::{Canvas, Direction, Tool};
use crate::i18n::{Locale, td_string};
use leptos::prelude::*;
use std::rc::Rc;

/// One thing one can do.
#[derive(Clone)]
pub struct Command {
    /// Keys that do it, separated by spaces, the one to show first: `Ctrl+Shift+Z Ctrl+Y`, `N`, `Shift+1`, `?`. Letters are upper
    /// case, arrows `ArrowUp`. Empty if there is none.
    pub keys: &'static str,
    /// What it does, in the language given.
    pub name: fn(Locale) -> &'static str,
    /// Whether it is about what is selected.
    pub on_selection: bool,
    /// Whether it can be done now.
    pub ready: bool,
    /// Does it.
    pub act: Rc<dyn Fn()>,
}

impl Command {
    /// Something that can be done at any time.
    pub fn new(keys: &'static str, name: fn(Locale) -> &'static str, act: impl Fn() + 'static) -> Self {
        Self { keys, name, on_selection: false, ready: true, act: Rc::new(act) }
    }

    /// It is about what is selected.
    #[must_use]
    pub fn on_selection(mut self) -> Self {
        self.on_selection = true;
        self
    }

    /// It can be done only while this holds.
    #[must_use]
    pub fn when(mut self, ready: bool) -> Self {
        self.ready = ready;
        self
    }

    /// Whether a key does it.
    pub fn is_key(&self, stroke: &str) -> bool {
        !stroke.is_empty() && self.keys.split(' ').any(|key| key == stroke)
    }
}

impl Canvas {
    /// All commands of the screen: the diagram's, then those of every canvas.
    pub fn commands(&self) -> Vec<Command> {
        let canvas = *self;
        let drawn = !canvas.twin.get_untracked();
        let tool = |keys, name, tool| {
            Command::new(keys, name, move || {
                canvas.twin.set(false);
                canvas.tool.set(tool);
            })
        };
        let mut all = self.diagram().commands();
        if canvas.may_act.get_untracked() {
            let can = |name: Signal<Option<String>>| name.with_untracked(Option::is_some);
            let (undo, redo) = (can(canvas.room.can_undo()), can(canvas.room.can_redo()));
            all.push(
                Command::new("Ctrl+Z", |l| td_string!(l, canvas.command.undo), move || canvas.room.undo()).when(undo),
            );
            all.push(
                Command::new("Ctrl+Shift+Z Ctrl+Y", |l| td_string!(l, canvas.command.redo), move || canvas.room.redo())
                    .when(redo),
            );
        }
        let about = Command::new("D", |l| td_string!(l, talk.command), move || canvas.write_about());
        let found = canvas.found.with_untracked(|found| found.as_ref().is_some_and(|found| !found.is_empty()));
        let chosen = canvas.selection.with_untracked(|now| !now.is_empty());
        all.push(if chosen { about.on_selection() } else { about });
        all.push(Command::new(
            "Shift+D",
            |l| td_string!(l, talk.show_overview),
            move || {
                canvas.select_nothing();
                canvas.discuss();
            },
        ));
        all.push(
            Command::new("W", |l| td_string!(l, canvas.command.follow), move || canvas.follow_next())
                .when(drawn && canvas.has_company()),
        );
        all.extend([
            Command::new("Ctrl+A", |l| td_string!(l, canvas.command.all), move || canvas.select_all()),
            Command::new("Q", |l| td_string!(l, canvas.command.filter), move || canvas.filtering.set(true)),
            Command::new("", |l| td_string!(l, canvas.command.matching), move || canvas.select_found()).when(found),
            Command::new("", |l| td_string!(l, canvas.command.collect), move || canvas.collect())
                .on_selection()
                .when(drawn && chosen),
            Command::new(
                "",
                |l| td_string!(l, canvas.command.none),
                move || {
                    canvas.select_nothing();
                    canvas.panel.set(false);
                },
            )
            .on_selection()
            .when(chosen),
            Command::new("", |l| td_string!(l, canvas.command.area), move || canvas.mark_area()).when(drawn),
            Command::new(
                "Alt+Shift+ArrowRight",
                |l| td_string!(l, canvas.command.walk_focus),
                move || canvas.walk_focus(Direction::Right),
            )
            .when(drawn),
            Command::new(
                "Space",
                |l| td_string!(l, canvas.command.toggle),
                move || {
                    canvas.toggle_focused();
                },
            )
            .when(drawn && canvas.focus.with_untracked(Option::is_some)),
            Command::new("Shift+1", |l| td_string!(l, canvas.command.fit), move || canvas.fit()).when(drawn),
            Command::new("Shift+2", |l| td_string!(l, canvas.command.fit_selection), move || canvas.fit_selection())
                .when(drawn),
            Command::new("Shift+0", |l| td_string!(l, canvas.command.life_size), move || canvas.life_size())
                .when(drawn),
            Command::new("+ =", |l| td_string!(l, canvas.command.zoom_in), move || canvas.zoom_in()).when(drawn),
            Command::new("- _", |l| td_string!(l, canvas.command.zoom_out), move || canvas.zoom_out()).when(drawn),
            tool("V", |l| td_string!(l, canvas.command.select), Tool::Select),
            tool("H", |l| td_string!(l, canvas.command.hand), Tool::Hand),
            Command::new(
                "L",
                |l| td_string!(l, canvas.command.twin),
                move || canvas.twin.update(|twin| *twin = !*twin),
            ),
            Command::new("Ctrl+F /", |l| td_string!(l, canvas.command.search), move || canvas.search()),
            Command::new(
                "M",
                |l| td_string!(l, canvas.command.minimap),
                move || {
                    canvas.minimap.update(|shown| *shown = !*shown);
                },
            )
            .when(drawn),
            Command::new(
                "F",
                |l| td_string!(l, canvas.command.meeting),
                move || {
                    canvas.meet(!canvas.meeting.get_untracked());
                },
            )
            .when(drawn),
            Command::new("Ctrl+K", |l| td_string!(l, canvas.command.palette), move || canvas.palette.set(true)),
            Command::new("?", |l| td_string!(l, canvas.command.help), move || canvas.help.set(true)),
        ]);
        all
    }

    /// Does what a key stands for; `false` if it stands for nothing, or for nothing that can be done now.
    pub(super) fn command(&self, strokes: &[String]) -> bool {
        let found = self.commands().into_iter().find(|command| {
            let meant = strokes.iter().any(|stroke| command.is_key(stroke));
            meant && command.ready
        });
        let Some(command) = found else { return false };
        (command.act)();
        true
    }
}
