//! HTTPS by the server itself, with a certificate made for the test.

use crate::terminal::{Serving, Terminal, wait};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName},
};
use std::{path::PathBuf, sync::Arc};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;

const PASSWORD: &str = "a sand table in the dark";

/// A certificate for this machine, and its key, as files.
struct Certificate {
    cert: PathBuf,
    key: PathBuf,
    trusted: CertificateDer<'static>,
}

fn certificate(terminal: &Terminal, name: &str) -> Certificate {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let folder = terminal.folder.path();
    let (cert, key) = (folder.join(format!("{name}.cert.pem")), folder.join(format!("{name}.key.pem")));
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    Certificate { cert, key, trusted: made.cert.der().clone() }
}

fn serve(terminal: &Terminal, certificate: &Certificate) -> Serving {
    let (cert, key) = (certificate.cert.to_str().unwrap(), certificate.key.to_str().unwrap());
    terminal.serve(&["--tls-cert", cert, "--tls-key", key])
}

/// Sends a request over TLS as a browser that trusts this certificate only; the whole answer.
async fn ask(serving: &Serving, certificate: &Certificate, request: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(certificate.trusted.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let address = serving.url.strip_prefix("https://").unwrap();
    let stream = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // The server may end the connection without the farewell of TLS.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let begin = format!("{name}: ");
    answer.lines().find_map(|line| line.strip_prefix(begin.as_str()))
}

#[test]
fn https_answers_the_cookie_is_bound_to_the_host_and_browsers_are_told_to_stay() {
    let terminal = Terminal::sqlite();
    let add = ["user", "add", "gao", "--name", "高翔", "--password-stdin"];
    terminal.run_with(&add, PASSWORD).well("Added gao.");
    let certificate = certificate(&terminal, "own");
    let serving = serve(&terminal, &certificate);
    assert!(serving.url.starts_with("https://127.0.0.1:"), "{}", serving.url);
    let host = serving.url.strip_prefix("https://").unwrap();
    wait(async {
        let get = format!("GET /sign-in HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let page = ask(&serving, &certificate, &get).await;
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(header(&page, "strict-transport-security").is_some_and(|value| value.contains("max-age")), "{page}");

        let form = format!("login=gao&password={}", PASSWORD.replace(' ', "+"));
        let post = format!(
            "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
            serving.url,
            form.len()
        );
        let entered = ask(&serving, &certificate, &post).await;
        assert!(entered.starts_with("HTTP/1.1 303"), "{entered}");
        let cookie = header(&entered, "set-cookie").unwrap();
        assert!(cookie.starts_with("__Host-sandtable="), "{cookie}");
        for attribute in ["Path=/", "HttpOnly", "Secure"] {
            assert!(cookie.split("; ").any(|one| one == attribute), "{cookie} lacks {attribute}");
        }

        let token = cookie.split(';').next().unwrap();
        let me = format!("GET /api/me HTTP/1.1\r\nHost: {host}\r\nCookie: {token}\r\nConnection: close\r\n\r\n");
        let me = ask(&serving, &certificate, &me).await;
        assert!(me.starts_with("HTTP/1.1 200") && me.contains("高翔"), "{me}");
    });
    serving.stop();
}

#[test]
fn who_speaks_plain_http_to_a_tls_port_gets_no_page() {
    let terminal = Terminal::sqlite();
    let certificate = certificate(&terminal, "own");
    let serving = serve(&terminal, &certificate);
    let mut plain = std::net::TcpStream::connect(serving.url.strip_prefix("https://").unwrap()).unwrap();
    std::io::Write::write_all(&mut plain, b"GET /sign-in HTTP/1.1\r\nHost: here\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = std::io::Read::read_to_end(&mut plain, &mut answer);
    assert!(!String::from_utf8_lossy(&answer).contains("<form"));
}

#[test]
fn a_certificate_or_key_that_can_not_be_used_is_named_with_its_reason() {
    let terminal = Terminal::sqlite();
    let (own, other) = (certificate(&terminal, "own"), certificate(&terminal, "other"));
    let folder = terminal.folder.path();
    let (missing, text) = (folder.join("missing.pem"), folder.join("text.pem"));
    std::fs::write(&text, "Dear colleague, please find the key attached.\n").unwrap();
    let wrong = [
        (&missing, &own.key, "missing.pem can not be read"),
        (&own.cert, &missing, "missing.pem can not be read"),
        (&text, &own.key, "text.pem holds no certificate in PEM form"),
        (&own.cert, &text, "text.pem holds no private key in PEM form"),
        (&own.key, &own.cert, "own.key.pem holds no certificate in PEM form"),
        (&own.cert, &other.key, "other.key.pem is not the key of the certificate in"),
    ];
    for (cert, key, why) in wrong {
        let line = ["serve", "--address", "127.0.0.1:0", "--tls-cert"].map(AsRef::<std::ffi::OsStr>::as_ref);
        let line = [&line[..], &[cert.as_os_str(), "--tls-key".as_ref(), key.as_os_str()]].concat();
        terminal.run(&line).not(1, why);
    }
    assert!(!terminal.file().exists(), "nothing else has happened");
}
