//! `GET /ws`: opens the live connection. The session and the origin are checked before the upgrade, because a browser sends
//! the cookie along with a socket that another site opens.

use crate::{
    hub::{Connection, Hub, Outgoing},
    web::{AppState, Problem, signed_in},
};
use axum::{
    extract::{
        State,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderMap, header},
    response::Response,
};
use futures_util::{SinkExt, StreamExt, stream::SplitSink, stream::SplitStream};
use model::UserId;
use std::time::Duration;
use sync::{
    frame::CloseCode,
    limits::FRAME_BYTES,
    server::{ConnId, SessionId},
};

/// Per socket; the default of 128 kB would be most of the memory of an idle server.
const READ_BUFFER: usize = 4_096;
/// How long a client may take to read what is queued and to answer the close frame.
const CLOSE_WITHIN: Duration = Duration::from_secs(5);

/// Opens the live connection.
pub async fn open(
    State(server): State<AppState>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Problem> {
    if !is_own_origin(&server, &headers) {
        return Err(Problem::ForeignOrigin);
    }
    let (user, session) = signed_in(&server, &headers).await?.ok_or(Problem::SessionNeeded)?;
    let upgrade = upgrade.map_err(|_| Problem::Malformed)?;
    if !server.hub.is_running() {
        return Err(Problem::Unavailable("the server is stopping".to_owned()));
    }
    let hub = server.hub.clone();
    let session = SessionId(session.id.0.as_u128());
    Ok(upgrade
        .read_buffer_size(READ_BUFFER)
        .max_message_size(FRAME_BYTES)
        .max_frame_size(FRAME_BYTES)
        .on_upgrade(move |socket| serve(socket, hub, user.id, session)))
}

/// Programs that are no browsers send no origin, and no foreign cookies either.
fn is_own_origin(server: &AppState, headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    if origin.eq_ignore_ascii_case(server.options.origin.as_str()) {
        return true;
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    !host.is_empty() && authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
}

async fn serve(socket: WebSocket, hub: Hub, user: UserId, session: SessionId) {
    let Ok(Connection { conn, mut queue }) = hub.connect(user, session).await else { return };
    let closing = queue.closing();
    let (mut sink, mut stream) = socket.split();
    let over_time = async {
        closing.await;
        tokio::time::sleep(CLOSE_WITHIN).await;
    };
    let talk = async {
        let fault = tokio::select! {
            // The sequencer has let go of the socket: the rest is only politeness.
            () = write(&mut sink, &mut queue) => None,
            fault = read(&mut stream, &hub, conn) => fault,
        };
        if let Some(code) = fault {
            hub.disconnect(conn).await;
            let _ = tokio::time::timeout(CLOSE_WITHIN, sink.send(close_frame(code))).await;
        }
        // The peer answers a close frame with its own. Until then the connection must not be cut, or what we sent last
        // could be lost with it.
        let _ = tokio::time::timeout(CLOSE_WITHIN, until_closed(&mut stream)).await;
    };
    tokio::select! {
        () = talk => {}
        () = over_time => {}
    }
    hub.disconnect(conn).await;
}

/// Sends what is queued until the end is.
async fn write(sink: &mut SplitSink<WebSocket, Message>, queue: &mut crate::hub::Receiver) {
    while let Some(first) = queue.next().await {
        let mut next = Some(first);
        while let Some(outgoing) = next {
            match outgoing {
                Outgoing::Text(text) => {
                    let length = text.len();
                    if sink.feed(Message::Text((&*text).into())).await.is_err() {
                        return;
                    }
                    queue.sent(length);
                }
                Outgoing::Close(code) => {
                    let _ = sink.send(close_frame(code)).await;
                    return;
                }
            }
            next = queue.next_waiting();
        }
        if sink.flush().await.is_err() {
            return;
        }
    }
}

/// Hands frames over until the peer leaves; a code if it must be told why it has to.
async fn read(stream: &mut SplitStream<WebSocket>, hub: &Hub, conn: ConnId) -> Option<CloseCode> {
    while let Some(message) = stream.next().await {
        match message {
            Ok(Message::Text(text)) => {
                if hub.frame(conn, text.as_str().to_owned()).await.is_err() {
                    return Some(CloseCode::Restart);
                }
            }
            Ok(Message::Binary(_)) => return Some(CloseCode::Malformed),
            Ok(Message::Ping(_) | Message::Pong(_)) => {}
            Ok(Message::Close(_)) => return None,
            Err(error) => return fault_of(&error),
        }
    }
    None
}

fn fault_of(error: &axum::Error) -> Option<CloseCode> {
    let text = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    // The library's error type is not axum's public interface; its sentences are what tells the cases apart.
    if text.contains("Space limit exceeded") {
        Some(CloseCode::TooLarge)
    } else if text.contains("UTF-8") {
        Some(CloseCode::Malformed)
    } else {
        None
    }
}

async fn until_closed(stream: &mut SplitStream<WebSocket>) {
    while let Some(Ok(_)) = stream.next().await {}
}

fn close_frame(code: CloseCode) -> Message {
    // 123 bytes at most; the client has the sentence in its own language.
    let reason = match code {
        CloseCode::TooLarge => "frame too large",
        CloseCode::Malformed => "not a frame",
        _ => "",
    };
    Message::Close(Some(CloseFrame { code: code.code(), reason: reason.into() }))
}
