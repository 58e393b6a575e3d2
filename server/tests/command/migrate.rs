//! `sandtable migrate`, and what the others say of a database that is not of this version.

use crate::terminal::{Terminal, wait};
use store::Store;

fn from_nothing(terminal: &Terminal) {
    let said = terminal.run(&["migrate", "--check"]);
    said.not(1, "5 migrations are missing:").not(1, "0001_log").not(1, "0002_identity");
    assert!(!terminal.file().exists(), "a check changes nothing");
    terminal.run(&["migrate"]).well("Applied 5 migrations.");
    terminal.run(&["migrate", "--check"]).well("The database is up to date.");
    terminal.run(&["migrate"]).well("The database is up to date.");
}

fn from_an_older_version(terminal: &Terminal) {
    wait(Store::migrate_to(&terminal.location(), 1)).unwrap();
    terminal.run(&["migrate", "--check"]).not(1, "4 migrations are missing:").not(1, "0002_identity");
    // A migration of much data is something to choose the hour for: nobody begins it by the way.
    let commands: [&[&str]; 7] = [
        &["serve", "--address", "127.0.0.1:0"],
        &["user", "add", "gao", "--name", "高翔"],
        &["user", "reset", "gao"],
        &["verify"],
        &["rebuild"],
        &["backup", "all.backup"],
        &["serve", "--demo", "--address", "127.0.0.1:0"],
    ];
    for command in commands {
        terminal.run(command).not(1, "run `sandtable migrate`");
    }
    terminal.run(&["migrate", "--check"]).not(1, "4 migrations are missing:");
    terminal.run(&["migrate"]).well("Applied 4 migrations.");
    terminal.run(&["user", "add", "gao", "--name", "高翔"]).well("Added gao.");
}

#[test]
fn a_new_database_is_made_by_migrate_and_a_check_only_counts() {
    from_nothing(&Terminal::sqlite());
}

#[test]
fn a_new_postgres_is_filled_by_migrate_and_a_check_only_counts() {
    from_nothing(&Terminal::postgres());
}

#[test]
fn a_database_of_an_older_version_is_left_to_migrate_by_all_other_commands() {
    from_an_older_version(&Terminal::sqlite());
}

#[test]
fn a_postgres_of_an_older_version_is_left_to_migrate_by_all_other_commands() {
    from_an_older_version(&Terminal::postgres());
}

#[test]
fn a_file_that_is_no_database_is_named_as_damaged() {
    let terminal = Terminal::sqlite();
    std::fs::create_dir(terminal.folder.path().join("data")).unwrap();
    std::fs::write(terminal.file(), "not a database, but long enough to be taken for one ".repeat(100)).unwrap();
    for command in [&["migrate"][..], &["verify"], &["serve", "--address", "127.0.0.1:0"]] {
        terminal.run(command).not(1, "the database is damaged");
    }
}

#[test]
fn a_postgres_that_is_not_there_is_said_to_be_out_of_reach() {
    let terminal = Terminal::sqlite();
    let nowhere = "postgres://sandtable@127.0.0.1:1/sandtable";
    terminal.run(&["verify", "--database-url", nowhere]).not(1, "the database can not be reached");
}
