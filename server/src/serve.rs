//! `sandtable serve`: puts the parts together, serves, and stops without losing anything.

use crate::{
    clock,
    config::ServeOptions,
    demo,
    export::Studio,
    health,
    hub::Hub,
    import::Imports,
    password::Passwords,
    rate_limit::RateLimits,
    setup::SetUpDoor,
    tls,
    web::{AppState, Assets, Options, Origin, Server, routes},
};
use anyhow::Context;
use axum_server::{Handle, accept::NoDelayAcceptor, tls_rustls::RustlsAcceptor};
use hyper_util::{
    rt::{TokioExecutor, TokioTimer},
    server::conn::auto,
};
use std::{
    io::Write,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};
use store::{Location, Store};
use tokio::task::JoinHandle;

/// How long a stop waits for requests and sockets that are still open.
const STOP_WITHIN: Duration = Duration::from_secs(10);
/// Headers are small; a slow phone needs a second.
const HEADERS_WITHIN: Duration = Duration::from_secs(15);
/// How often sessions that have ended by themselves are forgotten.
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);

/// A server that answers.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where metrics are served.
    pub metrics_address: Option<SocketAddr>,
    /// The token of the set-up, while there is no user.
    pub set_up_token: Option<String>,
    /// What its handlers share.
    pub server: AppState,
    handle: Handle<SocketAddr>,
    serving: JoinHandle<std::io::Result<()>>,
    helpers: Vec<JoinHandle<()>>,
}

/// Serves until the process is asked to end.
pub async fn run(options: ServeOptions, location: &Location) -> anyhow::Result<()> {
    // Listened for before anybody can know that there is a server to stop.
    let asked_to_stop = stop_signal().context("the signals to stop can not be listened for")?;
    let mut running = start(options, location).await?;
    running.greet();
    tokio::select! {
        () = asked_to_stop => {}
        ended = &mut running.serving => {
            ended.context("serving ended")?.context("serving ended")?;
        }
    }
    tracing::info!("stopping: clients are told, what was begun is finished");
    running.stop().await;
    tracing::info!("stopped");
    Ok(())
}

/// Starts a server. When this returns, it answers.
pub async fn start(options: ServeOptions, location: &Location) -> anyhow::Result<Running> {
    // First the address: if it is taken, nothing else may have happened.
    let listener = TcpListener::bind(options.address)
        .with_context(|| format!("can not listen on {}: choose another one with --address", options.address))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let tls = match (&options.tls_cert, &options.tls_key) {
        (Some(cert), Some(key)) => Some(tls::load(cert, key).await?),
        _ => None,
    };
    let origin = match &options.public_url {
        Some(url) => Origin::parse(url)?,
        None => Origin::of_address(address, tls.is_some()),
    };
    let metrics_address = match options.metrics_address {
        Some(address) => Some(health::serve_metrics(address).await?),
        None => None,
    };

    let store = open(location).await?;
    let hub = Hub::start(store.clone(), matches!(location, Location::Postgres(_))).await?;
    let demo_users = if options.demo { demo_users(&store, &hub).await? } else { Vec::new() };
    let (set_up, set_up_token) = if store.is_empty().await? {
        let (door, token) = SetUpDoor::open()?;
        (door, Some(token))
    } else {
        (SetUpDoor::shut(), None)
    };
    let server = Arc::new(Server {
        store,
        hub,
        assets: Assets::default(),
        passwords: Passwords::default(),
        studio: Studio::new(options.font_folder),
        imports: Imports::default(),
        rate_limits: RateLimits::default(),
        set_up,
        demo_users,
        options: Options { origin, behind_proxy: options.behind_proxy, demo: options.demo },
    });

    // Frames leave as they are written. With Nagle's algorithm the second of two small ones, the answer to an edit behind
    // the edit itself, waits for the client to acknowledge the first, and systems delay that by 40 ms.
    let acceptor = NoDelayAcceptor::new();
    let handle = Handle::new();
    let service = routes(Arc::clone(&server)).into_make_service_with_connect_info::<SocketAddr>();
    let serving = match tls {
        Some(tls) => {
            let mut serving = axum_server::from_tcp(listener)?
                .acceptor(RustlsAcceptor::new(tls).acceptor(acceptor))
                .handle(handle.clone());
            limit_headers(serving.http_builder());
            tokio::spawn(serving.serve(service))
        }
        None => {
            let mut serving = axum_server::from_tcp(listener)?.acceptor(acceptor).handle(handle.clone());
            limit_headers(serving.http_builder());
            tokio::spawn(serving.serve(service))
        }
    };
    let helpers = vec![tokio::spawn(sweep(server.store.clone())), compress(&server)];
    Ok(Running { address, metrics_address, set_up_token, server, handle, serving, helpers })
}

/// A client that sends its headers a byte at a time may not hold a connection for ever.
fn limit_headers(builder: &mut auto::Builder<TokioExecutor>) {
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN);
}

/// An empty database is filled; one of an older version is left to `sandtable migrate`, because a migration of much data is
/// something to choose the hour for.
pub(crate) async fn open(location: &Location) -> anyhow::Result<Store> {
    let is_new = Store::migrate_check(location).await.context("the database can not be opened")?.is_new();
    let opened = if is_new { Store::open_and_migrate(location).await } else { Store::open(location).await };
    opened.context("the database can not be opened")
}

/// Loads the demo into an empty database; says who of it can sign in.
async fn demo_users(store: &Store, hub: &Hub) -> anyhow::Result<Vec<demo::DemoUser>> {
    let script = demo::script(clock::now()).context("the demo can not be read")?;
    if crate::load_demo::is_wanted(store).await? {
        tracing::info!(steps = script.steps.len(), "loading the demo workspace");
        crate::load_demo::load(store, hub, &script).await?;
    }
    let known = store.list_users().await?;
    Ok(script.users.into_iter().filter(|user| known.iter().any(|one| one.id == user.id && !one.disabled)).collect())
}

/// In a debug build the files change while the server runs, so they are compressed on the way.
fn compress(server: &AppState) -> JoinHandle<()> {
    let server = Arc::clone(server);
    tokio::task::spawn_blocking(move || {
        if !cfg!(debug_assertions) {
            server.assets.compress();
        }
    })
}

async fn sweep(store: Store) {
    loop {
        match store.sweep_sessions(clock::now()).await {
            Ok(0) => {}
            Ok(count) => tracing::debug!(count, "forgot ended sessions"),
            Err(error) => tracing::warn!(%error, "ended sessions were not forgotten"),
        }
        tokio::time::sleep(SWEEP_EVERY).await;
    }
}

/// Listens from now on; the future ends when the process is asked to.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Listens for the keyboard; the future ends when the process is asked to.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

impl Running {
    /// The address people type.
    pub fn url(&self) -> &str {
        self.server.options.origin.as_str()
    }

    fn greet(&self) {
        let url = self.url();
        let mut out = std::io::stdout();
        let _ = writeln!(out, "Sandtable 沙盘 {} serves {url}", env!("CARGO_PKG_VERSION"));
        if let Some(token) = &self.set_up_token {
            let _ = writeln!(out, "There is no user yet. Make the first admin at:\n  {url}/set-up?token={token}");
        } else if !self.server.demo_users.is_empty() {
            let _ = writeln!(out, "This is the demo: choose a role on the sign-in page, no password needed.");
        }
        if let Some(address) = self.metrics_address {
            let _ = writeln!(out, "Metrics: http://{address}/metrics");
        }
        let _ = out.flush();
    }

    /// Tells the clients, finishes what was begun, closes the database.
    pub async fn stop(mut self) {
        self.server.hub.stop().await;
        self.handle.graceful_shutdown(Some(STOP_WITHIN));
        if !self.serving.is_finished() && tokio::time::timeout(STOP_WITHIN * 2, &mut self.serving).await.is_err() {
            self.serving.abort();
        }
        for helper in self.helpers {
            helper.abort();
        }
        self.server.store.close().await;
    }
}
