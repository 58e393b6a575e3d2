//! For those who watch the server: alive, ready, how it is doing.

mod healthz;
mod metrics;
mod readyz;

pub use self::metrics::{MetricsError, serve as serve_metrics};
pub use healthz::healthz;
pub use readyz::readyz;
