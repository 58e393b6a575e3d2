//! A terminal: commands are run to their end, a server until the test is over.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read, Write},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};
use store::Location;
use tempfile::TempDir;

/// Where the data of one test is.
pub struct Terminal {
    pub folder: TempDir,
    /// The PostgreSQL database; without one the data is in `folder`.
    pub database: Option<String>,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// It succeeded and printed this.
    #[track_caller]
    pub fn well(&self, words: &str) -> &Self {
        assert_eq!(self.code, 0, "{self:?}");
        assert!(self.out.contains(words), "{words:?} is not in {self:?}");
        self
    }

    /// It failed with this exit code and gave this reason.
    #[track_caller]
    pub fn not(&self, code: i32, why: &str) -> &Self {
        assert_eq!(self.code, code, "{self:?}");
        assert!(self.err.contains(why) || self.out.contains(why), "{why:?} is not in {self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        self
    }

    /// The first word of the output that begins so.
    #[track_caller]
    pub fn word(&self, begin: &str) -> &str {
        let found = self.out.split_whitespace().find(|word| word.starts_with(begin));
        found.unwrap_or_else(|| panic!("no {begin:?} in {self:?}"))
    }
}

impl Terminal {
    pub fn sqlite() -> Self {
        Self { folder: TempDir::new().unwrap(), database: None }
    }

    pub fn postgres() -> Self {
        Self { folder: TempDir::new().unwrap(), database: Some(crate::postgres::new_database()) }
    }

    pub fn location(&self) -> Location {
        match &self.database {
            Some(url) => Location::Postgres(url.clone()),
            None => Location::Sqlite(self.file()),
        }
    }

    /// The embedded database.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("data").join("sandtable.db")
    }

    /// `sandtable ARGUMENTS` on this data, without what the environment of the tests would configure.
    fn command<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandtable"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("SANDTABLE_") || name == "DATABASE_URL" || name == "RUST_LOG" {
                command.env_remove(name);
            }
        }
        command.args(arguments).current_dir(self.folder.path()).env("SANDTABLE_DATA", self.folder.path().join("data"));
        if let Some(url) = &self.database {
            command.env("DATABASE_URL", url);
        }
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Said {
        self.run_with(arguments, "")
    }

    /// The same with something on standard input.
    pub fn run_with<A: AsRef<OsStr>>(&self, arguments: &[A], input: &str) -> Said {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A command that refuses before it reads closes the pipe.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Said {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// A server on this data, on a free port.
    pub fn serve(&self, arguments: &[&str]) -> Serving {
        let all: Vec<&str> = ["serve", "--address", "127.0.0.1:0"].iter().chain(arguments).copied().collect();
        let mut child = self.command(&all).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        // Its words must find a reader, or it would wait for one.
        let (said, lines) = mpsc::channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).for_each(|line| drop(said.send(line))));
        let greeting = lines.recv().unwrap_or_default();
        let Some(url) = greeting.split_whitespace().find(|word| word.starts_with("http")).map(str::to_owned) else {
            let mut why = String::new();
            child.stderr.take().unwrap().read_to_string(&mut why).unwrap();
            panic!("no server: {greeting}{why}");
        };
        let mut err = child.stderr.take().unwrap();
        std::thread::spawn(move || std::io::copy(&mut err, &mut std::io::sink()));
        Serving { child, url, lines }
    }
}

/// A server; killed with the test.
pub struct Serving {
    child: Child,
    pub url: String,
    lines: mpsc::Receiver<String>,
}

impl Serving {
    /// Ends it as an administrator does.
    pub fn stop(mut self) {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }

    /// The address in the line of its greeting that begins so.
    pub fn address_after(&self, begin: &str) -> String {
        let line = self.lines.iter().find(|line| line.starts_with(begin)).unwrap();
        line.split_whitespace().find(|word| word.starts_with("http")).unwrap().to_owned()
    }

    pub fn get(&self, path: &str) -> (u16, String) {
        get(&format!("{}{path}", self.url))
    }

    /// Whether somebody can sign in so.
    pub fn lets_in(&self, login: &str, password: &str) -> bool {
        let form = [("login", login), ("password", password)];
        let request = client().post(format!("{}/sign-in", self.url)).header("origin", &self.url).form(&form);
        let (status, body) = answer(request);
        assert!(status == 303 || status == 422, "{status} {body}");
        status == 303
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What an address answers.
pub fn get(url: &str) -> (u16, String) {
    answer(client().get(url))
}

fn client() -> reqwest::Client {
    let patience = Duration::from_secs(30);
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(patience).build().unwrap()
}

fn answer(request: reqwest::RequestBuilder) -> (u16, String) {
    wait(async {
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    })
}

/// Runs something asynchronous from a test that is not.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
