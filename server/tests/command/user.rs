//! `sandtable user add` and `user reset`.

use crate::terminal::Terminal;

const PASSWORD: &str = "a sand table in the dark";
const OTHER: &str = "another one for the day";

fn add_first(terminal: &Terminal) {
    let add = ["user", "add", "gao.xiang", "--name", "高翔", "--role", "admin", "--password-stdin"];
    terminal.run_with(&add, &format!("{PASSWORD}\n")).well("Added gao.xiang.");
    terminal.run_with(&add, PASSWORD).not(1, "this login is taken");
    let serving = terminal.serve(&[]);
    assert!(serving.lets_in("gao.xiang", PASSWORD));
    assert!(!serving.lets_in("gao.xiang", OTHER));
}

#[test]
fn the_first_user_of_an_empty_folder_is_added_and_signs_in() {
    add_first(&Terminal::sqlite());
}

#[test]
fn the_first_user_of_an_empty_postgres_is_added_and_signs_in() {
    add_first(&Terminal::postgres());
}

#[test]
fn without_a_password_a_link_is_printed_that_leads_to_the_form() {
    let terminal = Terminal::sqlite();
    let add = ["user", "add", "gao", "--name", "高翔", "--public-url", "https://deals.example.com"];
    let said = terminal.run(&add);
    let path = said.well("works once").word("https://").strip_prefix("https://deals.example.com").unwrap();
    let serving = terminal.serve(&[]);
    let (status, page) = serving.get(path);
    assert_eq!(status, 200, "{page}");
    assert!(page.contains("gao"), "{page}");
}

#[test]
fn a_role_that_is_not_said_is_member() {
    let terminal = Terminal::sqlite();
    terminal.run(&["user", "add", "gao", "--name", "高翔"]).well("Added");
    terminal.run(&["backup", "all.backup"]).well("Wrote");
    let backup = std::fs::read_to_string(terminal.folder.path().join("all.backup")).unwrap();
    assert!(backup.contains(r#"\"name\":\"高翔\""#) && backup.contains(r#"\"role\":\"member\""#), "{backup}");
}

#[test]
fn what_can_not_be_a_user_is_refused_in_words() {
    let terminal = Terminal::sqlite();
    let add = |login: &str, name: &str| terminal.run(&["user", "add", login, "--name", name]);
    add("王 磊", "王磊").not(1, "a login has 3 to 64 letters, digits or . _ - @");
    add("ab", "王磊").not(1, "a login has 3 to 64 letters");
    add("wang", "").not(1, "The member's name must not be empty.");
    terminal.run(&["user", "add", "wang"]).not(2, "--name");
    terminal.run(&["user", "add", "wang", "--name", "王磊", "--role", "boss"]).not(2, "admin, member, guest");
    terminal.run(&["user", "add", "wang", "--name", "王磊", "--public-url", "deals"]).not(1, "deals");
    let short = ["user", "add", "wang", "--name", "王磊", "--password-stdin"];
    terminal.run_with(&short, "short").not(1, "a password has 10 characters at least");
    terminal.run_with(&short, "").not(1, "a password has 10 characters at least");
    terminal.run(&["user"]).not(2, "add");
}

#[test]
fn a_new_password_ends_the_old_one() {
    let terminal = Terminal::sqlite();
    let add = ["user", "add", "gao", "--name", "高翔", "--password-stdin"];
    terminal.run_with(&add, PASSWORD).well("Added");
    terminal.run(&["user", "reset", "nobody"]).not(1, "there is no user nobody");
    // Beside a running server: the person waits at the telephone.
    let serving = terminal.serve(&[]);
    assert!(serving.lets_in("gao", PASSWORD));
    let reset = ["user", "reset", "gao", "--password-stdin"];
    terminal.run_with(&reset, "short").not(1, "a password has 10 characters at least");
    terminal.run_with(&reset, OTHER).well("gao has a new password; 1 sessions ended.");
    assert!(!serving.lets_in("gao", PASSWORD));
    assert!(serving.lets_in("gao", OTHER));
    let said = terminal.run(&["user", "reset", "gao", "--public-url", &serving.url]);
    let (status, page) = serving.get(said.well("works once").word("http://").strip_prefix(&serving.url).unwrap());
    assert_eq!(status, 200, "{page}");
}

#[test]
fn nobodys_password_is_reset_where_there_is_no_data() {
    let terminal = Terminal::sqlite();
    terminal.run(&["user", "reset", "gao"]).not(1, "there is no data here yet: check --data");
    assert!(!terminal.file().exists());
}

#[test]
fn nobody_is_added_beside_a_server_on_the_same_folder() {
    let terminal = Terminal::sqlite();
    let serving = terminal.serve(&[]);
    let add = ["user", "add", "gao", "--name", "高翔"];
    terminal.run(&add).not(1, "another server is using this data folder");
    serving.stop();
    terminal.run(&add).well("Added gao.");
}

#[test]
fn on_postgres_somebody_is_added_beside_a_server() {
    let terminal = Terminal::postgres();
    let serving = terminal.serve(&[]);
    let add = ["user", "add", "gao", "--name", "高翔", "--password-stdin"];
    terminal.run_with(&add, PASSWORD).well("Added gao.");
    assert!(serving.lets_in("gao", PASSWORD));
}
