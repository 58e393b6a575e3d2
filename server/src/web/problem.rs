//! Everything a request can fail by, and how it is told.

use super::{AppState, Page, locale, redirect};
use crate::{
    hub::{HubGone, NotSubmitted},
    password::PasswordError,
    rate_limit::Wait,
    token::NoRandomness,
};
use app::pages::{self, ProblemText};
use axum::{
    Json,
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use model::{Locale, Refusal, import::Unreadable};
use serde_json::json;
use std::{error::Error, sync::Arc, time::Duration};
use store::StoreError;

/// Why a request was not answered as asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Problem {
    /// A page needs a session; signing in leads to `next`.
    #[error("not signed in")]
    NotSignedIn {
        /// Where he wanted to go.
        next: Option<String>,
    },
    /// A script needs a session.
    #[error("not signed in")]
    SessionNeeded,
    /// Only an admin may.
    #[error("only for admins")]
    AdminNeeded,
    /// A form or socket from another site.
    #[error("from another site")]
    ForeignOrigin,
    /// No such page.
    #[error("not found")]
    NotFound,
    /// A one-time link that was used, has ended, or never was.
    #[error("link spent")]
    LinkSpent,
    /// Too many tries.
    #[error("too many tries")]
    TooManyTries {
        /// When to try again.
        wait: Duration,
    },
    /// More links for people outside than anybody can keep in mind.
    #[error("too many links")]
    TooManyLinks,
    /// The request is malformed.
    #[error("malformed")]
    Malformed,
    /// More than a form may hold.
    #[error("too large")]
    TooLarge,
    /// No font has the characters of a picture.
    #[error("no font with Chinese characters")]
    FontMissing,
    /// A moment before the deal began.
    #[error("the deal was not there yet")]
    NotYet,
    /// A moment compared with itself.
    #[error("a moment is compared with itself")]
    SameMoment,
    /// A picture larger than anybody should wait for.
    #[error("the drawing is too large")]
    DrawingTooLarge,
    /// A file people should come in from.
    #[error("the file can not be read: {0}")]
    Unreadable(Unreadable),
    /// The rules of the workspace refuse it.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The database is away or full, or the server is stopping.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Anything else. The page shows only the id, the log has the cause.
    #[error("{0}")]
    Unknown(Arc<dyn Error + Send + Sync>),
}

impl Problem {
    /// An error nobody foresaw.
    pub fn unknown(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Unknown(Arc::new(error))
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::NotSignedIn { .. } | Self::SessionNeeded => StatusCode::UNAUTHORIZED,
            Self::AdminNeeded | Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::LinkSpent => StatusCode::GONE,
            Self::TooManyTries { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::TooLarge | Self::Unreadable(Unreadable::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Refused(_)
            | Self::Unreadable(_)
            | Self::DrawingTooLarge
            | Self::NotYet
            | Self::SameMoment
            | Self::TooManyLinks => StatusCode::UNPROCESSABLE_ENTITY,
            Self::FontMissing => StatusCode::NOT_IMPLEMENTED,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unknown(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn text(&self, locale: Locale) -> ProblemText {
        match self {
            Self::NotSignedIn { .. } | Self::SessionNeeded => ProblemText::SignInFirst,
            Self::AdminNeeded => ProblemText::AdminNeeded,
            Self::ForeignOrigin => ProblemText::ForeignOrigin,
            Self::NotFound => ProblemText::NotFound,
            Self::LinkSpent => ProblemText::LinkSpent,
            Self::TooManyTries { wait } => ProblemText::TooManyTries { seconds: wait.as_secs().max(1) },
            Self::TooManyLinks => ProblemText::TooManyLinks,
            Self::Malformed => ProblemText::Malformed,
            Self::TooLarge => ProblemText::TooLarge,
            Self::Refused(refusal) => ProblemText::Refused { sentence: refusal.sentence(locale) },
            Self::Unreadable(why) => ProblemText::Refused { sentence: why.sentence(locale) },
            Self::FontMissing => ProblemText::FontMissing,
            Self::NotYet => ProblemText::NotYet,
            Self::SameMoment => ProblemText::SameMoment,
            Self::DrawingTooLarge => ProblemText::DrawingTooLarge,
            Self::Unavailable(_) => ProblemText::Unavailable,
            Self::Unknown(_) => {
                let id = crate::token::new_uuid().map(|id| id.simple().to_string()).unwrap_or_default();
                tracing::error!(id, error = %self, "a request failed");
                ProblemText::Unknown { id }
            }
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full | StoreError::Unavailable(_) => {
                tracing::warn!(%error, "the store can not serve a request");
                Self::Unavailable(error.to_string())
            }
            error => Self::unknown(error),
        }
    }
}

impl From<Wait> for Problem {
    fn from(Wait(wait): Wait) -> Self {
        Self::TooManyTries { wait }
    }
}

impl From<HubGone> for Problem {
    fn from(gone: HubGone) -> Self {
        Self::Unavailable(gone.to_string())
    }
}

impl From<NotSubmitted> for Problem {
    fn from(error: NotSubmitted) -> Self {
        match error {
            NotSubmitted::Refused(refusal) => Self::Refused(refusal),
            NotSubmitted::Gone => Self::Unavailable(error.to_string()),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Unreadable> for Problem {
    fn from(why: Unreadable) -> Self {
        Self::Unreadable(why)
    }
}

impl From<NoRandomness> for Problem {
    fn from(error: NoRandomness) -> Self {
        Self::unknown(error)
    }
}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Length => Self::Malformed,
            PasswordError::Stopping => Self::Unavailable(error.to_string()),
            error @ PasswordError::Hash(_) => Self::unknown(error),
        }
    }
}

/// Leaves the telling to [`explain`], which knows language and form.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Turns every failed answer into a page or, for scripts, into JSON: ours, and those axum gives by itself.
pub async fn explain(State(server): State<AppState>, request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/") || request.uri().path() == "/ws";
    let (mut parts, body) = request.into_parts();
    let headers = parts.headers.clone();
    let super::ClientAddress(address) = super::ClientAddress::from_request_parts(&mut parts, &server)
        .await
        .unwrap_or(super::ClientAddress(std::net::Ipv4Addr::UNSPECIFIED.into()));
    // A form's address shows nothing by itself: the language switch of its error page goes to the start.
    let path = if parts.method == Method::GET { parts.uri.path().to_owned() } else { "/".to_owned() };
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let problem = match response.extensions().get::<Problem>() {
        Some(problem) => problem.clone(),
        None if response.headers().contains_key(header::CONTENT_TYPE) && is_html(&response) => return response,
        None => match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Problem::NotFound,
            StatusCode::FORBIDDEN => Problem::ForeignOrigin,
            StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
            StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
                Problem::Unavailable("timeout".to_owned())
            }
            StatusCode::INTERNAL_SERVER_ERROR => Problem::Unavailable("panic".to_owned()),
            status if status.is_client_error() => Problem::Malformed,
            _ => return response,
        },
    };
    tracing::debug!(%address, %problem, "not answered as asked");
    tell(&server, &headers, &path, api, status, &problem)
}

fn is_html(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|value| {
        value.as_bytes().starts_with(b"text/html") || value.as_bytes().starts_with(b"application/json")
    })
}

fn tell(
    server: &AppState,
    headers: &HeaderMap,
    path: &str,
    api: bool,
    status: StatusCode,
    problem: &Problem,
) -> Response {
    if let (false, Problem::NotSignedIn { next }) = (api, problem) {
        let next = next.as_deref().map(encode).unwrap_or_default();
        return redirect(&if next.is_empty() { "/sign-in".to_owned() } else { format!("/sign-in?next={next}") });
    }
    let locale = locale::of_headers(headers);
    let text = problem.text(locale);
    let mut response = if api {
        let (title, sentence) = pages::problem_texts(locale, &text);
        (status, Json(json!({ "error": title, "sentence": sentence }))).into_response()
    } else {
        Page(status, pages::problem(&server.frame(locale, headers).at(path), &text)).into_response()
    };
    if let Problem::TooManyTries { wait } = problem
        && let Ok(seconds) = wait.as_secs().max(1).to_string().parse()
    {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

/// Percent-encodes a path for use as a parameter.
fn encode(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-_./".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    })
}
