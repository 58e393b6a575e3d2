//! The command line: what an administrator can choose, by flag or by environment.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::{net::SocketAddr, path::PathBuf};

const AFTER_HELP: &str = "\
First start:
  sandtable                 serves http://127.0.0.1:3000 with a database in .data, and prints a one-time address
                            at which the first admin is made
  sandtable serve --demo    the same with a demo workspace; its sign-in page offers one button per role

For a team:
  sandtable serve --address 0.0.0.0:443 --tls-cert cert.pem --tls-key key.pem --public-url https://deals.example.com
  sandtable serve --behind-proxy --public-url https://deals.example.com
                            behind a proxy that ends TLS; it must hand on Host, Upgrade and X-Forwarded-For
  DATABASE_URL=postgres://user:password@host/name sandtable serve
                            on PostgreSQL; several servers may share one database

Upkeep:
  sandtable backup FILE     writes everything to one file while the server runs; restore reads it into either database
  sandtable verify          walks the hash chain of every log; run it after a restore and now and then
  sandtable migrate         brings the database to this version; serve does so by itself only for an empty database";

/// Sandtable 沙盘: a deal room in the browser for sales teams that run lead to cash.
#[derive(Debug, Parser)]
#[command(name = "sandtable", version, about, long_about = None, after_help = AFTER_HELP)]
pub struct Cli {
    /// What to do; `serve` if nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// For `serve` without its name.
    #[command(flatten)]
    pub serve: ServeOptions,
    /// Where the data is.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// Form of the log on stderr
    #[arg(long, global = true, env = "SANDTABLE_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
}

/// What the binary can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the workspace (the default)
    Serve(ServeOptions),
    /// Bring the database to this version
    Migrate {
        /// Change nothing, only say how many migrations are missing; the exit code is 1 if any is
        #[arg(long)]
        check: bool,
    },
    /// Write everything to one file; the server may run meanwhile
    Backup {
        /// The file; it must not exist
        file: PathBuf,
    },
    /// Read a backup into an empty database
    Restore {
        /// The file
        file: PathBuf,
    },
    /// Walk the hash chain of every log and say whether anything was altered
    Verify,
    /// Make the lists (board, cards) anew from the logs; stop the server first
    Rebuild,
    /// Add somebody who signs in, or give him a new password
    #[command(subcommand)]
    User(UserCommand),
}

/// What can be done for somebody who signs in.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a user; stop a server on SQLite first
    Add {
        /// The name he signs in with
        login: String,
        /// Full name as others see it
        #[arg(long)]
        name: String,
        /// Role in the workspace
        #[arg(long, value_enum, default_value_t = RoleName::Member)]
        role: RoleName,
        /// Read the password from standard input instead of printing a one-time link
        #[arg(long)]
        password_stdin: bool,
        /// The address people type, for the link that is printed
        #[arg(long, env = "SANDTABLE_PUBLIC_URL", default_value = "http://127.0.0.1:3000")]
        public_url: String,
    },
    /// Print a one-time link with which a user chooses a new password
    Reset {
        /// The name he signs in with
        login: String,
        /// Read the new password from standard input instead
        #[arg(long)]
        password_stdin: bool,
        /// The address people type, for the link that is printed
        #[arg(long, env = "SANDTABLE_PUBLIC_URL", default_value = "http://127.0.0.1:3000")]
        public_url: String,
    },
}

/// A workspace role on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum RoleName {
    /// Manages members and competitors.
    Admin,
    /// Creates accounts and deals.
    Member,
    /// Sees only what he is invited to.
    Guest,
}

impl From<RoleName> for model::WorkspaceRole {
    fn from(role: RoleName) -> Self {
        match role {
            RoleName::Admin => Self::Admin,
            RoleName::Member => Self::Member,
            RoleName::Guest => Self::Guest,
        }
    }
}

/// Form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One line per event, for people.
    Text,
    /// One JSON object per event, for machines.
    Json,
}

/// Where the data is.
#[derive(Args, Clone, Debug)]
pub struct DatabaseOptions {
    /// Folder of the embedded SQLite database
    #[arg(long, global = true, env = "SANDTABLE_DATA", value_name = "FOLDER", default_value = ".data")]
    pub data: PathBuf,
    /// A PostgreSQL database instead of the embedded one: postgres://user:password@host/name
    #[arg(long, global = true, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

/// What `serve` can be told.
#[derive(Args, Clone, Debug)]
pub struct ServeOptions {
    /// Where to listen
    #[arg(long, env = "SANDTABLE_ADDRESS", default_value = "127.0.0.1:3000")]
    pub address: SocketAddr,
    /// The address people type, if it is not the one above; https makes the cookies secure
    #[arg(long, env = "SANDTABLE_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Serve HTTPS with this certificate chain (PEM)
    #[arg(long, env = "SANDTABLE_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The key of the certificate (PEM)
    #[arg(long, env = "SANDTABLE_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Take the client's address from the last entry of X-Forwarded-For: only behind a proxy that sets it
    #[arg(long, env = "SANDTABLE_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Load the demo workspace into an empty database and offer its roles on the sign-in page, without a password
    #[arg(long, env = "SANDTABLE_DEMO")]
    pub demo: bool,
    /// Serve Prometheus metrics at /metrics of this private address; off unless given
    #[arg(long, env = "SANDTABLE_METRICS_ADDRESS", value_name = "ADDRESS")]
    pub metrics_address: Option<SocketAddr>,
    /// Folder with fonts for exports; the system's fonts unless given
    #[arg(long, env = "SANDTABLE_FONT_FOLDER", value_name = "FOLDER")]
    pub font_folder: Option<PathBuf>,
}
