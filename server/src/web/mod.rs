//! What all routes share: headers, errors, language, who asks, and the routes themselves.

mod assets;
mod caller;
mod frame;
mod headers;
mod link;
mod locale;
mod page;
mod problem;
mod routes;
mod state;

pub use assets::{Assets, address as asset_address};
pub use caller::{Admin, ApiUser, ClientAddress, SESSION_DAYS, SignedIn, session_cookie, signed_in};
pub use link::open_link;
pub use locale::{COOKIE as LOCALE_COOKIE, PageLocale};
pub use page::{Page, back_to, redirect};
pub use problem::Problem;
pub use routes::routes;
pub use state::{AppState, NotAnOrigin, Options, Origin, Server};
