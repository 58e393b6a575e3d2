//! A browser as far as the server can tell: cookies, forms, sockets; it follows no redirect by itself.

use futures_util::{SinkExt, StreamExt};
use model::{ClientId, Locale, Op, UserId};
use reqwest::{StatusCode, header, redirect::Policy};
use std::{collections::BTreeMap, sync::Mutex, time::Duration};
use store::SessionId;
use sync::frame::{ClientFrame, Hello, Open, PROTOCOL, Push, Raw, RoomId, ServerFrame};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{self, Message, client::IntoClientRequest, handshake::client::Response as Handshake},
};

/// Nothing a test waits for takes this long; only a test that fails reaches it.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Browser {
    client: reqwest::Client,
    base: String,
    origin: String,
    cookies: Mutex<BTreeMap<String, String>>,
    pub user: Option<UserId>,
    pub session: Option<SessionId>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        assert!(self.status.is_redirection(), "{} {}", self.status, self.body);
        self.header("location")
    }

    pub fn cookies(&self) -> Vec<&str> {
        self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect()
    }

    #[track_caller]
    pub fn says(&self, sentence: &str) -> &Self {
        assert!(self.body.contains(sentence), "{sentence:?} is not in: {}", self.body);
        self
    }

    #[track_caller]
    pub fn is(&self, status: StatusCode) -> &Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

impl Browser {
    pub fn new(base: String, origin: String, user: Option<UserId>) -> Self {
        let client = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
        Self { client, base, origin, cookies: Mutex::default(), user, session: None }
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    pub fn in_language(self, tag: &str) -> Self {
        self.set_cookie("sandtable_lang", tag);
        self
    }

    fn cookie_header(&self) -> String {
        let cookies = self.cookies.lock().unwrap();
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(reqwest::Method::GET, path)).await
    }

    /// Sends a form as a page of this site does.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self.request(reqwest::Method::POST, path).header(header::ORIGIN, &self.origin);
        self.send(request.header("sec-fetch-site", "same-origin").form(form)).await
    }

    /// Sends a form as a page of another site does.
    pub async fn post_from_elsewhere(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = self.request(reqwest::Method::POST, path).header(header::ORIGIN, "https://evil.example");
        self.send(request.form(form)).await
    }

    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base)).timeout(PATIENCE);
        request.header(header::COOKIE, self.cookie_header())
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            self.set_cookie(name, rest.split(';').next().unwrap());
        }
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, body: response.text().await.unwrap_or_default() }
    }

    /// Opens the live connection as a page of `origin` does.
    pub async fn try_socket(&self, origin: Option<&str>) -> Result<Socket, tungstenite::Error> {
        let mut request = format!("{}/ws", self.base.replace("http://", "ws://")).into_client_request()?;
        request.headers_mut().insert("cookie", self.cookie_header().parse().unwrap());
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().unwrap());
        }
        let (stream, _): (_, Handshake) = connect_async(request).await?;
        Ok(Socket { stream })
    }

    /// A live connection that has said hello and was welcomed.
    pub async fn socket(&self) -> Socket {
        self.socket_in(Locale::En).await
    }

    pub async fn socket_in(&self, locale: Locale) -> Socket {
        let mut socket = self.connected_in(locale, ClientId(server::token::new_uuid().unwrap())).await;
        socket.until(|frame| matches!(frame, ServerFrame::Welcome(_)).then_some(())).await;
        socket
    }

    /// A live connection that has said hello; whether it is welcomed is not waited for.
    pub async fn connected(&self) -> Socket {
        self.connected_in(Locale::En, ClientId(server::token::new_uuid().unwrap())).await
    }

    /// The live connection of the browser profile that writes these ops.
    pub async fn socket_of(&self, client: ClientId) -> Socket {
        let mut socket = self.connected_in(Locale::En, client).await;
        socket.until(|frame| matches!(frame, ServerFrame::Welcome(_)).then_some(())).await;
        socket
    }

    async fn connected_in(&self, locale: Locale, client: ClientId) -> Socket {
        let mut socket = self.try_socket(Some(&self.origin)).await.unwrap();
        let hello = Hello { protocol: PROTOCOL, schema: model::SCHEMA, client, locale };
        socket.send(&ClientFrame::Hello(hello)).await;
        socket
    }
}

/// The live connection.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// What came.
#[derive(Debug)]
pub enum Came {
    Frame(ServerFrame),
    Closed(u16),
}

impl Socket {
    pub async fn send(&mut self, frame: &ClientFrame) {
        self.send_text(&frame.to_text()).await;
    }

    pub async fn send_text(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    /// The same, for what the server may refuse to read to its end.
    pub async fn try_send(&mut self, message: Message) -> Result<(), tungstenite::Error> {
        self.stream.send(message).await
    }

    pub async fn push(&mut self, op: &Op) {
        let op = Raw::of(&op).unwrap();
        self.send(&ClientFrame::Push(Push { ops: vec![op] })).await;
    }

    pub async fn open(&mut self, room: RoomId) {
        self.send(&ClientFrame::Open(Open { room, have: BTreeMap::new() })).await;
    }

    pub async fn next(&mut self) -> Came {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.stream.next()).await.expect("nothing came");
            return match message {
                Some(Ok(Message::Text(text))) => Came::Frame(ServerFrame::parse(&text).unwrap()),
                Some(Ok(Message::Close(Some(frame)))) => Came::Closed(frame.code.into()),
                Some(Ok(_)) => continue,
                None | Some(Err(_)) => Came::Closed(0),
            };
        }
    }

    /// Skips frames until one is looked for.
    pub async fn until<T>(&mut self, mut wanted: impl FnMut(&ServerFrame) -> Option<T>) -> T {
        loop {
            match self.next().await {
                Came::Frame(frame) => {
                    if let Some(found) = wanted(&frame) {
                        return found;
                    }
                }
                Came::Closed(code) => panic!("closed with {code}"),
            }
        }
    }

    /// Skips frames until the socket is closed, and says with which code.
    pub async fn closed(&mut self) -> u16 {
        loop {
            if let Came::Closed(code) = self.next().await {
                return code;
            }
        }
    }
}
