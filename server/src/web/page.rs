//! Answers that are pages.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// An HTML document.
#[derive(Clone, Debug)]
pub struct Page(pub StatusCode, pub String);

impl Page {
    /// A page that answers what was asked.
    pub fn ok(html: String) -> Self {
        Self(StatusCode::OK, html)
    }

    /// A form shown again with what is wrong.
    pub fn wrong(html: String) -> Self {
        Self(StatusCode::UNPROCESSABLE_ENTITY, html)
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        (self.0, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], self.1).into_response()
    }
}

/// After a form: a new GET, so that reloading does not send the form again.
pub fn redirect(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to.to_owned())]).into_response()
}

/// Where to go on, if the text is a path on this site; never to another one.
pub fn back_to(path: Option<&str>) -> &str {
    let is_path = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    path.filter(is_path).unwrap_or("/w/board")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_on_never_leaves_the_site() {
        assert_eq!(back_to(Some("/w/deals/1/map?x=1")), "/w/deals/1/map?x=1");
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb", "", "w/board"] {
            assert_eq!(back_to(Some(elsewhere)), "/w/board", "{elsewhere:?}");
        }
        assert_eq!(back_to(None), "/w/board");
    }
}
