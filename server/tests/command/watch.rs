//! What those see who watch the server: metrics on a port of their own, alive and ready.

use crate::{
    postgres::Outage,
    terminal::{Terminal, get},
};

#[test]
fn metrics_are_served_on_their_private_port_and_nowhere_else() {
    let terminal = Terminal::sqlite();
    let serving = terminal.serve(&["--metrics-address", "127.0.0.1:0"]);
    let metrics = serving.address_after("Metrics: ");
    assert!(metrics.ends_with("/metrics") && !metrics.starts_with(&serving.url), "{metrics}");
    assert_eq!(serving.get("/readyz").0, 200);
    let (status, text) = get(&metrics);
    assert_eq!(status, 200);
    assert!(text.contains("sandtable_"), "{text}");
    assert_eq!(serving.get("/metrics").0, 404);
    // Nothing else is to be had on the private port.
    let private = metrics.strip_suffix("/metrics").unwrap();
    for path in ["/", "/sign-in", "/healthz", "/set-up"] {
        assert_eq!(get(&format!("{private}{path}")).0, 404, "{path}");
    }
}

#[test]
fn without_an_address_there_are_no_metrics() {
    let terminal = Terminal::sqlite();
    let serving = terminal.serve(&[]);
    assert_eq!(serving.get("/metrics").0, 404);
    serving.stop();
}

#[test]
fn a_metrics_address_that_is_taken_is_refused_in_words() {
    let terminal = Terminal::sqlite();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let line = ["serve", "--address", "127.0.0.1:0", "--metrics-address", &address];
    terminal.run(&line).not(1, "can not listen on the metrics address");
}

#[test]
fn without_its_database_the_server_is_alive_but_not_ready_and_with_it_ready_again() {
    let terminal = Terminal::postgres();
    let database = terminal.database.clone().unwrap();
    let serving = terminal.serve(&[]);
    assert_eq!(serving.get("/readyz"), (200, r#"{"database":true,"writer":true}"#.to_owned()));

    let outage = Outage::of(&database);
    let (status, why) = serving.get("/readyz");
    assert_eq!((status, why.contains(r#""database":false"#)), (503, true), "{why}");
    assert_eq!(serving.get("/healthz"), (200, "ok".to_owned()));
    let (status, page) = serving.get("/set-up");
    assert_eq!(status, 503, "{page}");

    outage.end();
    assert_eq!(serving.get("/readyz").0, 200);
}
