//! The flags: explained by `--help`, listed in the README, refused in words when they are wrong.

use crate::terminal::Terminal;
use clap::{Arg, CommandFactory};
use server::config::Cli;

/// Flags and positions of a command that are its own, without those clap adds.
fn arguments(command: &clap::Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|argument| !["help", "version"].contains(&argument.get_id().as_str()))
}

fn environment(argument: &Arg) -> Option<String> {
    argument.get_env().map(|name| name.to_string_lossy().into_owned())
}

/// Every command and subcommand, by its words.
fn commands(of: &clap::Command, words: &[String]) -> Vec<(Vec<String>, clap::Command)> {
    let mut found = vec![(words.to_vec(), of.clone())];
    for sub in of.get_subcommands() {
        let words: Vec<String> = words.iter().cloned().chain([sub.get_name().to_owned()]).collect();
        found.extend(commands(sub, &words));
    }
    found
}

#[test]
fn every_command_explains_itself_and_each_of_its_flags() {
    let terminal = Terminal::sqlite();
    let all = commands(&Cli::command(), &[]);
    assert_eq!(all.len(), 10, "a new command needs a test of its own");
    for (words, command) in all {
        let mut line = words.clone();
        line.push("--help".to_owned());
        let said = terminal.run(&line);
        said.well("Usage: sandtable");
        for sub in command.get_subcommands() {
            assert!(sub.get_about().is_some_and(|about| !about.to_string().is_empty()), "{}", sub.get_name());
            said.well(sub.get_name());
        }
        for argument in arguments(&command) {
            let help =
                argument.get_help().unwrap_or_else(|| panic!("{words:?} {} is not explained", argument.get_id()));
            said.well(help.to_string().split_whitespace().next().unwrap());
            if let Some(long) = argument.get_long() {
                said.well(&format!("--{long}"));
            }
            if let Some(name) = environment(argument) {
                said.well(&format!("[env: {name}"));
            }
        }
    }
}

/// `| flag | environment | default | meaning |`, one row per line; two flags of one kind share a row.
fn readme() -> Vec<(String, String, String)> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| `--"));
    let mut flags = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let words = |cell: &str| cell.split(", ").map(|word| word.trim_matches('`').to_owned()).collect::<Vec<_>>();
        assert_eq!(cells.len(), 4, "{row}");
        for (flag, name) in words(cells[0]).into_iter().zip(words(cells[1])) {
            flags.push((flag, name, cells[2].trim_matches('`').to_owned()));
        }
    }
    flags
}

#[test]
fn the_table_of_the_readme_lists_what_the_server_takes() {
    let cli = Cli::command();
    let mut taken: Vec<(String, String, String)> = arguments(&cli)
        .map(|argument| {
            let default = argument.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
            (
                format!("--{}", argument.get_long().unwrap()),
                environment(argument).unwrap_or_default(),
                default.filter(|default| default != "false").unwrap_or_default(),
            )
        })
        .collect();
    let mut listed = readme();
    taken.sort();
    listed.sort();
    let names = |flags: &[(String, String, String)]| {
        flags.iter().map(|(flag, name, _)| (flag.clone(), name.clone())).collect::<Vec<_>>()
    };
    assert_eq!(names(&listed), names(&taken));
    for ((flag, _, default), (_, _, said)) in taken.iter().zip(&listed) {
        if default.is_empty() {
            let words = ["none", "off", "from the address", "the system's"];
            assert!(words.contains(&said.as_str()), "{flag} has no default, the README says {said}");
        } else {
            assert_eq!(said, default, "{flag}");
        }
    }
}

#[test]
fn the_readme_names_every_command() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    for (words, command) in commands(&Cli::command(), &[]) {
        if !words.is_empty() && command.get_subcommands().next().is_none() {
            let line = words.join(" ");
            assert!(text.contains(&format!("`{line}")) || text.contains(&format!("sandtable {line}")), "{line}");
        }
    }
}

#[test]
fn a_wrong_flag_is_refused_by_name_before_anything_is_done() {
    let terminal = Terminal::sqlite();
    let wrong: [(&[&str], &str); 10] = [
        (&["--nope"], "--nope"),
        (&["serve", "--nope"], "--nope"),
        (&["surve"], "surve"),
        (&["serve", "--address", "here"], "--address"),
        (&["serve", "--metrics-address", "9000"], "--metrics-address"),
        (&["serve", "--tls-cert", "cert.pem"], "--tls-key"),
        (&["serve", "--tls-key", "key.pem"], "--tls-cert"),
        (&["serve", "--log-format", "xml"], "text, json"),
        (&["backup"], "<FILE>"),
        (&["restore"], "<FILE>"),
    ];
    for (line, why) in wrong {
        terminal.run(line).not(2, why);
    }
    assert!(!terminal.file().exists());
}

#[test]
fn an_address_that_is_taken_or_makes_no_sense_is_refused_in_words() {
    let terminal = Terminal::sqlite();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    terminal.run(&["serve", "--address", &address]).not(1, "choose another one with --address");
    assert!(!terminal.file().exists(), "nothing else has happened");
    terminal.run(&["serve", "--address", "127.0.0.1:0", "--public-url", "ftp://deals"]).not(1, "ftp://deals");
    assert!(!terminal.file().exists());
}

#[test]
fn the_version_is_that_of_the_package() {
    Terminal::sqlite().run(&["--version"]).well(&format!("sandtable {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_log_for_machines_is_one_object_per_line() {
    let said = Terminal::sqlite().run(&["verify", "--log-format", "json"]);
    assert_eq!(said.code, 1);
    for line in said.err.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    assert!(!said.err.is_empty());
}
