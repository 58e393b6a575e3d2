//! Headers that every response carries, whatever it is.

use super::AppState;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// Everything from our own origin, nothing inline; `wasm-unsafe-eval` is what compiling WASM is called. Browsers count
/// sockets of the same origin as `'self'`.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

/// Pages for people outside: not even a script of ours.
const POLICY_OUTSIDE: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";

const FEATURES: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

/// Two years, the value browsers ask of sites they preload.
const TRANSPORT: &str = "max-age=63072000; includeSubDomains";

/// Adds the headers, also to errors.
pub async fn secure(State(server): State<AppState>, request: Request, next: Next) -> Response {
    // Whatever is answered there, also an error: the address is the secret.
    let outside = request.uri().path().starts_with("/s/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, if outside { POLICY_OUTSIDE } else { POLICY });
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    // One-time links stand in addresses: no other site may learn them. Our own must not be kept from itself: a browser that
    // sends no referrer sends no origin with a form either, and on plain http the origin is all that tells ours from others'.
    set(header::REFERRER_POLICY, if outside { "no-referrer" } else { "same-origin" });
    if outside {
        set(header::HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive");
    }
    set(header::HeaderName::from_static("permissions-policy"), FEATURES);
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if server.options.origin.is_secure() {
        set(header::STRICT_TRANSPORT_SECURITY, TRANSPORT);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
