//! The built site, embedded into the binary (read from disk in a debug build), and the shell of the app.

use super::{AppState, Problem};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use std::{borrow::Cow, collections::HashMap, io::Write, sync::Mutex, sync::PoisonError};

/// `target/site`: `pkg/` with WASM, script and style, beside it what `public/` holds.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
struct Site;

/// A file under an address that names its content never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Any other is asked for again each time, and mostly answered by "not modified".
const ASK_AGAIN: &str = "no-cache";

/// The files, and their compressed forms once they are made.
#[derive(Default)]
pub struct Assets {
    compressed: Mutex<HashMap<String, bytes::Bytes>>,
}

/// Files that are worth compressing once and well; the rest is compressed on the way.
fn is_worth_it(path: &str) -> bool {
    ["wasm", "js", "css", "svg"].iter().any(|kind| path.rsplit('.').next() == Some(*kind))
}

impl Assets {
    /// Compresses all files as well as brotli can. Takes seconds, so it runs beside the first requests.
    pub fn compress(&self) {
        for path in Site::iter().filter(|path| is_worth_it(path)) {
            let Some(file) = Site::get(&path) else { continue };
            let mut smaller = Vec::new();
            let params = brotli::enc::BrotliEncoderParams { quality: 10, lgwin: 22, ..Default::default() };
            let mut writer = brotli::CompressorWriter::with_params(&mut smaller, 4096, &params);
            let written = writer.write_all(&file.data).and_then(|()| writer.flush());
            drop(writer);
            if written.is_ok() {
                self.compressed
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(path.into_owned(), smaller.into());
            }
        }
    }

    fn compressed(&self, path: &str) -> Option<bytes::Bytes> {
        self.compressed.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }
}

/// The address of a file with the hash of its content, for pages.
pub fn address(path: &str) -> String {
    match Site::get(path) {
        Some(file) => format!("/{path}?v={}", short_hash(&file.metadata.sha256_hash())),
        None => format!("/{path}"),
    }
}

fn short_hash(hash: &[u8; 32]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A file of the site.
pub async fn file(State(server): State<AppState>, request: Request) -> Result<Response, Problem> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Problem::NotFound);
    }
    let path = request.uri().path().trim_start_matches('/');
    // The names are those of the embedded list: `..` names none of them.
    let file = Site::get(path).ok_or(Problem::NotFound)?;
    let hash = short_hash(&file.metadata.sha256_hash());
    // The parts of the app are named after the build they belong to.
    let names_content =
        path.starts_with("pkg/parts/") || request.uri().query().is_some_and(|query| query == format!("v={hash}"));
    let kind = mime_guess::from_path(path).first_or_octet_stream().to_string();
    let kind = if kind.starts_with("text/") { format!("{kind}; charset=utf-8") } else { kind };
    let etag = format!("\"{hash}\"");
    let mut headers = HeaderMap::new();
    let mut set = |name, value: &str| {
        if let Ok(value) = value.parse() {
            headers.insert(name, value);
        }
    };
    set(header::CACHE_CONTROL, if names_content { FOR_EVER } else { ASK_AGAIN });
    set(header::ETAG, &etag);
    set(header::CONTENT_TYPE, &kind);
    set(header::VARY, "accept-encoding");
    if path == "sw.js" || path == "service_worker.js" {
        set(header::HeaderName::from_static("service-worker-allowed"), "/");
    }
    if is_known(request.headers(), &etag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    if accepts_brotli(request.headers())
        && let Some(smaller) = server.assets.compressed(path)
    {
        headers.insert(header::CONTENT_ENCODING, header::HeaderValue::from_static("br"));
        return Ok((headers, Body::from(smaller)).into_response());
    }
    let body = match file.data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    };
    Ok((headers, body).into_response())
}

fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim().trim_start_matches("W/") == etag || known.trim() == "*")
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|entry| {
            let mut parts = entry.split(';');
            parts.next().map(str::trim) == Some("br") && parts.next().map(str::trim) != Some("q=0")
        })
}

/// The one page of the app, the same for everybody: it knows nothing of who asks, so it can be kept and opened offline.
pub async fn shell(State(_): State<AppState>, request: Request) -> Response {
    let html = app::pages::shell(&address("pkg/sandtable.css"));
    let etag = format!("\"{}\"", short_hash(&crate::token::digest(&html)));
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, ASK_AGAIN.to_owned()),
        (header::ETAG, etag.clone()),
    ];
    if is_known(request.headers(), &etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, html).into_response()
}
