//! Prometheus metrics, on an address of their own that only the operator reaches.

use axum::{Router, routing::get};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder};
use std::{io, net::SocketAddr, time::Duration};
use tokio::net::TcpListener;

/// Histograms keep what was recorded since the last look; this folds it in.
const UPKEEP_EVERY: Duration = Duration::from_secs(5);

/// Why metrics are not served.
#[derive(Debug, thiserror::Error)]
pub enum MetricsError {
    /// The address can not be listened on.
    #[error("can not listen on the metrics address: {0}")]
    Io(#[from] io::Error),
    /// A recorder is installed already.
    #[error("metrics can not be recorded: {0}")]
    Recorder(#[from] BuildError),
}

/// Starts to record and to serve `/metrics`; returns where.
pub async fn serve(address: SocketAddr) -> Result<SocketAddr, MetricsError> {
    let recorder = PrometheusBuilder::new().install_recorder()?;
    let listener = TcpListener::bind(address).await?;
    let bound = listener.local_addr()?;
    let upkeep = recorder.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP_EVERY).await;
            upkeep.run_upkeep();
        }
    });
    let router = Router::new().route(
        "/metrics",
        get(move || {
            let text = recorder.render();
            async move { text }
        }),
    );
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "metrics are not served any more");
        }
    });
    Ok(bound)
}
