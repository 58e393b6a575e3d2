//! Headers that every answer carries.

use crate::world::{World, options};
use server::config::ServeOptions;

const EVERYWHERE: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

#[tokio::test]
async fn every_answer_forbids_inline_scripts_foreign_sources_and_frames() {
    let (world, admin) = World::new().await;
    let paths = [
        "/",
        "/sign-in",
        "/set-up",
        "/account",
        "/admin",
        "/api/me",
        "/w/board",
        "/w/deals/1/map",
        "/healthz",
        "/readyz",
        "/no/such/page",
        "/ws",
        "/invitations/none",
        "/reset/none",
        "/pkg/none.js",
    ];
    for path in paths {
        for browser in [&world.visitor(), &admin] {
            let answer = browser.get(path).await;
            for (name, value) in EVERYWHERE {
                assert_eq!(answer.header(name), value, "{path}");
            }
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"));
            for directive in ["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"] {
                assert!(policy.contains(directive), "{path}");
            }
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}");
            assert_eq!(answer.header("strict-transport-security"), "", "{path}: not without TLS");
            assert!(!answer.body.contains("<script>") && !answer.body.contains("style="), "{path}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn pages_of_a_person_are_kept_by_no_cache_and_the_shell_is_asked_for_again() {
    let (_world, admin) = World::new().await;
    for path in ["/account", "/admin", "/api/me", "/sign-in"] {
        assert_eq!(admin.get(path).await.header("cache-control"), "no-store", "{path}");
    }
    assert_eq!(admin.get("/w/board").await.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn behind_tls_browsers_are_told_to_stay_there_and_the_cookie_is_bound_to_the_host() {
    let world =
        World::with(ServeOptions { public_url: Some("https://deals.example.com".to_owned()), ..options() }).await;
    let user = world.member_with_password("gao", "高翔", model::WorkspaceRole::Admin).await;
    assert!(world.visitor().get("/sign-in").await.header("strict-transport-security").starts_with("max-age=63072000"));
    let browser = world.visitor();
    let answer = browser.post("/sign-in", &[("login", "gao"), ("password", crate::world::PASSWORD)]).await;
    let cookie = answer.cookies()[0].to_owned();
    assert!(cookie.starts_with("__Host-sandtable="), "{cookie}");
    for attribute in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"] {
        assert!(cookie.split("; ").any(|one| one == attribute), "{cookie} lacks {attribute}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    browser.get("/api/me").await.says(&user.to_string());
}
