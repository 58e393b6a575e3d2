//! The shell of the single-page app: the same bytes for everybody, so that it can be cached and opened offline. The app
//! sets language, theme and title itself; the one script is an external file.

/// The document.
pub fn shell(style: &str) -> String {
    format!(
        "<!doctype html>\
<html lang=\"zh-CN\">\
<head>\
<meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content\">\
<meta name=\"color-scheme\" content=\"light dark\">\
<meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"#faf9f6\">\
<meta name=\"theme-color\" media=\"(prefers-color-scheme: dark)\" content=\"#14161a\">\
<title>沙盘 Sandtable</title>\
<link rel=\"stylesheet\" href=\"{style}\">\
<link rel=\"icon\" href=\"/icons/icon.svg\" type=\"image/svg+xml\">\
<link rel=\"manifest\" href=\"/manifest.webmanifest\">\
<link rel=\"modulepreload\" href=\"/pkg/sandtable.js\">\
<link rel=\"modulepreload\" href=\"/pkg/__wasm_split.js\">\
<link rel=\"preload\" href=\"/pkg/sandtable_bg.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
<link rel=\"preload\" href=\"/api/me\" as=\"fetch\" crossorigin>\
<script type=\"module\" src=\"/boot.js\"></script>\
</head>\
<body>\
<noscript><p>沙盘需要 JavaScript 和 WebAssembly。Sandtable needs JavaScript and WebAssembly.</p></noscript>\
</body>\
</html>"
    )
}
