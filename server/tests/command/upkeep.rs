//! `sandtable verify` and `rebuild`, on the demo workspace.

use crate::terminal::{Terminal, wait};
use store::Store;

fn with_demo() -> Terminal {
    let terminal = Terminal::sqlite();
    terminal.serve(&["--demo"]).stop();
    terminal
}

/// Changes bytes of the database file behind the server's back, the same number of them.
fn tamper(terminal: &Terminal, from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let mut bytes = std::fs::read(terminal.file()).unwrap();
    let places: Vec<usize> = bytes
        .windows(from.len())
        .enumerate()
        .filter(|(_, found)| *found == from.as_bytes())
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty(), "{from} is not in the file");
    for at in places {
        bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
    }
    std::fs::write(terminal.file(), bytes).unwrap();
}

#[test]
fn a_sound_log_is_called_sound_and_one_changed_word_is_found() {
    let terminal = with_demo();
    let sound = terminal.run(&["verify"]);
    sound.well("rows in").well("0 of them erased.").well("The chain is sound. Fingerprint: ");
    // Also while a server has the folder.
    let serving = terminal.serve(&[]);
    assert_eq!(terminal.run(&["verify"]).out, sound.out);
    serving.stop();

    tamper(&terminal, "核心机房网络扩容", "核心机房网络缩减");
    let said = terminal.run(&["verify"]);
    said.not(1, "BROKEN: deal:").not(1, "the payload does not match its digest");
    assert!(!said.out.contains("The chain is sound"), "{said:?}");
}

#[test]
fn a_rebuild_makes_the_same_cards_as_those_that_were_kept() {
    let terminal = with_demo();
    let cards = || {
        wait(async {
            let store = Store::open_beside(&terminal.location()).await.unwrap();
            let cards = store.cards().await.unwrap();
            store.close().await;
            // Not the position: a card that is made anew stands at the head of its log.
            cards.into_iter().map(|(stream, _, card)| (stream, card)).collect::<Vec<_>>()
        })
    };
    let before = cards();
    assert!(before.len() > 5, "{before:?}");
    let said = terminal.run(&["rebuild"]);
    let last = said.well(" streams").out.lines().last().unwrap();
    let (done, of) = last.strip_suffix(" streams").unwrap().split_once(" of ").unwrap();
    assert_eq!(done, of);
    assert_eq!(cards(), before);
    terminal.run(&["verify"]).well("The chain is sound.");
}

#[test]
fn a_rebuild_does_not_begin_beside_a_server() {
    let terminal = Terminal::sqlite();
    let _serving = terminal.serve(&[]);
    terminal.run(&["rebuild"]).not(1, "another server is using this data folder");
}

#[test]
fn nothing_is_looked_for_where_there_is_no_database() {
    let terminal = Terminal::sqlite();
    for command in [&["verify"][..], &["rebuild"], &["backup", "all.backup"]] {
        terminal.run(command).not(1, "there is no data here yet: check --data");
    }
    assert!(!terminal.file().exists());
}
