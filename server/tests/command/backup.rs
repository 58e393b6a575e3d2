//! `sandtable backup` and `restore`, from and into either database.

use crate::terminal::Terminal;
use std::path::Path;

const PASSWORD: &str = "a sand table in the dark";

fn filled(terminal: &Terminal) {
    let add = ["user", "add", "gao", "--name", "高翔", "--role", "admin", "--password-stdin"];
    terminal.run_with(&add, PASSWORD).well("Added gao.");
}

fn backup(terminal: &Terminal, file: &Path) {
    terminal.run(&["backup".as_ref(), file.as_os_str()]).well("Wrote");
}

/// What identifies a history: two databases with the same fingerprint hold the same logs.
fn fingerprint(terminal: &Terminal) -> String {
    let said = terminal.run(&["verify"]);
    said.well("The chain is sound.");
    said.out.split("Fingerprint: ").nth(1).unwrap().trim().to_owned()
}

fn moves(from: &Terminal, to: &Terminal) {
    filled(from);
    let file = from.folder.path().join("all.backup");
    backup(from, &file);
    to.run(&["restore".as_ref(), file.as_os_str()]).well("Restored");
    assert_eq!(fingerprint(to), fingerprint(from));
    let serving = to.serve(&[]);
    assert!(serving.lets_in("gao", PASSWORD));
}

#[test]
fn a_backup_is_restored_into_a_new_folder() {
    moves(&Terminal::sqlite(), &Terminal::sqlite());
}

#[test]
fn a_backup_of_sqlite_is_restored_into_postgres() {
    moves(&Terminal::sqlite(), &Terminal::postgres());
}

#[test]
fn a_backup_of_postgres_is_restored_into_sqlite() {
    moves(&Terminal::postgres(), &Terminal::sqlite());
}

#[test]
fn a_backup_is_made_while_the_server_runs_and_only_its_owner_may_read_it() {
    let terminal = Terminal::sqlite();
    filled(&terminal);
    let serving = terminal.serve(&[]);
    let file = terminal.folder.path().join("all.backup");
    backup(&terminal, &file);
    assert_eq!(serving.get("/readyz").0, 200);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn an_older_backup_is_never_overwritten() {
    let terminal = Terminal::sqlite();
    filled(&terminal);
    let file = terminal.folder.path().join("all.backup");
    std::fs::write(&file, "of last week").unwrap();
    terminal.run(&["backup".as_ref(), file.as_os_str()]).not(1, "exists already: choose another name");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "of last week");
    terminal.run(&["backup", "no/such/folder/all.backup"]).not(1, "can not be written");
}

#[test]
fn nothing_is_restored_over_something() {
    let terminal = Terminal::sqlite();
    filled(&terminal);
    let before = fingerprint(&terminal);
    let file = terminal.folder.path().join("all.backup");
    backup(&terminal, &file);
    terminal.run(&["restore".as_ref(), file.as_os_str()]).not(1, "the database is not empty: restore into a new one");
    assert_eq!(fingerprint(&terminal), before);
}

#[test]
fn a_file_that_is_no_whole_backup_restores_nothing() {
    let from = Terminal::sqlite();
    filled(&from);
    let file = from.folder.path().join("all.backup");
    backup(&from, &file);
    let whole = std::fs::read_to_string(&file).unwrap();
    let cut = whole.lines().count() - 1;
    let damaged = [
        ("cut off", whole.lines().take(cut).map(|line| format!("{line}\n")).collect()),
        ("one name changed", whole.replacen("高翔", "高飞", 1)),
        ("a letter", "Dear colleague, please find the backup attached.\n".to_owned()),
        ("empty", String::new()),
    ];
    for (what, text) in damaged {
        let to = Terminal::sqlite();
        let file = to.folder.path().join("damaged.backup");
        std::fs::write(&file, text).unwrap();
        let said = to.run(&["restore".as_ref(), file.as_os_str()]);
        said.not(1, "nothing was restored: not a usable backup, line ");
        // What was not restored does not stand in the way of the whole file.
        let said = to.run(&["restore".as_ref(), from.folder.path().join("all.backup").as_os_str()]);
        assert_eq!(said.code, 0, "after {what}: {said:?}");
    }
    from.run(&["restore", "missing.backup"]).not(1, "missing.backup can not be read");
}
